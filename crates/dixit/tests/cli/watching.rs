//! `dixit watch` against servers on this computer.

use crate::harness::{Folder, dixit};
use crate::server::{Asked, Server, nothing, reply};
use dixit_ledger::{Ledger, Page, Query};
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A page about pier `n`.
fn page(n: usize, more: &str) -> String {
    let words = format!(
        "<p>Pier {n} of the port of Kest will open again within {n} weeks, President Ilse Marant told the \
         harbour council on Friday, after a winter in which no ship had left it.{more}</p><p>Her minister of \
         works, Tomas Veld, said that the {n} cranes of the pier had been repaired and that the first grain \
         ships were expected there on Monday, if the weather allowed it at all. The council agreed.</p>"
    );
    format!(
        "<!doctype html><html lang=en><head><title>Pier {n} to reopen</title>\
         <meta property='og:site_name' content='The Harbour Post'>\
         <meta property='article:published_time' content='2031-03-07T10:00:00Z'></head>\
         <body><article><h1>Pier {n} to reopen</h1>{words}</article></body></html>"
    )
}

fn feed(server: &str, numbers: impl Iterator<Item = usize>, updated: &str) -> String {
    let items: String = numbers
        .map(|n| format!("<entry><title>Pier {n}</title><link href='{server}/pier-{n}?utm_source=feed'/><updated>{updated}</updated></entry>"))
        .collect();
    format!("<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title>{items}</feed>")
}

fn base(asked: &Asked) -> String {
    format!("http://{}", asked.header("host").unwrap_or_default())
}

fn number(path: &str) -> Option<usize> {
    path.strip_prefix("/pier-")?.split('?').next()?.parse().ok()
}

