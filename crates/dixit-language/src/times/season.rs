//! Seasons, quarters, halves and feast days.

use super::amount::ordinal;
use super::date::with_year;
use super::found::{Found, Named, What, Which};
use super::lexicon::introduces;
use super::month::told_which;
use super::point::Season;
use super::words::Words;
use super::year::second_year;

/// Reads a named part of a year.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (from, told) = told_which(words, at);
    let start = at;
    let at = if from > at {
        from
    } else {
        words.skip(at, "the")
    };
    let at = if words.get(at) == "that" { at + 1 } else { at };
    let (named, next, told_so) = season(words, at, told)
        .or_else(|| quarter(words, at))
        .or_else(|| feast(words, at))?;
    let dash = usize::from(words.dash(next) && words.digits(next + 1, 4).is_some());
    let (what, end) = with_year(words, next + dash, named.grain());
    if let What::Calendar { year: None, .. } = what {
        if !told_so {
            return None;
        }
        let what = if told == Which::Bare {
            what
        } else {
            What::Named(named, told)
        };
        found.push(Found::new(start, end.max(next), what));
    } else {
        let year = match what {
            What::Calendar { year, .. } => year,
            _ => None,
        };
        found.push(Found::new(start, end, what));
        if let Some(until) = year.and_then(|year| second_year(words, end, year, found)) {
            return Some(until);
        }
    }
    Some(end.max(next))
}

/// A season, the word after it, and whether it needs no year to be one.
fn season(words: &Words, at: usize, told: Which) -> Option<(Named, usize, bool)> {
    let season = match words.get(at) {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    };
    let before = words.before(at, 1);
    let name = words.capital(at) && words.capital(at + 1);
    let determined = matches!(before, "the" | "that") || introduces(before) || told != Which::Bare;
    let stands = if words.get(at) == "fall" {
        told != Which::Bare && words.get(at + 1) != "of"
            || before == "the" && words.before(at, 2) == "in" && words.get(at + 1) != "of"
    } else {
        determined || words.capital(at)
    };
    let compound = matches!(
        words.get(at + 1),
        "olympics" | "games" | "school" | "break" | "palace"
    );
    Some((Named::Season(season), at + 1, stands && !name && !compound))
}

/// `third quarter`, `third-quarter`, `Q3`, `first half`.
fn quarter(words: &Words, at: usize) -> Option<(Named, usize, bool)> {
    let number = |word: &str| word.parse().ok().filter(|n| (1..=4u8).contains(n));
    if let Some(quarter) = words.get(at).strip_prefix('q').and_then(number) {
        return Some((Named::Quarter(quarter), at + 1, words.capital(at)));
    }
    let (index, next) = if matches!(words.get(at), "final" | "last") {
        (u32::MAX, at + 1)
    } else {
        ordinal(words, at)?
    };
    let next = next + usize::from(words.dash(next));
    match words.get(next) {
        "quarter" => {
            let told = matches!(
                words.before(at, 1),
                "the" | "for" | "in" | "its" | "of" | "a"
            ) || words.dash(next.wrapping_sub(1))
                || words.capital(at);
            let quarter = if index == u32::MAX {
                4
            } else {
                u8::try_from(index).ok().filter(|q| *q <= 4)?
            };
            Some((Named::Quarter(quarter), next + 1, told))
        }
        "half" if index <= 2 => Some((Named::Half(u8::try_from(index).ok()?), next + 1, false)),
        "half" if index == u32::MAX => Some((Named::Half(2), next + 1, false)),
        _ => None,
    }
}

/// Feasts that fall on one day each year.
fn feast(words: &Words, at: usize) -> Option<(Named, usize, bool)> {
    if !words.capital(at) {
        return None;
    }
    let feasts: [(&[&str], u8, u8); 13] = [
        (&["christmas", "eve"], 12, 24),
        (&["christmas", "day"], 12, 25),
        (&["christmas"], 12, 25),
        (&["boxing", "day"], 12, 26),
        (&["new", "year", "'", "s", "eve"], 12, 31),
        (&["new", "year", "’", "s", "eve"], 12, 31),
        (&["new", "year", "'", "s", "day"], 1, 1),
        (&["new", "year", "’", "s", "day"], 1, 1),
        (&["valentine", "'", "s", "day"], 2, 14),
        (&["valentine", "’", "s", "day"], 2, 14),
        (&["halloween"], 10, 31),
        (&["may", "day"], 5, 1),
        (&["bastille", "day"], 7, 14),
    ];
    let (phrase, month, day) = feasts
        .into_iter()
        .find(|(phrase, ..)| words.are(at, phrase))?;
    Some((Named::Day { month, day }, at + phrase.len(), true))
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    const SPRING: Option<&str> = Some("2031-05-10");

    #[test]
    fn seasons_take_their_year() {
        assert_values(
            "the spring of 2030, summer 2029, winter 2028-29",
            None,
            &["2030-SP", "2029-SU", "2028-WI", "2029"],
        );
        assert_values(
            "It closed last summer and opens this fall.",
            SPRING,
            &["2030-SU", "2031-FA"],
        );
        assert_values("The fall of the city and the Winter Olympics.", SPRING, &[]);
    }

    #[test]
    fn quarters_are_the_last_ones_over() {
        assert_values("Profits fell in the fourth quarter.", SPRING, &["2030-Q4"]);
        assert_values(
            "the first quarter of last year; Q3 2029",
            SPRING,
            &["2030-Q1", "2029-Q3"],
        );
        assert_values("They met on Christmas Eve 2030.", SPRING, &["2030-12-24"]);
    }
}
