//! Years: `2031`, `493 BC`, `1957–60`, `'59`, and years told by their distance.

use super::found::{Found, From, What};
use super::lexicon::introduces;
use super::point::Grain;
use super::words::Words;

/// The year in digits at word `at`, as it stands after a month; and the word
/// after it.
pub fn year_after(words: &Words, at: usize) -> Option<(i16, usize)> {
    let number = words.digits(at, 4).filter(|year| *year > 0)?;
    let number = i16::try_from(number).ok()?;
    if let Some((before_christ, end)) = era(words, at + 1) {
        return Some((if before_christ { 1 - number } else { number }, end));
    }
    ((1000..2200).contains(&number) && words.get(at).len() == 4 && !counts(words, at))
        .then_some((number, at + 1))
}

/// `BC`, `B.C.`, `BCE`, `AD`, `CE` at word `at`: whether before Christ, and the
/// word after it.
fn era(words: &Words, at: usize) -> Option<(bool, usize)> {
    match words.raw(at) {
        "BC" | "BCE" => Some((true, at + 1)),
        "AD" | "CE" => Some((false, at + 1)),
        "B" if words.are(at + 1, &[".", "c"]) => Some((true, words.skip(at + 3, "."))),
        "A" if words.are(at + 1, &[".", "d"]) => Some((false, words.skip(at + 3, "."))),
        _ => None,
    }
}

/// `that year`, `last year` … at word `at`: the distance, from where, and the
/// word after it.
pub fn year_told(words: &Words, at: usize) -> Option<(i32, From, usize)> {
    for (phrase, by, from) in [
        (&["that", "same", "year"][..], 0, From::Story),
        (&["the", "same", "year"], 0, From::Story),
        (&["that", "year"], 0, From::Story),
        (&["the", "year"], 0, From::Story),
        (&["this", "year"], 0, From::Speech),
        (&["last", "year"], -1, From::Speech),
        (&["next", "year"], 1, From::Speech),
    ] {
        if words.are(at, phrase) {
            return Some((by, from, at + phrase.len()));
        }
    }
    None
}

/// Whether the number at `at` is part of a larger one or counts things.
fn counts(words: &Words, at: usize) -> bool {
    let glued_before = words.glued(at)
        && matches!(
            words.before(at, 1),
            "," | "." | "$" | "£" | "€" | "#" | ":" | "+" | "="
        );
    let in_date = words.glued(at)
        && matches!(words.before(at, 1), "/" | "-")
        && at > 1
        && words.digits(at - 2, 2).is_some();
    let glued_after = words.glued(at + 1)
        && (matches!(words.get(at + 1), "%" | "°" | "@" | "=")
            || matches!(words.get(at + 1), "." | "," | ":")
                && words.glued(at + 2)
                && words.digits(at + 2, 6).is_some());
    let unit = matches!(
        words.get(at + 1),
        "men"
            | "people"
            | "troops"
            | "soldiers"
            | "km"
            | "kilometres"
            | "kilometers"
            | "miles"
            | "feet"
            | "metres"
            | "meters"
            | "tons"
            | "tonnes"
            | "hours"
            | "hrs"
            | "dead"
            | "killed"
            | "wounded"
            | "casualties"
            | "prisoners"
            | "tanks"
            | "aircraft"
            | "ships"
            | "jobs"
            | "workers"
            | "percent"
            | "votes"
            | "points"
            | "gmt"
            | "utc"
            | "m"
            | "ft"
            | "hundred"
            | "thousand"
            | "million"
            | "billion"
            | "dollars"
            | "euros"
            | "others"
            | "civilians"
            | "cases"
            | "pounds"
            | "days"
            | "years"
            | "women"
            | "children"
    );
    let currency = matches!(
        words.before(at, 1),
        "$" | "£" | "€" | "no" | "nos" | "flight" | "room" | "page"
    );
    glued_before || in_date || glued_after || unit || currency
}

