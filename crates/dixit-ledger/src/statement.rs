//! Statements in listings, and one with its story.

use crate::entity::{self, EntityRef};
use crate::key::{Kind, find};
use crate::page::{Found, Listing, Page};
use crate::query::{Clause, Order, Query, match_of, only_without};
use crate::{Ledger, Result};
use dixit_model::Record;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

/// A statement in a listing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementRow {
    /// Its key.
    pub key: String,
    /// What was said.
    pub gist: String,
    /// Who said it.
    pub speaker: Option<EntityRef>,
    /// To whom.
    pub addressee: Option<EntityRef>,
    /// Medium or occasion.
    pub channel: Option<String>,
    /// The day it was said.
    pub said_on: Option<String>,
    /// How that day is known.
    pub said_on_how: Option<String>,
    /// Independent routes.
    pub independent: usize,
    /// Articles that carry it.
    pub articles: usize,
    /// `direct`, `mixed`, `indirect`: those of its wordings.
    pub modes: Vec<String>,
    /// The independence in words.
    pub explanation: String,
    /// The key of its story.
    pub story: String,
    /// The title of its story.
    pub story_title: String,
}

/// A statement with the record of its story.
#[derive(Clone, Debug)]
pub struct StatementDetail {
    /// The record of its story.
    pub record: Record,
    /// Index in the record's statements.
    pub statement: usize,
}

pub(crate) const ROW: &str = "SELECT s.id, s.key, s.gist, s.channel, s.said_on, s.said_on_how, \
    s.independent, s.articles, s.modes, s.explanation, story.key, story.title, \
    speaker.key, speaker.kind, speaker.name, addressee.key, addressee.kind, addressee.name, s.place \
    FROM statement s JOIN story ON story.id = s.story \
    LEFT JOIN entity speaker ON speaker.id = s.speaker \
    LEFT JOIN entity addressee ON addressee.id = s.addressee";

impl StatementRow {
    pub(crate) fn of(row: &Row) -> rusqlite::Result<Self> {
        let modes: String = row.get(8)?;
        Ok(StatementRow {
            key: row.get(1)?,
            gist: row.get(2)?,
            channel: row.get(3)?,
            said_on: row.get(4)?,
            said_on_how: row.get(5)?,
            independent: row.get(6)?,
            articles: row.get(7)?,
            modes: modes.split_whitespace().map(str::to_owned).collect(),
            explanation: row.get(9)?,
            story: row.get(10)?,
            story_title: row.get(11)?,
            speaker: entity::reference(row, 12)?,
            addressee: entity::reference(row, 15)?,
        })
    }
}

impl Ledger {
    /// Statements that meet `query`, in its order.
    ///
    /// [`Ledger::search`] ranks by how well words are met; here they only
    /// narrow down.
    pub fn statements(&self, query: &Query, page: &Page) -> Result<Listing<StatementRow>> {
        let mut clause = Clause::of_statements(query);
        if let Some(words) = match_of(query) {
            clause.and(
                "s.id IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?)",
                [words.into()],
            );
        }
        if let Some(words) = only_without(query) {
            clause.and(
                "s.id NOT IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?)",
                [words.into()],
            );
        }
        // A story ranks its statements itself.
        let ranked = query.order == Order::Weight && query.story.len() == 1;
        let (sorted, direction, beyond) = match query.order {
            Order::Weight if ranked => ("s.place", "ASC", ">"),
            Order::Weight => ("s.independent", "DESC", "<"),
            Order::Newest => ("s.said_on", "DESC", "<"),
            Order::Oldest => ("s.said_on", "ASC", ">"),
        };
        if let Some((value, id)) = page.parts()? {
            let id = Value::from(id);
            match (query.order, value.as_str()) {
                // A day that is not known compares with none: it is the first
                // of days for whoever sorts, and needs conditions of its own.
                (Order::Newest, "") => clause.and("s.said_on IS NULL AND s.id < ?", [id]),
                (Order::Oldest, "") => {
                    clause.and("(s.said_on IS NOT NULL OR s.id > ?)", [id]);
                }
                (Order::Newest, _) => clause.and(
                    "((s.said_on, s.id) < (?, ?) OR s.said_on IS NULL)",
                    [value.into(), id],
                ),
                (Order::Oldest, _) => {
                    clause.and("(s.said_on, s.id) > (?, ?)", [value.into(), id]);
                }
                (Order::Weight, _) => {
                    let value = value.parse::<i64>().unwrap_or_default();
                    clause.and(
                        format!("({sorted}, s.id) {beyond} (?, ?)"),
                        [value.into(), id],
                    );
                }
            }
        }
        let limit = page.limit();
        let sql = format!(
            "{ROW}{} ORDER BY {sorted} {direction}, s.id {direction} LIMIT {}",
            clause.sql(),
            limit + 1
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(clause.values()), |row| {
            let found = StatementRow::of(row)?;
            let sorted = match query.order {
                Order::Weight if ranked => row.get::<_, i64>(18)?.to_string(),
                Order::Weight => found.independent.to_string(),
                _ => found.said_on.clone().unwrap_or_default(),
            };
            Ok((found, sorted, row.get(0)?))
        })?;
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Listing::cut(rows, limit))
    }

    /// A statement with the record of its story.
    pub fn statement(&self, key: &str) -> Result<Option<Found<StatementDetail>>> {
        let id = match find(&self.conn, Kind::Statement, key)? {
            None => return Ok(None),
            Some(Found::Moved(now)) => return Ok(Some(Found::Moved(now))),
            Some(Found::Here(id)) => id,
        };
        let mut statement = self
            .conn
            .prepare_cached("SELECT story FROM statement WHERE id = ?1")?;
        let story: i64 = statement.query_row([id], |row| row.get(0))?;
        let record = self.record_of(story)?;
        let place = record.statements.iter().position(|s| s.id == key);
        Ok(place.map(|statement| Found::Here(StatementDetail { record, statement })))
    }
}
