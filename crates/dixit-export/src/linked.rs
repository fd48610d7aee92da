//! Linked data (JSON-LD): schema.org for what there is, PROV-O for how it came,
//! Web Annotation for where it stands.
//!
//! | of the record | here |
//! | --- | --- |
//! | article | `schema:NewsArticle` of a `schema:publisher` |
//! | attribution | `schema:Quotation` where words are quoted, else `schema:Claim`; an `oa:Annotation` whose targets select its words |
//! | statement | `schema:Claim`, `prov:wasAttributedTo` its speaker |
//! | route | `dixit:Route`: an account in an article, `prov:wasQuotedFrom` each relay's in turn, `prov:hadPrimarySource` the statement |
//! | entity | `schema:Person`, `schema:Organization`, `schema:Country`, `schema:Place` or `schema:Thing`, a `prov:Agent` |
//! | story | `schema:Collection` of articles |
//!
//! The context stands in the document, so that nothing is fetched to read it.

mod node;
mod route;

use crate::error::Result;
use crate::write::Export;
use dixit_model::Record;
use serde_json::{Value, json};
use std::io::Write;

/// Linked data as it is written: one document.
pub struct LinkedData<W> {
    out: W,
    with_text: bool,
    begun: bool,
}

impl<W: Write> LinkedData<W> {
    /// With or without the articles' texts.
    pub fn new(out: W, with_text: bool) -> Self {
        LinkedData {
            out,
            with_text,
            begun: false,
        }
    }

    fn node(&mut self, node: &Value) -> Result<()> {
        let before = if self.begun { ",\n" } else { "" };
        self.begin()?;
        self.out.write_all(before.as_bytes())?;
        Ok(serde_json::to_writer(&mut self.out, node)?)
    }

    fn begin(&mut self) -> Result<()> {
        if !self.begun {
            self.begun = true;
            write!(self.out, "{{\"@context\":{},\n\"@graph\":[\n", context())?;
        }
        Ok(())
    }
}

impl<W: Write> Export for LinkedData<W> {
    fn add(&mut self, record: &Record) -> Result<()> {
        for entity in &record.entities {
            self.node(&node::entity(entity))?;
        }
        for story in &record.stories {
            self.node(&node::story(record, story))?;
        }
        for number in 0..record.readings.len() {
            self.node(&node::article(record, number, self.with_text))?;
        }
        let known = node::Known::new(record);
        for (number, reading) in record.readings.iter().enumerate() {
            let words = node::Words::new(reading);
            for row in &reading.attributions {
                self.node(&node::attribution(&known, number, &words, row))?;
            }
        }
        for statement in &record.statements {
            self.node(&node::statement(record, statement))?;
            for number in 0..statement.routes.len() {
                for account in route::accounts(record, statement, number) {
                    self.node(&account)?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.begin()?;
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out.flush()?)
    }
}

fn context() -> Value {
    json!({
        "schema": "https://schema.org/",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "dixit": "https://github.com/dixit-record/dixit/ns#",
    })
}

/// A reference to a node.
fn to(id: String) -> Value {
    json!({ "@id": id })
}

/// A day.
fn day(day: dixit_model::Date) -> Value {
    json!({ "@value": day.to_string(), "@type": "xsd:date" })
}

/// A node without the keys under which there is nothing.
fn node_of(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let nothing = |value: &Value| match value {
                Value::Null => true,
                Value::Array(items) => items.is_empty(),
                _ => false,
            };
            let there = map.into_iter().filter(|(_, value)| !nothing(value));
            Value::Object(there.collect())
        }
        other => other,
    }
}
