//! The shapes in which results leave the program.
//!
//! Offsets here count Unicode code points of the article's text, end exclusive
//! (as W3C Web Annotation selectors do). Keys stand in a fixed order.

mod reading;
mod record;
mod words;

pub use reading::ReadingLine;
pub use record::RecordPage;

use crate::{Date, Inferred};
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
