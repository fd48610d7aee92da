//! Average linking over a sparse graph of likenesses.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// A merge that is possible.
struct Merge {
    likeness: f32,
    /// Clusters by number, the smaller first.
    pair: (usize, usize),
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        // The likest first; of equals the earliest articles, so that the
        // outcome depends on nothing but the articles.
        self.likeness
            .total_cmp(&other.likeness)
            .then_with(|| other.pair.cmp(&self.pair))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Merge {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Merge {}

/// Joins `count` items, the likest first, as long as the mean likeness of all
/// pairs across two clusters is at least `least`; pairs not listed count 0.
/// Clusters come sorted, each by its items.
pub(crate) fn average(count: usize, pairs: &[(usize, usize, f32)], least: f32) -> Vec<Vec<usize>> {
    let mut clusters: Vec<Option<Vec<usize>>> = (0..count).map(|item| Some(vec![item])).collect();
    // Sums of likenesses to the other clusters.
    let mut sums: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
    let mut heap = BinaryHeap::new();
    for &(a, b, likeness) in pairs {
        sums[a].insert(b, f64::from(likeness));
        sums[b].insert(a, f64::from(likeness));
        if likeness >= least {
            heap.push(Merge {
                likeness,
                pair: (a, b),
            });
        }
    }
    while let Some(Merge { pair: (a, b), .. }) = heap.pop() {
        // A cluster that was joined since leaves its old merges behind.
        if clusters[a].is_none() || clusters[b].is_none() {
            continue;
        }
        let mut joined = clusters[a].take().unwrap_or_default();
        joined.extend(clusters[b].take().unwrap_or_default());
        let new = clusters.len();
        let size = joined.len();
        let mut sum = std::mem::take(&mut sums[a]);
        for (other, likeness) in std::mem::take(&mut sums[b]) {
            *sum.entry(other).or_default() += likeness;
        }
        sum.remove(&a);
        sum.remove(&b);
        for (&other, &likeness) in &sum {
            sums[other].remove(&a);
            sums[other].remove(&b);
            sums[other].insert(new, likeness);
            let other_size = clusters[other].as_ref().map_or(1, Vec::len);
            let mean = (likeness / (size * other_size) as f64) as f32;
            if mean >= least {
                heap.push(Merge {
                    likeness: mean,
                    pair: (other, new),
                });
            }
        }
        clusters.push(Some(joined));
        sums.push(sum);
    }
    let mut clusters: Vec<Vec<usize>> = clusters.into_iter().flatten().collect();
    clusters.iter_mut().for_each(|c| c.sort_unstable());
    clusters.sort_unstable();
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_strong_pair_does_not_chain_clusters_together() {
        let pairs = [(0, 1, 0.9), (1, 2, 0.6), (2, 3, 0.9), (0, 2, 0.1)];
        assert_eq!(average(4, &pairs, 0.35), [vec![0, 1], vec![2, 3]]);
        assert_eq!(average(4, &pairs, 0.1), [vec![0, 1, 2, 3]]);
        assert!(average(0, &[], 0.5).is_empty());
    }
}
