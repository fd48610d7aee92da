//! GEXF 1.3, which Gephi and NetworkX both read.
//!
//! All nodes stand before all edges, so edges are kept until the end.

use super::{Edge, Gatherer, GraphKind, Node, VALUES, values};
use crate::error::Result;
use crate::write::Export;
use crate::xml::{element, open};
use dixit_model::Record;
use std::io::Write;

/// A graph as it is written.
pub struct Gexf<W> {
    out: W,
    gatherer: Gatherer,
    edges: Vec<Edge>,
}

impl<W: Write> Gexf<W> {
    /// Begins with what the attributes are.
    pub fn new(kind: GraphKind, mut out: W) -> Result<Self> {
        out.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
              <gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
              <graph defaultedgetype=\"directed\" mode=\"static\">\n\
              <attributes class=\"node\" mode=\"static\">\n",
        )?;
        for (name, kind) in VALUES {
            let some = |text: &str| Some(text.to_owned());
            let attributes = [
                ("id", some(name)),
                ("title", some(name)),
                ("type", some(kind)),
            ];
            writeln!(out, "{}", element("attribute", &attributes, ""))?;
        }
        out.write_all(b"</attributes>\n<nodes>\n")?;
        Ok(Gexf {
            out,
            gatherer: Gatherer::new(kind),
            edges: Vec::new(),
        })
    }

    fn nodes(&mut self, nodes: &[Node]) -> Result<()> {
        for node in nodes {
            let ends = [
                ("id", Some(node.id.clone())),
                ("label", Some(node.label.clone())),
            ];
            let mut parts = String::new();
            for ((name, _), value) in VALUES.iter().zip(values(node)) {
                let value = value.map(|value| {
                    let pair = [("for", Some((*name).to_owned())), ("value", Some(value))];
                    element("attvalue", &pair, "")
                });
                parts.extend(value);
            }
            let tag = open("node", &ends);
            writeln!(self.out, "{tag}<attvalues>{parts}</attvalues></node>")?;
        }
        Ok(())
    }
}

impl<W: Write> Export for Gexf<W> {
    fn add(&mut self, record: &Record) -> Result<()> {
        let (nodes, edges) = self.gatherer.add(record);
        self.edges.extend(edges);
        self.nodes(&nodes)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let gatherer = std::mem::replace(&mut self.gatherer, Gatherer::Routes);
        let (nodes, edges) = gatherer.finish();
        self.edges.extend(edges);
        self.nodes(&nodes)?;
        self.out.write_all(b"</nodes>\n<edges>\n")?;
        for (number, edge) in self.edges.iter().enumerate() {
            let attributes = [
                ("id", Some(number.to_string())),
                ("source", Some(edge.from.clone())),
                ("target", Some(edge.to.clone())),
                ("weight", Some(edge.weight.to_string())),
            ];
            writeln!(self.out, "{}", element("edge", &attributes, ""))?;
        }
        self.out.write_all(b"</edges>\n</graph>\n</gexf>\n")?;
        Ok(self.out.flush()?)
    }
}
