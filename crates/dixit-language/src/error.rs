//! What can go wrong: only loading a model can.

use std::fmt;

/// A model could not be loaded.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    what: String,
    why: String,
}

/// What sort of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A model is missing, damaged, or of another version.
    Model,
}

impl Error {
    pub(crate) fn model(what: impl Into<String>, why: impl Into<String>) -> Self {
        Error {
            kind: ErrorKind::Model,
            what: what.into(),
            why: why.into(),
        }
    }

    /// What sort of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "model {}: {}", self.what, self.why)
    }
}

impl std::error::Error for Error {}
