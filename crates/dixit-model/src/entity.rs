//! Who and what an article speaks of.

use crate::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Someone or something that one article names or describes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The fullest name the article gives: `Ilse Marant`.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Every way the article names it, without titles, most frequent first.
    pub names: Vec<String>,
    /// Titles, offices and descriptions given to it: `Russian President`.
    pub roles: Vec<String>,
    /// Where it is named, described or meant by a pronoun, in text order.
    pub mentions: Vec<Mention>,
}

/// One place where an entity is meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// How it was resolved: `name`, `surname`, `pronoun`, `description` …
    pub how: Cow<'static, str>,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntityKind {
    /// A human being, named or not.
    Person,
    /// A company, party, ministry, outlet, alliance …
    Organisation,
    /// A country, or its capital where that speaks for it.
    State,
    /// A place that is no state.
    Place,
    /// Several persons without a name of their own: `US officials`.
    Group,
    /// A text that speaks for nobody known: `the report`.
    Document,
    /// None of these, or not known.
    Other,
}
