//! How likely two rows are one statement.

use super::row::{Row, Token};
use crate::corpus::Corpus;
use crate::words::Vocabulary;
use std::collections::BTreeMap;

/// What each term says inside one story: a term that most rows have tells
/// them apart no more, however rare it is elsewhere.
pub(crate) struct StoryWeights {
    weights: BTreeMap<u32, f32>,
}

/// Terms lighter than this are grammar.
const GRAMMAR: f32 = 1.1;
/// Word vectors closer than this make synonyms.
const SYNONYM: f32 = 0.4;

impl StoryWeights {
    pub(crate) fn of(rows: &[Row], vocabulary: &Vocabulary) -> Self {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for token in rows.iter().flat_map(|row| &row.terms) {
            *counts.entry(token.term).or_default() += 1;
        }
        let all = rows.len().max(1) as f32;
        let weights = counts
            .into_iter()
            .map(|(term, count)| {
                let weight = vocabulary.weight(term);
                let share = count as f32 / all;
                let weight = if weight < GRAMMAR {
                    0.0
                } else {
                    weight.min(6.0) * (1.0 - share).max(0.3)
                };
                (term, weight)
            })
            .collect();
        StoryWeights { weights }
    }

    fn weight(&self, term: u32) -> f32 {
        self.weights.get(&term).copied().unwrap_or(0.0)
    }

    /// The terms by which a row is found.
    pub(crate) fn telling(&self, row: &Row) -> Vec<u32> {
        let mut terms: Vec<u32> = row.terms.iter().map(|t| t.term).collect();
        terms.sort_by(|&a, &b| self.weight(b).total_cmp(&self.weight(a)).then(a.cmp(&b)));
        terms.truncate(6);
        terms
    }
}

/// The likeness of two rows, from 0 to 1.
pub(crate) fn likeness(a: &Row, b: &Row, weights: &StoryWeights, corpus: &Corpus) -> f32 {
    let (cover_a, mass_a) = cover(&a.terms, &b.terms, weights, &corpus.vocabulary);
    let (cover_b, mass_b) = cover(&b.terms, &a.terms, weights, &corpus.vocabulary);
    if mass_a == 0.0 || mass_b == 0.0 {
        return 0.0;
    }
    let (low, high) = (cover_a.min(cover_b), cover_a.max(cover_b));
    // One wording may leave much out, so what the shorter has counts most; but
    // a word or two prove little.
    let proof = (mass_a.min(mass_b) / 8.0).min(1.0);
    let mut content = (0.45 * low + 0.55 * high) * (0.6 + 0.4 * proof);
    if shares_quote(a, b, weights) {
        content += 0.35;
    }
    // One occasion makes one statement only of what is alike in content.
    let context = context(a, b);
    let context = if context > 0.0 {
        context * (content / 0.5).min(1.0)
    } else {
        context
    };
    (content + context).clamp(0.0, 1.0)
}

/// What speaks for one occasion, and what against it.
fn context(a: &Row, b: &Row) -> f32 {
    let same = |x: bool| if x { 1.0 } else { 0.0 };
    let mut context = 0.0;
    if let (Some(x), Some(y)) = (a.day, b.day) {
        context += if x == y { 0.05 } else { -0.3 };
    }
    if let (Some(x), Some(y)) = (a.to, b.to) {
        context += 0.15 * same(x == y) - 0.1 * same(x != y);
    }
    if let (Some(x), Some(y)) = (&a.channel, &b.channel) {
        let alike = x == y || x.ends_with(y.as_str()) || y.ends_with(x.as_str());
        context += 0.1 * same(alike) - 0.05 * same(!alike);
    }
    // The same first relay with different ones behind it tells of two
    // occasions; different first relays may tell of one.
    if !a.via.is_empty() && a.via.first() == b.via.first() {
        context += 0.1 * same(a.via == b.via) - 0.3 * same(a.via != b.via);
    }
    if a.negated != b.negated {
        context -= 0.2;
    }
    if !a.numbers.is_empty() && !b.numbers.is_empty() {
        let shared = a.numbers.iter().any(|n| b.numbers.binary_search(n).is_ok());
        context -= 0.15 * same(!shared);
    }
    if a.relays != b.relays {
        context -= 0.1;
    }
    if a.reading == b.reading {
        context -= 0.05;
    }
    context
}

/// How much of one content's weight the other has, and that weight.
fn cover(
    some: &[Token],
    others: &[Token],
    weights: &StoryWeights,
    vocabulary: &Vocabulary,
) -> (f32, f32) {
    let (mut covered, mut mass) = (0.0, 0.0);
    for token in some {
        let weight = weights.weight(token.term);
        if weight == 0.0 {
            continue;
        }
        mass += weight;
        let found = others.binary_search_by_key(&token.term, |o| o.term).is_ok();
        let share = if found {
            1.0
        } else if token.name {
            0.0
        } else {
            others
                .iter()
                .filter(|o| !o.name && weights.weight(o.term) > 0.0)
                .map(|o| vocabulary.likeness(token.term, o.term))
                .fold(0.0, f32::max)
        };
        if share >= SYNONYM {
            covered += weight * share.max(0.6);
        }
    }
    if mass == 0.0 {
        return (0.0, 0.0);
    }
    (covered / mass, mass)
}

/// Whether both quote the same words: at least two in a row of some weight.
fn shares_quote(a: &Row, b: &Row, weights: &StoryWeights) -> bool {
    const WEIGHT: f32 = 6.0;
    a.quotes.iter().any(|x| {
        b.quotes.iter().any(|y| {
            x.iter().enumerate().any(|(i, _)| {
                y.iter().enumerate().any(|(j, _)| {
                    let run: Vec<u32> = x[i..]
                        .iter()
                        .zip(&y[j..])
                        .take_while(|(s, t)| s == t)
                        .map(|(s, _)| *s)
                        .collect();
                    run.len() >= 2 && run.iter().map(|&t| weights.weight(t)).sum::<f32>() >= WEIGHT
                })
            })
        })
    })
}
