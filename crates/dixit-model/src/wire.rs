//! The shapes in which results leave the program.
//!
//! Offsets here count Unicode code points of the article's text, end exclusive
//! (as W3C Web Annotation selectors do). Keys stand in a fixed order.

mod reading;
mod record;

pub use reading::ReadingLine;
pub use record::RecordPage;

use crate::{Date, EntityKind, Form, FurnitureKind, Inferred, Mode, NameKind, TimeType};
use serde::Serialize;

/// An inferred value under the key its field has in the contract.
#[derive(Serialize)]
struct Dated {
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    how: String,
    confidence: f32,
}

#[derive(Serialize)]
struct Named {
    name: String,
    how: String,
    confidence: f32,
}

fn dated(value: &Option<Inferred<Date>>) -> Option<Dated> {
    value.as_ref().map(|date| Dated {
        date: date.value,
        time: None,
        how: date.how.clone(),
        confidence: rounded(date.confidence),
    })
}

fn named(value: &Option<Inferred<String>>) -> Option<Named> {
    value.as_ref().map(|name| Named {
        name: name.value.clone(),
        how: name.how.clone(),
        confidence: rounded(name.confidence),
    })
}

/// Two decimals are all that a calibrated confidence can claim.
fn rounded(confidence: f32) -> f32 {
    (confidence * 100.0).round() / 100.0
}

impl Mode {
    /// `direct`, `mixed` or `indirect`.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Direct => "direct",
            Mode::Mixed => "mixed",
            Mode::Indirect => "indirect",
        }
    }
}

impl EntityKind {
    /// `person`, `organisation`, `state` …
    pub fn word(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::State => "state",
            EntityKind::Place => "place",
            EntityKind::Group => "group",
            EntityKind::Document => "document",
            EntityKind::Other => "other",
        }
    }
}

impl NameKind {
    /// `person`, `organisation`, `place` or `other`.
    pub fn word(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Organisation => "organisation",
            NameKind::Place => "place",
            NameKind::Other => "other",
        }
    }
}

impl FurnitureKind {
    /// `appeal`, `interface`, `navigation` …
    pub fn word(self) -> &'static str {
        match self {
            FurnitureKind::Appeal => "appeal",
            FurnitureKind::Interface => "interface",
            FurnitureKind::Navigation => "navigation",
            FurnitureKind::Related => "related",
            FurnitureKind::Credit => "credit",
            FurnitureKind::Other => "other",
        }
    }
}

impl Form {
    /// `article`, `live blog` or `stub`.
    pub fn word(self) -> &'static str {
        match self {
            Form::Article => "article",
            Form::LiveBlog => "live blog",
            Form::Stub => "stub",
        }
    }
}

impl TimeType {
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub fn word(self) -> &'static str {
        match self {
            TimeType::Date => "DATE",
            TimeType::Time => "TIME",
            TimeType::Duration => "DURATION",
            TimeType::Set => "SET",
        }
    }
}
