//! The table of attributions.

use super::lookup::Lookup;
use super::part::{DATED, ENTITY, NAMED, SPAN, WORDS, dated, named, spans};
use crate::cell::{Cell, Column, Kind, Row};
use dixit_model::{Attribution, Channel, Resolved, Span, Spans};

const ROLE: &[Column] = &[
    ENTITY[0],
    ENTITY[1],
    ENTITY[2],
    Column::new(
        "how",
        Kind::Text,
        "how it was resolved: name, pronoun, carried over …",
    ),
    Column::new("confidence", Kind::Score, "from 0 to 1"),
    Column::new("evidence", Kind::Struct(SPAN), "the words it rests on").or_null(),
    Column::new(
        "place",
        Kind::Count,
        "which of the article's `entities` it is, from 0",
    ),
];

const CHANNEL: &[Column] = &[
    Column::new("name", Kind::Text, "as the text puts it: phone call"),
    SPAN[0],
    SPAN[1],
];

const PLACE: &[Column] = &[
    Column::new("text", Kind::Text, "the words"),
    SPAN[0],
    SPAN[1],
];

pub(super) const COLUMNS: &[Column] = &[
    Column::new("article", Kind::Text, "the article's id"),
    Column::new("id", Kind::Text, "a1, a2 …: unique in the article"),
    Column::new("story", Kind::Text, "the story of the article").or_null(),
    Column::new("statement", Kind::Text, "the statement it words").or_null(),
    Column::new("outlet", Kind::Struct(NAMED), "who published the article").or_null(),
    Column::new("published", Kind::Struct(DATED), "the day of the article").or_null(),
    Column::new(
        "parent",
        Kind::Text,
        "the attribution in whose content it stands",
    )
    .or_null(),
    Column::new(
        "continues",
        Kind::Text,
        "the attribution whose speaker this quotation, standing alone, carries on",
    )
    .or_null(),
    Column::new("mode", Kind::Text, "direct, mixed or indirect"),
    Column::new(
        "speaker",
        Kind::Struct(ROLE),
        "the entity behind the source",
    )
    .or_null(),
    Column::new(
        "anonymity",
        Kind::Struct(PLACE),
        "why the speaker is not named, where the text says so",
    )
    .or_null(),
    Column::new(
        "via",
        Kind::List(&Kind::Struct(ROLE)),
        "relays between speaker and outlet, the outermost first",
    ),
    Column::new("to", Kind::Struct(ROLE), "to whom").or_null(),
    Column::new(
        "channel",
        Kind::Struct(CHANNEL),
        "in what medium or on what occasion",
    )
    .or_null(),
    Column::new("said_on", Kind::Struct(DATED), "the day it was said").or_null(),
    Column::new("negated", Kind::Flag, "did not say, has not confirmed"),
    Column::new("hedged", Kind::Flag, "reportedly, could, may have"),
    Column::new("confidence", Kind::Score, "from 0 to 1"),
    Column::new("source", Kind::Struct(WORDS), "who is said to have said it").or_null(),
    Column::new("cue", Kind::Struct(WORDS), "the words that mark it as said").or_null(),
    Column::new(
        "content",
        Kind::Struct(WORDS),
        "what is said to have been said",
    ),
];

pub(super) fn rows<'r>(lookup: &Lookup<'r>) -> Vec<Row<'r>> {
    let readings = lookup.record.readings.iter().enumerate();
    readings
        .flat_map(|(number, reading)| {
            let rows = reading.attributions.iter();
            rows.map(move |attribution| row(lookup, number, attribution))
        })
        .collect()
}

fn row<'r>(lookup: &Lookup<'r>, number: usize, row: &'r Attribution) -> Row<'r> {
    let article = &lookup.record.readings[number].article;
    let map = &lookup.maps[number];
    let words = |parts: &[Span]| match parts {
        [] => Cell::Null,
        parts => Cell::Struct(vec![parts.text(&article.text).into(), spans(map, parts)]),
    };
    let role = |role: &'r Resolved| self::role(lookup, number, role);
    vec![
        (&article.id).into(),
        (&row.id).into(),
        lookup.story_id(number).into(),
        lookup.statement[number]
            .get(row.id.as_str())
            .copied()
            .into(),
        named(article.outlet.as_ref()),
        dated(article.published.as_ref()),
        row.parent.as_ref().into(),
        row.continues.as_ref().into(),
        row.mode.word().into(),
        Cell::some(row.speaker.as_ref(), role),
        Cell::some(row.anonymity, |reason: Span| {
            let [start, end] = map.span(reason);
            let words = reason.of(&article.text).into();
            Cell::Struct(vec![words, Cell::count(start), Cell::count(end)])
        }),
        Cell::list(&row.via, role),
        Cell::some(row.to.as_ref(), role),
        Cell::some(row.channel.as_ref(), |channel: &'r Channel| {
            let [start, end] = map.span(channel.span);
            let name = (&channel.name).into();
            Cell::Struct(vec![name, Cell::count(start), Cell::count(end)])
        }),
        dated(row.said_on.as_ref()),
        row.negated.into(),
        row.hedged.into(),
        Cell::score(row.confidence),
        words(&row.source),
        words(&row.cue),
        words(&row.content),
    ]
}

fn role<'r>(lookup: &Lookup<'r>, number: usize, role: &'r Resolved) -> Cell<'r> {
    let (id, name) = lookup.known_as(number, role.entity);
    let kind = lookup.record.readings[number].entities[role.entity].kind;
    Cell::Struct(vec![
        name,
        kind.word().into(),
        id,
        (&role.how).into(),
        Cell::score(role.confidence),
        Cell::some(role.evidence, |span| lookup.span(number, span)),
        Cell::count(role.entity),
    ])
}
