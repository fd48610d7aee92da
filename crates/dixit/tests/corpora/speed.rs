//! How long it takes, and how much memory; only a release build counts.

use crate::scoring::Shared;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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
    let sample = sample(&shared);
    println!("\n== speed, one thread");
    for model in ["accurate", "fast"] {
        let (seconds, memory) = timed(&sample.list, model);
        println!(
            "{model}: {:.1} articles, {:.0} words a second; {memory:.0} MiB at most",
            sample.articles as f64 / seconds,
            sample.words as f64 / seconds
        );
    }
}

/// Every tenth article of PolNeAR's training side, which is large and varied.
pub struct Sample {
    pub list: PathBuf,
    pub articles: usize,
    words: usize,
}

pub fn sample(shared: &Shared) -> Sample {
    let all = std::fs::read_to_string(shared.corpus("polnear/train.jsonl")).expect("articles");
    let some: Vec<&str> = all.lines().step_by(10).collect();
    let list = shared.result("some.jsonl");
    std::fs::write(&list, some.join("\n")).expect("a list");
    let words = some
        .iter()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an article"))
        .map(|article| {
            article["text"]
                .as_str()
                .map_or(0, |text| text.split_whitespace().count())
        })
        .sum();
    Sample {
        list,
        articles: some.len(),
        words,
    }
}

/// Seconds that reading `list` takes on one thread, and the most memory in MiB
/// (as Linux tells it; 0 elsewhere).
pub fn timed(list: &Path, model: &str) -> (f64, f64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_dixit"))
        .args(["read", "--quiet", "--no-text", "--jobs", "1", "--model"])
        .arg(model)
        .arg(list)
        .stdout(Stdio::null())
        .spawn()
        .expect("dixit runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let exit = loop {
        if let Some(exit) = child.try_wait().expect("a child") {
            break exit;
        }
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(kib.unwrap_or(0.0));
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(exit.success());
    (start.elapsed().as_secs_f64(), peak / 1024.0)
}
