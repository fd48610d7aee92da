//! A record in Python.

use crate::fault::{self, ReadError};
use crate::reader::{Message, Run, engine};
use crate::source::Sources;
use crate::table::Table;
use dixit_report::About;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// The sourced record of some coverage.
#[pyclass(module = "dixit._dixit", frozen)]
pub struct Record {
    record: Arc<dixit_model::Record>,
    model: String,
}

impl Record {
    /// A record that was read by `model`.
    pub fn of(record: dixit_model::Record, model: String) -> Self {
        Record {
            record: Arc::new(record),
            model,
        }
    }

    fn about(&self) -> About {
        About {
            model: self.model.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            read_on: None,
        }
    }
}

#[pymethods]
impl Record {
    /// Reads, telling `heard` of each article that is read and of each message.
    #[staticmethod]
    #[pyo3(signature = (paths, held, model, jobs, outlet, published, skip, heard))]
    #[allow(clippy::too_many_arguments)]
    fn build(
        py: Python<'_>,
        paths: Vec<PathBuf>,
        held: Vec<u8>,
        model: &str,
        jobs: usize,
        outlet: Option<String>,
        published: Option<&str>,
        skip: bool,
        heard: Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let sources = Sources::new(paths, held, outlet, published)?;
        let engine = py.detach(|| engine(model))?;
        let run = Run::start(engine.clone(), sources, jobs, true)?;
        let mut readings = Vec::new();
        while let Some(message) = run.next(py)? {
            match message {
                Message::Reading(reading) => {
                    readings.push(*reading);
                    heard.call1((readings.len(), None::<String>))?;
                }
                Message::Note(note) => drop(heard.call1((readings.len(), note))?),
                Message::Skipped(why) if skip => {
                    heard.call1((readings.len(), format!("skipped {why}")))?;
                }
                Message::Skipped(why) => return Err(ReadError::new_err(why)),
            }
        }
        let record = py.detach(|| dixit_record::build_with(readings, &dixit_attribution::redate));
        Ok(Record::of(record, engine.model_name()))
    }

    /// The table called `name`, with or without the articles' texts.
    fn table(&self, name: &str, with_text: bool) -> PyResult<Table> {
        Table::of(self.record.clone(), name, with_text)
    }

    /// One JSON object, as `dixit report --format json` writes it.
    fn json(&self, py: Python<'_>, with_text: bool) -> PyResult<String> {
        let mut page = Vec::new();
        py.detach(|| dixit_report::json(&self.record, with_text, &mut page))
            .map_err(fault::dixit)?;
        String::from_utf8(page).map_err(fault::dixit)
    }

    /// One page that holds everything.
    fn html(&self, py: Python<'_>) -> String {
        py.detach(|| dixit_report::html(&self.record, &self.about()))
    }

    /// The same in Markdown.
    fn markdown(&self, py: Python<'_>) -> String {
        py.detach(|| dixit_report::markdown(&self.record, &self.about()))
    }

    /// The record in a few lines.
    fn summary(&self) -> String {
        dixit_report::summary(&self.record, 80, false)
    }
}
