//! The coverage that comes with the repository: the same record every time, and
//! what it was written to show.

use crate::harness::{dixit, strait};
use serde_json::Value;
use std::path::PathBuf;

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(strait()).expect("examples");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// What a command prints about `files`, in that order.
fn about(files: &[PathBuf], command: &str, rest: &str) -> String {
    let line = format!("{command} {rest}");
    let mut run = dixit(&std::env::temp_dir(), &line);
    let output = run.args(files).output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn record() -> Value {
    serde_json::from_str(&about(&files(), "report", "--format json --model accurate")).unwrap()
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    for (command, rest) in [
        ("read", ""),
        ("report", "--format json"),
        ("report", "--format html"),
    ] {
        let one = about(&files(), command, &format!("{rest} --jobs 1"));
        for jobs in [2, 5] {
            let many = about(&files(), command, &format!("{rest} --jobs {jobs}"));
            assert!(one == many, "{command} {rest} differs with {jobs} jobs");
        }
    }
}

#[test]
fn the_order_of_the_files_changes_no_report() {
    let mut backwards = files();
    backwards.reverse();
    for rest in ["--format json", "--format md", "--format html"] {
        let forwards = about(&files(), "report", rest);
        assert!(
            forwards == about(&backwards, "report", rest),
            "{rest} differs"
        );
    }
}

#[test]
fn the_two_happenings_are_two_stories() {
    let record = record();
    let stories: Vec<Vec<&str>> = record["stories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|story| {
            story["articles"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_str)
                .collect()
        })
        .collect();
    let later = ["continental-ledger-2033", "harbour-post-dredger"];
    assert_eq!(stories.len(), 2, "{stories:?}");
    assert_eq!(stories[1], later, "{stories:?}");
}

#[test]
fn the_promise_came_by_several_routes() {
    let record = record();
    let best = record["statements"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|statement| statement["speaker"]["name"] == "Ilse Marant")
        .map(|statement| statement["independent"].as_u64().unwrap())
        .max();
    assert!(best >= Some(3), "{best:?}");
}

#[test]
fn one_name_whatever_the_spelling() {
    let record = record();
    let spelt = |name: &str| {
        record["entities"]
            .as_array()
            .unwrap()
            .iter()
            .position(|entity| {
                entity["names"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|n| n == name)
            })
    };
    let first = spelt("Aleksei Zhoravin");
    assert!(first.is_some());
    for name in ["Alexey Zhoravin", "Aleksey Zhoravin"] {
        assert_eq!(spelt(name), first, "{name}");
    }
}

#[test]
fn the_undated_article_is_dated_by_its_story() {
    let record = record();
    let article = record["articles"]
        .as_array()
        .unwrap()
        .iter()
        .find(|article| article["id"] == "undated-dunmarrow")
        .unwrap();
    assert_eq!(
        article["published"]["date"], "2031-03-07",
        "{}",
        article["published"]
    );
    assert!(article["published"]["confidence"].as_f64().unwrap() < 0.95);
}

#[test]
fn page_furniture_holds_no_attribution() {
    let record = record();
    for article in record["articles"].as_array().unwrap() {
        let furniture = article["furniture"].as_array().unwrap();
        for row in article["attributions"].as_array().unwrap() {
            let start = row["content"]["spans"][0][0].as_u64();
            let inside = furniture
                .iter()
                .any(|f| f["start"].as_u64() <= start && start < f["end"].as_u64());
            assert!(!inside, "{} {}", article["id"], row["id"]);
        }
    }
    let glued = record["articles"]
        .as_array()
        .unwrap()
        .iter()
        .find(|article| article["id"] == "harbour-post-reopening")
        .unwrap();
    assert!(!glued["furniture"].as_array().unwrap().is_empty());
}
