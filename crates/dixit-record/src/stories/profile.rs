//! What stories are told apart by: an article in a few vectors.

use super::days::DayMarks;
use crate::sparse::Sparse;
use crate::words::{Vocabulary, Word};
use dixit_model::{Date, Reading, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Words after which an article adds little to what it is about.
const BODY: usize = 1000;
/// Words that count as the lead.
const LEAD: usize = 80;
/// Most telling words, by which an article is found.
const KEYS: usize = 40;
/// Words that weigh as much stand in one of forty articles or in fewer.
const RARE: f32 = 3.7;

/// An article as stories are told apart: a function of the article alone.
///
/// Terms are hashes of word stems, the same in every run.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub(crate) title: Sparse,
    pub(crate) lead: Sparse,
    pub(crate) body: Sparse,
    pub(crate) names: Sparse,
    /// The heaviest terms of all these, sorted by term.
    pub(crate) keys: Sparse,
    /// Those of them that few articles of any time have, sorted.
    pub(crate) rare: Vec<u32>,
    /// Mean of the word vectors of title and lead, of length 1.
    pub(crate) meaning: Vec<f32>,
    pub(crate) day: Option<Date>,
    pub(crate) marks: DayMarks,
}

impl Profile {
    /// The day of publication, if known.
    pub fn day(&self) -> Option<Date> {
        self.day
    }

    /// Days from 1 January 1970 to the day of publication.
    pub fn day_number(&self) -> Option<i64> {
        let first = jiff::civil::date(1970, 1, 1);
        self.day.map(|day| i64::from((day - first).get_days()))
    }

    /// The article's most telling terms with their weights, sorted by term: by
    /// them dated articles of about one day find each other.
    pub fn terms(&self) -> &[(u32, f32)] {
        &self.keys.0
    }

    /// Whether the text looks back on the year of `day`, so that it can hardly
    /// be of that day.
    pub fn speaks_against(&self, day: Date) -> bool {
        self.marks.speak_against(day)
    }

    /// Those of the telling terms that few articles of any time have, sorted:
    /// by them an undated article and others find each other.
    pub fn rare_terms(&self) -> &[u32] {
        &self.rare
    }
}

/// Makes profiles; it remembers stems from one article to the next.
#[derive(Default)]
pub struct Profiler {
    vocabulary: Vocabulary,
}

impl Profiler {
    /// A profiler that has seen no word.
    pub fn new() -> Self {
        Self::default()
    }

    /// The profile of an article.
    pub fn profile(&mut self, reading: &Reading) -> Profile {
        let vocabulary = &mut self.vocabulary;
        let title = headline(reading);
        let title = vocabulary.words_in(title, Span::new(0, title.len()));
        let words = vocabulary.words(&reading.article);
        let vocabulary = &self.vocabulary;
        let terms = |words: &[Word]| words.iter().map(|w| w.term).collect::<Vec<u32>>();
        let title = terms(&title);
        let body = &words[..words.len().min(BODY)];
        let lead = &words[..words.len().min(LEAD)];
        let names = body.iter().filter(|w| w.name).map(|w| w.term).collect();
        let meaning = meaning(title.iter().chain(&title).chain(&terms(lead)), vocabulary);
        let sparse = |terms: Vec<u32>| {
            let hashed = terms.iter().map(|&term| vocabulary.hash(term)).collect();
            let weights: BTreeMap<u32, f32> = terms
                .iter()
                .map(|&term| (vocabulary.hash(term), vocabulary.weight(term)))
                .collect();
            Sparse::of(hashed, |term| weights.get(&term).copied().unwrap_or(0.0))
        };
        let (title, lead, body) = (sparse(title), sparse(terms(lead)), sparse(terms(body)));
        let names = sparse(names);
        let keys = keys([(&title, 1.0), (&lead, 0.7), (&body, 1.0), (&names, 0.7)]);
        let rare: BTreeSet<u32> = words
            .iter()
            .filter(|word| vocabulary.weight(word.term) >= RARE)
            .map(|word| vocabulary.hash(word.term))
            .collect();
        let terms = keys.0.iter().map(|&(term, _)| term);
        Profile {
            rare: terms.filter(|term| rare.contains(term)).collect(),
            keys,
            title,
            lead,
            body,
            names,
            meaning,
            day: reading.article.published.as_ref().map(|p| p.value),
            marks: DayMarks::of(&words, &reading.article.text, vocabulary),
        }
    }
}

/// The heaviest terms of some parts, each with its share, as one vector of
/// length 1.
fn keys(parts: [(&Sparse, f32); 4]) -> Sparse {
    let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
    for (part, share) in parts {
        for &(term, weight) in &part.0 {
            *weights.entry(term).or_default() += share * weight;
        }
    }
    let mut keys: Vec<(u32, f32)> = weights.into_iter().collect();
    keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let length = keys.iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
    keys.truncate(KEYS);
    keys.sort_unstable_by_key(|&(term, _)| term);
    if length > 0.0 {
        keys.iter_mut().for_each(|(_, x)| *x /= length);
    }
    Sparse(keys)
}

/// The weighted mean of terms' vectors, of length 1 (or 0).
fn meaning<'t>(terms: impl Iterator<Item = &'t u32>, vocabulary: &Vocabulary) -> Vec<f32> {
    let mut meaning = vec![0.0; 64];
    for &term in terms {
        let Some(vector) = vocabulary.vector(term) else {
            continue;
        };
        let weight = vocabulary.weight(term);
        for (sum, x) in meaning.iter_mut().zip(vector) {
            *sum += weight * x;
        }
    }
    let length = meaning.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        meaning.iter_mut().for_each(|x| *x /= length);
    }
    meaning
}

/// The headline of an article: its title, else its first line.
pub(crate) fn headline(reading: &Reading) -> &str {
    let article = &reading.article;
    if let Some(title) = &article.title {
        return &title.value;
    }
    let mut from = 0;
    for furniture in &article.furniture {
        if article.text[from..furniture.span.start].trim().is_empty() {
            from = furniture.span.end;
        }
    }
    let line = article.text[from..]
        .trim_start()
        .lines()
        .next()
        .unwrap_or("");
    // A text without line breaks has no headline; its first sentence serves.
    match line.char_indices().nth(200) {
        Some((end, _)) => line[..end].rsplit_once(' ').map_or(line, |(head, _)| head),
        None => line,
    }
}
