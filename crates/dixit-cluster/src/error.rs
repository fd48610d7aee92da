//! What can go wrong with a batch, and what to do about it.

use std::fmt;

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Something that went wrong with a batch; articles that cannot be read are
/// rows of the result and no errors.
///
/// Its display says what, and what to do.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A column is missing, or holds something else.
    Columns,
    /// Bytes that another version made, or that were damaged on the way.
    Damaged,
    /// A model that cannot be loaded, or that there is not.
    Model,
    /// A folder that cannot be read, or is none that a cluster wrote.
    Input,
    /// More in one group than a batch can hold.
    TooLarge,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error {
            kind,
            message: message.into(),
            source: None,
        }
    }

    pub(crate) fn because(
        mut self,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// A column that is not as it should be.
    pub(crate) fn column(name: &str, wanted: &str) -> Self {
        let message = format!("there is no column '{name}' that holds {wanted}; add or cast it");
        Error::new(ErrorKind::Columns, message)
    }

    /// Bytes that are not what they should be.
    pub(crate) fn damaged(what: &str) -> Self {
        let message = format!(
            "{what} cannot be read: it was made by another version, or damaged; make it again"
        );
        Error::new(ErrorKind::Damaged, message)
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.source.as_deref();
        source.map(|source| source as &(dyn std::error::Error + 'static))
    }
}

impl From<arrow_schema::ArrowError> for Error {
    fn from(error: arrow_schema::ArrowError) -> Self {
        Error::new(
            ErrorKind::TooLarge,
            format!("a batch cannot be made: {error}"),
        )
    }
}

impl From<dixit_export::Error> for Error {
    fn from(error: dixit_export::Error) -> Self {
        Error::new(ErrorKind::TooLarge, error.to_string())
    }
}
