//! Cuts a text at the ends of everything that is marked in it.
//!
//! Marks may nest and overlap in any way; pieces do neither, so that markup
//! made from them is well formed whatever the marks.

use dixit_model::Span;

/// Something marked in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark<K> {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: K,
}

/// A stretch of text that is marked alike from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where; never empty.
    pub span: Span,
    /// Indexes of the marks that cover it, ascending.
    pub marks: Vec<usize>,
}

/// The pieces of `within`, in order, covering it without gap or overlap.
///
/// `cuts` are further places to cut at. Marks that do not lie on character
/// boundaries of `text` are widened to them.
pub(crate) fn pieces<K>(text: &str, within: Span, marks: &[Mark<K>], cuts: &[usize]) -> Vec<Piece> {
    let clip = |at: usize| at.clamp(within.start, within.end);
    let spans: Vec<(usize, usize)> = marks
        .iter()
        .map(|mark| {
            (
                clip(floor(text, mark.span.start)),
                clip(ceil(text, mark.span.end)),
            )
        })
        .collect();
    let mut ends: Vec<usize> = vec![within.start, within.end];
    let mut starting: Vec<usize> = Vec::new();
    for (index, &(start, end)) in spans.iter().enumerate() {
        if start < end {
            ends.extend([start, end]);
            starting.push(index);
        }
    }
    ends.extend(cuts.iter().map(|&cut| clip(floor(text, cut))));
    ends.sort_unstable();
    ends.dedup();
    starting.sort_by_key(|&index| spans[index]);
    let mut next = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut pieces = Vec::with_capacity(ends.len());
    for pair in ends.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        open.retain(|&index| spans[index].1 > start);
        while next < starting.len() && spans[starting[next]].0 <= start {
            open.push(starting[next]);
            next += 1;
        }
        let mut covering = open.clone();
        covering.sort_unstable();
        pieces.push(Piece {
            span: Span::new(start, end),
            marks: covering,
        });
    }
    pieces
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

fn ceil(text: &str, at: usize) -> usize {
    text.ceil_char_boundary(at.min(text.len()))
}

/// The paragraphs of a text: its lines, or what blank lines part where the
/// text was wrapped at a fixed width. None is empty.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let wrapped = is_wrapped(text);
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut blank = true;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        if span.is_empty() {
            blank = true;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if wrapped && !blank => *last = last.hull(span),
            _ => paragraphs.push(span),
        }
        blank = false;
    }
    paragraphs
}

/// Whether lines end where the width did rather than where a thought did.
fn is_wrapped(text: &str) -> bool {
    let mut lines = 0;
    let mut continued = 0;
    let mut previous: Option<&str> = None;
    for line in text.lines() {
        let line = line.trim();
        if line.chars().count() > 100 {
            return false;
        }
        if let Some(before) = previous
            && !line.is_empty()
            && !before.ends_with(['.', '”', '"', '!', '?', ':', '…'])
            && before.chars().count() > 45
        {
            continued += 1;
        }
        lines += usize::from(!line.is_empty());
        previous = (!line.is_empty()).then_some(line);
    }
    lines >= 4 && continued * 3 > lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize) -> Mark<()> {
        Mark {
            span: Span::new(start, end),
            kind: (),
        }
    }

    #[test]
    fn overlapping_marks_are_cut_where_they_cross() {
        let text = "She said it was “over”.";
        let marks = [mark(0, 11), mark(4, 8), mark(9, text.len())];
        let pieces = pieces(text, Span::new(0, text.len()), &marks, &[2]);
        let shown: Vec<(&str, &[usize])> = pieces
            .iter()
            .map(|piece| (piece.span.of(text), piece.marks.as_slice()))
            .collect();
        let expected: [(&str, &[usize]); 6] = [
            ("Sh", &[0]),
            ("e ", &[0]),
            ("said", &[0, 1]),
            (" ", &[0]),
            ("it", &[0, 2]),
            (" was “over”.", &[2]),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn pieces_cover_the_text_whatever_the_marks() {
        let text = "Zoë – “naïve” – said 東京 was ready.";
        let mut marks = Vec::new();
        // A fixed scatter of spans, some empty, some inside characters, some outside.
        for seed in 0usize..60 {
            let start = (seed * 7919) % (text.len() + 9);
            marks.push(mark(start, start + (seed * 31) % 17));
        }
        let pieces = pieces(text, Span::new(0, text.len()), &marks, &[3, 500]);
        let joined: String = pieces.iter().map(|piece| piece.span.of(text)).collect();
        assert_eq!(joined, text);
        assert!(pieces.iter().all(|piece| !piece.span.is_empty()));
    }

    #[test]
    fn wrapped_lines_join_and_others_do_not() {
        let lines = "A headline\nThe minister spoke on Friday.\n\nNobody answered.";
        assert_eq!(paragraphs(lines).len(), 3);
        let wrapped = "The minister said on Friday that the port would not\nbe opened before the crews had been paid what they\nwere owed, and that nobody could say when that would\nbe.\n\nNobody answered.";
        assert_eq!(paragraphs(wrapped).len(), 2);
        assert!(paragraphs(" \n\n ").is_empty());
    }
}
