//! A record to a page: HTML, Markdown, JSON, and a summary for the terminal.
//!
//! Every format shows the same record. What a reader sees first is the finding
//! of each story; every claim under it leads to the words it stands on.
//!
//! Nothing here depends on the clock, the locale or the order of a hash map:
//! the same record and the same [`About`] make the same bytes.

mod anchor;
pub mod html;
mod layout;
mod markdown;
pub mod measure;
mod names;
pub mod phrase;
mod segment;
mod summary;
mod view;

pub use html::html;
pub use markdown::markdown;
pub use phrase::plain;
pub use summary::summary;

use dixit_model::wire::RecordPage;
use dixit_model::{Date, Record};
use std::io::{self, Write};

/// What a page says about its own making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The model that read the articles: `fast 1`.
    pub model: String,
    /// The version of Dixit.
    pub version: String,
    /// The day of the reading. Left out, the page is the same on every day.
    pub read_on: Option<Date>,
}

/// The record as one JSON object and a line end, with or without the articles'
/// texts.
pub fn json(record: &Record, with_text: bool, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, &RecordPage::new(record, with_text))?;
    out.write_all(b"\n")
}
