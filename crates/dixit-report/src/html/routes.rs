//! The picture of a statement's routes and its explanation.

use crate::layout::{self, Graph, Kind, NODE, OUTLET, WIDTH};
use crate::phrase::{self, capital, noun};
use crate::view::{View, carrying};
use dixit_model::Statement;
use maud::{Markup, html as markup};
use std::collections::{BTreeMap, BTreeSet};

/// So many outlets are drawn one by one.
const OUTLETS: usize = 12;

pub(super) fn figure(view: &View, statement: &Statement) -> Markup {
    let graph = graph(view, statement);
    let picture = layout::picture(&graph);
    let label = spoken(view, statement);
    let bearing: BTreeSet<String> = statement.rests_on.iter().map(|n| view.told(n)).collect();
    let copies = copies(view, statement);
    let independent = statement.independent;
    let carriers = carrying(statement).len();
    markup! {
        figure.routes {
            svg viewBox={ "0 0 " (WIDTH) " " (picture.height) } width=(WIDTH) height=(picture.height)
                role="img" aria-label=(label) {
                @for line in &picture.edges {
                    path.edge.copied[line.copied] d=(curve(&line.points)) {}
                }
                @for bracket in &picture.brackets {
                    path.edge.copied d=(joined(bracket)) {}
                }
                @for (placed, (name, kind)) in picture.nodes.iter().zip(&graph.nodes) {
                    @let bears = bearing.contains(name.as_str()) && *kind != Kind::Rest;
                    g.node.(kind_class(*kind)).bears[bears] {
                        title { (name) }
                        rect x=(placed.x) y=(placed.y - height(*kind) / 2) width=(placed.width) height=(height(*kind)) rx="3" {}
                        text x=(placed.x + text_inset(*kind)) y=(placed.y + 4) { (placed.label) }
                    }
                }
            }
            figcaption {
                b.independent.many[independent > 1].one[independent <= 1 && carriers > 1] {
                    (independent) " independent " (noun(independent, "route", "routes")) "."
                }
                @if !statement.explanation.is_empty() { " " (view.told(&statement.explanation)) }
                @for copy in copies { " " (copy) }
            }
        }
    }
}

fn height(kind: Kind) -> i32 {
    match kind {
        Kind::Speaker | Kind::Relay => NODE,
        Kind::Outlet | Kind::Rest => OUTLET,
    }
}

fn kind_class(kind: Kind) -> &'static str {
    match kind {
        Kind::Speaker => "speaker",
        Kind::Relay => "relay",
        Kind::Outlet => "outlet",
        Kind::Rest => "rest",
    }
}

fn text_inset(kind: Kind) -> i32 {
    match kind {
        Kind::Speaker | Kind::Relay => 9,
        Kind::Outlet | Kind::Rest => 5,
    }
}

