//! Trains the tagger: an averaged perceptron on silver and gold.

use crate::chain::shuffle;
use crate::corpus::Labelled;
use dixit_language::fast::atoms::{Atom, atoms};
use dixit_language::fast::linear::{Features, Linear};
use dixit_language::fast::tagger::{WORD_TAGS, best, features, mark_tag, pos, tag};

/// A text as the tagger sees it.
pub struct Sentence {
    pub atoms: Vec<Atom>,
    pub begins: Vec<bool>,
    pub tags: Vec<u8>,
}

/// The sight of `labelled`; every `vary`-th also shouted and whispered.
pub fn sentences(all: &[&Labelled], vary: usize) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (at, labelled) in all.iter().enumerate() {
        found.push(sentence(labelled));
        if vary > 0 && at % vary == 0 {
            for shout in [true, false] {
                found.push(sentence(&recased(labelled, shout)));
            }
        }
    }
    found
}

/// The text without small letters, or without capitals (ASCII only, so that
/// offsets stay).
pub fn recased(labelled: &Labelled, shout: bool) -> Labelled {
    Labelled {
        text: if shout {
            labelled.text.to_ascii_uppercase()
        } else {
            labelled.text.to_ascii_lowercase()
        },
        tags: labelled.tags.clone(),
        names: labelled.names.clone(),
    }
}

fn sentence(labelled: &Labelled) -> Sentence {
    let passage = labelled.passage();
    Sentence {
        atoms: atoms(&passage),
        begins: (0..passage.len())
            .map(|i| passage.begins_sentence(i))
            .collect(),
        tags: labelled.word_tags(&passage),
    }
}

pub fn train(data: &[Sentence], bits: u32, rounds: usize) -> Linear<WORD_TAGS> {
    let size = WORD_TAGS << bits;
    let shift = 32 - bits;
    let mut weights = vec![0.0f32; size];
    let mut totals = vec![0.0f32; size];
    let mut now = 0.0f32;
    let mut order: Vec<usize> = (0..data.len()).collect();
    let mut random = 0x9E37_79B9_7F4A_7C15u64;
    let mut list = Features::default();
    for round in 0..rounds {
        shuffle(&mut order, &mut random);
        let (mut wrong, mut seen) = (0usize, 0usize);
        for &at in &order {
            let one = &data[at];
            let mut tags = vec![0u8; one.tags.len()];
            now += 1.0;
            for index in 0..one.tags.len() {
                if let Some(tag) = mark_tag(one.atoms[index].mark) {
                    tags[index] = tag;
                    continue;
                }
                features(&one.atoms, &tags, index, one.begins[index], &mut list);
                let mut scores = [0.0f32; WORD_TAGS];
                for feature in &list.list {
                    let row = (feature >> shift) as usize * WORD_TAGS;
                    for (sum, weight) in scores.iter_mut().zip(&weights[row..row + WORD_TAGS]) {
                        *sum += weight;
                    }
                }
                let guess = best(&scores);
                tags[index] = guess;
                let truth = one.tags[index];
                if usize::from(truth) >= WORD_TAGS {
                    continue;
                }
                seen += 1;
                if guess != truth {
                    wrong += 1;
                    for feature in &list.list {
                        let row = (feature >> shift) as usize * WORD_TAGS;
                        for (label, by) in [(truth, 1.0), (guess, -1.0)] {
                            weights[row + usize::from(label)] += by;
                            totals[row + usize::from(label)] += by * now;
                        }
                    }
                }
            }
        }
        eprintln!(
            "  round {} right {:.4}",
            round + 1,
            1.0 - wrong as f64 / seen.max(1) as f64
        );
    }
    for (weight, total) in weights.iter_mut().zip(&totals) {
        *weight -= total / (now + 1.0);
    }
    Linear::from_weights(bits, &weights, Vec::new())
}

/// The share of words whose class, and whose part of speech, is right.
pub fn score(model: &Linear<WORD_TAGS>, data: &[Sentence]) -> (f64, f64) {
    let (mut fine, mut coarse, mut seen) = (0usize, 0usize, 0usize);
    for one in data {
        let tags = tag(model, &one.atoms, &one.begins);
        for (guess, truth) in tags.iter().zip(&one.tags) {
            if usize::from(*truth) < WORD_TAGS && usize::from(*guess) < WORD_TAGS {
                seen += 1;
                fine += usize::from(guess == truth);
                coarse += usize::from(pos(*guess) == pos(*truth));
            }
        }
    }
    (fine as f64 / seen as f64, coarse as f64 / seen as f64)
}
