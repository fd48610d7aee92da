//! What is left of a text between line breaks and furniture.

use dixit_model::Span;

/// Stretches of `text` without line breaks and furniture, in order; some may
/// hold nothing but spaces.
pub fn stretches(text: &str, furniture: &[Span]) -> Vec<Span> {
    let mut barred: Vec<Span> = furniture
        .iter()
        .filter(|span| span.start < text.len() && !span.is_empty())
        .map(|span| whole_characters(text, *span))
        .collect();
    barred.sort();
    let mut found = Vec::new();
    let mut start = 0;
    for bar in barred {
        if bar.start > start {
            lines(text, Span::new(start, bar.start), &mut found);
        }
        start = start.max(bar.end);
    }
    if start < text.len() {
        lines(text, Span::new(start, text.len()), &mut found);
    }
    found
}

/// Widens a span that cuts a character or leaves the text.
fn whole_characters(text: &str, span: Span) -> Span {
    Span::new(
        text.floor_char_boundary(span.start),
        text.ceil_char_boundary(span.end.min(text.len())),
    )
}

fn lines(text: &str, span: Span, found: &mut Vec<Span>) {
    let mut start = span.start;
    for (offset, mark) in span.of(text).match_indices(is_line_break) {
        let end = span.start + offset;
        if end > start {
            found.push(Span::new(start, end));
        }
        start = end + mark.len();
    }
    if span.end > start {
        found.push(Span::new(start, span.end));
    }
}

/// Unicode's mandatory breaks (UAX 14, classes BK, CR, LF, NL).
fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_and_outlying_furniture_is_cut_away() {
        let text = "one two\r\nthree";
        let bars = [Span::new(3, 5), Span::new(4, 6), Span::new(12, 99)];
        let left: Vec<&str> = stretches(text, &bars).iter().map(|s| s.of(text)).collect();
        assert_eq!(left, ["one", "o", "thr"]);
        assert!(stretches(text, &[Span::new(0, 99)]).is_empty());
    }
}
