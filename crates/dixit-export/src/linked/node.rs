//! The nodes of a record.

use super::{day, node_of, to};
use crate::id;
use dixit_model::{
    Article, Attribution, CodePoints, EntityKind, Mode, Reading, Record, RecordEntity, Resolved,
    Span, Spans, Statement, Story,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Code points before and after words that a selector quotes.
const AROUND: usize = 32;

/// Which entity of the record each of a reading is.
pub(super) struct Known<'r> {
    record: &'r Record,
    of: Vec<Vec<Option<usize>>>,
}

impl<'r> Known<'r> {
    pub fn new(record: &'r Record) -> Self {
        let of = record.identities();
        Known { record, of }
    }

    fn role(&self, reading: usize, role: &Resolved) -> Value {
        match self.of[reading][role.entity] {
            Some(entity) => to(agent(&self.record.entities[entity])),
            None => {
                let reading = &self.record.readings[reading];
                let entity = &reading.entities[role.entity];
                let place = (role.entity + 1).to_string();
                json!({
                    "@id": id::urn("entity", &[&reading.article.id, &place]),
                    "@type": kinds(entity.kind),
                    "schema:name": entity.name,
                })
            }
        }
    }
}

/// An article's words, and where they stand.
pub(super) struct Words<'r> {
    reading: &'r Reading,
    map: CodePoints<'r>,
}

impl<'r> Words<'r> {
    pub fn new(reading: &'r Reading) -> Self {
        Words {
            reading,
            map: CodePoints::new(&reading.article.text),
        }
    }

    /// Selects words by what they are and by where they stand.
    fn target(&self, span: Span) -> Value {
        let text = &self.reading.article.text;
        let [start, end] = self.map.span(span);
        let before = Span::new(self.map.to_byte(start.saturating_sub(AROUND)), span.start);
        let after = Span::new(span.end, self.map.to_byte(end + AROUND));
        json!({
            "oa:hasSource": to(id::article(&self.reading.article)),
            "oa:hasSelector": [
                {
                    "@type": "oa:TextQuoteSelector",
                    "oa:prefix": before.of(text),
                    "oa:exact": span.of(text),
                    "oa:suffix": after.of(text),
                },
                { "@type": "oa:TextPositionSelector", "oa:start": start, "oa:end": end },
            ],
        })
    }
}

pub(super) fn entity(entity: &RecordEntity) -> Value {
    let other = entity.names.iter().filter(|name| **name != entity.name);
    node_of(json!({
        "@id": agent(entity),
        "@type": kinds(entity.kind),
        "schema:name": entity.name,
        "schema:alternateName": other.collect::<Vec<_>>(),
        "schema:description": entity.roles,
    }))
}

pub(super) fn story(record: &Record, story: &Story) -> Value {
    let parts = story.articles.iter();
    let parts = parts.map(|part| to(id::article(&record.readings[part.article].article)));
    let earlier = story.earlier.iter().map(|key| to(id::urn("story", &[key])));
    node_of(json!({
        "@id": id::urn("story", &[&story.id]),
        "@type": "schema:Collection",
        "schema:name": story.title,
        "schema:hasPart": parts.collect::<Vec<_>>(),
        "dixit:first": story.first.map(day),
        "dixit:last": story.last.map(day),
        "dixit:earlier": earlier.collect::<Vec<_>>(),
    }))
}

pub(super) fn article(record: &Record, number: usize, with_text: bool) -> Value {
    let article = &record.readings[number].article;
    let author = |name: &String| json!({ "@type": "schema:Person", "schema:name": name });
    let publisher = article.outlet.as_ref().map(|name| outlet(&name.value));
    node_of(json!({
        "@id": id::article(article),
        "@type": ["schema:NewsArticle", "prov:Entity"],
        "schema:identifier": article.id,
        "schema:headline": article.title.as_ref().map(|title| &title.value),
        "schema:publisher": publisher,
        "schema:datePublished": published(article),
        "schema:author": article.authors.iter().map(author).collect::<Vec<_>>(),
        "schema:inLanguage": article.language.as_ref().map(|code| &code.value),
        "schema:url": article.url,
        "dixit:sha256": article.sha256,
        "schema:articleBody": with_text.then_some(&article.text),
    }))
}

