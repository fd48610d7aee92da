//! Articles that change.

use crate::coverage::{Desk, faults, report, weave};
use dixit_ledger::{Change, Correction, Page, Query, Taken, VersionChange, Word};
use std::collections::BTreeMap;

const URL: &str = "https://post.example/port";

/// A version of one article, seen at an hour.
fn version(hour: &str, title: &str, said: &[(&str, &str, &str)]) -> Taken {
    let mut taken = report("port", "The Harbour Post", "2031-03-07", said);
    taken.original.extend(title.bytes());
    let article = &mut taken.reading.article;
    article.url = Some(format!("{URL}?utm_source={hour}"));
    if let Some(headline) = &mut article.title {
        title.clone_into(&mut headline.value);
    }
    taken.seen = Some(format!("2031-03-07T{hour}:00:00Z"));
    taken
}

const SHUT: &str = "that the port of Vastad would stay shut to ferries until Monday";
const OPEN: &str = "that the port of Vastad would reopen to ferries within a week";

fn first() -> Taken {
    version(
        "09",
        "Port shut",
        &[("Ilse Marant", "said", SHUT), ("Tomas Veld", "said", OPEN)],
    )
}

fn second() -> Taken {
    version(
        "11",
        "Port to reopen",
        &[
            ("Joren Haske", "said", "that it rained"),
            ("Ilse Marant", "said", SHUT),
        ],
    )
}

fn found(desk: &Desk, words: &str) -> usize {
    let word = Word {
        text: words.to_owned(),
        phrase: true,
    };
    let query = Query {
        words: vec![vec![word]],
        ..Query::default()
    };
    desk.reader()
        .articles(&query, &Page::first(5))
        .unwrap()
        .rows
        .len()
}

#[test]
fn the_record_rests_on_the_latest_version_and_keeps_the_others() {
    for batches in [
        vec![vec![first()], vec![second()]],
        vec![vec![second()], vec![first()]],
        vec![vec![first(), second()]],
    ] {
        let mut desk = Desk::new();
        let mut keys = Vec::new();
        for batch in batches {
            let done = desk.ledger.take_in(desk.run, &batch).unwrap();
            keys.extend(done.added.into_iter().chain(done.changed));
            weave(&mut desk.ledger);
        }
        assert_eq!(keys[0], keys[1], "one article");
        let reader = desk.reader();
        assert_eq!(reader.summary().unwrap().articles, 1);
        let versions = reader.versions(&keys[0]).unwrap().unwrap();
        let titles: Vec<_> = versions
            .iter()
            .map(|v| (v.title.as_deref().unwrap(), v.current))
            .collect();
        assert_eq!(titles, [("Port shut", false), ("Port to reopen", true)]);
        assert_eq!(versions[0].change, None);
        let change = VersionChange {
            added: 4,
            removed: 13,
            title: true,
        };
        assert_eq!(versions[1].change, Some(change));
        assert_eq!(
            [
                found(&desk, "rained"),
                found(&desk, "port to reopen"),
                found(&desk, "within a week")
            ],
            [1, 1, 0]
        );
        let detail = reader.article(&keys[0]).unwrap().unwrap().here().unwrap();
        assert!(detail.reading.article.text.contains("rained"));
        assert_eq!(detail.attributions.len(), 2);
        assert_eq!(reader.changed(9).unwrap()[0].key, keys[0]);
        assert_eq!(faults(&desk.path()), Vec::<String>::new());
        // Neither comes a second time, whatever surrounds it.
        let mut again = first();
        again.original.extend(b" and an advertisement");
        let done = desk.ledger.take_in(desk.run, &[again, second()]).unwrap();
        assert_eq!(
            (done.known, done.added.len(), done.changed.len()),
            (2, 0, 0)
        );
    }
}

#[test]
fn until_it_is_woven_nothing_is_beside_words_that_it_does_not_stand_on() {
    let mut desk = Desk::new();
    let key = desk
        .ledger
        .take_in(desk.run, &[first()])
        .unwrap()
        .added
        .remove(0);
    weave(&mut desk.ledger);
    desk.ledger.take_in(desk.run, &[second()]).unwrap();
    let shown = |desk: &Desk| {
        let detail = desk
            .reader()
            .article(&key)
            .unwrap()
            .unwrap()
            .here()
            .unwrap();
        (detail.reading.article.text, detail.article.title.unwrap())
    };
    assert_eq!(
        shown(&desk),
        (first().reading.article.text, "Port shut".to_owned())
    );
    assert_eq!(weave(&mut desk.ledger).stories, 1);
    assert_eq!(
        shown(&desk),
        (second().reading.article.text, "Port to reopen".to_owned())
    );
}

#[test]
fn corrections_follow_the_words_into_another_version() {
    let mut desk = Desk::new();
    let key = desk
        .ledger
        .take_in(desk.run, &[first()])
        .unwrap()
        .added
        .remove(0);
    weave(&mut desk.ledger);
    for (name, change) in [("a1", true), ("a2", false)] {
        let attribution = desk.reader().anchor(&key, name).unwrap().unwrap();
        let change = match change {
            true => Change::Confirm { attribution },
            false => Change::Reject { attribution },
        };
        let correction = Correction {
            author: "Mira".to_owned(),
            reason: "heard it".to_owned(),
            change,
        };
        desk.ledger.correct(&correction).unwrap();
    }
    weave(&mut desk.ledger);
    desk.ledger.take_in(desk.run, &[second()]).unwrap();
    weave(&mut desk.ledger);
    let detail = desk
        .reader()
        .article(&key)
        .unwrap()
        .unwrap()
        .here()
        .unwrap();
    let states: BTreeMap<_, _> = detail
        .attributions
        .iter()
        .map(|row| (row.name.as_str(), format!("{:?}", row.state)))
        .collect();
    // What was confirmed as a1 is a2 now; a1 is a sentence that nobody judged.
    assert_eq!(states["a2"], "Confirmed");
    assert_eq!(states["a1"], "Read");
    assert_eq!(
        detail.rejected.len(),
        0,
        "what was rejected is gone from the article"
    );
}

#[test]
fn a_statement_that_stays_keeps_its_address() {
    let mut desk = Desk::new();
    desk.ledger.take_in(desk.run, &[first()]).unwrap();
    weave(&mut desk.ledger);
    let statements = |desk: &Desk| {
        desk.reader()
            .statements(&Query::default(), &Page::first(9))
            .unwrap()
            .rows
    };
    let before = statements(&desk)
        .into_iter()
        .find(|row| row.gist.contains("shut"))
        .unwrap()
        .key;
    desk.ledger.take_in(desk.run, &[second()]).unwrap();
    weave(&mut desk.ledger);
    let now = statements(&desk)
        .into_iter()
        .find(|row| row.gist.contains("shut"))
        .unwrap()
        .key;
    assert_ne!(before, now, "it stands elsewhere");
    let found = desk.reader().statement(&before).unwrap();
    assert!(matches!(found, Some(dixit_ledger::Found::Moved(key)) if key == now));
}

#[test]
fn a_front_page_is_no_articles_address() {
    let mut desk = Desk::new();
    let (mut one, mut two) = (first(), second());
    one.reading.article.url = Some("https://post.example/".to_owned());
    two.reading.article.url = Some("https://www.post.example".to_owned());
    let done = desk.ledger.take_in(desk.run, &[one, two]).unwrap();
    assert_eq!(done.added.len(), 2);
}
