//! The parties through which statements came.

use super::{Edge, Node};
use dixit_model::{Record, Statement};
use dixit_record::{Party, paths};
use std::collections::{BTreeMap, BTreeSet};

/// One graph for each statement of a record; they share no node.
pub(crate) fn of(record: &Record) -> (Vec<Node>, Vec<Edge>) {
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    for statement in &record.statements {
        add(record, statement, &mut nodes, &mut edges);
    }
    (nodes, edges)
}

fn add(record: &Record, statement: &Statement, nodes: &mut Vec<Node>, edges: &mut Vec<Edge>) {
    let id = |what: &str| format!("{}/{what}", statement.id);
    let node = |what: &str, label: String, kind| Node {
        id: id(what),
        label,
        kind,
        statement: Some(statement.id.clone()),
        independent: None,
    };
    let speaker = statement
        .speaker
        .map(|entity| record.entities[entity].name.clone());
    let mut first = node("speaker", speaker.unwrap_or_default(), "speaker");
    first.independent = Some(statement.independent);
    nodes.push(first);
    let mut parties = BTreeSet::new();
    let mut steps: BTreeMap<(String, String), usize> = BTreeMap::new();
    for path in paths(record, statement) {
        let mut from = id("speaker");
        for &party in &path {
            let (what, label, kind) = named(record, party);
            if parties.insert(party) {
                nodes.push(node(&what, label, kind));
            }
            *steps.entry((from, id(&what))).or_default() += 1;
            from = id(&what);
        }
        *steps.entry((from, id("reader"))).or_default() += 1;
    }
    nodes.push(node("reader", "reader".to_owned(), "reader"));
    let steps = steps.into_iter();
    edges.extend(steps.map(|((from, to), weight)| Edge { from, to, weight }));
}

/// What a party is called in its statement's graph, its name and its kind.
fn named(record: &Record, party: Party) -> (String, String, &'static str) {
    match party {
        Party::Relay(entity) => {
            let entity = &record.entities[entity];
            (format!("relay:{}", entity.id), entity.name.clone(), "relay")
        }
        Party::Copy(copy) => {
            let copy = &record.copies[copy];
            let agency = copy.credit.as_ref().map(|credit| credit.agency.clone());
            let label = agency.unwrap_or_else(|| "a text that several articles share".to_owned());
            (format!("copy:{}", copy.id), label, "copy")
        }
        Party::Outlet(article) => {
            let article = &record.readings[article].article;
            let outlet = article.outlet.as_ref().map(|outlet| outlet.value.clone());
            let label = outlet.unwrap_or_else(|| format!("article {}", article.id));
            (format!("outlet:{}", article.id), label, "outlet")
        }
    }
}
