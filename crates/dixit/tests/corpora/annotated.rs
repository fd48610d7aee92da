//! Thirty-six articles of many American outlets, annotated for this project by
//! the guide of the ledgers: 24 were looked at while rules were written, 12
//! were not. The repository holds ids, offsets and names; the texts come from
//! the corpora.

use crate::scoring::{Shared, at_least, readings_of};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Lays one side out as the scorers want it: the gold, its texts beside it, and
/// the articles to read.
pub fn lay_out(shared: &Shared, side: &str) -> (PathBuf, PathBuf) {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training/evaluation/allsides.gold.json");
    let text = std::fs::read(file).expect("the annotation");
    let mut gold: Value = serde_json::from_slice(&text).expect("the annotation is JSON");
    let articles = gold["articles"].as_array_mut().expect("articles");
    articles.retain(|article| article["side"] == side);
    let corpus = std::fs::read_to_string(shared.corpus("stories/allsides.jsonl")).expect("stories");
    let texts: BTreeMap<String, Value> = corpus
        .lines()
        .map(|line| serde_json::from_str(line).expect("an article"))
        .map(|article: Value| (name(&article), article))
        .collect();
    let mut lines = String::new();
    for article in articles {
        let id = name(article);
        let found = &texts[&id];
        let part = |key: &str| found[key].as_str().expect("text");
        // Some texts begin with their title.
        let text = match part("text").starts_with(part("title")) {
            true => part("text").to_owned(),
            false => format!("{}\n\n{}", part("title"), part("text")),
        };
        std::fs::write(shared.result(&format!("{id}.txt")), &text).expect("a text");
        let row = json!({"id": id, "outlet": found["outlet"], "published": found["published"],
            "url": found["url"], "text": text});
        lines += &format!("{row}\n");
    }
    let (file, list) = (shared.result("gold.json"), shared.result("articles.jsonl"));
    std::fs::write(&file, gold.to_string()).expect("the gold");
    std::fs::write(&list, lines).expect("articles");
    (file, list)
}

fn name(article: &Value) -> String {
    article["id"].as_str().expect("an id").to_owned()
}

fn check(side: &str) {
    let Some(shared) = Shared::find() else { return };
    let (gold, articles) = lay_out(&shared, side);
    let record = shared.report(&[articles], "accurate", "record.json");
    let readings = shared.result("readings.jsonl");
    readings_of(&record, &readings);
    let title = format!("36 annotated articles, those {side}");
    let figures = shared.attributions(&title, &gold, &readings);
    shared.record(&title, &gold, &record);
    at_least(0.63, "linked F1", figures.linked());
    for (what, least) in [("speaker", 0.75), ("said_on", 0.75), ("mode", 0.90)] {
        at_least(least, what, figures.right(what));
    }
}

#[test]
#[ignore = "slow without --release"]
fn articles_looked_at() {
    check("seen");
}

#[test]
#[ignore = "slow without --release"]
fn articles_not_looked_at() {
    check("held");
}
