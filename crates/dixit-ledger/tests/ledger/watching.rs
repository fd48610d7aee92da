//! What `dixit watch` keeps.

use crate::coverage::{Desk, article};
use dixit_ledger::{Hint, HostRow, Polled, Tried};

const FEED: &str = "https://post.example/feed";
const T0: &str = "2031-03-07T10:00:00Z";
const T1: &str = "2031-03-07T10:15:00Z";
const T2: &str = "2031-03-07T10:30:00Z";

fn link(path: &str, changed: Option<&str>) -> Hint {
    Hint {
        url: format!("https://post.example/{path}"),
        host: "https://post.example".to_owned(),
        changed: changed.map(str::to_owned),
        ..Hint::default()
    }
}

fn polled(links: &[Hint]) -> Polled {
    Polled {
        links: links.to_vec(),
        ..Polled::default()
    }
}

fn fetched() -> Tried {
    Tried::Fetched {
        etag: Some("\"1\"".to_owned()),
        modified: None,
    }
}

#[test]
fn an_address_is_fetched_once_however_often_it_is_named() {
    let mut desk = Desk::new();
    let ledger = &mut desk.ledger;
    assert!(ledger.watch(FEED, T0).unwrap() && !ledger.watch(FEED, T1).unwrap());
    let feed = ledger.due_feeds(T0).unwrap()[0].id;
    let found = polled(&[
        link("a", None),
        link("b", None),
        link("a?utm_source=feed", None),
    ]);
    assert_eq!(ledger.polled(feed, &found, T0, T1).unwrap(), 2);
    assert_eq!(ledger.polled(feed, &found, T0, T1).unwrap(), 0);
    assert!(ledger.due_feeds(T0).unwrap().is_empty());
    // One host, one address at a time.
    let due = ledger.due_links(T0).unwrap();
    assert_eq!(due.len(), 1);
    ledger.tried(due[0].id, &fetched(), T0).unwrap();
    let next = ledger.due_links(T0).unwrap();
    assert!(next.len() == 1 && next[0].url != due[0].url);
    let later = Tried::Later {
        due: T2.to_owned(),
        problem: Some("answers 500".to_owned()),
    };
    ledger.tried(next[0].id, &later, T0).unwrap();
    assert!(ledger.due_links(T1).unwrap().is_empty());
    assert_eq!(ledger.due_links(T2).unwrap()[0].failures, 1);
    assert_eq!(ledger.next_due().unwrap().as_deref(), Some(T1), "the feed");
    let counts = ledger.watched().unwrap();
    assert_eq!((counts.feeds, counts.waiting, counts.fetched), (1, 1, 1));
}

#[test]
fn an_address_that_its_feed_says_changed_is_fetched_again() {
    let mut desk = Desk::new();
    let ledger = &mut desk.ledger;
    ledger.watch(FEED, T0).unwrap();
    let feed = ledger.due_feeds(T0).unwrap()[0].id;
    let mut poll = |changed| {
        let new = ledger
            .polled(feed, &polled(&[link("a", Some(changed))]), T0, T1)
            .unwrap();
        for due in ledger.due_links(T2).unwrap() {
            ledger.tried(due.id, &fetched(), T0).unwrap();
        }
        new
    };
    assert_eq!([poll(T0), poll(T0), poll(T1), poll(T0)], [1, 0, 1, 0]);
}

#[test]
fn a_feed_for_which_all_is_always_new_brings_nothing_forward() {
    let mut desk = Desk::new();
    let ledger = &mut desk.ledger;
    ledger.watch(FEED, T0).unwrap();
    let feed = ledger.due_feeds(T0).unwrap()[0].id;
    let named = |changed| polled(&[link("a", Some(changed))]);
    ledger.polled(feed, &named(T0), T0, T1).unwrap();
    let waiting = ledger.due_links(T0).unwrap().remove(0);
    let later = Tried::Later {
        due: T2.to_owned(),
        problem: Some("answers 500".to_owned()),
    };
    ledger.tried(waiting.id, &later, T0).unwrap();
    assert_eq!(ledger.polled(feed, &named(T1), T1, T2).unwrap(), 0);
    assert!(ledger.due_links(T1).unwrap().is_empty());
    let waiting = ledger.due_links(T2).unwrap().remove(0);
    assert_eq!(
        (waiting.failures, waiting.hint.changed.as_deref()),
        (1, Some(T1))
    );
}

