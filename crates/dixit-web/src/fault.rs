//! What went wrong: with a request, and with the server as a whole.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use std::fmt;

/// Why a request was not answered with what it asked for.
///
/// It leaves as a page or as problem details (RFC 9457), whichever the address
/// calls for; [`crate::guard`] sees to that.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub status: StatusCode,
    /// What happened and what to do, in a sentence or two.
    pub detail: String,
    /// The word of a search that was not understood: its offset, in code points.
    pub offset: Option<usize>,
}

impl Fault {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Fault {
            status,
            detail: detail.into(),
            offset: None,
        }
    }

    /// A request that cannot mean anything.
    pub(crate) fn wrong(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// Nothing of that name.
    pub(crate) fn missing(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// A fault of ours.
    pub(crate) fn broken(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }

    /// The status in words.
    pub(crate) fn title(&self) -> &'static str {
        match self.status.as_u16() {
            400 => "This request cannot be understood",
            401 => "A token is needed",
            403 => "Not allowed",
            404 => "There is nothing here",
            405 => "This address does not take that",
            408 => "This took too long",
            409 => "This contradicts the record",
            413 => "This is too much at once",
            414 => "This address is too long",
            415 => "This is not JSON",
            421 => "This desk goes by another name",
            503 => "The desk is busy",
            _ => "Something went wrong",
        }
    }

    /// As problem details.
    pub(crate) fn problem(&self, path: &str) -> Value {
        let mut problem = Map::new();
        problem.insert("type".to_owned(), json!("about:blank"));
        problem.insert("title".to_owned(), json!(self.title()));
        problem.insert("status".to_owned(), json!(self.status.as_u16()));
        problem.insert("detail".to_owned(), json!(self.detail));
        problem.insert("instance".to_owned(), json!(path));
        if let Some(offset) = self.offset {
            problem.insert("offset".to_owned(), json!(offset));
        }
        Value::Object(problem)
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            let soon = HeaderValue::from_static("2");
            response.headers_mut().insert(header::RETRY_AFTER, soon);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, bearer);
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<dixit_ledger::Error> for Fault {
    fn from(error: dixit_ledger::Error) -> Self {
        use dixit_ledger::ErrorKind::*;
        let status = match error.kind() {
            Query | Cursor => StatusCode::BAD_REQUEST,
            Correction => StatusCode::CONFLICT,
            Busy => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Fault {
            status,
            detail: error.to_string(),
            offset: error.offset(),
        }
    }
}

/// Why the desk cannot be opened, or had to close.
#[derive(Debug)]
pub struct Error {
    message: String,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Error {
            message: message.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
