//! A ledger whose adder is killed at any moment: nothing lost, nothing doubled.

use crate::harness::{Folder, dixit};
use dixit_ledger::{Ledger, Page, Query};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const ARTICLES: usize = 160;

/// Short invented articles, no two of the same words.
fn coverage() -> String {
    let places = ["Vastad", "Dunmarrow", "Kest", "Halmar", "Elsen"];
    let people = ["Ilse Marant", "Joren Haske", "Tomas Veld", "Nela Quist"];
    let article = |n: usize| {
        let (place, person) = (places[n % 5], people[n % 4]);
        let text = format!(
            "{person} said on Friday that pier {n} of {place} would open again. \
             “The ramps of pier {n} are clean,” {person} told the Harbour Post. \
             The port authority of {place} denied that the oil had reached house {}.",
            n * 7
        );
        let day = 1 + n % 28;
        serde_json::json!({"id": format!("n{n}"), "text": text, "title": format!("Pier {n} of {place}"),
            "outlet": format!("Outlet {}", n % 9), "published": format!("2031-03-{day:02}")})
        .to_string()
    };
    (0..ARTICLES).map(|n| article(n) + "\n").collect()
}

/// Numbers that look random, from a seed that a failure names.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Adds until `wait` has passed, then kills; the keys that were reported as
/// added, and whether it was done before.
fn add_and_kill(folder: &Path, wait: Duration) -> (Vec<String>, bool) {
    let line = "add desk.ledger all.jsonl --list --quiet --jobs 2";
    let mut child = dixit(folder, line).spawn().expect("dixit runs");
    std::thread::sleep(wait);
    let done = child.try_wait().expect("its status").is_some();
    child.kill().expect("killed");
    let mut out = String::new();
    let mut pipe = child.stdout.take().expect("standard output");
    pipe.read_to_string(&mut out).expect("its words");
    child.wait().expect("its end");
    // A line that was cut off was not reported.
    let whole = out.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let added = whole.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).expect(line);
        line["added"].as_str().expect("a key").to_owned()
    });
    (added.collect(), done)
}

fn check(ledger: &Path, reported: &BTreeSet<String>, when: &str) {
    if reported.is_empty() && !Ledger::is_ledger(ledger) {
        return;
    }
    let ledger = Ledger::open(ledger).unwrap_or_else(|error| panic!("{when}: {error}"));
    assert_eq!(
        ledger.faults().expect("checked"),
        Vec::<String>::new(),
        "{when}"
    );
    let rows = ledger
        .articles(&Query::default(), &Page::first(500))
        .expect("articles")
        .rows;
    let keys: BTreeSet<String> = rows.iter().map(|row| row.key.clone()).collect();
    let names: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let lost: Vec<_> = reported.difference(&keys).collect();
    assert!(
        lost.is_empty(),
        "{when}: reported as added, and not there: {lost:?}"
    );
    assert_eq!(names.len(), rows.len(), "{when}: an article is there twice");
    for key in reported.iter().take(5) {
        let original = ledger.original(key).expect("readable").expect("its bytes");
        assert!(original.sha256.starts_with(&key[1..]), "{when}");
        assert!(original.bytes.starts_with(b"{"), "{when}");
    }
}

/// Milliseconds that adding everything takes here and now.
fn undisturbed() -> u64 {
    let folder = Folder::new().file("all.jsonl", coverage());
    let start = Instant::now();
    folder
        .run("add desk.ledger all.jsonl --list --quiet --jobs 2")
        .exits(0);
    start.elapsed().as_millis() as u64
}

fn kill(times: u32) {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    let seed = std::env::var("DIXIT_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or(now.as_nanos() as u64);
    let mut dice = Dice(seed);
    let folder = Folder::new().file("all.jsonl", coverage());
    let ledger = folder.path("desk.ledger");
    let mut reported = BTreeSet::new();
    let (mut unfinished, mut whole) = (0, 0);
    let undisturbed = undisturbed();
    for time in 0..times {
        // Mostly while it works, now and then when it has hardly begun. A run
        // seldom has all of the work before it.
        let limit = if dice.below(5) == 0 {
            150
        } else {
            150 + undisturbed / 2
        };
        let wait = Duration::from_millis(dice.below(limit));
        let when = format!("kill {time} after {wait:?} (DIXIT_SEED={seed})");
        let (added, done) = add_and_kill(&folder.path(""), wait);
        for key in added {
            assert!(
                reported.insert(key.clone()),
                "{when}: {key} was added twice"
            );
        }
        unfinished += u32::from(!done);
        check(&ledger, &reported, &when);
        if reported.len() == ARTICLES && dice.below(2) == 0 {
            whole += 1;
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(folder.path(&format!("desk.ledger{ending}")));
            }
            reported.clear();
        }
    }
    let run = folder.run("add desk.ledger all.jsonl --list").exits(0);
    reported.extend(
        run.lines()
            .iter()
            .map(|line| line["added"].as_str().unwrap().to_owned()),
    );
    check(&ledger, &reported, "at the end");
    let counts = Ledger::open_read_only(&ledger).unwrap().summary().unwrap();
    assert_eq!((counts.articles, counts.waiting), (ARTICLES, 0));
    assert!(
        unfinished * 2 >= times,
        "only {unfinished} of {times} were killed at work"
    );
    eprintln!("{times} kills, {unfinished} of them at work, {whole} ledgers filled");
}

#[test]
fn killed_twenty_times_nothing_is_lost_or_doubled() {
    kill(20);
}

#[test]
#[ignore = "takes minutes: cargo test -p dixit --test cli killed -- --ignored --nocapture"]
fn killed_three_hundred_times_nothing_is_lost_or_doubled() {
    kill(300);
}