#[test]
fn the_variant_of_an_address_that_a_person_names_is_fetched() {
    let mut desk = Desk::new();
    let ledger = &mut desk.ledger;
    ledger.queue(&[link("a", None)], T0).unwrap();
    let id = ledger.due_links(T0).unwrap()[0].id;
    ledger.tried(id, &fetched(), T0).unwrap();
    let other = Hint {
        url: "https://m.post.example/a".to_owned(),
        host: "https://m.post.example".to_owned(),
        ..Hint::default()
    };
    assert_eq!(ledger.queue(std::slice::from_ref(&other), T1).unwrap(), 1);
    let due = ledger.due_links(T1).unwrap().remove(0);
    assert_eq!((due.id, &due.hint), (id, &other));
    assert_eq!(due.etag, None, "it is that of the other variant");
}

#[test]
fn of_each_host_that_which_is_due_the_longest_is_next() {
    let mut desk = Desk::new();
    let at = |host: &str, path: &str| Hint {
        url: format!("https://{host}.example/{path}"),
        host: format!("https://{host}.example"),
        ..Hint::default()
    };
    let ledger = &mut desk.ledger;
    ledger
        .queue(&[at("tide", "a"), at("post", "a")], T1)
        .unwrap();
    ledger
        .queue(&[at("tide", "b"), at("kest", "a")], T0)
        .unwrap();
    ledger.queue(&[at("orrin", "a")], T2).unwrap();
    let due = |now| -> Vec<String> {
        let due = ledger.due_links(now).unwrap();
        due.into_iter()
            .map(|link| link.url[8..].to_owned())
            .collect()
    };
    assert_eq!(due(T0), ["tide.example/b", "kest.example/a"]);
    assert_eq!(
        due(T1),
        ["tide.example/b", "kest.example/a", "post.example/a"]
    );
}

#[test]
fn what_did_not_come_is_counted() {
    let mut desk = Desk::new();
    let ledger = &mut desk.ledger;
    ledger.watch(FEED, T0).unwrap();
    assert_eq!(ledger.missing(T0).unwrap(), 1);
    let feed = ledger.due_feeds(T0).unwrap()[0].id;
    ledger
        .polled(feed, &polled(&[link("a", None)]), T0, T1)
        .unwrap();
    assert_eq!(ledger.missing(T0).unwrap(), 1, "the address");
    let link = ledger.due_links(T0).unwrap()[0].id;
    ledger.tried(link, &fetched(), T0).unwrap();
    assert_eq!([T0, T1].map(|since| ledger.missing(since).unwrap()), [0, 1]);
}

#[test]
fn what_the_ledger_has_already_is_not_fetched() {
    let mut desk = Desk::new();
    let mut taken = article("a", "The Harbour Post", "2031-03-07", "The port is open.");
    taken.reading.article.url = Some("https://www.post.example/a/".to_owned());
    desk.ledger.take_in(desk.run, &[taken]).unwrap();
    assert_eq!(
        desk.ledger
            .queue(&[link("a", None), link("b", None)], T0)
            .unwrap(),
        1
    );
    // Named by hand once it was seen, it is.
    assert_eq!(desk.ledger.queue(&[link("a", None)], T1).unwrap(), 1);
}

#[test]
fn a_feed_is_forgotten_with_those_it_named_and_what_waits() {
    let mut desk = Desk::new();
    let ledger = &mut desk.ledger;
    ledger.watch("https://post.example/list.opml", T0).unwrap();
    let list = ledger.due_feeds(T0).unwrap()[0].id;
    let named = Polled {
        feeds: vec![FEED.to_owned()],
        ..Polled::default()
    };
    ledger.polled(list, &named, T0, T1).unwrap();
    let feed = ledger.due_feeds(T0).unwrap()[0].id;
    ledger
        .polled(feed, &polled(&[link("a", None), link("b", None)]), T0, T1)
        .unwrap();
    let one = ledger.due_links(T0).unwrap()[0].id;
    ledger.tried(one, &fetched(), T0).unwrap();
    assert!(
        ledger
            .forget_feed("https://post.example/list.opml")
            .unwrap()
    );
    assert!(!ledger.forget_feed(FEED).unwrap(), "gone with the list");
    let counts = ledger.watched().unwrap();
    assert_eq!((counts.feeds, counts.waiting, counts.fetched), (0, 0, 1));
    assert_eq!(ledger.faults().unwrap(), Vec::<String>::new());
}

#[test]
fn hosts_to_be_left_alone_are_remembered() {
    let mut desk = Desk::new();
    let hosts = [HostRow {
        name: "https://post.example".to_owned(),
        barred: T2.to_owned(),
        failures: 3,
    }];
    desk.ledger.note_hosts(&hosts).unwrap();
    assert_eq!(desk.reader().hosts().unwrap(), hosts);
}
