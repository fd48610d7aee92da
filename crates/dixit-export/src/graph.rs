//! Graphs of a record, for GraphML and GEXF.
//!
//! *Citations*: who cites whom. An edge leads from an outlet to the relay that
//! it cites, on to the next, and to the speaker; its weight counts
//! attributions.
//!
//! *Routes*: for each statement, the parties through which it came. Edges lead
//! from its speaker to the reader, through relays, copied texts and outlets;
//! the number of paths that share no party between them (NetworkX calls it
//! local node connectivity) is the `independent` of the statement.

mod citations;
mod gexf;
mod graphml;
mod routes;

pub use gexf::Gexf;
pub use graphml::GraphMl;

use dixit_model::Record;

/// What a graph is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphKind {
    /// Who cites whom.
    Citations,
    /// The parties through which each statement came.
    Routes,
}

/// A vertex.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub id: String,
    pub label: String,
    /// outlet, person … ; of routes also speaker, relay, copy, reader.
    pub kind: &'static str,
    /// Of routes: the statement.
    pub statement: Option<String>,
    /// Of a statement's speaker: its independent routes.
    pub independent: Option<usize>,
}

/// An edge.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edge {
    pub from: String,
    pub to: String,
    pub weight: usize,
}

/// Nodes and edges as they become known.
pub(crate) enum Gatherer {
    Citations(citations::Citations),
    Routes,
}

impl Gatherer {
    pub fn new(kind: GraphKind) -> Self {
        match kind {
            GraphKind::Citations => Gatherer::Citations(citations::Citations::default()),
            GraphKind::Routes => Gatherer::Routes,
        }
    }

    /// What can be written of `record` at once.
    pub fn add(&mut self, record: &Record) -> (Vec<Node>, Vec<Edge>) {
        match self {
            Gatherer::Citations(citations) => {
                citations.add(record);
                (Vec::new(), Vec::new())
            }
            Gatherer::Routes => routes::of(record),
        }
    }

    /// What is known only at the end.
    pub fn finish(self) -> (Vec<Node>, Vec<Edge>) {
        match self {
            Gatherer::Citations(citations) => citations.finish(),
            Gatherer::Routes => (Vec::new(), Vec::new()),
        }
    }
}

/// The values of a node that are attributes in both formats: name, type, value.
pub(crate) fn values(node: &Node) -> [Option<String>; 3] {
    let independent = node.independent.map(|number| number.to_string());
    [
        Some(node.kind.to_owned()),
        node.statement.clone(),
        independent,
    ]
}

/// Names and types of [`values`].
pub(crate) const VALUES: [(&str, &str); 3] = [
    ("kind", "string"),
    ("statement", "string"),
    ("independent", "long"),
];
