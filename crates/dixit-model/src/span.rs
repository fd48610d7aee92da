//! Spans of text and the map from bytes to code points.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of an article's text: byte offsets, end exclusive.
///
/// ```
/// use dixit_model::Span;
/// let span = Span::new(4, 7);
/// assert_eq!(span.of("She said no."), "sai");
/// assert!(span.contains(Span::new(5, 6)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`.
    ///
    /// # Panics
    /// If `end` lies before `start`.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span ends ({end}) before it starts ({start})");
        Span { start, end }
    }

    /// The words it covers.
    ///
    /// # Panics
    /// If the span does not lie in `text` on character boundaries.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn hull(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The span less white space at both ends.
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

/// Operations on lists of spans that together cover one thing (a content that
/// its own cue interrupts, say).
pub trait Spans {
    /// From the first byte to the last, or `None` of nothing.
    fn hull(&self) -> Option<Span>;
    /// The words of all parts, joined by ` … `.
    fn text(&self, text: &str) -> String;
    /// Whether any part shares a byte with `span`.
    fn touch(&self, span: Span) -> bool;
}

impl Spans for [Span] {
    fn hull(&self) -> Option<Span> {
        self.iter().copied().reduce(Span::hull)
    }

    fn text(&self, text: &str) -> String {
        let parts: Vec<&str> = self.iter().map(|span| span.of(text)).collect();
        parts.join(" … ")
    }

    fn touch(&self, span: Span) -> bool {
        self.iter().any(|part| part.overlaps(span))
    }
}

/// Maps byte offsets of one text to Unicode code points and back.
///
/// A checkpoint every 64 bytes keeps it small and each lookup short.
///
/// ```
/// use dixit_model::CodePoints;
/// let map = CodePoints::new("Zoë said");
/// assert_eq!(map.from_byte(4), 3);
/// assert_eq!(map.to_byte(3), 4);
/// ```
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `64 * i` (rounded down to a boundary).
    checkpoints: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'t> CodePoints<'t> {
    /// The map of `text`, built in one pass.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (index, &byte) in text.as_bytes().iter().enumerate() {
            if index % STRIDE == 0 {
                checkpoints.push(count);
            }
            // Continuation bytes do not begin a code point.
            if byte & 0xC0 != 0x80 {
                count += 1;
            }
        }
        checkpoints.push(count);
        CodePoints { text, checkpoints }
    }

    /// Code points before byte `offset` (clamped to the text's end).
    pub fn from_byte(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = offset / STRIDE;
        let bytes = &self.text.as_bytes()[block * STRIDE..offset];
        self.checkpoints[block] + bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
    }

    /// The byte at which code point `index` begins (the text's length if there
    /// are fewer).
    pub fn to_byte(&self, index: usize) -> usize {
        let block = self
            .checkpoints
            .partition_point(|&count| count <= index)
            .max(1)
            - 1;
        let mut count = self.checkpoints[block];
        let bytes = self.text.as_bytes();
        let mut byte = block * STRIDE;
        while byte < bytes.len() {
            if bytes[byte] & 0xC0 != 0x80 {
                if count == index {
                    return byte;
                }
                count += 1;
            }
            byte += 1;
        }
        self.text.len()
    }

    /// `span` counted in code points, as `[start, end]`.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.from_byte(span.start), self.from_byte(span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_characters() {
        let text = "“Zoë” – naïve 東京 ".repeat(30);
        let map = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(map.from_byte(byte), count);
            assert_eq!(map.to_byte(count), byte);
        }
        assert_eq!(map.from_byte(text.len()), text.chars().count());
        assert_eq!(map.to_byte(text.chars().count()), text.len());
        assert_eq!(CodePoints::new("").from_byte(0), 0);
        assert_eq!(CodePoints::new("").to_byte(0), 0);
    }

    #[test]
    fn trimming_keeps_the_span_inside() {
        let text = "  a b ";
        assert_eq!(Span::new(0, 6).trimmed(text), Span::new(2, 5));
        assert!(Span::new(0, 2).trimmed(text).is_empty());
    }
}
