//! One article's reading as one JSON object.

use super::{Dated, Named, dated, named, rounded};
use crate::{Article, CodePoints, Form, Reading, Resolved, Span, Spans};
use serde::Serialize;
use serde_json::{Map, Value};

/// A reading as it leaves the program: one JSON line an article.
#[derive(Serialize)]
pub struct ReadingLine {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    story: Option<String>,
    title: Option<String>,
    outlet: Option<Named>,
    published: Option<Dated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'static str>,
    authors: Vec<String>,
    language: Option<String>,
    /// Whether no model reads that language, so that nothing is attributed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unread: bool,
    url: Option<String>,
    sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    furniture: Vec<FurnitureLine>,
    attributions: Vec<AttributionLine>,
    entities: Vec<EntityLine>,
    names: Vec<NameLine>,
    times: Vec<TimeLine>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Serialize)]
struct FurnitureLine {
    start: usize,
    end: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct Words {
    spans: Vec<[usize; 2]>,
    text: String,
}

#[derive(Serialize)]
struct AttributionLine {
    id: String,
    parent: Option<String>,
    mode: &'static str,
    confidence: f32,
    source: Option<Words>,
    cue: Option<Words>,
    content: Words,
    speaker: Option<RoleLine>,
    /// Why the speaker is not named.
    #[serde(skip_serializing_if = "Option::is_none")]
    anonymity: Option<PlaceLine>,
    via: Vec<RoleLine>,
    to: Option<RoleLine>,
    channel: Option<String>,
    said_on: Option<Dated>,
    negated: bool,
    hedged: bool,
    continues: Option<String>,
}

/// Words of the article that stand in one place.
#[derive(Serialize)]
struct PlaceLine {
    start: usize,
    end: usize,
    text: String,
}

#[derive(Serialize)]
struct RoleLine {
    name: String,
    kind: &'static str,
    entity: String,
    how: String,
    confidence: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<[usize; 2]>,
}

#[derive(Serialize)]
struct EntityLine {
    id: String,
    name: String,
    kind: &'static str,
    names: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<String>,
    mentions: Vec<MentionLine>,
}

#[derive(Serialize)]
struct MentionLine {
    start: usize,
    end: usize,
    how: String,
}

#[derive(Serialize)]
struct NameLine {
    start: usize,
    end: usize,
    kind: &'static str,
    entity: String,
}

#[derive(Serialize)]
struct TimeLine {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
}

/// How a reading's entities are called outside: by their place in the article
/// (`e1` …), or by the record's entity that they belong to.
pub(super) struct EntityNames {
    /// Id and name of each entity of the reading.
    pub of: Vec<(String, String)>,
}

impl EntityNames {
    fn local(reading: &Reading) -> Self {
        let of = reading
            .entities
            .iter()
            .enumerate()
            .map(|(index, entity)| (format!("e{}", index + 1), entity.name.clone()))
            .collect();
        EntityNames { of }
    }
}

impl ReadingLine {
    /// The line of `reading`, with or without the article's text.
    pub fn new(reading: &Reading, with_text: bool) -> Self {
        Self::with(reading, with_text, None, &EntityNames::local(reading))
    }

    /// The lines of all readings of `record`, with their stories, and its
    /// entities for theirs.
    pub fn of_record(record: &crate::Record, with_text: bool) -> Vec<Self> {
        super::record::articles(record, with_text)
    }