/// Pages, and a feed of the first `piers`.
fn harbour(piers: usize) -> Server {
    Server::new(move |asked, out| {
        match (asked.path.as_str(), number(&asked.path)) {
        ("/feed", _) if asked.header("if-none-match").is_some() => reply(out, "304 Same", "", b""),
        ("/feed", _) => {
            let feed = feed(&base(asked), 1..=piers, "2031-03-07T10:00:00Z");
            reply(out, "200 OK", "ETag: \"1\"\r\n", feed.as_bytes());
        }
        (_, Some(n)) => reply(out, "200 OK", "Content-Type: text/html\r\n", page(n, "").as_bytes()),
        ("/", _) => reply(out, "200 OK", "", b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head><body><a href=/a>News</a></body></html>"),
        ("/contents", _) => reply(out, "200 OK", "", b"<html><body><a href=/pier-1>Pier 1</a><a href=/pier-2>Pier 2</a></body></html>"),
        _ => nothing(out),
    }
    })
}

const QUICK: &str = "--allow-private --per-host 20ms";

fn articles(folder: &Folder) -> Vec<String> {
    let ledger = Ledger::open_read_only(&folder.path("desk.ledger")).unwrap();
    let rows = ledger
        .articles(&Query::default(), &Page::first(200))
        .unwrap()
        .rows;
    let mut titles: Vec<_> = rows.into_iter().filter_map(|row| row.title).collect();
    titles.sort();
    titles
}

#[test]
fn what_a_feed_names_is_added_once() {
    let server = harbour(2);
    let folder = Folder::new();
    let watch = format!("watch desk.ledger {} --once {QUICK}", server.url("/feed"));
    let run = folder.run(&watch).exits(0).says(&["2 new of 2"]);
    // In one commit or in two, as time has it.
    let added = run.err.lines().filter_map(|line| {
        let (_, rest) = line.split_once(" added ")?;
        rest.trim_start().split(' ').next()?.parse::<usize>().ok()
    });
    assert_eq!(added.sum::<usize>(), 2, "{run:?}");
    assert_eq!(articles(&folder), ["Pier 1 to reopen", "Pier 2 to reopen"]);
    folder
        .run(&format!("watch desk.ledger --once {QUICK}"))
        .exits(0)
        .says(&["as it was"]);
    let mut paths = server.paths();
    paths.sort();
    assert_eq!(
        paths,
        [
            "/feed",
            "/feed",
            "/pier-1?utm_source=feed",
            "/pier-2?utm_source=feed"
        ]
    );
    let ledger = Ledger::open_read_only(&folder.path("desk.ledger")).unwrap();
    assert_eq!(ledger.summary().unwrap().waiting, 0, "all are woven");
    assert_eq!(ledger.watched().unwrap().fetched, 2);
    let run = folder.run("watch desk.ledger --list").exits(0);
    assert!(
        run.out.contains("/feed  Post") && run.out.contains("2 were fetched"),
        "{run:?}"
    );
    folder
        .run(&format!(
            "watch desk.ledger --forget {}",
            server.url("/feed")
        ))
        .exits(0);
    assert!(
        folder
            .run("watch desk.ledger --list")
            .out
            .starts_with("0 feeds")
    );
    folder
        .run("watch desk.ledger --once")
        .exits(1)
        .says(&["nothing to look at"]);
}

#[test]
fn lists_front_pages_and_what_is_no_article_are_told_apart() {
    let server = harbour(1);
    let list = ["/pier-7", "/contents", "/gone", "/pier-7?fbclid=1"].map(|path| server.url(path));
    let folder = Folder::new().file("urls.txt", list.join("\n"));
    let run = folder
        .run(&format!("watch desk.ledger urls.txt --once {QUICK}"))
        .exits(3);
    run.says(&[
        "4 addresses, 3 to be fetched",
        "/gone: answers 404",
        "/contents: is a page without an article",
    ]);
    assert_eq!(articles(&folder), ["Pier 7 to reopen"]);
    folder
        .run(&format!(
            "watch desk.ledger {} {} --once {QUICK}",
            server.url("/"),
            server.url("/pier-8")
        ))
        .exits(0);
    assert_eq!(
        articles(&folder),
        ["Pier 1 to reopen", "Pier 7 to reopen", "Pier 8 to reopen"]
    );
}

#[test]
fn a_feed_that_answers_with_a_page_for_once_stays_a_feed() {
    let turns = AtomicUsize::new(0);
    let server = Server::new(move |asked, out| {
        if asked.path != "/feed" {
            return nothing(out);
        }
        match turns.fetch_add(1, Ordering::SeqCst) {
            1 => reply(out, "200 OK", "", page(9, "").as_bytes()),
            _ => reply(out, "200 OK", "", feed("", 0..0, "").as_bytes()),
        }
    });
    let folder = Folder::new();
    let watch = format!("watch desk.ledger --once --every 1s {QUICK}");
    folder
        .run(&format!("{watch} {}", server.url("/feed")))
        .exits(0);
    folder
        .run(&watch)
        .exits(1)
        .says(&["a page instead of its feed"]);
    assert!(articles(&folder).is_empty());
    sleep(Duration::from_millis(2100));
    folder.run(&watch).exits(0).says(&["0 new of 0"]);
}

#[test]
fn once_says_whether_everything_came() {
    let server = Server::new(|asked, out| match number(&asked.path) {
        Some(n @ 1) => reply(out, "200 OK", "", page(n, "").as_bytes()),
        Some(_) => reply(out, "500 Oh", "", b""),
        None if asked.path == "/feed" => reply(out, "503 Busy", "Retry-After: 900\r\n", b""),
        None => nothing(out),
    });
    let folder = Folder::new()
        .file(
            "two.txt",
            [server.url("/pier-1"), server.url("/pier-2")].join("\n"),
        )
        .file("one.txt", server.url("/pier-2"));
    let watch = |ledger: &str, what: &str| {
        folder
            .run(&format!("watch {ledger} {what} --once {QUICK}"))
            .status
    };
    assert_eq!(watch("desk.ledger", "two.txt"), 3, "one was put off");
    assert_eq!(watch("one.ledger", "one.txt"), 1, "nothing came");
    assert_eq!(watch("feed.ledger", &server.url("/feed")), 1);
    assert_eq!(watch("feed.ledger", ""), 1, "it is still left alone");
}

#[test]
fn titles_that_command_a_terminal_do_not() {
    let server = Server::new(|asked, out| {
        let page = page(1, "").replace("Pier 1 to", "Pier \u{1b}[2J\u{9b}31m&#27;]0;x&#7; 1 to");
        match asked.path.as_str() {
            "/a" => reply(out, "200 OK", "", page.as_bytes()),
            _ => nothing(out),
        }
    });
    let folder = Folder::new();
    let run = folder.run(&format!(
        "watch desk.ledger --once {QUICK} {}",
        server.url("/a")
    ));
    let run = run.exits(0).says(&["read    Pier ", "[2J"]);
    assert!(
        !run.err.contains(|c: char| c.is_control() && c != '\n'),
        "{:?}",
        run.err
    );
}

#[test]
fn without_leave_no_private_network_is_visited() {
    let server = harbour(1);
    let folder = Folder::new().file("urls.txt", server.url("/pier-1"));
    folder
        .run(&format!(
            "watch desk.ledger urls.txt {} --once",
            server.url("/feed")
        ))
        .exits(1)
        .says(&["private network"]);
    assert!(server.asked().is_empty());
    folder
        .run("watch desk.ledger ftp://post.example/feed")
        .exits(2)
        .says(&["not on the web"]);
    folder
        .run("watch desk.ledger missing.txt")
        .exits(1)
        .says(&["neither an address"]);
}

#[test]
fn a_page_that_changed_becomes_a_version() {
    let changed = AtomicUsize::new(0);
    let server = Server::new(move |asked, out| match number(&asked.path) {
        Some(n) => {
            let more =
                [" The pilots doubted it.", ""][usize::from(changed.load(Ordering::SeqCst) < 2)];
            reply(out, "200 OK", "", page(n, more).as_bytes());
        }
        None if asked.path == "/feed" => {
            let turn = changed.fetch_add(1, Ordering::SeqCst) + 1;
            let feed = feed(&base(asked), 1..=1, &format!("2031-03-0{turn}T10:00:00Z"));
            reply(out, "200 OK", "", feed.as_bytes());
        }
        None => nothing(out),
    });
    let folder = Folder::new();
    folder
        .run(&format!(
            "watch desk.ledger {} --once {QUICK}",
            server.url("/feed")
        ))
        .exits(0);
    sleep(Duration::from_millis(1100));
    folder
        .run(&format!("watch desk.ledger --once {QUICK}"))
        .exits(0)
        .says(&["0 articles, 1 new versions"]);
    let ledger = Ledger::open_read_only(&folder.path("desk.ledger")).unwrap();
    let key = &ledger
        .articles(&Query::default(), &Page::first(9))
        .unwrap()
        .rows[0]
        .key;
    let versions = ledger.versions(key).unwrap().unwrap();
    assert_eq!(versions.len(), 2);
    assert!(versions[1].current && versions[1].text.contains("pilots"));
    assert_eq!(versions[1].change.unwrap().added, 4);
}

/// Every address fails in its own way before it answers; the program is killed
/// in the middle and started again.
#[test]
fn servers_that_fail_for_a_while_lose_and_double_nothing() {
    const PIERS: usize = 9;
    const INTERVAL: Duration = Duration::from_millis(300);
    let tries: Mutex<BTreeMap<String, usize>> = Mutex::default();
    let server = Server::new(move |asked, out| {
        let path = asked.path.split('?').next().unwrap_or_default().to_owned();
        let mut tries = tries.lock().unwrap();
        let turn = tries.entry(path.clone()).or_default();
        *turn += 1;
        let turn = *turn;
        drop(tries);
        let n = number(&path);
        match (turn, n.map_or(9, |n| n % 6)) {
            _ if path == "/robots.txt" => nothing(out),
            (1, 0) => reply(out, "500 Oh", "", b""),
            (1, 1) => reply(out, "429 Slowly", "Retry-After: 1\r\n", b""),
            // Broken off, and nothing at all.
            (1, 2) => drop(out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<html>")),
            (1, 3) => {}
            (1, 9) => reply(out, "503 Busy", "", b""),
            _ => match n {
                Some(n) => reply(out, "200 OK", "", page(n, "").as_bytes()),
                None => {
                    let feed = feed(&base(asked), 1..=PIERS, "2031-03-07T10:00:00Z");
                    reply(out, "200 OK", "", feed.as_bytes());
                }
            },
        }
    });
    let folder = Folder::new();
    let first = format!(
        "watch desk.ledger {} --every 1s --allow-private --per-host 300ms",
        server.url("/feed")
    );
    let again = "watch desk.ledger --every 1s --allow-private --per-host 300ms";
    let begin = Instant::now();
    let mut child = dixit(folder.0.path(), &first).spawn().unwrap();
    // Killed while pages come in.
    while server.paths().len() < 5 && begin.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let restart = Instant::now();
    let mut child = dixit(folder.0.path(), again).spawn().unwrap();
    while articles(&folder).len() < PIERS && begin.elapsed() < Duration::from_secs(120) {
        sleep(Duration::from_millis(200));
    }
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let expected: Vec<_> = (1..=PIERS).map(|n| format!("Pier {n} to reopen")).collect();
    assert_eq!(articles(&folder), expected, "nothing lost, nothing doubled");
    let ledger = Ledger::open(&folder.path("desk.ledger")).unwrap();
    assert_eq!(ledger.faults().unwrap(), Vec::<String>::new());
    assert_eq!(ledger.watched().unwrap().fetched, PIERS);
    // What was fetched well is fetched once, or twice around the kill.
    let mut whole: BTreeMap<String, usize> = BTreeMap::new();
    for path in server.paths().into_iter().filter(|path| path != "/feed") {
        *whole.entry(path).or_default() += 1;
    }
    assert!(whole.values().all(|&times| times <= 3), "{whole:?}");
    let mut times: Vec<Instant> = server.asked().iter().map(|asked| asked.at).collect();
    times.sort();
    for pair in times
        .windows(2)
        .filter(|pair| pair[1] < restart || pair[0] > restart)
    {
        assert!(pair[1] - pair[0] > INTERVAL / 2, "{:?}", pair[1] - pair[0]);
    }
}
