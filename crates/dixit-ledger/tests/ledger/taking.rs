//! Articles taken in: once, whole, and listed.

use crate::coverage::{Desk, article, start};
use dixit_ledger::{Bookmark, ErrorKind, Known, Page, Problem, Query, RunEnd, RunInput, RunState};

#[test]
fn an_article_is_taken_in_once() {
    let mut desk = Desk::new();
    let mut first = article(
        "one",
        "The Harbour Post",
        "2031-03-07",
        "The port reopens – soon.",
    );
    first.reading.article.url = Some("https://post.example/1".to_owned());
    let mut moved = first.clone();
    moved.reading.article.text = "The port reopens today.".to_owned();
    moved.original = b"The port reopens today.".to_vec();
    let twin = article(
        "one",
        "The Harbour Post",
        "2031-03-07",
        "The port stays shut.",
    );
    let batch = [first.clone(), moved, first.clone(), twin];
    let done = desk.ledger.take_in(desk.run, &batch).unwrap();
    assert_eq!(
        (done.added.len(), done.known, done.changed.len()),
        (2, 1, 1)
    );
    let again = desk.ledger.take_in(desk.run, &batch).unwrap();
    assert_eq!(
        (again.added.len(), again.known, again.changed.len()),
        (0, 4, 0)
    );

    let reader = desk.reader();
    assert_eq!(reader.summary().unwrap().waiting, 2);
    let detail = reader
        .article(&done.added[0])
        .unwrap()
        .unwrap()
        .here()
        .unwrap();
    assert_eq!(detail.reading.article.text, "The port reopens – soon.");
    assert_eq!(detail.reading.article.id, done.added[0]);
    assert_eq!(detail.article.name, "one");
    assert_eq!(detail.article.story, None);
    let original = reader.original(&done.added[0]).unwrap().unwrap();
    assert_eq!(original.bytes, first.original);
    let twin = reader.original(&done.added[1]).unwrap().unwrap();
    assert!(twin.sha256.starts_with(&done.added[1][1..]));
    let address = Some("http://www.post.example/1/?utm_source=feed");
    assert_eq!(
        reader.knows(&original.sha256, None, None, "").unwrap(),
        Some(Known::Same)
    );
    assert_eq!(
        reader.knows("00", address, None, "Other words.").unwrap(),
        Some(Known::Changed)
    );
    assert_eq!(reader.knows("00", None, None, "").unwrap(), None);
    let text = &first.reading.article.text;
    assert_eq!(
        reader.knows("00", address, None, text).unwrap(),
        Some(Known::Same),
        "fetched again"
    );
}

#[test]
fn listings_are_whole_however_they_are_paged() {
    let mut desk = Desk::new();
    let batch: Vec<_> = (0..23)
        .map(|n| {
            let day = format!("2031-03-{:02}", 1 + n % 5);
            let outlet = format!("Outlet {}", n % 7);
            let mut taken = article(&format!("a{n}"), &outlet, &day, &format!("Words {n}."));
            if n % 4 == 0 {
                taken.reading.article.published = None;
            }
            taken
        })
        .collect();
    desk.ledger.take_in(desk.run, &batch).unwrap();
    let reader = desk.reader();
    let whole = reader
        .articles(&Query::default(), &Page::first(100))
        .unwrap();
    assert_eq!((whole.rows.len(), whole.next), (23, None));
    let (mut paged, mut page) = (Vec::new(), Page::first(4));
    loop {
        let part = reader.articles(&Query::default(), &page).unwrap();
        paged.extend(part.rows);
        match part.next {
            Some(next) => page = Page::after(next, 4),
            None => break,
        }
    }
    assert_eq!(paged, whole.rows);
    let outlets = reader.outlets(&Page::first(3)).unwrap();
    let rest = reader
        .outlets(&Page::after(outlets.next.unwrap(), 9))
        .unwrap();
    assert_eq!((outlets.rows.len(), rest.rows.len()), (3, 4));
    assert_eq!(
        reader.outlet("Outlet 1").unwrap().unwrap().outlet.articles,
        4
    );
    let some = Query::default().in_outlet("Outlet 1");
    assert_eq!(
        reader.articles(&some, &Page::first(9)).unwrap().rows.len(),
        4
    );
    let wrong = reader.articles(&some, &Page::after("?", 9)).unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::Cursor);
    let waiting = reader.waiting(&Page::first(20)).unwrap();
    let rest = reader
        .waiting(&Page::after(waiting.next.unwrap(), 20))
        .unwrap();
    assert_eq!((waiting.rows.len(), rest.rows.len()), (20, 3));
}

