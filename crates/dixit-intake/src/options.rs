//! What a user says about the articles before they are read.

use crate::Offset;
use dixit_model::Date;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// What to assume where an article says nothing itself, and how much to read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The publication day of articles that do not tell theirs.
    pub published: Option<Date>,
    /// The outlet of articles that do not name theirs.
    pub outlet: Option<String>,
    /// The most bytes that one article may have (64 MiB unless set).
    pub max_bytes: u64,
    /// Where to begin in web archives (WARC) that were read in part, by their
    /// absolute paths, without links; see [`Arrival::after`](crate::Arrival::after).
    pub starts: BTreeMap<PathBuf, Offset>,
    /// How many records of archives are no pages, and were passed over without a
    /// word: requests, revisits, pictures, answers other than 200. Grows as
    /// archives are read; whoever keeps a clone sees it grow.
    pub passed_over: Arc<AtomicU64>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            published: None,
            outlet: None,
            max_bytes: 64 << 20,
            starts: BTreeMap::new(),
            passed_over: Arc::default(),
        }
    }
}
