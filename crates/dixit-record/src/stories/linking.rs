//! Average linking over a sparse graph of likenesses.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// A merge that is possible.
struct Merge {
    likeness: f32,
    /// The first items of both clusters, the smaller first.
    firsts: (usize, usize),
    /// Clusters by number.
    pair: (usize, usize),
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        // The likest first; of equals the earliest items, so that the outcome
        // depends on nothing but the items, nor on what is joined elsewhere.
        self.likeness
            .total_cmp(&other.likeness)
            .then_with(|| other.firsts.cmp(&self.firsts))
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

/// What people said of pairs of items, as indexes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Pairs that belong together, however little alike they are.
    pub together: Vec<(usize, usize)>,
    /// Pairs that do not; where both are said, this counts.
    pub apart: Vec<(usize, usize)>,
}

/// Joins `count` items, the likest first, as long as the mean likeness of all
/// pairs across two clusters is at least `least`; pairs not listed count 0.
/// What people put together is joined before, what they set apart never.
/// Clusters come sorted, each by its items.
pub(crate) fn average(
    count: usize,
    pairs: &[(usize, usize, f32)],
    least: f32,
    constraints: &Constraints,
) -> Vec<Vec<usize>> {
    let mut linking = Linking::new(count, pairs, constraints);
    for &(a, b) in &constraints.together {
        let (a, b) = (linking.cluster_of(a), linking.cluster_of(b));
        if a != b && !linking.forbidden(a, b) {
            linking.join(a, b);
        }
    }
    let mut heap = linking.possible(least);
    while let Some(Merge { pair: (a, b), .. }) = heap.pop() {
        // A cluster that was joined since leaves its old merges behind.
        let both = linking.clusters[a].is_some() && linking.clusters[b].is_some();
        if both && !linking.forbidden(a, b) {
            let new = linking.join(a, b);
            heap.extend(linking.merges_of(new).filter(|m| m.likeness >= least));
        }
    }
    let mut clusters: Vec<Vec<usize>> = linking.clusters.into_iter().flatten().collect();
    clusters.iter_mut().for_each(|c| c.sort_unstable());
    clusters.sort_unstable();
    clusters
}

/// Clusters in the making. A joined cluster gets a new number; its parts'
/// places are left empty.
struct Linking {
    clusters: Vec<Option<Vec<usize>>>,
    /// The first item of each.
    firsts: Vec<usize>,
    /// Sums of likenesses to the other clusters.
    sums: Vec<BTreeMap<usize, f64>>,
    /// Clusters that may not be joined with each.
    apart: Vec<BTreeSet<usize>>,
}

impl Linking {
    fn new(count: usize, pairs: &[(usize, usize, f32)], constraints: &Constraints) -> Self {
        let mut sums: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
        for &(a, b, likeness) in pairs {
            sums[a].insert(b, f64::from(likeness));
            sums[b].insert(a, f64::from(likeness));
        }
        let mut apart = vec![BTreeSet::new(); count];
        for &(a, b) in &constraints.apart {
            apart[a].insert(b);
            apart[b].insert(a);
        }
        Linking {
            clusters: (0..count).map(|item| Some(vec![item])).collect(),
            firsts: (0..count).collect(),
            sums,
            apart,
        }
    }

    fn cluster_of(&self, item: usize) -> usize {
        let holds = |cluster: &Option<Vec<usize>>| {
            cluster.as_ref().is_some_and(|items| items.contains(&item))
        };
        // Only what people said is looked up, which is little.
        self.clusters.iter().position(holds).unwrap_or(item)
    }

    fn forbidden(&self, a: usize, b: usize) -> bool {
        self.apart[a].contains(&b)
    }

    fn size(&self, cluster: usize) -> usize {
        self.clusters[cluster].as_ref().map_or(1, Vec::len)
    }

    /// The possible merges of one cluster, with their mean likeness.
    fn merges_of(&self, cluster: usize) -> impl Iterator<Item = Merge> + '_ {
        let size = self.size(cluster);
        self.sums[cluster].iter().map(move |(&other, &sum)| Merge {
            likeness: (sum / (size * self.size(other)) as f64) as f32,
            firsts: {
                let (a, b) = (self.firsts[cluster], self.firsts[other]);
                (a.min(b), a.max(b))
            },
            pair: (other.min(cluster), other.max(cluster)),
        })
    }

    fn possible(&self, least: f32) -> BinaryHeap<Merge> {
        (0..self.clusters.len())
            .filter(|&cluster| self.clusters[cluster].is_some())
            .flat_map(|cluster| self.merges_of(cluster).filter(move |m| m.pair.0 == cluster))
            .filter(|merge| merge.likeness >= least)
            .collect()
    }

    /// Joins two clusters and gives the new one's number.
    fn join(&mut self, a: usize, b: usize) -> usize {
        let new = self.clusters.len();
        let mut joined = self.clusters[a].take().unwrap_or_default();
        joined.extend(self.clusters[b].take().unwrap_or_default());
        let mut sum = std::mem::take(&mut self.sums[a]);
        for (other, likeness) in std::mem::take(&mut self.sums[b]) {
            *sum.entry(other).or_default() += likeness;
        }
        sum.remove(&a);
        sum.remove(&b);
        for (&other, &likeness) in &sum {
            self.sums[other].remove(&a);
            self.sums[other].remove(&b);
            self.sums[other].insert(new, likeness);
        }
        let mut apart = std::mem::take(&mut self.apart[a]);
        apart.extend(std::mem::take(&mut self.apart[b]));
        for &other in &apart {
            self.apart[other].insert(new);
        }
        self.clusters.push(Some(joined));
        self.firsts.push(self.firsts[a].min(self.firsts[b]));
        self.sums.push(sum);
        self.apart.push(apart);
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn average(count: usize, pairs: &[(usize, usize, f32)], least: f32) -> Vec<Vec<usize>> {
        super::average(count, pairs, least, &Constraints::default())
    }

    #[test]
    fn one_strong_pair_does_not_chain_clusters_together() {
        let pairs = [(0, 1, 0.9), (1, 2, 0.6), (2, 3, 0.9), (0, 2, 0.1)];
        assert_eq!(average(4, &pairs, 0.35), [vec![0, 1], vec![2, 3]]);
        assert_eq!(average(4, &pairs, 0.1), [vec![0, 1, 2, 3]]);
        assert!(average(0, &[], 0.5).is_empty());
    }

    #[test]
    fn people_have_the_last_word() {
        let pairs = [(0, 1, 0.9), (2, 3, 0.9)];
        let said = |together: &[(usize, usize)], apart: &[(usize, usize)]| {
            let (together, apart) = (together.to_vec(), apart.to_vec());
            super::average(4, &pairs, 0.5, &Constraints { together, apart })
        };
        assert_eq!(said(&[(0, 2)], &[]), [vec![0, 2], vec![1], vec![3]]);
        assert_eq!(said(&[], &[(0, 1)]), [vec![0], vec![1], vec![2, 3]]);
        assert_eq!(said(&[(0, 1)], &[(1, 0)]), [vec![0], vec![1], vec![2, 3]]);
        // Whoever is set apart from one is set apart from those joined with it.
        let pairs = [(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.8)];
        let constraints = Constraints {
            together: Vec::new(),
            apart: vec![(0, 2)],
        };
        let clusters = super::average(3, &pairs, 0.4, &constraints);
        assert_eq!(clusters, [vec![0, 1], vec![2]]);
    }
}
