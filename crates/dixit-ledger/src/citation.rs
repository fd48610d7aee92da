//! Who cites whom, over the whole ledger.

use crate::entity::{self, EntityRef};
use crate::{Ledger, Result};
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
            "SELECT e.key, e.kind, e.name, a.outlet, count(*) AS n FROM relay r
             JOIN attribution t ON t.id = r.attribution JOIN article a ON a.id = t.article
             JOIN entity e ON e.id = r.entity
             WHERE a.outlet IS NOT NULL
             GROUP BY a.outlet, r.entity ORDER BY n DESC, a.outlet, e.key LIMIT ?1",
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
            "SELECT a.outlet, o.outlet, count(DISTINCT a.id) AS n FROM copied c
             JOIN article a ON a.id = c.article JOIN article o ON o.id = c.original
             WHERE a.outlet <> o.outlet
             GROUP BY a.outlet, o.outlet ORDER BY n DESC, a.outlet, o.outlet LIMIT ?1",
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
