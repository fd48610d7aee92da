//! Hours of the clock: `3 p.m.`, `15:30 UTC`, `noon`, `in the morning`.

use super::found::{Found, Hour, What};
use super::lexicon::part;
use super::plain;
use super::words::Words;

/// Reads an hour, and the day after it if one follows: `5 p.m. on Friday`.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (hour, next) = clock(words, at).or_else(|| part_of_day(words, at))?;
    let (hour, next) = match zone(words, next) {
        Some((code, after)) => (hour.zoned(code), after),
        None => (hour, next),
    };
    let linked = next + usize::from(matches!(words.get(next), "on" | "," | "of"));
    let first = found.len();
    if let Some(end) = plain(words, linked, found) {
        let dated = &mut found[first];
        let day = match &dated.what {
            What::Calendar { grain, .. } | What::OfYear { grain, .. } => {
                matches!(grain, super::point::Grain::Day { .. })
            }
            What::Shift { unit, .. } => *unit == super::unit::Unit::Day,
            What::Weekday(..) | What::DayOfMonth { .. } => true,
            _ => false,
        };
        if day && dated.hour.is_none() {
            dated.start = at;
            // `9:34 p.m., March 19 EST`.
            let (hour, end) = match zone(words, end) {
                Some((code, after)) => (hour.zoned(code), after),
                None => (hour, end),
            };
            dated.hour = Some(hour);
            dated.end = dated.end.max(end);
            return Some(end);
        }
        found.truncate(first);
    }
    let mut read = Found::new(at, next, What::Here);
    read.hour = Some(hour);
    found.push(read);
    Some(next)
}

impl Hour {
    fn zoned(self, code: &'static str) -> Hour {
        match self {
            Hour::Clock { hour, minute, .. } => Hour::Clock {
                hour,
                minute,
                zone: code,
            },
            part => part,
        }
    }
}

/// `3 p.m.`, `3:30pm`, `15:30`, `1530 GMT`, `noon`.
fn clock(words: &Words, at: usize) -> Option<(Hour, usize)> {
    let of = |hour: u32, minute: u32| {
        (hour <= 24 && minute < 60).then(|| Hour::Clock {
            hour: u8::try_from(hour).unwrap_or_default(),
            minute: u8::try_from(minute).unwrap_or_default(),
            zone: "",
        })
    };
    match words.get(at) {
        "noon" => return Some((of(12, 0)?, at + 1)),
        "midnight" => return Some((of(24, 0)?, at + 1)),
        _ if words.glued(at)
            && matches!(words.before(at, 1), ":" | "." | "," | "$" | "£" | "€" | "/") =>
        {
            return None;
        }
        _ => {}
    }
    let (hour, short) = split(words.get(at))?;
    let (minute, suffix, next) = match words.get(at + 1) {
        ":" | "."
            if short.is_empty()
                && words.glued(at + 1)
                && words.glued(at + 2)
                && words.get(at + 2).len() >= 2 =>
        {
            let (minute, suffix) = split(words.get(at + 2))?;
            (Some((minute, words.get(at + 1) == ":")), suffix, at + 3)
        }
        _ => (None, short, at + 1),
    };
    if let Some((afternoon, next)) = half(words, suffix, next) {
        let hour = match (hour, afternoon) {
            (12, false) => 0,
            (1..=11, true) => hour + 12,
            (1..=12, _) => hour,
            _ => return None,
        };
        return Some((of(hour, minute.map_or(0, |(minute, _)| minute))?, next));
    }
    if !suffix.is_empty() && suffix != "hrs" && suffix != "h" {
        return None;
    }
    let hours = matches!(words.get(next), "hrs" | "hr" | "hours") || suffix == "hrs";
    let after = next + usize::from(hours && suffix.is_empty());
    let zoned = zone(words, next).is_some();
    if let Some((minute, colon)) = minute {
        let told = matches!(
            words.before(at, 1),
            "at" | "by"
                | "from"
                | "until"
                | "till"
                | "around"
                | "about"
                | "to"
                | "before"
                | "after"
                | "("
        );
        // `2:1` is a score, and `3.15` a number.
        return (zoned || colon && (told || hours))
            .then_some(())
            .and_then(|()| Some((of(hour, minute)?, after)));
    }
    if words.get(at).len() == 4 && (zoned || hours) {
        return Some((of(hour / 100, hour % 100)?, after));
    }
    if words.get(next) == "o"
        && matches!(words.get(next + 1), "'" | "’")
        && words.get(next + 2) == "clock"
    {
        return Some((of(hour, 0)?, next + 3));
    }
    (zoned && words.get(at).len() <= 2 && suffix.is_empty() && words.before(at, 1) == "at")
        .then(|| of(hour, 0))
        .flatten()
        .map(|hour| (hour, next))
}

