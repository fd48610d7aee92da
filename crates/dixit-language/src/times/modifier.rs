//! Words that narrow a time without changing its value: `early`, `the end of`;
//! and parts of a day set before it: `the night of 13 May`.

use super::found::{Found, Hour};
use super::lexicon::part;
use super::words::Words;
use super::{plain, relative};

/// Reads a narrowed time.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let narrow = narrowed(words, at);
    let (next, hour) = night_of(words, at)
        .or_else(|| night_of(words, narrow?))
        .map(|(next, code)| (next, Some(Hour::Part(code))))
        .or_else(|| narrow.map(|next| (next, None)))?;
    let first = found.len();
    let end = match relative::told_before(words, next) {
        Some(told) => {
            let end = told.end;
            found.push(told);
            end
        }
        None => plain(words, next, found)?,
    };
    let read = found.get_mut(first)?;
    read.start = at;
    read.hour = read.hour.take().or(hour);
    Some(end)
}

/// Past `early`, `mid-`, `the end of`, `later in` …
fn narrowed(words: &Words, at: usize) -> Option<usize> {
    let from = words.skip(at, "the");
    match words.get(from) {
        "very" if matches!(words.get(from + 1), "early" | "late") => {
            Some(words.skip(words.skip(from + 2, "on"), "in"))
        }
        "end" | "beginning" | "start" | "middle" | "close" | "eve" | "rest" | "remainder"
        | "dawn" | "height" | "turn" | "outset"
            if words.get(from + 1) == "of" =>
        {
            Some(from + 2)
        }
        "latter" | "early" | "later" | "last" | "first" | "better" | "best"
            if words.get(from + 1) == "part" && words.get(from + 2) == "of" =>
        {
            Some(from + 3)
        }
        "early" | "late" | "mid" | "earlier" | "later" | "ca" | "circa" | "sometime" => {
            let next = from + 1;
            let next = next + usize::from(words.dash(next) || words.get(next) == ".");
            let linked = matches!(words.get(next), "in" | "on");
            Some(next + usize::from(linked))
        }
        _ => None,
    }
}

/// Past `the night of`, `the early morning hours of`, and the part of the day.
fn night_of(words: &Words, at: usize) -> Option<(usize, &'static str)> {
    let from = words.skip(at, "the");
    let from = from + usize::from(matches!(words.get(from), "early" | "late" | "very"));
    if words.are(from, &["hours", "of"]) && words.before(from, 1) == "early" {
        return Some((from + 2, "MO"));
    }
    let code = part(words.get(from))?;
    let next = from + 1 + usize::from(words.get(from + 1) == "hours");
    matches!(words.get(next), "of" | "on").then_some((next + 1, code))
}

#[cfg(test)]
mod tests {
    use crate::times::tests::{assert_spans, assert_values};

    #[test]
    fn narrowing_keeps_the_value() {
        assert_values(
            "early July 2031, mid-2030, the end of May 2029",
            None,
            &["2031-07", "2030", "2029-05"],
        );
        assert_spans("It fell in the late 1980s.", None, &["the late 1980s"]);
        assert_values(
            "later this week, the end of the year",
            Some("2031-03-10"),
            &["2031-W11", "2031"],
        );
    }

    #[test]
    fn parts_of_a_day_join_their_day() {
        let text = "the night of 13 May 2031, the early morning hours of June 1, 2031";
        assert_values(text, None, &["2031-05-13TNI", "2031-06-01TMO"]);
    }
}
