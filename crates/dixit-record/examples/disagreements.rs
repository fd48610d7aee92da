//! What the accounts of each story differ in, for reading and judging: files of
//! JSON Lines as arguments, each article with a `story`. No model is needed.

use dixit_intake::{Intake, Options};
use dixit_model::{DisagreementKind, Reading};
use dixit_record::{Coverage, Guidance};
use std::collections::BTreeMap;

/// Characters around the words to show.
const AROUND: usize = 70;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<std::path::PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
    let mut of: BTreeMap<String, String> = BTreeMap::new();
    for path in &paths {
        for line in std::fs::read_to_string(path)?.lines() {
            let line: serde_json::Value = serde_json::from_str(line)?;
            of.insert(
                line["id"].as_str().unwrap_or_default().to_owned(),
                line["story"].to_string(),
            );
        }
    }
    let mut stories: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
    for article in Intake::new(Options::default()).read(&paths) {
        let article = article?;
        let story = of.get(&article.id).cloned();
        stories
            .entry(story.unwrap_or_default())
            .or_default()
            .push(Reading {
                article,
                sentences: Vec::new(),
                attributions: Vec::new(),
                entities: Vec::new(),
                names: Vec::new(),
                times: Vec::new(),
            });
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (story, mut readings) in stories {
        readings.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        let coverage = Coverage {
            readings,
            alike: Vec::new(),
        };
        let record = dixit_record::tell(coverage, &Guidance::default(), &|_, _| {});
        for disagreement in record.stories.iter().flat_map(|s| &s.disagreements) {
            let kind = match disagreement.kind {
                DisagreementKind::Number => "number",
                DisagreementKind::Term => "term",
                DisagreementKind::Denial => "denial",
            };
            *counts.entry(kind).or_default() += 1;
            println!("{kind} {story}: {}", disagreement.about);
            for side in &disagreement.sides {
                for passage in &side.passages {
                    let article = &record.readings[passage.article].article;
                    let (before, rest) = article.text.split_at(passage.span.start);
                    let (words, after) = rest.split_at(passage.span.len());
                    let mut start: Vec<char> = before.chars().rev().take(AROUND).collect();
                    start.reverse();
                    let start: String = start.into_iter().collect();
                    let end: String = after.chars().take(AROUND).collect();
                    let line = format!("{start}[[{words}]]{end}").replace('\n', " ");
                    println!("    {}: {line}", article.id);
                }
                println!("   --");
            }
        }
    }
    eprintln!("{counts:?}");
    Ok(())
}
