//! Numbers in digits and in words.

use super::words::Words;

/// The whole number at word `at`, and the word after it.
pub fn number(words: &Words, at: usize) -> Option<(u32, usize)> {
    if let Some(value) = words.digits(at, 6) {
        return grouped(words, at, value);
    }
    let (mut value, mut next) = match tens(words.get(at)) {
        Some(ten) => {
            let joined = if words.dash(at + 1) && words.glued(at + 1) {
                at + 2
            } else {
                at + 1
            };
            match small(words.get(joined)).filter(|one| (1..10).contains(one)) {
                Some(one) => (ten + one, joined + 1),
                None => (ten, at + 1),
            }
        }
        None => (small(words.get(at))?, at + 1),
    };
    let times = match words.get(next) {
        "hundred" => 100,
        "thousand" => 1000,
        _ => return Some((value, next)),
    };
    value *= times;
    next += 1;
    Some((value, next))
}

/// `1,460` is three tokens; `3.5` is no whole number.
fn grouped(words: &Words, at: usize, value: u32) -> Option<(u32, usize)> {
    let clings = |at: usize| words.glued(at) && words.glued(at + 1);
    match words.get(at + 1) {
        "," if clings(at + 1) && words.get(at + 2).len() == 3 => {
            let rest = words.digits(at + 2, 3)?;
            Some((value.checked_mul(1000)?.checked_add(rest)?, at + 3))
        }
        _ => Some((value, at + 1)),
    }
}

/// An amount as a duration writes it: `3`, `2.5`; and the word after it.
pub fn amount(words: &Words, at: usize) -> Option<(String, usize)> {
    // The second half of `3.5` or `1,460` is not an amount.
    if words.glued(at) && matches!(words.before(at, 1), "." | ",") && words.digits(at, 6).is_some()
    {
        return None;
    }
    let (value, next) = number(words, at)?;
    if words.get(next) == "." && words.glued(next) && words.glued(next + 1) {
        let tenths = words.digits(next + 1, 2)?;
        return Some((format!("{value}.{tenths}"), next + 2));
    }
    for half in [
        &["and", "a", "half"][..],
        &["and", "half"],
        &["-", "and", "-", "a", "-", "half"],
    ] {
        if words.are(next, half) {
            return Some((format!("{value}.5"), next + half.len()));
        }
    }
    Some((value.to_string(), next))
}

/// The ordinal at word `at` (`first`, `21st`, `twenty-first`), and the word
/// after it.
pub fn ordinal(words: &Words, at: usize) -> Option<(u32, usize)> {
    let word = words.get(at);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        return matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th")
            .then(|| digits.parse().ok())
            .flatten()
            .map(|value| (value, at + 1));
    }
    if let Some(ten) = tens(word)
        && words.dash(at + 1)
        && let Some(one) = ordinal_word(words.get(at + 2)).filter(|one| *one < 10)
    {
        return Some((ten + one, at + 3));
    }
    ordinal_word(word).map(|value| (value, at + 1))
}

fn small(word: &str) -> Option<u32> {
    let index = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    .iter()
    .position(|name| *name == word)?;
    u32::try_from(index + 1).ok()
}

fn tens(word: &str) -> Option<u32> {
    let index = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    .iter()
    .position(|name| *name == word)?;
    u32::try_from(index * 10 + 20).ok()
}

fn ordinal_word(word: &str) -> Option<u32> {
    let index = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ]
    .iter()
    .position(|name| *name == word)?;
    u32::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment;

    fn read(text: &str) -> (Option<String>, Option<u32>) {
        let cut = segment(text, &[]);
        let words = Words::new(text, &cut.tokens);
        (
            amount(&words, 0).map(|(value, _)| value),
            ordinal(&words, 0).map(|(value, _)| value),
        )
    }

    #[test]
    fn numbers_in_digits_and_words() {
        for (text, value) in [
            ("3", "3"),
            ("1,460 years", "1460"),
            ("twenty-four", "24"),
            ("two and a half", "2.5"),
            ("two-and-a-half", "2.5"),
            ("22.8 years", "22.8"),
            ("three hundred", "300"),
        ] {
            assert_eq!(read(text).0.as_deref(), Some(value), "{text}");
        }
        assert_eq!(read("no").0, None);
    }

    #[test]
    fn ordinals() {
        for (text, value) in [("21st", 21), ("fifth", 5), ("twenty-first", 21), ("3rd", 3)] {
            assert_eq!(read(text).1, Some(value), "{text}");
        }
        assert_eq!(read("99999999999th").1, None);
    }
}
