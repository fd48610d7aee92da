//! What is read: paths, or articles that Python holds.

use dixit_engine::Found;
use dixit_intake::{Intake, Options};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// What messages call articles that came as dictionaries.
const HELD: &str = "articles.jsonl";

/// Where articles come from.
pub struct Sources {
    paths: Vec<PathBuf>,
    /// Articles as lines of JSON; read after the paths.
    held: Vec<u8>,
    options: Options,
}

impl Sources {
    /// Paths, lines of JSON, and what to suppose where an article is silent.
    pub fn new(
        paths: Vec<PathBuf>,
        held: Vec<u8>,
        outlet: Option<String>,
        published: Option<&str>,
    ) -> PyResult<Self> {
        let day = published.map(|day| {
            let wrong = |_| {
                let message = format!("published={day:?}: no such day: write it as 2031-03-07");
                PyValueError::new_err(message)
            };
            day.parse().map_err(wrong)
        });
        let mut options = Options::default();
        options.outlet = outlet;
        options.published = day.transpose()?;
        Ok(Sources {
            paths,
            held,
            options,
        })
    }

    /// What there is, in order, still to be opened.
    pub fn arrivals(self) -> impl Iterator<Item = Found> {
        let intake = Intake::new(self.options);
        let held = (!self.held.is_empty()).then(|| {
            let lines = Box::new(Cursor::new(self.held));
            intake.arrivals_from(lines, Some(Path::new(HELD)))
        });
        intake
            .arrivals(&self.paths)
            .chain(held.into_iter().flatten())
    }
}
