//! Places a statement's routes in a picture: speaker, relays, outlets.
//!
//! A layered layout of the usual kind (longest-path layers, barycentres for the
//! order, one pass each way for the places), small enough to argue about. All
//! coordinates are whole pixels, so that they print the same everywhere.

use crate::{measure, names};
use std::collections::{BTreeMap, BTreeSet};

/// How wide every picture is.
pub(crate) const WIDTH: i32 = 400;
/// Size of the type in it.
pub(crate) const TYPE: f32 = 12.0;
/// Height of a node; outlets are a little lower.
pub(crate) const NODE: i32 = 24;
/// Height of an outlet.
pub(crate) const OUTLET: i32 = 20;
const PITCH: i32 = 31;
const OUTLET_PITCH: i32 = 27;
const PAD: i32 = 9;
const GAP: i32 = 26;
/// Room on the right for each bracket that joins copies.
const BRACKET: i32 = 9;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Speaker,
    Relay,
    Outlet,
    /// The outlets that the picture has no room for.
    Rest,
}

/// What is to be drawn. Node 0 is the speaker.
#[derive(Default)]
pub(crate) struct Graph {
    /// Names and kinds.
    pub nodes: Vec<(String, Kind)>,
    /// From, to, and whether only copied text goes this way.
    pub edges: BTreeMap<(usize, usize), bool>,
    /// Outlets whose texts share a passage.
    pub copies: Vec<BTreeSet<usize>>,
}

/// A picture.
pub(crate) struct Picture {
    pub height: i32,
    /// In the order of the graph's nodes.
    pub nodes: Vec<Placed>,
    pub edges: Vec<Line>,
    /// Joins of copied text.
    pub brackets: Vec<Bracket>,
}

/// A node in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub x: i32,
    /// The middle.
    pub y: i32,
    pub width: i32,
    pub label: String,
}

/// An edge as the points it goes through.
pub(crate) struct Line {
    pub points: Vec<(i32, i32)>,
    pub copied: bool,
}

/// A join on the right: a vertical line at `x` with a tick to each `y`.
pub(crate) struct Bracket {
    pub x: i32,
    /// Where each tick begins, and at what height.
    pub ticks: Vec<(i32, i32)>,
}

/// A node, or a place where a long edge passes a layer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Node(usize),
    Pass(usize, usize, usize),
}

/// The picture of `graph`.
pub(crate) fn picture(graph: &Graph) -> Picture {
    let layer = layers(graph);
    let depth = layer.iter().copied().max().unwrap_or(0) + 1;
    let mut slots: Vec<Vec<Slot>> = vec![Vec::new(); depth];
    for (node, &layer) in layer.iter().enumerate() {
        slots[layer].push(Slot::Node(node));
    }
    let mut chains: Vec<(Vec<(usize, Slot)>, bool)> = Vec::new();
    for (&(from, to), &copied) in &graph.edges {
        let mut chain = vec![(layer[from], Slot::Node(from))];
        for (between, row) in slots.iter_mut().enumerate() {
            if between > layer[from] && between < layer[to] {
                let pass = Slot::Pass(from, to, between);
                row.push(pass);
                chain.push((between, pass));
            }
        }
        chain.push((layer[to], Slot::Node(to)));
        chains.push((chain, copied));
    }
    order(&mut slots, &chains);
    let columns = columns(graph, &slots);
    let (rows, height) = rows(&slots, &chains);
    let nodes: Vec<Placed> = graph
        .nodes
        .iter()
        .enumerate()
        .map(|(node, (name, kind))| {
            let (x, most) = columns[layer[node]];
            let pad = padding(*kind);
            let label = measure::elided(names::brief(name), TYPE, (most - 2 * pad) as f32);
            let width = (measure::width(&label, TYPE).ceil() as i32 + 2 * pad).min(most);
            Placed {
                x,
                y: rows[&Slot::Node(node)],
                width,
                label,
            }
        })
        .collect();
    let edges = chains
        .iter()
        .map(|(chain, copied)| Line {
            copied: *copied,
            points: points(chain, &nodes, &columns, &rows),
        })
        .collect();
    let brackets = graph
        .copies
        .iter()
        .enumerate()
        .map(|(nth, outlets)| Bracket {
            x: bracket_at(&nodes, outlets, nth),
            ticks: outlets
                .iter()
                .map(|&outlet| (nodes[outlet].x + nodes[outlet].width, nodes[outlet].y))
                .collect(),
        })
        .collect();
    Picture {
        height,
        nodes,
        edges,
        brackets,
    }
}

