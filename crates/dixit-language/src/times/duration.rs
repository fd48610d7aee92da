//! Durations: `three days`, `several weeks`, `the past decade`, `27-year-old`.

use super::amount::{amount, number, ordinal};
use super::found::{Found, What};
use super::unit::Unit;
use super::words::Words;
use dixit_model::TimeType;

/// Reads a duration.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let first = approximately(words, at);
    let (value, end) = framed(words, first)
        .or_else(|| counted(words, first))
        .or_else(|| single(words, first))
        .or_else(|| several(words, first))
        .or_else(|| long(words, first))?;
    found.push(Found::new(at, end, What::Fixed(TimeType::Duration, value)));
    Some(end)
}

/// Past words that leave a count vague: `about`, `more than`, `at least`.
pub fn approximately(words: &Words, at: usize) -> usize {
    let two = [
        ["more", "than"],
        ["less", "than"],
        ["fewer", "than"],
        ["at", "least"],
        ["at", "most"],
        ["up", "to"],
        ["no", "more"],
    ];
    if two.iter().any(|phrase| words.are(at, phrase)) {
        return at + 2;
    }
    match words.get(at) {
        "about" | "around" | "some" | "nearly" | "almost" | "over" | "approximately"
        | "roughly" | "just" | "only" | "under" | "exactly" | "barely" | "another"
            if number(words, at + 1).is_some() || matches!(words.get(at + 1), "a" | "an") =>
        {
            at + 1
        }
        _ => at,
    }
}

/// Past words that count without a number: `several`, `a few`.
pub fn vague(words: &Words, at: usize) -> Option<usize> {
    let phrases = [
        &["a", "few"][..],
        &["a", "couple", "of"],
        &["a", "couple"],
        &["a", "number", "of"],
        &["several"],
        &["few"],
        &["many"],
        &["some"],
        &["numerous"],
        &["dozens", "of"],
        &["hundreds", "of"],
        &["thousands", "of"],
    ];
    let next = phrases
        .iter()
        .find(|phrase| words.are(at, phrase))
        .map(|phrase| at + phrase.len())?;
    Some(words.skip(next, "more"))
}

/// `the past decade`, `the first ten months`, `the coming years`.
fn framed(words: &Words, at: usize) -> Option<(String, usize)> {
    let next = words.skip(at, "the");
    let framing = matches!(
        words.get(next),
        "last"
            | "past"
            | "next"
            | "first"
            | "final"
            | "previous"
            | "following"
            | "coming"
            | "preceding"
            | "ensuing"
            | "succeeding"
            | "intervening"
            | "early"
            | "recent"
            | "entire"
            | "whole"
            | "latest"
            | "subsequent"
            | "opening"
            | "closing"
    );
    if !framing {
        return None;
    }
    let framed = next + 1;
    if let Some(read) = counted(words, framed) {
        return Some(read);
    }
    let unit_at = vague(words, framed).unwrap_or(framed);
    if let Some(unit) = Unit::plural(words.get(unit_at)).filter(|unit| *unit != Unit::Quarter) {
        return Some((unit.duration("X"), unit_at + 1));
    }
    // `the last week of March` is a duration as TIMEX3 has it, and so is `the
    // past year`; `last year` is a date and was read before.
    let unit = Unit::singular(words.get(framed)).filter(|unit| *unit != Unit::Second)?;
    let lasts = next > at && !matches!(words.get(next), "early" | "recent" | "latest")
        || words.get(next) == "past";
    lasts.then(|| (unit.duration("1"), framed + 1))
}

/// `three days`, `three-day`, `two to three weeks`, `three more years`.
fn counted(words: &Words, at: usize) -> Option<(String, usize)> {
    let (mut value, mut next) = amount(words, at)?;
    let joined = words.dash(next) || matches!(words.get(next), "to" | "or");
    if joined && let Some((upper, after)) = amount(words, next + 1) {
        (value, next) = (upper, after);
    }
    let hyphen = usize::from(words.dash(next));
    let mut unit_at = next + hyphen;
    let word = words.get(unit_at);
    let filler = hyphen == 0
        && Unit::named(word).is_none()
        && !matches!(
            word,
            "of" | "per" | "in" | "and" | "to" | "the" | "a" | "at" | "on" | "for" | "by" | "or"
        )
        && word.starts_with(|c: char| c.is_ascii_lowercase());
    if filler && Unit::plural(words.get(unit_at + 1)).is_some() {
        unit_at += 1;
    }
    let word = words.get(unit_at);
    let unit = if hyphen > 0 {
        Unit::named(word)
    } else {
        Unit::plural(word).or_else(|| Unit::singular(word))
    }?;
    // `four quarters of the city`; `one second-hand car`.
    if unit == Unit::Quarter && words.get(unit_at + 1) == "of"
        || unit == Unit::Second && !word.ends_with('s') && hyphen == 0
    {
        return None;
    }
    let mut end = unit_at + 1;
    for tail in [&["-", "old"][..], &["-", "long"], &["old"], &["of", "age"]] {
        if words.are(end, tail) {
            end += tail.len();
        }
    }
    Some((unit.duration(&value), end))
}

