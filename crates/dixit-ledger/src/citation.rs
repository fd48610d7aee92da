//! Who cites whom, over the whole ledger.

use crate::entity::{self, EntityRef};
use crate::{Ledger, Result};
use rusqlite::{Connection, params};
use serde::Serialize;

/// An outlet that came by what it carries through somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Who carries it.
    pub outlet: String,
    /// Whom it relies on.
    pub source: CitationSource,
    /// How often: in attributions for relays, in articles for copies.
    pub times: usize,
}

/// Whom an outlet relies on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CitationSource {
    /// A relay that it names.
    Relay(EntityRef),
    /// An outlet whose passages it took.
    Outlet(String),
}

impl Ledger {
    /// The most frequent citations of relays and copies of outlets, at most
    /// `most` of each, the most frequent first.
    pub fn citations(&self, most: usize) -> Result<Vec<Citation>> {
        let mut relays = self.conn.prepare_cached(
            "SELECT e.key, e.kind, e.name, r.outlet, r.times FROM reliance r
             JOIN entity e ON e.id = r.relay
             ORDER BY r.times DESC, r.outlet, e.key LIMIT ?1",
        )?;
        let relays = relays.query_map([most], |row| {
            let (outlet, times) = (row.get(3)?, row.get(4)?);
            Ok(entity::reference(row, 0)?.map(|entity| Citation {
                outlet,
                source: CitationSource::Relay(entity),
                times,
            }))
        })?;
        let relays: Vec<Option<Citation>> = relays.collect::<rusqlite::Result<_>>()?;
        let mut copies = self.conn.prepare_cached(
            "SELECT outlet, original, times FROM borrowing
             ORDER BY times DESC, outlet, original LIMIT ?1",
        )?;
        let copies = copies.query_map([most], |row| {
            Ok(Citation {
                outlet: row.get(0)?,
                source: CitationSource::Outlet(row.get(1)?),
                times: row.get(2)?,
            })
        })?;
        let copies: Vec<Citation> = copies.collect::<rusqlite::Result<_>>()?;
        Ok(relays.into_iter().flatten().chain(copies).collect())
    }
}

/// Counts the citations of a story, which is there, up (1) or down (-1).
pub(crate) fn count(tx: &Connection, story: i64, sign: i64) -> Result<()> {
    for sql in [
        "INSERT INTO reliance
           SELECT a.outlet, r.entity, ?2 * count(*) FROM membership m
             JOIN article a ON a.id = m.article JOIN attribution t ON t.article = a.id
             JOIN relay r ON r.attribution = t.id
             WHERE m.story = ?1 AND a.outlet IS NOT NULL GROUP BY 1, 2
           ON CONFLICT DO UPDATE SET times = times + excluded.times",
        "INSERT INTO borrowing
           SELECT a.outlet, o.outlet, ?2 * count(DISTINCT a.id) FROM membership m
             JOIN copied c ON c.article = m.article
             JOIN article a ON a.id = c.article JOIN article o ON o.id = c.original
             WHERE m.story = ?1 AND a.outlet <> o.outlet GROUP BY 1, 2
           ON CONFLICT DO UPDATE SET times = times + excluded.times",
    ] {
        tx.prepare_cached(sql)?.execute(params![story, sign])?;
    }
    if sign < 0 {
        for sql in [
            "DELETE FROM reliance WHERE times = 0",
            "DELETE FROM borrowing WHERE times = 0",
        ] {
            tx.prepare_cached(sql)?.execute([])?;
        }
    }
    Ok(())
}
