//! Tables that others take as Arrow.

use crate::fault;
use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::sync::{Arc, OnceLock};

/// A table of a record. Whatever speaks the Arrow PyCapsule interface takes it
/// without a copy.
#[pyclass(module = "dixit._dixit", frozen)]
pub struct Table {
    record: Arc<dixit_model::Record>,
    table: dixit_export::Table,
    with_text: bool,
    batch: OnceLock<RecordBatch>,
}

impl Table {
    pub fn of(record: Arc<dixit_model::Record>, name: &str, with_text: bool) -> PyResult<Self> {
        let table = dixit_export::Table::ALL
            .into_iter()
            .find(|t| t.name() == name);
        let table = table.ok_or_else(|| PyKeyError::new_err(format!("no table {name:?}")))?;
        Ok(Table {
            record,
            table,
            with_text,
            batch: OnceLock::new(),
        })
    }

    /// Made once, and shared by all who take it.
    fn batch(&self) -> PyResult<&RecordBatch> {
        if let Some(batch) = self.batch.get() {
            return Ok(batch);
        }
        let batch = self.table.batch(&self.record, self.with_text);
        let batch = batch.map_err(fault::dixit)?;
        Ok(self.batch.get_or_init(|| batch))
    }
}

#[pymethods]
impl Table {
    /// The table's name.
    #[getter]
    fn name(&self) -> &'static str {
        self.table.name()
    }

    /// The names of its columns.
    #[getter]
    fn columns(&self) -> Vec<&'static str> {
        self.table
            .columns()
            .iter()
            .map(|column| column.name)
            .collect()
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(py.detach(|| self.batch())?.num_rows())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let rows = self.__len__(py)?;
        Ok(format!("<dixit.Table {}: {rows} rows>", self.table.name()))
    }

    /// The columns, as Arrow.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.table.schema().as_ref());
        let schema = schema.map_err(fault::dixit)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The rows, as Arrow; they are what they are, whatever schema is asked for.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let batch = py.detach(|| self.batch())?.clone();
        let rows = RecordBatchIterator::new([Ok(batch)], self.table.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(rows));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}
