//! The readings of a run with their words, as every step compares them.

use crate::words::{Vocabulary, Word};
use dixit_model::Reading;

/// Readings, sorted by id, and their words.
pub(crate) struct Corpus {
    pub(crate) readings: Vec<Reading>,
    /// Words by reading, furniture left out.
    pub(crate) words: Vec<Vec<Word>>,
    pub(crate) vocabulary: Vocabulary,
}

impl Corpus {
    /// Sorts the readings and finds their words.
    pub(crate) fn new(mut readings: Vec<Reading>) -> Self {
        // Ids are unique in a run; the text decides should they not be.
        readings.sort_by(|a, b| {
            let key = |r: &Reading| (r.article.id.clone(), r.article.sha256.clone());
            key(a)
                .cmp(&key(b))
                .then_with(|| a.article.text.cmp(&b.article.text))
        });
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
