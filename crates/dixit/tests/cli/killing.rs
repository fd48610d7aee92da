//! A ledger whose adder is killed at any moment: nothing lost, nothing doubled.

use crate::harness::{Folder, dixit};
use dixit_ledger::{Bookmark, Ledger, Page, Query, RunStart};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
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
fn add_and_kill(folder: &Path, file: &str, wait: Duration) -> (Vec<String>, bool) {
    let line = format!("add desk.ledger {file} --list --quiet --jobs 3");
    let mut child = dixit(folder, &line).spawn().expect("dixit runs");
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
        .run("add desk.ledger all.jsonl --list --quiet --jobs 3")
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
        let (added, done) = add_and_kill(&folder.path(""), "all.jsonl", wait);
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

/// The same articles as pages of a web archive, and where each record ends.
fn archive() -> (Vec<u8>, Vec<u64>) {
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    for (n, line) in coverage().lines().enumerate() {
        let article: serde_json::Value = serde_json::from_str(line).expect("an article");
        let words = |key: &str| article[key].as_str().expect("words").to_owned();
        let page = format!(
            "<html lang=en><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body>",
            words("title"),
            words("text")
        );
        let answer =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{}>\r\n\
             WARC-Target-URI: https://post.example/{n}\r\nWARC-Date: 2031-03-09T10:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            words("id"),
            answer.len()
        );
        bytes.extend([head.as_bytes(), answer.as_bytes(), b"\r\n\r\n"].concat());
        ends.push(bytes.len() as u64);
    }
    (bytes, ends)
}

/// Articles of the ledger by name, and how many records its bookmark says are in it;
/// the place after a record may lie before the empty lines that end it.
fn come_so_far(path: &Path, ends: &[u64]) -> (BTreeSet<String>, usize) {
    if !Ledger::is_ledger(path) {
        return (BTreeSet::new(), 0);
    }
    let ledger = Ledger::open(path).expect("a sound ledger");
    let rows = ledger
        .articles(&Query::default(), &Page::first(500))
        .expect("articles")
        .rows;
    let names: BTreeSet<String> = rows.iter().map(|row| row.name.clone()).collect();
    assert_eq!(names.len(), rows.len(), "an article is there twice");
    let marks = ledger.bookmarks().expect("bookmarks");
    let passed = marks.first().map_or(0, |mark| {
        ends.iter().filter(|&&end| end <= mark.member + 4).count()
    });
    (names, passed)
}

/// Adds, with the model that needs more than one commit for it, until something
/// is named as added, then kills; whether it was.
fn add_until_a_commit(folder: &Path, file: &str) -> bool {
    let line = format!("add desk.ledger {file} --list --quiet --jobs 3 --model accurate");
    let mut child = dixit(folder, &line).spawn().expect("dixit runs");
    let out = BufReader::new(child.stdout.take().expect("standard output"));
    let added = out.lines().next().is_some();
    child.kill().expect("killed");
    child.wait().expect("its end");
    added
}

#[test]
fn killed_inside_an_archive_it_goes_on_where_it_stopped() {
    let (bytes, ends) = archive();
    // While the first commit waits for a slow disk, all the rest may be read:
    // then the second ends the work, and nothing was left to go on with.
    assert!(
        (0..5).any(|_| kill_inside(&bytes, &ends)),
        "it was never killed between two commits"
    );
}

/// Kills until everything is added; whether it ever had to go on.
fn kill_inside(bytes: &[u8], ends: &[u64]) -> bool {
    let folder = Folder::new().file("all.warc", bytes);
    let ledger = folder.path("desk.ledger");
    let mut farthest = 0;
    while add_until_a_commit(&folder.path(""), "all.warc") {
        let (names, passed) = come_so_far(&ledger, ends);
        let missing: Vec<usize> = (0..passed)
            .filter(|n| !names.contains(&format!("n{n}")))
            .collect();
        assert!(missing.is_empty(), "passed over {missing:?}");
        if names.len() == ARTICLES {
            break;
        }
        assert!(passed > farthest, "{passed} is not after {farthest}");
        farthest = passed;
    }
    folder
        .run("add desk.ledger all.warc --jobs 3 --model accurate")
        .exits(0);
    let (names, passed) = come_so_far(&ledger, ends);
    assert_eq!(
        (names.len(), passed),
        (ARTICLES, 0),
        "all are there, and no bookmark is left"
    );
    farthest > 0
}

#[test]
fn an_archive_that_has_changed_is_read_from_its_beginning() {
    let (mut bytes, ends) = archive();
    let folder = Folder::new().file("all.warc", &bytes);
    let ledger = folder.path("desk.ledger");
    let path = folder.path("all.warc").canonicalize().expect("there");
    // A run that stopped half-way through the archive as it was.
    let stop_half_way = |size: usize| {
        let mut ledger = Ledger::open_or_create(&ledger).expect("a ledger");
        let run = ledger.start_run(&RunStart::default()).expect("a run");
        let mark = Bookmark {
            path: path.to_str().expect("UTF-8").to_owned(),
            size: size as u64,
            head: format!("{:x}", Sha256::digest(&bytes[..bytes.len().min(1 << 16)])),
            member: ends[ARTICLES / 2 - 1],
            within: 0,
        };
        ledger.take_in_up_to(run, &[], &[mark]).expect("noted");
    };
    stop_half_way(bytes.len());
    let told = folder.run("add desk.ledger all.warc").exits(0).err;
    assert!(
        told.contains("goes on where an earlier run stopped"),
        "{told}"
    );
    assert_eq!(come_so_far(&ledger, &ends).0.len(), ARTICLES / 2);
    // The same bookmark, and a file that has lost its last record.
    stop_half_way(bytes.len());
    bytes.truncate(ends[ARTICLES - 2] as usize);
    std::fs::write(folder.path("all.warc"), &bytes).expect("written");
    let told = folder.run("add desk.ledger all.warc").exits(0).err;
    assert!(!told.contains("goes on"), "{told}");
    assert_eq!(come_so_far(&ledger, &ends).0.len(), ARTICLES);
}