    pub(super) fn with(
        reading: &Reading,
        with_text: bool,
        story: Option<String>,
        entities: &EntityNames,
    ) -> Self {
        let Article { text, .. } = &reading.article;
        let article = &reading.article;
        let map = CodePoints::new(text);
        let words = |spans: &[Span]| Words {
            spans: spans.iter().map(|&span| map.span(span)).collect(),
            text: spans.text(text),
        };
        let some_words = |spans: &[Span]| (!spans.is_empty()).then(|| words(spans));
        let role = |resolved: &Resolved| {
            let (id, name) = entities.of[resolved.entity].clone();
            RoleLine {
                name,
                kind: reading.entities[resolved.entity].kind.word(),
                entity: id,
                how: resolved.how.clone(),
                confidence: rounded(resolved.confidence),
                evidence: resolved.evidence.map(|span| map.span(span)),
            }
        };
        ReadingLine {
            id: article.id.clone(),
            story,
            title: article.title.as_ref().map(|title| title.value.clone()),
            outlet: named(&article.outlet),
            published: dated(&article.published).map(|day| Dated {
                time: article.published_time.clone(),
                ..day
            }),
            modified: article.modified.clone(),
            section: article.section.clone(),
            form: (article.form != Form::Article).then(|| article.form.word()),
            authors: article.authors.clone(),
            language: article
                .language
                .as_ref()
                .map(|language| language.value.clone()),
            unread: article.unread().is_some(),
            url: article.url.clone(),
            sha256: article.sha256.clone(),
            text: with_text.then(|| text.clone()),
            furniture: article
                .furniture
                .iter()
                .map(|piece| {
                    let [start, end] = map.span(piece.span);
                    FurnitureLine {
                        start,
                        end,
                        kind: piece.kind.word(),
                    }
                })
                .collect(),
            attributions: reading
                .attributions
                .iter()
                .map(|row| AttributionLine {
                    id: row.id.clone(),
                    parent: row.parent.clone(),
                    mode: row.mode.word(),
                    confidence: rounded(row.confidence),
                    source: some_words(&row.source),
                    cue: some_words(&row.cue),
                    content: words(&row.content),
                    speaker: row.speaker.as_ref().map(role),
                    anonymity: row.anonymity.map(|reason| {
                        let [start, end] = map.span(reason);
                        PlaceLine {
                            start,
                            end,
                            text: reason.of(text).to_owned(),
                        }
                    }),
                    via: row.via.iter().map(role).collect(),
                    to: row.to.as_ref().map(role),
                    channel: row.channel.as_ref().map(|channel| channel.name.clone()),
                    said_on: dated(&row.said_on),
                    negated: row.negated,
                    hedged: row.hedged,
                    continues: row.continues.clone(),
                })
                .collect(),
            entities: reading
                .entities
                .iter()
                .zip(&entities.of)
                .map(|(entity, (id, name))| EntityLine {
                    id: id.clone(),
                    name: name.clone(),
                    kind: entity.kind.word(),
                    names: entity.names.clone(),
                    roles: entity.roles.clone(),
                    mentions: entity
                        .mentions
                        .iter()
                        .map(|mention| {
                            let [start, end] = map.span(mention.span);
                            MentionLine {
                                start,
                                end,
                                how: mention.how.to_string(),
                            }
                        })
                        .collect(),
                })
                .collect(),
            names: reading
                .names
                .iter()
                .map(|(name, entity)| {
                    let [start, end] = map.span(name.span);
                    let entity = entities.of[*entity].0.clone();
                    NameLine {
                        start,
                        end,
                        kind: name.kind.word(),
                        entity,
                    }
                })
                .collect(),
            times: reading
                .times
                .iter()
                .map(|time| {
                    let [start, end] = map.span(time.span);
                    TimeLine {
                        start,
                        end,
                        kind: time.kind.word(),
                        value: time.value.clone(),
                    }
                })
                .collect(),
            extra: article.extra.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Attribution;

    /// The row of a text that is content from end to end.
    fn attribution(text: &str, anonymity: Option<&str>) -> Value {
        let mut reading = Reading::plain(Article::plain("a", text));
        let start = anonymity.and_then(|words| Some((text.find(words)?, words.len())));
        reading.attributions = vec![Attribution {
            anonymity: start.map(|(start, length)| Span::new(start, start + length)),
            ..Attribution::plain("a1", vec![Span::new(0, text.len())])
        }];
        let line = serde_json::to_value(ReadingLine::new(&reading, false)).unwrap();
        line["attributions"][0].clone()
    }

    #[test]
    fn why_a_speaker_is_not_named_stands_where_its_words_do() {
        let text = "“No”, she said, fearing reprisals";
        let row = attribution(text, Some("fearing reprisals"));
        let place = serde_json::json!({"start": 16, "end": 33, "text": "fearing reprisals"});
        assert_eq!(row["anonymity"], place);
        assert!(attribution(text, None).get("anonymity").is_none());
    }
}
