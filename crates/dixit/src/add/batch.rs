//! Articles that wait for the next commit.

use super::manifest::Manifest;
use anyhow::{Context, Result};
use dixit_ledger::{Ledger, RunId, Taken};
use std::io::{ErrorKind, Write, stdout};
use std::time::{Duration, Instant};

/// An article that was read is on the disk at most so long after it, as far
/// as another comes: a commit that waits for the disk costs as much for one
/// article as for a hundred.
const WAIT: Duration = Duration::from_millis(500);

/// So many bytes of articles are committed at once, however quickly they come.
const MOST: usize = 8 << 20;

/// Articles that are read, but not yet in the ledger.
pub struct Batch {
    run: RunId,
    list: bool,
    waiting: Vec<Taken>,
    bytes: usize,
    since: Instant,
}

impl Batch {
    /// None yet. With `list`, each is named on standard output once it is safe.
    pub fn new(run: RunId, list: bool) -> Self {
        Batch {
            run,
            list,
            waiting: Vec::new(),
            bytes: 0,
            since: Instant::now(),
        }
    }

    /// Another article; from time to time all are committed.
    pub fn push(
        &mut self,
        taken: Taken,
        ledger: &mut Ledger,
        manifest: &mut Manifest,
    ) -> Result<()> {
        if self.waiting.is_empty() {
            self.since = Instant::now();
        }
        self.bytes += taken.original.len() + taken.reading.article.text.len();
        self.waiting.push(taken);
        match self.since.elapsed() >= WAIT || self.bytes >= MOST {
            true => self.flush(ledger, manifest),
            false => Ok(()),
        }
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether the oldest has waited for long enough.
    pub fn is_due(&self) -> bool {
        !self.waiting.is_empty() && self.since.elapsed() >= WAIT
    }

    /// Commits what waits.
    pub fn flush(&mut self, ledger: &mut Ledger, manifest: &mut Manifest) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let done = ledger.take_in(self.run, &self.waiting)?;
        manifest.added += done.added.len();
        manifest.known += done.known;
        manifest.changed += done.changed.len();
        self.waiting.clear();
        self.bytes = 0;
        if self.list {
            list("added", &done.added)?;
            list("changed", &done.changed)?;
        }
        Ok(())
    }
}

/// Names articles that are safe.
fn list(what: &str, keys: &[String]) -> Result<()> {
    let mut out = stdout().lock();
    let lines: String = keys
        .iter()
        .map(|key| format!("{}\n", serde_json::json!({ what: key })))
        .collect();
    match out.write_all(lines.as_bytes()).and_then(|()| out.flush()) {
        // Nobody listens any more; the articles are safe all the same.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write to standard output"),
    }
}
