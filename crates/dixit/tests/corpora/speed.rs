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
    let dev = shared.corpus("polnear/dev.jsonl");
    let articles = std::fs::read_to_string(&dev)
        .expect("articles")
        .lines()
        .count();
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
        let output = run.args(command).arg(&dev).output().expect("dixit runs");
        assert!(output.status.success());
        let rate = articles as f64 / start.elapsed().as_secs_f64();
        println!("{model}: {rate:.1} articles a second");
    }
}
