//! The day of publication, as the text tells it.

use super::Body;
use crate::date;
use dixit_model::{Date, Inferred};
use regex::Regex;
use std::sync::LazyLock;

/// Lines at the top among which a date line or a caption stands.
const TOP: usize = 10;
/// Lines at the bottom among which an update line stands.
const BOTTOM: usize = 4;

/// A day is only told by a full date: `March 7` in a dateline has no year, and a
/// date inside a sentence is a day the article speaks of.
pub(crate) fn published(body: &Body) -> Option<Inferred<Date>> {
    let top = || body.lines.iter().take(TOP).copied();
    let bottom = || body.lines.iter().skip(TOP).rev().take(BOTTOM).copied();
    let furniture = || body.furniture.iter().copied();
    top()
        .find_map(|line| found(date_line(line), "date line", 0.97))
        .or_else(|| top().find_map(|line| found(dateline(line), "dateline", 0.95)))
        .or_else(|| {
            top()
                .chain(furniture())
                .find_map(|line| found(labelled(line), "date line", 0.93))
        })
        .or_else(|| bottom().find_map(|line| found(date_line(line), "date line", 0.85)))
        .or_else(|| bottom().find_map(|line| found(labelled(line), "date line", 0.85)))
        .or_else(|| {
            let day = |line| caption(line).filter(|&date| is_weekday_of(body, line, date));
            top().find_map(|line| found(day(line), "caption", 0.5))
        })
}

fn found(date: Option<Date>, how: &str, confidence: f32) -> Option<Inferred<Date>> {
    date.map(|date| Inferred::new(date, how, confidence))
}

/// A line of nothing but a date, as in `By Jo Lund | Updated March 7, 2031, 3:41
/// PM UTC`: what is left without the date is only what date lines are made of.
fn date_line(line: &str) -> Option<Date> {
    static FILLER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)\b(?: mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b
            | \b(?:first|last|originally)?\s*(?:published|posted|updated|modified|created|date|added|edited)\b
            | \b(?:on|at|of|the)\b
            | \b\d{1,2}[:.h]\d{2}(?::\d{2})?\b | \b\d{1,4}\b
            | (?:[ap]\.?m\b\.?) | \b(?:gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|cet|cest|bst|ist|et|pt|ct|eastern|local|time|hrs?)\b
            ",
        )
        .expect("a sound pattern")
    });
    if line.chars().count() > 120 {
        return None;
    }
    let (date, place) = date::first(line)?;
    let by_line = |words: &str| {
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        let by = words
            .get(..3)
            .is_some_and(|by| by.eq_ignore_ascii_case("by "));
        by && words.split_whitespace().count() <= 8
    };
    let before = &line[..place.start];
    let after = &line[place.end..];
    let filler = |words: &str| {
        let left = FILLER.replace_all(words, " ");
        !left.chars().any(char::is_alphabetic)
    };
    let head = filler(before) || by_line(&FILLER.replace_all(before, " "));
    (head && filler(&date::without_days(after))).then_some(date)
}

/// `KEST, Orrin, March 7, 2031 (Agency) — …` at the start of a paragraph.
fn dateline(line: &str) -> Option<Date> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:\([^)]{2,40}\)|/[^/]{2,30}/)?\s*(?:[-–—:]|\.{2,})")
            .expect("a sound pattern")
    });
    let (date, place) = date::first(line)?;
    let town = &line[..place.start];
    let letters = town.chars().filter(|c| c.is_alphabetic()).count();
    let short = (2..=50).contains(&letters);
    let first = town.split([',', ' ']).next().unwrap_or_default();
    let loud = first
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    (short && loud && END.is_match(&line[place.end..])).then_some(date)
}

/// `Published 3 March 2031`, at the start of a line or a furniture piece.
fn labelled(line: &str) -> Option<Date> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)(?:^|[.|•·]\s*)\W{0,3}(?:this\s+(?:article|story|post)\s+(?:was|is)\s+)?
              (?:first\s+|originally\s+|last\s+)?(?:published|posted|publication\s+date|date\s+published|updated)
              (?:\s+on|\s+at|\s+by\s[\p{L}\s.]{2,40})?\s*[:,]?\s",
        )
        .expect("a sound pattern")
    });
    // Most lines hold no day, which is told sooner than what they begin with.
    date::first(line)?;
    let label = LABEL.find(line)?;
    let (date, place) = date::first(&line[label.end()..])?;
    (place.start <= 40).then_some(date)
}

