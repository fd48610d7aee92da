//! Articles in listings, and one with its reading and its original bytes.

use crate::blob::{decompress, unpack};
use crate::entity::{self, EntityRef};
use crate::key::{Kind, find};
use crate::page::{Found, Listing, Page, by_day};
use crate::query::{Clause, Marks, Query, match_of, only_without};
use crate::taking::article_id;
use crate::{Ledger, Result};
use dixit_model::{Attribution, Reading};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde::{Deserialize, Serialize};

/// An article in a listing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArticleRow {
    /// Its key.
    pub key: String,
    /// The id it came with.
    pub name: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// How the outlet is known.
    pub outlet_how: Option<String>,
    /// The day it was published.
    pub published: Option<String>,
    /// How that day is known.
    pub published_how: Option<String>,
    /// Where it was found on the web.
    pub url: Option<String>,
    /// BCP 47 code of its language.
    pub language: Option<String>,
    /// How long it is.
    pub words: usize,
    /// Its story's key; `None`: not yet woven into the record.
    pub story: Option<String>,
    /// When it was added, in UTC.
    pub added_at: String,
    /// The run that added it.
    pub run: i64,
}

/// An article with its reading.
#[derive(Clone, Debug)]
pub struct ArticleDetail {
    /// What a listing shows.
    pub article: ArticleRow,
    /// The reading, corrections applied; the article's id is its key.
    pub reading: Reading,
    /// Attributions that a person has rejected, as the model read them.
    pub rejected: Vec<Attribution>,
    /// What has become of each attribution, rejected ones included, in text
    /// order; none before the article is woven into the record.
    pub attributions: Vec<AttributionRow>,
    /// SHA-256 of its original bytes.
    pub sha256: String,
    /// What the original bytes are.
    pub media_type: String,
    /// How many original bytes there are.
    pub size: usize,
}

/// An attribution as part of the record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttributionRow {
    /// `a3`: unique in its article.
    pub name: String,
    /// The key of its statement.
    pub statement: Option<String>,
    /// Who said it.
    pub speaker: Option<EntityRef>,
    /// The first code point of its content.
    pub start: usize,
    /// One past the last code point of its content.
    pub end: usize,
    /// What people said about it.
    pub state: AttributionState,
}

/// What people said about an attribution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributionState {
    /// Nothing: it is as the model has it.
    #[default]
    Read,
    /// It is right.
    Confirmed,
    /// It is none.
    Rejected,
    /// It was changed.
    Corrected,
}

impl AttributionState {
    pub(crate) fn word(self) -> &'static str {
        match self {
            AttributionState::Read => "",
            AttributionState::Confirmed => "confirmed",
            AttributionState::Rejected => "rejected",
            AttributionState::Corrected => "corrected",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "confirmed" => AttributionState::Confirmed,
            "rejected" => AttributionState::Rejected,
            "corrected" => AttributionState::Corrected,
            _ => AttributionState::Read,
        }
    }
}

/// An article's bytes as they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// `text/plain`, `text/html`, `application/json` …
    pub media_type: String,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
}

pub(crate) const ROW: &str = "SELECT a.id, a.key, a.name, a.title, a.outlet, a.outlet_how, \
    a.published, a.published_how, a.url, a.language, a.words, story.key, a.added_at, a.run \
    FROM article a LEFT JOIN story ON story.id = a.story";

impl ArticleRow {
    pub(crate) fn of(row: &Row) -> rusqlite::Result<Self> {
        Ok(ArticleRow {
            key: row.get(1)?,
            name: row.get(2)?,
            title: row.get(3)?,
            outlet: row.get(4)?,
            outlet_how: row.get(5)?,
            published: row.get(6)?,
            published_how: row.get(7)?,
            url: row.get(8)?,
            language: row.get(9)?,
            words: row.get(10)?,
            story: row.get(11)?,
            added_at: row.get(12)?,
            run: row.get(13)?,
        })
    }
}

