//! Present, past and future without a date: `now`, `recently`, `the future`.

use super::found::{Found, What};
use super::words::Words;
use dixit_model::TimeType;

/// Reads a reference to the present, the past or the future.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    const PRESENT: [&[&str]; 14] = [
        &["right", "now"],
        &["now"],
        &["currently"],
        &["nowadays"],
        &["presently"],
        &["these", "days"],
        &["the", "time", "being"],
        &["the", "present", "day"],
        &["present", "day"],
        &["present", "-", "day"],
        &["modern", "-", "day"],
        &["the", "moment"],
        &["the", "present"],
        &["current"],
    ];
    const PAST: [&[&str]; 8] = [
        &["more", "recently"],
        &["most", "recently"],
        &["recently"],
        &["recent"],
        &["lately"],
        &["formerly"],
        &["the", "past"],
        &["the", "recent", "past"],
    ];
    const FUTURE: [&[&str]; 5] = [
        &["the", "near", "future"],
        &["the", "foreseeable", "future"],
        &["the", "future"],
        &["very", "soon"],
        &["near", "future"],
    ];
    let longest = |phrases: &[&[&str]]| {
        phrases
            .iter()
            .filter(|phrase| words.are(at, phrase))
            .map(|phrase| phrase.len())
            .max()
    };
    let (value, length) = [
        ("PRESENT_REF", longest(&PRESENT)),
        ("PAST_REF", longest(&PAST)),
        ("FUTURE_REF", longest(&FUTURE)),
    ]
    .into_iter()
    .find_map(|(value, length)| Some((value, length?)))?;
    let end = at + length;
    // `for the moment`, `the past`: nouns, not the start of `the past minister`.
    let noun =
        words.get(at) == "the" && matches!(words.get(end - 1), "moment" | "past" | "present");
    let at_the = matches!(words.before(at, 1), "at" | "for" | "in" | "of" | "from")
        || words.get(end - 1) == "past";
    if noun
        && (!at_the
            || words.get(end).starts_with(char::is_alphabetic)
                && matches!(words.get(end - 1), "past" | "present"))
    {
        return None;
    }
    found.push(Found::new(
        at,
        end,
        What::Fixed(TimeType::Date, value.into()),
    ));
    Some(end)
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    #[test]
    fn references_have_no_date() {
        assert_values(
            "It is now closed, was recently sold.",
            None,
            &["PRESENT_REF", "PAST_REF"],
        );
        assert_values(
            "In the past; at the moment; in the near future.",
            None,
            &["PAST_REF", "PRESENT_REF", "FUTURE_REF"],
        );
        assert_values("The past president had the moment of his life.", None, &[]);
    }
}
