//! How likely two rows are one statement.

use super::row::{Row, Token};
use super::sense::is_entity;
use crate::corpus::Corpus;
use crate::entities::same_name;
use crate::words::Vocabulary;
use dixit_model::Mode;
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
/// What an entity weighs, however rare its name.
const NAMED: f32 = 3.5;
/// What a cue weighs beside a content.
const CUE: f32 = 0.6;

impl StoryWeights {
    pub(crate) fn of(rows: &[Row], vocabulary: &Vocabulary) -> Self {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for token in rows.iter().flat_map(|row| row.sense.iter().chain(&row.cue)) {
            *counts.entry(token.term).or_default() += 1;
        }
        let all = rows.len().max(1) as f32;
        let weights = counts
            .into_iter()
            .map(|(term, count)| {
                let weight = if is_entity(term) {
                    NAMED
                } else {
                    vocabulary.weight(term)
                };
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

    /// Writes on every token what it weighs: pairs of rows ask for it often.
    pub(crate) fn put_on(&self, rows: &mut [Row]) {
        let tokens = rows
            .iter_mut()
            .flat_map(|row| row.sense.iter_mut().chain(&mut row.cue));
        for token in tokens {
            token.weight = self.weight(token.term);
        }
    }

    fn weight(&self, term: u32) -> f32 {
        self.weights.get(&term).copied().unwrap_or(0.0)
    }

    /// The terms by which a row is found.
    pub(crate) fn telling(&self, row: &Row) -> Vec<u32> {
        let mut tokens: Vec<&Token> = row.sense.iter().collect();
        tokens.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        tokens.truncate(6);
        tokens.into_iter().map(|token| token.term).collect()
    }
}

/// The likeness of two rows, from 0 to 1.
pub(crate) fn likeness(a: &Row, b: &Row, weights: &StoryWeights, corpus: &Corpus) -> f32 {
    let (cover_a, mass_a) = cover(a, b, &corpus.vocabulary);
    let (cover_b, mass_b) = cover(b, a, &corpus.vocabulary);
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
    // What is said of a thing is in the cue; without one in common, two noun
    // phrases on it are not yet one proposition.
    if (a.bare || b.bare) && !cues_agree(a, b, &corpus.vocabulary) {
        content *= if a.bare && b.bare { 0.4 } else { 0.7 };
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
        // Who quotes twice in a row quotes two sentences.
        let both = a.mode == Mode::Direct && b.mode == Mode::Direct;
        context -= if both { 0.3 } else { 0.1 };
    }
    if a.loose != b.loose {
        context -= 0.1;
    }
    context
}

/// How much of one row's weight the other has, and that weight. A cue may find
/// its like in the other's content, and the other way round; the cue of a
/// clause need not.
fn cover(some: &Row, other: &Row, vocabulary: &Vocabulary) -> (f32, f32) {
    let (mut covered, mut mass) = (0.0, 0.0);
    let cues = some.cue.iter().filter(|_| some.bare).map(|t| (t, CUE));
    for (token, factor) in some.sense.iter().map(|t| (t, 1.0)).chain(cues) {
        let weight = token.weight * factor;
        if weight == 0.0 {
            continue;
        }
        mass += weight;
        let found = |tokens: &[Token]| tokens.binary_search_by_key(&token.term, |o| o.term).is_ok();
        let share = if found(&other.sense) || found(&other.cue) {
            1.0
        } else if is_entity(token.term) {
            0.0
        } else {
            other
                .sense
                .iter()
                .chain(&other.cue)
                .filter(|o| o.weight > 0.0 && !is_entity(o.term))
                .map(|o| like(token, o, vocabulary))
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

/// The likeness of two different words; names are alike by sound only.
fn like(a: &Token, b: &Token, vocabulary: &Vocabulary) -> f32 {
    if a.name || b.name {
        let same = same_name(vocabulary.stem(a.term), vocabulary.stem(b.term));
        return if same { 1.0 } else { 0.0 };
    }
    vocabulary.likeness(a.term, b.term)
}

/// Whether two cues say the same of their contents, or one's is in the other's
/// content.
fn cues_agree(a: &Row, b: &Row, vocabulary: &Vocabulary) -> bool {
    if a.cue.is_empty() && b.cue.is_empty() {
        return true;
    }
    let meets = |cue: &[Token], other: &Row| {
        cue.iter().any(|c| {
            let all = other.cue.iter().chain(&other.sense);
            all.filter(|o| !is_entity(o.term))
                .any(|o| o.term == c.term || vocabulary.likeness(c.term, o.term) >= SYNONYM)
        })
    };
    meets(&a.cue, b) || meets(&b.cue, a)
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
