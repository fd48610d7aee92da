//! Fragments to frames: which source and which content belong to which cue.
//!
//! A linear scorer judges pairs of a fragment and a cue near it; every content
//! takes the cue that suits it best, every cue the source that does. A source
//! may serve several cues, a content only one.

pub mod features;

use crate::decode::Stretch;
use crate::fast::linear::{Features, Linear};
use crate::reader::Pairs;
use crate::tagged::Tagged;
use features::{Field, pair};

/// The types of fragments, as labels count them.
pub const SOURCE: usize = 0;
/// See [`SOURCE`].
pub const CUE: usize = 1;
/// See [`SOURCE`].
pub const CONTENT: usize = 2;

/// How many fragments away a partner is looked for.
const REACH: usize = 6;

/// Fragments put together, by their place among the fragments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// The cue; without one, a content that stands alone.
    pub cue: Option<usize>,
    /// The sources.
    pub sources: Vec<usize>,
    /// The contents, in text order.
    pub contents: Vec<usize>,
    /// Log-odds of the weakest content link.
    pub content_score: f32,
    /// Log-odds of the source link, or of there being none.
    pub source_score: f32,
}

/// Links fragments to frames.
pub struct Linker {
    weights: Linear<1>,
    /// The weight of a model's own opinion of a pair: source, content.
    pub opinion: [f32; 2],
    /// What a link must score at least: source, content.
    pub least: [f32; 2],
}

impl Linker {
    /// The linker with these weights; its extras are opinion and least.
    pub fn new(weights: Linear<1>) -> Self {
        let extra = |i: usize| weights.extras.get(i).copied().unwrap_or(0.0);
        Linker {
            opinion: [extra(0), extra(1)],
            least: [extra(2), extra(3)],
            weights,
        }
    }

    /// The weights of [`crate::confidence`].
    pub fn confidence(&self) -> &[f32] {
        self.weights.extras.get(4..).unwrap_or(&[])
    }

    /// Puts `fragments` (in text order) of a passage together.
    pub fn link(
        &self,
        tagged: &Tagged,
        fragments: &[Stretch],
        pairs: Option<&dyn Pairs>,
    ) -> Vec<Bundle> {
        let field = Field::new(tagged, fragments);
        let cues: Vec<usize> = places_of(fragments, CUE);
        let mut bundles: Vec<Bundle> = cues
            .iter()
            .map(|cue| Bundle {
                cue: Some(*cue),
                ..Bundle::default()
            })
            .collect();
        let mut features = Features::default();
        let mut score = |fragment: usize, cue: usize| {
            pair(&field, fragment, cue, &mut features);
            let [mut score] = self.weights.scores(&features.list);
            if let Some(pairs) = pairs {
                let role = usize::from(fragments[fragment].of == CONTENT);
                score += self.opinion[role] * pairs.score(fragments[fragment], fragments[cue]);
            }
            score
        };
        let mut alone: Vec<Bundle> = Vec::new();
        let mut last: Option<usize> = None;
        for content in places_of(fragments, CONTENT) {
            let mut best: Option<(usize, f32)> = None;
            for at in near(&cues, content) {
                let value = score(content, cues[at]);
                if best.is_none_or(|(_, top)| value > top) {
                    best = Some((at, value));
                }
            }
            match best {
                Some((at, value)) if value >= self.least[1] => {
                    let bundle = &mut bundles[at];
                    bundle.content_score = if bundle.contents.is_empty() {
                        value
                    } else {
                        bundle.content_score.min(value)
                    };
                    bundle.contents.push(content);
                    last = Some(at);
                }
                _ => {
                    // It carries on whoever spoke last, unless nobody has.
                    let value = best.map_or(self.least[1], |(_, value)| value);
                    match last.filter(|at| cues[*at] + REACH > content) {
                        Some(at) => bundles[at].contents.push(content),
                        None => alone.push(Bundle {
                            contents: vec![content],
                            content_score: value,
                            ..Bundle::default()
                        }),
                    }
                }
            }
        }
        let sources = places_of(fragments, SOURCE);
        for bundle in &mut bundles {
            let Some(cue) = bundle.cue else { continue };
            let mut best: Option<(usize, f32)> = None;
            for at in near(&sources, cue) {
                let value = score(sources[at], cue);
                if best.is_none_or(|(_, top)| value > top) {
                    best = Some((sources[at], value));
                }
            }
            let top = best.map_or(-4.0, |(_, value)| value);
            bundle.source_score = (top - self.least[0]).abs();
            if let Some((source, value)) = best
                && value >= self.least[0]
            {
                bundle.sources.push(source);
            }
        }
        bundles.retain(|bundle| !bundle.contents.is_empty());
        bundles.extend(alone);
        bundles.sort_by_key(|bundle| {
            let first = |list: &[usize]| list.first().copied().unwrap_or(usize::MAX);
            (
                first(&bundle.contents)
                    .min(first(&bundle.sources))
                    .min(bundle.cue.unwrap_or(usize::MAX)),
                bundle.cue,
            )
        });
        bundles
    }
}

