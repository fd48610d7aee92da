//! The readings of a story with their words, as every step compares them.

use crate::words::{Vocabulary, Word};
use dixit_model::Reading;
use std::cmp::Ordering;

/// Readings, sorted by id, and their words.
pub(crate) struct Corpus {
    pub(crate) readings: Vec<Reading>,
    /// Words by reading, furniture left out.
    pub(crate) words: Vec<Vec<Word>>,
    pub(crate) vocabulary: Vocabulary,
}

impl Corpus {
    /// Finds the words of readings, which are sorted.
    pub(crate) fn new(readings: Vec<Reading>) -> Self {
        let mut vocabulary = Vocabulary::new();
        let words = readings
            .iter()
            .map(|reading| vocabulary.words(&reading.article))
            .collect();
        Corpus {
            readings,
            words,
            vocabulary,
        }
    }

    /// The words of a reading that lie in `span`.
    pub(crate) fn words_of(&self, reading: usize, span: dixit_model::Span) -> &[Word] {
        let words = &self.words[reading];
        let from = words.partition_point(|w| w.span.start < span.start);
        let to = words.partition_point(|w| w.span.end <= span.end);
        words.get(from..to.max(from)).unwrap_or(&[])
    }
}

/// Sorts readings as every record has them: by id.
pub(crate) fn sort(readings: &mut [Reading]) {
    readings.sort_by(compare);
}

/// Ids are unique in a run; the text decides should they not be.
pub(crate) fn compare(a: &Reading, b: &Reading) -> Ordering {
    let (a, b) = (&a.article, &b.article);
    (&a.id, &a.sha256, &a.text).cmp(&(&b.id, &b.sha256, &b.text))
}
