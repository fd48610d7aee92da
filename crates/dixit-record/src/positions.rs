//! What one speaker said on one matter, across stories.

use crate::corpus::Corpus;
use crate::entities::EntityJoin;
use crate::statements::Statements;
use dixit_model::{Date, Position, PositionEntry};
use std::collections::{BTreeMap, BTreeSet};

/// Statements whose terms agree less than this are on two matters.
const LEAST: f32 = 0.34;
/// A term that more of a speaker's statements have tells no matter.
const CROWD: usize = 200;
/// Terms lighter than this say nothing of a matter.
const TELLING: f32 = 2.0;

/// The positions in a record: at least two statements from different stories.
pub(crate) fn positions(corpus: &Corpus, statements: &Statements) -> Vec<Position> {
    let mut speakers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, statement) in statements.list.iter().enumerate() {
        if let Some(speaker) = statement.speaker
            && !statements.rows[number].iter().all(|row| row.relays)
        {
            speakers.entry(speaker).or_default().push(number);
        }
    }
    let mut positions = Vec::new();
    for (speaker, own) in speakers {
        let stories: BTreeSet<&str> = own
            .iter()
            .map(|&n| statements.list[n].story.as_str())
            .collect();
        if stories.len() < 2 {
            continue;
        }
        let terms: Vec<BTreeMap<u32, f32>> = own
            .iter()
            .map(|&number| terms(corpus, statements, number))
            .collect();
        for group in matters(statements, &own, &terms) {
            positions.push(position(corpus, statements, speaker, &own, &terms, &group));
        }
    }
    for (number, position) in positions.iter_mut().enumerate() {
        position.id = format!("p{}", number + 1);
    }
    positions
}

/// The telling terms of all wordings of a statement.
fn terms(corpus: &Corpus, statements: &Statements, number: usize) -> BTreeMap<u32, f32> {
    statements.rows[number]
        .iter()
        .flat_map(|row| &row.terms)
        .map(|token| (token.term, corpus.vocabulary.weight(token.term).min(6.0)))
        .filter(|&(_, weight)| weight >= TELLING)
        .collect()
}

/// Groups of statements (as indexes of `own`) on one matter.
fn matters(
    statements: &Statements,
    own: &[usize],
    terms: &[BTreeMap<u32, f32>],
) -> Vec<Vec<usize>> {
    let mut index: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, terms) in terms.iter().enumerate() {
        for &term in terms.keys() {
            index.entry(term).or_default().push(at);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for list in index.values().filter(|list| list.len() <= CROWD) {
        for (n, &a) in list.iter().enumerate() {
            for &b in &list[n + 1..] {
                if statements.list[own[a]].story != statements.list[own[b]].story {
                    pairs.insert((a, b));
                }
            }
        }
    }
    let mut sets = EntityJoin::new(own.len());
    for (a, b) in pairs {
        if agreement(&terms[a], &terms[b]) >= LEAST {
            sets.unite(a, b, "");
        }
    }
    let groups = sets.groups().into_iter().map(|(group, _)| group);
    groups.filter(|group| group.len() > 1).collect()
}

/// The weight of shared terms over that of the lighter statement, damped where
/// little is shared.
fn agreement(a: &BTreeMap<u32, f32>, b: &BTreeMap<u32, f32>) -> f32 {
    let sum = |terms: &BTreeMap<u32, f32>| terms.values().sum::<f32>();
    let shared: f32 = a
        .iter()
        .filter(|(t, _)| b.contains_key(t))
        .map(|(_, w)| w)
        .sum();
    let count = a.keys().filter(|t| b.contains_key(t)).count();
    let (low, high) = (sum(a).min(sum(b)), sum(a).max(sum(b)));
    if count < 2 || low == 0.0 {
        return 0.0;
    }
    shared / (low * high).sqrt()
}

fn position(
    corpus: &Corpus,
    statements: &Statements,
    speaker: usize,
    own: &[usize],
    terms: &[BTreeMap<u32, f32>],
    group: &[usize],
) -> Position {
    let mut entries: Vec<(Option<Date>, usize)> = group
        .iter()
        .map(|&at| {
            let statement = &statements.list[own[at]];
            let published = statement
                .members
                .iter()
                .filter_map(|m| corpus.readings[m.article].article.published.as_ref())
                .map(|p| p.value)
                .min();
            (
                statement.said_on.as_ref().map(|d| d.value).or(published),
                own[at],
            )
        })
        .collect();
    // What has no day comes last.
    entries.sort_by_key(|&(day, number)| (day.unwrap_or(Date::MAX), number));
    Position {
        id: String::new(),
        speaker,
        matter: matter(corpus, statements, own, terms, group),
        entries: entries
            .into_iter()
            .map(|(day, number)| PositionEntry {
                statement: statements.list[number].id.clone(),
                day,
            })
            .collect(),
    }
}

/// The words that most statements of a matter share, as the first has them.
fn matter(
    corpus: &Corpus,
    statements: &Statements,
    own: &[usize],
    terms: &[BTreeMap<u32, f32>],
    group: &[usize],
) -> String {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for &at in group {
        for &term in terms[at].keys() {
            *counts.entry(term).or_default() += 1;
        }
    }
    let mut shared: Vec<(usize, f32, u32)> = counts
        .into_iter()
        .filter(|&(_, count)| count > 1)
        .map(|(term, count)| (count, corpus.vocabulary.weight(term).min(6.0), term))
        .collect();
    shared.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    shared.truncate(4);
    let shared: BTreeSet<u32> = shared.into_iter().map(|(_, _, term)| term).collect();
    let mut words: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in group.iter().flat_map(|&at| &statements.rows[own[at]]) {
        let reading = &corpus.readings[row.reading];
        for &span in &reading.attributions[row.index].content {
            for word in corpus.words_of(row.reading, span) {
                if shared.contains(&word.term) && seen.insert(word.term) {
                    words.push(word.span.of(&reading.article.text));
                }
            }
        }
    }
    words.join(", ")
}
