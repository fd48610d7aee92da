//! Reads JSON Lines `{"id", "text", "published"?}` and prints `{"id", "times"}`
//! with spans in code points, as a TempEval-3 scorer compares them.

use dixit_language::{segment, times};
use dixit_model::{CodePoints, TimeType};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?).map_err(std::io::Error::other)?;
        let text = article["text"].as_str().unwrap_or_default();
        let published = article["published"]
            .as_str()
            .and_then(|date| date.parse().ok());
        let map = CodePoints::new(text);
        let cut = segment(text, &[]);
        let found: Vec<Value> = times(text, &cut.sentences, &cut.tokens, published)
            .iter()
            .map(|time| {
                let [start, end] = map.span(time.span);
                let kind = match time.kind {
                    TimeType::Date => "DATE",
                    TimeType::Time => "TIME",
                    TimeType::Duration => "DURATION",
                    TimeType::Set => "SET",
                };
                json!({"start": start, "end": end, "type": kind, "value": time.value})
            })
            .collect();
        writeln!(out, "{}", json!({"id": article["id"], "times": found}))?;
    }
    Ok(())
}
