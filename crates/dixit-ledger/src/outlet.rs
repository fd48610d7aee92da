//! Outlets: what they carry, whom they rely on, what they copy.

use crate::entity::{self, EntityRef};
use crate::page::{Listing, Page};
use crate::{Ledger, Result};
use rusqlite::params;
use serde::Serialize;

/// An outlet in a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutletRow {
    /// Its name.
    pub name: String,
    /// Its articles.
    pub articles: usize,
    /// The first day of publication known.
    pub first: Option<String>,
    /// The last day of publication known.
    pub last: Option<String>,
}

/// Of an outlet with more articles, so many of the latest are looked at.
const LATEST: usize = 1000;

/// What an outlet carries, whom it relies on and what it copies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutletDetail {
    /// What a listing shows.
    pub outlet: OutletRow,
    /// Stories it reports on.
    pub stories: usize,
    /// Who owns it, if somebody has set that.
    pub owner: Option<String>,
    /// The latest of its articles, which all that follows is counted over.
    pub looked_at: usize,
    /// Relays by which it came by what it carries, the most used first.
    pub relies_on: Vec<Reliance>,
    /// Speakers it carries, the most often carried first.
    pub carries: Vec<Reliance>,
    /// Outlets from which it took passages, and in how many articles.
    pub copies_from: Vec<(String, usize)>,
    /// Outlets that took passages from it, and in how many articles.
    pub copied_by: Vec<(String, usize)>,
}

/// An entity that an outlet relies on or carries, and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reliance {
    /// The entity.
    pub entity: EntityRef,
    /// In how many attributions.
    pub attributions: usize,
}

impl Ledger {
    /// Outlets, by name.
    pub fn outlets(&self, page: &Page) -> Result<Listing<OutletRow>> {
        let limit = page.limit();
        let after = page.parts()?.map(|(name, _)| name);
        let mut statement = self.conn.prepare_cached(
            "SELECT o.name, (SELECT count(*) FROM article WHERE outlet = o.name),
               (SELECT min(published) FROM article WHERE outlet = o.name),
               (SELECT max(published) FROM article WHERE outlet = o.name)
             FROM (SELECT name FROM outlet WHERE ?1 IS NULL OR name > ?1 LIMIT ?2) o",
        )?;
        let rows = statement.query_map(params![after, limit + 1], |row| {
            let outlet = row_of(row)?;
            let name = outlet.name.clone();
            Ok((outlet, name, 0))
        })?;
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Listing::cut(rows, limit))
    }

    /// What an outlet carries, whom it relies on and what it copies.
    pub fn outlet(&self, name: &str) -> Result<Option<OutletDetail>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT ?1, count(*), min(published), max(published), count(DISTINCT story)
             FROM article WHERE outlet = ?1",
        )?;
        let (outlet, stories) =
            statement.query_row([name], |row| Ok((row_of(row)?, row.get(4)?)))?;
        if outlet.articles == 0 {
            return Ok(None);
        }
        let latest = |sql: &str| {
            format!(
                "WITH latest AS (SELECT id FROM article WHERE outlet = ?1
                   ORDER BY published DESC, id DESC LIMIT {LATEST}) {sql}"
            )
        };
        let reliances = |sql: &str| -> Result<Vec<Reliance>> {
            let mut statement = self.conn.prepare_cached(&latest(sql))?;
            let rows = statement.query_map([name], |row| {
                let attributions = row.get(3)?;
                Ok(entity::reference(row, 0)?.map(|entity| Reliance {
                    entity,
                    attributions,
                }))
            })?;
            let rows: Vec<Option<Reliance>> = rows.collect::<rusqlite::Result<_>>()?;
            Ok(rows.into_iter().flatten().collect())
        };
        let outlets = |sql: &str| -> Result<Vec<(String, usize)>> {
            let mut statement = self.conn.prepare_cached(&latest(sql))?;
            let rows = statement.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        Ok(Some(OutletDetail {
            looked_at: outlet.articles.min(LATEST),
            outlet,
            stories,
            owner: self.corrections_in_effect()?.owners().remove(name),
            relies_on: reliances(
                "SELECT e.key, e.kind, e.name, n FROM (
                   SELECT r.entity AS entity, count(*) AS n FROM latest a
                   JOIN attribution t ON t.article = a.id JOIN relay r ON r.attribution = t.id
                   GROUP BY r.entity ORDER BY n DESC, r.entity LIMIT 50
                 ) JOIN entity e ON e.id = entity ORDER BY n DESC, e.name",
            )?,
            carries: reliances(
                "SELECT e.key, e.kind, e.name, n FROM (
                   SELECT t.speaker AS entity, count(*) AS n FROM latest a
                   JOIN attribution t ON t.article = a.id
                   WHERE t.speaker IS NOT NULL
                   GROUP BY t.speaker ORDER BY n DESC, t.speaker LIMIT 50
                 ) JOIN entity e ON e.id = entity ORDER BY n DESC, e.name",
            )?,
            copies_from: outlets(
                "SELECT o.outlet, count(DISTINCT a.id) AS n FROM latest a
                 JOIN copied c ON c.article = a.id JOIN article o ON o.id = c.original
                 WHERE o.outlet IS NOT NULL AND o.outlet <> ?1
                 GROUP BY o.outlet ORDER BY n DESC, o.outlet LIMIT 50",
            )?,
            copied_by: outlets(
                "SELECT o.outlet, count(DISTINCT o.id) AS n FROM latest a
                 JOIN copied c ON c.original = a.id JOIN article o ON o.id = c.article
                 WHERE o.outlet IS NOT NULL AND o.outlet <> ?1
                 GROUP BY o.outlet ORDER BY n DESC, o.outlet LIMIT 50",
            )?,
        }))
    }
}

fn row_of(row: &rusqlite::Row) -> rusqlite::Result<OutletRow> {
    Ok(OutletRow {
        name: row.get(0)?,
        articles: row.get(1)?,
        first: row.get(2)?,
        last: row.get(3)?,
    })
}
