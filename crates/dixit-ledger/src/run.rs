//! Runs: what was done to a ledger, by what, and how it ended.

use crate::ledger::{now, touch};
use crate::page::{Listing, Page};
use crate::{Ledger, Result, bookmark};
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

/// Which run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RunId(pub i64);

/// What is known of a run when it starts.
#[derive(Clone, Debug, Default)]
pub struct RunStart {
    /// `add`.
    pub kind: String,
    /// Version of the program.
    pub version: String,
    /// Name and version of the model that reads.
    pub model: String,
    /// SHA-256 of the model's file.
    pub model_sha256: String,
    /// What the user asked for.
    pub options: serde_json::Value,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunState {
    /// Everything was done.
    Finished,
    /// Somebody stopped it; what was read until then is in the ledger.
    Interrupted,
    /// It ended on an error.
    Failed,
}

impl RunState {
    fn word(self) -> &'static str {
        match self {
            RunState::Finished => "finished",
            RunState::Interrupted => "interrupted",
            RunState::Failed => "failed",
        }
    }
}

/// What is known of a run when it ends.
#[derive(Clone, Debug)]
pub struct RunEnd {
    /// How it ended.
    pub state: RunState,
    /// Articles that were in the ledger already.
    pub known: usize,
    /// Articles known under their address, with other words.
    pub changed: usize,
    /// Articles that could not be read.
    pub skipped: usize,
    /// The files read.
    pub inputs: Vec<RunInput>,
    /// Why articles were skipped.
    pub problems: Vec<Problem>,
}

impl RunEnd {
    /// The end of a run of which there is nothing else to say.
    pub fn of(state: RunState) -> Self {
        RunEnd {
            state,
            known: 0,
            changed: 0,
            skipped: 0,
            inputs: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// A file that a run read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunInput {
    /// Its path, as it was given.
    pub path: String,
    /// SHA-256 of its bytes; `None` for standard input.
    pub sha256: Option<String>,
    /// Articles found in it.
    pub articles: usize,
}

/// An article that a run could not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// File and line.
    pub origin: String,
    /// What was wrong, and what to do.
    pub message: String,
}

/// A run in a listing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunRow {
    /// Its number.
    pub id: i64,
    /// `add`.
    pub kind: String,
    /// When it started, in UTC.
    pub started: String,
    /// When it ended.
    pub finished: Option<String>,
    /// Version of the program.
    pub version: String,
    /// Name and version of the model.
    pub model: String,
    /// SHA-256 of the model's file.
    pub model_sha256: String,
    /// What the user asked for.
    pub options: serde_json::Value,
    /// Articles new to the ledger.
    pub added: usize,
    /// Articles that were in it already.
    pub known: usize,
    /// Articles known under their address, with other words.
    pub changed: usize,
    /// Articles that could not be read.
    pub skipped: usize,
    /// `running`, `finished`, `interrupted`, `failed` or `broken off`.
    pub state: String,
}

/// A run with all that it noted: its manifest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunDetail {
    /// What a listing shows.
    pub run: RunRow,
    /// The files read.
    pub inputs: Vec<RunInput>,
    /// Why articles were skipped.
    pub problems: Vec<Problem>,
}

const ROW: &str = "SELECT id, kind, started, finished, version, model, model_sha256, options, \
    added, known, changed, skipped, state FROM run";

impl RunRow {
    fn of(row: &Row) -> rusqlite::Result<Self> {
        let options: String = row.get(7)?;
        Ok(RunRow {
            id: row.get(0)?,
            kind: row.get(1)?,
            started: row.get(2)?,
            finished: row.get(3)?,
            version: row.get(4)?,
            model: row.get(5)?,
            model_sha256: row.get(6)?,
            options: serde_json::from_str(&options).unwrap_or_default(),
            added: row.get(8)?,
            known: row.get(9)?,
            changed: row.get(10)?,
            skipped: row.get(11)?,
            state: row.get(12)?,
        })
    }
}

impl Ledger {
    /// Notes that a run starts. Runs that never said how they ended are taken
    /// to be broken off; one that still goes on says so when it takes in more.
    pub fn start_run(&mut self, start: &RunStart) -> Result<RunId> {
        let tx = self.write()?;
        tx.execute(
            "UPDATE run SET state = 'broken off' WHERE state = 'running'",
            [],
        )?;
        tx.execute(
            "INSERT INTO run (kind, started, version, model, model_sha256, options, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'running')",
            params![
                start.kind,
                now(),
                start.version,
                start.model,
                start.model_sha256,
                start.options.to_string()
            ],
        )?;
        let id = RunId(tx.last_insert_rowid());
        touch(&tx)?;
        tx.commit()?;
        Ok(id)
    }

    /// Notes how a run ended, with the rest of its manifest.
    pub fn finish_run(&mut self, run: RunId, end: &RunEnd) -> Result<()> {
        let tx = self.write()?;
        tx.execute(
            "UPDATE run SET finished = ?2, known = ?3, changed = ?4, skipped = ?5, state = ?6
             WHERE id = ?1",
            params![
                run.0,
                now(),
                end.known,
                end.changed,
                end.skipped,
                end.state.word()
            ],
        )?;
        for input in &end.inputs {
            tx.prepare_cached("INSERT INTO run_input VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![run.0, input.path, input.sha256, input.articles])?;
        }
        for problem in &end.problems {
            tx.prepare_cached("INSERT INTO problem VALUES (?1, ?2, ?3)")?
                .execute(params![run.0, problem.origin, problem.message])?;
        }
        if end.state == RunState::Finished {
            bookmark::remove(&tx, run)?;
        }
        touch(&tx)?;
        Ok(tx.commit()?)
    }

    /// Runs, the latest first.
    pub fn runs(&self, page: &Page) -> Result<Listing<RunRow>> {
        let before = page.parts()?.map_or(i64::MAX, |(_, id)| id);
        let limit = page.limit();
        let mut statement = self
            .conn
            .prepare_cached(&format!("{ROW} WHERE id < ?1 ORDER BY id DESC LIMIT ?2"))?;
        let rows = statement.query_map(params![before, limit + 1], RunRow::of)?;
        let rows: Vec<_> = rows
            .map(|row| row.map(|row| (row.id, row)))
            .map(|row| row.map(|(id, row)| (row, String::new(), id)))
            .collect::<rusqlite::Result<_>>()?;
        Ok(Listing::cut(rows, limit))
    }

    /// One run's manifest.
    pub fn run(&self, run: RunId) -> Result<Option<RunDetail>> {
        let mut statement = self.conn.prepare_cached(&format!("{ROW} WHERE id = ?1"))?;
        let Some(row) = statement.query_row([run.0], RunRow::of).optional()? else {
            return Ok(None);
        };
        let mut inputs = self
            .conn
            .prepare_cached("SELECT path, sha256, articles FROM run_input WHERE run = ?1")?;
        let inputs = inputs.query_map([run.0], |row| {
            Ok(RunInput {
                path: row.get(0)?,
                sha256: row.get(1)?,
                articles: row.get(2)?,
            })
        })?;
        let mut problems = self
            .conn
            .prepare_cached("SELECT origin, message FROM problem WHERE run = ?1")?;
        let problems = problems.query_map([run.0], |row| {
            Ok(Problem {
                origin: row.get(0)?,
                message: row.get(1)?,
            })
        })?;
        Ok(Some(RunDetail {
            run: row,
            inputs: inputs.collect::<rusqlite::Result<_>>()?,
            problems: problems.collect::<rusqlite::Result<_>>()?,
        }))
    }
}
