//! Times told from others: `two days ago`, `the next morning`, `that year`.

use super::amount::{amount, number, ordinal};
use super::duration::{approximately, vague};
use super::found::{Found, From, Hour, What, Which};
use super::lexicon::{part, which};
use super::tense::{Tense, tense};
use super::unit::Unit;
use super::words::Words;
use dixit_model::TimeType;

/// Reads a time told from another.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let read = this_or_next(words, at)
        .or_else(|| before_or_after(words, at))
        .or_else(|| counted(words, at))
        .or_else(|| numbered_day(words, at))?;
    let end = read.end;
    found.push(read);
    Some(end)
}

/// The unit or part of the day that word `at` names.
fn unit_or_part(words: &Words, at: usize) -> Option<(Unit, Option<Hour>)> {
    let word = words.get(at);
    match part(word) {
        Some(code) => Some((Unit::Day, Some(Hour::Part(code)))),
        None => Unit::singular(word)
            .filter(|unit| *unit >= Unit::Day)
            .map(|unit| (unit, None)),
    }
}

/// `the year` after a word that makes it one told before: `the end of the year`.
pub fn told_before(words: &Words, at: usize) -> Option<Found> {
    let (unit, hour) = unit_or_part(words, at + 1).filter(|_| words.get(at) == "the")?;
    Some(shift(at, at + 2, unit, 0, From::Story, hour))
}

fn shift(start: usize, end: usize, unit: Unit, by: i32, from: From, hour: Option<Hour>) -> Found {
    let mut found = Found::new(start, end, What::Shift { unit, by, from });
    found.hour = hour;
    found
}

/// `this week`, `next month`, `the previous year`, `that same day`.
fn this_or_next(words: &Words, at: usize) -> Option<Found> {
    let the = words.get(at) == "the";
    let mut next = at + usize::from(the);
    let (told, from) = match words.get(next) {
        "that" if words.get(next + 1) == "same" => (Which::This, From::Story),
        "that" | "same" => (Which::This, From::Story),
        word => {
            let told = which(word)?;
            // `the past year` and `the last decade` last.
            if the && matches!(word, "last" | "past") || word == "past" {
                return None;
            }
            // `for the next year` lasts.
            if the && matches!(words.before(at, 1), "for" | "over" | "within" | "during") {
                return None;
            }
            let story = the || matches!(word, "following" | "previous" | "preceding");
            (told, if story { From::Story } else { From::Speech })
        }
    };
    next += 1 + usize::from(words.get(next) == "that" && words.get(next + 1) == "same");
    let (unit, hour) = unit_or_part(words, next)?;
    let by = match told {
        Which::Last => -1,
        Which::Next => 1,
        Which::This | Which::Bare => 0,
    };
    // `that night` is one, `this quarter of the city` none.
    if unit == Unit::Quarter && words.get(next + 1) == "of" {
        return None;
    }
    Some(shift(at, next + 1, unit, by, from, hour))
}

/// `the day before`, `the following`, `the year after`.
fn before_or_after(words: &Words, at: usize) -> Option<Found> {
    let (unit, hour) = unit_or_part(words, at + 1).filter(|_| words.get(at) == "the")?;
    let by = match words.get(at + 2) {
        "before" | "earlier" | "previous" | "prior" => -1,
        "after" | "following" | "later" => 1,
        _ => return None,
    };
    let governs = matches!(words.get(at + 2), "before" | "after") && !ends_phrase(words, at + 3);
    let from = if governs { From::Event } else { From::Story };
    Some(shift(at, at + 3, unit, by, from, hour))
}

/// `two days ago`, `a year earlier`, `weeks later`, `in two weeks`.
fn counted(words: &Words, at: usize) -> Option<Found> {
    let first = approximately(words, at);
    let (count, unit_at) = match words.get(first) {
        "a" | "an" => match vague(words, first) {
            Some(next) => (None, next),
            None => (Some(1), first + 1),
        },
        _ => match number(words, first) {
            Some((count, next)) => {
                amount(words, first)?;
                (Some(i32::try_from(count).ok()?), next)
            }
            None => (None, vague(words, first).unwrap_or(first)),
        },
    };
    let unit = Unit::named(words.get(unit_at))?;
    let after = unit_at + 1;
    let (sign, from, end) = match words.get(after) {
        "ago" => (-1, From::Speech, after + 1),
        "earlier" | "previously" | "beforehand" => (-1, From::Story, after + 1),
        "before" | "prior" if ends_phrase(words, after + 1) => (-1, From::Story, after + 1),
        "later" | "afterwards" | "afterward" | "hence" => (1, From::Story, after + 1),
        "after" if ends_phrase(words, after + 1) => (1, From::Story, after + 1),
        "from" if matches!(words.get(after + 1), "now" | "today") => (1, From::Speech, after + 2),
        _ if words.before(at, 1) == "in"
            && count.is_some()
            && ends_phrase(words, after)
            && tense(words, at, after) == Tense::Future =>
        {
            (1, From::Speech, after)
        }
        _ => return None,
    };
    let Some(count) = count else {
        let reference = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return Some(Found::new(
            at,
            end,
            What::Fixed(TimeType::Date, reference.into()),
        ));
    };
    Some(shift(at, end, unit, sign * count, from, None))
}

