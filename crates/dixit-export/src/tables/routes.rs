//! The table of routes.

use super::lookup::Lookup;
use super::part::{DATED, ENTITY, NAMED, TEXTS, dated, named};
use crate::cell::{Cell, Column, Kind, Row};
use dixit_model::{Route, Statement};

pub(super) const COLUMNS: &[Column] = &[
    Column::new("statement", Kind::Text, "the statement's id"),
    Column::new(
        "place",
        Kind::Count,
        "its number among the statement's routes, from 1",
    ),
    Column::new("story", Kind::Text, "the story of the statement"),
    Column::new("speaker", Kind::Struct(ENTITY), "who made the statement").or_null(),
    Column::new(
        "relays",
        Kind::List(&Kind::Struct(ENTITY)),
        "who stands between outlet and speaker, from the outlet inwards",
    ),
    Column::new("outlet", Kind::Struct(NAMED), "the outlet in which it ends").or_null(),
    Column::new("article", Kind::Text, "the article in which it ends"),
    Column::new("published", Kind::Struct(DATED), "the day of the article").or_null(),
    Column::new("attributions", TEXTS, "ids of the attributions it rests on"),
    Column::new(
        "copy",
        Kind::Text,
        "the copied passage through which it came",
    )
    .or_null(),
];

pub(super) fn rows<'r>(lookup: &Lookup<'r>) -> Vec<Row<'r>> {
    let statements = lookup.record.statements.iter();
    statements
        .flat_map(|told| {
            let routes = told.routes.iter().zip(1..);
            routes.map(move |(route, place)| row(lookup, told, route, place))
        })
        .collect()
}

fn row<'r>(lookup: &Lookup<'r>, told: &'r Statement, route: &'r Route, place: i64) -> Row<'r> {
    let article = &lookup.record.readings[route.article].article;
    let copy = route.copy.map(|copy| &lookup.record.copies[copy].id);
    vec![
        (&told.id).into(),
        Cell::Count(place),
        (&told.story).into(),
        Cell::some(told.speaker, |entity| lookup.entity_ref(entity)),
        Cell::list(&route.relays, |&entity| lookup.entity_ref(entity)),
        named(article.outlet.as_ref()),
        (&article.id).into(),
        dated(article.published.as_ref()),
        Cell::texts(&route.attributions),
        copy.into(),
    ]
}
