//! Decades and centuries: `the 1980s`, `the nineteenth century`.

use super::amount::ordinal;
use super::found::{Found, What};
use super::point::Grain;
use super::words::Words;

/// Reads a decade or a century.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let from = words.skip(at, "the");
    if matches!(words.raw(from + 1), "BC" | "BCE")
        && let Some(decade) = words.get(from).strip_suffix('s')
        && let Some(decade) = decade
            .parse::<i16>()
            .ok()
            .filter(|year| (10..9999).contains(year) && year % 10 == 0)
    {
        let what = What::Calendar {
            year: Some(1 - decade),
            grain: Grain::Decade,
        };
        found.push(Found::new(at, from + 2, what));
        return Some(from + 2);
    }
    if let Some((year, next)) = decade(words, from, from > at) {
        found.push(Found::new(
            at,
            next,
            What::Calendar {
                year: Some(year),
                grain: Grain::Decade,
            },
        ));
        return Some(next);
    }
    let (number, mut next) = ordinal(words, from)?;
    next += usize::from(words.dash(next));
    if !matches!(words.get(next), "century" | "centuries") {
        return None;
    }
    let number = i16::try_from(number)
        .ok()
        .filter(|number| (1..=40).contains(number))?;
    let before_christ = matches!(words.raw(next + 1), "BC" | "BCE");
    let year = if before_christ {
        2 - number * 100
    } else {
        (number - 1) * 100
    };
    let end = next + 1 + usize::from(before_christ);
    // Year 0 would be written as 1 BC; the first century has no value then.
    let what = What::Calendar {
        year: Some(year.max(if before_christ { year } else { 1 })),
        grain: Grain::Century,
    };
    found.push(Found::new(at, end, what));
    Some(end)
}

fn decade(words: &Words, at: usize, told: bool) -> Option<(i16, usize)> {
    let quoted = usize::from(matches!(words.get(at), "'" | "’" | "‘") && words.glued(at + 1));
    let mut next = at + quoted;
    let word = words.get(next);
    let spelt = [
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
        "nineties",
    ];
    if let Some(index) = spelt.iter().position(|name| *name == word) {
        let year = 1920 + i16::try_from(index).ok()? * 10;
        let age = matches!(
            words.before(at, 1),
            "his" | "her" | "their" | "my" | "mid" | "early" | "late"
        ) && !told;
        return (told && !age).then_some((year, next + 1));
    }
    let number = match word.strip_suffix('s') {
        Some(number) => number,
        // `1980's`.
        None if matches!(words.get(next + 1), "'" | "’")
            && words.glued(next + 1)
            && words.get(next + 2) == "s"
            && words.glued(next + 2) =>
        {
            next += 2;
            word
        }
        None => return None,
    };
    let year: i16 = number.parse().ok().filter(|year| year % 10 == 0)?;
    match number.len() {
        4 if (1000..2200).contains(&year) => Some((year, next + 1)),
        2 if (told || quoted > 0) && word.ends_with('s') => {
            Some((if year < 30 { 2000 + year } else { 1900 + year }, next + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    #[test]
    fn decades_and_centuries() {
        assert_values(
            "In the 1980s, the '70s and the sixties",
            None,
            &["198", "197", "196"],
        );
        assert_values(
            "the 21st century, the nineteenth-century house",
            None,
            &["20", "18"],
        );
        assert_values("a man in his sixties", None, &[]);
        assert_values("the 470s BC, the 4th century BC", None, &["BC047", "BC03"]);
    }
}
