//! Dixit in Python: the same engine, in the process.
//!
//! What is here is the least that has to be: values cross as JSON, which the
//! command line writes too, or as Arrow. The rest is Python, in `python/dixit`.

mod fault;
mod ledger;
mod reader;
mod record;
mod source;
mod step;
mod table;

use pyo3::prelude::*;

#[pymodule]
mod _dixit {
    #[pymodule_export]
    use crate::fault::{DixitError, LedgerError, ReadError};
    #[pymodule_export]
    use crate::ledger::Ledger;
    #[pymodule_export]
    use crate::reader::Reader;
    #[pymodule_export]
    use crate::record::Record;
    #[pymodule_export]
    use crate::step::Step;
    #[pymodule_export]
    use crate::table::Table;
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