/// A caption's day: a sentence that ends *on March 7, 2031*, with the picture's
/// credit behind it. Archive pictures tell nothing.
fn caption(line: &str) -> Option<Date> {
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^\s*[.,;]?\s*(?:
                [\(\[](?i:[^)\]]{0,20}(?:photo|via|by|credit|image|reuters|afp|ap|epa|getty|source|courtesy)\b[^)\]]{0,60}|[\p{L}\s.'-]{2,40}/[\p{L}\s.'-]{2,40})[\)\]]
                | (?:REUTERS|AFP|AP|EPA|Getty|Photo(?:graph)?|Image|Credit|PHOTO|©)\b.{0,80} )\s*$",
        )
        .expect("a sound pattern")
    });
    let lower = line.to_lowercase();
    if [
        "file photo",
        "file picture",
        "file image",
        "archive",
        "(file)",
        ", file",
    ]
    .iter()
    .any(|old| lower.contains(old))
    {
        return None;
    }
    let (date, place) = date::first(line)?;
    let sentence = line[..place.start].chars().count() <= 400;
    (sentence && CREDIT.is_match(&line[place.end..])).then_some(date)
}

/// Whether the article speaks of that day's weekday, and of no other more often.
///
/// Pictures are often older than the article: of the captions with a full date
/// in a large sample, only one in eight gave the day of publication; with this check, less than half do.
fn is_weekday_of(body: &Body, caption: &str, date: Date) -> bool {
    const DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let mut counts = [0_usize; 7];
    for line in body.lines.iter().filter(|line| **line != caption) {
        for (count, day) in counts.iter_mut().zip(DAYS) {
            *count += line.matches(day).count();
        }
    }
    let own = counts[date.weekday().to_monday_zero_offset() as usize];
    own > 0 && counts.iter().all(|&count| count <= own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<(String, String)> {
        let text = format!(
            "Port of Kest to reopen\n{text}\nThe port of Kest will reopen, officials said on Friday."
        );
        published(&Body::new(&text, &[])).map(|found| (found.value.to_string(), found.how))
    }

    fn is(text: &str, how: &str) {
        assert_eq!(
            day(text),
            Some(("2031-03-07".to_owned(), how.to_owned())),
            "{text}"
        );
    }

    #[test]
    fn date_lines_tell_the_day() {
        is("March 7, 2031, 3:41 PM UTC", "date line");
        is("Friday 7 March 2031 09.30 GMT", "date line");
        is(
            "By Jo Lund and Ann Orme | Updated: Mar. 7, 2031 at 5:02 p.m. ET",
            "date line",
        );
        is("First published on Fri 7 Mar 2031", "date line");
        is("Published 7 March 2031 in World", "date line");
        is("2031-03-07 10:15:00", "date line");
    }

    #[test]
    fn datelines_tell_the_day_if_they_have_a_year() {
        is(
            "KEST, Orrin, March 7, 2031 (Orrin Wire) — The port will reopen.",
            "dateline",
        );
        assert_eq!(
            day("KEST, March 7 (Orrin Wire) — The port will reopen."),
            None
        );
    }

    #[test]
    fn captions_tell_the_day_unless_from_the_archive() {
        is(
            "President Ilse Marant speaks to dockers in Kest on March 7, 2031. (Via Orrin Wire)",
            "caption",
        );
        is("A crane at Kest, March 7, 2031. REUTERS/Jo Lund", "caption");
        assert_eq!(
            day("A crane at Kest on March 7, 2031. Orrin Wire/Jo Lund/File Photo"),
            None
        );
    }

    #[test]
    fn days_that_the_article_speaks_of_do_not() {
        assert_eq!(
            day("The port was closed on January 20, 2031, after the storm."),
            None
        );
        assert_eq!(day("On March 7, 2031 the port reopened"), None);
        assert_eq!(day("Marant (born 7 March 1980) said no."), None);
    }
}