/// `a year`, `an hour and a half`, `half an hour`.
fn single(words: &Words, at: usize) -> Option<(String, usize)> {
    let half = words.get(at) == "half" && matches!(words.get(at + 1), "a" | "an");
    let from = at + usize::from(half);
    if !matches!(
        words.get(from),
        "a" | "an" | "another" | "one" | "single" | "whole" | "entire"
    ) {
        return None;
    }
    let next = from + 1 + usize::from(matches!(words.get(from + 1), "single" | "full" | "whole"));
    let unit = Unit::singular(words.get(next))
        .filter(|unit| !matches!(unit, Unit::Second | Unit::Quarter | Unit::Weekend))?;
    if half {
        let (part, of) = match unit {
            Unit::Hour => ("30", Unit::Minute),
            Unit::Year => ("6", Unit::Month),
            Unit::Decade => ("5", Unit::Year),
            Unit::Century => ("50", Unit::Year),
            Unit::Day => ("12", Unit::Hour),
            _ => ("0.5", unit),
        };
        return Some((of.duration(part), next + 1));
    }
    let more = words.are(next + 1, &["and", "a", "half"]);
    Some((
        unit.duration(if more { "1.5" } else { "1" }),
        next + 1 + if more { 3 } else { 0 },
    ))
}

/// `several years`, `for months`.
fn several(words: &Words, at: usize) -> Option<(String, usize)> {
    let unit_at = match vague(words, at) {
        Some(next) => next,
        None if matches!(
            words.before(at, 1),
            "for"
                | "in"
                | "within"
                | "over"
                | "after"
                | "lasted"
                | "took"
                | "of"
                | "take"
                | "last"
                | "spent"
                | "many"
        ) =>
        {
            at
        }
        None => return None,
    };
    let unit = Unit::plural(words.get(unit_at))
        .filter(|unit| !matches!(unit, Unit::Quarter | Unit::Second))?;
    let couple = words.get(at + 1) == "couple";
    Some((unit.duration(if couple { "2" } else { "X" }), unit_at + 1))
}

/// `decades-long`, `yearlong`, `month-long`, `second day`.
fn long(words: &Words, at: usize) -> Option<(String, usize)> {
    if let Some(word) = words.get(at).strip_suffix("long") {
        let unit = Unit::singular(word).filter(|unit| *unit >= Unit::Hour)?;
        return Some((unit.duration("1"), at + 1));
    }
    if words.dash(at + 1) && matches!(words.get(at + 2), "long" | "old") {
        let word = words.get(at);
        let amount = if Unit::singular(word).is_some() {
            "1"
        } else {
            "X"
        };
        return Some((Unit::named(word)?.duration(amount), at + 3));
    }
    // `the second week` lasts one.
    let from = words.skip(at, "the");
    let (_, next) = ordinal(words, from)?;
    let unit = Unit::singular(words.get(next))
        .filter(|unit| matches!(unit, Unit::Week | Unit::Month | Unit::Year))?;
    (from > at).then(|| (unit.duration("1"), next + 1))
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    #[test]
    fn counts_last() {
        assert_values(
            "for three days, a 27-year-old man, two to three weeks",
            None,
            &["P3D", "P27Y", "P3W"],
        );
        assert_values(
            "three more years, six straight days, 1,460 years",
            None,
            &["P3Y", "P6D", "P1460Y"],
        );
        assert_values(
            "half an hour, a year and a half, about a week",
            None,
            &["PT30M", "P1.5Y", "P1W"],
        );
    }

    #[test]
    fn vague_counts_last_for_an_unknown_time() {
        assert_values(
            "for years, several days, the coming months",
            None,
            &["PXY", "PXD", "PXM"],
        );
        assert_values(
            "a couple of days, decades-long, the past decade",
            None,
            &["P2D", "PXDE", "P1DE"],
        );
    }

    #[test]
    fn a_second_chance_is_no_duration() {
        assert_values(
            "She got a second chance in three quarters of the town.",
            None,
            &[],
        );
    }
}
