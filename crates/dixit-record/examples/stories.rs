//! The story step alone, for measuring: JSON Lines of articles on standard
//! input (`id`, `text`, and if known `title`, `outlet`, `published`), one line
//! `{"id", "story"}` per article on standard output. With `--features`, what
//! the story model sees of each pair instead.

use dixit_model::{Article, Inferred, Reading};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let features = std::env::args().any(|argument| argument == "--features");
    let mut readings = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        readings.push(reading(&line));
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if features {
        let mut ids: Vec<String> = readings.iter().map(|r| r.article.id.clone()).collect();
        ids.sort_unstable();
        for (a, b, features) in dixit_record::story_features(readings) {
            let row = serde_json::json!([ids[a], ids[b], features]);
            writeln!(out, "{row}")?;
        }
        return Ok(());
    }
    let start = std::time::Instant::now();
    let record = dixit_record::build(readings);
    eprintln!("{:.2} s", start.elapsed().as_secs_f64());
    for story in &record.stories {
        for member in &story.articles {
            let id = &record.readings[member.article].article.id;
            let row = serde_json::json!({"id": id, "story": story.id});
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

fn reading(line: &serde_json::Value) -> Reading {
    let text = |key: &str| line[key].as_str().map(str::to_owned);
    let known = |value: String| Inferred::new(value, "metadata", 1.0);
    let published = text("published")
        .and_then(|day| day.get(..10)?.parse().ok())
        .map(|day| Inferred::new(day, "metadata", 1.0));
    Reading {
        article: Article {
            id: text("id").unwrap_or_default(),
            text: text("text").unwrap_or_default(),
            title: text("title").map(known),
            outlet: text("outlet").map(known),
            published,
            authors: Vec::new(),
            language: None,
            url: text("url"),
            sha256: String::new(),
            origin: String::new(),
            furniture: Vec::new(),
            ..Article::plain("", "")
        },
        sentences: Vec::new(),
        attributions: Vec::new(),
        entities: Vec::new(),
        names: Vec::new(),
        times: Vec::new(),
    }
}
