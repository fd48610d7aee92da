//! Trains and scores the finder of names.

use crate::chain::{Recipe, Sequence, train};
use crate::corpus::Labelled;
use dixit_language::decode::{Chain, stretches};
use dixit_language::fast::atoms::atoms;
use dixit_language::fast::linear::{Features, Linear};
use dixit_language::fast::names::{NAME_LABELS, emissions, features};
use dixit_language::fast::tagger::{WORD_TAGS, tag};

/// The sentences of texts as sequences.
pub fn sequences(tagger: &Linear<WORD_TAGS>, all: &[&Labelled], weight: f32) -> Vec<Sequence> {
    let mut found = Vec::new();
    let mut list = Features::default();
    for labelled in all {
        let passage = labelled.passage();
        let Some(labels) = labelled.word_names(&passage) else {
            continue;
        };
        let atoms = atoms(&passage);
        let begins: Vec<bool> = (0..passage.len())
            .map(|i| passage.begins_sentence(i))
            .collect();
        let tags = tag(tagger, &atoms, &begins);
        for index in 0..passage.len() {
            if begins[index] {
                found.push(Sequence {
                    features: Vec::new(),
                    labels: Vec::new(),
                    before: 0,
                    weight,
                });
            }
            features(&atoms, &tags, &begins, index, &mut list);
            let last = found.last_mut().expect("the first word begins a sentence");
            last.features.extend_from_slice(&list.list);
            last.labels.push(labels[index]);
        }
    }
    found
}

pub fn fit(sequences: &[&Sequence], bits: u32, rounds: usize) -> Linear<NAME_LABELS> {
    let width = sequences[0].features.len() / sequences[0].labels.len();
    train(
        sequences,
        Recipe {
            bits,
            width,
            rounds,
            rate: 0.15,
            shrink: 1e-4,
        },
    )
}

/// Precision, recall and F1 of whole names with their kinds.
pub fn score(
    tagger: &Linear<WORD_TAGS>,
    model: &Linear<NAME_LABELS>,
    all: &[&Labelled],
) -> [f64; 3] {
    let chain = Chain::<NAME_LABELS>::new(&model.extras);
    let (mut hit, mut guessed, mut true_) = (0.0, 0.0, 0.0);
    for labelled in all {
        let passage = labelled.passage();
        let Some(labels) = labelled.word_names(&passage) else {
            continue;
        };
        let atoms = atoms(&passage);
        let begins: Vec<bool> = (0..passage.len())
            .map(|i| passage.begins_sentence(i))
            .collect();
        let tags = tag(tagger, &atoms, &begins);
        let guess = stretches(&chain.best(&emissions(model, &atoms, &tags, &begins), 0));
        let truth = stretches(&labels);
        hit += guess.iter().filter(|g| truth.contains(g)).count() as f64;
        guessed += guess.len() as f64;
        true_ += truth.len() as f64;
    }
    let (p, r) = (hit / guessed, hit / true_);
    [p, r, 2.0 * p * r / (p + r)]
}
