//! The same articles in other months, about other people.

use dixit_model::{EntityKind, Reading};
use std::collections::BTreeSet;

/// Days between an article and its next copy.
const DAYS: i64 = 28;

/// Each reading `times` times, as their days come: how a desk gets them. Undated
/// ones come last. Of all these, the first `until` less the first `after`.
pub fn arrivals(
    readings: &[Reading],
    times: usize,
    after: usize,
    until: usize,
) -> impl Iterator<Item = Reading> {
    let day = |reading: &Reading, time| {
        let day = reading.article.published.as_ref();
        day.map_or(jiff::civil::Date::MAX, |day| later(day.value, time))
    };
    let copies = (0..times).flat_map(|time| readings.iter().map(move |reading| (reading, time)));
    let mut copies: Vec<_> = copies.collect();
    copies.sort_by_key(|&(reading, time)| (day(reading, time), time, &reading.article.id));
    let copies = copies.into_iter().take(until).skip(after);
    copies.map(|(reading, time)| another(reading, time))
}

/// The day of the copy number `time` of an article of some day.
fn later(day: jiff::civil::Date, time: usize) -> jiff::civil::Date {
    day.saturating_add(jiff::Span::new().days(DAYS * time as i64))
}

/// The article once more, `time` times [`DAYS`] later and about other people:
/// their names are spelt with other letters, as many as before, so that every
/// offset holds.
pub fn another(reading: &Reading, time: usize) -> Reading {
    let mut copy = reading.clone();
    if time == 0 {
        return copy;
    }
    copy.article.id = format!("{}-{time}", reading.article.id);
    // A fragment would make it a version of the same article.
    copy.article.url = reading.article.url.as_ref().map(|url| {
        let joint = if url.contains('?') { '&' } else { '?' };
        format!("{url}{joint}copy={time}")
    });
    if let Some(published) = &mut copy.article.published {
        published.value = later(published.value, time);
    }
    let persons = reading
        .entities
        .iter()
        .filter(|e| e.kind == EntityKind::Person);
    let words: BTreeSet<&str> = persons
        .flat_map(|person| person.name.split_whitespace())
        .filter(|word| word.len() > 2 && word.starts_with(char::is_uppercase))
        .collect();
    let rename = |text: &str| respell(text, &words, time);
    copy.article.text = rename(&copy.article.text);
    if let Some(title) = &mut copy.article.title {
        title.value = rename(&title.value);
    }
    for entity in &mut copy.entities {
        entity.name = rename(&entity.name);
        entity.names = entity.names.iter().map(|name| rename(name)).collect();
    }
    copy
}

/// Replaces the letters after the first of each of `words`.
fn respell(text: &str, words: &BTreeSet<&str>, time: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if words.contains(word) {
            let letters = word.chars().enumerate().map(|(at, c)| match c {
                'a'..='z' if at > 0 => {
                    let shift = (time * (at + 3) + time / 26) % 26;
                    char::from(b'a' + (c as u8 - b'a' + shift as u8) % 26)
                }
                c => c,
            });
            out.extend(letters);
            out.push_str(&piece[word.len()..]);
        } else {
            out.push_str(piece);
        }
    }
    out
}
