//! What language makes of an article: sentences, tokens, names, times, frames.

use crate::Span;
use serde::{Deserialize, Serialize};

/// The language of one article, before anybody is resolved.
///
/// Nothing in it touches the article's furniture. All lists are in text order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Sentences, headlines and captions; disjoint.
    pub sentences: Vec<Span>,
    /// Words and marks; disjoint, each inside one sentence.
    pub tokens: Vec<Token>,
    /// Names of persons, organisations, places and the like; disjoint.
    pub names: Vec<Name>,
    /// Time expressions; disjoint.
    pub times: Vec<TimeExpression>,
    /// Places where somebody is reported to have said something.
    pub frames: Vec<Frame>,
}

/// A word or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its part of speech.
    pub pos: Pos,
}

/// Universal parts of speech (Universal Dependencies, version 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Pos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// Where it stands, without titles or articles: `Ilse Marant`.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
    /// From 0 to 1.
    pub confidence: f32,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A company, party, ministry, outlet, alliance …
    Organisation,
    /// A state, city, region, building …
    Place,
    /// Nationalities, events, works, laws.
    Other,
}

/// A time expression with its TIMEX3 value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// Where it stands.
    pub span: Span,
    /// DATE, TIME, DURATION or SET.
    pub kind: TimeType,
    /// ISO 8601 as TIMEX3 extends it: `2031-03-07`, `P3D`, `PRESENT_REF`.
    pub value: String,
}

/// The four types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum TimeType {
    Date,
    Time,
    Duration,
    Set,
}

/// Source, cue and content as a model links them, before anybody is resolved.
///
/// The spans of one role are disjoint and in text order. A frame has a content;
/// source and cue may be absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// Who is said to have said it.
    pub source: Vec<Span>,
    /// The words that mark it as said.
    pub cue: Vec<Span>,
    /// What is said to have been said.
    pub content: Vec<Span>,
    /// Index (in [`Analysis::frames`]) of the frame whose content this one was
    /// found in; always smaller than its own.
    pub parent: Option<usize>,
    /// From 0 to 1: how likely a person would mark the same.
    pub confidence: f32,
}
