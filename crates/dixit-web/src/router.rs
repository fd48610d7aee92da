//! Which function answers which address.

use crate::api;
use crate::ask::Ask;
use crate::asset::{ICON, SCRIPT, STYLE, THEME, hex};
use crate::correction;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::guard;
use crate::page;
use crate::reply::Reply;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, RawPathParams};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use dixit_ledger::Ledger;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;

/// The most bytes of a correction.
const BODY: usize = 64 * 1024;

/// What a function makes of a request.
pub(crate) type Answer = Result<Reply, Fault>;

/// Answers a request from the ledger.
pub(crate) type Reading = fn(&Ask, &Ledger) -> Answer;

/// Answers a request that holds something, and may change the ledger.
pub(crate) type Writing = fn(&Ask, &HeaderMap, &[u8]) -> Answer;

/// Everything the desk answers to, behind its guard.
pub fn router(desk: Arc<Desk>) -> Router {
    let mut router = Router::new();
    for asset in [&*STYLE, &*THEME, &*SCRIPT, &*ICON] {
        router = router.route(&asset.path, get(|| async { asset.response() }));
    }
    for &(path, reading) in page::PAGES {
        let mut methods = reads(&desk, reading);
        if let Some((_, writing)) = page::FORMS.iter().find(|(of, _)| *of == path) {
            methods = methods.merge(writes(&desk, *writing));
        }
        router = router.route(path, methods);
    }
    for &(path, writing) in page::FORMS {
        if page::PAGES.iter().all(|(of, _)| *of != path) {
            router = router.route(path, writes(&desk, writing));
        }
    }
    for endpoint in api::ENDPOINTS {
        let mut methods = MethodRouter::new();
        if let Some(reading) = endpoint.reading {
            methods = methods.merge(reads(&desk, reading));
        }
        if let Some(writing) = endpoint.writing {
            methods = methods.merge(writes(&desk, writing));
        }
        router = router.route(endpoint.path, methods);
    }
    router
        .layer(DefaultBodyLimit::max(BODY))
        .layer(CatchPanicLayer::custom(
            |_: Box<dyn std::any::Any + Send>| StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        ))
        .layer(from_fn_with_state(desk, guard::watch))
}

fn ask(desk: Arc<Desk>, variables: &RawPathParams, uri: &Uri) -> Ask {
    Ask {
        desk,
        path: uri.path().to_owned(),
        variables: variables
            .iter()
            .map(|(_, value)| value.to_owned())
            .collect(),
        query: Ask::pairs(uri.query().unwrap_or("").as_bytes()),
    }
}

fn reads(desk: &Arc<Desk>, reading: Reading) -> MethodRouter {
    let desk = Arc::clone(desk);
    get(
        async move |variables: RawPathParams, uri: Uri, headers: HeaderMap| {
            let ask = ask(Arc::clone(&desk), &variables, &uri);
            let pool = Arc::clone(&desk.pool);
            let seen = headers.get(header::IF_NONE_MATCH).cloned();
            let answer = pool
                .read(move |ledger| {
                    let tag = tag(&ask, &uri, ledger.revision()?);
                    if seen.is_some_and(|seen| matches(&seen, &tag)) {
                        return Ok((tag, StatusCode::NOT_MODIFIED.into_response()));
                    }
                    let response = reading(&ask, ledger)?.into_response();
                    Ok((tag, response))
                })
                .await;
            match answer {
                Ok((tag, mut response)) => {
                    let tagged = response.status().is_success() || response.status() == 304;
                    if let (true, Ok(value)) = (tagged, HeaderValue::from_str(&tag)) {
                        response.headers_mut().insert(header::ETAG, value);
                    }
                    response
                }
                Err(fault) => fault.into_response(),
            }
        },
    )
}

fn writes(desk: &Arc<Desk>, writing: Writing) -> MethodRouter {
    let desk = Arc::clone(desk);
    post(
        async move |variables: RawPathParams,
                    uri: Uri,
                    headers: HeaderMap,
                    body: Bytes|
                    -> Response {
            let ask = ask(Arc::clone(&desk), &variables, &uri);
            if !desk.writes() {
                return correction::closed().into_response();
            }
            let task = tokio::task::spawn_blocking(move || writing(&ask, &headers, &body));
            match task.await {
                Ok(answer) => answer.into_response(),
                Err(_) => Fault::broken("This is a fault of Dixit’s, not yours.").into_response(),
            }
        },
    )
}

/// The same for as long as the same answer would be given.
fn tag(ask: &Ask, uri: &Uri, revision: i64) -> String {
    let mut digest = Sha256::new();
    digest.update(ask.desk.version.as_bytes());
    digest.update(uri.to_string().as_bytes());
    digest.update(STYLE.path.as_bytes());
    if !ask.path.starts_with("/api/") {
        // Pages hold forms, and those what this start of the desk takes.
        digest.update(ask.desk.seal().as_bytes());
    }
    // Weak: pages say the same, and nobody asked for the same bytes.
    format!("W/\"{revision}-{}\"", hex(&digest.finalize()[..8]))
}

fn matches(seen: &HeaderValue, tag: &str) -> bool {
    let seen = seen.to_str().unwrap_or("");
    seen.split(',')
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == tag.trim_start_matches("W/") || one == "*")
}
