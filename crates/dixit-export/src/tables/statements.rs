//! The table of statements.

use super::lookup::Lookup;
use super::part::{DATED, ENTITY, TEXTS, dated};
use crate::cell::{Cell, Column, Kind, Row};
use dixit_model::{ByOwner, DiffPart, Member, Statement, Wording};
use std::collections::BTreeSet;

const MEMBER: &[Column] = &[
    Column::new("article", Kind::Text, "the article's id"),
    Column::new("attribution", Kind::Text, "the attribution's id in it"),
];

const DIFF: &[Column] = &[
    Column::new(
        "op",
        Kind::Text,
        "same, cut or added, against the first wording",
    ),
    Column::new("text", Kind::Text, "the words"),
];

const WORDING: &[Column] = &[
    MEMBER[0],
    MEMBER[1],
    Column::new("text", Kind::Text, "the article's words for it"),
    Column::new(
        "class",
        Kind::Text,
        "base, verbatim, trimmed, translated, contradicting or reworded",
    ),
    Column::new(
        "diff",
        Kind::List(&Kind::Struct(DIFF)),
        "word by word against the first",
    ),
];

const OWNER: &[Column] = &[
    Column::new("name", Kind::Text, "an owner or a state"),
    Column::new("parties", TEXTS, "its relays and outlets; two at least"),
];

const BY_OWNER: &[Column] = &[
    Column::new(
        "independent",
        Kind::Count,
        "routes left if parties of one owner are one",
    ),
    Column::new(
        "owners",
        Kind::List(&Kind::Struct(OWNER)),
        "who owns several of them",
    ),
];

pub(super) const COLUMNS: &[Column] = &[
    Column::new("id", Kind::Text, "the statement's id"),
    Column::new("story", Kind::Text, "the story it belongs to"),
    Column::new("speaker", Kind::Struct(ENTITY), "who said it").or_null(),
    Column::new("to", Kind::Struct(ENTITY), "to whom").or_null(),
    Column::new("channel", Kind::Text, "in what medium or on what occasion").or_null(),
    Column::new("said_on", Kind::Struct(DATED), "the day it was said").or_null(),
    Column::new(
        "gist",
        Kind::Text,
        "what was said, in the words of its best wording",
    ),
    Column::new(
        "independent",
        Kind::Count,
        "the most routes that share no relay, no outlet and no copied text",
    ),
    Column::new("articles", Kind::Count, "how many articles carry it"),
    Column::new(
        "rests_on",
        TEXTS,
        "the fewest parties that would all have to be wrong, by name",
    ),
    Column::new("explanation", Kind::Text, "the independence in words"),
    Column::new(
        "by_owner",
        Kind::Struct(BY_OWNER),
        "the independence if parties of one owner or state are one",
    )
    .or_null(),
    Column::new("denied_by", TEXTS, "ids of statements that deny it"),
    Column::new(
        "relays",
        Kind::Flag,
        "whether it does no more than pass on what somebody else says",
    ),
    Column::new(
        "members",
        Kind::List(&Kind::Struct(MEMBER)),
        "its attributions",
    ),
    Column::new(
        "wordings",
        Kind::List(&Kind::Struct(WORDING)),
        "their words, the best verbatim one first",
    ),
];

pub(super) fn rows<'r>(lookup: &Lookup<'r>) -> Vec<Row<'r>> {
    let statements = lookup.record.statements.iter();
    statements.map(|told| row(lookup, told)).collect()
}

fn row<'r>(lookup: &Lookup<'r>, told: &'r Statement) -> Row<'r> {
    let articles: BTreeSet<usize> = told.members.iter().map(|m| m.article).collect();
    vec![
        (&told.id).into(),
        (&told.story).into(),
        Cell::some(told.speaker, |entity| lookup.entity_ref(entity)),
        Cell::some(told.to, |entity| lookup.entity_ref(entity)),
        told.channel.as_ref().into(),
        dated(told.said_on.as_ref()),
        (&told.gist).into(),
        Cell::count(told.independent),
        Cell::count(articles.len()),
        Cell::texts(&told.rests_on),
        (&told.explanation).into(),
        Cell::some(told.by_owner.as_ref(), by_owner),
        Cell::texts(&told.denied_by),
        told.relays.into(),
        Cell::list(&told.members, |m| Cell::Struct(member(lookup, m))),
        Cell::list(&told.wordings, |wording| self::wording(lookup, wording)),
    ]
}

fn member<'r>(lookup: &Lookup<'r>, member: &'r Member) -> Vec<Cell<'r>> {
    let article = lookup.article(member.article);
    vec![article.into(), (&member.attribution).into()]
}

fn wording<'r>(lookup: &Lookup<'r>, wording: &'r Wording) -> Cell<'r> {
    let mut cells = member(lookup, &wording.member);
    cells.extend([
        (&wording.text).into(),
        wording.class.word().into(),
        Cell::list(&wording.diff, |part: &DiffPart| {
            Cell::Struct(vec![part.op.word().into(), (&part.text).into()])
        }),
    ]);
    Cell::Struct(cells)
}

fn by_owner(by: &ByOwner) -> Cell<'_> {
    let owners = Cell::list(&by.owners, |(name, parties): &(String, Vec<String>)| {
        Cell::Struct(vec![name.into(), Cell::texts(parties)])
    });
    Cell::Struct(vec![Cell::count(by.independent), owners])
}
