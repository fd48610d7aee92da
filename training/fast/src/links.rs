//! Trains the linker and the confidence of frames.

use crate::chain::shuffle;
use crate::roles::Ready;
use dixit_language::confidence::{SIGNS, confidence, signs};
use dixit_language::decode::Stretch;
use dixit_language::fast::linear::{Features, Linear};
use dixit_language::fast::roles::ROLE_LABELS;
use dixit_language::link::features::{Field, pair};
use dixit_language::link::{Bundle, CONTENT, CUE, Linker, SOURCE, near, places_of};
use dixit_language::reader::Pairs;
use std::collections::BTreeSet;

const BITS: u32 = 15;

/// A pair of fragments, and whether they belong together.
pub struct Example {
    features: Vec<u32>,
    yes: bool,
}

/// The attributions that a fragment belongs to: those one of whose runs it
/// covers by half or more.
fn owners(ready: &Ready, fragment: Stretch) -> Vec<usize> {
    let length = (fragment.end - fragment.first) as f64;
    let own = |gold: &[BTreeSet<usize>; 3]| {
        gold[fragment.of]
            .range(fragment.first..fragment.end)
            .count() as f64
    };
    (0..ready.gold.len())
        .filter(|at| own(&ready.gold[*at]) >= length / 2.0)
        .collect()
}

/// All pairs near each other; `true_fragments` says whether they come from people.
pub fn examples(ready: &Ready, fragments: &[Stretch], true_fragments: bool) -> Vec<Example> {
    let field = Field::new(&ready.tagged, fragments);
    let owners: Vec<Vec<usize>> = fragments.iter().map(|f| owners(ready, *f)).collect();
    let cues = places_of(fragments, CUE);
    let sources = places_of(fragments, SOURCE);
    let mut found = Vec::new();
    let mut list = Features::default();
    let mut add = |fragment: usize, cue: usize| {
        let known = !owners[fragment].is_empty() && !owners[cue].is_empty();
        if !known && !true_fragments && fragments[fragment].of == CONTENT {
            return;
        }
        let yes = owners[fragment].iter().any(|o| owners[cue].contains(o));
        pair(&field, fragment, cue, &mut list);
        found.push(Example {
            features: list.list.clone(),
            yes,
        });
    };
    for content in places_of(fragments, CONTENT) {
        for at in near(&cues, content) {
            add(content, cues[at]);
        }
    }
    for cue in &cues {
        for at in near(&sources, *cue) {
            add(sources[at], *cue);
        }
    }
    found
}

