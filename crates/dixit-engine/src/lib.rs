//! Articles to readings, on several threads, in order.
//!
//! What lies between the paths that somebody names and the readings of their
//! articles, whoever asks: the command line and Python run the same engine, so
//! that the same input gives the same bytes.

mod engine;
mod ordered;
mod sitting;
mod timings;

pub use engine::{Engine, Found, Kept, Outcome, guarded};
pub use ordered::map_in_order;
pub use sitting::Sitting;
pub use timings::{Stage, Timings};
