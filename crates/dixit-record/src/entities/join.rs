//! Disjoint sets that remember why they were joined.

use std::collections::{BTreeMap, BTreeSet};

/// Items in disjoint sets.
pub(crate) struct Join {
    parent: Vec<usize>,
    why: Vec<BTreeSet<String>>,
}

impl Join {
    /// `count` items, each alone.
    pub(crate) fn new(count: usize) -> Self {
        Join {
            parent: (0..count).collect(),
            why: vec![BTreeSet::new(); count],
        }
    }

    /// The first item of the set that `item` is in.
    pub(crate) fn first(&mut self, mut item: usize) -> usize {
        while self.parent[item] != item {
            self.parent[item] = self.parent[self.parent[item]];
            item = self.parent[item];
        }
        item
    }

    /// Joins two sets; the smaller first item stands for both.
    pub(crate) fn unite(&mut self, a: usize, b: usize, why: impl Into<String>) {
        let (a, b) = (self.first(a), self.first(b));
        let (keep, drop) = (a.min(b), a.max(b));
        let why = why.into();
        if !why.is_empty() {
            self.why[keep].insert(why);
        }
        if keep != drop {
            self.parent[drop] = keep;
            let more = std::mem::take(&mut self.why[drop]);
            self.why[keep].extend(more);
        }
    }

    /// The sets by their first item, each sorted, with the reasons.
    pub(crate) fn groups(&mut self) -> Vec<(Vec<usize>, BTreeSet<String>)> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for item in 0..self.parent.len() {
            groups.entry(self.first(item)).or_default().push(item);
        }
        groups
            .into_iter()
            .map(|(first, items)| (items, std::mem::take(&mut self.why[first])))
            .collect()
    }
}
