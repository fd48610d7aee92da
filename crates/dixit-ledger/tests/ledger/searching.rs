//! What searches find, and in which order.

use crate::coverage::woven;
use dixit_ledger::{ErrorKind, Hits, Ledger, Order, Page, Query, StoryFilter};
use std::collections::BTreeSet;

fn search(ledger: &Ledger, query: &str) -> Hits {
    let query = Query::parse(query).expect(query);
    ledger.search(&query, &Page::first(20)).expect("hits")
}

fn speakers_of(hits: &Hits) -> Vec<&str> {
    let rows = hits.statements.iter();
    let mut names: Vec<&str> = rows
        .filter_map(|hit| hit.statement.speaker.as_ref())
        .map(|speaker| speaker.name.as_str())
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn words_find_statements_articles_and_speakers() {
    let desk = woven();
    let ledger = desk.reader();
    let hits = search(&ledger, "cleaning ramp");
    assert_eq!(speakers_of(&hits), ["Joren Haske"]);
    assert_eq!(hits.articles.len(), 2);
    let met = |parts: &[dixit_ledger::SnippetPart]| -> Vec<String> {
        let met = parts.iter().filter(|part| part.met);
        met.map(|part| part.text.clone()).collect()
    };
    assert_eq!(met(&hits.statements[0].snippet)[..2], ["ramps", "cleaned"]);
    assert_eq!(met(&hits.articles[0].snippet)[..2], ["ramps", "cleaned"]);
    let named = search(&ledger, "marant");
    assert_eq!(named.speakers[0].name, "Ilse Marant");
    assert_eq!(named.articles.len(), 3);
}

#[test]
fn common_words_are_met_and_others_rank() {
    let desk = woven();
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    conn.execute_batch(
        "UPDATE article SET title = 'The port' WHERE id = (SELECT min(id) FROM article
           WHERE text LIKE '%port%');
         INSERT INTO article_text (article_text) VALUES ('rebuild')",
    )
    .unwrap();
    let found = |hits: &Hits| -> BTreeSet<String> {
        let statements = hits.statements.iter().map(|hit| &hit.statement.key);
        let articles = hits.articles.iter().map(|hit| &hit.article.key);
        statements.chain(articles).cloned().collect()
    };
    for query in ["marant", "port", "port marant", "oil OR port", "port -oil"] {
        let usual = search(&desk.reader(), query);
        for common in 0..4 {
            let hits = search(&desk.reader().taking_for_common(common), query);
            assert_eq!(found(&hits), found(&usual), "{query} {common}");
        }
    }
    let hits = search(&desk.reader().taking_for_common(0), "oil OR port");
    let routes = hits.statements.iter().map(|hit| hit.statement.independent);
    let routes: Vec<usize> = routes.collect();
    assert!(routes.first() > routes.last(), "{routes:?}");
    assert!(routes.is_sorted_by(|a, b| a >= b), "{routes:?}");
    let hits = search(&desk.reader().taking_for_common(0), "port");
    let titles = hits.articles.iter().map(|hit| hit.article.title.as_deref());
    let titles: Vec<_> = titles.collect();
    assert!(
        titles.len() > 1 && titles[0] == Some("The port"),
        "{titles:?}"
    );
}

#[test]
fn every_field_narrows() {
    let desk = woven();
    let ledger = desk.reader();
    let found = |query: &str| search(&ledger, query).statements.len();
    let all = found("oil OR port OR orchestra");
    assert_eq!(all, 4);
    for (query, number) in [
        ("oil OR port speaker:marant", 1),
        ("oil speaker:marant", 0),
        ("oil OR port outlet:courier", 2),
        ("oil OR port outlet:\"harbour post\"", 2),
        ("oil OR port OR orchestra from:2031-05-01", 1),
        ("oil OR port OR orchestra until:2031-05-01", 3),
        ("oil OR port mode:direct", 0),
        ("oil OR port mode:indirect routes:1", 3),
        ("oil OR port routes:>=9", 0),
        ("oil -ramps", 1),
        ("\"oil spill\"", 1),
        ("\"spill oil\"", 0),
        ("oil said:2031-03-01..", 0),
        ("oil relay:radio", 0),
        ("oil to:veld", 0),
        ("oil channel:call", 0),
        ("speaker:haske", 1),
        ("-oil in:statements", 2),
    ] {
        assert_eq!(found(query), number, "{query}");
    }
    assert_eq!(search(&ledger, "oil in:statements").articles.len(), 0);
    assert_eq!(search(&ledger, "oil in:articles").statements.len(), 0);
    assert_eq!(
        search(&ledger, "oil in:articles speaker:veld")
            .articles
            .len(),
        1
    );
    assert_eq!(search(&ledger, "quist in:speakers").speakers.len(), 1);
    let key = search(&ledger, "orchestra").statements[0]
        .statement
        .story
        .clone();
    assert_eq!(found(&format!("oil OR orchestra story:{key}")), 1);
    let speaker = search(&ledger, "orchestra").statements[0]
        .statement
        .speaker
        .clone()
        .unwrap();
    assert_eq!(found(&format!("orchestra speaker:{}", speaker.key)), 1);
}

