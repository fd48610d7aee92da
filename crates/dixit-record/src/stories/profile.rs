//! What stories are told apart by: an article in a few vectors.

use super::days::DayMarks;
use crate::corpus::Corpus;
use crate::sparse::Sparse;
use crate::words::{Vocabulary, Word};
use dixit_model::{Date, Reading, Span};

/// Words after which an article adds little to what it is about.
const BODY: usize = 1000;
/// Words that count as the lead.
const LEAD: usize = 80;

/// An article as stories are told apart.
pub(crate) struct Profile {
    pub(crate) title: Sparse,
    pub(crate) lead: Sparse,
    pub(crate) body: Sparse,
    pub(crate) names: Sparse,
    /// Mean of the word vectors of title and lead.
    pub(crate) meaning: Vec<f32>,
    pub(crate) day: Option<Date>,
    pub(crate) marks: DayMarks,
}

/// The profiles of all readings.
pub(crate) fn profiles(corpus: &Corpus) -> Vec<Profile> {
    let mut titles = Vec::with_capacity(corpus.readings.len());
    // Titles may hold words that no text has; they get a vocabulary that
    // knows the texts' terms by stem, so both are looked up by stem.
    let mut vocabulary = Vocabulary::new();
    for reading in &corpus.readings {
        let title = headline(reading);
        titles.push(vocabulary.words_in(title, Span::new(0, title.len())));
    }
    corpus
        .readings
        .iter()
        .zip(&corpus.words)
        .zip(&titles)
        .map(|((reading, words), title)| {
            let title = title
                .iter()
                .filter_map(|w| corpus.vocabulary.find(vocabulary.stem(w.term)))
                .collect();
            profile(reading, words, title, &corpus.vocabulary)
        })
        .collect()
}

fn profile(reading: &Reading, words: &[Word], title: Vec<u32>, vocabulary: &Vocabulary) -> Profile {
    let weight = |term: u32| vocabulary.weight(term);
    let terms = |words: &[Word]| words.iter().map(|w| w.term).collect::<Vec<u32>>();
    let body = &words[..words.len().min(BODY)];
    let lead = &words[..words.len().min(LEAD)];
    let names = body.iter().filter(|w| w.name).map(|w| w.term).collect();
    let mut meaning = vec![0.0; 64];
    for &term in title.iter().chain(&title).chain(&terms(lead)) {
        let Some(vector) = vocabulary.vector(term) else {
            continue;
        };
        let weight = weight(term);
        for (sum, x) in meaning.iter_mut().zip(vector) {
            *sum += weight * x;
        }
    }
    let length = meaning.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        meaning.iter_mut().for_each(|x| *x /= length);
    }
    Profile {
        title: Sparse::of(title, weight),
        lead: Sparse::of(terms(lead), weight),
        body: Sparse::of(terms(body), weight),
        names: Sparse::of(names, weight),
        meaning,
        day: reading.article.published.as_ref().map(|p| p.value),
        marks: DayMarks::of(words, &reading.article.text, vocabulary),
    }
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
