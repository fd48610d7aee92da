//! Ledgers of earlier versions, made by the program of their time.

use crate::coverage::weave;
use dixit_ledger::{Known, Ledger, Page, Query, StoryFilter};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// A copy of a ledger of version 1, made from `examples/strait`.
fn version_1(folder: &Path) -> PathBuf {
    let path = folder.join("strait.ledger");
    let fixture = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/strait-1.ledger"
    );
    std::fs::copy(fixture, &path).unwrap();
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
    let path = version_1(folder.path());
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
fn a_ledger_brought_up_to_date_has_the_shape_of_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let old = version_1(folder.path());
    Ledger::open(&old).unwrap();
    let new = folder.path().join("new.ledger");
    Ledger::create(&new).unwrap();
    assert_eq!(shape(&old), shape(&new));
}
