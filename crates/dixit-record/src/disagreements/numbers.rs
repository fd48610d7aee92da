//! Numbers about the same thing that differ.
//!
//! A number counts the noun after it; two accounts count the same thing if the
//! words around their numbers agree well beyond that noun.

use crate::corpus::Corpus;
use dixit_model::{Disagreement, DisagreementKind, Passage, Side, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Words to either side that tell what is counted.
const AROUND: usize = 9;
/// How much of the lighter surroundings must agree.
const ALIKE: f32 = 0.5;

/// A number with what it counts.
struct Count {
    article: usize,
    value: String,
    noun: u32,
    around: BTreeMap<u32, f32>,
    span: Span,
}

/// The counts on which the articles of a story differ.
pub(crate) fn numbers(corpus: &Corpus, articles: &[usize]) -> Vec<Disagreement> {
    let mut nouns: BTreeMap<u32, Vec<Count>> = BTreeMap::new();
    for &article in articles {
        for count in counts(corpus, article) {
            nouns.entry(count.noun).or_default().push(count);
        }
    }
    let mut list = Vec::new();
    for counts in nouns.into_values().filter(|c| c.len() < 60) {
        let mut used = BTreeSet::new();
        for (at, first) in counts.iter().enumerate() {
            if used.contains(&at) {
                continue;
            }
            let mut group = vec![first];
            for (other_at, other) in counts.iter().enumerate().skip(at + 1) {
                let elsewhere = other.article != first.article;
                if elsewhere && alike(first, other) >= ALIKE && used.insert(other_at) {
                    group.push(other);
                }
            }
            let values: BTreeSet<&str> = group.iter().map(|c| c.value.as_str()).collect();
            // An article that gives both numbers counts two things.
            if values.len() > 1 && !both_in_one(&counts, &values) {
                list.push(disagreement(corpus, &group));
            }
        }
    }
    list
}

fn both_in_one(counts: &[Count], values: &BTreeSet<&str>) -> bool {
    let mut by_article: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for count in counts.iter().filter(|c| values.contains(c.value.as_str())) {
        by_article
            .entry(count.article)
            .or_default()
            .insert(&count.value);
    }
    by_article.values().any(|values| values.len() > 1)
}

fn counts(corpus: &Corpus, article: usize) -> Vec<Count> {
    let text = &corpus.readings[article].article.text;
    let words = &corpus.words[article];
    let vocabulary = &corpus.vocabulary;
    let mut counts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(value) = value(vocabulary.stem(word.term), word.span.of(text)) else {
            continue;
        };
        // `8 million Ukrainians`, `eight people`: the first word of weight.
        let noun = words[at + 1..words.len().min(at + 3)].iter().find(|w| {
            w.span.of(text).starts_with(char::is_lowercase) && vocabulary.weight(w.term) > 1.2
        });
        let Some(noun) = noun else { continue };
        let next = &words[at + 1];
        let close = text[word.span.end..next.span.start]
            .chars()
            .all(char::is_whitespace);
        if !close {
            continue;
        }
        let from = at.saturating_sub(AROUND);
        let around = words[from..words.len().min(at + AROUND)]
            .iter()
            .filter(|w| w.term != word.term && w.term != noun.term)
            .map(|w| (w.term, vocabulary.weight(w.term).min(6.0)))
            .filter(|&(_, weight)| weight > 2.0)
            .collect();
        counts.push(Count {
            article,
            value,
            noun: noun.term,
            around,
            span: Span::new(word.span.start, noun.span.end),
        });
    }
    counts
}

/// The number that a word is; years and the like are none.
fn value(stem: &str, word: &str) -> Option<String> {
    const WORDS: &[&str] = &[
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "dozen", "hundred", "thousand",
    ];
    if stem.starts_with(|c: char| c.is_ascii_digit()) {
        let year = stem.len() == 4 && (stem.starts_with("19") || stem.starts_with("20"));
        let pure = stem.chars().all(|c| c.is_ascii_digit() || c == '.');
        return (pure && (!year || word.contains(','))).then(|| stem.to_owned());
    }
    let at = WORDS.iter().position(|w| *w == stem)?;
    // `eight` and `8` are one value.
    Some(if at < 11 {
        (at + 2).to_string()
    } else {
        stem.to_owned()
    })
}

fn alike(a: &Count, b: &Count) -> f32 {
    let sum = |around: &BTreeMap<u32, f32>| around.values().sum::<f32>();
    let shared: Vec<f32> = a
        .around
        .iter()
        .filter(|(term, _)| b.around.contains_key(term))
        .map(|(_, &weight)| weight)
        .collect();
    let least = sum(&a.around).min(sum(&b.around));
    if shared.len() < 3 || least == 0.0 {
        return 0.0;
    }
    shared.iter().sum::<f32>() / least
}

fn disagreement(corpus: &Corpus, group: &[&Count]) -> Disagreement {
    let words = |c: &Count| {
        c.span
            .of(&corpus.readings[c.article].article.text)
            .to_owned()
    };
    let mut sides: BTreeMap<&str, Vec<&Count>> = BTreeMap::new();
    for &count in group {
        sides.entry(&count.value).or_default().push(count);
    }
    let mut sides: Vec<Side> = sides
        .into_values()
        .map(|counts| Side {
            text: words(counts[0]),
            passages: counts
                .iter()
                .map(|c| Passage {
                    article: c.article,
                    span: c.span,
                })
                .collect(),
        })
        .collect();
    sides.sort_by(|a, b| {
        b.passages
            .len()
            .cmp(&a.passages.len())
            .then_with(|| a.passages.cmp(&b.passages))
    });
    let about = words(group[0]);
    let about = about
        .split_whitespace()
        .last()
        .unwrap_or_default()
        .to_owned();
    Disagreement {
        kind: DisagreementKind::Number,
        about,
        sides,
    }
}
