//! The token: in a header, or once in the address and then in a cookie.

use crate::ask::Ask;
use crate::desk::Desk;
use crate::fault::Fault;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

const COOKIE: &str = "dixit";

/// `Ok(None)` for those who know the token. Who has it in the address gets a
/// cookie and is sent on to the same address without it, so that it is neither
/// shared with a link nor left in the history.
pub(super) fn check(desk: &Desk, request: &Request) -> Result<Option<Response>, Fault> {
    let Some(token) = &desk.token else {
        return Ok(None);
    };
    let uri = request.uri();
    let pairs = Ask::pairs(uri.query().unwrap_or("").as_bytes());
    let given = pairs.iter().find(|(name, _)| name == "token");
    if let (Some((_, given)), &Method::GET) = (given, request.method())
        && desk.same(given, token)
    {
        return Ok(Some(sent_on(desk, uri.path(), &pairs)));
    }
    let bearer = bearer(request.headers()).is_some_and(|given| desk.same(given, token));
    let pass = desk.pass();
    let known = bearer || cookies(request.headers()).any(|given| desk.same(given, &pass));
    if known {
        Ok(None)
    } else {
        Err(Fault::new(
            StatusCode::UNAUTHORIZED,
            "This desk is not open to everybody. Open the address that “dixit serve” printed, \
             or send its token as “Authorization: Bearer …”.",
        ))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .filter(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value)
}

fn sent_on(desk: &Desk, path: &str, pairs: &[(String, String)]) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(name, _)| name != "token"));
    let query = query.finish();
    // `//elsewhere` would be another host.
    let path = format!("/{}", path.trim_start_matches(['/', '\\']));
    let to = if query.is_empty() {
        path
    } else {
        format!("{path}?{query}")
    };
    let cookie = format!(
        "{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict",
        desk.pass()
    );
    let value = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("/"));
    let headers = [
        (header::LOCATION, value(&to)),
        (header::SET_COOKIE, value(&cookie)),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}
