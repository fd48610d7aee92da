//! IPTC ninjs 3.2: a news item an article, one JSON object a line.
//!
//! Attributions are its associated components, in text order: `name` says who
//! said it, `people`, `organisations` and `places` hold speaker and addressee
//! by `rel`, `infoSources` the relays, `bodies` the words.

use crate::error::Result;
use crate::id;
use crate::write::Export;
use dixit_model::{Attribution, EntityKind, Mode, Reading, Record, Resolved, Spans};
use serde_json::{Map, Value, json};
use std::io::Write;

/// News items as they are written.
pub struct Ninjs<W> {
    out: W,
    with_text: bool,
}

impl<W: Write> Ninjs<W> {
    /// With or without the articles' texts.
    pub fn new(out: W, with_text: bool) -> Self {
        Ninjs { out, with_text }
    }
}

impl<W: Write> Export for Ninjs<W> {
    fn add(&mut self, record: &Record) -> Result<()> {
        for (reading, of) in record.readings.iter().zip(&record.identities()) {
            let parties = Parties {
                record,
                reading,
                of,
            };
            serde_json::to_writer(&mut self.out, &item(&parties, self.with_text))?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

/// The entities of a reading, as the record knows them.
struct Parties<'r> {
    record: &'r Record,
    reading: &'r Reading,
    of: &'r [Option<usize>],
}

impl Parties<'_> {
    fn name(&self, local: usize) -> (&str, EntityKind, Option<String>) {
        match self.of[local] {
            Some(entity) => {
                let entity = &self.record.entities[entity];
                let uri = id::urn("entity", &[&entity.id]);
                (&entity.name, entity.kind, Some(uri))
            }
            None => {
                let entity = &self.reading.entities[local];
                (&entity.name, entity.kind, None)
            }
        }
    }

    /// Adds an entity to the list of its kind.
    fn put(&self, item: &mut Map<String, Value>, local: usize, rel: &str) {
        let (name, kind, uri) = self.name(local);
        let list = match kind {
            EntityKind::Person | EntityKind::Group => "people",
            EntityKind::Organisation | EntityKind::State => "organisations",
            EntityKind::Place => "places",
            EntityKind::Document | EntityKind::Other => "objects",
        };
        let list = item.entry(list).or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(filled([
                ("name", Some(json!(name))),
                ("rel", Some(json!(rel))),
                ("uri", uri.map(Value::from)),
            ]));
        }
    }

    fn source(&self, role: &Resolved) -> Value {
        let (name, _, uri) = self.name(role.entity);
        filled([
            ("name", Some(json!(name))),
            ("role", Some(json!("relay"))),
            ("uri", uri.map(Value::from)),
        ])
    }
}

fn item(parties: &Parties, with_text: bool) -> Value {
    let article = &parties.reading.article;
    let mut item = Map::new();
    let mut put = |key: &str, value: Value| item.insert(key.to_owned(), value);
    put("uri", id::article(article).into());
    put("type", "text".into());
    put("profile", "dixit-article".into());
    let mut ids = vec![json!({ "role": "dixit", "value": article.id })];
    ids.extend(
        article
            .url
            .iter()
            .map(|url| json!({ "role": "url", "value": url })),
    );
    put("altIds", ids.into());
    put(
        "standard",
        json!({
            "name": "ninjs",
            "version": "3.2",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#",
        }),
    );
    if let Some(day) = &article.published {
        let at = id::moment(article).unwrap_or_else(|| moment(day.value));
        put("versionCreated", at.into());
    }
    if let Some(language) = &article.language {
        put("language", language.value.clone().into());
    }
    if let Some(title) = &article.title {
        put("title", title.value.clone().into());
        put(
            "headlines",
            json!([{ "role": "main", "value": title.value }]),
        );
    }
    if !article.authors.is_empty() {
        put("by", article.authors.join(", ").into());
    }
    if let Some(outlet) = &article.outlet {
        let uri = id::urn("outlet", &[&outlet.value]);
        put(
            "infoSources",
            json!([{ "name": outlet.value, "role": "publisher", "uri": uri }]),
        );
    }
    if with_text {
        let body = json!({
            "role": "main",
            "contentType": "text/plain",
            "charCount": article.text.chars().count(),
            "value": article.text,
        });
        put("bodies", json!([body]));
    }
    for local in 0..parties.reading.entities.len() {
        parties.put(&mut item, local, "mentions");
    }
    let rows = parties.reading.attributions.iter();
    let said: Vec<Value> = rows.map(|row| component(parties, row)).collect();
    if !said.is_empty() {
        item.insert("associations".to_owned(), said.into());
    }
    Value::Object(item)
}

fn component(parties: &Parties, row: &Attribution) -> Value {
    let article = &parties.reading.article;
    let speaker = row.speaker.as_ref().map(|role| parties.name(role.entity).0);
    let kind = match row.mode {
        Mode::Indirect => "paraphrase",
        Mode::Direct | Mode::Mixed => "quotation",
    };
    let mut item = Map::new();
    let mut put = |key: &str, value: Value| item.insert(key.to_owned(), value);
    put("name", speaker.unwrap_or("unnamed").into());
    put("rel", kind.into());
    put(
        "uri",
        id::urn("attribution", &[&article.id, &row.id]).into(),
    );
    put("type", "component".into());
    put(
        "bodies",
        json!([{ "role": row.mode.word(), "contentType": "text/plain", "value": row.content.text(&article.text) }]),
    );
    if let Some(day) = &row.said_on {
        put("contentCreated", moment(day.value).into());
    }
    let sources: Vec<Value> = row.via.iter().map(|role| parties.source(role)).collect();
    if !sources.is_empty() {
        put("infoSources", sources.into());
    }
    if let Some(channel) = &row.channel {
        put("genres", json!([{ "name": channel.name }]));
    }
    if let Some(role) = &row.speaker {
        parties.put(&mut item, role.entity, "speaker");
    }
    if let Some(role) = &row.to {
        parties.put(&mut item, role.entity, "addressee");
    }
    Value::Object(item)
}

fn filled<const N: usize>(pairs: [(&str, Option<Value>); N]) -> Value {
    let there = pairs.into_iter();
    let there = there.filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(there.collect())
}

/// A day as the moment that ninjs asks for: its first, in UTC.
fn moment(day: dixit_model::Date) -> String {
    format!("{day}T00:00:00Z")
}