/// The places of the fragments of one type.
pub fn places_of(fragments: &[Stretch], of: usize) -> Vec<usize> {
    (0..fragments.len())
        .filter(|i| fragments[*i].of == of)
        .collect()
}

/// The partners (by their place in `list`, which rises) near fragment `at`.
pub fn near(list: &[usize], at: usize) -> impl Iterator<Item = usize> {
    let middle = list.partition_point(|i| *i < at);
    let (first, end) = (
        middle.saturating_sub(REACH / 2),
        (middle + REACH / 2).min(list.len()),
    );
    first..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fast::atoms::atoms;
    use crate::passage::Passage;
    use crate::segment;

    /// A model that wants each fragment with the cue right after or before it.
    struct Nearest;

    impl Pairs for Nearest {
        fn score(&self, fragment: Stretch, cue: Stretch) -> f32 {
            let gap = cue
                .first
                .abs_diff(fragment.end)
                .min(fragment.first.abs_diff(cue.end));
            2.0 - gap as f32
        }
    }

    fn link(fragments: &[Stretch], least: [f32; 2]) -> Vec<Bundle> {
        let text = "Ada said no and Bea said yes today";
        let cut = segment(text, &[]);
        let passage = Passage::new(text, &cut.sentences, &cut.tokens);
        let atoms = atoms(&passage);
        let tags = vec![0; passage.len()];
        let tagged = Tagged::new(passage, atoms, tags, &[]);
        let weights = Linear::from_weights(4, &[0.0; 16], vec![1.0, 1.0, least[0], least[1]]);
        Linker::new(weights).link(&tagged, fragments, Some(&Nearest))
    }

    fn at(of: usize, first: usize) -> Stretch {
        Stretch {
            of,
            first,
            end: first + 1,
        }
    }

    #[test]
    fn each_cue_takes_what_suits_it_best() {
        let all = [
            at(SOURCE, 0),
            at(CUE, 1),
            at(CONTENT, 2),
            at(SOURCE, 4),
            at(CUE, 5),
            at(CONTENT, 6),
        ];
        let found = link(&all, [0.0; 2]);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].cue, &found[0].sources, &found[0].contents),
            (Some(1), &vec![0], &vec![2])
        );
        assert_eq!(
            (found[1].cue, &found[1].sources, &found[1].contents),
            (Some(4), &vec![3], &vec![5])
        );
    }

    #[test]
    fn two_cues_may_share_a_source() {
        let found = link(
            &[
                at(CUE, 1),
                at(CONTENT, 2),
                at(SOURCE, 4),
                at(CUE, 5),
                at(CONTENT, 6),
            ],
            [-9.0; 2],
        );
        assert!(found.iter().all(|bundle| bundle.sources == [2]));
    }

    #[test]
    fn a_content_without_a_cue_stands_alone() {
        let found = link(&[at(CONTENT, 2), at(SOURCE, 4)], [0.0; 2]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].cue, None);
    }

    #[test]
    fn a_cue_without_a_content_is_dropped() {
        assert!(link(&[at(SOURCE, 0), at(CUE, 1)], [0.0; 2]).is_empty());
    }
}
