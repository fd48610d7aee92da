//! Files that are ledgers, and files that are not.

use crate::coverage::Desk;
use dixit_ledger::{ErrorKind, Ledger, Page, Query, StoryFilter};

#[test]
fn a_new_ledger_is_empty_and_known_by_its_first_bytes() {
    let desk = Desk::new();
    let counts = desk.reader().summary().unwrap();
    assert_eq!((counts.articles, counts.stories, counts.runs), (0, 0, 1));
    assert!(Ledger::is_ledger(&desk.path()));
    let error = Ledger::create(&desk.path()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Exists);
}

#[test]
fn other_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    assert_eq!(
        Ledger::open(&path).err().unwrap().kind(),
        ErrorKind::NotFound
    );
    std::fs::write(&path, "The ferries will sail again.\n".repeat(200)).unwrap();
    assert!(!Ledger::is_ledger(&path));
    for opened in [
        Ledger::open(&path),
        Ledger::open_or_create(&path),
        Ledger::open_read_only(&path),
    ] {
        let error = opened.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::NotALedger, "{error}");
        assert!(error.to_string().contains("notes.txt"), "{error}");
    }
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .starts_with("The ferries")
    );
    let other = folder.path().join("other.db");
    let conn = rusqlite::Connection::open(&other).unwrap();
    conn.execute_batch("CREATE TABLE recipes (name)").unwrap();
    let error = Ledger::open_or_create(&other).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotALedger, "{error}");
}

#[test]
fn a_ledger_from_the_future_is_refused_with_its_version() {
    let desk = Desk::new();
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    let error = Ledger::open(&desk.path()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::TooNew);
    assert!(error.to_string().contains("99"), "{error}");
}

#[test]
fn what_is_left_of_a_first_moment_becomes_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.ledger");
    // Killed after the file was made, and after it was put in WAL mode.
    std::fs::write(&path, "").unwrap();
    Ledger::open_or_create(&path).unwrap();
    let path = folder.path().join("other.ledger");
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    drop(conn);
    assert_eq!(
        Ledger::open_or_create(&path).unwrap().revision().unwrap(),
        0
    );
}

#[test]
fn a_reader_cannot_write() {
    let desk = Desk::new();
    let error = desk.reader().start_run(&crate::coverage::start()).err();
    assert_eq!(error.unwrap().kind(), ErrorKind::ReadOnly);
}

#[test]
fn every_listing_of_an_empty_ledger_is_empty() {
    let desk = Desk::new();
    let ledger = desk.reader();
    let page = Page::first(10);
    let query = Query::default()
        .by("Marant")
        .in_outlet("Post")
        .in_story("s1");
    assert!(
        ledger
            .stories(&StoryFilter::default(), &page)
            .unwrap()
            .rows
            .is_empty()
    );
    assert!(ledger.statements(&query, &page).unwrap().rows.is_empty());
    assert!(ledger.articles(&query, &page).unwrap().rows.is_empty());
    assert!(ledger.speakers(&page).unwrap().rows.is_empty());
    assert!(ledger.outlets(&page).unwrap().rows.is_empty());
    assert!(ledger.outlet("The Harbour Post").unwrap().is_none());
    assert!(ledger.entity("e000000000000").unwrap().is_none());
    assert!(ledger.story("s000000000000").unwrap().is_none());
    assert!(ledger.statement("q000000000000").unwrap().is_none());
    assert!(ledger.article("a000000000000").unwrap().is_none());
    assert!(ledger.original("a000000000000").unwrap().is_none());
}

#[test]
fn faults_are_found() {
    let desk = crate::coverage::woven();
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    conn.execute("DELETE FROM story WHERE id = 1", []).unwrap();
    conn.execute("UPDATE article SET text = 'Other words.' WHERE id = 2", [])
        .unwrap();
    let told = "SELECT min(form) FROM story_entity WHERE story > 1 AND form IS NOT NULL";
    let other = "UPDATE form SET entity = (SELECT max(id) FROM entity WHERE id <> form.entity)";
    conn.execute(&format!("{other} WHERE id = ({told})"), [])
        .unwrap();
    let faults = desk.ledger.faults().unwrap().join("\n");
    assert!(faults.contains("tells of another"), "{faults}");
    assert!(faults.contains("has lost its story"), "{faults}");
    assert!(faults.contains("article_text"), "{faults}");
}
