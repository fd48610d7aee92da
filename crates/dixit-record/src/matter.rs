//! When two statements of one speaker are on one matter.
//!
//! A function of the two alone, so that positions grow with a record without
//! being made anew.

use crate::words::Vocabulary;
use dixit_model::{Span, Statement};
use std::collections::BTreeMap;

/// Statements that agree less than this are on two matters.
pub const LEAST: f32 = 0.34;
/// Terms lighter than this say nothing of a matter.
const TELLING: f32 = 2.0;
/// Heaviest terms of a statement, by which it is found.
const KEYS: usize = 8;

/// What a statement is about: terms with their weights, the same in every run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matter(BTreeMap<u32, f32>);

impl Matter {
    /// The telling terms of all wordings of a statement.
    pub fn of(statement: &Statement) -> Matter {
        let mut vocabulary = Vocabulary::new();
        let mut terms = BTreeMap::new();
        for wording in &statement.wordings {
            let whole = Span::new(0, wording.text.len());
            for word in vocabulary.words_in(&wording.text, whole) {
                let weight = vocabulary.weight(word.term).min(6.0);
                if weight >= TELLING {
                    terms.insert(vocabulary.hash(word.term), weight);
                }
            }
        }
        Matter(terms)
    }

    /// The matter as bytes: pairs of a term and its weight, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let pairs = self.0.iter();
        let bytes = pairs.map(|(term, weight)| [term.to_le_bytes(), weight.to_le_bytes()]);
        bytes.flatten().flatten().collect()
    }

    /// The matter that [`Matter::to_bytes`] made; what is left over is nothing.
    pub fn from_bytes(bytes: &[u8]) -> Matter {
        let (numbers, _) = bytes.as_chunks::<4>();
        let (pairs, _) = numbers.as_chunks::<2>();
        let pairs = pairs
            .iter()
            .map(|&[term, weight]| (u32::from_le_bytes(term), f32::from_le_bytes(weight)));
        Matter(pairs.collect())
    }

    /// Whether nothing telling was said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The heaviest terms; two statements on one matter share one of them.
    pub fn keys(&self) -> Vec<u32> {
        let mut keys: Vec<(u32, f32)> = self.0.iter().map(|(&t, &w)| (t, w)).collect();
        keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        keys.truncate(KEYS);
        keys.into_iter().map(|(term, _)| term).collect()
    }

    /// The weight of shared terms over that of both statements, from 0 to 1;
    /// 0 where a single term is shared, or none of the heaviest.
    pub fn agreement(&self, other: &Matter) -> f32 {
        let sum = |matter: &Matter| matter.0.values().sum::<f32>();
        let shared: Vec<f32> = self
            .0
            .iter()
            .filter(|(term, _)| other.0.contains_key(term))
            .map(|(_, &weight)| weight)
            .collect();
        let keys = other.keys();
        if shared.len() < 2 || !self.keys().iter().any(|key| keys.contains(key)) {
            return 0.0;
        }
        shared.iter().sum::<f32>() / (sum(self) * sum(other)).sqrt()
    }
}

/// The matter of some statements in a few words: those that most of them
/// share, as the first has them.
pub fn title(statements: &[&Statement]) -> String {
    let mut vocabulary = Vocabulary::new();
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let mut words: Vec<(u32, &str)> = Vec::new();
    for statement in statements {
        let mut own = BTreeMap::new();
        for wording in &statement.wordings {
            let whole = Span::new(0, wording.text.len());
            for word in vocabulary.words_in(&wording.text, whole) {
                own.entry(word.term).or_insert(word.span.of(&wording.text));
                words.push((word.term, word.span.of(&wording.text)));
            }
        }
        for term in own.into_keys() {
            *counts.entry(term).or_default() += 1;
        }
    }
    let mut shared: Vec<(usize, f32, u32)> = counts
        .into_iter()
        .map(|(term, count)| (count, vocabulary.weight(term).min(6.0), term))
        .filter(|&(count, weight, _)| count > 1 && weight >= TELLING)
        .collect();
    // Terms count in order of appearance, which equals keep.
    shared.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    shared.truncate(4);
    let mut title: Vec<(u32, &str)> = Vec::new();
    for (term, word) in words {
        let wanted = shared.iter().any(|&(_, _, shared)| shared == term);
        if wanted && !title.iter().any(|&(known, _)| known == term) {
            title.push((term, word));
        }
    }
    let title: Vec<&str> = title.into_iter().map(|(_, word)| word).collect();
    title.join(", ")
}
