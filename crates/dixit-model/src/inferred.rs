//! Values that carry how they came to be known.

use serde::{Deserialize, Serialize};

/// A value with its grounds: where it came from and how sure Dixit is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inferred<T> {
    /// The value itself.
    pub value: T,
    /// How it was found: `metadata`, `dateline`, `self-reference`, `on Friday` …
    pub how: String,
    /// From 0 to 1: of the values marked 0.8, four in five should be right.
    pub confidence: f32,
}

impl<T> Inferred<T> {
    /// A value found by `how` with `confidence` between 0 and 1.
    pub fn new(value: T, how: impl Into<String>, confidence: f32) -> Self {
        Inferred {
            value,
            how: how.into(),
            confidence: confidence.clamp(0.0, 1.0),
        }
    }
}
