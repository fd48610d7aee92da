//! What one article reports, with everybody resolved inside it.

use crate::{Article, Date, Entity, Inferred, Name, Span, TimeExpression};
use serde::{Deserialize, Serialize};

/// One article read: its attributions, and who and when they mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// Sentences, in text order.
    pub sentences: Vec<Span>,
    /// In text order; a parent may come after its child.
    pub attributions: Vec<Attribution>,
    /// Who the article speaks of. [`Resolved::entity`] points in here.
    pub entities: Vec<Entity>,
    /// The names found, each with the index of its entity.
    pub names: Vec<(Name, usize)>,
    /// The time expressions found.
    pub times: Vec<TimeExpression>,
}

impl Reading {
    /// A reading in which nothing was found.
    pub fn plain(article: Article) -> Self {
        Reading {
            article,
            sentences: Vec::new(),
            attributions: Vec::new(),
            entities: Vec::new(),
            names: Vec::new(),
            times: Vec::new(),
        }
    }
}

/// One place where somebody is reported to have said something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// `a1`, `a2` …: unique in the article, in text order.
    pub id: String,
    /// The attribution whose content encloses this one.
    pub parent: Option<String>,
    /// The attribution whose speaker this quotation, standing alone, carries on.
    pub continues: Option<String>,
    /// Direct, mixed or indirect.
    pub mode: Mode,
    /// Who is said to have said it; empty if the text names none here.
    pub source: Vec<Span>,
    /// The words that mark it as said; empty if there are none.
    pub cue: Vec<Span>,
    /// What is said to have been said; never empty.
    pub content: Vec<Span>,
    /// The entity behind the source.
    pub speaker: Option<Resolved>,
    /// Why the speaker is not named, where the text says so: `because she was
    /// not authorised to speak`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anonymity: Option<Span>,
    /// Relays between this speaker and the outlet, outermost first.
    pub via: Vec<Resolved>,
    /// To whom.
    pub to: Option<Resolved>,
    /// In what medium or on what occasion.
    pub channel: Option<Channel>,
    /// The day it was said.
    pub said_on: Option<Inferred<Date>>,
    /// *did not say*, *has not confirmed*.
    pub negated: bool,
    /// *reportedly*, *could*, *may have*.
    pub hedged: bool,
    /// From 0 to 1.
    pub confidence: f32,
}

impl Attribution {
    /// Some content in reported speech, of which nothing else is known.
    pub fn plain(id: impl Into<String>, content: Vec<Span>) -> Self {
        Attribution {
            id: id.into(),
            parent: None,
            continues: None,
            mode: Mode::Indirect,
            source: Vec::new(),
            cue: Vec::new(),
            content,
            speaker: None,
            anonymity: None,
            via: Vec::new(),
            to: None,
            channel: None,
            said_on: None,
            negated: false,
            hedged: false,
            confidence: 1.0,
        }
    }
}

/// How much of a content is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// All of it.
    Direct,
    /// A part.
    Mixed,
    /// None of it.
    Indirect,
}

/// An entity that stands in a role of an attribution, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resolved {
    /// Index into [`Reading::entities`].
    pub entity: usize,
    /// How it was resolved: `name`, `pronoun`, `carried over`, `spokesman of` …
    pub how: String,
    /// From 0 to 1.
    pub confidence: f32,
    /// The words it rests on: an antecedent, or the source itself.
    pub evidence: Option<Span>,
}

/// The medium or occasion on which something was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Channel {
    /// As the text puts it, without an article: `phone call`.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}
