//! A text with its furniture set apart, line by line.

use dixit_model::{Furniture, Span};

/// The lines of an article, each less its furniture, and the furniture.
pub(crate) struct Body<'t> {
    /// Non-empty lines of the article proper, in order.
    pub lines: Vec<&'t str>,
    /// The furniture, in order.
    pub furniture: Vec<&'t str>,
}

impl<'t> Body<'t> {
    pub(crate) fn new(text: &'t str, furniture: &[Furniture]) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut keep = |span: Span| {
            let parts = span.of(text).split(['\n', '\r', '\u{2028}', '\u{2029}']);
            lines.extend(parts.map(str::trim).filter(|line| !line.is_empty()));
        };
        for piece in furniture {
            keep(Span::new(start, piece.span.start));
            start = piece.span.end;
        }
        keep(Span::new(start, text.len()));
        Body {
            lines,
            furniture: furniture.iter().map(|piece| piece.span.of(text)).collect(),
        }
    }
}
