//! By how many independent routes a statement reached the reader.
//!
//! Speaker, relays, copied texts and outlets make a directed graph. Each party
//! may carry one route only (its vertex is split in two, joined by an edge of
//! capacity 1), so the maximum flow counts routes that share no party, and by
//! Menger's theorem the minimum cut names as few parties, all of whom would
//! have to be wrong.

use petgraph::algo::maximum_flow::dinics;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

/// A party that a statement passes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// A relay, as an index of the record's entities.
    Relay(usize),
    /// A copied text, as an index of the record's copies.
    Copy(usize),
    /// An outlet by the first article of it that carries the statement.
    Outlet(usize),
}

/// How many paths share no party, and the parties that cut them all, those
/// nearest to the speaker first. Each path lists its parties from the speaker
/// to the reader.
pub(crate) fn independent(paths: &BTreeSet<Vec<Party>>) -> (usize, Vec<Party>) {
    const UNBOUND: u32 = u32::MAX / 4;
    let mut graph: DiGraph<(), u32> = DiGraph::new();
    let speaker = graph.add_node(());
    let reader = graph.add_node(());
    let mut halves: BTreeMap<Party, (NodeIndex, NodeIndex)> = BTreeMap::new();
    let mut edges: BTreeSet<(NodeIndex, NodeIndex)> = BTreeSet::new();
    for path in paths.iter().filter(|path| !path.is_empty()) {
        let mut from = speaker;
        for &party in path {
            let (enter, leave) = *halves.entry(party).or_insert_with(|| {
                let pair = (graph.add_node(()), graph.add_node(()));
                graph.add_edge(pair.0, pair.1, 1);
                pair
            });
            edges.insert((from, enter));
            from = leave;
        }
        edges.insert((from, reader));
    }
    for (from, to) in edges {
        graph.add_edge(from, to, UNBOUND);
    }
    if halves.is_empty() {
        return (0, Vec::new());
    }
    let (flow, flows) = dinics(&graph, speaker, reader);
    // What the speaker still reaches where capacity is left; the parties that
    // are entered but not left are the cut.
    let mut reached = BTreeSet::from([speaker]);
    let mut open = vec![speaker];
    while let Some(node) = open.pop() {
        for edge in graph.edge_indices() {
            let Some((from, to)) = graph.edge_endpoints(edge) else {
                continue;
            };
            let used = flows[edge.index()];
            if from == node && used < graph[edge] && reached.insert(to) {
                open.push(to);
            }
            if to == node && used > 0 && reached.insert(from) {
                open.push(from);
            }
        }
    }
    let cut = halves
        .iter()
        .filter(|(_, (enter, leave))| reached.contains(enter) && !reached.contains(leave))
        .map(|(&party, _)| party)
        .collect();
    (flow as usize, cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Party::{Copy, Outlet, Relay};

    fn count(paths: &[&[Party]]) -> (usize, Vec<Party>) {
        independent(&paths.iter().map(|path| path.to_vec()).collect())
    }

    #[test]
    fn outlets_that_share_a_relay_are_one_route() {
        let (routes, cut) = count(&[
            &[Relay(1), Outlet(0)],
            &[Relay(1), Outlet(1)],
            &[Relay(2), Outlet(2)],
        ]);
        assert_eq!((routes, cut), (2, vec![Relay(1), Relay(2)]));
    }

    #[test]
    fn an_outlet_with_two_relays_is_one_route() {
        let (routes, cut) = count(&[&[Relay(1), Outlet(0)], &[Relay(2), Outlet(0)]]);
        assert_eq!((routes, cut), (1, vec![Outlet(0)]));
    }

    #[test]
    fn flow_finds_the_pairing_that_greed_misses() {
        let (routes, _) = count(&[
            &[Relay(1), Outlet(0)],
            &[Relay(1), Outlet(1)],
            &[Relay(2), Outlet(0)],
        ]);
        assert_eq!(routes, 2);
    }

    #[test]
    fn a_chain_hangs_on_its_narrowest_place() {
        let (routes, cut) = count(&[
            &[Relay(1), Relay(3), Outlet(0)],
            &[Relay(2), Relay(3), Copy(0), Outlet(1)],
        ]);
        assert_eq!((routes, cut), (1, vec![Relay(3)]));
        assert_eq!(count(&[]), (0, vec![]));
    }
}
