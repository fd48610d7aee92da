//! GraphML: nodes and edges as they come.

use super::{Edge, Gatherer, GraphKind, Node, VALUES, values};
use crate::error::Result;
use crate::write::Export;
use crate::xml::{element, open};
use dixit_model::Record;
use std::io::Write;

/// A graph as it is written.
pub struct GraphMl<W> {
    out: W,
    gatherer: Gatherer,
}

impl<W: Write> GraphMl<W> {
    /// Begins with what the attributes are.
    pub fn new(kind: GraphKind, mut out: W) -> Result<Self> {
        out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
              <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
        )?;
        let mut key = |id: &str, of: &str, kind: &str| {
            let some = |text: &str| Some(text.to_owned());
            let attributes = [
                ("id", some(id)),
                ("for", some(of)),
                ("attr.name", some(id)),
                ("attr.type", some(kind)),
            ];
            writeln!(out, "{}", element("key", &attributes, ""))
        };
        key("label", "node", "string")?;
        for (name, kind) in VALUES {
            key(name, "node", kind)?;
        }
        key("weight", "edge", "long")?;
        out.write_all(b"<graph edgedefault=\"directed\">\n")?;
        let gatherer = Gatherer::new(kind);
        Ok(GraphMl { out, gatherer })
    }

    fn write(&mut self, nodes: &[Node], edges: &[Edge]) -> Result<()> {
        for node in nodes {
            let data =
                |key: &str, value: &str| element("data", &[("key", Some(key.to_owned()))], value);
            let mut parts = data("label", &node.label);
            for ((name, _), value) in VALUES.iter().zip(values(node)) {
                parts.extend(value.map(|value| data(name, &value)));
            }
            let tag = open("node", &[("id", Some(node.id.clone()))]);
            writeln!(self.out, "{tag}{parts}</node>")?;
        }
        for edge in edges {
            let ends = [
                ("source", Some(edge.from.clone())),
                ("target", Some(edge.to.clone())),
            ];
            let weight = element(
                "data",
                &[("key", Some("weight".to_owned()))],
                &edge.weight.to_string(),
            );
            writeln!(self.out, "{}{weight}</edge>", open("edge", &ends))?;
        }
        Ok(())
    }
}

impl<W: Write> Export for GraphMl<W> {
    fn add(&mut self, record: &Record) -> Result<()> {
        let (nodes, edges) = self.gatherer.add(record);
        self.write(&nodes, &edges)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let gatherer = std::mem::replace(&mut self.gatherer, Gatherer::Routes);
        let (nodes, edges) = gatherer.finish();
        self.write(&nodes, &edges)?;
        self.out.write_all(b"</graph>\n</graphml>\n")?;
        Ok(self.out.flush()?)
    }
}
