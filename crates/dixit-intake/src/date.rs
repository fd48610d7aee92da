//! Days as they are written in metadata and in print.

use dixit_model::Date;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// A day, if there is such a one and news could bear it.
pub(crate) fn new(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (1600..=2200).contains(&year).then_some(())?;
    Date::new(year, month, day).ok()
}

const MONTHS: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|\
                      aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?ix)
        \b(?P<m1>{MONTHS})\.?\s+(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>[0-9]{{4}})\b
        | \b(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{MONTHS})\.?,?\s+(?P<y2>[0-9]{{4}})\b
        | \b(?P<y3>[0-9]{{4}})[-/.](?P<n3>[0-9]{{1,2}})[-/.](?P<d3>[0-9]{{1,2}})\b
        | \b(?P<y4>[0-9]{{4}})-(?P<n4>[0-9][0-9])-(?P<d4>[0-9][0-9])T
        | \b(?P<a5>[0-9]{{1,2}})[/.](?P<b5>[0-9]{{1,2}})[/.](?P<y5>[0-9]{{4}})\b
        "
    ))
    .expect("a sound pattern")
});

/// The first full day (with its year) written in a text, and where it stands.
///
/// `03/07/2031` names a day only where its parts cannot be swapped.
pub(crate) fn first(text: &str) -> Option<(Date, Range<usize>)> {
    WRITTEN
        .captures_iter(text)
        .find_map(|found| Some((resolve(&found)?, found.get(0)?.range())))
}

/// A text with its full days taken out.
pub(crate) fn without_days(text: &str) -> std::borrow::Cow<'_, str> {
    WRITTEN.replace_all(text, " ")
}

fn resolve(found: &Captures) -> Option<Date> {
    let number = |name: &str| found.name(name)?.as_str().parse::<i16>().ok();
    let month = |name: &str| month_number(found.name(name)?.as_str());
    if let Some(month) = month("m1") {
        return new(number("y1")?, month, number("d1")?);
    }
    if let Some(month) = month("m2") {
        return new(number("y2")?, month, number("d2")?);
    }
    if let Some(month) = number("n3") {
        return new(number("y3")?, month, number("d3")?);
    }
    if let Some(month) = number("n4") {
        return new(number("y4")?, month, number("d4")?);
    }
    let (a, b, year) = (number("a5")?, number("b5")?, number("y5")?);
    match (a > 12, b > 12) {
        (true, false) => new(year, b, a),
        (false, true) => new(year, a, b),
        (false, false) if a == b => new(year, a, a),
        _ => None,
    }
}

fn month_number(name: &str) -> Option<i16> {
    const STARTS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let name = name.to_ascii_lowercase();
    let index = STARTS.iter().position(|start| name.starts_with(start))?;
    Some(index as i16 + 1)
}

/// The day that a metadata value stands for: ISO 8601, an e-mail date, a date in
/// words, eight digits, or seconds (milliseconds) since 1970.
///
/// A day with a time stays the day that is written, in its own time zone: that
/// is the outlet's day.
pub(crate) fn day(value: &str) -> Option<Date> {
    moment(value).map(|(day, _)| day)
}

