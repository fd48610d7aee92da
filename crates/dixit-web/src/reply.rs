//! What a function answers with, and how it leaves.

use crate::fault::Fault;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Serialize;

/// Marks an answer that says itself what is wrong.
#[derive(Clone)]
pub(crate) struct Told;

/// An answer to a request.
pub(crate) enum Reply {
    /// A page.
    Page(Markup),
    /// A page that says what is wrong with what was asked.
    Wrong(Markup),
    /// A JSON object.
    Json(StatusCode, Vec<u8>),
    /// Somewhere else, for good: a group that has another key now.
    Moved(String),
    /// Somewhere else, to look at what was done.
    See(String),
    /// An article's original bytes.
    Original {
        /// The bytes.
        bytes: Vec<u8>,
        /// A name to save them under; letters, digits, `.` and `-`.
        name: String,
        /// Whether they are to be shown as plain text.
        plain: bool,
    },
}

impl Reply {
    /// `value` as JSON.
    pub(crate) fn json(value: &impl Serialize) -> Result<Reply, Fault> {
        Self::json_with(StatusCode::OK, value)
    }

    /// `value` as JSON, with another status than 200.
    pub(crate) fn json_with(status: StatusCode, value: &impl Serialize) -> Result<Reply, Fault> {
        serde_json::to_vec(value)
            .map(|bytes| Reply::Json(status, bytes))
            .map_err(|error| Fault::broken(format!("cannot write JSON: {error}")))
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        match self {
            Reply::Page(page) => (
                [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
                dixit_report::html::scrubbed(page.into_string()),
            )
                .into_response(),
            Reply::Wrong(page) => {
                let mut response = Reply::Page(page).into_response();
                *response.status_mut() = StatusCode::BAD_REQUEST;
                response.extensions_mut().insert(Told);
                response
            }
            Reply::Json(status, bytes) => {
                (status, [(header::CONTENT_TYPE, "application/json")], bytes).into_response()
            }
            Reply::Moved(to) => located(StatusCode::PERMANENT_REDIRECT, &to),
            Reply::See(to) => located(StatusCode::SEE_OTHER, &to),
            Reply::Original { bytes, name, plain } => {
                let (kind, disposition) = if plain {
                    ("text/plain; charset=utf-8", "inline".to_owned())
                } else {
                    (
                        "application/octet-stream",
                        format!("attachment; filename=\"{name}\""),
                    )
                };
                let headers: [(HeaderName, &str); 3] = [
                    (header::CONTENT_TYPE, kind),
                    (header::CONTENT_DISPOSITION, &disposition),
                    (
                        header::CONTENT_SECURITY_POLICY,
                        "default-src 'none'; sandbox",
                    ),
                ];
                (headers, Body::from(bytes)).into_response()
            }
        }
    }
}

/// A redirect; an address that no header can hold leads home.
fn located(status: StatusCode, to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (status, [(header::LOCATION, to)]).into_response()
}