/// The moment of publication, or its day where no more is known.
fn published(article: &Article) -> Option<Value> {
    let moment = id::moment(article).map(|at| json!({ "@value": at, "@type": "xsd:dateTime" }));
    moment.or_else(|| Some(day(article.published.as_ref()?.value)))
}

pub(super) fn attribution(known: &Known, number: usize, words: &Words, row: &Attribution) -> Value {
    let article = &words.reading.article;
    let role = |role: &Resolved| known.role(number, role);
    let kind = match row.mode {
        Mode::Indirect => "schema:Claim",
        Mode::Direct | Mode::Mixed => "schema:Quotation",
    };
    let parent = row
        .parent
        .as_ref()
        .map(|parent| to(attribution_id(&article.id, parent)));
    let targets = row.content.iter().map(|&span| words.target(span));
    node_of(json!({
        "@id": attribution_id(&article.id, &row.id),
        "@type": [kind, "oa:Annotation", "prov:Entity"],
        "schema:text": row.content.text(&article.text),
        "schema:isPartOf": to(id::article(article)),
        "schema:spokenByCharacter": row.speaker.as_ref().map(role),
        "prov:wasAttributedTo": row.speaker.as_ref().map(role),
        "dixit:anonymity": row.anonymity.map(|reason| reason.of(&article.text)),
        "dixit:via": row.via.iter().map(role).collect::<Vec<_>>(),
        "schema:recipient": row.to.as_ref().map(role),
        "dixit:parent": parent,
        "dixit:channel": row.channel.as_ref().map(|channel| &channel.name),
        "schema:dateCreated": row.said_on.as_ref().map(|date| day(date.value)),
        "dixit:mode": row.mode.word(),
        "dixit:negated": row.negated,
        "dixit:hedged": row.hedged,
        "dixit:confidence": f64::from((row.confidence * 100.0).round()) / 100.0,
        "oa:motivatedBy": to("oa:identifying".to_owned()),
        "oa:hasTarget": targets.collect::<Vec<_>>(),
    }))
}

pub(super) fn statement(record: &Record, statement: &Statement) -> Value {
    let carried: BTreeSet<usize> = statement.members.iter().map(|m| m.article).collect();
    let carried = carried
        .iter()
        .map(|&at| to(id::article(&record.readings[at].article)));
    let worded = statement.members.iter().map(|member| {
        let article = &record.readings[member.article].article;
        to(attribution_id(&article.id, &member.attribution))
    });
    let entity = |entity: usize| to(agent(&record.entities[entity]));
    let denied = statement.denied_by.iter();
    node_of(json!({
        "@id": statement_id(statement),
        "@type": ["schema:Claim", "prov:Entity"],
        "schema:text": statement.gist,
        "schema:isPartOf": to(id::urn("story", &[&statement.story])),
        "prov:wasAttributedTo": statement.speaker.map(entity),
        "schema:recipient": statement.to.map(entity),
        "schema:dateCreated": statement.said_on.as_ref().map(|date| day(date.value)),
        "schema:appearance": carried.collect::<Vec<_>>(),
        "dixit:wording": worded.collect::<Vec<_>>(),
        "dixit:channel": statement.channel,
        "dixit:independent": statement.independent,
        "dixit:explanation": statement.explanation,
        "dixit:deniedBy": denied.map(|key| to(id::urn("statement", &[key]))).collect::<Vec<_>>(),
    }))
}

pub(super) fn statement_id(statement: &Statement) -> String {
    id::urn("statement", &[&statement.id])
}

pub(super) fn agent(entity: &RecordEntity) -> String {
    id::urn("entity", &[&entity.id])
}

pub(super) fn outlet(name: &str) -> Value {
    json!({
        "@id": id::urn("outlet", &[name]),
        "@type": ["schema:Organization", "prov:Agent"],
        "schema:name": name,
    })
}

fn attribution_id(article: &str, id: &str) -> String {
    id::urn("attribution", &[article, id])
}

fn kinds(kind: EntityKind) -> Value {
    json!(match kind {
        EntityKind::Person => ["schema:Person", "prov:Agent"],
        EntityKind::Organisation => ["schema:Organization", "prov:Agent"],
        EntityKind::State => ["schema:Country", "prov:Agent"],
        EntityKind::Place => ["schema:Place", "prov:Agent"],
        EntityKind::Group | EntityKind::Document | EntityKind::Other => {
            ["schema:Thing", "prov:Agent"]
        }
    })
}
