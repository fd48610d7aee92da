//! What is known of English words beforehand: how common, and how alike.
//!
//! A fixed table, rather than counts over the articles at hand, keeps weights
//! the same whatever else is in a run: five articles are weighed as five
//! thousand are, and adding an article changes no earlier weight.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;
use std::sync::OnceLock;

/// `DXWORDS1`, then counts of words, dimensions and documents (u32 LE), then
/// per word: length (u8), word, document frequency (u16 LE), vector (i8 …).
static TABLE: &[u8] = include_bytes!("../data/words.bin");

/// Document frequencies and word vectors by stem.
pub(crate) struct Lexicon {
    entries: HashMap<String, Entry>,
    documents: f32,
}

struct Entry {
    frequency: u32,
    /// Frequency of the one form whose vector stands for the stem.
    best: u32,
    vector: &'static [u8],
    /// The vector at length 1, once somebody asked for it.
    unit: OnceLock<Option<Box<[f32]>>>,
}

impl Lexicon {
    /// The table in the program, read once.
    pub(crate) fn get() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Lexicon::parse(TABLE).unwrap_or_else(Lexicon::empty))
    }

    fn empty() -> Lexicon {
        Lexicon {
            entries: HashMap::new(),
            documents: 1.0,
        }
    }

    fn parse(table: &'static [u8]) -> Option<Lexicon> {
        let number = |at: usize| {
            let bytes = table.get(at..at + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
        };
        if table.get(..8)? != b"DXWORDS1" {
            return None;
        }
        let (words, dimensions, documents) = (number(8)?, number(12)?, number(16)?);
        let stemmer = Stemmer::create(Algorithm::English);
        let mut entries: HashMap<String, Entry> = HashMap::with_capacity(words);
        let mut at = 20;
        for _ in 0..words {
            let length = usize::from(*table.get(at)?);
            let word = std::str::from_utf8(table.get(at + 1..at + 1 + length)?).ok()?;
            at += 1 + length;
            let frequency = u32::from(u16::from_le_bytes(table.get(at..at + 2)?.try_into().ok()?));
            let vector = table.get(at + 2..at + 2 + dimensions)?;
            at += 2 + dimensions;
            let entry = entries
                .entry(stemmer.stem(word).into_owned())
                .or_insert(Entry {
                    frequency: 0,
                    best: 0,
                    vector,
                    unit: OnceLock::new(),
                });
            // Forms of one word mostly share their documents.
            entry.frequency = entry.frequency.max(frequency) + entry.frequency.min(frequency) / 2;
            if frequency > entry.best {
                entry.best = frequency;
                entry.vector = vector;
            }
        }
        Some(Lexicon {
            entries,
            documents: documents as f32,
        })
    }

    /// Inverse document frequency of a stem.
    pub(crate) fn weight(&self, stem: &str) -> f32 {
        let frequency = self.entries.get(stem).map_or(0, |e| e.frequency) as f32;
        ((self.documents + 1.0) / (frequency.min(self.documents) + 0.5)).ln()
    }

    /// The vector of a stem, of length 1.
    pub(crate) fn vector(&self, stem: &str) -> Option<&[f32]> {
        let entry = self.entries.get(stem)?;
        entry.unit.get_or_init(|| unit(entry.vector)).as_deref()
    }
}

/// A vector of bytes scaled to length 1; `None` if it has none.
fn unit(bytes: &[u8]) -> Option<Box<[f32]>> {
    let floats = bytes
        .iter()
        .map(|&byte| f32::from(i8::from_le_bytes([byte])));
    let length = floats.clone().map(|x| x * x).sum::<f32>().sqrt();
    (length > 0.0).then(|| floats.map(|x| x / length).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_weigh_little_and_unknown_ones_most() {
        let lexicon = Lexicon::get();
        assert!(lexicon.weight("the") < 0.2);
        assert!(lexicon.weight("harbour") > 3.0);
        assert!(lexicon.weight("marantskaya") > 8.0);
    }

    #[test]
    fn a_broken_table_is_no_lexicon() {
        assert!(Lexicon::parse(b"DXWORDS1").is_none());
        assert!(Lexicon::parse(b"DXWORDS9\0\0\0\0\0\0\0\0\0\0\0\0").is_none());
    }
}