fn digits(value: &str) -> Option<Date> {
    if value.len() == 8 {
        let part = |range: Range<usize>| value.get(range)?.parse().ok();
        return new(part(0..4)?, part(4..6)?, part(6..8)?);
    }
    let seconds = match value.len() {
        9 | 10 => value.parse::<i64>().ok()?,
        12 | 13 => value.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let instant = jiff::Timestamp::from_second(seconds).ok()?;
    Some(instant.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// The day that a value stands for, and the moment as far as it is written.
///
/// The moment is ISO 8601 with the offset that is written, or without one where
/// there is none: `2031-03-07T23:10:00-05:00`, `2031-03-07T15:41`.
pub(crate) fn moment(value: &str) -> Option<(Date, Option<String>)> {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?xi)^(?:T|,?\s*(?:at|@|[-–—|•·])?\s*)
            (?P<h>[0-9]{1,2})(?::|(?P<hour>h|\.))(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,][0-9]+)?)?
            \s*(?P<half>[ap]\.?m\b\.?)?
            \s*\(?(?P<zone>Z\b|[+-][0-9]{2}(?::?[0-9]{2})?\b|[A-Z]{2,4}\b)?",
        )
        .expect("a sound pattern")
    });
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        let day = digits(value)?;
        let time = || {
            let seconds = value.get(..10)?.parse::<i64>().ok()?;
            Some(jiff::Timestamp::from_second(seconds).ok()?.to_string())
        };
        return Some((day, if value.len() == 8 { None } else { time() }));
    }
    let (day, place) = first(value.get(..200).unwrap_or(value))?;
    // The pattern of a day may have taken the `T` that begins the time.
    let end = place.end - usize::from(value[..place.end].ends_with('T'));
    let time = TIME.captures(&value[end..]).and_then(|found| {
        let number = |name| {
            found
                .name(name)
                .and_then(|part| part.as_str().parse::<u8>().ok())
        };
        let (mut hour, minute) = (number("h")?, number("m")?);
        if let Some(half) = found.name("half") {
            let after_noon = half.as_str().starts_with(['p', 'P']);
            hour = (hour <= 12).then_some(hour % 12 + if after_noon { 12 } else { 0 })?;
        }
        let seconds = number("s");
        if hour > 23 || minute > 59 || seconds.is_some_and(|seconds| seconds > 60) {
            return None;
        }
        let zone = found
            .name("zone")
            .and_then(|zone| offset(zone.as_str()))
            .unwrap_or_default();
        let seconds = seconds
            .map(|seconds| format!(":{seconds:02}"))
            .unwrap_or_default();
        Some(format!("{day}T{hour:02}:{minute:02}{seconds}{zone}"))
    });
    Some((day, time))
}

/// The offset of a time zone that is written; of names only those that mean one.
fn offset(zone: &str) -> Option<String> {
    let hours = match zone.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" => return Some("Z".to_owned()),
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "CET" => 1,
        "CEST" => 2,
        "JST" | "KST" => 9,
        number if number.starts_with(['+', '-']) => {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            let (hours, minutes) = (digits.get(..2)?, digits.get(2..4).unwrap_or("00"));
            return Some(format!("{}{hours}:{minutes}", &number[..1]));
        }
        _ => return None,
    };
    Some(format!("{hours:+03}:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_however_written() {
        for value in [
            "2031-03-07",
            "2031-03-07T23:30:00-05:00",
            "2031-03-07 08:00",
            "20310307",
            "Fri, 07 Mar 2031 08:00:00 GMT",
            "March 7, 2031, 3:41 PM UTC",
            "Mar. 7th 2031",
            "7 March, 2031",
            "2031/3/7",
            "1930622400",
            "1930622400000",
        ] {
            assert_eq!(day(value), new(2031, 3, 7), "{value}");
        }
        assert_eq!(day("25/02/2031"), new(2031, 2, 25));
        for value in [
            "",
            "soon",
            "03/07/2031",
            "2031-13-40",
            "March 7",
            "99999999999999999999",
        ] {
            assert_eq!(day(value), None, "{value}");
        }
    }

    #[test]
    fn moments_keep_the_offset_that_is_written() {
        let time = |value| moment(value).and_then(|(_, time)| time);
        for (value, expected) in [
            ("2031-03-07T23:10:00-05:00", "2031-03-07T23:10:00-05:00"),
            ("2031-03-07T23:10:00.123Z", "2031-03-07T23:10:00Z"),
            ("2031-03-07 08:00", "2031-03-07T08:00"),
            ("2031-03-07T08:00+0100", "2031-03-07T08:00+01:00"),
            ("Fri, 07 Mar 2031 08:00:00 GMT", "2031-03-07T08:00:00Z"),
            ("March 7, 2031, 3:41 PM EST", "2031-03-07T15:41-05:00"),
            ("7 March 2031 at 12:05 a.m.", "2031-03-07T00:05"),
            ("1930622400", "2031-03-07T04:00:00Z"),
        ] {
            assert_eq!(time(value).as_deref(), Some(expected), "{value}");
        }
        for value in [
            "2031-03-07",
            "March 7, 2031",
            "2031-03-07T25:61",
            "20310307",
        ] {
            assert!(moment(value).is_some(), "{value}");
            assert_eq!(time(value), None, "{value}");
        }
    }
}