/// Whether nothing stands at `at` that `before` and `after` could govern.
fn ends_phrase(words: &Words, at: usize) -> bool {
    let word = words.get(at);
    !word.starts_with(char::is_alphanumeric)
        || matches!(
            word,
            "at" | "in"
                | "on"
                | "and"
                | "but"
                | "was"
                | "were"
                | "had"
                | "is"
                | "he"
                | "she"
                | "they"
                | "it"
                | "as"
                | "when"
                | "with"
                | "by"
                | "for"
        )
}

/// `the 29th`, `the 28th of that month`, `the second day`.
fn numbered_day(words: &Words, at: usize) -> Option<Found> {
    if words.are(at, &["the", "day"])
        && matches!(
            words.before(at, 1),
            "on" | "for" | "ended" | "closed" | "finished" | "during"
        )
        && ends_phrase(words, at + 2)
    {
        return Some(shift(at, at + 2, Unit::Day, 0, From::Story, None));
    }
    let told = matches!(words.get(at), "the" | "a" | "its" | "their" | "his" | "her");
    let from = at + usize::from(told);
    let (day, mut next) = ordinal(words, from).filter(|_| told)?;
    next += usize::from(matches!(
        words.get(next),
        "consecutive" | "straight" | "full" | "successive"
    ));
    if matches!(words.get(next), "day" | "night" | "morning")
        && words.get(from).starts_with(char::is_alphabetic)
    {
        let (unit, hour) = unit_or_part(words, next)?;
        return Some(shift(at, next + 1, unit, 0, From::Story, hour));
    }
    if words.get(at) != "the" {
        return None;
    }
    let day = u8::try_from(day)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let told = [
        &["of", "that", "month"][..],
        &["of", "the", "month"],
        &["of", "this", "month"],
        &["of", "the", "same", "month"],
    ];
    let end = told
        .iter()
        .find(|phrase| words.are(next, phrase))
        .map(|phrase| next + phrase.len());
    let digits = words.get(from).starts_with(|c: char| c.is_ascii_digit());
    let alone = digits
        && ends_phrase(words, next)
        && !words.dash(next)
        && matches!(
            words.before(at, 1),
            "on" | "by" | "until" | "from" | "to" | "of" | "till"
        );
    let end = end.or(alone.then_some(next))?;
    Some(Found::new(at, end, What::DayOfMonth { day }))
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    /// A Monday.
    const DAY: Option<&str> = Some("2031-03-10");

    #[test]
    fn counts_from_today() {
        assert_values(
            "Two days ago, a year ago, three weeks from now.",
            DAY,
            &["2031-03-08", "2030", "2031-W14"],
        );
        assert_values("He will return in two weeks.", DAY, &["2031-W13"]);
        assert_values("It took him in two weeks.", DAY, &["P2W"]);
        assert_values(
            "this week, last month, next year, this weekend",
            DAY,
            &["2031-W11", "2031-02", "2032", "2031-W11-WE"],
        );
    }

    #[test]
    fn counts_from_the_day_last_told() {
        let text = "On May 3, 1942 they landed. Two days later they left. The next morning it rained. That year was dry. The year before was not.";
        assert_values(
            text,
            DAY,
            &["1942-05-03", "1942-05-05", "1942-05-06TMO", "1942", "1941"],
        );
        assert_values(
            "On May 3, 1942 they met; on the 28th of that month they parted.",
            DAY,
            &["1942-05-03", "1942-05-28"],
        );
    }

    #[test]
    fn news_does_not_know_when_things_happened() {
        assert_values(
            "The morning after the debate he left.",
            DAY,
            &["XXXX-XX-XXTMO"],
        );
    }

    #[test]
    fn vague_counts_refer() {
        assert_values(
            "A few weeks ago; years later.",
            DAY,
            &["PAST_REF", "FUTURE_REF"],
        );
    }
}