/// Just right of the outlets it joins, each further one a little more so.
fn bracket_at(nodes: &[Placed], outlets: &BTreeSet<usize>, nth: usize) -> i32 {
    let ends = outlets
        .iter()
        .map(|&outlet| nodes[outlet].x + nodes[outlet].width);
    (ends.max().unwrap_or(0) + 6 + BRACKET * nth as i32).min(WIDTH - 1)
}

/// Outlets have no box, so their names need less room around them.
fn padding(kind: Kind) -> i32 {
    match kind {
        Kind::Speaker | Kind::Relay => PAD,
        Kind::Outlet | Kind::Rest => 5,
    }
}

/// The layer of each node: the speaker's is 0, the outlets' is the last.
fn layers(graph: &Graph) -> Vec<usize> {
    let mut layer = vec![0; graph.nodes.len()];
    // An edge that would close a circle takes no part in the layering.
    let mut kept: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &(from, to) in graph.edges.keys() {
        if !reaches(&kept, to, from) {
            kept.entry(from).or_default().insert(to);
        }
    }
    for _ in 0..graph.nodes.len() {
        for (&from, all) in &kept {
            for &to in all {
                layer[to] = layer[to].max(layer[from] + 1);
            }
        }
    }
    let is_outlet = |node: usize| matches!(graph.nodes[node].1, Kind::Outlet | Kind::Rest);
    let inner = (0..layer.len()).filter(|&node| !is_outlet(node));
    let last = inner.map(|node| layer[node]).max().unwrap_or(0) + 1;
    for (node, layer) in layer.iter_mut().enumerate() {
        if is_outlet(node) {
            *layer = last;
        }
    }
    layer
}

fn reaches(edges: &BTreeMap<usize, BTreeSet<usize>>, from: usize, to: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if node == to {
            return true;
        }
        if seen.insert(node) {
            open.extend(edges.get(&node).into_iter().flatten());
        }
    }
    false
}

/// Orders each layer by the middle of its neighbours, to and fro.
fn order(slots: &mut [Vec<Slot>], chains: &[(Vec<(usize, Slot)>, bool)]) {
    let mut neighbours: BTreeMap<Slot, (Vec<Slot>, Vec<Slot>)> = BTreeMap::new();
    for (chain, _) in chains {
        for pair in chain.windows(2) {
            let ((_, a), (_, b)) = (pair[0], pair[1]);
            neighbours.entry(a).or_default().1.push(b);
            neighbours.entry(b).or_default().0.push(a);
        }
    }
    let depth = slots.len();
    for sweep in 0..6 {
        let mut place: BTreeMap<Slot, usize> = slots
            .iter()
            .flat_map(|row| row.iter().enumerate().map(|(at, &slot)| (slot, at)))
            .collect();
        let forward = sweep % 2 == 0;
        let rows: Vec<usize> = if forward {
            (1..depth).collect()
        } else {
            (0..depth.saturating_sub(1)).rev().collect()
        };
        for row in rows {
            let mut keyed: Vec<(usize, usize, Slot)> = slots[row]
                .iter()
                .enumerate()
                .map(|(at, &slot)| {
                    let near = neighbours.get(&slot).map(
                        |(left, right)| {
                            if forward { left } else { right }
                        },
                    );
                    let near = near.map(Vec::as_slice).unwrap_or_default();
                    let sum: usize = near.iter().map(|slot| place[slot] * 1000).sum();
                    let middle = sum.checked_div(near.len()).unwrap_or(at * 1000);
                    (middle, at, slot)
                })
                .collect();
            keyed.sort_unstable();
            for (at, &(_, _, slot)) in keyed.iter().enumerate() {
                slots[row][at] = slot;
                place.insert(slot, at);
            }
        }
    }
}