/// Reads a year that stands by itself.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    if words.raw(at) == "AD" && words.digits(at + 1, 4).is_some_and(|year| year > 0) {
        let year = i16::try_from(words.digits(at + 1, 4)?).ok()?;
        return push(found, at, at + 2, year);
    }
    if let Some((year, next)) = apostrophe(words, at) {
        return push(found, at, next, year);
    }
    if let Some(next) = before_christ_range(words, at, found) {
        return Some(next);
    }
    let start = at;
    let at = if words.are(at, &["the", "year"]) {
        words.skip(at + 2, "of")
    } else {
        at
    };
    let (year, next) = year_after(words, at)?;
    let before = words.before(at, 1);
    let told = start < at
        || next > at + 1
        || introduces(before)
        || matches!(
            before,
            "," | "("
                | "["
                | "-"
                | "–"
                | "—"
                | "/"
                | ""
                | "’"
                | "'"
                | ";"
                | ":"
                | "“"
                | "\""
                | "was"
                | "s"
        )
        || !words.get(next).starts_with(char::is_alphabetic)
        || words.before(at, 1).starts_with(char::is_alphabetic);
    if !told || year < 1500 && next == at + 1 && !introduces(before) && before != "(" {
        return None;
    }
    push(found, start, next, year)?;
    Some(second_year(words, next, year, found).unwrap_or(next))
}

/// `1957–60`: reads the second year, which is of the first one's century.
pub fn second_year(words: &Words, next: usize, year: i16, found: &mut Vec<Found>) -> Option<usize> {
    let until = next + 1;
    if (words.dash(next) || words.get(next) == "/")
        && words.glued(next)
        && words.glued(until)
        && words.get(until).len() == 2
        && let Some(short) = words
            .digits(until, 2)
            .and_then(|short| i16::try_from(short).ok())
        && short > year % 100
        && !(words.glued(until + 1) && words.dash(until + 1))
    {
        return push(found, until, until + 1, year - year % 100 + short);
    }
    None
}

/// `499–493 BC`, `from 492 to 490 BC`: the first year; the second has its turn.
fn before_christ_range(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let year = words.digits(at, 4).filter(|year| *year > 0)?;
    let joined = words.dash(at + 1) || matches!(words.get(at + 1), "to" | "and" | "or" | "/");
    words.digits(at + 2, 4)?;
    let (true, _) = era(words, at + 3)? else {
        return None;
    };
    if !joined {
        return None;
    }
    push(found, at, at + 1, 1 - i16::try_from(year).ok()?)?;
    Some(at + 2)
}

/// `'59` at word `at`: the year, and the word after it.
fn apostrophe(words: &Words, at: usize) -> Option<(i16, usize)> {
    let told = introduces(words.before(at, 1)) || matches!(words.before(at, 1), "(" | "");
    let mark =
        told && matches!(words.get(at), "'" | "’" | "‘") && words.glued(at + 1) && !words.glued(at);
    let short = words
        .digits(at + 1, 2)
        .filter(|_| words.get(at + 1).len() == 2)?;
    let short = i16::try_from(short).ok()?;
    let year = if short < 30 {
        2000 + short
    } else {
        1900 + short
    };
    mark.then_some((year, at + 2))
}

fn push(found: &mut Vec<Found>, start: usize, end: usize, year: i16) -> Option<usize> {
    found.push(Found::new(
        start,
        end,
        What::Calendar {
            year: Some(year),
            grain: Grain::Year,
        },
    ));
    Some(end)
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    #[test]
    fn years_stand_by_themselves() {
        assert_values(
            "In 2031, since 1999 (1987).",
            None,
            &["2031", "1999", "1987"],
        );
        assert_values(
            "From 1957–60 and in 499-493 BC.",
            None,
            &["1957", "1960", "BC0499", "BC0493"],
        );
        assert_values("In 149 B.C. and AD 70.", None, &["BC0149", "0070"]);
    }

    #[test]
    fn counts_are_no_years() {
        assert_values(
            "He paid $2000 for 1990 men, 2,000.1999 and 0000.",
            None,
            &[],
        );
    }
}
