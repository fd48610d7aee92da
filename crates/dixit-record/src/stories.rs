//! Articles to stories: which report one happening.
//!
//! Whether two articles are compared at all, and how alike they are, is a
//! function of the two alone ([`candidates`], [`likeness`]): whatever else is
//! in a run changes no pair. Average linking over the sparse graph of pairs
//! makes the stories ([`linking`]); it never reaches beyond the articles that
//! hang together by pairs worth joining, so an article that is added touches
//! only those. Undated articles are placed by their content and then dated by
//! their story ([`days`]).

mod bytes;
mod candidates;
pub(crate) mod days;
mod likeness;
pub(crate) mod linking;
mod profile;

use dixit_model::Reading;

pub use candidates::{DAYS, LEAST_IN_COMMON, RARE_IN_COMMON};
pub use linking::Constraints;
pub(crate) use profile::headline;
pub use profile::{Profile, Profiler};

/// Two groups of articles whose mean likeness is below this are two stories;
/// a pair below it joins nothing by itself.
pub const LEAST: f32 = 0.25;

/// A pair less alike than this is not noted.
const FLOOR: f32 = 0.02;

/// How likely two articles report one happening, from 0 to 1; `None` where
/// they have so little in common that it counts as nothing.
pub fn likeness(a: &Profile, b: &Profile) -> Option<f32> {
    let compared = candidates::comparable(a, b).then(|| likeness::likeness(a, b));
    compared.filter(|&likeness| likeness >= FLOOR)
}

/// All pairs of articles that are compared, the smaller index first, sorted,
/// with their likeness.
pub fn pairs(profiles: &[Profile]) -> Vec<(usize, usize, f32)> {
    candidates::candidates(profiles)
        .into_iter()
        .map(|(a, b)| (a, b, likeness::likeness(&profiles[a], &profiles[b])))
        .filter(|&(_, _, likeness)| likeness >= FLOOR)
        .collect()
}

/// Articles of one story, and how alike those are that were compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Indexes of the articles, ascending.
    pub articles: Vec<usize>,
    /// Pairs of places in `articles` with their likeness.
    pub alike: Vec<(usize, usize, f32)>,
}

/// The stories of `count` articles, given the likeness of those compared and
/// what people said of pairs of them; by their first articles.
pub fn stories(
    count: usize,
    pairs: &[(usize, usize, f32)],
    constraints: &Constraints,
) -> Vec<Group> {
    let mut groups: Vec<Group> = linking::average(count, pairs, LEAST, constraints)
        .into_iter()
        .map(|articles| Group {
            articles,
            alike: Vec::new(),
        })
        .collect();
    let mut place = vec![(0, 0); count];
    for (number, group) in groups.iter().enumerate() {
        for (at, &article) in group.articles.iter().enumerate() {
            place[article] = (number, at);
        }
    }
    for &(a, b, likeness) in pairs {
        if place[a].0 == place[b].0 {
            let pair = (place[a].1, place[b].1, likeness);
            groups[place[a].0].alike.push(pair);
        }
    }
    groups
}

/// What the likeness model sees of every pair of candidates, for training it.
pub(crate) fn features(readings: &[Reading]) -> Vec<(usize, usize, Vec<f32>)> {
    let mut profiler = Profiler::new();
    let profiles: Vec<Profile> = readings.iter().map(|r| profiler.profile(r)).collect();
    candidates::candidates(&profiles)
        .into_iter()
        .map(|(a, b)| {
            let features = likeness::features(&profiles[a], &profiles[b]);
            (a, b, features.to_vec())
        })
        .collect()
}
