//! How many a text says there are.

/// Between which numbers an amount lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Amount {
    pub(crate) least: f64,
    pub(crate) most: f64,
    /// How many words it takes.
    pub(crate) words: usize,
}

const WORDS: &[(&str, f64)] = &[
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];
const POWERS: &[(&str, f64)] = &[
    ("dozen", 12.0),
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
];
/// Words that stand for no certain number.
const VAGUE: &[(&str, f64, f64)] = &[
    ("dozens", 24.0, 150.0),
    ("scores", 40.0, 250.0),
    ("hundreds", 200.0, 3e3),
    ("thousands", 2e3, 1e5),
    ("millions", 2e6, 1e8),
];

/// The amount that some lower-case words begin with.
pub(crate) fn amount(words: &[&str]) -> Option<Amount> {
    let word = words.first()?;
    if let Some(&(_, least, most)) = VAGUE.iter().find(|(vague, ..)| vague == word) {
        let words = 1;
        return Some(Amount { least, most, words });
    }
    let mut taken = 1;
    let mut value = number(word).or_else(|| power(word))?;
    let next = |at: usize| words.get(at).copied().unwrap_or_default();
    // *twenty five* of *twenty-five*.
    let tens = WORDS.iter().any(|(tens, n)| tens == word && *n >= 20.0);
    if tens && let Some(ones) = number(next(1)).filter(|n| *n < 10.0 && next(1).len() > 1) {
        value += ones;
        taken += 1;
    }
    while let Some(power) = power(next(taken)) {
        value *= power;
        taken += 1;
    }
    // A round number may be rounded; so may a dozen.
    let round = value >= 100.0 && value % 100.0 == 0.0 || words[..taken].contains(&"dozen");
    let slack = if round { 0.09 } else { 0.0 };
    Some(Amount {
        least: value * (1.0 - slack),
        most: value * (1.0 + slack),
        words: taken,
    })
}

fn number(word: &str) -> Option<f64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let plain: String = word.chars().filter(|c| *c != ',').collect();
        let value: f64 = plain.parse().ok()?;
        // A year is no count.
        let year = word.len() == 4 && (1900.0..2100.0).contains(&value);
        return (!year && value >= 2.0).then_some(value);
    }
    let found = WORDS.iter().find(|(number, _)| *number == word);
    found.map(|(_, value)| *value)
}

fn power(word: &str) -> Option<f64> {
    let found = POWERS.iter().find(|(power, _)| *power == word);
    found.map(|(_, value)| *value)
}

impl Amount {
    /// The amount after what stands before it: *at least eight*.
    pub(crate) fn after(self, before: &[&str]) -> Amount {
        let before = before.strip_suffix(&["a"]).unwrap_or(before);
        let last = |n: usize| before.len().checked_sub(n).map_or("", |at| before[at]);
        let (one, two) = (last(1), last(2));
        let (least, most) = match (two, one) {
            ("at", "least") | ("more", "than") | (_, "over") | ("minimum", "of") => (1.0, 1.5),
            ("as", "many") | ("many", "as") | ("up", "to") | ("fewer" | "less", "than") => {
                (0.6, 1.0)
            }
            (_, "nearly" | "almost" | "under" | "below") => (0.8, 1.0),
            (_, "about" | "some" | "around" | "roughly" | "approximately" | "estimated") => {
                (0.85, 1.15)
            }
            _ => (1.0, 1.0),
        };
        Amount {
            least: self.least * least,
            most: self.most * most,
            words: self.words,
        }
    }

    /// Whether both may be true.
    pub(crate) fn agrees(self, other: Amount) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Amount {
        let words: Vec<&str> = text.split(' ').collect();
        let at = (0..words.len()).find(|&at| amount(&words[at..]).is_some());
        let at = at.expect(text);
        amount(&words[at..]).expect(text).after(&words[..at])
    }

    #[test]
    fn amounts_are_read_in_words_and_digits() {
        assert_eq!(of("8 people").least, 8.0);
        assert_eq!(of("eight people").most, 8.0);
        assert_eq!(of("twenty five ships").least, 25.0);
        assert_eq!((of("2.5 million").words, of("1,234").most), (2, 1234.0));
        assert_eq!(amount(&["2031"]), None);
        assert_eq!(amount(&["people"]), None);
    }

    #[test]
    fn what_may_both_be_true_agrees() {
        for (a, b, agree) in [
            ("at least eight", "dozens", false),
            ("at least eight", "ten", true),
            ("more than a dozen", "15", true),
            ("12", "a dozen", true),
            ("eight", "ten", false),
            ("about 100", "110", true),
            ("hundreds", "two thousand", true),
            ("131,000", "130,542", true),
        ] {
            assert_eq!(of(a).agrees(of(b)), agree, "{a} / {b}");
        }
    }
}
