//! How long it takes; only a release build counts.

use crate::scoring::Shared;
use std::time::Instant;

#[test]
#[ignore = "a release build's business"]
fn the_seeds_take_less_than_two_seconds() {
    let Some(shared) = Shared::find() else { return };
    let seeds = shared.files("seeds", "txt");
    let start = Instant::now();
    shared.report(&seeds, "accurate", "seeds.json");
    let seconds = start.elapsed().as_secs_f64();
    println!("\n== speed\nthe five seeds, reported: {seconds:.2} s");
    if cfg!(debug_assertions) {
        println!("not judged: this is no release build");
        return;
    }
    assert!(seconds < 2.0, "{seconds:.2} s");
}

#[test]
#[ignore = "a release build's business"]
fn articles_a_second() {
    let Some(shared) = Shared::find() else { return };
    // Every tenth article of the training side, which is large and varied.
    let all = std::fs::read_to_string(shared.corpus("polnear/train.jsonl")).expect("articles");
    let some: Vec<&str> = all.lines().step_by(10).collect();
    let list = shared.result("some.jsonl");
    std::fs::write(&list, some.join("\n")).expect("a list");
    let words: usize = some
        .iter()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an article"))
        .map(|article| {
            article["text"]
                .as_str()
                .map_or(0, |text| text.split_whitespace().count())
        })
        .sum();
    println!("\n== speed, one thread");
    for model in ["accurate", "fast"] {
        let start = Instant::now();
        let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_dixit"));
        let command = [
            "read",
            "--quiet",
            "--no-text",
            "--jobs",
            "1",
            "--model",
            model,
        ];
        let output = run.args(command).arg(&list).output().expect("dixit runs");
        assert!(output.status.success());
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{model}: {:.1} articles, {:.0} words a second",
            some.len() as f64 / seconds,
            words as f64 / seconds
        );
    }
}
