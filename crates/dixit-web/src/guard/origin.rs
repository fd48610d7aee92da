//! Which site's page sends something.

use crate::fault::Fault;
use axum::http::{HeaderMap, StatusCode, header};

/// Lets through what our own pages send, and programs that are no browsers.
pub(super) fn check(headers: &HeaderMap) -> Result<(), Fault> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    let host = text(header::HOST.as_str()).unwrap_or("");
    let ours = match (text(header::ORIGIN.as_str()), text("sec-fetch-site")) {
        (Some(origin), _) => origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"))
            .is_some_and(|authority| authority.eq_ignore_ascii_case(host)),
        (None, Some(site)) => matches!(site, "same-origin" | "none"),
        (None, None) => true,
    };
    if ours {
        Ok(())
    } else {
        Err(Fault::new(
            StatusCode::FORBIDDEN,
            "Only this desk’s own pages may send it corrections.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn sent(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        check(&headers).is_ok()
    }

    #[test]
    fn other_sites_send_nothing() {
        let host = ("host", "127.0.0.1:8017");
        assert!(sent(&[host]));
        assert!(sent(&[host, ("origin", "http://127.0.0.1:8017")]));
        assert!(!sent(&[host, ("origin", "http://harbour.example")]));
        assert!(!sent(&[host, ("origin", "http://127.0.0.1:9000")]));
        assert!(!sent(&[host, ("origin", "null")]));
        assert!(sent(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(!sent(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(!sent(&[host, ("sec-fetch-site", "same-site")]));
    }
}
