//! The record step alone, for measuring: `record [--times N] [--json]` takes
//! readings from standard input as the example `readings` prints them.
//!
//! With `--times N` every article comes N times, each time in another month and
//! with other people, so that stories do not grow but their number does. Tells
//! articles a second and the memory used at most; `--json` prints the record.

use dixit_model::{EntityKind, Reading};
use std::collections::BTreeSet;
use std::io::BufRead;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let times = match arguments.iter().position(|a| a == "--times") {
        Some(at) => arguments.get(at + 1).map_or(Ok(1), |n| n.parse())?,
        None => 1,
    };
    let mut readings = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let reading: Reading = serde_json::from_str(&line?)?;
        for time in 1..times {
            readings.push(another(&reading, time));
        }
        readings.push(reading);
    }
    let (count, before) = (readings.len(), memory());
    let start = Instant::now();
    let record = dixit_record::build_with(readings, &dixit_attribution::redate);
    let seconds = start.elapsed().as_secs_f64();
    eprintln!(
        "{count} articles in {seconds:.2} s, {:.0} a second; {} stories, {} statements, {} entities; \
         {} MiB with the readings, {} MiB at most",
        count as f64 / seconds,
        record.stories.len(),
        record.statements.len(),
        record.entities.len(),
        before >> 10,
        memory() >> 10
    );
    if arguments.iter().any(|a| a == "--json") {
        let page = dixit_model::wire::RecordPage::new(&record, true);
        serde_json::to_writer(std::io::stdout().lock(), &page)?;
    }
    Ok(())
}

/// The most memory used so far, in KiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// The article once more, `time` times 28 days later and about other people:
/// their names are spelt with other letters, as many as before, so that every
/// offset holds.
fn another(reading: &Reading, time: usize) -> Reading {
    let mut copy = reading.clone();
    copy.article.id = format!("{}-{time}", reading.article.id);
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
