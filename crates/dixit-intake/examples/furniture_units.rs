//! Cuts the texts of JSON lines (standard input) into units with their hashed
//! features, for `training/furniture`: one line `{"units": [[start, end, line,
//! [hash, …]], …]}` a text, offsets in code points.

use dixit_intake::training_units;
use dixit_model::CodePoints;
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or_default();
        let map = CodePoints::new(text);
        let units: Vec<Value> = training_units(text)
            .into_iter()
            .map(|(span, hashes, line)| {
                let [start, end] = map.span(span);
                json!([start, end, line, hashes])
            })
            .collect();
        writeln!(out, "{}", json!({"units": units}))?;
    }
    out.flush()
}
