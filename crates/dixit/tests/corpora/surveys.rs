//! Parts of the work on corpora of their own: printed, not yet held to a figure.

use crate::scoring::Shared;
use serde_json::{Value, json};
use std::path::PathBuf;

#[test]
#[ignore = "slow without --release"]
fn time_expressions() {
    let Some(shared) = Shared::find() else { return };
    let gold = shared.corpus("time/wikiwars.jsonl");
    let readings = shared.read(std::slice::from_ref(&gold), "fast", "times.jsonl");
    println!(
        "\n== time expressions\n{}",
        shared.score("times.py", &gold, &readings, &[])
    );
}

#[test]
#[ignore = "slow without --release"]
fn stories() {
    let Some(shared) = Shared::find() else { return };
    let gold = shared.corpus("stories/allsides.jsonl");
    let text = std::fs::read_to_string(&gold).expect("stories");
    let unsorted: String = text
        .lines()
        .map(|line| without_story(line) + "\n")
        .collect();
    let articles = shared.result("articles.jsonl");
    std::fs::write(&articles, unsorted).expect("a result");
    let record = shared.report(&[articles], "fast", "stories.json");
    let record: Value =
        serde_json::from_slice(&std::fs::read(record).expect("a record")).expect("JSON");
    let mut found = String::new();
    for story in record["stories"].as_array().expect("stories") {
        for article in story["articles"].as_array().expect("articles") {
            found += &format!("{}\n", json!({"id": article, "story": story["id"]}));
        }
    }
    let result = shared.result("stories.jsonl");
    std::fs::write(&result, found).expect("a result");
    println!(
        "\n== stories\n{}",
        shared.score("stories.py", &gold, &result, &[])
    );
}

fn without_story(line: &str) -> String {
    let mut article: Value = serde_json::from_str(line).expect("an article");
    article.as_object_mut().expect("an object").remove("story");
    article.to_string()
}

#[test]
#[ignore = "slow without --release"]
fn pages() {
    let Some(shared) = Shared::find() else { return };
    let folder = shared.result("html");
    std::fs::create_dir(&folder).expect("a folder");
    for packed in shared.files("html/scrapinghub/html", "gz") {
        let page = std::process::Command::new("gunzip")
            .arg("-c")
            .arg(&packed)
            .output()
            .expect("gunzip runs");
        let name = PathBuf::from(packed.file_stem().expect("a name"));
        std::fs::write(folder.join(name), page.stdout).expect("a page");
    }
    let readings = shared.read(&[folder], "fast", "pages.jsonl");
    let gold = shared.corpus("html/scrapinghub/ground-truth.json");
    println!(
        "\n== article bodies of pages\n{}",
        shared.score("pages.py", &gold, &readings, &[])
    );
}
