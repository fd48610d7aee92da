//! How much a ledger holds.

use crate::{Ledger, Result};
use rusqlite::types::FromSql;
use rusqlite::{Connection, params};
use serde::Serialize;

/// What is counted as it comes and goes, because counting it takes as long as
/// there is much of it; by its name in `meta`.
#[derive(Clone, Copy)]
pub(crate) enum Counted {
    Articles,
    Stories,
    Statements,
    Entities,
}

impl Counted {
    fn name(self) -> &'static str {
        match self {
            Counted::Articles => "articles",
            Counted::Stories => "stories",
            Counted::Statements => "statements",
            Counted::Entities => "entities",
        }
    }

    /// Notes that there are so many more.
    pub(crate) fn add(self, conn: &Connection, more: i64) -> Result<()> {
        conn.prepare_cached("UPDATE meta SET value = value + ?2 WHERE name = ?1")?
            .execute(params![self.name(), more])?;
        Ok(())
    }

    fn all<N: FromSql>(self, conn: &Connection) -> Result<N> {
        let mut count = conn.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
        Ok(count.query_row([self.name()], |row| row.get(0))?)
    }
}

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
    /// What is kept counted: its name, the count that is kept, and how much
    /// there is.
    pub(crate) fn counted(&self) -> Result<Vec<(&'static str, i64, i64)>> {
        use Counted::{Articles, Entities, Statements, Stories};
        let tables = [
            (Articles, "article"),
            (Stories, "story"),
            (Statements, "statement"),
            (Entities, "entity"),
        ];
        let counted = tables.into_iter().map(|(counted, table)| {
            let sql = format!("SELECT count(*) FROM {table}");
            let there = self.conn.query_row(&sql, [], |row| row.get(0))?;
            Ok((counted.name(), counted.all(&self.conn)?, there))
        });
        counted.collect()
    }

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
            articles: Counted::Articles.all(&self.conn)?,
            waiting: count("SELECT count(*) FROM article WHERE story IS NULL")?,
            stories: Counted::Stories.all(&self.conn)?,
            statements: Counted::Statements.all(&self.conn)?,
            entities: Counted::Entities.all(&self.conn)?,
            outlets: count("SELECT count(*) FROM outlet")?,
            corrections: count("SELECT count(*) FROM correction")?,
            runs: count("SELECT count(*) FROM run")?,
            first: day("SELECT min(published) FROM article")?,
            last: day("SELECT max(published) FROM article")?,
        })
    }
}