/// Digits and what clings to them: `3pm`.
fn split(word: &str) -> Option<(u32, &str)> {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &word[..word.len() - letters.len()];
    (digits.len() <= 4)
        .then(|| digits.parse().ok())
        .flatten()
        .map(|number| (number, letters))
}

/// Whether the hour is after noon, if `a.m.` or `p.m.` follows.
fn half(words: &Words, suffix: &str, next: usize) -> Option<(bool, usize)> {
    match suffix {
        "am" => return Some((false, next)),
        "pm" => return Some((true, next)),
        "" => {}
        _ => return None,
    }
    let word = words.get(next);
    match word {
        "am" | "pm" => Some((word == "pm", next + 1)),
        "a" | "p" if words.are(next + 1, &[".", "m"]) && words.glued(next + 2) => {
            let stop = words.get(next + 3) == "." && words.glued(next + 3);
            Some((word == "p", next + 3 + usize::from(stop)))
        }
        _ => None,
    }
}

/// The time zone at word `at`, as ISO 8601 writes it, and the word after it.
fn zone(words: &Words, at: usize) -> Option<(&'static str, usize)> {
    let open = words.get(at) == "(";
    let at_zone = at + usize::from(open);
    let (code, mut next) = match words.raw(at_zone) {
        "UTC" | "GMT" => ("Z", at_zone + 1),
        "EST" | "CDT" => ("-05", at_zone + 1),
        "EDT" => ("-04", at_zone + 1),
        "MST" | "PDT" => ("-07", at_zone + 1),
        "PST" => ("-08", at_zone + 1),
        "CET" | "BST" => ("+01", at_zone + 1),
        "CEST" | "EET" => ("+02", at_zone + 1),
        "MSK" => ("+03", at_zone + 1),
        "JST" | "KST" => ("+09", at_zone + 1),
        "ET" | "CT" | "MT" | "PT" | "IST" | "CST" => ("", at_zone + 1),
        "Eastern" | "Central" | "Mountain" | "Pacific" | "local" if !open => (
            "",
            at_zone + 1 + usize::from(matches!(words.get(at_zone + 1), "time" | "standard")),
        ),
        // `Orrin time`.
        _ if !open && words.capital(at) && words.get(at + 1) == "time" => ("", at + 2),
        _ => return None,
    };
    if open {
        if words.get(next) != ")" {
            return None;
        }
        next += 1;
    }
    Some((code, next))
}

/// `in the morning`, `at night`.
fn part_of_day(words: &Words, at: usize) -> Option<(Hour, usize)> {
    let the = words.get(at) == "the";
    let next = at + usize::from(the);
    let next = next + usize::from(the && matches!(words.get(next), "early" | "late"));
    let code = part(words.get(next)).filter(|code| !matches!(*code, "DT"))?;
    let told = the && matches!(words.before(at, 1), "in" | "during" | "by")
        || !the && matches!(words.before(at, 1), "at" | "by") && words.get(at) != "night";
    told.then_some((Hour::Part(code), next + 1))
}

#[cfg(test)]
mod tests {
    use crate::times::tests::{assert_spans, assert_values};

    const DAY: Option<&str> = Some("2031-03-10");

    #[test]
    fn hours_take_their_day() {
        assert_values("The vote is at 3 p.m. Friday.", DAY, &["2031-03-07T15:00"]);
        assert_values(
            "On Saturday at 9:30am they met.",
            DAY,
            &["2031-03-08", "2031-03-08T09:30"],
        );
        assert_values("It opens at 15:30 UTC today.", DAY, &["2031-03-10T15:30Z"]);
        assert_values(
            "March 7, 2031, 3:41 PM UTC",
            None,
            &["2031-03-07", "2031-03-07T15:41Z"],
        );
        assert_values("At noon.", None, &["XXXX-XX-XXT12:00"]);
    }

    #[test]
    fn hours_and_zones_are_one_expression() {
        assert_spans(
            "It began at 9:34 p.m., March 19 EST.",
            DAY,
            &["9:34 p.m., March 19 EST"],
        );
        assert_spans("It began at 0800 GMT.", DAY, &["0800 GMT"]);
    }

    #[test]
    fn scores_and_sums_are_no_hours() {
        assert_values("They won 2:1 and paid $3.50 for 25:99 at 99 p.m.", DAY, &[]);
    }
}
