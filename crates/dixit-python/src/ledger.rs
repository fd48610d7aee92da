//! A ledger in Python, to be read.

use crate::fault;
use crate::record::Record;
use dixit_ledger::{Page, Query};
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A ledger, opened to be read while others may write.
#[pyclass(module = "dixit._dixit", frozen)]
pub struct Ledger {
    ledger: Mutex<dixit_ledger::Ledger>,
}

impl Ledger {
    fn ledger(&self) -> MutexGuard<'_, dixit_ledger::Ledger> {
        // A ledger that is only read is sound whatever happened to a reader.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Ledger {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let ledger = py.detach(|| dixit_ledger::Ledger::open_read_only(&path));
        Ok(Ledger {
            ledger: Mutex::new(ledger.map_err(fault::ledger)?),
        })
    }

    /// What a search finds, as a JSON object.
    fn search(&self, py: Python<'_>, words: &str, limit: usize) -> PyResult<String> {
        let query = Query::parse(words).map_err(fault::ledger)?;
        let hits = py.detach(|| self.ledger().search(&query, &Page::first(limit)));
        let hits = hits.map_err(fault::ledger)?;
        let hits = serde_json::json!({
            "statements": hits.statements,
            "articles": hits.articles,
            "speakers": hits.speakers,
        });
        Ok(hits.to_string())
    }

    /// The keys of all stories, by first day.
    fn stories(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        py.detach(|| self.ledger().story_keys())
            .map_err(fault::ledger)
    }

    /// The record of some stories.
    fn record(&self, py: Python<'_>, stories: Vec<String>) -> PyResult<Record> {
        py.detach(|| {
            let ledger = self.ledger();
            let record = ledger.record(&stories).map_err(fault::ledger)?;
            let latest = ledger
                .runs(&Page::first(1))
                .map_err(fault::ledger)?
                .rows
                .pop();
            Ok(Record::of(
                record,
                latest.map_or_else(String::new, |run| run.model),
            ))
        })
    }
}
