//! The table of stories.

use super::lookup::Lookup;
use super::part::{PASSAGE, TEXTS};
use crate::cell::{Cell, Column, Kind, Row};
use dixit_model::{Disagreement, Finding, Membership, Side, Story};

const MEMBERSHIP: &[Column] = &[
    Column::new("article", Kind::Text, "the article's id"),
    Column::new(
        "why",
        Kind::Text,
        "why it belongs to the story, in a sentence",
    ),
];

const FINDING: &[Column] = &[
    Column::new("text", Kind::Text, "the sentence"),
    Column::new("statement", Kind::Text, "the statement it rests on").or_null(),
];

const SIDE: &[Column] = &[
    Column::new("text", Kind::Text, "the words"),
    Column::new(
        "passages",
        Kind::List(&Kind::Struct(PASSAGE)),
        "where they stand",
    ),
];

const DISAGREEMENT: &[Column] = &[
    Column::new("kind", Kind::Text, "number, term or denial"),
    Column::new("about", Kind::Text, "what it is about"),
    Column::new(
        "sides",
        Kind::List(&Kind::Struct(SIDE)),
        "the sides, the most carried first",
    ),
];

pub(super) const COLUMNS: &[Column] = &[
    Column::new("id", Kind::Text, "the story's id"),
    Column::new("title", Kind::Text, "the headline that represents it best"),
    Column::new("first", Kind::Day, "first day of publication known").or_null(),
    Column::new("last", Kind::Day, "last day of publication known").or_null(),
    Column::new(
        "articles",
        Kind::List(&Kind::Struct(MEMBERSHIP)),
        "its articles",
    ),
    Column::new(
        "earlier",
        TEXTS,
        "ids of earlier stories of the same matter",
    ),
    Column::new(
        "findings",
        Kind::List(&Kind::Struct(FINDING)),
        "what the record finds, the most telling first",
    ),
    Column::new(
        "disagreements",
        Kind::List(&Kind::Struct(DISAGREEMENT)),
        "what the accounts put differently",
    ),
];

pub(super) fn rows<'r>(lookup: &Lookup<'r>) -> Vec<Row<'r>> {
    let stories = lookup.record.stories.iter();
    stories.map(|story| row(lookup, story)).collect()
}

fn row<'r>(lookup: &Lookup<'r>, story: &'r Story) -> Row<'r> {
    vec![
        (&story.id).into(),
        (&story.title).into(),
        story.first.into(),
        story.last.into(),
        Cell::list(&story.articles, |member: &'r Membership| {
            Cell::Struct(vec![
                lookup.article(member.article).into(),
                (&member.why).into(),
            ])
        }),
        Cell::texts(&story.earlier),
        Cell::list(&story.findings, |finding: &'r Finding| {
            Cell::Struct(vec![
                (&finding.text).into(),
                finding.statement.as_ref().into(),
            ])
        }),
        Cell::list(&story.disagreements, |disagreement: &'r Disagreement| {
            Cell::Struct(vec![
                disagreement.kind.word().into(),
                (&disagreement.about).into(),
                Cell::list(&disagreement.sides, |side: &'r Side| {
                    let passages = Cell::list(&side.passages, |passage| lookup.passage(passage));
                    Cell::Struct(vec![(&side.text).into(), passages])
                }),
            ])
        }),
    ]
}
