//! The same articles in other months, about other people.

use dixit_model::{EntityKind, Reading};
use std::collections::BTreeSet;

/// The article once more, `time` times 28 days later and about other people:
/// their names are spelt with other letters, as many as before, so that every
/// offset holds.
pub fn another(reading: &Reading, time: usize) -> Reading {
    let mut copy = reading.clone();
    copy.article.id = format!("{}-{time}", reading.article.id);
    // A fragment would make it a version of the same article.
    copy.article.url = reading.article.url.as_ref().map(|url| {
        let joint = if url.contains('?') { '&' } else { '?' };
        format!("{url}{joint}copy={time}")
    });
    if let Some(published) = &mut copy.article.published {
        let days = jiff::Span::new().days(28 * time as i64);
        published.value = published.value.saturating_add(days);
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
