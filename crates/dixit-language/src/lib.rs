//! An article to its language: sentences, tokens, names, time expressions, frames.
//!
//! [`Analyzer`] does it all. A model (a [`reader`]) scores words; decoding,
//! linking fragments to frames and finding frames inside frames are shared.

#[doc(hidden)]
pub mod accurate;
mod analyzer;
mod communication;
#[doc(hidden)]
pub mod confidence;
#[doc(hidden)]
pub mod decode;
mod error;
#[doc(hidden)]
pub mod fast;
#[doc(hidden)]
pub mod link;
mod model;
mod nesting;
#[doc(hidden)]
pub mod passage;
#[doc(hidden)]
pub mod reader;
mod segment;
#[doc(hidden)]
pub mod tagged;
mod times;

pub use analyzer::Analyzer;
pub use communication::communicates;
pub use error::{Error, ErrorKind};
pub use model::ModelKind;
pub use segment::{Segmented, segment};
pub use times::times;
