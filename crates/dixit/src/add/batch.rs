//! Articles that wait for the next commit.

use super::bookmarks::Bookmarks;
use super::manifest::Manifest;
use super::work::Origin;
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
    bookmarks: Bookmarks,
    /// Since when something has been waiting.
    since: Instant,
}

impl Batch {
    /// None yet. With `list`, each is named on standard output once it is safe.
    /// The bookmarks move with what is.
    pub fn new(run: RunId, list: bool, bookmarks: Bookmarks) -> Self {
        Batch {
            run,
            list,
            waiting: Vec::new(),
            bytes: 0,
            bookmarks,
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
        self.begin();
        self.bytes += taken.original.len() + taken.reading.article.text.len();
        self.waiting.push(taken);
        match self.since.elapsed() >= WAIT || self.bytes >= MOST {
            true => self.flush(ledger, manifest),
            false => Ok(()),
        }
    }

    /// Everything up to what was found there has been pushed, or need not be.
    pub fn pass(
        &mut self,
        from: &Origin,
        ledger: &mut Ledger,
        manifest: &mut Manifest,
    ) -> Result<()> {
        let (Some(file), Some(place)) = (&from.file, from.after) else {
            return Ok(());
        };
        self.begin();
        self.bookmarks.pass(file, place);
        match self.since.elapsed() >= WAIT {
            true => self.flush(ledger, manifest),
            false => Ok(()),
        }
    }

    /// The first that waits is what the others are timed by.
    fn begin(&mut self) {
        if self.waiting.is_empty() && !self.bookmarks.have_moved() {
            self.since = Instant::now();
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
        if self.waiting.is_empty() && !self.bookmarks.have_moved() {
            return Ok(());
        }
        let done = ledger.take_in_up_to(self.run, &self.waiting, &self.bookmarks.moved())?;
        self.bookmarks.noted();
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
