//! How much a ledger holds.

use crate::{Ledger, Result};
use serde::Serialize;

/// What a ledger holds, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Articles.
    pub articles: usize,
    /// Articles taken in that are not yet woven into the record.
    pub waiting: usize,
    /// Stories.
    pub stories: usize,
    /// Statements.
    pub statements: usize,
    /// Entities.
    pub entities: usize,
    /// Outlets.
    pub outlets: usize,
    /// Corrections, undone ones and undoings included.
    pub corrections: usize,
    /// Runs.
    pub runs: usize,
    /// The first and the last day of publication known.
    pub first: Option<String>,
    /// The last day of publication known.
    pub last: Option<String>,
}

impl Ledger {
    /// What the ledger holds, counted.
    pub fn summary(&self) -> Result<Counts> {
        let count = |sql: &str| -> Result<usize> {
            let mut statement = self.conn.prepare_cached(sql)?;
            Ok(statement.query_row([], |row| row.get(0))?)
        };
        let day = |sql: &str| -> Result<Option<String>> {
            let mut statement = self.conn.prepare_cached(sql)?;
            Ok(statement.query_row([], |row| row.get(0))?)
        };
        Ok(Counts {
            articles: count("SELECT count(*) FROM article")?,
            waiting: count("SELECT count(*) FROM article WHERE story IS NULL")?,
            stories: count("SELECT count(*) FROM story")?,
            statements: count("SELECT ifnull(sum(statements), 0) FROM story")?,
            entities: count("SELECT count(*) FROM entity")?,
            outlets: count("SELECT count(*) FROM outlet")?,
            corrections: count("SELECT count(*) FROM correction")?,
            runs: count("SELECT count(*) FROM run")?,
            first: day("SELECT min(published) FROM article")?,
            last: day("SELECT max(published) FROM article")?,
        })
    }
}
