//! Stories in listings, and one with its record.

use crate::key::{Kind, find};
use crate::page::{Found, Listing, Page, Sorted, by_day};
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
        let few = self.narrow_stories(&mut clause, filter)?;
        let ask = |clause: &Clause, column: &str, limit: usize| -> Result<Vec<Sorted<StoryRow>>> {
            // What is little is sorted; what is much is met soon enough in its order.
            let sorting = if few { "+" } else { "" };
            let sql = format!(
                "{ROW}{} ORDER BY {sorting}{column} DESC, s.id DESC LIMIT {limit}",
                clause.sql(),
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
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let column = match filter.order {
            StoryOrder::Newest => {
                return by_day(page, |part, limit| {
                    let mut clause = clause.clone();
                    part.of("s", "last", &mut clause);
                    ask(&clause, "s.last", limit)
                });
            }
            StoryOrder::Articles => "s.articles",
            StoryOrder::Statements => "s.statements",
        };
        if let Some((value, id)) = page.parts()? {
            let value = value.parse::<i64>().unwrap_or_default();
            clause.and(
                format!("({column}, s.id) < (?, ?)"),
                [value.into(), id.into()],
            );
        }
        let limit = page.limit();
        Ok(Listing::cut(ask(&clause, column, limit + 1)?, limit))
    }

    /// Narrows stories down to those of an outlet, a speaker, with some words;
    /// whether few are left.
    fn narrow_stories(&self, clause: &mut Clause, filter: &StoryFilter) -> Result<bool> {
        let words = filter.words.as_deref().and_then(match_of_all);
        let mut few = false;
        // What is asked; stories among which are all that meet it, and whether
        // all of them do; what one story has to meet.
        for (asked, stories, sure, one) in [
            (
                &filter.outlet,
                "SELECT story FROM article WHERE outlet = ?",
                true,
                "EXISTS (SELECT 1 FROM article a WHERE a.story = s.id AND +a.outlet = ?)",
            ),
            (
                &filter.speaker,
                // Who says much in one story is counted there once.
                "SELECT story FROM story_entity
                   WHERE entity = (SELECT id FROM entity WHERE key = ?)",
                false,
                "EXISTS (SELECT 1 FROM statement q WHERE q.story = s.id
                   AND +q.speaker = (SELECT id FROM entity WHERE key = ?))",
            ),
            (
                &words,
                "SELECT story FROM article WHERE id IN
                   (SELECT rowid FROM article_text WHERE article_text MATCH ?)",
                true,
                "EXISTS (SELECT 1 FROM article a WHERE a.story = s.id AND a.id IN
                   (SELECT rowid FROM article_text WHERE article_text MATCH ?))",
            ),
        ] {
            let Some(asked) = asked else { continue };
            let sql = format!("SELECT count(*) FROM ({stories} LIMIT {})", self.few + 1);
            let mut count = self.conn.prepare_cached(&sql)?;
            let count: usize = count.query_row([asked], |row| row.get(0))?;
            let listed = count <= self.few;
            if listed {
                clause.and(format!("s.id IN ({stories})"), [asked.clone().into()]);
            }
            if !listed || !sure {
                clause.and(one, [asked.clone().into()]);
            }
            few |= listed;
        }
        Ok(few)
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
    if let Some(day) = filter.from {
        clause.and("s.last >= ?", [day.to_string().into()]);
    }
    if let Some(day) = filter.until {
        clause.and("s.first <= ?", [day.to_string().into()]);
    }
    if let Some(least) = filter.min_articles {
        clause.and("s.articles >= ?", [Value::from(least as i64)]);
    }
    clause
}

/// What full text is asked for articles that have all these words.
fn match_of_all(words: &str) -> Option<String> {
    let words = words.split_whitespace().map(|word| {
        vec![Word {
            text: word.to_owned(),
            phrase: false,
        }]
    });
    match_of(&Query {
        words: words.collect(),
        ..Query::default()
    })
}
