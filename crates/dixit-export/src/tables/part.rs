//! What several tables have in common: spans, days, entities in a role.

use crate::cell::{Cell, Column, Kind};
use dixit_model::{CodePoints, Date, Inferred, Span};

pub(super) const TEXTS: Kind = Kind::List(&Kind::Text);

/// Where words stand.
pub(super) const SPAN: &[Column] = &[
    Column::new(
        "start",
        Kind::Count,
        "first code point of the article's text",
    ),
    Column::new("end", Kind::Count, "one past the last code point"),
];

pub(super) const SPANS: Kind = Kind::List(&Kind::Struct(SPAN));

/// Words and where they stand.
pub(super) const WORDS: &[Column] = &[
    Column::new(
        "text",
        Kind::Text,
        "the words, parts of them joined by ' … '",
    ),
    Column::new("spans", SPANS, "where they stand"),
];

/// A day that was found out.
pub(super) const DATED: &[Column] = &[
    Column::new("date", Kind::Day, "the day"),
    Column::new(
        "how",
        Kind::Text,
        "how it was found: metadata, dateline, 'on Friday' …",
    ),
    Column::new("confidence", Kind::Score, "from 0 to 1"),
];

/// A name that was found out.
pub(super) const NAMED: &[Column] = &[
    Column::new("name", Kind::Text, "the name"),
    Column::new(
        "how",
        Kind::Text,
        "how it was found: metadata, self-reference …",
    ),
    Column::new("confidence", Kind::Score, "from 0 to 1"),
];

/// An entity, as others refer to it.
pub(super) const ENTITY: &[Column] = &[
    Column::new("name", Kind::Text, "its canonical name"),
    Column::new(
        "kind",
        Kind::Text,
        "person, organisation, state, place, group, document or other",
    ),
    Column::new("entity", Kind::Text, "its id in the entities table"),
];

/// Words of an article.
pub(super) const PASSAGE: &[Column] = &[
    Column::new("article", Kind::Text, "the article's id"),
    Column::new(
        "start",
        Kind::Count,
        "first code point of the article's text",
    ),
    Column::new("end", Kind::Count, "one past the last code point"),
];

pub(super) fn span<'r>(map: &CodePoints, span: Span) -> Cell<'r> {
    let [start, end] = map.span(span);
    Cell::Struct(vec![Cell::count(start), Cell::count(end)])
}

pub(super) fn spans<'r>(map: &CodePoints, spans: &[Span]) -> Cell<'r> {
    Cell::list(spans, |&part| span(map, part))
}

pub(super) fn dated(value: Option<&Inferred<Date>>) -> Cell<'_> {
    inferred(value, |day| Cell::Day(*day))
}

pub(super) fn named(value: Option<&Inferred<String>>) -> Cell<'_> {
    inferred(value, |name| name.into())
}

fn inferred<'r, T>(value: Option<&'r Inferred<T>>, cell: impl Fn(&'r T) -> Cell<'r>) -> Cell<'r> {
    Cell::some(value, |value| {
        let how = (&value.how).into();
        Cell::Struct(vec![cell(&value.value), how, Cell::score(value.confidence)])
    })
}