#[test]
fn words_find_articles_by_their_stems() {
    let mut desk = Desk::new();
    let taken = article(
        "one",
        "The Harbour Post",
        "2031-03-07",
        "The ferries will sail.",
    );
    desk.ledger.take_in(desk.run, &[taken]).unwrap();
    let found = |words: &str| {
        let word = dixit_ledger::Word {
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
    };
    assert_eq!(
        [found("ferry"), found("ferry sailing"), found("will ferry")],
        [1, 0, 0]
    );
    assert_eq!(
        [
            found("ferry will sailing"),
            found("\"*)("),
            found("headline")
        ],
        [1, 0, 1]
    );
}

#[test]
fn a_run_keeps_its_manifest() {
    let mut desk = Desk::new();
    let taken = article(
        "one",
        "The Harbour Post",
        "2031-03-07",
        "The ferries will sail.",
    );
    desk.ledger.take_in(desk.run, &[taken]).unwrap();
    assert_eq!(
        desk.reader().run(desk.run).unwrap().unwrap().run.state,
        "running"
    );
    let end = RunEnd {
        state: RunState::Finished,
        known: 3,
        changed: 1,
        skipped: 1,
        inputs: vec![RunInput {
            path: "coverage/one.txt".to_owned(),
            sha256: Some("ab".to_owned()),
            articles: 1,
        }],
        problems: vec![Problem {
            origin: "coverage/two.txt".to_owned(),
            message: "holds no words".to_owned(),
        }],
    };
    desk.ledger.finish_run(desk.run, &end).unwrap();
    let run = desk.reader().run(desk.run).unwrap().unwrap();
    assert_eq!(
        (run.run.added, run.run.known, run.run.state.as_str()),
        (1, 3, "finished")
    );
    assert_eq!(run.run.options["jobs"], 2);
    assert_eq!((run.inputs, run.problems), (end.inputs, end.problems));
    let late = desk.ledger.start_run(&start()).unwrap();
    let runs = desk.reader().runs(&Page::first(1)).unwrap();
    assert_eq!(runs.rows[0].added, 0);
    let before = desk
        .reader()
        .runs(&Page::after(runs.next.unwrap(), 1))
        .unwrap();
    assert_eq!((before.rows[0].added, before.next), (1, None));
    let next = desk.ledger.start_run(&start()).unwrap();
    let state = |run| desk.reader().run(run).unwrap().unwrap().run.state;
    assert_eq!(
        [state(desk.run), state(late), state(next)],
        ["finished", "broken off", "running"]
    );
}

#[test]
fn a_bookmark_moves_with_what_is_taken_in_and_ends_with_its_run() {
    let mut desk = Desk::new();
    let mark = |member| Bookmark {
        path: "/archives/a.warc.gz".to_owned(),
        size: 9_000,
        head: "00".to_owned(),
        member,
        within: 7,
    };
    desk.ledger
        .take_in_up_to(desk.run, &[], &[mark(10)])
        .unwrap();
    desk.ledger
        .take_in_up_to(desk.run, &[], &[mark(90)])
        .unwrap();
    assert_eq!(desk.ledger.bookmarks().unwrap(), [mark(90)]);
    let end = |state| RunEnd {
        state,
        known: 0,
        changed: 0,
        skipped: 0,
        inputs: Vec::new(),
        problems: Vec::new(),
    };
    desk.ledger
        .finish_run(desk.run, &end(RunState::Interrupted))
        .unwrap();
    assert_eq!(desk.ledger.bookmarks().unwrap(), [mark(90)]);
    let other = desk.ledger.start_run(&start()).unwrap();
    desk.ledger
        .finish_run(other, &end(RunState::Finished))
        .unwrap();
    assert_eq!(
        desk.ledger.bookmarks().unwrap(),
        [mark(90)],
        "of another run"
    );
    desk.ledger
        .finish_run(desk.run, &end(RunState::Finished))
        .unwrap();
    assert_eq!(desk.ledger.bookmarks().unwrap(), []);
}
