//! Prints what the language crate reads, as reading lines.
//!
//! `frames MODEL PATH...`: JSON Lines or plain text; with `--words`, the
//! tagged words instead. For looking and scoring; `dixit read` does it all.

use dixit_language::{Analyzer, ModelKind};
use dixit_model::{Analysis, Article, CodePoints, NameKind, Span};
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let words = arguments.iter().any(|a| a == "--words");
    arguments.retain(|a| a != "--words");
    let (model, paths) = arguments
        .split_first()
        .ok_or("usage: frames MODEL PATH...")?;
    let start = Instant::now();
    let analyzer = Analyzer::load(model.parse::<ModelKind>()?)?;
    let loaded = start.elapsed();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut count, mut spent) = (0, Duration::ZERO);
    for path in paths {
        for (id, text) in texts(Path::new(path))? {
            let article = Article::plain(id, text);
            let start = Instant::now();
            let analysis = analyzer.analyze(&article);
            spent += start.elapsed();
            count += 1;
            if words {
                for token in &analysis.tokens {
                    writeln!(out, "{}\t{:?}", token.span.of(&article.text), token.pos)?;
                }
            } else {
                writeln!(out, "{}", line(&article, &analysis))?;
            }
        }
    }
    out.flush()?;
    eprintln!(
        "{}: loaded in {loaded:?}; {count} articles in {spent:?}, {:.0} a second",
        analyzer.model_name(),
        f64::from(count) / spent.as_secs_f64()
    );
    Ok(())
}

/// The articles of a file: their ids and texts.
fn texts(path: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    if path.extension().is_some_and(|ending| ending == "jsonl") {
        let mut found = Vec::new();
        for line in text.lines() {
            let value: Value = serde_json::from_str(line)?;
            let key = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
            found.push((key("id"), key("text")));
        }
        return Ok(found);
    }
    let id = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    Ok(vec![(id.unwrap_or_default(), text)])
}

fn line(article: &Article, analysis: &Analysis) -> Value {
    let map = CodePoints::new(&article.text);
    let role = |spans: &[Span]| {
        if spans.is_empty() {
            return Value::Null;
        }
        let points: Vec<[usize; 2]> = spans.iter().map(|span| map.span(*span)).collect();
        let words: Vec<&str> = spans.iter().map(|span| span.of(&article.text)).collect();
        json!({"spans": points, "text": words.join(" … ")})
    };
    let mut rows = Vec::new();
    for (at, frame) in analysis.frames.iter().enumerate() {
        // A content alone carries on the row before it on the same level.
        let alone = frame.source.is_empty() && frame.cue.is_empty();
        let before = (0..at).rev().find(|other| {
            analysis.frames[*other].parent == frame.parent
                && !analysis.frames[*other].cue.is_empty()
        });
        rows.push(json!({
            "id": format!("a{at}"),
            "parent": frame.parent.map(|parent| format!("a{parent}")),
            "confidence": frame.confidence,
            "source": role(&frame.source),
            "cue": role(&frame.cue),
            "content": role(&frame.content),
            "continues": before.filter(|_| alone).map(|before| format!("a{before}")),
        }));
    }
    let names: Vec<Value> = analysis
        .names
        .iter()
        .map(|name| {
            let [start, end] = map.span(name.span);
            let kind = match name.kind {
                NameKind::Person => "person",
                NameKind::Organisation => "organisation",
                NameKind::Place => "place",
                NameKind::Other => "other",
            };
            json!({"start": start, "end": end, "kind": kind, "text": name.span.of(&article.text)})
        })
        .collect();
    json!({"id": article.id, "attributions": rows, "names": names})
}
