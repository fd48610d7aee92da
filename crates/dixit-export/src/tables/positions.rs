//! The table of positions.

use super::lookup::Lookup;
use super::part::ENTITY;
use crate::cell::{Cell, Column, Kind, Row};
use dixit_model::{Position, PositionEntry};

const ENTRY: &[Column] = &[
    Column::new("statement", Kind::Text, "the statement's id"),
    Column::new("day", Kind::Day, "the day it was made").or_null(),
];

pub(super) const COLUMNS: &[Column] = &[
    Column::new("id", Kind::Text, "the position's id"),
    Column::new("speaker", Kind::Struct(ENTITY), "whose position it is"),
    Column::new("matter", Kind::Text, "the matter, in a few words"),
    Column::new(
        "entries",
        Kind::List(&Kind::Struct(ENTRY)),
        "statements of different stories, in order of day",
    ),
];

pub(super) fn rows<'r>(lookup: &Lookup<'r>) -> Vec<Row<'r>> {
    let positions = lookup.record.positions.iter();
    positions.map(|position| row(lookup, position)).collect()
}

fn row<'r>(lookup: &Lookup<'r>, position: &'r Position) -> Row<'r> {
    vec![
        (&position.id).into(),
        lookup.entity_ref(position.speaker),
        (&position.matter).into(),
        Cell::list(&position.entries, |entry: &'r PositionEntry| {
            Cell::Struct(vec![(&entry.statement).into(), entry.day.into()])
        }),
    ]
}
