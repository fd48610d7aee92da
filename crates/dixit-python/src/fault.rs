//! What is raised.

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(
    dixit,
    DixitError,
    PyException,
    "Something that Dixit could not do."
);
create_exception!(
    dixit,
    ReadError,
    DixitError,
    "An article that could not be read; the message names it and says what to do."
);
create_exception!(
    dixit,
    LedgerError,
    DixitError,
    "A ledger that could not be used."
);

/// A fault of the engine or of an export.
pub fn dixit(error: impl std::fmt::Display) -> PyErr {
    DixitError::new_err(error.to_string())
}

/// A fault of a ledger.
pub fn ledger(error: impl std::fmt::Display) -> PyErr {
    LedgerError::new_err(error.to_string())
}
