//! How one version of a text became another.

use dixit_model::{DiffOp, DiffPart};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// Words of both versions together beyond which they are not compared: what
/// that takes grows with the square of what differs.
const MOST: usize = 20_000;

/// What was cut and added from `before` to `after`, word by word, spaces as they
/// stand; `None` where the texts are too long.
///
/// ```
/// use dixit_model::DiffOp;
/// let parts = dixit_record::revision("The pier is shut.", "The pier is open.").unwrap();
/// let parts: Vec<_> = parts.iter().map(|part| (part.op, part.text.as_str())).collect();
/// assert_eq!(parts, [(DiffOp::Same, "The pier is "), (DiffOp::Cut, "shut."), (DiffOp::Added, "open.")]);
/// ```
pub fn revision(before: &str, after: &str) -> Option<Vec<DiffPart>> {
    let (old, new) = (words(before), words(after));
    if old.len() + new.len() > MOST {
        return None;
    }
    fn bare<'t>(words: &[&'t str]) -> Vec<&'t str> {
        words.iter().map(|word| word.trim_end()).collect()
    }
    let mut parts = Vec::new();
    let mut put = |op, words: &[&str], range: Range<usize>| {
        if !range.is_empty() {
            let text = words[range].concat();
            parts.push(DiffPart { op, text });
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &bare(&old), &bare(&new)) {
        let (tag, from, to) = op.as_tag_tuple();
        match tag {
            DiffTag::Equal => put(DiffOp::Same, &new, to),
            _ => {
                put(DiffOp::Cut, &old, from);
                put(DiffOp::Added, &new, to);
            }
        }
    }
    Some(parts)
}

/// The words of a text, each with the spaces after it.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut in_space) = (0, false);
    for (at, c) in text.char_indices() {
        if in_space && !c.is_whitespace() {
            words.push(&text[start..at]);
            start = at;
        }
        in_space = c.is_whitespace();
    }
    words.push(&text[start..]);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_and_added_is_the_later_text() {
        let text = "The ferries\n\nwill  sail, said Joren Haske. They will not.";
        for (before, after) in [
            (text, "The ferries will not sail,\nsaid Haske."),
            ("", text),
            (text, ""),
            ("  a b", "a  b "),
        ] {
            let parts = revision(before, after).unwrap();
            let kept = parts.iter().filter(|part| part.op != DiffOp::Cut);
            assert_eq!(
                kept.map(|part| part.text.as_str()).collect::<String>(),
                after
            );
        }
        assert_eq!(revision(&"a ".repeat(MOST), "b"), None);
    }
}
