//! The tables of a record: one definition for every format that has columns.
//!
//! A table is a list of [`Column`]s and a function from a [`Record`] to rows.
//! CSV, JSON Lines, Parquet and Arrow all come of these, and so does the
//! documentation of the fields. Columns are only ever added at the end.

mod articles;
mod attributions;
mod copies;
mod entities;
mod lookup;
mod part;
mod positions;
mod routes;
mod statements;
mod stories;

pub use entities::EntityRows;

use crate::batch;
use crate::cell::{Column, Kind, Row};
use crate::error::Result;
use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use dixit_model::Record;
use lookup::Lookup;
use std::collections::HashMap;
use std::sync::Arc;

/// A table of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Articles, each with its outlet, day, text and whom it names.
    Articles,
    /// Attributions: who is reported to have said what, where.
    Attributions,
    /// Statements: one speaker saying one thing on one occasion.
    Statements,
    /// Routes: how each article came by a statement.
    Routes,
    /// Persons, organisations, states … with all their names.
    Entities,
    /// Stories: articles on one happening.
    Stories,
    /// Passages that articles share.
    Copies,
    /// What one speaker said on one matter over time.
    Positions,
}

impl Table {
    /// All tables.
    pub const ALL: [Table; 8] = [
        Table::Articles,
        Table::Attributions,
        Table::Statements,
        Table::Routes,
        Table::Entities,
        Table::Stories,
        Table::Copies,
        Table::Positions,
    ];

    /// Its name, which is also that of its file.
    pub fn name(self) -> &'static str {
        match self {
            Table::Articles => "articles",
            Table::Attributions => "attributions",
            Table::Statements => "statements",
            Table::Routes => "routes",
            Table::Entities => "entities",
            Table::Stories => "stories",
            Table::Copies => "copies",
            Table::Positions => "positions",
        }
    }

    /// What one row of it is.
    pub fn doc(self) -> &'static str {
        match self {
            Table::Articles => "one text as published by one outlet",
            Table::Attributions => {
                "one place in an article where somebody is reported to have said something"
            }
            Table::Statements => {
                "one speaker saying one thing on one occasion, in all wordings of all articles"
            }
            Table::Routes => "a path by which a statement reached the reader",
            Table::Entities => "a person, organisation, state or place, with all its names",
            Table::Stories => "articles on one happening",
            Table::Copies => "a passage that articles share, word for word or nearly",
            Table::Positions => "what one speaker has said on one matter over time",
        }
    }

    /// Its columns.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Articles => articles::COLUMNS,
            Table::Attributions => attributions::COLUMNS,
            Table::Statements => statements::COLUMNS,
            Table::Routes => routes::COLUMNS,
            Table::Entities => entities::COLUMNS,
            Table::Stories => stories::COLUMNS,
            Table::Copies => copies::COLUMNS,
            Table::Positions => positions::COLUMNS,
        }
    }

    /// Its rows in `record`, with or without the articles' texts.
    pub fn rows(self, record: &Record, with_text: bool) -> Vec<Row<'_>> {
        let lookup = Lookup::new(record);
        match self {
            Table::Articles => articles::rows(&lookup, with_text),
            Table::Attributions => attributions::rows(&lookup),
            Table::Statements => statements::rows(&lookup),
            Table::Routes => routes::rows(&lookup),
            Table::Entities => EntityRows::of(record).rows(),
            Table::Stories => stories::rows(&lookup),
            Table::Copies => copies::rows(&lookup),
            Table::Positions => positions::rows(&lookup),
        }
    }

    /// Its rows in `record` as an Arrow batch.
    ///
    /// # Errors
    /// If a column would hold 2 GiB or more of text.
    pub fn batch(self, record: &Record, with_text: bool) -> Result<RecordBatch> {
        batch::batch(self, self.rows(record, with_text))
    }

    /// Its columns as an Arrow schema. What each means stands in the metadata
    /// of its field, under `description`.
    pub fn schema(self) -> SchemaRef {
        let metadata = [("dixit.table", self.name()), ("dixit.row", self.doc())];
        let metadata = metadata.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let fields: Fields = self.columns().iter().map(field).collect();
        Arc::new(Schema::new_with_metadata(fields, HashMap::from(metadata)))
    }
}

fn field(column: &Column) -> Field {
    let description = ("description".to_owned(), column.doc.to_owned());
    Field::new(column.name, data_type(column.kind), column.nullable)
        .with_metadata(HashMap::from([description]))
}

pub(crate) fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Day => DataType::Date32,
        Kind::Flag => DataType::Boolean,
        Kind::Count => DataType::Int64,
        Kind::Score => DataType::Float32,
        Kind::List(item) => DataType::List(item_field(*item)),
        Kind::Struct(columns) => DataType::Struct(columns.iter().map(field).collect()),
    }
}

/// The field of a list's items; there is always something in them.
pub(crate) fn item_field(kind: Kind) -> Arc<Field> {
    Arc::new(Field::new("item", data_type(kind), false))
}
