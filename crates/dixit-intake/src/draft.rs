//! An article before its text has been asked what its metadata did not say.

use crate::{Options, furniture, infer};
use dixit_model::{Article, Date, Form, Inferred};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The text of an article and what its metadata says.
#[derive(Debug, Default)]
pub struct Draft {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) title: Option<Inferred<String>>,
    pub(crate) outlet: Option<Inferred<String>>,
    pub(crate) published: Option<Inferred<Date>>,
    /// The moment of publication, on the day above.
    pub(crate) published_time: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) form: Form,
    pub(crate) authors: Vec<String>,
    pub(crate) language: Option<Inferred<String>>,
    pub(crate) url: Option<String>,
    pub(crate) sha256: String,
    /// The bytes it was read from.
    pub(crate) original: Vec<u8>,
    /// What they are.
    pub(crate) media_type: &'static str,
    pub(crate) origin: String,
    /// How fields were found that do not say so themselves.
    pub(crate) grounds: BTreeMap<String, String>,
    pub(crate) extra: Map<String, Value>,
    /// A day after which it cannot have been published.
    pub(crate) not_after: Option<Date>,
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

    /// Its headline, as its metadata has it.
    pub fn title(&self) -> Option<&str> {
        self.title.as_ref().map(|title| title.value.as_str())
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
        let not_after = self.not_after;
        let possible = |day: &Inferred<Date>| not_after.is_none_or(|last| day.value <= last);
        let published = self
            .published
            .filter(possible)
            .or_else(|| infer::published(&body).filter(possible))
            .or_else(|| url.and_then(infer::published_in_address).filter(possible))
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
        let language = infer::language_of(self.language, &body);
        let same_day = |time: &String| {
            let day = published.as_ref().map(|day| day.value.to_string());
            day.is_some_and(|day| time.starts_with(&day))
        };
        let published_time = self.published_time.filter(same_day);
        let article = Article {
            id: self.id,
            title,
            outlet,
            published,
            published_time,
            modified: self.modified,
            section: self.section,
            form: self.form,
            authors: self.authors,
            language,
            url: self.url,
            sha256: self.sha256,
            origin: self.origin,
            furniture,
            grounds: self.grounds,
            extra: self.extra,
            text: self.text,
        };
        (article, self.original)
    }
}
