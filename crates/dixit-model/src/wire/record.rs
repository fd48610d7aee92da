//! A whole record as one JSON object.

use super::reading::{EntityNames, ReadingLine};
use super::{Dated, dated};
use crate::{CodePoints, Date, Member, Passage, Record};
use serde::Serialize;

/// A record as it leaves the program.
#[derive(Serialize)]
pub struct RecordPage {
    articles: Vec<ReadingLine>,
    stories: Vec<StoryLine>,
    statements: Vec<StatementLine>,
    entities: Vec<EntityLine>,
    copies: Vec<CopyLine>,
    positions: Vec<PositionLine>,
}

#[derive(Serialize)]
struct StoryLine {
    id: String,
    title: String,
    articles: Vec<String>,
    membership: Vec<MembershipLine>,
    first: Option<Date>,
    last: Option<Date>,
    earlier: Vec<String>,
    findings: Vec<FindingLine>,
    disagreements: Vec<DisagreementLine>,
}

#[derive(Serialize)]
struct MembershipLine {
    article: String,
    why: String,
}

#[derive(Serialize)]
struct FindingLine {
    text: String,
    statement: Option<String>,
}

#[derive(Serialize)]
struct DisagreementLine {
    kind: &'static str,
    about: String,
    sides: Vec<SideLine>,
}

#[derive(Serialize)]
struct SideLine {
    text: String,
    passages: Vec<PassageLine>,
}

