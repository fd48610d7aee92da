//! A text to paragraphs, sentences and tokens.
//!
//! Rules, not a model: the boundaries must be the same in training and at run
//! time, explainable, and found in one pass over texts of any length.

mod abbreviation;
mod sentence;
mod stretch;
mod token;

use dixit_model::Span;

/// The skeleton of a text. All lists are disjoint and in text order, and none
/// touches furniture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmented {
    /// Lines with words on them.
    pub paragraphs: Vec<Span>,
    /// Sentences, headlines, captions; each inside one paragraph.
    pub sentences: Vec<Span>,
    /// Words and marks; each inside one sentence, and every character that is
    /// neither space nor furniture inside one of them.
    pub tokens: Vec<Span>,
}

/// Cuts `text` into paragraphs, sentences and tokens, leaving `furniture` out.
///
/// A token is a maximal run of alphanumeric characters or `_`, or any other
/// single character that is not white space. Trained models rely on exactly
/// this rule.
///
/// ```
/// use dixit_language::segment;
/// let text = "Gov. Ada Quill met U.S. envoys. “We agreed!” she said.";
/// let cut = segment(text, &[]);
/// let sentences: Vec<&str> = cut.sentences.iter().map(|s| s.of(text)).collect();
/// assert_eq!(sentences, ["Gov. Ada Quill met U.S. envoys.", "“We agreed!” she said."]);
/// ```
pub fn segment(text: &str, furniture: &[Span]) -> Segmented {
    let mut cut = Segmented::default();
    for stretch in stretch::stretches(text, furniture) {
        let first = cut.tokens.len();
        token::tokens(text, stretch, &mut cut.tokens);
        let tokens = &cut.tokens[first..];
        if let (Some(head), Some(tail)) = (tokens.first(), tokens.last()) {
            cut.paragraphs.push(head.hull(*tail));
            sentence::sentences(text, tokens, &mut cut.sentences);
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn furniture_is_left_out_and_breaks() {
        let text = "Give today! The mayor spoke.\nShare this\nHe left.";
        let cut = segment(text, &[Span::new(29, 39), Span::new(0, 11)]);
        let words = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>();
        assert_eq!(words(&cut.sentences), ["The mayor spoke.", "He left."]);
        assert_eq!(words(&cut.paragraphs), ["The mayor spoke.", "He left."]);
        assert_eq!(cut.tokens.len(), 7);
    }

    #[test]
    fn a_million_characters_without_a_space_are_one_sentence() {
        for word in ["a", "a.", ".", "\"", "A.", "é!x"] {
            let text = word.repeat(1_000_000 / word.len());
            assert!(!segment(&text, &[]).sentences.is_empty());
        }
    }

    proptest! {
        #[test]
        fn everything_is_cut_once(
            text in "([a-zA-Z0-9é“”\"'.!?…,() \\n\u{a0}_-]|U\\.S\\. |Mr\\. |\\PC){0,80}",
            cuts in proptest::collection::vec((0usize..120, 0usize..30), 0..4),
        ) {
            let at = |index: usize| text.char_indices().nth(index).map_or(text.len(), |(b, _)| b);
            let furniture: Vec<Span> = cuts
                .iter()
                .map(|&(start, length)| Span::new(at(start), at(start + length)))
                .filter(|span| !span.is_empty())
                .collect();
            let cut = segment(&text, &furniture);
            for list in [&cut.paragraphs, &cut.sentences, &cut.tokens] {
                for pair in list.windows(2) {
                    prop_assert!(pair[0].end <= pair[1].start);
                }
                for span in list.iter() {
                    prop_assert!(!span.is_empty());
                    prop_assert!(text.get(span.range()).is_some());
                    prop_assert!(!furniture.iter().any(|f| f.overlaps(*span)));
                }
            }
            for (start, c) in text.char_indices() {
                let span = Span::new(start, start + c.len_utf8());
                let inside = |list: &[Span]| list.iter().filter(|s| s.contains(span)).count();
                let counted = !c.is_whitespace() && !furniture.iter().any(|f| f.overlaps(span));
                prop_assert_eq!(inside(&cut.tokens), usize::from(counted));
            }
            for token in &cut.tokens {
                prop_assert_eq!(cut.sentences.iter().filter(|s| s.contains(*token)).count(), 1);
                prop_assert_eq!(cut.paragraphs.iter().filter(|p| p.contains(*token)).count(), 1);
            }
        }
    }
}
