//! One text as published by one outlet.

use crate::{Date, Inferred, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the languages that models read are called in metadata.
const READ: &[&str] = &["en", "eng", "english"];

/// One text as published by one outlet, with what is known about it.
///
/// The text is exactly as it came: nothing is trimmed, folded or replaced, so
/// that every offset can be checked against the original.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Unique in a run: the `id` key, or the file's name without its ending.
    pub id: String,
    /// The text to which all offsets refer.
    pub text: String,
    /// Its headline.
    pub title: Option<Inferred<String>>,
    /// Who published it.
    pub outlet: Option<Inferred<String>>,
    /// The day it was published.
    pub published: Option<Inferred<Date>>,
    /// The moment it was published, ISO 8601, as exactly as the page gives it:
    /// `2031-03-07T23:10:00-05:00`, or without the offset where there is none.
    /// Its day is the one in `published`.
    #[serde(default)]
    pub published_time: Option<String>,
    /// When it was last changed: a moment like that, or a day.
    #[serde(default)]
    pub modified: Option<String>,
    /// The part of the outlet in which it stands: `World`, `Business` …
    #[serde(default)]
    pub section: Option<String>,
    /// Whether it is an article like most.
    #[serde(default)]
    pub form: Form,
    /// Names in the by-line.
    pub authors: Vec<String>,
    /// BCP 47 code of the language, such as `en`.
    pub language: Option<Inferred<String>>,
    /// Where it was found on the web.
    pub url: Option<String>,
    /// SHA-256 of the bytes it was read from, in lower-case hexadecimal.
    pub sha256: String,
    /// The file (and line) it was read from, for messages.
    pub origin: String,
    /// Words on the page that are not the article, in text order, disjoint.
    pub furniture: Vec<Furniture>,
    /// Where those of the fields come from that are not [`Inferred`]: by the name
    /// that the field has outside (`authors`, `time`, `section` …) how it was found.
    #[serde(default)]
    pub grounds: BTreeMap<String, String>,
    /// Keys of the input that Dixit does not know, kept as they came.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Article {
    /// An article of which nothing is known but its text.
    pub fn plain(id: impl Into<String>, text: impl Into<String>) -> Self {
        Article {
            id: id.into(),
            text: text.into(),
            title: None,
            outlet: None,
            published: None,
            published_time: None,
            modified: None,
            section: None,
            form: Form::Article,
            authors: Vec::new(),
            language: None,
            url: None,
            sha256: String::new(),
            origin: String::new(),
            furniture: Vec::new(),
            grounds: BTreeMap::new(),
            extra: serde_json::Map::new(),
        }
    }

    /// The language of the article where it is surely none that a model reads:
    /// such an article is kept as it came, without attributions.
    pub fn unread(&self) -> Option<&str> {
        let language = self.language.as_ref()?.value.as_str();
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        let read = READ.iter().any(|code| primary.eq_ignore_ascii_case(code));
        (!read).then_some(language)
    }
}

/// What sort of text an article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Form {
    /// One text, whole as far as can be told.
    #[default]
    Article,
    /// Entries of a running report, in the page's order.
    LiveBlog,
    /// The beginning of an article; the rest is for subscribers.
    Stub,
}

/// Words on the page that are not the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// Where they stand.
    pub span: Span,
    /// What they are.
    pub kind: FurnitureKind,
}

/// What a piece of page furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FurnitureKind {
    /// Asks for money, a subscription, an address.
    Appeal,
    /// Share lines, comment prompts, buttons, addresses of the site.
    Interface,
    /// Breadcrumbs, section names, menus.
    Navigation,
    /// Links to other articles.
    Related,
    /// Credits, copyright lines, author's biographies.
    Credit,
    /// Furniture of a kind that was not told apart.
    Other,
}
