//! Names of months, days and parts of the day.

use super::found::Which;
use super::words::Words;
use jiff::civil::Weekday;

/// The month that word `at` names, and the word after it.
pub fn month(words: &Words, at: usize) -> Option<(u8, usize)> {
    if !words.capital(at) {
        return None;
    }
    let word = words.get(at);
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let index = match word {
        "sept" => 8,
        _ if word.len() == 3 => full.iter().position(|name| name.starts_with(word))?,
        _ => full.iter().position(|name| *name == word)?,
    };
    let short = word.len() < full[index].len();
    let stop = short && words.get(at + 1) == "." && words.glued(at + 1);
    Some((u8::try_from(index + 1).ok()?, at + 1 + usize::from(stop)))
}

/// The day of the week that word `at` names, and the word after it.
pub fn weekday(words: &Words, at: usize) -> Option<(Weekday, usize)> {
    if !words.capital(at) {
        return None;
    }
    let word = words.get(at);
    let short = word.len() <= 5 && !word.ends_with("day");
    if short && !(words.get(at + 1) == "." && words.glued(at + 1)) {
        return None;
    }
    let day = match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    };
    Some((day, at + 1 + usize::from(short)))
}

/// The part of the day that `word` names, as TIMEX3 writes it.
pub fn part(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" | "dawn" | "sunrise" | "daybreak" => "MO",
        "afternoon" => "AF",
        "evening" | "dusk" | "sunset" => "EV",
        "night" | "nightfall" => "NI",
        "midday" | "lunchtime" => "MI",
        "daytime" | "daylight" => "DT",
        _ => return None,
    })
}

/// Which one words such as *last* and *next* mean.
pub fn which(word: &str) -> Option<Which> {
    Some(match word {
        "last" | "past" | "previous" | "preceding" => Which::Last,
        "this" | "current" => Which::This,
        "next" | "coming" | "upcoming" | "following" | "ensuing" | "succeeding" => Which::Next,
        _ => return None,
    })
}

/// Words before which a bare name of a month, a year or a season stands as a
/// time: *in*, *since*, *until* …
pub fn introduces(word: &str) -> bool {
    matches!(
        word,
        "in" | "of"
            | "since"
            | "until"
            | "till"
            | "by"
            | "during"
            | "from"
            | "to"
            | "and"
            | "or"
            | "before"
            | "after"
            | "between"
            | "early"
            | "late"
            | "mid"
            | "through"
            | "throughout"
            | "around"
            | "about"
            | "circa"
            | "for"
            | "on"
            | "last"
            | "next"
            | "this"
            | "that"
            | "past"
            | "as"
            | "than"
            | "within"
            | "into"
            | "over"
            | "towards"
            | "toward"
            | "year"
            | "years"
    )
}
