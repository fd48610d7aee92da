//! The steps of a record as functions of Arrow batches.
//!
//! One machine takes the steps of [`dixit_record`] in memory; a ledger takes
//! them as articles arrive; a cluster takes them here. Each [`Step`] is a
//! function of a row, or of the rows of one group, whatever else there is and
//! however it is spread: which rows meet is for the cluster to see to, with
//! joins and groupings of its own. What comes out is what
//! [`dixit_record::build`] finds, under ids that every executor finds by itself
//! ([`key`]).
//!
//! ```text
//! articles ─ read ─▶ readings ─ postings ─▶ ⋈ groups ─ alike ─▶ pairs ─▶ ⋈ components
//!                                                                            │ stories
//!   tables ◀─ rows ─ records ◀─ place ─ ⋈ entities ◀─ settle, name ─ told ◀─ tell
//! ```

mod candidates;
mod columns;
mod error;
mod extract;
mod folder;
pub mod key;
mod names;
mod packed;
mod positions;
mod read;
mod records;
mod step;
mod stories;
mod worker;

pub use error::{Error, ErrorKind, Result};
pub use extract::Extract;
pub use folder::{Selection, is_record, open};
pub use step::Step;
pub use worker::{Worker, stream_of};
