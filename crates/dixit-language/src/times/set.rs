//! Times that come again: `every Monday`, `annually`, `per day`.

use super::found::{Found, What};
use super::lexicon::{month, part, weekday};
use super::unit::Unit;
use super::words::Words;
use dixit_model::TimeType;

/// Reads a set of times.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (value, end) = adverb(words, at)
        .or_else(|| every(words, at))
        .or_else(|| per(words, at))
        .or_else(|| plural(words, at))?;
    found.push(Found::new(at, end, What::Fixed(TimeType::Set, value)));
    Some(end)
}

fn adverb(words: &Words, at: usize) -> Option<(String, usize)> {
    let value = match words.get(at) {
        "hourly" => "PT1H",
        "daily" if !words.capital(at) || at == 0 => "P1D",
        "nightly" if !words.capital(at) || at == 0 => "P1D",
        "weekly" if !words.capital(at) || at == 0 => "P1W",
        "fortnightly" | "biweekly" => "P2W",
        "monthly" if !words.capital(at) || at == 0 => "P1M",
        "quarterly" => "P3M",
        "annual" | "annually" | "yearly" => "P1Y",
        _ => return None,
    };
    Some((value.into(), at + 1))
}

fn every(words: &Words, at: usize) -> Option<(String, usize)> {
    if !matches!(words.get(at), "every" | "each") {
        return None;
    }
    let other = words.get(at + 1) == "other";
    let next = at + 1 + usize::from(other);
    if let Some(value) = day_or_month(words, next, false) {
        return Some(value);
    }
    if let Some(code) = part(words.get(next)) {
        return Some((format!("XXXX-XX-XXT{code}"), next + 1));
    }
    if let Some((count, after)) = super::amount::amount(words, next) {
        return Some((Unit::plural(words.get(after))?.duration(&count), after + 1));
    }
    let unit = Unit::singular(words.get(next)).filter(|unit| *unit != Unit::Second)?;
    Some((unit.duration(if other { "2" } else { "1" }), next + 1))
}

fn per(words: &Words, at: usize) -> Option<(String, usize)> {
    let per = match words.get(at) {
        "per" => true,
        "a" | "an" => {
            let before = words.before(at, 1);
            matches!(
                before,
                "once" | "twice" | "times" | "million" | "billion" | "thousand" | "hours"
            ) || before.bytes().all(|b| b.is_ascii_digit()) && !before.is_empty()
        }
        _ => false,
    };
    let unit = Unit::singular(words.get(at + 1)).filter(|unit| {
        per && !matches!(
            unit,
            Unit::Second | Unit::Quarter | Unit::Hour | Unit::Minute
        )
    })?;
    Some((unit.duration("1"), at + 2))
}

/// `Mondays`, `weekends`, `nights`.
fn plural(words: &Words, at: usize) -> Option<(String, usize)> {
    if words.before(at, 1) == "on" && words.get(at) == "weekends" {
        return Some(("XXXX-WXX-WE".into(), at + 1));
    }
    day_or_month(words, at, true)
}

fn day_or_month(words: &Words, at: usize, plural: bool) -> Option<(String, usize)> {
    if plural {
        if !words.capital(at) {
            return None;
        }
        let days = [
            "mondays",
            "tuesdays",
            "wednesdays",
            "thursdays",
            "fridays",
            "saturdays",
            "sundays",
        ];
        let index = days.iter().position(|day| *day == words.get(at))?;
        return Some((format!("XXXX-WXX-{}", index + 1), at + 1));
    }
    if let Some((day, next)) = weekday(words, at) {
        return Some((format!("XXXX-WXX-{}", day.to_monday_one_offset()), next));
    }
    let (month, next) = month(words, at)?;
    Some((format!("XXXX-{month:02}"), next))
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    #[test]
    fn sets_come_again() {
        assert_values(
            "every Monday, annually, weekly",
            None,
            &["XXXX-WXX-1", "P1Y", "P1W"],
        );
        assert_values(
            "each morning, every other week, every two years",
            None,
            &["XXXX-XX-XXTMO", "P2W", "P2Y"],
        );
        assert_values(
            "15 a year, twice a month, per day, on Sundays",
            None,
            &["P1Y", "P1M", "P1D", "XXXX-WXX-7"],
        );
        assert_values("The Orrin Daily printed it.", None, &[]);
    }
}
