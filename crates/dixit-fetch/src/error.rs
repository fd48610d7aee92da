//! Why something could not be fetched.

use std::fmt;

/// One request that came to nothing. Its display names the address and says
/// what was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Not an address of the web.
    Address,
    /// An address in a private network.
    Private,
    /// No such host, or nobody answers there.
    Unreachable,
    /// It took longer than it may.
    Slow,
    /// More bytes than allowed, as they come or unpacked.
    TooLarge,
    /// The answer broke off or is none.
    Broken,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error {
            kind,
            message: message.into(),
        }
    }

    pub(crate) fn private(address: &str) -> Self {
        let what = "leads into a private network; --allow-private lets it";
        Error::new(ErrorKind::Private, format!("{address}: {what}"))
    }

    /// What kind of problem it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether the same request may do better another time.
    pub fn may_pass(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::Unreachable | ErrorKind::Slow | ErrorKind::Broken
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
