//! The table of articles.

use super::lookup::Lookup;
use super::part::{DATED, NAMED, SPAN, SPANS, TEXTS, dated, named, spans};
use crate::cell::{Cell, Column, Kind, Row};
use dixit_model::{Article, Entity, Furniture, Name, TimeExpression};

const FURNITURE: &[Column] = &[
    SPAN[0],
    SPAN[1],
    Column::new(
        "kind",
        Kind::Text,
        "appeal, interface, navigation, related, credit or other",
    ),
];

const MENTION: &[Column] = &[
    SPAN[0],
    SPAN[1],
    Column::new(
        "how",
        Kind::Text,
        "how it was resolved: name, surname, pronoun …",
    ),
];

const ENTITY: &[Column] = &[
    Column::new("entity", Kind::Text, "its id in the entities table"),
    Column::new(
        "name",
        Kind::Text,
        "the fullest name that the article gives",
    ),
    Column::new("kind", Kind::Text, "what the article alone takes it for"),
    Column::new(
        "names",
        TEXTS,
        "how the article names it, the most frequent first",
    ),
    Column::new(
        "roles",
        TEXTS,
        "titles, offices and descriptions it is given",
    ),
    Column::new(
        "mentions",
        Kind::List(&Kind::Struct(MENTION)),
        "where it is named, described or meant by a pronoun",
    ),
];

const NAME: &[Column] = &[
    SPAN[0],
    SPAN[1],
    Column::new("kind", Kind::Text, "person, organisation, place or other"),
    Column::new("confidence", Kind::Score, "from 0 to 1"),
    Column::new(
        "place",
        Kind::Count,
        "which of the article's `entities` it names, from 0",
    ),
];

const TIME: &[Column] = &[
    SPAN[0],
    SPAN[1],
    Column::new(
        "type",
        Kind::Text,
        "DATE, TIME, DURATION or SET, as in TIMEX3",
    ),
    Column::new(
        "value",
        Kind::Text,
        "ISO 8601 as TIMEX3 extends it: 2031-03-07, P3D",
    ),
];

const GROUND: &[Column] = &[
    Column::new("field", Kind::Text, "a field, such as authors"),
    Column::new("how", Kind::Text, "how it was found"),
];

pub(super) const COLUMNS: &[Column] = &[
    Column::new("id", Kind::Text, "the article's id"),
    Column::new("story", Kind::Text, "the story it belongs to").or_null(),
    Column::new(
        "why",
        Kind::Text,
        "why it belongs to the story, in a sentence",
    )
    .or_null(),
    Column::new("title", Kind::Text, "its headline").or_null(),
    Column::new("outlet", Kind::Struct(NAMED), "who published it").or_null(),
    Column::new("published", Kind::Struct(DATED), "the day it was published").or_null(),
    Column::new("authors", TEXTS, "names in the by-line"),
    Column::new("language", Kind::Text, "code of its language (BCP 47)").or_null(),
    Column::new("url", Kind::Text, "where it was found on the web").or_null(),
    Column::new(
        "sha256",
        Kind::Text,
        "SHA-256 of the bytes it was read from",
    ),
    Column::new(
        "attributions",
        Kind::Count,
        "how many attributions it holds",
    ),
    Column::new(
        "text",
        Kind::Text,
        "its text, to which all offsets refer; nothing with --no-text",
    )
    .or_null(),
    Column::new(
        "furniture",
        Kind::List(&Kind::Struct(FURNITURE)),
        "words on the page that are not the article",
    ),
    Column::new("sentences", SPANS, "its sentences"),
    Column::new(
        "entities",
        Kind::List(&Kind::Struct(ENTITY)),
        "whom and what it speaks of",
    ),
    Column::new("names", Kind::List(&Kind::Struct(NAME)), "the names in it"),
    Column::new(
        "times",
        Kind::List(&Kind::Struct(TIME)),
        "the time expressions in it",
    ),
    Column::new(
        "extra",
        Kind::Text,
        "keys of the input that Dixit does not know, as a JSON object",
    )
    .or_null(),
    Column::new(
        "published_time",
        Kind::Text,
        "the moment it was published (ISO 8601), as the page gives it",
    )
    .or_null(),
    Column::new("modified", Kind::Text, "when it was last changed").or_null(),
    Column::new(
        "section",
        Kind::Text,
        "the part of the outlet in which it stands",
    )
    .or_null(),
    Column::new("form", Kind::Text, "article, live blog or stub"),
    Column::new(
        "grounds",
        Kind::List(&Kind::Struct(GROUND)),
        "where fields come from that do not say so themselves",
    ),
];

pub(super) fn rows<'r>(lookup: &Lookup<'r>, with_text: bool) -> Vec<Row<'r>> {
    (0..lookup.record.readings.len())
        .map(|reading| row(lookup, reading, with_text))
        .collect()
}

fn row<'r>(lookup: &Lookup<'r>, number: usize, with_text: bool) -> Row<'r> {
    let reading = &lookup.record.readings[number];
    let article = &reading.article;
    let map = &lookup.maps[number];
    let part = |span, rest: Vec<Cell<'r>>| {
        let [start, end] = map.span(span);
        let mut cells = vec![Cell::count(start), Cell::count(end)];
        cells.extend(rest);
        Cell::Struct(cells)
    };
    vec![
        (&article.id).into(),
        lookup.story_id(number).into(),
        lookup.story[number].map(|(_, why)| why).into(),
        article.title.as_ref().map(|title| &title.value).into(),
        named(article.outlet.as_ref()),
        dated(article.published.as_ref()),
        Cell::texts(&article.authors),
        article.language.as_ref().map(|code| &code.value).into(),
        article.url.as_ref().into(),
        (&article.sha256).into(),
        Cell::count(reading.attributions.len()),
        with_text.then_some(&article.text).into(),
        Cell::list(&article.furniture, |piece: &Furniture| {
            part(piece.span, vec![piece.kind.word().into()])
        }),
        spans(map, &reading.sentences),
        Cell::list(
            reading.entities.iter().enumerate(),
            |(local, entity): (usize, &'r Entity)| {
                Cell::Struct(vec![
                    lookup.known_as(number, local).0,
                    (&entity.name).into(),
                    entity.kind.word().into(),
                    Cell::texts(&entity.names),
                    Cell::texts(&entity.roles),
                    Cell::list(&entity.mentions, |mention| {
                        part(mention.span, vec![mention.how.as_ref().into()])
                    }),
                ])
            },
        ),
        Cell::list(&reading.names, |(name, entity): &(Name, usize)| {
            let (kind, score) = (name.kind.word(), Cell::score(name.confidence));
            part(name.span, vec![kind.into(), score, Cell::count(*entity)])
        }),
        Cell::list(&reading.times, |time: &'r TimeExpression| {
            part(
                time.span,
                vec![time.kind.word().into(), (&time.value).into()],
            )
        }),
        extra(article),
        article.published_time.as_ref().into(),
        article.modified.as_ref().into(),
        article.section.as_ref().into(),
        article.form.word().into(),
        Cell::list(&article.grounds, |(field, how): (&String, &String)| {
            Cell::Struct(vec![field.clone().into(), how.clone().into()])
        }),
    ]
}

fn extra(article: &Article) -> Cell<'_> {
    let there = (!article.extra.is_empty()).then_some(&article.extra);
    // A map of JSON values is JSON whatever it holds.
    Cell::some(there, |extra| {
        serde_json::to_string(extra).unwrap_or_default().into()
    })
}
