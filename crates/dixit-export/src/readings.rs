//! Readings, one JSON line an article, as they leave the program everywhere.

use crate::error::Result;
use crate::write::Export;
use dixit_model::Record;
use dixit_model::wire::ReadingLine;
use std::io::Write;

/// Readings as they are written, with their stories, and the record's entities
/// for theirs.
pub struct Readings<W> {
    out: W,
    with_text: bool,
}

impl<W: Write> Readings<W> {
    /// With or without the articles' texts.
    pub fn new(out: W, with_text: bool) -> Self {
        Readings { out, with_text }
    }
}

impl<W: Write> Export for Readings<W> {
    fn add(&mut self, record: &Record) -> Result<()> {
        for line in ReadingLine::of_record(record, self.with_text) {
            serde_json::to_writer(&mut self.out, &line)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}
