//! Which pairs of articles are worth comparing.
//!
//! Two articles are compared if their most telling words have enough in common
//! and, where both are dated, they lie within a few days. Where one is undated
//! no day narrows the search; then they share rare words. An inverted index
//! finds such pairs: the work per article depends on how many articles share
//! its days and words, not on the size of the archive.

use super::profile::Profile;
use std::collections::BTreeMap;

/// Days within which dated articles can share a story directly.
pub const DAYS: i64 = 10;
/// Telling words have at least so much weight in common, as a product of the
/// two articles' weights, where articles are compared.
pub const LEAST_IN_COMMON: f32 = 0.12;
/// An undated article shares at least so many rare words with what it is
/// compared with.
pub const RARE_IN_COMMON: usize = 2;

/// Whether two articles are worth comparing.
pub(crate) fn comparable(a: &Profile, b: &Profile) -> bool {
    let met = match (a.day_number(), b.day_number()) {
        (Some(a), Some(b)) => (a - b).abs() <= DAYS,
        _ => {
            let shared = a.rare.iter().filter(|term| b.rare.contains(term));
            shared.count() >= RARE_IN_COMMON
        }
    };
    met && a.keys.cosine(&b.keys) >= LEAST_IN_COMMON
}

/// Pairs of indexes, the smaller first, sorted.
pub(crate) fn candidates(profiles: &[Profile]) -> Vec<(usize, usize)> {
    let mut index = Index::default();
    let mut pairs = Vec::new();
    let mut score = vec![0.0_f32; profiles.len()];
    let mut touched = Vec::new();
    for (article, profile) in profiles.iter().enumerate() {
        let mut meet = |other: usize, weight: f32| {
            if score[other] == 0.0 {
                touched.push(other);
            }
            score[other] += weight;
        };
        let day = profile.day_number();
        for &(term, weight) in &profile.keys.0 {
            if let Some(day) = day {
                let near = (term, day - DAYS, 0)..(term, day + DAYS + 1, 0);
                for (&(_, _, other), other_weight) in index.dated.range(near) {
                    meet(other, weight * other_weight);
                }
            }
        }
        for &term in &profile.rare {
            // A rare word in common is enough to look at the pair.
            for &other in index.undated.get(&term).into_iter().flatten() {
                meet(other, 1.0);
            }
            if day.is_none() {
                for &other in index.rare.get(&term).into_iter().flatten() {
                    meet(other, 1.0);
                }
            }
        }
        for other in touched.drain(..) {
            // Sums in another order round otherwise; the pair decides.
            if score[other] >= LEAST_IN_COMMON * 0.99 && comparable(&profiles[other], profile) {
                pairs.push((other, article));
            }
            score[other] = 0.0;
        }
        index.insert(article, profile);
    }
    pairs.sort_unstable();
    pairs
}

/// Articles by their words.
#[derive(Default)]
struct Index {
    /// Dated articles by (term, day, article), with the term's weight.
    dated: BTreeMap<(u32, i64, usize), f32>,
    /// Dated articles by rare term.
    rare: BTreeMap<u32, Vec<usize>>,
    /// Undated articles by rare term.
    undated: BTreeMap<u32, Vec<usize>>,
}

impl Index {
    fn insert(&mut self, article: usize, profile: &Profile) {
        let by_rare = match profile.day_number() {
            Some(day) => {
                let keys = profile.keys.0.iter();
                self.dated
                    .extend(keys.map(|&(term, weight)| ((term, day, article), weight)));
                &mut self.rare
            }
            None => &mut self.undated,
        };
        for &term in &profile.rare {
            by_rare.entry(term).or_default().push(article);
        }
    }
}
