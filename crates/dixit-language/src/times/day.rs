//! Days told from today: `yesterday`, `tonight`, `tomorrow morning`.

use super::found::{Found, From, Hour, What};
use super::lexicon::part;
use super::unit::Unit;
use super::words::Words;

/// Reads a day told from the day of speaking.
pub fn read(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let (by, next, mut hour) = match words.get(at) {
        // `USA Today` is a paper.
        "today" if !words.capital(at) || words.before(at, 1) != "usa" => (0, at + 1, None),
        "yesterday" => (-1, at + 1, None),
        "tomorrow" => (1, at + 1, None),
        "tonight" => (0, at + 1, Some(Hour::Part("NI"))),
        "overnight" if words.before(at, 1) != "an" => return None,
        "last" if words.get(at + 1) == "night" => (-1, at + 2, Some(Hour::Part("NI"))),
        "last" if words.get(at + 1) == "evening" => (-1, at + 2, Some(Hour::Part("EV"))),
        "this" => (0, at + 2, Some(Hour::Part(part(words.get(at + 1))?))),
        "the" if words.are(at, &["the", "day", "before", "yesterday"]) => (-2, at + 4, None),
        "the" if words.are(at, &["the", "day", "after", "tomorrow"]) => (2, at + 4, None),
        _ => return None,
    };
    let mut end = next;
    if hour.is_none()
        && let Some(code) = part(words.get(next))
    {
        hour = Some(Hour::Part(code));
        end += 1;
    }
    let mut read = Found::new(
        at,
        end,
        What::Shift {
            unit: Unit::Day,
            by,
            from: From::Speech,
        },
    );
    read.hour = hour;
    found.push(read);
    Some(end)
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    #[test]
    fn days_count_from_publication() {
        let text = "Today, yesterday evening, tomorrow, last night, this morning.";
        let values = [
            "2031-03-01",
            "2031-02-28TEV",
            "2031-03-02",
            "2031-02-28TNI",
            "2031-03-01TMO",
        ];
        assert_values(text, Some("2031-03-01"), &values);
        assert_values("He left yesterday.", None, &["XXXX-XX-XX"]);
    }
}
