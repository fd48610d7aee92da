//! Which names mean one person, body, state or place, and which do not: tables
//! of pairs (invented and of public figures), each run through the whole record
//! step.

use dixit_model::{Article, Entity, EntityKind, Reading, Record};
use dixit_record::{Coverage, Guidance};

const VARIANTS: &str = include_str!("data/variants.tsv");
const NAMESAKES: &str = include_str!("data/namesakes.tsv");
/// Pairs of the tables that are told wrongly, as lines of theirs.
const NOT_MET: &str = include_str!("data/not-met.tsv");

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

fn not_met() -> Vec<Vec<&'static str>> {
    rows(NOT_MET).collect()
}

fn kind(word: &str) -> EntityKind {
    match word {
        "person" => EntityKind::Person,
        "organisation" => EntityKind::Organisation,
        "state" => EntityKind::State,
        "place" => EntityKind::Place,
        _ => panic!("no kind: {word}"),
    }
}

fn reading(id: &str, kind: EntityKind, name: &str) -> Reading {
    Reading {
        article: Article::plain(id, format!("{name} spoke.")),
        sentences: Vec::new(),
        attributions: Vec::new(),
        entities: vec![Entity {
            name: name.to_owned(),
            kind,
            names: vec![name.to_owned()],
            roles: Vec::new(),
            mentions: Vec::new(),
        }],
        names: Vec::new(),
        times: Vec::new(),
    }
}

fn tell(readings: Vec<Reading>) -> Record {
    let alike = Vec::new();
    dixit_record::tell(
        Coverage { readings, alike },
        &Guidance::default(),
        &|_, _| {},
    )
}

fn in_one_story(kind: EntityKind, a: &str, b: &str) -> bool {
    let told = tell(vec![reading("a", kind, a), reading("b", kind, b)]);
    dixit_record::join(vec![told]).entities.len() == 1
}

fn across_stories(kind: EntityKind, a: &str, b: &str) -> bool {
    let told = vec![
        tell(vec![reading("a", kind, a)]),
        tell(vec![reading("b", kind, b)]),
    ];
    dixit_record::join(told).entities.len() == 1
}

#[test]
fn the_tables_are_as_long_as_they_have_to_be() {
    assert!(rows(VARIANTS).count() >= 200);
    assert!(rows(NAMESAKES).count() >= 100);
}

#[test]
fn names_of_one_are_one() {
    let known = not_met();
    let mut wrong = Vec::new();
    for row in rows(VARIANTS) {
        let [scope, kind_of, a, b] = row[..] else {
            panic!("{row:?}")
        };
        let one = in_one_story(kind(kind_of), a, b)
            && (scope == "story" || across_stories(kind(kind_of), a, b));
        if one == known.contains(&row) {
            wrong.push(row.join("\t"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn namesakes_are_two() {
    let known = not_met();
    let mut wrong = Vec::new();
    for row in rows(NAMESAKES) {
        let [kind_of, a, b] = row[..] else {
            panic!("{row:?}")
        };
        let one = in_one_story(kind(kind_of), a, b) || across_stories(kind(kind_of), a, b);
        if one != known.contains(&row) {
            wrong.push(row.join("\t"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_is_not_met_is_counted() {
    assert_eq!(not_met().len(), 7, "rows of not-met.tsv");
}
