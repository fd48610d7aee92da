//! Assertions for the readers' tests, and properties of the whole.

use super::times;
use crate::segment;
use dixit_model::{Date, TimeExpression};
use proptest::prelude::*;

fn read(text: &str, published: Option<&str>) -> Vec<TimeExpression> {
    let cut = segment(text, &[]);
    let published = published.and_then(|date| date.parse().ok());
    times(text, &cut.sentences, &cut.tokens, published)
}

/// Expects exactly these values, in order.
#[track_caller]
pub fn assert_values(text: &str, published: Option<&str>, expected: &[&str]) {
    let found = read(text, published);
    let values: Vec<&str> = found.iter().map(|time| time.value.as_str()).collect();
    assert_eq!(values, expected, "in {text:?}");
}

/// Expects exactly these words, in order.
#[track_caller]
pub fn assert_spans(text: &str, published: Option<&str>, expected: &[&str]) {
    let found = read(text, published);
    let spans: Vec<&str> = found.iter().map(|time| time.span.of(text)).collect();
    assert_eq!(spans, expected);
}

#[test]
fn furniture_holds_no_times() {
    let text = "Subscribe before 1 May 2031. The port closed on 2 May 2031.";
    let cut = segment(text, &[dixit_model::Span::new(0, 28)]);
    let found = times(text, &cut.sentences, &cut.tokens, None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].value, "2031-05-02");
}

#[test]
fn long_texts_are_read_in_one_pass() {
    for word in [
        "1-",
        "May ",
        "the last ",
        "5 p.m. ",
        "early ",
        "two ",
        "'",
        "1 May, ",
    ] {
        let text = word.repeat(20_000 / word.len());
        read(&text, Some("2031-03-10"));
    }
}

const WORDS: [&str; 96] = [
    "the",
    "last",
    "next",
    "this",
    "that",
    "same",
    "in",
    "on",
    "of",
    "a",
    "two",
    "3",
    "31",
    "February",
    "May",
    "29",
    "99999",
    "0000",
    "0",
    "BC",
    "AD",
    "2031",
    "1066",
    "-",
    "–",
    ",",
    ".",
    "/",
    ":",
    "'",
    "59",
    "1980s",
    "century",
    "Friday",
    "Mondays",
    "night",
    "morning",
    "a.m.",
    "p.m.",
    "24",
    "12:30",
    "25:61",
    "GMT",
    "(",
    ")",
    "year",
    "years",
    "day",
    "days",
    "weeks",
    "quarter",
    "half",
    "first",
    "thirty-first",
    "1st",
    "99th",
    "ago",
    "later",
    "before",
    "after",
    "from",
    "now",
    "early",
    "end",
    "mid",
    "every",
    "per",
    "spring",
    "fall",
    "winter",
    "Christmas",
    "yesterday",
    "today",
    "tomorrow",
    "will",
    "said",
    "several",
    "few",
    "more",
    "than",
    "1,460",
    "2.5",
    "and",
    "to",
    "999999",
    "thousand",
    "hundred",
    "decades",
    "second",
    "month",
    "9999",
    "9999-12-31",
    "0000-00-00",
    "31/2/2031",
    "é",
    "",
];

proptest! {
    #[test]
    fn no_text_and_no_date_makes_it_panic(
        picks in proptest::collection::vec(0..WORDS.len(), 0..40),
        glue in proptest::collection::vec(any::<bool>(), 40),
        day in proptest::option::of((-9999i16..=9999, 1i8..=12, 1i8..=28)),
    ) {
        let mut text = String::new();
        for (pick, glued) in picks.iter().zip(glue) {
            text.push_str(WORDS[*pick]);
            if !glued {
                text.push(' ');
            }
        }
        let cut = segment(&text, &[]);
        let published = day.and_then(|(year, month, day)| Date::new(year, month, day).ok());
        let found = times(&text, &cut.sentences, &cut.tokens, published);
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for time in &found {
            prop_assert!(!time.span.is_empty() && !time.value.is_empty());
            prop_assert!(cut.sentences.iter().any(|sentence| sentence.contains(time.span)));
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        let cut = segment(&text, &[]);
        times(&text, &cut.sentences, &cut.tokens, None);
    }
}
