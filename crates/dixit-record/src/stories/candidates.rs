//! Which pairs of articles are worth comparing.
//!
//! An inverted index of each article's most telling words: an article meets
//! only those that share some with it and, where both are dated, lie within a
//! few days. The work per article depends on how many articles its days and
//! words have, not on the size of the archive.

use super::profile::Profile;
use std::collections::{BTreeMap, BTreeSet};

/// Telling words per article that the index holds.
const KEYS: usize = 40;
/// Days within which dated articles can share a story directly.
const DAYS: i64 = 10;
/// Candidates kept per article.
const KEPT: usize = 40;
/// Undated articles skip words that more articles have; dated ones are kept
/// from the crowd by their days.
const CROWD: usize = 5000;

/// Pairs of indexes, the smaller first, sorted.
pub(crate) fn candidates(profiles: &[Profile]) -> Vec<(usize, usize)> {
    let keys: Vec<Vec<(u32, f32)>> = profiles.iter().map(keys).collect();
    let mut index: BTreeMap<u32, Postings> = BTreeMap::new();
    let number: Vec<Option<i64>> = profiles.iter().map(|p| p.day.map(day_number)).collect();
    for (article, keys) in keys.iter().enumerate() {
        for &(term, weight) in keys {
            let postings = index.entry(term).or_default();
            match number[article] {
                Some(day) => postings.dated.push((day, article, weight)),
                None => postings.undated.push((article, weight)),
            }
        }
    }
    for postings in index.values_mut() {
        postings
            .dated
            .sort_unstable_by_key(|&(day, article, _)| (day, article));
    }
    let mut pairs = BTreeSet::new();
    let mut scores = vec![0.0_f32; profiles.len()];
    let mut touched = Vec::new();
    for (article, keys) in keys.iter().enumerate() {
        for &(term, weight) in keys {
            let Some(postings) = index.get(&term) else {
                continue;
            };
            let dated = match number[article] {
                Some(day) => {
                    let from = postings.dated.partition_point(|p| p.0 < day - DAYS);
                    let to = postings.dated.partition_point(|p| p.0 <= day + DAYS);
                    &postings.dated[from..to]
                }
                None if postings.dated.len() > CROWD => &[],
                None => &postings.dated[..],
            };
            let undated = if postings.undated.len() > CROWD {
                &[]
            } else {
                &postings.undated[..]
            };
            let met = dated
                .iter()
                .map(|&(_, other, w)| (other, w))
                .chain(undated.iter().copied());
            for (other, other_weight) in met {
                if other != article {
                    if scores[other] == 0.0 {
                        touched.push(other);
                    }
                    scores[other] += weight * other_weight;
                }
            }
        }
        touched.sort_unstable_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
        for &other in touched.iter().take(KEPT) {
            pairs.insert((article.min(other), article.max(other)));
        }
        for other in touched.drain(..) {
            scores[other] = 0.0;
        }
    }
    pairs.into_iter().collect()
}

#[derive(Default)]
struct Postings {
    /// (day, article, weight), by day.
    dated: Vec<(i64, usize, f32)>,
    /// (article, weight).
    undated: Vec<(usize, f32)>,
}

/// The most telling words of an article with their weights.
fn keys(profile: &Profile) -> Vec<(u32, f32)> {
    let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
    let parts = [
        (&profile.title, 1.0),
        (&profile.lead, 0.7),
        (&profile.body, 1.0),
        (&profile.names, 0.7),
    ];
    for (part, share) in parts {
        for &(term, weight) in &part.0 {
            *weights.entry(term).or_default() += share * weight;
        }
    }
    let mut keys: Vec<(u32, f32)> = weights.into_iter().collect();
    keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    keys.truncate(KEYS);
    keys
}

/// Days since some first day.
fn day_number(day: dixit_model::Date) -> i64 {
    i64::from((day - jiff::civil::date(1970, 1, 1)).get_days())
}
