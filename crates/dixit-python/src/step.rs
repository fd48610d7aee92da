//! Steps of a record, for a cluster to take: what `dixit.spark` is made of.
//!
//! Rows cross as bytes in Arrow's stream format: to take them over without a
//! copy needs unsafe code, and the copy costs nothing beside the work.

use crate::fault;
use arrow_schema::Schema;
use dixit_cluster::{Worker, stream_of};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::sync::Arc;

/// A step and, once it has seen rows, a worker at it.
#[pyclass(module = "dixit._dixit")]
pub struct Step {
    step: dixit_cluster::Step,
    worker: Option<Worker>,
}

#[pymethods]
impl Step {
    #[new]
    fn new(name: &str) -> PyResult<Self> {
        let step = dixit_cluster::Step::named(name).map_err(fault::dixit)?;
        Ok(Step { step, worker: None })
    }

    /// The columns that come out of it: a stream without batches.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let columns = Schema::new(self.step.schema().fields().clone());
        let stream = stream_of(&Arc::new(columns), &[]).map_err(fault::dixit)?;
        Ok(PyBytes::new(py, &stream))
    }

    /// Whether it takes all rows of a group together.
    #[getter]
    fn grouped(&self) -> bool {
        self.step.is_grouped()
    }

    /// What becomes of some more rows, as far as it is known by now.
    fn push<'py>(&mut self, py: Python<'py>, stream: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        self.answer(py, |worker| worker.push_stream(stream))
    }

    /// What becomes of the last rows.
    fn finish<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        self.answer(py, Worker::finish_stream)
    }
}

impl Step {
    fn answer<'py>(
        &mut self,
        py: Python<'py>,
        ask: impl FnOnce(&mut Worker) -> dixit_cluster::Result<Vec<u8>> + Send,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let answer = py.detach(|| {
            let worker = match &mut self.worker {
                Some(worker) => worker,
                none => none.insert(Worker::new(self.step)?),
            };
            ask(worker)
        });
        Ok(PyBytes::new(py, &answer.map_err(fault::dixit)?))
    }
}
