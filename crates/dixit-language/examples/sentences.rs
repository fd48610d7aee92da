//! Reads JSON Lines `{"id", "text"}` and prints `{"id", "sentences"}`, spans in
//! code points: what `training/evaluation/sentences.py` scores.

use dixit_language::segment;
use dixit_model::CodePoints;
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?).map_err(std::io::Error::other)?;
        let text = article["text"].as_str().unwrap_or_default();
        let map = CodePoints::new(text);
        let spans: Vec<[usize; 2]> = segment(text, &[])
            .sentences
            .iter()
            .map(|span| map.span(*span))
            .collect();
        writeln!(out, "{}", json!({"id": article["id"], "sentences": spans}))?;
    }
    Ok(())
}
