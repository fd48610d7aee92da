//! Dates in digits: `2031-03-07`, `7/3/2031`, `07.03.2031`.

use super::found::{Found, What};
use super::point::{Grain, date};
use super::words::Words;

/// Reads a date in digits.
///
/// With slashes the month comes first, as on American pages, unless only the
/// other order is a day of the calendar; with full stops the day does.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    if words.glued(at) && matches!(words.before(at, 1), "/" | "-" | "." | "," | ":") {
        return None;
    }
    // `2031-03-07T10` has its day in the token `07T10`.
    let mark = words.get(at + 1);
    let end = at + 5;
    let glued = (at + 1..end).all(|i| words.glued(i));
    if !matches!(mark, "-" | "/" | ".") || words.get(at + 3) != mark || !glued {
        return None;
    }
    if words.glued(end) && words.get(end) == mark && words.glued(end + 1) {
        return None;
    }
    let day_word = words.get(at + 4).split('t').next().unwrap_or_default();
    let third: u32 = day_word.parse().ok()?;
    let (first, second) = (words.digits(at, 4)?, words.digits(at + 2, 2)?);
    let (year, month, day) = match (words.get(at).len(), day_word.len()) {
        (4, 1..=2) if mark != "." => (first, second, third),
        (1..=2, 2 | 4) => {
            let year = if day_word.len() == 4 {
                third
            } else {
                full_year(third)
            };
            let american = mark != "." && first <= 12;
            if american && (second > 12 || mark == "/") {
                (year, first, second)
            } else {
                (year, second, first)
            }
        }
        _ => return None,
    };
    let valid = |month: u32, day: u32| {
        let (year, month, day) = (
            i16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        );
        date(year, month, day).map(|_| (year, Grain::Day { month, day }))
    };
    let (year, grain) = valid(month, day).or_else(|| valid(day, month))?;
    found.push(Found::new(
        at,
        end,
        What::Calendar {
            year: Some(year),
            grain,
        },
    ));
    Some(end)
}

fn full_year(short: u32) -> u32 {
    short + if short < 50 { 2000 } else { 1900 }
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    #[test]
    fn digits_are_dates_only_where_the_calendar_has_them() {
        assert_values("It was 2031-03-07.", None, &["2031-03-07"]);
        assert_values(
            "It was 25/2/2031 and 2/25/31.",
            None,
            &["2031-02-25", "2031-02-25"],
        );
        assert_values(
            "It was 7/8/2031 or 07.08.2031.",
            None,
            &["2031-07-08", "2031-08-07"],
        );
        assert_values("It was 31/2/2031 or 1.2.3 or 10/10/10/10.", None, &[]);
    }
}
