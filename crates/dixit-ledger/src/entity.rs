//! Entities in listings, and one with its names and positions.

use crate::key::{Kind, find};
use crate::page::{Found, Listing, Page};
use crate::statement::{self, StatementRow};
use crate::{Ledger, Result};
use rusqlite::{Row, params};
use serde::Serialize;
use std::collections::BTreeMap;

/// An entity as others speak of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct EntityRef {
    /// Its key.
    pub key: String,
    /// `person`, `organisation`, `state` …
    pub kind: String,
    /// The canonical name.
    pub name: String,
}

/// An entity in a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityRow {
    /// Its key.
    pub key: String,
    /// `person`, `organisation`, `state` …
    pub kind: String,
    /// The canonical name.
    pub name: String,
    /// Statements it makes.
    pub statements: usize,
    /// Articles in which it says something.
    pub articles: usize,
}

/// A name of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameUse {
    /// The name.
    pub name: String,
    /// In how many stories it goes by it.
    pub uses: usize,
}

/// An entity with its names and positions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityDetail {
    /// What a listing shows.
    pub entity: EntityRow,
    /// All its names, the most used first.
    pub names: Vec<NameUse>,
    /// Why they are one.
    pub why: Vec<String>,
    /// The latest of its statements, which positions and outlets are found by.
    pub looked_at: usize,
    /// What it said on one matter over time.
    pub positions: Vec<PositionRow>,
    /// Outlets that carry what it says, the most articles first.
    pub outlets: Vec<(String, usize)>,
}

/// What a speaker said on one matter, in order of day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PositionRow {
    /// The statements; at least two, from different stories.
    pub entries: Vec<StatementRow>,
}

/// Of a speaker with more statements, so many of the latest are looked at.
const LATEST: usize = 500;
const LATEST_SAID: &str =
    "SELECT id FROM statement WHERE speaker = ?1 ORDER BY said_on DESC, id DESC LIMIT ?2";

/// The entity whose key, kind and name stand at column `at` and after.
pub(crate) fn reference(row: &Row, at: usize) -> rusqlite::Result<Option<EntityRef>> {
    let Some(key) = row.get(at)? else {
        return Ok(None);
    };
    Ok(Some(EntityRef {
        key,
        kind: row.get(at + 1)?,
        name: row.get(at + 2)?,
    }))
}

pub(crate) fn row(row: &Row) -> rusqlite::Result<EntityRow> {
    Ok(EntityRow {
        key: row.get(1)?,
        kind: row.get(2)?,
        name: row.get(3)?,
        statements: row.get(4)?,
        articles: row.get(5)?,
    })
}

pub(crate) const ROW: &str = "SELECT id, key, kind, name, statements, articles FROM entity";