#[derive(Serialize)]
struct PassageLine {
    article: String,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct EntityRef {
    name: String,
    kind: &'static str,
    entity: String,
}

#[derive(Serialize)]
struct MemberLine {
    article: String,
    attribution: String,
}

#[derive(Serialize)]
struct StatementLine {
    id: String,
    story: String,
    speaker: Option<EntityRef>,
    to: Option<EntityRef>,
    channel: Option<String>,
    gist: String,
    said_on: Option<Dated>,
    members: Vec<MemberLine>,
    routes: Vec<RouteLine>,
    independent: usize,
    rests_on: Vec<String>,
    explanation: String,
    denied_by: Vec<String>,
    wordings: Vec<WordingLine>,
}

#[derive(Serialize)]
struct RouteLine {
    article: String,
    outlet: Option<String>,
    attributions: Vec<String>,
    relays: Vec<EntityRef>,
    copy: Option<String>,
}

#[derive(Serialize)]
struct WordingLine {
    article: String,
    attribution: String,
    text: String,
    class: &'static str,
    diff: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct EntityLine {
    id: String,
    name: String,
    kind: &'static str,
    names: Vec<String>,
    roles: Vec<String>,
    articles: Vec<String>,
    why: Vec<String>,
}

#[derive(Serialize)]
struct CopyLine {
    id: String,
    words: usize,
    quotation: bool,
    passages: Vec<PassageLine>,
    credit: Option<CreditLine>,
}

#[derive(Serialize)]
struct CreditLine {
    agency: String,
    article: String,
    span: Option<[usize; 2]>,
}

#[derive(Serialize)]
struct PositionLine {
    id: String,
    speaker: EntityRef,
    matter: String,
    entries: Vec<PositionEntryLine>,
}

#[derive(Serialize)]
struct PositionEntryLine {
    statement: String,
    day: Option<Date>,
}

impl RecordPage {
    /// The page of `record`, with or without the articles' texts.
    pub fn new(record: &Record, with_text: bool) -> Self {
        let ids: Vec<&str> = record
            .readings
            .iter()
            .map(|r| r.article.id.as_str())
            .collect();
        let maps: Vec<CodePoints> = record
            .readings
            .iter()
            .map(|r| CodePoints::new(&r.article.text))
            .collect();
        let article = |index: usize| ids[index].to_owned();
        let passage = |passage: &Passage| {
            let [start, end] = maps[passage.article].span(passage.span);
            PassageLine {
                article: article(passage.article),
                start,
                end,
            }
        };
        let member = |member: &Member| MemberLine {
            article: article(member.article),
            attribution: member.attribution.clone(),
        };
        let entity = |index: usize| {
            let entity = &record.entities[index];
            EntityRef {
                name: entity.name.clone(),
                kind: entity.kind.word(),
                entity: entity.id.clone(),
            }
        };
        RecordPage {
            articles: articles(record, with_text),
            stories: record
                .stories
                .iter()
                .map(|story| StoryLine {
                    id: story.id.clone(),
                    title: story.title.clone(),
                    articles: story.articles.iter().map(|m| article(m.article)).collect(),
                    membership: story
                        .articles
                        .iter()
                        .map(|m| MembershipLine {
                            article: article(m.article),
                            why: m.why.clone(),
                        })
                        .collect(),
                    first: story.first,
                    last: story.last,
                    earlier: story.earlier.clone(),
                    findings: story
                        .findings
                        .iter()
                        .map(|f| FindingLine {
                            text: f.text.clone(),
                            statement: f.statement.clone(),
                        })
                        .collect(),
                    disagreements: story
                        .disagreements
                        .iter()
                        .map(|d| DisagreementLine {
                            kind: d.kind.word(),
                            about: d.about.clone(),
                            sides: d
                                .sides
                                .iter()
                                .map(|side| SideLine {
                                    text: side.text.clone(),
                                    passages: side.passages.iter().map(&passage).collect(),
                                })
                                .collect(),
                        })
                        .collect(),
                })
                .collect(),
            statements: record
                .statements
                .iter()
                .map(|statement| StatementLine {
                    id: statement.id.clone(),
                    story: statement.story.clone(),
                    speaker: statement.speaker.map(&entity),
                    to: statement.to.map(&entity),
                    channel: statement.channel.clone(),
                    gist: statement.gist.clone(),
                    said_on: dated(&statement.said_on),
                    members: statement.members.iter().map(&member).collect(),
                    routes: statement
                        .routes
                        .iter()
                        .map(|route| RouteLine {
                            article: article(route.article),
                            outlet: record.readings[route.article]
                                .article
                                .outlet
                                .as_ref()
                                .map(|outlet| outlet.value.clone()),
                            attributions: route.attributions.clone(),
                            relays: route.relays.iter().copied().map(&entity).collect(),
                            copy: route.copy.map(|copy| record.copies[copy].id.clone()),
                        })
                        .collect(),
                    independent: statement.independent,
                    rests_on: statement.rests_on.clone(),
                    explanation: statement.explanation.clone(),
                    denied_by: statement.denied_by.clone(),
                    wordings: statement
                        .wordings
                        .iter()
                        .map(|wording| WordingLine {
                            article: article(wording.member.article),
                            attribution: wording.member.attribution.clone(),
                            text: wording.text.clone(),
                            class: wording.class.word(),
                            diff: wording
                                .diff
                                .iter()
                                .map(|part| (part.op.word(), part.text.clone()))
                                .collect(),
                        })
                        .collect(),
                })
                .collect(),
            entities: record
                .entities
                .iter()
                .map(|entity| {
                    let mut articles: Vec<String> = entity
                        .members
                        .iter()
                        .map(|&(reading, _)| article(reading))
                        .collect();
                    articles.dedup();
                    EntityLine {
                        id: entity.id.clone(),
                        name: entity.name.clone(),
                        kind: entity.kind.word(),
                        names: entity.names.clone(),
                        roles: entity.roles.clone(),
                        articles,
                        why: entity.why.clone(),
                    }
                })
                .collect(),
            copies: record
                .copies
                .iter()
                .map(|copy| CopyLine {
                    id: copy.id.clone(),
                    words: copy.words,
                    quotation: copy.quotation,
                    passages: copy.passages.iter().map(&passage).collect(),
                    credit: copy.credit.as_ref().map(|credit| CreditLine {
                        agency: credit.agency.clone(),
                        article: article(credit.article),
                        span: credit.span.map(|span| maps[credit.article].span(span)),
                    }),
                })
                .collect(),
            positions: record
                .positions
                .iter()
                .map(|position| PositionLine {
                    id: position.id.clone(),
                    speaker: entity(position.speaker),
                    matter: position.matter.clone(),
                    entries: position
                        .entries
                        .iter()
                        .map(|e| PositionEntryLine {
                            statement: e.statement.clone(),
                            day: e.day,
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}

/// The readings, their entities called by the record's ids and names.
pub(super) fn articles(record: &Record, with_text: bool) -> Vec<ReadingLine> {
    let identities = record.identities();
    let names = record.readings.iter().zip(&identities);
    let names = names.map(|(reading, known)| {
        let own = reading.entities.iter().zip(known).enumerate();
        let of = own.map(|(local, (own, known))| match known {
            Some(entity) => {
                let entity = &record.entities[*entity];
                (entity.id.clone(), entity.name.clone())
            }
            // As the tables call it.
            None => {
                let id = format!("{}/{}", reading.article.id, local + 1);
                (id, own.name.clone())
            }
        });
        EntityNames { of: of.collect() }
    });
    let names: Vec<EntityNames> = names.collect();
    let mut stories = vec![None; record.readings.len()];
    for story in &record.stories {
        for membership in &story.articles {
            stories[membership.article] = Some(story.id.clone());
        }
    }
    record
        .readings
        .iter()
        .zip(stories)
        .zip(&names)
        .map(|((reading, story), names)| ReadingLine::with(reading, with_text, story, names))
        .collect()
}
