//! Trains a linear chain: conditional likelihood, AdaGrad, one stretch of
//! words at a time.

use dixit_language::decode::{Chain, allowed};
use dixit_language::fast::linear::Linear;

/// Words in a row with their features and labels.
pub struct Sequence {
    /// `width` features for each word.
    pub features: Vec<u32>,
    pub labels: Vec<u8>,
    /// The label of the word before the first.
    pub before: u8,
    /// How much the sequence counts.
    pub weight: f32,
}

/// How to train.
#[derive(Clone, Copy)]
pub struct Recipe {
    pub bits: u32,
    pub width: usize,
    pub rounds: usize,
    pub rate: f32,
    pub shrink: f32,
}

/// Trains on `sequences`.
pub fn train<const K: usize>(sequences: &[&Sequence], recipe: Recipe) -> Linear<K> {
    let size = K << recipe.bits;
    let mut weights = vec![0.0f32; size];
    let mut squares = vec![1.0f32; size];
    let mut steps = [[0.0f32; K]; K];
    let mut step_squares = [[1.0f32; K]; K];
    let shift = 32 - recipe.bits;
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut random = 0x2545_F491_4F6C_DD1Du64;
    for round in 0..recipe.rounds {
        shuffle(&mut order, &mut random);
        let rate = recipe.rate / (1.0 + 0.25 * round as f32);
        let mut loss = 0.0f64;
        let mut words = 0;
        for &at in &order {
            let sequence = sequences[at];
            let count = sequence.labels.len();
            words += count;
            let mut emissions = vec![[0.0f32; K]; count];
            for (emission, features) in emissions
                .iter_mut()
                .zip(sequence.features.chunks_exact(recipe.width))
            {
                for feature in features {
                    let row = (feature >> shift) as usize * K;
                    for (sum, weight) in emission.iter_mut().zip(&weights[row..row + K]) {
                        *sum += weight;
                    }
                }
            }
            let flat: Vec<f32> = steps.iter().flatten().copied().collect();
            let chain = Chain::<K>::new(&flat);
            let (marginals, pairs) = expectations(&chain, &emissions, sequence.before);
            let mut before = usize::from(sequence.before);
            let mut step_gradient = pairs;
            for (index, label) in sequence.labels.iter().enumerate() {
                let label = usize::from(*label);
                step_gradient[before][label] -= 1.0;
                before = label;
                loss -= f64::from(marginals[index][label].max(1e-9).ln());
                let mut gradient = marginals[index];
                gradient[label] -= 1.0;
                if gradient[label] > -0.01 {
                    continue;
                }
                for value in &mut gradient {
                    *value *= sequence.weight;
                }
                for feature in &sequence.features[index * recipe.width..(index + 1) * recipe.width]
                {
                    let row = (feature >> shift) as usize * K;
                    let own = &mut weights[row..row + K];
                    let squares = &mut squares[row..row + K];
                    for label in 0..K {
                        let slope = gradient[label] + recipe.shrink * own[label];
                        squares[label] += slope * slope;
                        own[label] -= rate * slope / squares[label].sqrt();
                    }
                }
            }
            for from in 0..K {
                for to in 0..K {
                    if allowed(from, to) {
                        let slope = step_gradient[from][to] * sequence.weight;
                        step_squares[from][to] += slope * slope;
                        steps[from][to] -= rate * slope / step_squares[from][to].sqrt();
                    }
                }
            }
        }
        eprintln!(
            "  round {} loss {:.4} a word",
            round + 1,
            loss / words as f64
        );
    }
    Linear::from_weights(
        recipe.bits,
        &weights,
        steps.iter().flatten().copied().collect(),
    )
}

/// Probabilities of labels for every word, and expected counts of steps.
fn expectations<const K: usize>(
    chain: &Chain<K>,
    emissions: &[[f32; K]],
    before: u8,
) -> (Vec<[f32; K]>, [[f32; K]; K]) {
    let steps: [[f32; K]; K] = chain.scores.map(|row| row.map(f32::exp));
    let potentials: Vec<[f32; K]> = emissions
        .iter()
        .map(|emission| {
            let top = emission.iter().copied().fold(f32::MIN, f32::max);
            emission.map(|value| (value - top).exp())
        })
        .collect();
    let mut start = [0.0f32; K];
    start[usize::from(before)] = 1.0;
    let mut forward = vec![[0.0f32; K]; emissions.len()];
    let mut state = start;
    for (index, potential) in potentials.iter().enumerate() {
        let mut next = [0.0f32; K];
        for from in 0..K {
            for to in 0..K {
                next[to] += state[from] * steps[from][to];
            }
        }
        for (value, factor) in next.iter_mut().zip(potential) {
            *value *= factor;
        }
        norm(&mut next);
        forward[index] = next;
        state = next;
    }
    let mut marginals = vec![[0.0f32; K]; emissions.len()];
    let mut pairs = [[0.0f32; K]; K];
    let mut backward = [1.0f32; K];
    for index in (0..emissions.len()).rev() {
        let mut both = forward[index];
        let mut inner = backward;
        for label in 0..K {
            both[label] *= backward[label];
            inner[label] *= potentials[index][label];
        }
        norm(&mut both);
        marginals[index] = both;
        let previous = if index == 0 {
            start
        } else {
            forward[index - 1]
        };
        let mut cells = [[0.0f32; K]; K];
        let mut total = 0.0f32;
        let mut next = [0.0f32; K];
        for from in 0..K {
            for to in 0..K {
                let step = steps[from][to] * inner[to];
                next[from] += step;
                cells[from][to] = previous[from] * step;
                total += cells[from][to];
            }
        }
        if total > 0.0 {
            for from in 0..K {
                for to in 0..K {
                    pairs[from][to] += cells[from][to] / total;
                }
            }
        }
        norm(&mut next);
        backward = next;
    }
    (marginals, pairs)
}

fn norm<const K: usize>(values: &mut [f32; K]) {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 {
        for value in values {
            *value /= sum;
        }
    }
}

/// A reproducible shuffle.
pub fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(last, (*random % (last as u64 + 1)) as usize);
    }
}