impl Ledger {
    /// Entities that make statements, those who make the most first.
    pub fn speakers(&self, page: &Page) -> Result<Listing<EntityRow>> {
        let limit = page.limit();
        let (most, id) = match page.parts()? {
            Some((most, id)) => (most.parse().unwrap_or(i64::MAX), id),
            None => (i64::MAX, i64::MAX),
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "{ROW} WHERE statements > 0 AND (statements, id) < (?1, ?2)
             ORDER BY statements DESC, id DESC LIMIT ?3"
        ))?;
        let rows = statement.query_map(params![most, id, limit + 1], |found| {
            let entity = row(found)?;
            let sorted = entity.statements.to_string();
            Ok((entity, sorted, found.get(0)?))
        })?;
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Listing::cut(rows, limit))
    }

    /// What an entity is called, if the key is (or was) that of one.
    pub fn entity_name(&self, key: &str) -> Result<Option<String>> {
        let id = match find(&self.conn, Kind::Entity, key)? {
            Some(Found::Moved(now)) => find(&self.conn, Kind::Entity, &now)?,
            found => found,
        };
        let Some(id) = id.and_then(Found::here) else {
            return Ok(None);
        };
        let mut name = self
            .conn
            .prepare_cached("SELECT name FROM entity WHERE id = ?1")?;
        Ok(Some(name.query_row([id], |row| row.get(0))?))
    }

    /// An entity with its names and positions. What it says is listed by
    /// [`Ledger::statements`].
    pub fn entity(&self, key: &str) -> Result<Option<Found<EntityDetail>>> {
        let id = match find(&self.conn, Kind::Entity, key)? {
            None => return Ok(None),
            Some(Found::Moved(now)) => return Ok(Some(Found::Moved(now))),
            Some(Found::Here(id)) => id,
        };
        let mut statement = self.conn.prepare_cached(&format!("{ROW} WHERE id = ?1"))?;
        let entity = statement.query_row([id], row)?;
        let mut statement = self
            .conn
            .prepare_cached("SELECT why FROM entity WHERE id = ?1")?;
        let why: String = statement.query_row([id], |row| row.get(0))?;
        let mut statement = self.conn.prepare_cached(
            "SELECT name, uses FROM entity_name WHERE entity = ?1 ORDER BY uses DESC, name LIMIT 200",
        )?;
        let names = statement.query_map([id], |row| {
            Ok(NameUse {
                name: row.get(0)?,
                uses: row.get(1)?,
            })
        })?;
        let names = names.collect::<rusqlite::Result<_>>()?;
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT a.outlet, count(DISTINCT a.id) AS n FROM ({LATEST_SAID}) s
                 CROSS JOIN attribution t ON t.statement = s.id
                 CROSS JOIN article a ON a.id = t.article
                 WHERE a.outlet IS NOT NULL
                 GROUP BY a.outlet ORDER BY n DESC, a.outlet LIMIT 50"
        ))?;
        let outlets =
            statement.query_map(params![id, LATEST], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let outlets = outlets.collect::<rusqlite::Result<_>>()?;
        Ok(Some(Found::Here(EntityDetail {
            looked_at: entity.statements.min(LATEST),
            entity,
            names,
            why: serde_json::from_str(&why)?,
            positions: self.positions(id, LATEST)?,
            outlets,
        })))
    }

    /// Statements of one speaker that are linked with each other, as far as the
    /// links of the `latest` lead.
    pub(crate) fn positions(&self, speaker: i64, latest: usize) -> Result<Vec<PositionRow>> {
        let mut links = self.conn.prepare_cached(&format!(
            "SELECT l.a, l.b FROM ({LATEST_SAID}) s CROSS JOIN position_link l ON l.a = s.id
             CROSS JOIN statement o ON o.id = l.b AND o.speaker = ?1
             UNION
             SELECT l.a, l.b FROM ({LATEST_SAID}) s CROSS JOIN position_link l ON l.b = s.id
             CROSS JOIN statement o ON o.id = l.a AND o.speaker = ?1"
        ))?;
        let links = links.query_map(params![speaker, latest], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let groups = linked(links.collect::<rusqlite::Result<Vec<(i64, i64)>>>()?);
        let mut statement = self
            .conn
            .prepare_cached(&format!("{} WHERE s.id = ?1", statement::ROW))?;
        let mut positions = Vec::new();
        for group in groups {
            let mut entries: Vec<StatementRow> = group
                .iter()
                .map(|id| statement.query_row([id], StatementRow::of))
                .collect::<rusqlite::Result<_>>()?;
            entries.sort_by(|a, b| (&a.said_on, &a.key).cmp(&(&b.said_on, &b.key)));
            positions.push(PositionRow { entries });
        }
        positions.sort_by_key(|position| std::cmp::Reverse(position.entries.len()));
        Ok(positions)
    }
}

/// The groups that links make.
fn linked(links: Vec<(i64, i64)>) -> Vec<Vec<i64>> {
    let mut group_of: BTreeMap<i64, i64> = BTreeMap::new();
    fn root(group_of: &BTreeMap<i64, i64>, mut id: i64) -> i64 {
        while let Some(&above) = group_of.get(&id) {
            if above == id {
                break;
            }
            id = above;
        }
        id
    }
    for (a, b) in links {
        group_of.entry(a).or_insert(a);
        group_of.entry(b).or_insert(b);
        let (a, b) = (root(&group_of, a), root(&group_of, b));
        group_of.insert(a.max(b), a.min(b));
    }
    let mut groups: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for &id in group_of.keys() {
        groups.entry(root(&group_of, id)).or_default().push(id);
    }
    groups.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_make_groups() {
        let groups = linked(vec![(5, 9), (1, 2), (9, 7), (2, 3)]);
        assert_eq!(groups, [vec![1, 2, 3], vec![5, 7, 9]]);
    }
}