/// Logistic regression over pairs.
pub fn fit(examples: &[Example], rounds: usize) -> Vec<f32> {
    let mut weights = vec![0.0f32; 1 << BITS];
    let mut squares = vec![1e-2f32; 1 << BITS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x1234_5678_9ABC_DEF1u64;
    for round in 0..rounds {
        shuffle(&mut order, &mut random);
        let rate = 0.1 / (1.0 + 0.3 * round as f32);
        let mut loss = 0.0f64;
        for &at in &order {
            let example = &examples[at];
            let rows = example.features.iter().map(|f| (f >> (32 - BITS)) as usize);
            let sum: f32 = rows.clone().map(|row| weights[row]).sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            let truth = if example.yes { 1.0 } else { 0.0 };
            loss -= f64::from(if example.yes { p } else { 1.0 - p }.max(1e-6).ln());
            for row in rows {
                let slope = p - truth + 1e-4 * weights[row];
                squares[row] += slope * slope;
                weights[row] -= rate * slope / squares[row].sqrt();
            }
        }
        if round + 1 == rounds {
            eprintln!(
                "  links: {} pairs, loss {:.4}",
                examples.len(),
                loss / examples.len() as f64
            );
        }
    }
    weights
}

/// The linker of these weights.
pub fn linker(weights: &[f32], least: [f32; 2], sure: &[f32]) -> (Linear<1>, Linker) {
    let mut extras = vec![1.0, 1.0, least[0], least[1]];
    extras.extend(sure);
    let linear = || Linear::<1>::from_weights(BITS, weights, extras.clone());
    (linear(), Linker::new(linear()))
}

/// Which bundles match an attribution in all three roles by half or more.
pub fn right(ready: &Ready, fragments: &[Stretch], bundles: &[Bundle]) -> Vec<bool> {
    let mut taken = vec![false; ready.gold.len()];
    bundles
        .iter()
        .map(|bundle| {
            let words = |list: &[usize]| -> BTreeSet<usize> {
                list.iter()
                    .flat_map(|at| fragments[*at].first..fragments[*at].end)
                    .collect()
            };
            let own = [
                words(&bundle.sources),
                words(bundle.cue.as_slice()),
                words(&bundle.contents),
            ];
            let agree = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| {
                let both = a.intersection(b).count();
                let any = a.len() + b.len() - both;
                any == 0 || 2 * both >= any
            };
            let at = (0..ready.gold.len()).find(|at| {
                !taken[*at] && (0..3).all(|role| agree(&own[role], &ready.gold[*at][role]))
            });
            if let Some(at) = at {
                taken[at] = true;
            }
            at.is_some()
        })
        .collect()
}

/// An article with fragments guessed for it.
pub struct Guess<'a, 't> {
    pub ready: &'a Ready<'t>,
    pub fragments: Vec<Stretch>,
    pub marginals: Vec<[f32; ROLE_LABELS]>,
    /// What the model thinks of pairs, if it thinks of them.
    pub pairs: Option<Box<dyn Pairs>>,
}

/// Precision, recall and F1 of linked attributions.
pub fn linked(linker: &Linker, guesses: &[Guess]) -> [f64; 3] {
    let (mut hit, mut all, mut truth) = (0.0, 0.0, 0.0);
    for guess in guesses {
        let bundles = linker.link(
            &guess.ready.tagged,
            &guess.fragments,
            guess.pairs.as_deref(),
        );
        hit += right(guess.ready, &guess.fragments, &bundles)
            .iter()
            .filter(|x| **x)
            .count() as f64;
        all += bundles.len() as f64;
        truth += guess.ready.gold.len() as f64;
    }
    [hit / all, hit / truth, 2.0 * hit / (all + truth)]
}

/// The weights of the confidence, and a report of how it keeps its word.
pub fn calibrate(linker: &Linker, guesses: &[Guess]) -> Vec<f32> {
    let rows = rows(linker, guesses);
    let mut weights = vec![0.0f32; SIGNS];
    for round in 0..3000 {
        let mut slope = [0.0f32; SIGNS];
        for (signs, yes) in &rows {
            let sum: f32 = signs.iter().zip(&weights).map(|(a, b)| a * b).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - if *yes { 1.0 } else { 0.0 };
            for (total, sign) in slope.iter_mut().zip(signs) {
                *total += error * sign;
            }
        }
        let rate = 0.2 / (1.0 + round as f32 / 500.0);
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight -= rate * (slope / rows.len() as f32 + 1e-4 * *weight);
        }
    }
    weights
}

/// Expected calibration error over ten bins, and the bins.
pub fn calibration_error(
    linker: &Linker,
    guesses: &[Guess],
    weights: &[f32],
) -> (f64, Vec<(f64, f64, usize)>) {
    let mut bins = vec![(0.0f64, 0.0f64, 0usize); 10];
    let rows = rows(linker, guesses);
    for (signs, yes) in &rows {
        let p = f64::from(confidence(signs, weights));
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        bin.0 += p;
        bin.1 += f64::from(u8::from(*yes));
        bin.2 += 1;
    }
    let error = bins.iter().map(|(p, y, _)| (p - y).abs()).sum::<f64>() / rows.len() as f64;
    (
        error,
        bins.iter()
            .map(|(p, y, n)| (p / (*n).max(1) as f64, y / (*n).max(1) as f64, *n))
            .collect(),
    )
}

fn rows(linker: &Linker, guesses: &[Guess]) -> Vec<([f32; SIGNS], bool)> {
    let mut rows = Vec::new();
    for guess in guesses {
        let bundles = linker.link(
            &guess.ready.tagged,
            &guess.fragments,
            guess.pairs.as_deref(),
        );
        let right = right(guess.ready, &guess.fragments, &bundles);
        for (bundle, yes) in bundles.iter().zip(right) {
            rows.push((
                signs(bundle, &guess.fragments, &guess.marginals, false),
                yes,
            ));
        }
    }
    rows
}
