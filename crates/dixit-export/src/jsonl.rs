//! JSON Lines: one object a row.

use crate::cell::{JsonRow, Row};
use crate::error::Result;
use crate::tables::Table;
use crate::write::TableWriter;
use std::io::Write;

/// A table as it is written.
pub struct JsonLines<W> {
    table: Table,
    out: W,
}

impl<W: Write> JsonLines<W> {
    /// An empty table is no line at all.
    pub fn new(table: Table, out: W) -> Self {
        JsonLines { table, out }
    }
}

impl<W: Write> TableWriter for JsonLines<W> {
    fn write(&mut self, rows: Vec<Row>) -> Result<()> {
        for row in &rows {
            serde_json::to_writer(&mut self.out, &JsonRow(self.table.columns(), row))?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}
