//! Ledgers of earlier versions, made by the program of their time.

use crate::coverage::{report, start, weave};
use dixit_ledger::{Found, Known, Ledger, Page, Query, StoryFilter};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// A copy of a ledger of an earlier version, made from `examples/strait`.
fn of_version(version: u32, folder: &Path) -> PathBuf {
    let path = folder.join(format!("strait-{version}.ledger"));
    let fixtures = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"));
    std::fs::copy(fixtures.join(path.file_name().unwrap()), &path).unwrap();
    path
}

fn shape(path: &Path) -> Vec<String> {
    let conn = Connection::open(path).unwrap();
    let mut columns = conn
        .prepare(
            "SELECT s.type || ' ' || s.name || ' ' || ifnull(c.name || c.type || c.pk, '')
             FROM sqlite_schema s LEFT JOIN pragma_table_info(s.name) c ORDER BY 1",
        )
        .unwrap();
    let rows = columns.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_ledger_of_version_1_is_brought_up_to_date_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_version(1, folder.path());
    let refused = Ledger::open_read_only(&path).err().unwrap();
    assert!(refused.to_string().contains("earlier version"), "{refused}");
    let mut ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.faults().unwrap(), Vec::<String>::new());
    let page = Page::first(50);
    let stories = ledger.stories(&StoryFilter::default(), &page).unwrap();
    assert_eq!(stories.rows.len(), 2);
    let articles = ledger.articles(&Query::default(), &page).unwrap().rows;
    assert_eq!(articles.len(), 8);
    for article in &articles {
        let versions = ledger.versions(&article.key).unwrap().unwrap();
        assert_eq!((versions.len(), versions[0].current), (1, true));
        // Known by its address in a variant, now that there is one.
        if let Some(url) = &article.url {
            let known = ledger
                .knows(
                    "00",
                    Some(&format!("{url}?fbclid=1")),
                    None,
                    &versions[0].text,
                )
                .unwrap();
            assert_eq!(known, Some(Known::Same), "{url}");
        }
    }
    assert!(articles.iter().any(|article| article.url.is_some()));
    assert_eq!(weave(&mut ledger).stories, 0, "nothing is told anew");
    drop(ledger);
    Ledger::open_read_only(&path).unwrap();
}

#[test]
fn ledgers_of_later_versions_are_brought_up_to_date_and_go_on() {
    let folder = tempfile::tempdir().unwrap();
    for version in [2, 3, 4] {
        let path = of_version(version, folder.path());
        let mut ledger = Ledger::open(&path).unwrap();
        assert_eq!(ledger.faults().unwrap(), Vec::<String>::new());
        let counts = ledger.summary().unwrap();
        assert_eq!((counts.articles, counts.stories), (8, 2));
        assert_eq!(ledger.bookmarks().unwrap(), []);
        assert_eq!(weave(&mut ledger).stories, 0, "nothing is told anew");
        // Whom it knows it knows again.
        let marant = |ledger: &Ledger| {
            let all = ledger.speakers(&Page::first(50)).unwrap().rows;
            let mut found = all.into_iter().filter(|row| row.name == "Ilse Marant");
            let one = found.next().unwrap();
            assert!(found.next().is_none());
            (one.key, one.statements)
        };
        let (key, before) = marant(&ledger);
        let said = [("Ilse Marant", "said", "that the quarry of Elsen would shut")];
        let run = ledger.start_run(&start()).unwrap();
        let new = report("new", "Orrin Gazette", "2032-05-01", &said);
        ledger.take_in(run, &[new]).unwrap();
        assert_eq!(weave(&mut ledger).stories, 1);
        assert_eq!(marant(&ledger), (key, before + 1));
        assert_eq!(ledger.faults().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn keys_given_anew_lead_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_version(4, folder.path());
    let conn = Connection::open(&path).unwrap();
    let mut keys = conn.prepare("SELECT key, name FROM entity").unwrap();
    let keys = keys.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let keys: Vec<(String, String)> = keys.unwrap().map(Result::unwrap).collect();
    let ledger = Ledger::open(&path).unwrap();
    let mut moved = 0;
    for (key, name) in keys {
        let now = match ledger.entity(&key).unwrap().unwrap() {
            Found::Here(_) => key,
            Found::Moved(now) => {
                moved += 1;
                now
            }
        };
        assert_eq!(ledger.entity_name(&now).unwrap(), Some(name));
    }
    assert!(moved > 0);
}

#[test]
fn ledgers_brought_up_to_date_have_the_shape_of_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("new.ledger");
    Ledger::create(&new).unwrap();
    for version in [1, 2, 3, 4] {
        let old = of_version(version, folder.path());
        Ledger::open(&old).unwrap();
        assert_eq!(shape(&old), shape(&new), "{version}");
    }
}
