//! FollowTheMoney for Aleph: one entity a line.
//!
//! Articles are `Article`s; those who speak or relay are `Person`,
//! `Organization`, `PublicBody` (states) or `LegalEntity`; a statement is a
//! `Note` on its speaker, with its articles as proof; who relayed whom is an
//! `UnknownLink`. The same id stands for the same thing in every line, so that
//! Aleph puts together what several stories say of one.

use crate::error::Result;
use crate::id::plain;
use crate::language::three_letters;
use crate::write::Export;
use dixit_model::{EntityKind, Record, RecordEntity, Statement};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::Write;

/// Entities as they are written.
pub struct FollowTheMoney<W> {
    out: W,
    with_text: bool,
}

impl<W: Write> FollowTheMoney<W> {
    /// With or without the articles' texts.
    pub fn new(out: W, with_text: bool) -> Self {
        FollowTheMoney { out, with_text }
    }

    /// An entity of a schema, with the properties that have a value.
    fn line<const N: usize>(
        &mut self,
        id: String,
        schema: &str,
        properties: [(&str, Vec<String>); N],
    ) -> Result<()> {
        let there = properties.into_iter().map(|(key, values)| {
            let values: Vec<String> = values.into_iter().filter(|v| !v.is_empty()).collect();
            (key.to_owned(), values)
        });
        let there = there.filter(|(_, values)| !values.is_empty());
        let properties: Map<String, Value> = there.map(|(k, v)| (k, v.into())).collect();
        let line = json!({ "id": id, "schema": schema, "properties": properties });
        serde_json::to_writer(&mut self.out, &line)?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn article(&mut self, record: &Record, number: usize) -> Result<()> {
        let article = &record.readings[number].article;
        let text = self.with_text.then(|| article.text.clone());
        self.line(
            article_id(record, number),
            "Article",
            [
                ("fileName", vec![article.id.clone()]),
                (
                    "title",
                    article.title.iter().map(|t| t.value.clone()).collect(),
                ),
                ("author", article.authors.clone()),
                (
                    "publisher",
                    article.outlet.iter().map(|o| o.value.clone()).collect(),
                ),
                (
                    "publishedAt",
                    article
                        .published
                        .iter()
                        .map(|d| d.value.to_string())
                        .collect(),
                ),
                ("sourceUrl", article.url.iter().cloned().collect()),
                (
                    "language",
                    article
                        .language
                        .iter()
                        .filter_map(|l| three_letters(&l.value))
                        .collect(),
                ),
                ("bodyText", text.into_iter().collect()),
            ],
        )
    }

    fn entity(&mut self, entity: &RecordEntity) -> Result<()> {
        let schema = match entity.kind {
            EntityKind::Person => "Person",
            EntityKind::Organisation => "Organization",
            EntityKind::State => "PublicBody",
            _ => "LegalEntity",
        };
        let other = entity.names.iter().filter(|name| **name != entity.name);
        // Only a person holds a position.
        let (position, notes) = match entity.kind {
            EntityKind::Person => (entity.roles.clone(), Vec::new()),
            _ => (Vec::new(), entity.roles.clone()),
        };
        self.line(
            entity_id(entity),
            schema,
            [
                ("name", vec![entity.name.clone()]),
                ("alias", other.cloned().collect()),
                ("position", position),
                ("notes", notes),
            ],
        )
    }

    fn statement(&mut self, record: &Record, statement: &Statement) -> Result<()> {
        let articles: BTreeSet<usize> = statement.members.iter().map(|m| m.article).collect();
        let proof: Vec<String> = articles.iter().map(|&at| article_id(record, at)).collect();
        let note = plain("statement", &[&statement.id]);
        let speaker = statement.speaker.map(|entity| &record.entities[entity]);
        let said_on = statement.said_on.as_ref();
        self.line(
            note.clone(),
            "Note",
            [
                ("name", vec![statement.gist.clone()]),
                ("description", vec![statement.gist.clone()]),
                ("entity", speaker.into_iter().map(entity_id).collect()),
                ("summary", vec![statement.explanation.clone()]),
                (
                    "notes",
                    said_on
                        .iter()
                        .map(|day| format!("said on {}", day.value))
                        .collect(),
                ),
                ("proof", proof.clone()),
            ],
        )?;
        let Some(speaker) = speaker else {
            return Ok(());
        };
        let relays: BTreeSet<usize> = statement
            .routes
            .iter()
            .flat_map(|route| route.relays.iter().copied())
            .collect();
        for relay in relays {
            let relay = &record.entities[relay];
            self.line(
                plain("relay", &[&statement.id, &relay.id]),
                "UnknownLink",
                [
                    ("subject", vec![entity_id(relay)]),
                    ("object", vec![entity_id(speaker)]),
                    ("role", vec!["relays a statement of".to_owned()]),
                    (
                        "date",
                        said_on.iter().map(|day| day.value.to_string()).collect(),
                    ),
                    ("proof", proof.clone()),
                    ("summary", vec![statement.gist.clone()]),
                ],
            )?;
        }
        Ok(())
    }
}

impl<W: Write> Export for FollowTheMoney<W> {
    fn add(&mut self, record: &Record) -> Result<()> {
        for number in 0..record.readings.len() {
            self.article(record, number)?;
        }
        let mut parties = BTreeSet::new();
        for statement in &record.statements {
            parties.extend(statement.speaker);
            parties.extend(statement.routes.iter().flat_map(|route| &route.relays));
        }
        for party in parties {
            self.entity(&record.entities[party])?;
        }
        for statement in &record.statements {
            self.statement(record, statement)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

fn entity_id(entity: &RecordEntity) -> String {
    plain("entity", &[&entity.id])
}

fn article_id(record: &Record, number: usize) -> String {
    plain("article", &[&record.readings[number].article.id])
}