/// Where each layer begins and how wide it may be.
fn columns(graph: &Graph, slots: &[Vec<Slot>]) -> Vec<(i32, i32)> {
    let reserve = BRACKET * graph.copies.len() as i32 + if graph.copies.is_empty() { 0 } else { 6 };
    let mut widths: Vec<i32> = slots
        .iter()
        .map(|row| {
            row.iter()
                .map(|slot| match slot {
                    Slot::Node(node) => {
                        let (name, kind) = &graph.nodes[*node];
                        measure::width(names::brief(name), TYPE).ceil() as i32 + 2 * padding(*kind)
                    }
                    Slot::Pass(..) => 0,
                })
                .max()
                .unwrap_or(0)
        })
        .collect();
    let gaps = slots.len().saturating_sub(1) as i32;
    // A very deep chain leaves little room; the gaps give way before the names.
    let gap = GAP.min((WIDTH - reserve) / (gaps + 1) / 3);
    let room = WIDTH - reserve - gap * gaps;
    while widths.iter().sum::<i32>() > room {
        let widest = widths.iter().copied().max().unwrap_or(0);
        let over = widths.iter().sum::<i32>() - room;
        let second = widths.iter().copied().filter(|&w| w < widest).max();
        let many = widths.iter().filter(|&&w| w == widest).count() as i32;
        let step = (over / many).max(1).min(widest - second.unwrap_or(0));
        for width in widths.iter_mut().filter(|width| **width == widest) {
            *width -= step;
        }
    }
    let spare = room - widths.iter().sum::<i32>();
    let gap = gap + (spare / gaps.max(1)).min(48);
    let mut x = 0;
    widths
        .into_iter()
        .map(|width| {
            let column = (x, width);
            x += width + gap;
            column
        })
        .collect()
}

/// The height of each slot, and of the picture.
fn rows(slots: &[Vec<Slot>], chains: &[(Vec<(usize, Slot)>, bool)]) -> (BTreeMap<Slot, i32>, i32) {
    let last = slots.len() - 1;
    let pitch = |layer: usize| if layer == last { OUTLET_PITCH } else { PITCH };
    let height = slots
        .iter()
        .enumerate()
        .map(|(layer, row)| row.len() as i32 * pitch(layer))
        .max()
        .unwrap_or(0)
        .max(PITCH);
    let mut right: BTreeMap<Slot, Vec<Slot>> = BTreeMap::new();
    for (chain, _) in chains {
        for pair in chain.windows(2) {
            right.entry(pair[0].1).or_default().push(pair[1].1);
        }
    }
    let mut rows: BTreeMap<Slot, i32> = BTreeMap::new();
    for (layer, row) in slots.iter().enumerate().rev() {
        let pitch = pitch(layer);
        let top = (height - row.len() as i32 * pitch) / 2 + pitch / 2;
        let mut places: Vec<i32> = row
            .iter()
            .enumerate()
            .map(|(at, slot)| {
                let near: Vec<i32> = right
                    .get(slot)
                    .into_iter()
                    .flatten()
                    .filter_map(|slot| rows.get(slot).copied())
                    .collect();
                match near.len() as i32 {
                    0 => top + at as i32 * pitch,
                    n => near.iter().sum::<i32>() / n,
                }
            })
            .collect();
        for at in 1..places.len() {
            places[at] = places[at].max(places[at - 1] + pitch);
        }
        let mut floor = height - pitch / 2;
        for place in places.iter_mut().rev() {
            *place = (*place).min(floor);
            floor = *place - pitch;
        }
        rows.extend(row.iter().copied().zip(places));
    }
    (rows, height)
}

