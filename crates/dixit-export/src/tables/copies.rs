//! The table of copies.

use super::lookup::Lookup;
use super::part::{PASSAGE, SPAN};
use crate::cell::{Cell, Column, Kind, Row};
use dixit_model::{Copy, Credit};

const CREDIT: &[Column] = &[
    Column::new("agency", Kind::Text, "the agency whose text it is"),
    Column::new("article", Kind::Text, "the article that says so"),
    Column::new(
        "span",
        Kind::Struct(SPAN),
        "where in its text; nothing for its by-line",
    )
    .or_null(),
];

pub(super) const COLUMNS: &[Column] = &[
    Column::new("id", Kind::Text, "the copy's id"),
    Column::new("story", Kind::Text, "the story of its articles").or_null(),
    Column::new("words", Kind::Count, "how many words are shared"),
    Column::new(
        "quotation",
        Kind::Flag,
        "whether it is quotation that all took from a third",
    ),
    Column::new(
        "passages",
        Kind::List(&Kind::Struct(PASSAGE)),
        "where it stands, the likely original first",
    ),
    Column::new(
        "credit",
        Kind::Struct(CREDIT),
        "whose text it is, as the articles say",
    )
    .or_null(),
];

pub(super) fn rows<'r>(lookup: &Lookup<'r>) -> Vec<Row<'r>> {
    let copies = lookup.record.copies.iter();
    copies.map(|copy| row(lookup, copy)).collect()
}

fn row<'r>(lookup: &Lookup<'r>, copy: &'r Copy) -> Row<'r> {
    let story = copy.passages.first();
    vec![
        (&copy.id).into(),
        story
            .and_then(|passage| lookup.story_id(passage.article))
            .into(),
        Cell::count(copy.words),
        copy.quotation.into(),
        Cell::list(&copy.passages, |passage| lookup.passage(passage)),
        Cell::some(copy.credit.as_ref(), |credit: &'r Credit| {
            Cell::Struct(vec![
                (&credit.agency).into(),
                lookup.article(credit.article).into(),
                Cell::some(credit.span, |span| lookup.span(credit.article, span)),
            ])
        }),
    ]
}
