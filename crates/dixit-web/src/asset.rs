//! The stylesheet and the script, under names that change with what they hold.

use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Something that pages load.
pub(crate) struct Asset {
    /// Its address.
    pub path: String,
    kind: &'static str,
    bytes: String,
}

/// The report's stylesheet and what the desk adds to it.
pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = [dixit_report::html::STYLE, include_str!("desk.css")].concat();
    Asset::new("desk", "css", "text/css; charset=utf-8", bytes)
});

/// The desk's script, then the report's.
pub(crate) static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = [include_str!("desk.js"), dixit_report::html::SCRIPT].concat();
    Asset::new("desk", "js", "text/javascript; charset=utf-8", bytes)
});

/// Sets the colours before anything is shown.
pub(crate) static THEME: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_str!("theme.js").to_owned();
    Asset::new("theme", "js", "text/javascript; charset=utf-8", bytes)
});

/// The mark in the browser's tab.
pub(crate) static ICON: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_str!("desk.svg").to_owned();
    Asset::new("desk", "svg", "image/svg+xml", bytes)
});

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, bytes: String) -> Self {
        let hash = hex(&Sha256::digest(&bytes)[..6]);
        Asset {
            path: format!("/assets/{name}-{hash}.{ending}"),
            kind,
            bytes,
        }
    }

    /// What to send to whoever asks for it.
    pub(crate) fn response(&self) -> Response {
        let headers: [(HeaderName, &str); 2] = [
            (header::CONTENT_TYPE, self.kind),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        ];
        (headers, self.bytes.clone()).into_response()
    }
}

/// `bytes` in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
