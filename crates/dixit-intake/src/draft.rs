//! An article before its text has been asked what its metadata did not say.

use crate::{Options, furniture, infer};
use dixit_model::{Article, Date, Inferred};
use serde_json::{Map, Value};
use std::sync::Arc;

/// The text of an article and what its metadata says.
#[derive(Debug, Default)]
pub struct Draft {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) title: Option<Inferred<String>>,
    pub(crate) outlet: Option<Inferred<String>>,
    pub(crate) published: Option<Inferred<Date>>,
    pub(crate) authors: Vec<String>,
    pub(crate) language: Option<Inferred<String>>,
    pub(crate) url: Option<String>,
    pub(crate) sha256: String,
    /// The bytes it was read from.
    pub(crate) original: Vec<u8>,
    /// What they are.
    pub(crate) media_type: &'static str,
    pub(crate) origin: String,
    pub(crate) extra: Map<String, Value>,
    pub(crate) options: Arc<Options>,
}

impl Draft {
    /// Unique in a run: its own, or made of its file's name.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The file (and line) it came from, for messages.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// SHA-256 of the bytes it was read from, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// What those bytes are: `text/plain`, `text/html`, `application/json` …
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// Where it was found on the web.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Its words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The article, and the bytes it was read from: furniture marked, gaps
    /// filled from the text, then from the address, then from what the user
    /// said.
    pub fn finish(self) -> (Article, Vec<u8>) {
        let options = &self.options;
        let furniture = furniture::mark(&self.text);
        let body = infer::Body::new(&self.text, &furniture);
        let url = self.url.as_deref();
        let given = |what| Inferred::new(what, "option", 1.0);
        let title = self.title.or_else(|| infer::title(&body));
        let published = self
            .published
            .or_else(|| infer::published(&body))
            .or_else(|| url.and_then(infer::published_in_address))
            .or_else(|| {
                options
                    .published
                    .map(|date| Inferred::new(date, "option", 1.0))
            });
        let outlet = self
            .outlet
            .or_else(|| infer::outlet(&body))
            .or_else(|| options.outlet.clone().map(given))
            .or_else(|| url.and_then(infer::outlet_in_address));
        let language = self.language.or_else(|| infer::language(&body));
        let article = Article {
            id: self.id,
            title,
            outlet,
            published,
            authors: self.authors,
            language,
            url: self.url,
            sha256: self.sha256,
            origin: self.origin,
            furniture,
            extra: self.extra,
            text: self.text,
        };
        (article, self.original)
    }
}