/// The routes as nodes and edges; outlets beyond the first dozen become one.
fn graph(view: &View, statement: &Statement) -> Graph {
    let mut graph = Graph {
        nodes: vec![(view.speaker(statement).to_owned(), Kind::Speaker)],
        ..Graph::default()
    };
    let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
    let mut relays: BTreeMap<usize, usize> = BTreeMap::new();
    let mut names: Vec<&str> = statement
        .routes
        .iter()
        .map(|route| view.outlet(route.article))
        .collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    let drawn = if names.len() > OUTLETS + 1 {
        OUTLETS
    } else {
        names.len()
    };
    let mut copies: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for route in &statement.routes {
        let mut before = 0;
        for &relay in route.relays.iter().rev() {
            if Some(relay) == statement.speaker {
                continue;
            }
            let node = *relays.entry(relay).or_insert_with(|| {
                graph.nodes.push((view.name(relay).to_owned(), Kind::Relay));
                graph.nodes.len() - 1
            });
            if node != before {
                graph.edges.insert((before, node), false);
            }
            before = node;
        }
        let name = view.outlet(route.article);
        let is_drawn = names[..drawn].contains(&name);
        let key = if is_drawn { name } else { "" };
        let node = *outlets.entry(key).or_insert_with(|| {
            graph.nodes.push(if is_drawn {
                (name.to_owned(), Kind::Outlet)
            } else {
                (
                    format!("and {} more outlets", names.len() - drawn),
                    Kind::Rest,
                )
            });
            graph.nodes.len() - 1
        });
        let copied = route.copy.and_then(|copy| view.record.copies.get(copy));
        let takes = copied.is_some_and(|copy| {
            copy.passages
                .first()
                .is_none_or(|first| first.article != route.article)
        });
        graph
            .edges
            .entry((before, node))
            .and_modify(|only| *only &= takes)
            .or_insert(takes);
        if let (Some(copy), Some(index), true) = (copied, route.copy, is_drawn) {
            let joined = copies.entry(index).or_default();
            joined.insert(node);
            for passage in &copy.passages {
                joined.extend(outlets.get(view.outlet(passage.article)));
            }
        }
    }
    graph.copies = copies
        .into_values()
        .filter(|joined| joined.len() > 1)
        .take(3)
        .collect();
    graph
}

/// What the dashes mean here.
fn copies(view: &View, statement: &Statement) -> Vec<String> {
    let mut told = BTreeSet::new();
    let mut phrases = Vec::new();
    for route in &statement.routes {
        let Some(copy) = route.copy.and_then(|copy| view.record.copies.get(copy)) else {
            continue;
        };
        let first = copy.passages.first().map(|passage| passage.article);
        if first == Some(route.article) || !told.insert(route.article) {
            continue;
        }
        if let Some(shared) = view.copy_phrase(copy, route.article) {
            phrases.push(format!("{} {shared}.", view.outlet(route.article)));
        }
    }
    if let Some(first) = phrases.first_mut() {
        *first = format!("Dashed: {first}");
    }
    phrases.truncate(3);
    phrases
}

/// The picture for those who do not see it.
fn spoken(view: &View, statement: &Statement) -> String {
    let mut by_path: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    for route in &statement.routes {
        let relays: Vec<&str> = route.relays.iter().rev().map(|&r| view.name(r)).collect();
        let outlets = by_path.entry(relays).or_default();
        let outlet = view.outlet(route.article);
        if !outlets.contains(&outlet) {
            outlets.push(outlet);
        }
    }
    let paths: Vec<String> = by_path
        .iter()
        .map(|(relays, outlets)| {
            let to = phrase::short_list(outlets, 6);
            if relays.is_empty() {
                format!("straight to {to}")
            } else {
                format!("through {} to {to}", relays.join(", then "))
            }
        })
        .collect();
    if paths.is_empty() {
        return format!("Routes from {}: none recorded", view.speaker(statement));
    }
    capital(&format!(
        "Routes from {}: {}",
        view.speaker(statement),
        paths.join("; ")
    ))
}

/// A smooth line through points that come in horizontal pairs.
fn curve(points: &[(i32, i32)]) -> String {
    let mut path = String::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        if at == 0 {
            path = format!("M{x} {y}");
        } else if at % 2 == 0 {
            path.push_str(&format!("H{x}"));
        } else {
            let (from, level) = points[at - 1];
            let middle = (from + x) / 2;
            path.push_str(&format!("C{middle} {level} {middle} {y} {x} {y}"));
        }
    }
    path
}

fn joined(bracket: &layout::Bracket) -> String {
    let mut path = String::new();
    for (x, y) in &bracket.ticks {
        path.push_str(&format!("M{} {y}H{}", x + 2, bracket.x));
    }
    let ys = || bracket.ticks.iter().map(|tick| tick.1);
    if let (Some(top), Some(bottom)) = (ys().min(), ys().max()) {
        path.push_str(&format!("M{} {top}V{bottom}", bracket.x));
    }
    path
}
