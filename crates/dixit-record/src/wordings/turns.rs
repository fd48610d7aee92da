//! Words that stand in place of others, where all around is the same.

use super::Version;
use crate::amount::{Amount, amount};
use crate::words::Word;
use similar::DiffTag;
use std::ops::Range;

/// Words of the longest turn; a longer one says something else altogether.
const LONGEST: usize = 6;

/// A difference: its kind, the words of the first and of the second wording.
pub(super) type Op = (DiffTag, Range<usize>, Range<usize>);

/// Whether both wordings are quotations that put the same thing in other words.
pub(super) fn retranslates(base: &Version, other: &Version, ops: &[Op]) -> bool {
    let telling = |words: &[Word]| words.iter().any(|word| word.span.len() > 3);
    base.quoted
        && other.quoted
        && turns(ops).any(|(from, to)| {
            telling(&base.words[from.clone()]) && telling(&other.words[to.clone()])
        })
}

/// Whether, in words otherwise the same, a number differs or one wording has a
/// *not* more than the other.
pub(super) fn contradicts(base: &Version, other: &Version, ops: &[Op]) -> bool {
    let numbers = turns(ops).any(|(from, to)| {
        let (theirs, ours) = (number(base, from), number(other, to));
        matches!((theirs, ours), (Some(a), Some(b)) if !a.agrees(b))
    });
    let nots = |version: &Version, range: &Range<usize>| {
        let words = version.words[range.clone()].iter();
        words
            .filter(|word| negates(word.span.of(version.text)))
            .count()
            % 2
    };
    let within = |at: usize| at > 0 && at + 1 < ops.len();
    numbers
        || ops.iter().enumerate().any(|(at, (tag, from, to))| {
            *tag != DiffTag::Equal
                && within(at)
                && from.len().max(to.len()) <= 2
                && nots(base, from) != nots(other, to)
        })
}

/// Short replacements beside words that are the same.
fn turns(ops: &[Op]) -> impl Iterator<Item = (&Range<usize>, &Range<usize>)> {
    ops.iter().filter_map(|(tag, from, to)| {
        let short = from.len().max(to.len()) <= LONGEST;
        (*tag == DiffTag::Replace && short && ops.len() > 1).then_some((from, to))
    })
}

/// The only number among some words.
fn number(version: &Version, range: &Range<usize>) -> Option<Amount> {
    let words: Vec<String> = version.words[range.clone()]
        .iter()
        .map(|word| word.span.of(version.text).to_lowercase())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (mut only, mut at) = (None, 0);
    while at < words.len() {
        match amount(&words[at..]) {
            Some(_) if only.is_some() => return None,
            Some(amount) => {
                at += amount.words;
                only = Some(amount);
            }
            None => at += 1,
        }
    }
    only
}

fn negates(word: &str) -> bool {
    let word = word.to_lowercase().replace('’', "'");
    // *advisory rather than mandatory* is *advisory, not mandatory*.
    let negator = matches!(&*word, "not" | "never" | "no" | "cannot" | "rather");
    negator || word.ends_with("n't")
}
