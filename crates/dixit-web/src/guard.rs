//! Who may ask, from where and how much; and what every answer carries.

mod host;
mod origin;
mod token;

use crate::desk::Desk;
use crate::fault::Fault;
use crate::page;
use crate::reply::Told;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// The longest address.
const LONGEST: usize = 4096;
/// How long an answer may take; a correction has the record told anew.
const PATIENCE: Duration = Duration::from_secs(20);
const CORRECTING: Duration = Duration::from_secs(300);

/// What a page may do: show our style, run our script, send our forms home.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// Lets a request through to the desk, or says why not, and sends the answer
/// off as it has to be.
pub(crate) async fn watch(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let answer = match admitted(&desk, &request) {
        Ok(None) => {
            let patience = if reading { PATIENCE } else { CORRECTING };
            match tokio::time::timeout(patience, next.run(request)).await {
                Ok(response) => response,
                Err(_) => Fault::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The answer took too long to find. Ask for less, or try again.",
                )
                .into_response(),
            }
        }
        Ok(Some(response)) => response,
        Err(fault) => fault.into_response(),
    };
    finished(&desk, &path, answer)
}

/// `Ok(None)` for a request that may pass, or an answer in its place.
fn admitted(desk: &Desk, request: &Request) -> Result<Option<Response>, Fault> {
    let address = request.uri().path_and_query().map_or("", |at| at.as_str());
    if address.len() > LONGEST {
        return Err(Fault::new(
            StatusCode::URI_TOO_LONG,
            format!("An address has at most {LONGEST} characters here."),
        ));
    }
    if desk.local {
        host::check(request.headers())?;
    }
    if !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        origin::check(request.headers())?;
    }
    token::check(desk, request)
}

/// Faults get a body that suits the address; everything gets our headers.
fn finished(desk: &Arc<Desk>, path: &str, response: Response) -> Response {
    let untold = response.extensions().get::<Told>().is_none();
    let is_fault = untold && is_error(response.status());
    let mut response = if is_fault {
        told(desk, path, response)
    } else {
        response
    };
    let headers = response.headers_mut();
    // With `no-referrer` a browser would send our own forms off as nobody's.
    let always: [(HeaderName, &str); 6] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "private, no-cache"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in always {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

fn told(desk: &Arc<Desk>, path: &str, response: Response) -> Response {
    let status = response.status();
    let fault = response
        .extensions()
        .get::<Fault>()
        .cloned()
        .unwrap_or_else(|| Fault::new(status, unsaid(status)));
    let (kind, body) = if path == "/api" || path.starts_with("/api/") {
        let problem = fault.problem(path).to_string();
        ("application/problem+json", problem)
    } else {
        let page = page::fault(desk, &fault).into_string();
        (
            "text/html; charset=utf-8",
            dixit_report::html::scrubbed(page),
        )
    };
    let mut answer = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
    for name in [header::ALLOW, header::RETRY_AFTER, header::WWW_AUTHENTICATE] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

/// What to say of an error that none of our functions gave.
fn unsaid(status: StatusCode) -> &'static str {
    match status.as_u16() {
        404 => "No page and no part of the API goes by this address.",
        405 => "This address is there, but it does not take this method.",
        413 => "A correction has at most 64 KiB.",
        400 => "The address or the form holds something that is no text.",
        _ => "This is a fault of Dixit’s, not yours.",
    }
}