#[test]
fn searches_are_paged() {
    let desk = woven();
    let ledger = desk.reader();
    let query = Query::parse("oil OR port OR orchestra in:statements").unwrap();
    let mut keys = Vec::new();
    let mut page = Page::first(1);
    loop {
        let hits = ledger.search(&query, &page).unwrap();
        keys.extend(hits.statements.into_iter().map(|hit| hit.statement.key));
        match hits.next {
            Some(next) => page = Page::after(next, 1),
            None => break,
        }
    }
    let number = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!((number, keys.len()), (4, 4));
    let error = ledger.search(&query, &Page::after("x~9", 1)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cursor);
}

#[test]
fn nothing_typed_breaks_a_search() {
    let desk = woven();
    let ledger = desk.reader();
    for query in [
        "a\"",
        "NEAR(a b)",
        "a* ^b",
        "gist:oil",
        "(oil",
        "oil)",
        "a:b:c",
        "\u{0}x",
        "'; DROP",
    ] {
        if let Ok(query) = Query::parse(query) {
            ledger.search(&query, &Page::first(5)).expect("an answer");
        }
    }
}

#[test]
fn statements_are_paged_whole_in_every_order() {
    let desk = woven();
    // Some with a day, some without.
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    conn.execute(
        "UPDATE statement SET said_on = '2031-03-0' || id WHERE id % 2 = 0",
        [],
    )
    .unwrap();
    let ledger = desk.reader();
    for order in [Order::Weight, Order::Newest, Order::Oldest] {
        let query = Query::default().in_order(order);
        let whole = ledger.statements(&query, &Page::first(9)).unwrap().rows;
        let (mut paged, mut page) = (Vec::new(), Page::first(1));
        loop {
            let part = ledger.statements(&query, &page).unwrap();
            paged.extend(part.rows);
            match part.next {
                Some(next) => page = Page::after(next, 1),
                None => break,
            }
        }
        assert_eq!(paged, whole, "{order:?}");
    }
}

#[test]
fn little_and_much_are_listed_alike() {
    let desk = woven();
    // A relay, an addressee and an outlet of their own, which full text marks.
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    let quist = "SELECT id FROM entity WHERE name = 'Nela Quist'";
    conn.execute_batch(&format!(
        "INSERT INTO statement_text (statement_text, rowid, gist, wordings, marks)
           SELECT 'delete', id, gist, wordings, marks FROM statement_words;
         INSERT INTO relay SELECT id, 0, ({quist}) FROM attribution WHERE content LIKE '%ramps%';
         UPDATE statement SET addressee = ({quist}) WHERE gist LIKE '%port%';
         INSERT INTO statement_text (statement_text) VALUES ('rebuild')"
    ))
    .unwrap();
    assert_eq!(desk.ledger.faults().unwrap(), Vec::<String>::new());
    let little = desk.reader();
    let much = desk.reader().taking_for_few(0);
    let page = Page::first(9);
    for (query, number) in [
        ("speaker:marant", 1),
        ("speaker:\"Ilse Marant\" speaker:veld", 2),
        ("relay:quist", 1),
        ("to:\"Nela Quist\"", 1),
        ("outlet:courier", 2),
        ("outlet:courier speaker:veld", 1),
        ("oil outlet:courier", 1),
        ("relay:quist outlet:courier", 0),
        ("speaker:nobody", 0),
        ("from:2031-06-01", 1),
        ("until:2031-06-01", 3),
        ("-oil", 2),
    ] {
        for order in [Order::Weight, Order::Newest, Order::Oldest] {
            let asked = Query::parse(query).expect(query).in_order(order);
            let found = little.statements(&asked, &page).unwrap();
            assert_eq!(found.rows.len(), number, "{query} {order:?}");
            assert_eq!(much.statements(&asked, &page).unwrap(), found, "{query}");
        }
    }
    let marant = little.speakers(&page).unwrap().rows[0].key.clone();
    for (outlet, speaker, words, number) in [
        (Some("Orrin Gazette"), None, None, 2),
        (None, Some(marant.as_str()), None, 1),
        (None, None, Some("orchestra conductor"), 1),
        (Some("Vastad Courier"), None, Some("orchestra"), 0),
    ] {
        let filter = StoryFilter {
            outlet: outlet.map(str::to_owned),
            speaker: speaker.map(str::to_owned),
            words: words.map(str::to_owned),
            ..StoryFilter::default()
        };
        let found = little.stories(&filter, &page).unwrap();
        assert_eq!(found.rows.len(), number, "{filter:?}");
        assert_eq!(much.stories(&filter, &page).unwrap(), found, "{filter:?}");
    }
    for words in ["marant", "veld", "nobody"] {
        let asked = Query::parse(words).unwrap();
        let found = little.search(&asked, &page).unwrap();
        assert_eq!(much.search(&asked, &page).unwrap(), found, "{words}");
    }
}
