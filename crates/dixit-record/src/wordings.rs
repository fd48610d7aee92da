//! Wordings of one statement side by side.

use crate::words::{Vocabulary, Word};
use dixit_model::{DiffOp, DiffPart, WordingClass};
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// How `other` differs from `base`, word by word, and what that makes it.
///
/// Words are compared by stem, so that a shift of tense or a quotation mark is
/// no difference; the words shown are those of the wording they stand in.
pub(crate) fn compare(
    base: (&str, &[Word]),
    other: (&str, &[Word]),
    vocabulary: &Vocabulary,
) -> (WordingClass, Vec<DiffPart>) {
    let terms = |words: &[Word]| words.iter().map(|w| w.term).collect::<Vec<u32>>();
    let (old, new) = (terms(base.1), terms(other.1));
    let mut diff: Vec<DiffPart> = Vec::new();
    let (mut cut, mut added, mut same) = (0.0, 0.0, 0.0);
    let weight = |terms: &[u32]| terms.iter().map(|&t| vocabulary.weight(t)).sum::<f32>();
    let mut put = |op: DiffOp, text: &str| {
        if !text.trim().is_empty() {
            diff.push(DiffPart {
                op,
                text: text.trim().to_owned(),
            });
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, from, to) = op.as_tag_tuple();
        if matches!(tag, DiffTag::Delete | DiffTag::Replace) {
            cut += weight(&old[from.clone()]);
            put(DiffOp::Cut, stretch(base, from));
        }
        if matches!(tag, DiffTag::Insert | DiffTag::Replace) {
            added += weight(&new[to.clone()]);
            put(DiffOp::Added, stretch(other, to.clone()));
        }
        if tag == DiffTag::Equal {
            same += weight(&new[to.clone()]);
            put(DiffOp::Same, stretch(other, to));
        }
    }
    // A word or two of little weight (*that*, *it*) change nothing.
    let slack = 0.02 * (same + added) + 0.4;
    let class = match (cut > slack, added > slack) {
        (false, false) => WordingClass::Verbatim,
        (true, false) => WordingClass::Trimmed,
        _ => WordingClass::Reworded,
    };
    (class, diff)
}

/// The text from one word to another, with the marks that follow.
fn stretch<'t>((text, words): (&'t str, &[Word]), range: std::ops::Range<usize>) -> &'t str {
    if range.is_empty() {
        return "";
    }
    let start = if range.start == 0 {
        0
    } else {
        words[range.start].span.start
    };
    let end = words.get(range.end).map_or(text.len(), |w| w.span.start);
    text.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::Span;

    fn compared(base: &str, other: &str) -> (WordingClass, Vec<(DiffOp, String)>) {
        let mut vocabulary = Vocabulary::new();
        let old = vocabulary.words_in(base, Span::new(0, base.len()));
        let new = vocabulary.words_in(other, Span::new(0, other.len()));
        let (class, diff) = compare((base, &old), (other, &new), &vocabulary);
        (class, diff.into_iter().map(|p| (p.op, p.text)).collect())
    }

    #[test]
    fn differences_stand_word_by_word() {
        let (class, diff) = compared(
            "“We are willing to reopen the port within a week”",
            "was willing to reopen the port within days",
        );
        assert_eq!(class, WordingClass::Reworded);
        assert_eq!(
            diff,
            [
                (DiffOp::Cut, "“We are".to_owned()),
                (DiffOp::Added, "was".to_owned()),
                (DiffOp::Same, "willing to reopen the port within".to_owned()),
                (DiffOp::Cut, "a week”".to_owned()),
                (DiffOp::Added, "days".to_owned()),
            ]
        );
    }

    #[test]
    fn less_is_trimmed_and_quotation_marks_are_nothing() {
        let base = "“The crews must be paid before any ship enters the harbour.”";
        assert_eq!(
            compared(
                base,
                "the crews must be paid before any ship enters the harbour"
            )
            .0,
            WordingClass::Verbatim
        );
        assert_eq!(
            compared(base, "the crews must be paid").0,
            WordingClass::Trimmed
        );
    }
}
