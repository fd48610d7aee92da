//! What can go wrong with a ledger, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Something that went wrong with a ledger.
///
/// Its display says what, where, and what to do.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    path: Option<PathBuf>,
    offset: Option<usize>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such file, or it cannot be opened.
    NotFound,
    /// A file is there already.
    Exists,
    /// A file that is no ledger.
    NotALedger,
    /// A ledger of a later version of the program.
    TooNew,
    /// A ledger that is damaged.
    Damaged,
    /// Another program is writing.
    Busy,
    /// The disk is full.
    Full,
    /// The ledger may only be read.
    ReadOnly,
    /// A query that was not understood; see [`Error::offset`].
    Query,
    /// A cursor that no listing gave.
    Cursor,
    /// A correction that cannot be made.
    Correction,
    /// What is exported cannot be written.
    Output,
    /// Anything else that the database reports.
    Database,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error {
            kind,
            message: message.into(),
            path: None,
            offset: None,
            source: None,
        }
    }

    pub(crate) fn at_path(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    pub(crate) fn at_offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }

    pub(crate) fn because(
        mut self,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// A blob that does not hold what it should.
    pub(crate) fn damaged(what: &str) -> Self {
        Error::new(
            ErrorKind::Damaged,
            format!("{what} in the ledger is damaged; restore the file from a copy"),
        )
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Where in a query the word stands that was not understood, in code
    /// points.
    pub fn offset(&self) -> Option<usize> {
        self.offset
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", path.display())?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let (kind, message) = match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => (
                ErrorKind::Busy,
                "another program is writing to the ledger; try again when it is done",
            ),
            Some(Code::DiskFull) => (
                ErrorKind::Full,
                "the disk is full; what was reported as added is kept",
            ),
            Some(Code::ReadOnly) => (ErrorKind::ReadOnly, "the ledger may only be read"),
            Some(Code::NotADatabase) => (ErrorKind::NotALedger, "is not a ledger"),
            Some(Code::DatabaseCorrupt) => (
                ErrorKind::Damaged,
                "the ledger is damaged; restore the file from a copy",
            ),
            Some(Code::CannotOpen) => (ErrorKind::NotFound, "cannot be opened"),
            Some(Code::SystemIoFailure) => (
                ErrorKind::Database,
                "the ledger's disk cannot be read or written",
            ),
            _ => {
                let message = format!("the ledger's database reports a fault ({error})");
                return Error::new(ErrorKind::Database, message).because(error);
            }
        };
        Error::new(kind, message).because(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::damaged("an entry").because(error)
    }
}
