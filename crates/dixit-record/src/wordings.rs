//! Wordings of one statement side by side.

mod turns;

use crate::words::{Vocabulary, Word};
use dixit_model::{DiffOp, DiffPart, WordingClass};
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// One article's words for a statement, to be compared.
pub(crate) struct Version<'t> {
    pub(crate) text: &'t str,
    pub(crate) words: &'t [Word],
    /// They are given as the speaker's own.
    pub(crate) quoted: bool,
    /// The speaker is said not to have said it.
    pub(crate) negated: bool,
}

/// How `other` differs from `base`, word by word, and what that makes it.
///
/// Words are compared by stem, so that a shift of tense or a quotation mark is
/// no difference; the words shown are those of the wording they stand in.
pub(crate) fn compare(
    base: &Version,
    other: &Version,
    vocabulary: &Vocabulary,
) -> (WordingClass, Vec<DiffPart>) {
    let terms = |words: &[Word]| words.iter().map(|w| w.term).collect::<Vec<u32>>();
    let (old, new) = (terms(base.words), terms(other.words));
    let ops: Vec<_> = capture_diff_slices(Algorithm::Myers, &old, &new)
        .iter()
        .map(|op| op.as_tag_tuple())
        .collect();
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
    for (tag, from, to) in ops.iter().cloned() {
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
    let alike = same > 2.0 * cut.min(added);
    let class = match (cut > slack, added > slack) {
        _ if base.negated != other.negated => WordingClass::Contradicting,
        _ if alike && turns::contradicts(base, other, &ops) => WordingClass::Contradicting,
        (false, false) => WordingClass::Verbatim,
        (true, false) => WordingClass::Trimmed,
        _ if alike && turns::retranslates(base, other, &ops) => WordingClass::Translated,
        _ => WordingClass::Reworded,
    };
    (class, diff)
}

/// The text from one word to another, with the marks that follow.
fn stretch<'t>(version: &Version<'t>, range: std::ops::Range<usize>) -> &'t str {
    let Version { text, words, .. } = version;
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
        let words = |text: &str, vocabulary: &mut Vocabulary| {
            vocabulary.words_in(text, Span::new(0, text.len()))
        };
        let (old, new) = (words(base, &mut vocabulary), words(other, &mut vocabulary));
        let version = |text, words| Version {
            text,
            words,
            quoted: str::starts_with(text, '“'),
            negated: false,
        };
        let (base, other) = (version(base, &old), version(other, &new));
        let (class, diff) = compare(&base, &other, &vocabulary);
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

    #[test]
    fn quotations_that_differ_in_a_word_are_translated_differently() {
        let base = "“We are ready for negotiations with our neighbours at the highest level.”";
        let class = |other| compared(base, other).0;
        assert_eq!(
            class("“We are ready for talks with our neighbours at the highest level.”"),
            WordingClass::Translated
        );
        assert_eq!(
            class("they were ready for talks with their neighbours at the highest level"),
            WordingClass::Reworded
        );
        assert_eq!(
            class("“Our neighbours know where to find us when the grain has run out.”"),
            WordingClass::Reworded
        );
    }

    #[test]
    fn another_number_or_a_not_contradicts() {
        let base = "the port of Vastad will reopen to ferries within three weeks";
        let class = |other| compared(base, other).0;
        for other in [
            "the port of Vastad will reopen to ferries within 12 weeks",
            "the port of Vastad will reopen to ferries within twenty five weeks",
            "the port of Vastad will not reopen to ferries within three weeks",
            "the port of Vastad won't reopen to ferries within three weeks",
        ] {
            assert_eq!(class(other), WordingClass::Contradicting, "{other}");
        }
        assert_eq!(
            class("the port of Vastad will reopen to ferries within 3 weeks"),
            WordingClass::Reworded
        );
        assert_eq!(
            class("the port of Vastad will reopen to ferries"),
            WordingClass::Trimmed
        );
    }
}
