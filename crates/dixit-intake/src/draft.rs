//! An article before its text has been asked what its metadata did not say.

use crate::{Options, furniture, infer};
use dixit_model::{Article, Date, Form, Inferred};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The text of an article and what its metadata says.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub id: String,
    pub text: String,
    pub title: Option<Inferred<String>>,
    pub outlet: Option<Inferred<String>>,
    pub published: Option<Inferred<Date>>,
    /// The moment of publication, on the day above.
    pub published_time: Option<String>,
    pub modified: Option<String>,
    pub section: Option<String>,
    pub form: Form,
    pub authors: Vec<String>,
    pub language: Option<Inferred<String>>,
    pub url: Option<String>,
    pub sha256: String,
    /// The bytes it was read from.
    pub original: Vec<u8>,
    /// What they are.
    pub media_type: &'static str,
    pub origin: String,
    /// How fields were found that do not say so themselves.
    pub grounds: BTreeMap<String, String>,
    pub extra: Map<String, Value>,
}

impl Draft {
    /// The article: furniture marked, gaps filled from the text, then from the
    /// address, then from what the user said.
    pub(crate) fn finish(self, options: &Options) -> Article {
        self.finish_and_keep(options).0
    }

    /// The same, with the bytes it was read from.
    pub(crate) fn finish_and_keep(self, options: &Options) -> (Article, Vec<u8>) {
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
            published_time: self.published_time,
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
