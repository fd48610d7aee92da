//! Days with a month: `7 March 2031`, `March 7th`, `the 7th of March`.

use super::amount::ordinal;
use super::found::{Found, From, Hour, What};
use super::lexicon::{month, part, weekday};
use super::point::Grain;
use super::words::Words;
use super::year::{year_after, year_told};

/// Reads a day with its month, and a year if there is one.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (from, hour) = after_weekday(words, at).unwrap_or((at, None));
    let next = day_first(words, at, from, found).or_else(|| month_first(words, at, from, found))?;
    if let (Some(hour), Some(last)) = (hour, found.last_mut()) {
        last.hour = Some(hour);
    }
    Some(next)
}

/// Where a date begins after `Friday,` or `Friday night,`.
fn after_weekday(words: &Words, at: usize) -> Option<(usize, Option<Hour>)> {
    let (_, mut next) = weekday(words, at)?;
    let hour = part(words.get(next)).map(Hour::Part);
    next += usize::from(hour.is_some());
    Some((words.skip(words.skip(next, ","), "on"), hour))
}

/// The day of a month at word `at`, and the word after it.
pub fn day_of_month(words: &Words, at: usize) -> Option<(u8, usize)> {
    let clings =
        words.glued(at) && matches!(words.before(at, 1), "." | "," | ":" | "$" | "£" | "€");
    let (day, next) = words
        .digits(at, 2)
        .map(|day| (day, at + 1))
        .or_else(|| ordinal(words, at))?;
    let more = words.glued(next)
        && words.glued(next + 1)
        && matches!(words.get(next), "," | "." | ":")
        && words.digits(next + 1, 3).is_some();
    let day = u8::try_from(day)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    (!clings && !more).then_some((day, next))
}

fn joins(words: &Words, at: usize) -> bool {
    words.dash(at)
        || matches!(
            words.get(at),
            "to" | "and" | "or" | "&" | "through" | "until" | "/"
        )
}

fn day_first(words: &Words, start: usize, from: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (day, next) = day_of_month(words, words.skip(from, "the"))?;
    if joins(words, next) {
        // `3–6 May 1942`: the second day is read on its own turn.
        let (_, after) = day_of_month(words, words.skip(next + 1, "the"))?;
        let (what, _) = month_and_year(words, words.skip(after, "of"), day)?;
        found.push(Found::new(start, next, what));
        return Some(next + 1);
    }
    let (what, end) = month_and_year(words, words.skip(next, "of"), day)?;
    found.push(Found::new(start, end, what));
    Some(end)
}

fn month_and_year(words: &Words, at: usize, day: u8) -> Option<(What, usize)> {
    let (month, next) = month(words, at)?;
    Some(with_year(words, next, Grain::Day { month, day }))
}

/// What `grain` means with the year after it, if one follows; and the word
/// after both.
pub fn with_year(words: &Words, at: usize, grain: Grain) -> (What, usize) {
    let of = words.skip(words.skip(at, ","), "of");
    if let Some((year, end)) = year_after(words, of) {
        return (
            What::Calendar {
                year: Some(year),
                grain,
            },
            end,
        );
    }
    match year_told(words, words.skip(at, "of")) {
        Some((by, From::Speech, end)) => (What::OfYear { grain, by }, end),
        Some((_, From::Story | From::Event, end)) => (What::Calendar { year: None, grain }, end),
        None => (What::Calendar { year: None, grain }, at),
    }
}

fn month_first(words: &Words, start: usize, from: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (month, next) = month(words, from)?;
    let the = words.get(next) == "the";
    let (day, next) = day_of_month(words, next + usize::from(the))?;
    // `by the end of May the Second Fleet`.
    if the && words.before(next, 1).starts_with(char::is_alphabetic) {
        return None;
    }
    let grain = |day| Grain::Day { month, day };
    if joins(words, next)
        && let Some((until, after)) = day_of_month(words, words.skip(next + 1, "the"))
        && (words.dash(next) || !words.get(after).starts_with(char::is_alphabetic))
    {
        let (what, end) = with_year(words, after, grain(until));
        let first = match &what {
            What::Calendar { year, .. } => What::Calendar {
                year: *year,
                grain: grain(day),
            },
            What::OfYear { by, .. } => What::OfYear {
                grain: grain(day),
                by: *by,
            },
            _ => return None,
        };
        found.push(Found::new(start, next, first));
        found.push(Found::new(next + 1, end, what));
        return Some(end);
    }
    let (what, end) = with_year(words, next, grain(day));
    found.push(Found::new(start, end, what));
    Some(end)
}

#[cfg(test)]
mod tests {
    use crate::times::tests::{assert_spans, assert_values};

    #[test]
    fn both_orders_with_and_without_a_year() {
        assert_values(
            "On 25 February 2031 and Feb. 26, 2031.",
            None,
            &["2031-02-25", "2031-02-26"],
        );
        assert_values(
            "The 7th of March, 2031; the twenty-first of May 2031",
            None,
            &["2031-03-07", "2031-05-21"],
        );
        assert_values("On March 7 it rained.", Some("2031-03-10"), &["2031-03-07"]);
        assert_values("April 3 last year", Some("2031-03-10"), &["2030-04-03"]);
    }

    #[test]
    fn a_weekday_belongs_to_its_date() {
        assert_spans(
            "On Friday, March 7, 2031, they met.",
            None,
            &["Friday, March 7, 2031"],
        );
    }

    #[test]
    fn ranges_share_their_month() {
        assert_values("From 3–6 May 2031", None, &["2031-05-03", "2031-05-06"]);
        assert_values("May 13-15, 2031.", None, &["2031-05-13", "2031-05-15"]);
        assert_values(
            "between 3 and 5 May 2031",
            None,
            &["2031-05-03", "2031-05-05"],
        );
    }

    #[test]
    fn days_that_do_not_exist_have_no_value_of_their_own() {
        assert_values("On 31 February 2031.", None, &["2031-02"]);
    }

    #[test]
    fn counts_are_no_days() {
        assert_values(
            "In March 20,000 people left.",
            Some("2031-04-01"),
            &["2031-03"],
        );
    }
}
