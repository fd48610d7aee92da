//! Time expressions and their TIMEX3 values.
//!
//! Each class of expression has a file that recognises it and says what it
//! means ([`found::What`]) without knowing any date; [`resolve`] then walks
//! through the meanings in text order and gives each its value. News resolves
//! against the day of publication, a narrative against the date last told.

mod amount;
mod clock;
mod date;
mod day;
mod duration;
mod era;
mod found;
mod lexicon;
mod modifier;
mod month;
mod numeric;
mod point;
mod reference;
mod relative;
mod resolve;
mod season;
mod set;
mod tense;
mod unit;
mod weekday;
mod words;
mod year;

use dixit_model::{Date, Span, TimeExpression};
use found::Found;
use words::Words;

/// The time expressions of `text` in text order, disjoint, each inside one
/// sentence.
///
/// `sentences` and `tokens` are those of [`segment`](crate::segment());
/// `published` is the day the text was published, if known.
///
/// ```
/// use dixit_language::{segment, times};
/// let text = "The port closed on Friday, three days after the storm of March 2031.";
/// let cut = segment(text, &[]);
/// let published = "2031-03-10".parse().ok();
/// let found = times(text, &cut.sentences, &cut.tokens, published);
/// let values: Vec<&str> = found.iter().map(|time| time.value.as_str()).collect();
/// assert_eq!(values, ["2031-03-07", "P3D", "2031-03"]);
/// ```
pub fn times(
    text: &str,
    sentences: &[Span],
    tokens: &[Span],
    published: Option<Date>,
) -> Vec<TimeExpression> {
    let mut read = Vec::with_capacity(sentences.len());
    let mut rest = tokens;
    for sentence in sentences {
        let skipped = rest.partition_point(|token| token.start < sentence.start);
        let (_, from) = rest.split_at(skipped);
        let (inside, after) =
            from.split_at(from.partition_point(|token| token.end <= sentence.end));
        rest = after;
        let words = Words::new(text, inside);
        let found = recognise(&words);
        read.push((words, found));
    }
    resolve::resolve(&read, published)
}

/// Every expression of one sentence, left to right; at each word the first
/// class that knows it takes as many words as it can.
fn recognise(words: &Words) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        // No expression begins with a mark, but for `'59`.
        let begins = words
            .get(at)
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '‘'));
        let read = begins.then(|| expression(words, at, &mut found)).flatten();
        at = read.unwrap_or(at + 1);
    }
    found
}

/// Reads the expression that begins at word `at` and returns the word after it.
fn expression(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    modifier::read(words, at, found)
        .or_else(|| numeric::read(words, at, found))
        .or_else(|| clock::read(words, at, found))
        .or_else(|| set::read(words, at, found))
        .or_else(|| plain(words, at, found))
        .or_else(|| duration::read(words, at, found))
        .or_else(|| reference::read(words, at, found))
}

/// Reads a point in time without a clock and without a modifier.
fn plain(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    date::read(words, at, found)
        .or_else(|| month::read(words, at, found))
        .or_else(|| weekday::read(words, at, found))
        .or_else(|| day::read(words, at, found))
        .or_else(|| season::read(words, at, found))
        .or_else(|| relative::read(words, at, found))
        .or_else(|| era::read(words, at, found))
        .or_else(|| year::read(words, at, found))
}

#[cfg(test)]
mod tests;
