//! Days of the week: `Friday`, `last Friday`, `Friday night`.

use super::found::{Found, Hour, What};
use super::lexicon::{part, weekday};
use super::month::told_which;
use super::words::Words;

/// Reads a day of the week.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (from, told) = told_which(words, at);
    let (day, mut next) = weekday(words, from)?;
    if is_name(words, from, next) {
        return None;
    }
    let hour = part(words.get(next)).map(Hour::Part);
    next += usize::from(hour.is_some());
    let mut read = Found::new(at, next, What::Weekday(day, told));
    read.hour = hour;
    found.push(read);
    Some(next)
}

/// Whether the day is part of a name: `Black Monday`, `the Sunday Post`.
fn is_name(words: &Words, at: usize, next: usize) -> bool {
    matches!(
        words.before(at, 1),
        "black"
            | "bloody"
            | "super"
            | "good"
            | "palm"
            | "ash"
            | "easter"
            | "cyber"
            | "giving"
            | "fat"
            | "holy"
    ) && words.capital(at.wrapping_sub(1))
        || matches!(
            words.get(next),
            "times"
                | "telegraph"
                | "mirror"
                | "express"
                | "mail"
                | "herald"
                | "post"
                | "tribune"
                | "world"
                | "independent"
        ) && words.capital(next)
        || words.capital(next) && words.are(next, &["night", "live"])
        || words.capital(next) && words.are(next, &["night", "football"])
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    /// 10 March 2031 is a Monday.
    const MONDAY: Option<&str> = Some("2031-03-10");

    #[test]
    fn news_looks_back_a_week_unless_the_tense_says_otherwise() {
        assert_values("She spoke on Friday.", MONDAY, &["2031-03-07"]);
        assert_values("She spoke on Monday.", MONDAY, &["2031-03-10"]);
        assert_values("She will speak on Friday.", MONDAY, &["2031-03-14"]);
        assert_values(
            "She said Friday the port will reopen.",
            MONDAY,
            &["2031-03-07"],
        );
        assert_values(
            "The port will reopen on Friday, she said.",
            MONDAY,
            &["2031-03-14"],
        );
        assert_values(
            "The talks starting Thursday matter.",
            MONDAY,
            &["2031-03-13"],
        );
    }

    #[test]
    fn last_and_next_skip_today() {
        assert_values(
            "last Monday, next Monday, this Friday",
            MONDAY,
            &["2031-03-03", "2031-03-17", "2031-03-14"],
        );
    }

    #[test]
    fn parts_of_the_day_and_names() {
        assert_values("It burned Saturday night.", MONDAY, &["2031-03-08TNI"]);
        assert_values("Black Monday and the Sunday Post", MONDAY, &[]);
        assert_values("He spoke on Tuesday.", None, &["XXXX-WXX-2"]);
    }
}
