//! Attributions to statements: one speaker saying one thing on one occasion.
//!
//! Rows of one story meet if their speakers are one, or tied (a spokesman and
//! the body he speaks for); how alike they are is judged by [`likeness`], and
//! average linking joins them.

pub(crate) mod likeness;
mod owners;
mod present;
mod row;
mod sense;
mod ties;

use crate::corpus::Corpus;
use crate::entities::Entities;
use crate::stories::linking;
use crate::tell::Guidance;
use dixit_model::{Copy, Statement};
use likeness::StoryWeights;
pub(crate) use present::{capital, listed, number, outlet_name, tells};
pub(crate) use row::Row;
use sense::Senses;
use std::collections::BTreeMap;
use ties::Ties;

/// Rows whose mean likeness is below this are two statements.
const LEAST: f32 = 0.36;
/// What is left of a likeness where one row's speaker is not named.
const OPEN: f32 = 0.6;
/// Up to this many rows of one speaker in one story are compared each with
/// each; more meet only over a telling word.
const FEW: usize = 120;

/// The statements of a record, and the row behind each of their members.
pub(crate) struct Statements {
    pub(crate) list: Vec<Statement>,
    /// By statement: its rows, in the order of its members.
    pub(crate) rows: Vec<Vec<Row>>,
}

/// The statements of a story, in order of weight.
pub(crate) fn statements(
    corpus: &mut Corpus,
    entities: &Entities,
    copies: &[Copy],
    guidance: &Guidance,
) -> Statements {
    let ties = Ties::of(corpus, entities);
    let senses = Senses::of(entities, &ties);
    let mut rows = row::rows(corpus, entities, &senses);
    let weights = StoryWeights::of(&rows, &corpus.vocabulary);
    weights.put_on(&mut rows);
    let pairs: Vec<(usize, usize, f32)> = pairs(&rows, entities, &ties, &weights)
        .into_iter()
        .map(|((a, b), bond)| {
            let likeness = likeness::likeness(&rows[a], &rows[b], &weights, corpus);
            (a, b, bond.damp(likeness))
        })
        .collect();
    let constraints = guidance.constraints(|(article, attribution)| {
        rows.iter().position(|row| {
            corpus.readings[row.reading].article.id == *article && row.id == *attribution
        })
    });
    let mut found: Vec<(Statement, Vec<Row>)> =
        linking::average(rows.len(), &pairs, LEAST, &constraints)
            .into_iter()
            .map(|group| {
                let members: Vec<Row> = group.iter().map(|&row| rows[row].clone()).collect();
                let statement = present::statement(corpus, entities, copies, guidance, &members);
                (statement, members)
            })
            .collect();
    found.sort_by_cached_key(|(statement, members)| present::rank(corpus, statement, members));
    let mut statements = Statements {
        list: Vec::new(),
        rows: Vec::new(),
    };
    for (mut statement, members) in found {
        statement.id = format!("st{}", statements.list.len() + 1);
        statements.list.push(statement);
        statements.rows.push(members);
    }
    statements
}

/// How two rows' speakers go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// They are one.
    Same,
    /// One speaks for the other.
    Tied,
    /// One account names nobody, or only describes whom the other may name:
    /// *an official*, *rebel commanders*.
    Open,
}

impl Bond {
    /// What is left of two rows' likeness under it: the less is known of the
    /// speakers, the more the words must tell.
    fn damp(self, likeness: f32) -> f32 {
        match self {
            Bond::Same => likeness,
            Bond::Tied => likeness * 0.9,
            Bond::Open => likeness * OPEN,
        }
    }
}

/// Pairs of rows that may be one statement, and how their speakers go together.
fn pairs(
    rows: &[Row],
    entities: &Entities,
    ties: &Ties,
    weights: &StoryWeights,
) -> BTreeMap<(usize, usize), Bond> {
    let mut speakers: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        speakers.entry(row.speaker).or_default().push(number);
    }
    let mut pairs = BTreeMap::new();
    for (&speaker, own) in &speakers {
        meet(rows, own, own, Bond::Same, weights, &mut pairs);
        let Some(speaker) = speaker else { continue };
        for other in ties.of_entity(speaker).filter(|&other| other > speaker) {
            if let Some(theirs) = speakers.get(&Some(other)) {
                meet(rows, own, theirs, Bond::Tied, weights, &mut pairs);
            }
        }
    }
    let is_open = |row: &Row| {
        row.speaker
            .is_none_or(|speaker| entities.is_described(speaker))
    };
    let open: Vec<usize> = (0..rows.len()).filter(|&row| is_open(&rows[row])).collect();
    let all: Vec<usize> = (0..rows.len()).collect();
    meet(rows, &open, &all, Bond::Open, weights, &mut pairs);
    pairs
}

fn meet(
    rows: &[Row],
    some: &[usize],
    others: &[usize],
    bond: Bond,
    weights: &StoryWeights,
    pairs: &mut BTreeMap<(usize, usize), Bond>,
) {
    let mut put = |a: usize, b: usize| {
        let apart = !rows[a].encloses(&rows[b]) && !rows[b].encloses(&rows[a]);
        // Inside one article whoever is named and whoever is not are two.
        let elsewhere = bond != Bond::Open || rows[a].reading != rows[b].reading;
        if a != b && apart && elsewhere {
            pairs.entry((a.min(b), a.max(b))).or_insert(bond);
        }
    };
    if some.len().max(others.len()) <= FEW {
        for &a in some {
            for &b in others {
                put(a, b);
            }
        }
        return;
    }
    let mut index: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for &b in others {
        for term in weights.telling(&rows[b]) {
            index.entry(term).or_default().push(b);
        }
    }
    for &a in some {
        for term in weights.telling(&rows[a]) {
            for &b in index.get(&term).into_iter().flatten().take(FEW) {
                put(a, b);
            }
        }
    }
}
