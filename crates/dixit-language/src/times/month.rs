//! Months: `March 2031`, `last March`, `March`.

use super::date::with_year;
use super::found::{Found, Named, What, Which};
use super::lexicon::{introduces, month, which};
use super::point::Grain;
use super::words::Words;

/// Reads a month without a day.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (from, told) = told_which(words, at);
    let (number, next) = month(words, from)?;
    let grain = Grain::Month(number);
    let (what, end) = with_year(words, next, grain);
    if from > at {
        let what = if what_has_year(&what) {
            what
        } else {
            What::Named(Named::Month(number), told)
        };
        found.push(Found::new(at, end, what));
        return Some(end);
    }
    if !what_has_year(&what) && end == next {
        // `June–August 1942`: the first month is of the second's year.
        let joined = words.dash(next)
            || matches!(
                words.get(next),
                "/" | "to" | "and" | "or" | "through" | "until"
            );
        if joined && let Some((_, after)) = month(words, next + 1) {
            let (second, _) = with_year(words, after, grain);
            if what_has_year(&second) && words.digits(after, 2).is_none_or(|day| day > 31) {
                found.push(Found::new(at, next, second));
                return Some(next + 1);
            }
        }
        if !stands_alone(words, at, next) {
            return None;
        }
    }
    found.push(Found::new(at, end, what));
    Some(end)
}

fn what_has_year(what: &What) -> bool {
    !matches!(what, What::Calendar { year: None, .. })
}

/// Past `last`, `this`, `the previous` …, and which one they mean.
pub fn told_which(words: &Words, at: usize) -> (usize, Which) {
    let from = words.skip(at, "the");
    which(words.get(from)).map_or((at, Which::Bare), |told| (from + 1, told))
}

/// Whether a bare month is one and not a verb or a name.
fn stands_alone(words: &Words, at: usize, next: usize) -> bool {
    let before = words.before(at, 1);
    let short = words.get(at).len() <= 4 && !matches!(words.get(at), "may" | "june" | "july");
    let named = words.capital(next) && words.get(next).len() > 2;
    let told = introduces(before) || (words.dash(at.wrapping_sub(1)) && words.glued(at));
    match words.get(at) {
        "may" => told && !named && !words.get(next).starts_with("be"),
        "march" => told && before != "on" && before != "to" || !named && before == ",",
        _ if short => words.get(next.wrapping_sub(1)) == ".",
        _ => told || !named,
    }
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    #[test]
    fn months_take_their_year() {
        assert_values(
            "In March 2031, in April of 2030, since May, 2029.",
            None,
            &["2031-03", "2030-04", "2029-05"],
        );
        assert_values("From June to August 2031", None, &["2031-06", "2031-08"]);
        assert_values("In 480 BC, in April 479 BC", None, &["BC0480", "BC0479-04"]);
    }

    #[test]
    fn bare_months_are_the_nearest_that_fit_the_tense() {
        assert_values("It fell in October.", Some("2031-02-10"), &["2030-10"]);
        assert_values("It will open in October.", Some("2031-02-10"), &["2031-10"]);
        assert_values("It fell last February.", Some("2031-02-10"), &["2030-02"]);
    }

    #[test]
    fn may_and_march_are_not_always_months() {
        assert_values(
            "May she go? She may go. They march on. April Quill said so.",
            Some("2031-02-10"),
            &[],
        );
        assert_values("He left in May.", Some("2031-06-10"), &["2031-05"]);
    }
}
