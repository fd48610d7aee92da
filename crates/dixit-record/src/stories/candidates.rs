//! Which pairs of articles are worth comparing.
//!
//! Two articles are compared if their most telling words have enough in common
//! and, where both are dated, they lie within a few days. An inverted index
//! finds such pairs: the work per article depends on how many articles share
//! its days and words, not on the size of the archive.

use super::profile::Profile;
use std::collections::BTreeMap;

/// Days within which dated articles can share a story directly.
pub const DAYS: i64 = 10;
/// Telling words have at least so much weight in common, as a product of the
/// two articles' weights, where articles are compared.
pub const LEAST_IN_COMMON: f32 = 0.12;

/// Whether two articles are worth comparing.
pub(crate) fn comparable(a: &Profile, b: &Profile) -> bool {
    let near = match (a.day_number(), b.day_number()) {
        (Some(a), Some(b)) => (a - b).abs() <= DAYS,
        _ => true,
    };
    near && a.keys().cosine(b.keys()) >= LEAST_IN_COMMON
}

/// Pairs of indexes, the smaller first, sorted.
pub(crate) fn candidates(profiles: &[Profile]) -> Vec<(usize, usize)> {
    // By term: (day, article, weight), the undated first.
    let mut index: BTreeMap<u32, Vec<(Option<i64>, usize, f32)>> = BTreeMap::new();
    for (article, profile) in profiles.iter().enumerate() {
        for &(term, weight) in &profile.keys().0 {
            let postings = index.entry(term).or_default();
            postings.push((profile.day_number(), article, weight));
        }
    }
    for postings in index.values_mut() {
        postings.sort_unstable_by_key(|&(day, article, _)| (day, article));
    }
    let mut pairs = Vec::new();
    let mut scores = vec![0.0_f32; profiles.len()];
    let mut touched = Vec::new();
    for (article, profile) in profiles.iter().enumerate() {
        for &(term, weight) in &profile.keys().0 {
            let Some(postings) = index.get(&term) else {
                continue;
            };
            let dated = postings.partition_point(|p| p.0.is_none());
            let (undated, dated) = postings.split_at(dated);
            let dated = match profile.day_number() {
                Some(day) => {
                    let from = dated.partition_point(|p| p.0 < Some(day - DAYS));
                    let to = dated.partition_point(|p| p.0 <= Some(day + DAYS));
                    &dated[from..to]
                }
                None => dated,
            };
            for &(_, other, other_weight) in undated.iter().chain(dated) {
                // Each pair once, by its later article.
                if other < article {
                    if scores[other] == 0.0 {
                        touched.push(other);
                    }
                    scores[other] += weight * other_weight;
                }
            }
        }
        for other in touched.drain(..) {
            // Sums in another order round otherwise; the pair decides.
            if scores[other] >= LEAST_IN_COMMON * 0.99 && comparable(&profiles[other], profile) {
                pairs.push((other, article));
            }
            scores[other] = 0.0;
        }
    }
    pairs.sort_unstable();
    pairs
}
