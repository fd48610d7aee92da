//! Why an article could not be read, and what to do about it.

use std::fmt;

/// One article, file or folder that was skipped.
///
/// Its display names the file (and line), says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    origin: String,
    line: Option<u64>,
    what: String,
    fix: String,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such file.
    NotFound,
    /// The file is there but cannot be opened or read.
    Unreadable,
    /// A link in a folder leads back to a folder above it.
    Loop,
    /// A folder holds no file of a kind that Dixit reads.
    NoArticles,
    /// Nothing, or nothing but white space.
    Empty,
    /// Not text.
    Binary,
    /// More bytes than one article may have.
    TooLarge,
    /// Bytes that are not valid in the text's encoding.
    Encoding,
    /// Not the JSON that was expected.
    Json,
    /// Not the XML that was expected.
    Xml,
    /// A container of an article without the article's text.
    NoText,
    /// A part of an archive that cannot be made out.
    Damaged,
    /// A page without an article.
    NoArticle,
    /// Addresses of articles instead of articles.
    AddressesOnly,
    /// Another article of this run has the same id.
    DuplicateId,
}

impl Error {
    pub(crate) fn new(
        kind: ErrorKind,
        origin: impl Into<String>,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Error {
            kind,
            origin: origin.into(),
            line: None,
            what: what.into(),
            fix: fix.into(),
        }
    }

    pub(crate) fn at_line(mut self, line: Option<u64>) -> Self {
        self.line = line;
        self
    }

    pub(crate) fn io(origin: &str, error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Error::new(
                ErrorKind::NotFound,
                origin,
                "there is no such file or folder",
                "check the path",
            ),
            std::io::ErrorKind::PermissionDenied => Error::new(
                ErrorKind::Unreadable,
                origin,
                "may not be opened (permission denied)",
                "give yourself leave to read it (chmod u+r) or leave it out",
            ),
            _ => Error::new(
                ErrorKind::Unreadable,
                origin,
                format!("cannot be read ({error})"),
                "check the file, or leave it out",
            ),
        }
    }

    pub(crate) fn empty(origin: &str) -> Self {
        Error::new(
            ErrorKind::Empty,
            origin,
            "holds no words",
            "give the article's text, or leave it out",
        )
    }

    pub(crate) fn too_large(origin: &str, limit: u64) -> Self {
        let limit = match limit >> 20 {
            0 => format!("{limit} bytes"),
            mebibytes => format!("{mebibytes} MiB"),
        };
        Error::new(
            ErrorKind::TooLarge,
            origin,
            format!("is longer than {limit}, the most that one article may have"),
            "split it into articles, one a file or one a line of JSON (.jsonl)",
        )
    }

    pub(crate) fn not_json(origin: &str, error: &serde_json::Error) -> Self {
        Error::new(
            ErrorKind::Json,
            origin,
            format!("is not JSON ({error})"),
            "give one whole object a line, or name a plain text .txt",
        )
    }

    pub(crate) fn addresses_only(origin: &str, what: String) -> Self {
        let fix = "`dixit watch` fetches them";
        Error::new(ErrorKind::AddressesOnly, origin, what, fix)
    }

    pub(crate) fn duplicate_id(id: &str, origin: &str, first: &str) -> Self {
        Error::new(
            ErrorKind::DuplicateId,
            origin,
            format!("has the id \"{id}\", as {first} has"),
            "give each article an id of its own (rename the file, or set \"id\")",
        )
    }

    /// What kind of problem it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file or folder, as it was given or found.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The line of the file, counted from 1, where the file holds many articles
    /// or the place of the problem is known.
    pub fn line(&self) -> Option<u64> {
        self.line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Error {
            origin, what, fix, ..
        } = self;
        match self.line {
            Some(line) => write!(f, "{origin}:{line}: {what}; {fix}"),
            None => write!(f, "{origin}: {what}; {fix}"),
        }
    }
}

impl std::error::Error for Error {}
