//! How sure a frame is: a logistic model over the probabilities it rests on.

use crate::decode::Stretch;
use crate::fast::roles::ROLE_LABELS;
use crate::link::Bundle;

/// How many numbers the model weighs.
pub const SIGNS: usize = 13;

/// What a bundle's probability rests on, in numbers near zero.
pub fn signs(
    bundle: &Bundle,
    fragments: &[Stretch],
    marginals: &[[f32; ROLE_LABELS]],
    nested: bool,
) -> [f32; SIGNS] {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let mut signs = [0.0; SIGNS];
    signs[0] = 1.0;
    if let Some(cue) = bundle.cue {
        let (inner, first, last) = sureness(fragments[cue], marginals);
        signs[1] = inner;
        signs[2] = (first + last) / 2.0;
    }
    if let Some(source) = bundle.sources.first() {
        let (inner, first, last) = sureness(fragments[*source], marginals);
        signs[3] = inner;
        signs[4] = (first + last) / 2.0;
    }
    let mut lowest = (f32::MAX, f32::MAX, f32::MAX);
    for content in &bundle.contents {
        let (inner, first, last) = sureness(fragments[*content], marginals);
        lowest = (lowest.0.min(inner), lowest.1.min(first), lowest.2.min(last));
    }
    if !bundle.contents.is_empty() {
        (signs[5], signs[6], signs[7]) = lowest;
    }
    signs[8] = bundle.content_score.clamp(-6.0, 6.0);
    signs[9] = bundle.source_score.clamp(-6.0, 6.0);
    signs[10] = flag(bundle.sources.is_empty());
    signs[11] = flag(bundle.contents.len() > 1);
    signs[12] = flag(nested);
    signs
}

/// The confidence that `weights` give to `signs`.
pub fn confidence(signs: &[f32; SIGNS], weights: &[f32]) -> f32 {
    let sum: f32 = signs.iter().zip(weights).map(|(a, b)| a * b).sum();
    (1.0 / (1.0 + (-sum).exp())).clamp(0.01, 0.99)
}

/// Log-odds of the role over a stretch, of its beginning, and of its end.
fn sureness(stretch: Stretch, marginals: &[[f32; ROLE_LABELS]]) -> (f32, f32, f32) {
    let begin = 2 * stretch.of + 1;
    let mut sum = 0.0;
    for marginal in &marginals[stretch.first..stretch.end] {
        sum += marginal[begin] + marginal[begin + 1];
    }
    let inner = sum / (stretch.end - stretch.first) as f32;
    let first = marginals[stretch.first][begin];
    let last = 1.0 - marginals.get(stretch.end).map_or(0.0, |m| m[begin + 1]);
    (log_odds(inner), log_odds(first), log_odds(last))
}

fn log_odds(p: f32) -> f32 {
    let p = p.clamp(0.0025, 0.9975);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surer_words_make_surer_frames() {
        let fragments = [
            Stretch {
                of: 1,
                first: 0,
                end: 1,
            },
            Stretch {
                of: 2,
                first: 1,
                end: 2,
            },
        ];
        let bundle = Bundle {
            cue: Some(0),
            contents: vec![1],
            ..Bundle::default()
        };
        let mut marginals = [[0.0; ROLE_LABELS]; 2];
        let weights = [0.1; SIGNS];
        let mut last = 0.0;
        for p in [0.2, 0.5, 0.9] {
            marginals[0][3] = p;
            marginals[1][5] = p;
            let value = confidence(&signs(&bundle, &fragments, &marginals, false), &weights);
            assert!(value > last);
            last = value;
        }
        assert!(last < 1.0);
    }
}
