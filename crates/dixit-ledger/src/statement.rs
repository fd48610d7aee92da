//! Statements in listings, and one with its story.

use crate::entity::{self, EntityRef};
use crate::key::{Kind, find};
use crate::page::{Found, Listing, Page, Sorted, by_day};
use crate::query::{Clause, Marks, Order, Query, match_of_statements, only_without_statements};
use crate::{Ledger, Result};
use dixit_model::Record;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

/// Statements of a story, about.
const OF_A_STORY: usize = 20;

/// What statements are sorted by, in which direction, and whether they are few.
struct Sorting(&'static str, &'static str, bool);

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
        let few = self.narrow_statements(&mut clause, query)?;
        // A story ranks its statements itself.
        let ranked = query.order == Order::Weight && query.story.len() == 1;
        let sorted = match query.order {
            Order::Newest => {
                return by_day(page, |part, limit| {
                    let mut clause = clause.clone();
                    part.of("s", "said_on", &mut clause);
                    self.sorted(&clause, Sorting("s.said_on", "DESC", few), limit)
                });
            }
            Order::Oldest => Sorting("s.said_on", "ASC", few),
            Order::Weight if ranked => Sorting("s.place", "ASC", few),
            Order::Weight => Sorting("s.independent", "DESC", few),
        };
        if let Some((value, id)) = page.parts()? {
            let number = || Value::from(value.parse::<i64>().unwrap_or_default());
            let id = Value::from(id);
            match query.order {
                // A day that is not known compares with none; it is the first of days.
                Order::Oldest if value.is_empty() => {
                    clause.and("(s.said_on IS NOT NULL OR s.id > ?)", [id]);
                }
                Order::Oldest => clause.and("(s.said_on, s.id) > (?, ?)", [value.into(), id]),
                _ if ranked => clause.and("(s.place, s.id) > (?, ?)", [number(), id]),
                _ => clause.and("(s.independent, s.id) < (?, ?)", [number(), id]),
            }
        }
        let limit = page.limit();
        Ok(Listing::cut(
            self.sorted(&clause, sorted, limit + 1)?,
            limit,
        ))
    }

    /// The first statements that meet a clause.
    fn sorted(
        &self,
        clause: &Clause,
        Sorting(column, direction, few): Sorting,
        limit: usize,
    ) -> Result<Vec<Sorted<StatementRow>>> {
        // What is little is sorted; what is much is met soon enough in its order.
        let sorting = if few { "+" } else { "" };
        let sql = format!(
            "{ROW}{} ORDER BY {sorting}{column} {direction}, s.id {direction} LIMIT {limit}",
            clause.sql(),
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(clause.values()), |row| {
            let found = StatementRow::of(row)?;
            let value = match column {
                "s.place" => row.get::<_, i64>(18)?.to_string(),
                "s.independent" => found.independent.to_string(),
                _ => found.said_on.clone().unwrap_or_default(),
            };
            Ok((found, value, row.get(0)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Narrows a listing down to what has the words of a query, by its names
    /// and days; whether little is left.
    fn narrow_statements(&self, clause: &mut Clause, query: &Query) -> Result<bool> {
        let marks = Marks::of(&self.conn, query)?;
        let met = [match_of_statements(query), marks.matching()];
        let met: Vec<String> = met.into_iter().flatten().collect();
        let mut few = false;
        if let (Some(speaker), 1) = (marks.only_speaker(), met.len()) {
            // An index has what one speaker says by day.
            let by_day = query.order != Order::Weight;
            few = !by_day && self.is_little(&met[0])?;
            let column = if by_day || few {
                "s.speaker = ?"
            } else {
                "+s.speaker = ?"
            };
            clause.and(column, [speaker.into()]);
        } else if !met.is_empty() {
            let met = met.join(" AND ");
            few = self.is_little(&met)?;
            if few || !query.words.is_empty() {
                let id = if few { "s.id" } else { "+s.id" };
                clause.and(
                    format!(
                        "{id} IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?)"
                    ),
                    [met.into()],
                );
            } else {
                marks.one_by_one(clause);
            }
        }
        if let Some(words) = only_without_statements(query) {
            clause.and(
                "s.id NOT IN (SELECT rowid FROM statement_text WHERE statement_text MATCH ?)",
                [words.into()],
            );
        }
        if let (false, Some(stories)) = (few, self.few_stories(query)?) {
            clause.in_list("s.story", stories.into_iter());
            few = true;
        }
        Ok(few)
    }

    /// Whether few statements meet an expression of full text.
    fn is_little(&self, met: &str) -> Result<bool> {
        let mut count = self.conn.prepare_cached(
            "SELECT count(*) FROM
               (SELECT 1 FROM statement_text WHERE statement_text MATCH ?1 LIMIT ?2)",
        )?;
        let count: usize = count.query_row((met, self.few + 1), |row| row.get(0))?;
        Ok(count <= self.few)
    }

    /// The stories of the days of a query, if they are few.
    fn few_stories(&self, query: &Query) -> Result<Option<Vec<i64>>> {
        if query.from.is_none() && query.until.is_none() {
            return Ok(None);
        }
        let few = self.few / OF_A_STORY;
        let from = query.from.map(|day| day.to_string()).unwrap_or_default();
        let until = query.until.map(|day| day.to_string());
        let mut stories = self.conn.prepare_cached(
            "SELECT id FROM story INDEXED BY story_last
             WHERE last >= ?1 AND (?2 IS NULL OR first <= ?2) ORDER BY last LIMIT ?3",
        )?;
        let rows = stories.query_map((from, until, few + 1), |row| row.get(0))?;
        let stories: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
        Ok((stories.len() <= few).then_some(stories))
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
