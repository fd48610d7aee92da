//! Prints what intake makes of some paths: `cargo run -p dixit-intake --example
//! intake -- PATH...`; one line of JSON an article, for the scripts that check
//! furniture and pages without the rest of Dixit.

use dixit_intake::{Intake, Options};
use dixit_model::{CodePoints, Inferred};
use serde_json::{Value, json};
use std::path::PathBuf;

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    for article in Intake::new(Options::default()).read(&paths) {
        match article {
            Ok(article) => {
                let map = CodePoints::new(&article.text);
                let pieces: Vec<Value> = article
                    .furniture
                    .iter()
                    .map(|piece| {
                        let [start, end] = map.span(piece.span);
                        json!({"start": start, "end": end, "kind": piece.kind.word()})
                    })
                    .collect();
                let line = json!({
                    "id": article.id,
                    "title": article.title.as_ref().map(words),
                    "outlet": article.outlet.as_ref().map(words),
                    "published": article.published.as_ref().map(words),
                    "language": article.language.as_ref().map(words),
                    "authors": article.authors,
                    "url": article.url,
                    "furniture": pieces,
                    "text": article.text,
                });
                println!("{line}");
            }
            Err(error) => eprintln!("skipped: {error}"),
        }
    }
}

fn words<T: ToString>(value: &Inferred<T>) -> Value {
    json!({"value": value.value.to_string(), "how": value.how, "confidence": value.confidence})
}