impl Ledger {
    /// Articles that meet `query` (its words, outlet, story and days of
    /// publication), the latest published first.
    pub fn articles(&self, query: &Query, page: &Page) -> Result<Listing<ArticleRow>> {
        let mut clause = Clause::of_articles(query, &Marks::of(&self.conn, query)?);
        if let Some(words) = match_of(query) {
            clause.and(
                "a.id IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)",
                [words.into()],
            );
        }
        if let Some(words) = only_without(query) {
            clause.and(
                "a.id NOT IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)",
                [words.into()],
            );
        }
        by_day(page, |part, limit| {
            let mut clause = clause.clone();
            part.of("a", "published", &mut clause);
            let sql = format!(
                "{ROW}{} ORDER BY a.published DESC, a.id DESC LIMIT {limit}",
                clause.sql(),
            );
            let mut statement = self.conn.prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(clause.values()), |row| {
                let article = ArticleRow::of(row)?;
                let day = article.published.clone().unwrap_or_default();
                Ok((article, day, row.get(0)?))
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Articles taken in that are not yet woven into the record, the first
    /// taken in first.
    pub fn waiting(&self, page: &Page) -> Result<Listing<ArticleRow>> {
        let after = page.parts()?.map_or(i64::MIN, |(_, id)| id);
        let limit = page.limit();
        let mut statement = self.conn.prepare_cached(&format!(
            "{ROW} WHERE a.story IS NULL AND a.id > ?1 ORDER BY a.id LIMIT ?2"
        ))?;
        let rows = statement.query_map((after, limit + 1), |row| {
            Ok((ArticleRow::of(row)?, String::new(), row.get(0)?))
        })?;
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Listing::cut(rows, limit))
    }

    /// An article with its reading.
    pub fn article(&self, key: &str) -> Result<Option<Found<ArticleDetail>>> {
        let id = match find(&self.conn, Kind::Article, key)? {
            None => return Ok(None),
            Some(Found::Moved(now)) => return Ok(Some(Found::Moved(now))),
            Some(Found::Here(id)) => id,
        };
        let mut statement = self
            .conn
            .prepare_cached(&format!("{ROW} WHERE a.id = ?1"))?;
        let article = statement.query_row([id], ArticleRow::of)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT o.sha256, o.media_type, o.size FROM original o
             JOIN article a ON a.original = o.id WHERE a.id = ?1",
        )?;
        let (sha256, media_type, size) =
            statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let attributions = attributions(&self.conn, id)?;
        let rejected: Vec<&str> = attributions
            .iter()
            .filter(|row| row.state == AttributionState::Rejected)
            .map(|row| row.name.as_str())
            .collect();
        let rejected = match rejected.is_empty() {
            true => Vec::new(),
            false => {
                let mut read = as_read(&self.conn, id)?.attributions;
                read.retain(|row| rejected.contains(&row.id.as_str()));
                read
            }
        };
        Ok(Some(Found::Here(ArticleDetail {
            article,
            reading: as_told(&self.conn, id)?,
            rejected,
            attributions,
            sha256,
            media_type,
            size,
        })))
    }

    /// An article's bytes as they were read.
    pub fn original(&self, key: &str) -> Result<Option<Original>> {
        let Some(id) = article_id(&self.conn, key)? else {
            return Ok(None);
        };
        let mut statement = self.conn.prepare_cached(
            "SELECT o.bytes, o.media_type, o.sha256 FROM original o
             JOIN article a ON a.original = o.id WHERE a.id = ?1",
        )?;
        let found = statement
            .query_row([id], |row| {
                let bytes: Vec<u8> = row.get(0)?;
                Ok((bytes, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((bytes, media_type, sha256)) = found else {
            return Ok(None);
        };
        Ok(Some(Original {
            bytes: decompress(&bytes, "an article's original")?,
            media_type,
            sha256,
        }))
    }
}

fn attributions(conn: &Connection, article: i64) -> Result<Vec<AttributionRow>> {
    let mut statement = conn.prepare_cached(
        "SELECT t.name, s.key, t.start, t.end, t.state, e.key, e.kind, e.name
         FROM attribution t LEFT JOIN statement s ON s.id = t.statement
         LEFT JOIN entity e ON e.id = t.speaker
         WHERE t.article = ?1 ORDER BY t.start, t.end, t.id",
    )?;
    let rows = statement.query_map([article], |row| {
        let state: String = row.get(4)?;
        Ok(AttributionRow {
            name: row.get(0)?,
            statement: row.get(1)?,
            start: row.get(2)?,
            end: row.get(3)?,
            state: AttributionState::of(&state),
            speaker: entity::reference(row, 5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The reading of an article as its model made it; its id is its key.
pub(crate) fn as_read(conn: &Connection, article: i64) -> Result<Reading> {
    stored(
        conn,
        article,
        "SELECT key, text, reading FROM article WHERE id = ?1",
    )
}

/// The reading of an article as its story tells it; its id is its key.
pub(crate) fn as_told(conn: &Connection, article: i64) -> Result<Reading> {
    let sql = "SELECT key, text, ifnull(told, reading) FROM article WHERE id = ?1";
    stored(conn, article, sql)
}

/// A reading by a query for key, text and reading.
pub(crate) fn stored(conn: &Connection, article: i64, sql: &str) -> Result<Reading> {
    let mut statement = conn.prepare_cached(sql)?;
    let (key, text, bytes): (String, String, Vec<u8>) =
        statement.query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut reading: Reading = unpack(&bytes, "an article's reading")?;
    reading.article.id = key;
    reading.article.text = text;
    Ok(reading)
}
