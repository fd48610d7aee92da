//! Standard input and output: any length, any reader.

use crate::harness::{Folder, SOUND, dixit};
use std::process::Stdio;

fn lines(number: usize) -> String {
    let line = |n| serde_json::json!({"id": format!("a{n:05}"), "text": SOUND}).to_string();
    (0..number).map(|n| line(n) + "\n").collect()
}

#[test]
fn standard_input_holds_a_text() {
    let run = Folder::new().pipe("read -", SOUND).exits(0).stays_silent();
    assert_eq!(run.ids(), ["stdin"]);
    assert_eq!(run.lines()[0]["text"], SOUND);
}

#[test]
fn standard_input_holds_a_page_or_json_lines() {
    let page = format!(
        "<!doctype html><html><body><article><h1>Ferries</h1><p>{SOUND}</p><p>{SOUND}</p></article></body></html>"
    );
    Folder::new().pipe("read -", page).exits(0);
    let run = Folder::new().pipe("read -", lines(3)).exits(0);
    assert_eq!(run.ids(), ["a00000", "a00001", "a00002"]);
}

#[test]
fn gaps_are_filled_from_the_command_line() {
    let text = "The ferries will sail again, the port authority said on Friday.";
    let run = Folder::new()
        .pipe("read - --published 2031-03-08 --outlet Tideline", text)
        .exits(0);
    let reading = &run.lines()[0];
    assert_eq!(reading["published"]["date"], "2031-03-08");
    assert_eq!(reading["outlet"]["name"], "Tideline");
    assert_eq!(reading["attributions"][0]["said_on"]["date"], "2031-03-07");
}

#[test]
fn the_text_can_be_left_out() {
    let run = Folder::sound().run("read sound.txt --no-text").exits(0);
    assert!(run.lines()[0].get("text").is_none());
    assert!(
        !run.lines()[0]["attributions"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_table_is_for_eyes() {
    let run = Folder::sound()
        .run("read sound.txt --format table")
        .exits(0)
        .stays_silent();
    for part in ["sound", "2031-03-07", "Joren Haske", "ramps are clean"] {
        assert!(run.out.contains(part), "no {part:?} in {}", run.out);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new().file("wire.jsonl", lines(40));
    for line in [
        "read wire.jsonl",
        "report wire.jsonl",
        "man report",
        "completions bash",
    ] {
        let mut child = dixit(&folder.path(""), line).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}: {err}");
        assert!(!err.contains("error"), "{line}: {err}");
    }
}

#[test]
fn timings_tell_every_stage() {
    let run = Folder::sound()
        .run("read sound.txt --quiet --timings")
        .exits(0);
    run.says(&[
        "model",
        "intake",
        "language",
        "attribution",
        "in all",
        "1 articles",
    ]);
}

/// The most memory, in KiB, that reading so many articles takes.
#[cfg(target_os = "linux")]
fn peak_kib(number: usize) -> u64 {
    let folder = Folder::new().file("wire.jsonl", lines(number));
    let mut command = dixit(&folder.path(""), "read wire.jsonl --jobs 2");
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    peak
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes minutes without --release"]
fn memory_does_not_grow_with_the_number_of_articles() {
    let (few, many) = (peak_kib(100), peak_kib(10_000));
    println!("peak memory: {few} KiB for 100 articles, {many} KiB for 10,000");
    assert!(
        few > 0 && many < few + few / 5 + 8 * 1024,
        "{few} KiB, then {many} KiB"
    );
}
