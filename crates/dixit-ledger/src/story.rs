//! Stories in listings, and one with its record.

use crate::key::{Kind, find};
use crate::page::{Found, Listing, Page};
use crate::query::{Clause, Query, Word, match_of};
use crate::{Ledger, Result};
use dixit_model::{Date, Record};
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

/// A story in a listing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StoryRow {
    /// Its key.
    pub key: String,
    /// The headline that represents it best.
    pub title: String,
    /// First day of publication known.
    pub first: Option<String>,
    /// Last day of publication known.
    pub last: Option<String>,
    /// Its articles.
    pub articles: usize,
    /// Outlets that report it.
    pub outlets: usize,
    /// Its statements.
    pub statements: usize,
    /// The most independent routes of any of its statements.
    pub independent: usize,
    /// The most telling of its findings.
    pub finding: Option<String>,
}

/// A story with its record.
#[derive(Clone, Debug)]
pub struct StoryDetail {
    /// What a listing shows.
    pub story: StoryRow,
    /// Its record: one story, whose ids are keys.
    pub record: Record,
    /// Earlier stories of the same matter.
    pub earlier: Vec<StoryRow>,
    /// Later stories of the same matter.
    pub later: Vec<StoryRow>,
}

/// Which stories are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryFilter {
    /// Reported by this outlet.
    pub outlet: Option<String>,
    /// In which this entity (its key) says something.
    pub speaker: Option<String>,
    /// Reported on this day or later.
    pub from: Option<Date>,
    /// Reported on this day or earlier.
    pub until: Option<Date>,
    /// With an article that has all these words.
    pub words: Option<String>,
    /// Of at least so many articles.
    pub min_articles: Option<usize>,
    /// In which order.
    pub order: StoryOrder,
}

/// In which order stories are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoryOrder {
    /// The latest reported first; those without a known day last.
    #[default]
    Newest,
    /// Those with the most articles first.
    Articles,
    /// Those with the most statements first.
    Statements,
}

const ROW: &str = "SELECT s.id, s.key, s.title, s.first, s.last, s.articles, s.outlets, \
    s.statements, s.independent, json_extract(s.findings, '$[0].text') FROM story s";

impl StoryRow {
    fn of(row: &Row) -> rusqlite::Result<Self> {
        Ok(StoryRow {
            key: row.get(1)?,
            title: row.get(2)?,
            first: row.get(3)?,
            last: row.get(4)?,
            articles: row.get(5)?,
            outlets: row.get(6)?,
            statements: row.get(7)?,
            independent: row.get(8)?,
            finding: row.get(9)?,
        })
    }
}

impl Ledger {
    /// Stories that pass the filter, in its order.
    pub fn stories(&self, filter: &StoryFilter, page: &Page) -> Result<Listing<StoryRow>> {
        let mut clause = clause_of(filter);
        let sorted = match filter.order {
            StoryOrder::Newest => "s.last",
            StoryOrder::Articles => "s.articles",
            StoryOrder::Statements => "s.statements",
        };
        if let Some((value, id)) = page.parts()? {
            match filter.order {
                StoryOrder::Newest if value.is_empty() => {
                    clause.and("s.last IS NULL AND s.id < ?", [Value::from(id)]);
                }
                StoryOrder::Newest => clause.and(
                    "((s.last, s.id) < (?, ?) OR s.last IS NULL)",
                    [value.into(), id.into()],
                ),
                _ => clause.and(
                    format!("({sorted}, s.id) < (?, ?)"),
                    [value.parse::<i64>().unwrap_or_default().into(), id.into()],
                ),
            }
        }
        let limit = page.limit();
        let sql = format!(
            "{ROW}{} ORDER BY {sorted} DESC, s.id DESC LIMIT {}",
            clause.sql(),
            limit + 1
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(clause.values()), |row| {
            let story = StoryRow::of(row)?;
            let sorted = match filter.order {
                StoryOrder::Newest => story.last.clone().unwrap_or_default(),
                StoryOrder::Articles => story.articles.to_string(),
                StoryOrder::Statements => story.statements.to_string(),
            };
            Ok((story, sorted, row.get(0)?))
        })?;
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Listing::cut(rows, limit))
    }

    /// A story with its record.
    pub fn story(&self, key: &str) -> Result<Option<Found<StoryDetail>>> {
        let id = match find(&self.conn, Kind::Story, key)? {
            None => return Ok(None),
            Some(Found::Moved(now)) => return Ok(Some(Found::Moved(now))),
            Some(Found::Here(id)) => id,
        };
        let mut statement = self
            .conn
            .prepare_cached(&format!("{ROW} WHERE s.id = ?1"))?;
        let story = statement.query_row([id], StoryRow::of)?;
        let linked = |sql: &str| -> Result<Vec<StoryRow>> {
            let mut statement = self.conn.prepare_cached(&format!("{ROW} {sql}"))?;
            let rows = statement.query_map([id], StoryRow::of)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        Ok(Some(Found::Here(StoryDetail {
            story,
            record: self.record_of(id)?,
            earlier: linked(
                "JOIN earlier l ON l.earlier = s.id WHERE l.story = ?1 ORDER BY s.last, s.id",
            )?,
            later: linked(
                "JOIN earlier l ON l.story = s.id WHERE l.earlier = ?1 ORDER BY s.first, s.id",
            )?,
        })))
    }
}

fn clause_of(filter: &StoryFilter) -> Clause {
    let mut clause = Clause::default();
    if let Some(outlet) = &filter.outlet {
        clause.and(
            "s.id IN (SELECT story FROM article WHERE outlet = ?)",
            [outlet.clone().into()],
        );
    }
    if let Some(speaker) = &filter.speaker {
        clause.and(
            "s.id IN (SELECT story FROM statement WHERE speaker = (SELECT id FROM entity WHERE key = ?))",
            [speaker.clone().into()],
        );
    }
    if let Some(day) = filter.from {
        clause.and("s.last >= ?", [day.to_string().into()]);
    }
    if let Some(day) = filter.until {
        clause.and("s.first <= ?", [day.to_string().into()]);
    }
    if let Some(least) = filter.min_articles {
        clause.and("s.articles >= ?", [Value::from(least as i64)]);
    }
    let words: Vec<Vec<Word>> = filter
        .words
        .iter()
        .flat_map(|words| words.split_whitespace())
        .map(|word| {
            vec![Word {
                text: word.to_owned(),
                phrase: false,
            }]
        })
        .collect();
    let words = Query {
        words,
        ..Query::default()
    };
    if let Some(words) = match_of(&words) {
        clause.and(
            "s.id IN (SELECT story FROM article WHERE id IN \
             (SELECT rowid FROM article_text WHERE article_text MATCH ?))",
            [words.into()],
        );
    }
    clause
}