fn points(
    chain: &[(usize, Slot)],
    nodes: &[Placed],
    columns: &[(i32, i32)],
    rows: &BTreeMap<Slot, i32>,
) -> Vec<(i32, i32)> {
    let mut points = Vec::new();
    let end = chain.len() - 1;
    for (at, &(layer, slot)) in chain.iter().enumerate() {
        let y = rows[&slot];
        match slot {
            Slot::Node(node) if at == 0 => points.push((nodes[node].x + nodes[node].width, y)),
            Slot::Node(node) => {
                debug_assert_eq!(at, end);
                points.push((nodes[node].x, y));
            }
            Slot::Pass(..) => {
                let (x, width) = columns[layer];
                points.extend([(x, y), (x + width, y)]);
            }
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(routes: &[&[&str]]) -> Graph {
        let mut graph = Graph {
            nodes: vec![("Speaker of the House".into(), Kind::Speaker)],
            ..Graph::default()
        };
        for route in routes {
            let mut before = 0;
            for (at, name) in route.iter().enumerate() {
                let kind = if at + 1 == route.len() {
                    Kind::Outlet
                } else {
                    Kind::Relay
                };
                let node = match graph
                    .nodes
                    .iter()
                    .position(|(n, k)| n == name && *k == kind)
                {
                    Some(node) => node,
                    None => {
                        graph.nodes.push(((*name).to_owned(), kind));
                        graph.nodes.len() - 1
                    }
                };
                graph.edges.entry((before, node)).or_insert(false);
                before = node;
            }
        }
        graph
    }

    /// No two nodes overlap, all lie inside, and all labels fit their nodes.
    fn assert_clear(graph: &Graph) {
        let picture = picture(graph);
        for (a, node) in picture.nodes.iter().enumerate() {
            assert!(node.x >= 0 && node.x + node.width <= WIDTH, "{node:?}");
            assert!(
                node.y - NODE / 2 >= 0 && node.y + NODE / 2 <= picture.height,
                "{node:?} in {}",
                picture.height
            );
            let pad = padding(graph.nodes[a].1);
            let text = measure::width(&node.label, TYPE).ceil() as i32;
            assert!(
                text <= node.width - 2 * pad + 1 || node.label == "…",
                "{node:?}"
            );
            for other in &picture.nodes[a + 1..] {
                let apart = (node.y - other.y).abs() >= NODE
                    || node.x + node.width <= other.x
                    || other.x + other.width <= node.x;
                assert!(apart, "{node:?} overlaps {other:?}");
            }
        }
        // Where an edge passes a layer it keeps clear of that layer's nodes.
        for line in &picture.edges {
            for pass in line.points[1..line.points.len() - 1].chunks(2) {
                for node in &picture.nodes {
                    let beside = (node.y - pass[0].1).abs() >= NODE / 2;
                    assert!(beside || node.x > pass[1].0 || node.x + node.width < pass[0].0);
                }
            }
        }
    }

    #[test]
    fn nothing_overlaps() {
        assert_clear(&graph(&[]));
        assert_clear(&graph(&[&["The Harbour Post"]]));
        assert_clear(&graph(&[
            &["presidency", "The Harbour Post"],
            &["presidency", "Veld Courier"],
            &["Orrin State Radio", "Kest News Agency", "Strait Times"],
            &["Unnamed outlet"],
        ]));
        let names: Vec<String> = (0..14)
            .map(|n| format!("The Very Long Name of Outlet Number {n} of the Archipelago"))
            .collect();
        let relays: Vec<String> = (0..9).map(|n| format!("Ministry of Matter {n}")).collect();
        let routes: Vec<Vec<&str>> = names
            .iter()
            .enumerate()
            .map(|(n, name)| {
                let mut route: Vec<&str> = relays[..n % 6].iter().map(String::as_str).collect();
                route.push(&relays[n % 9]);
                route.dedup();
                route.push(name);
                route
            })
            .collect();
        let routes: Vec<&[&str]> = routes.iter().map(Vec::as_slice).collect();
        assert_clear(&graph(&routes));
    }

    #[test]
    fn relays_that_cite_each_other_still_end() {
        assert_clear(&graph(&[&["A", "B", "Post"], &["B", "A", "Courier"]]));
    }

    #[test]
    fn the_outlets_stand_in_one_column_on_the_right() {
        let picture = picture(&graph(&[&["Post"], &["readout", "Courier"]]));
        let (speaker, post) = (&picture.nodes[0], &picture.nodes[1]);
        let (readout, courier) = (&picture.nodes[2], &picture.nodes[3]);
        assert_eq!(post.x, courier.x);
        assert!(speaker.x + speaker.width < readout.x && readout.x + readout.width < courier.x);
    }
}
