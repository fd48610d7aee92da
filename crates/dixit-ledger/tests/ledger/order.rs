//! The order of adding leaves no trace.

use crate::coverage::{Desk, faults, report, weave};
use dixit_ledger::Taken;
use rusqlite::Connection;
use std::path::Path;

/// A happening over two days, one like it three months later, a third without a
/// day, and people who share surnames and initials.
fn coverage() -> Vec<Taken> {
    let reopen = "that the port of Vastad would reopen to ferries within a week";
    let spill = "that the oil spill in Vastad harbour had been contained by the port authority";
    let again = "that the port of Vastad would reopen to ferries within a month";
    [
        (
            "one",
            "The Harbour Post",
            "2031-03-07",
            vec![("Ilse Marant", reopen), ("J. Veld", spill)],
        ),
        (
            "two",
            "Vastad Courier",
            "2031-03-07",
            vec![("Ilse Marant", reopen), ("Joren Veld", spill)],
        ),
        (
            "three",
            "Orrin Gazette",
            "2031-03-08",
            vec![("Ilze Marant", reopen), ("Jana Veld", spill)],
        ),
        (
            "four",
            "Night Wire",
            "2031-03-08",
            vec![("Marant", reopen), ("Veld", spill)],
        ),
        (
            "five",
            "Vastad Courier",
            "2031-06-20",
            vec![("Ilse Marant", again), ("Joren Veld", spill)],
        ),
        (
            "six",
            "Orrin Gazette",
            "2031-06-21",
            vec![("Ilse Marant", again)],
        ),
        (
            "seven",
            "Orrin Gazette",
            "2031-06-21",
            vec![(
                "Nela Quist",
                "that the orchestra of Orrin would play without a conductor",
            )],
        ),
        (
            "eight",
            "Night Wire",
            "2031-06-21",
            vec![("Ilze Marant", again), ("Jana Veld", spill)],
        ),
    ]
    .into_iter()
    .map(|(id, outlet, day, said)| {
        let said: Vec<_> = said
            .into_iter()
            .map(|(who, what)| (who, "said", what))
            .collect();
        let mut taken = report(id, outlet, day, &said);
        if id == "six" {
            taken.reading.article.published = None;
        }
        taken
    })
    .chain(versions())
    .collect()
}

/// Three versions of one article, of which the second tells another happening;
/// the last by its day is not the last in the list.
fn versions() -> Vec<Taken> {
    let reopen = "that the port of Vastad would reopen to ferries within a week";
    let music = "that the orchestra of Orrin would play without a conductor in autumn";
    let later = "that the port of Vastad would stay shut to ferries for a week";
    [
        ("2031-03-08", "10:00", later),
        ("2031-03-08", "09:00", music),
        ("2031-03-07", "23:00", reopen),
    ]
    .into_iter()
    .map(|(day, time, content)| {
        let said = [
            ("Ilse Marant", "said", content),
            ("Joren Veld", "added", reopen),
        ];
        let mut taken = report("nine", "Evening Wire", day, &said);
        taken.reading.article.url = Some("https://evening.example/port?utm_source=x".to_owned());
        taken.seen = Some(format!("{day}T{time}:00Z"));
        taken
    })
    .collect()
}

/// Everything that a ledger tells, by keys and in a fixed order; row numbers
/// left out.
fn picture(path: &Path) -> Vec<String> {
    let conn = Connection::open(path).unwrap();
    [
        "SELECT s.key, s.title, s.first, s.last, s.articles, s.outlets, s.statements,
           s.independent FROM story s",
        "SELECT s.key, a.key, a.published, m.why FROM membership m JOIN story s ON s.id = m.story
           JOIN article a ON a.id = m.article",
        "SELECT q.key, s.key, q.place, e.key, q.gist, q.independent, q.articles, q.modes,
           q.explanation FROM statement q JOIN story s ON s.id = q.story
           LEFT JOIN entity e ON e.id = q.speaker",
        "SELECT a.key, t.name, q.key, e.key FROM attribution t JOIN article a ON a.id = t.article
           LEFT JOIN statement q ON q.id = t.statement LEFT JOIN entity e ON e.id = t.speaker",
        "SELECT key, identity, kind, name, statements, articles FROM entity",
        "SELECT e.key, n.name, n.uses FROM entity_name n JOIN entity e ON e.id = n.entity",
        "SELECT f.block, f.text, f.uses, e.key FROM form f LEFT JOIN entity e ON e.id = f.entity",
        "SELECT min(a.key, b.key), max(a.key, b.key), round(l.agreement, 4) FROM position_link l
           JOIN statement a ON a.id = l.a JOIN statement b ON b.id = l.b",
        "SELECT a.key, a.title, a.text, a.rank, a.address, a.seen FROM article a",
        "SELECT a.key, v.title, v.text, v.rank, v.next FROM version v
           JOIN article a ON a.id = v.article",
        "SELECT a.key, b.key FROM earlier e JOIN story a ON a.id = e.story
           JOIN story b ON b.id = e.earlier",
        "SELECT a.key, b.key, c.words FROM copied c JOIN article a ON a.id = c.article
           JOIN article b ON b.id = c.original",
        "SELECT outlet, original, times FROM borrowing",
        "SELECT name, value FROM meta WHERE name <> 'revision'",
    ]
    .into_iter()
    .flat_map(|sql| {
        let rows = rows(&conn, sql);
        assert!(!rows.is_empty(), "nothing to compare: {sql}");
        rows
    })
    .collect()
}

fn rows(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let cells: Vec<String> = (0..columns)
            .map(|column| format!("{:?}", row.get_ref(column).unwrap()))
            .collect();
        Ok(cells.join(" "))
    });
    let mut rows: Vec<String> = rows.unwrap().map(Result::unwrap).collect();
    rows.sort();
    rows
}

fn woven_in(batches: &[Vec<Taken>]) -> Vec<String> {
    let mut desk = Desk::new();
    for batch in batches {
        desk.ledger.take_in(desk.run, batch).unwrap();
        weave(&mut desk.ledger);
    }
    assert_eq!(faults(&desk.path()), Vec::<String>::new());
    picture(&desk.path())
}

#[test]
fn one_by_one_or_at_once_in_any_order_ends_in_the_same_record() {
    let all = coverage();
    let expected = woven_in(std::slice::from_ref(&all));
    let mut orders: Vec<Vec<usize>> = (0..all.len())
        .map(|turn| {
            (0..all.len())
                .map(|at| (at * 5 + turn * 3) % all.len())
                .collect()
        })
        .collect();
    orders.push((0..all.len()).rev().collect());
    for order in orders {
        for size in [1, 3] {
            let batches: Vec<Vec<Taken>> = order
                .chunks(size)
                .map(|chunk| chunk.iter().map(|&at| all[at].clone()).collect())
                .collect();
            let found = woven_in(&batches);
            for (a, b) in found.iter().zip(&expected) {
                assert_eq!(a, b, "{order:?} by {size}");
            }
            assert_eq!(found.len(), expected.len(), "{order:?} by {size}");
        }
    }
}
