//! From scores per word to the best sequence of labels: a linear chain.
//!
//! Labels are BIO: 0 is *outside*, `2t + 1` begins a stretch of type `t`,
//! `2t + 2` continues it. A stretch never continues what was not begun.

/// A linear chain over `K` labels: scores of going from one to the next.
#[derive(Clone, Debug)]
pub struct Chain<const K: usize> {
    /// `scores[from][to]`.
    pub scores: [[f32; K]; K],
}

/// The score of what is not allowed; finite, so that no NaN can arise.
const NEVER: f32 = -1e4;

/// Whether label `to` may follow label `from`.
pub fn allowed(from: usize, to: usize) -> bool {
    // An inner label has an even number; its beginning is one less.
    to == 0 || to % 2 == 1 || from == to || from == to - 1
}

impl<const K: usize> Chain<K> {
    /// A chain with these scores, row by row; forbidden steps stay forbidden.
    pub fn new(scores: &[f32]) -> Self {
        let mut chain = Chain {
            scores: [[0.0; K]; K],
        };
        for from in 0..K {
            for to in 0..K {
                chain.scores[from][to] = if allowed(from, to) {
                    scores.get(from * K + to).copied().unwrap_or(0.0)
                } else {
                    NEVER
                };
            }
        }
        chain
    }

    /// The labels with the highest score in all; before them stands `before`.
    pub fn best(&self, emissions: &[[f32; K]], before: usize) -> Vec<u8> {
        let mut back: Vec<[u8; K]> = Vec::with_capacity(emissions.len());
        let mut score = [NEVER * 2.0; K];
        score[before] = 0.0;
        for emission in emissions {
            let mut next = [f32::MIN; K];
            let mut from_best = [0u8; K];
            for (from, (reached, steps)) in score.iter().zip(&self.scores).enumerate() {
                for to in 0..K {
                    let candidate = reached + steps[to];
                    if candidate > next[to] {
                        next[to] = candidate;
                        from_best[to] = from as u8;
                    }
                }
            }
            // Kept near zero, so that long texts lose no precision.
            let top = next.iter().copied().fold(f32::MIN, f32::max);
            for (value, emitted) in next.iter_mut().zip(emission) {
                *value = *value - top + emitted;
            }
            score = next;
            back.push(from_best);
        }
        let mut label = 0;
        for candidate in 1..K {
            if score[candidate] > score[label] {
                label = candidate;
            }
        }
        let mut labels = vec![0; emissions.len()];
        for index in (0..emissions.len()).rev() {
            labels[index] = label as u8;
            label = usize::from(back[index][label]);
        }
        labels
    }

    /// For every word the probability of each label.
    pub fn marginals(&self, emissions: &[[f32; K]], before: usize) -> Vec<[f32; K]> {
        let mut steps = [[0.0f32; K]; K];
        for (row, scores) in steps.iter_mut().zip(&self.scores) {
            *row = scores.map(f32::exp);
        }
        let potentials: Vec<[f32; K]> = emissions
            .iter()
            .map(|emission| {
                let top = emission.iter().copied().fold(f32::MIN, f32::max);
                emission.map(|value| (value - top).exp())
            })
            .collect();
        let mut forward: Vec<[f32; K]> = Vec::with_capacity(emissions.len());
        let mut state = [0.0; K];
        state[before] = 1.0;
        for potential in &potentials {
            let mut next = [0.0f32; K];
            for from in 0..K {
                for to in 0..K {
                    next[to] += state[from] * steps[from][to];
                }
            }
            for (value, factor) in next.iter_mut().zip(potential) {
                *value *= factor;
            }
            normalise(&mut next);
            forward.push(next);
            state = next;
        }
        let mut backward = [1.0f32; K];
        for index in (0..forward.len()).rev() {
            let mut both = forward[index];
            for (value, factor) in both.iter_mut().zip(&backward) {
                *value *= factor;
            }
            normalise(&mut both);
            let mut inner = backward;
            for (value, factor) in inner.iter_mut().zip(&potentials[index]) {
                *value *= factor;
            }
            let mut next = [0.0f32; K];
            for from in 0..K {
                for to in 0..K {
                    next[from] += steps[from][to] * inner[to];
                }
            }
            normalise(&mut next);
            backward = next;
            forward[index] = both;
        }
        forward
    }
}

fn normalise<const K: usize>(values: &mut [f32; K]) {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        for value in values {
            *value /= sum;
        }
    } else {
        *values = [1.0 / K as f32; K];
    }
}

/// A stretch of words that one type holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The type: 0, 1, 2 …
    pub of: usize,
    /// First word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
}

/// The stretches that BIO labels mark, in order.
pub fn stretches(labels: &[u8]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (index, &label) in labels.iter().enumerate() {
        if label == 0 {
            continue;
        }
        let of = usize::from(label - 1) / 2;
        match found.last_mut() {
            Some(last) if label % 2 == 0 && last.end == index && last.of == of => last.end += 1,
            _ => found.push(Stretch {
                of,
                first: index,
                end: index + 1,
            }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_continues_what_was_not_begun() {
        let chain = Chain::<5>::new(&[0.0; 25]);
        // Word 1 wants to continue type 1, but type 0 was begun.
        let emissions = [
            [0.0, 3.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 1.0, 0.0, 9.0],
            [0.0; 5],
        ];
        let labels = chain.best(&emissions, 0);
        for pair in labels.windows(2) {
            assert!(
                allowed(usize::from(pair[0]), usize::from(pair[1])),
                "{labels:?}"
            );
        }
        assert_eq!(labels[..2], [3, 4]);
    }

    #[test]
    fn marginals_agree_with_counting_all_sequences() {
        let scores: Vec<f32> = (0..9).map(|i| (i as f32 * 0.7).sin()).collect();
        let chain = Chain::<3>::new(&scores);
        let emissions = [[0.1, 0.9, -0.3], [0.4, -0.2, 0.8], [-0.5, 0.3, 0.6]];
        let mut expected = [[0.0f64; 3]; 3];
        let mut total = 0.0;
        for code in 0..27 {
            let labels = [code / 9, code / 3 % 3, code % 3];
            let mut score = 0.0;
            let mut from = 0;
            for (at, &to) in labels.iter().enumerate() {
                score += chain.scores[from][to] + emissions[at][to];
                from = to;
            }
            let weight = f64::from(score).exp();
            total += weight;
            for (at, &to) in labels.iter().enumerate() {
                expected[at][to] += weight;
            }
        }
        for (row, expected) in chain.marginals(&emissions, 0).iter().zip(expected) {
            for (value, expected) in row.iter().zip(expected) {
                assert!((f64::from(*value) - expected / total).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn stretches_end_where_another_begins() {
        let found = stretches(&[0, 1, 2, 1, 3, 4, 0, 4]);
        let ends: Vec<_> = found.iter().map(|s| (s.of, s.first, s.end)).collect();
        assert_eq!(ends, [(0, 1, 3), (0, 3, 4), (1, 4, 6), (1, 7, 8)]);
    }
}
