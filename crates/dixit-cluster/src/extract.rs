//! Rows that are taken out of a story's record while it is at hand, and travel
//! beside it as bytes: nobody has to unpack the record again for them.

use crate::columns::{Columns, binary};
use crate::error::{Error, Result};
use crate::worker::stream_of;
use crate::{names, positions, records};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_schema::{DataType, SchemaRef};
use arrow_select::concat::concat_batches;
use dixit_export::Table;
use dixit_model::Record;

/// What is taken out of a story's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extract {
    /// The names known beyond the story, of what it tells.
    Forms,
    /// What it calls whom, counted, of what it tells.
    Facts,
    /// How often who is in it.
    Uses,
    /// What was said by those known beyond it.
    Said,
    /// The rows of a table.
    Table(Table),
}

impl Extract {
    /// What is taken out of a story as it is told.
    pub(crate) const OF_TOLD: [Extract; 2] = [Extract::Forms, Extract::Facts];

    /// What is taken out of a story's record, tables first.
    pub(crate) fn of_record() -> impl Iterator<Item = Extract> {
        let tables = Table::ALL.into_iter();
        let tables = tables.filter(|&table| table != Table::Positions);
        let more = [Extract::Uses, Extract::Said];
        tables.map(Extract::Table).chain(more)
    }

    /// What lies in the column of this name.
    pub(crate) fn in_column(name: &str) -> Option<Extract> {
        let mut all = Extract::OF_TOLD.into_iter().chain(Extract::of_record());
        all.find(|extract| extract.column() == name)
    }

    /// The column that it lies in, beside the record; a table's has its name.
    pub fn column(self) -> &'static str {
        match self {
            Extract::Forms => "forms",
            Extract::Facts => "facts",
            Extract::Uses => "uses",
            Extract::Said => "said",
            Extract::Table(table) => table.name(),
        }
    }

    /// The columns of its rows.
    pub fn schema(self) -> SchemaRef {
        match self {
            Extract::Forms => names::form_columns(),
            Extract::Facts => names::fact_columns(),
            Extract::Uses => records::use_columns(),
            Extract::Said => positions::said_columns(),
            Extract::Table(table) => table.schema(),
        }
    }

    /// Takes it out of a story's record.
    fn of(self, record: &Record) -> Result<RecordBatch> {
        match self {
            Extract::Forms => names::forms(record),
            Extract::Facts => names::facts(record),
            Extract::Uses => records::uses(record),
            Extract::Said => positions::said(record),
            Extract::Table(table) => records::table(table, record),
        }
    }

    /// The rows again, of stories one after the other.
    pub(crate) fn rows(self, stories: &RecordBatch) -> Result<RecordBatch> {
        let unread = |error| Error::damaged("a story").because(error);
        let mut batches = Vec::new();
        for stream in stories.all_bytes(self.column())? {
            for rows in StreamReader::try_new(stream, None).map_err(unread)? {
                batches.push(rows.map_err(unread)?);
            }
        }
        Ok(concat_batches(&self.schema(), &batches)?)
    }
}

/// Columns as [`columns_of`] makes them.
pub(crate) fn fields(
    extracts: impl IntoIterator<Item = Extract>,
) -> impl Iterator<Item = (&'static str, DataType, bool)> {
    let extracts = extracts.into_iter();
    extracts.map(|extract| (extract.column(), DataType::Binary, false))
}

/// What is taken out of one story, a column each.
pub(crate) fn columns_of(
    record: &Record,
    extracts: impl IntoIterator<Item = Extract>,
) -> Result<Vec<ArrayRef>> {
    let column = |extract: Extract| {
        let stream = stream_of(&extract.schema(), &[extract.of(record)?])?;
        Ok(binary([stream]))
    };
    extracts.into_iter().map(column).collect()
}
