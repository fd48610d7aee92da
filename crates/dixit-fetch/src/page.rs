//! What is asked for, and what comes of it.

use jiff::Timestamp;

/// A page to be fetched.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Where.
    pub url: String,
    /// What is known of it already: unless it changed, it need not come again.
    pub validators: Validators,
    /// How often in a row it has failed.
    pub failures: u32,
}

impl Request {
    /// A first request.
    pub fn to(url: impl Into<String>) -> Self {
        Request {
            url: url.into(),
            ..Request::default()
        }
    }
}

/// What a server calls one state of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`
    pub etag: Option<String>,
    /// `Last-Modified`
    pub modified: Option<String>,
}

/// A page that was fetched.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it was in the end.
    pub url: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// `text/html`, as the server has it.
    pub media_type: Option<String>,
    /// The encoding that the server names.
    pub charset: Option<String>,
    /// To be given with the next request.
    pub validators: Validators,
    /// When it came.
    pub at: Timestamp,
}

/// What came of a request.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The page.
    Got(Page),
    /// It is as it was.
    NotModified,
    /// Not now.
    Later {
        /// When to ask again.
        at: Timestamp,
        /// What is in the way; `None`: only that it is not its turn.
        why: Option<String>,
    },
    /// Not at all.
    Never {
        /// Why.
        why: String,
    },
}
