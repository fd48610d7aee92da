//! How exports are written: piece by piece, whatever the format.

use crate::cell::Row;
use crate::error::Result;
use crate::tables::{EntityRows, Table};
use dixit_model::Record;

/// A format being written, one part of the record after the other: stories as
/// they come out of a ledger, or a whole record at once.
pub trait Export {
    /// Writes what `record` holds.
    ///
    /// # Errors
    /// If it cannot be written.
    fn add(&mut self, record: &Record) -> Result<()>;

    /// Writes what is left.
    ///
    /// # Errors
    /// If it cannot be written.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// A table being written.
pub trait TableWriter {
    /// Writes rows, in the order of the table's columns.
    ///
    /// # Errors
    /// If they cannot be written.
    fn write(&mut self, rows: Vec<Row>) -> Result<()>;

    /// Writes what is left.
    ///
    /// # Errors
    /// If it cannot be written.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// Some tables of a record, each to a writer of its own.
pub struct Tables<'w> {
    writers: Vec<(Table, Box<dyn TableWriter + 'w>)>,
    entities: EntityRows,
    with_text: bool,
}

impl<'w> Tables<'w> {
    /// Writes each table with its writer, with or without the articles' texts.
    pub fn new(writers: Vec<(Table, Box<dyn TableWriter + 'w>)>, with_text: bool) -> Self {
        Tables {
            writers,
            entities: EntityRows::default(),
            with_text,
        }
    }
}

impl Export for Tables<'_> {
    fn add(&mut self, record: &Record) -> Result<()> {
        for (table, writer) in &mut self.writers {
            match table {
                Table::Entities => self.entities.add(record),
                table => writer.write(table.rows(record, self.with_text))?,
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        for (table, mut writer) in self.writers {
            if table == Table::Entities {
                writer.write(self.entities.rows())?;
            }
            writer.finish()?;
        }
        Ok(())
    }
}
