//! A desk to send requests to.

use crate::support;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use dixit_ledger::{Ledger, Page, Query, StoryFilter};
use dixit_web::{Desk, Options, router};
use serde_json::Value;
use tower::ServiceExt;

/// A desk on the invented coverage, in a folder that is gone after the test.
pub struct Open {
    folder: tempfile::TempDir,
    router: Router,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Open {
    pub fn new() -> Self {
        Self::with(false, None)
    }

    pub fn with(write: bool, token: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("strait.ledger");
        drop(support::ledger(&path));
        let desk = Desk::open(Options {
            ledger: path,
            write: write.then(|| Box::new(support::redate) as dixit_web::Redate),
            token: token.map(str::to_owned),
            local: true,
            version: "0.1.0".to_owned(),
            readers: 2,
        });
        Open {
            folder,
            router: router(desk.expect("a desk")),
        }
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("strait.ledger")
    }

    /// The ledger that is shown.
    pub fn ledger(&self) -> Ledger {
        Ledger::open_read_only(&self.path()).expect("the ledger")
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.expect("a body");
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path).header("host", "127.0.0.1:8017");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).expect("a request"))
            .await
    }

    pub async fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::post(path).header("host", "127.0.0.1:8017");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = Body::from(body.to_owned());
        self.send(request.body(body).expect("a request")).await
    }

    /// An address of each kind of page.
    pub fn pages(&self) -> Vec<String> {
        let mut pages: Vec<String> = [
            "/",
            "/statements",
            "/speakers",
            "/outlets",
            "/corrections",
            "/runs",
            "/runs/1",
            "/help",
            "/search",
            "/search?q=port",
        ]
        .map(str::to_owned)
        .to_vec();
        let ledger = self.ledger();
        let all = Page::first(100);
        for story in ledger.stories(&StoryFilter::default(), &all).unwrap().rows {
            pages.push(format!("/stories/{}", story.key));
            pages.push(format!("/stories/{}/compare", story.key));
        }
        for statement in ledger.statements(&Query::default(), &all).unwrap().rows {
            pages.push(format!("/statements/{}", statement.key));
        }
        for article in ledger.articles(&Query::default(), &all).unwrap().rows {
            pages.push(format!("/articles/{}", article.key));
        }
        for speaker in ledger.speakers(&all).unwrap().rows {
            pages.push(format!("/speakers/{}", speaker.key));
        }
        for outlet in ledger.outlets(&all).unwrap().rows {
            pages.push(format!("/outlets/{}", encoded(&outlet.name)));
        }
        pages
    }

    /// The story of the port, by its key.
    pub fn port(&self) -> String {
        let stories = self
            .ledger()
            .stories(&StoryFilter::default(), &Page::first(100));
        let story = stories.unwrap().rows.into_iter().max_by_key(|s| s.articles);
        story.expect("a story").key
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// `text` as a part of a path.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

/// The values of an attribute, as they stand in the markup.
pub fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let opening = format!(" {name}=\"");
    page.split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// A link as a browser would ask for it: without entities and without its end.
pub fn asked(href: &str) -> String {
    let plain = href
        .replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&lt;", "<");
    plain.split('#').next().unwrap_or("").to_owned()
}
