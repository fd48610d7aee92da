//! An article to its language: sentences, tokens, names, time expressions, frames.

mod segment;

pub use segment::{Segmented, segment};
