//! Rows to Arrow and back.

use crate::cell::{Cell, Column, Kind, Row};
use crate::error::{Error, ErrorKind, Result};
use crate::tables::{Table, item_field};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float32Array, Int64Array, ListArray, RecordBatch,
    RecordBatchOptions, StringArray, StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType};
use dixit_model::Date;
use std::sync::Arc;

/// Day 0 of Arrow's days.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Rows of a table as a batch.
pub(crate) fn batch(table: Table, rows: Vec<Row>) -> Result<RecordBatch> {
    let options = RecordBatchOptions::new().with_row_count(Some(rows.len()));
    let arrays = arrays(table.columns(), rows)?;
    RecordBatch::try_new_with_options(table.schema(), arrays, &options).map_err(unfit)
}

fn arrays(columns: &'static [Column], rows: Vec<Row>) -> Result<Vec<ArrayRef>> {
    let mut by_column: Vec<Vec<Cell>> = columns
        .iter()
        .map(|_| Vec::with_capacity(rows.len()))
        .collect();
    for row in rows {
        for (column, cell) in by_column.iter_mut().zip(row) {
            column.push(cell);
        }
    }
    let columns = columns.iter().zip(by_column);
    columns
        .map(|(column, cells)| array(column.kind, cells))
        .collect()
}

fn array(kind: Kind, cells: Vec<Cell>) -> Result<ArrayRef> {
    Ok(match kind {
        Kind::Text => {
            let bytes: usize = cells.iter().map(Cell::size).sum();
            if i32::try_from(bytes).is_err() {
                let message = "one story holds more than 2 GiB of text, which a table cannot; \
                               leave the texts out with --no-text";
                return Err(Error::new(ErrorKind::TooLarge, message));
            }
            let texts = cells.iter().map(|cell| match cell {
                Cell::Text(text) => Some(text.as_ref()),
                _ => None,
            });
            Arc::new(texts.collect::<StringArray>())
        }
        Kind::Day => {
            let days = cells.iter().map(|cell| match cell {
                Cell::Day(day) => Some((*day - EPOCH).get_days()),
                _ => None,
            });
            Arc::new(days.collect::<Date32Array>())
        }
        Kind::Flag => {
            let flags = cells.iter().map(|cell| match cell {
                Cell::Flag(flag) => Some(*flag),
                _ => None,
            });
            Arc::new(flags.collect::<BooleanArray>())
        }
        Kind::Count => {
            let counts = cells.iter().map(|cell| match cell {
                Cell::Count(count) => Some(*count),
                _ => None,
            });
            Arc::new(counts.collect::<Int64Array>())
        }
        Kind::Score => {
            let scores = cells.iter().map(|cell| match cell {
                Cell::Score(score) => Some(*score),
                _ => None,
            });
            Arc::new(scores.collect::<Float32Array>())
        }
        Kind::List(item) => {
            let mut lengths = Vec::with_capacity(cells.len());
            let mut items = Vec::new();
            let there: Vec<bool> = cells.iter().map(|cell| *cell != Cell::Null).collect();
            for cell in cells {
                let before = items.len();
                if let Cell::List(parts) = cell {
                    items.extend(parts);
                }
                lengths.push(items.len() - before);
            }
            let offsets = OffsetBuffer::from_lengths(lengths);
            let list = ListArray::try_new(
                item_field(*item),
                offsets,
                array(*item, items)?,
                nulls(there),
            );
            Arc::new(list.map_err(unfit)?)
        }
        Kind::Struct(columns) => {
            let there: Vec<bool> = cells.iter().map(|cell| *cell != Cell::Null).collect();
            let rows = cells.into_iter().map(|cell| match cell {
                Cell::Struct(parts) => parts,
                // Where there is no struct its parts hold anything at all.
                _ => columns.iter().map(|column| blank(column.kind)).collect(),
            });
            let count = there.len();
            let DataType::Struct(fields) = crate::tables::data_type(kind) else {
                unreachable!("a struct's type is one")
            };
            let arrays = arrays(columns, rows.collect())?;
            let built = StructArray::try_new_with_length(fields, arrays, nulls(there), count);
            Arc::new(built.map_err(unfit)?)
        }
    })
}

fn nulls(there: Vec<bool>) -> Option<NullBuffer> {
    there.contains(&false).then(|| NullBuffer::from(there))
}

fn blank<'r>(kind: Kind) -> Cell<'r> {
    match kind {
        Kind::Text => "".into(),
        Kind::Day => EPOCH.into(),
        Kind::Flag => false.into(),
        Kind::Count => Cell::Count(0),
        Kind::Score => Cell::Score(0.0),
        Kind::List(_) => Cell::List(Vec::new()),
        Kind::Struct(columns) => Cell::Struct(columns.iter().map(|c| blank(c.kind)).collect()),
    }
}

/// The rows of a batch that has a table's columns.
pub(crate) fn rows(table: Table, batch: &RecordBatch) -> Result<Vec<Row<'static>>> {
    let columns = table.columns();
    let arrays = columns.iter().map(|column| {
        let array = batch.column_by_name(column.name);
        array.ok_or_else(|| other(table, column.name))
    });
    let arrays: Vec<&ArrayRef> = arrays.collect::<Result<_>>()?;
    (0..batch.num_rows())
        .map(|at| {
            let cells = columns.iter().zip(&arrays);
            cells
                .map(|(column, array)| {
                    cell(column.kind, array, at).ok_or_else(|| other(table, column.name))
                })
                .collect()
        })
        .collect()
}

fn other(table: Table, column: &str) -> Error {
    let message = format!(
        "the table {} has no column '{column}' of the kind that `dixit export` writes; \
         export again with this version",
        table.name()
    );
    Error::new(ErrorKind::Tables, message)
}

/// A value of an array; `None` where the array is of another kind.
fn cell(kind: Kind, array: &ArrayRef, at: usize) -> Option<Cell<'static>> {
    if array.is_null(at) {
        return Some(Cell::Null);
    }
    Some(match kind {
        Kind::Text => array.as_string_opt::<i32>()?.value(at).to_owned().into(),
        Kind::Day => {
            let days = array.as_primitive_opt::<Date32Type>()?.value(at);
            let span = jiff::Span::new().try_days(days).ok()?;
            EPOCH.checked_add(span).ok()?.into()
        }
        Kind::Flag => array.as_boolean_opt()?.value(at).into(),
        Kind::Count => Cell::Count(array.as_primitive_opt::<Int64Type>()?.value(at)),
        Kind::Score => Cell::Score(array.as_primitive_opt::<Float32Type>()?.value(at)),
        Kind::List(item) => {
            let items = array.as_list_opt::<i32>()?.value(at);
            let items = (0..items.len()).map(|at| cell(*item, &items, at));
            Cell::List(items.collect::<Option<_>>()?)
        }
        Kind::Struct(columns) => {
            let parts = array.as_struct_opt()?;
            let parts = columns.iter().map(|column| {
                let part = parts.column_by_name(column.name)?;
                cell(column.kind, part, at)
            });
            Cell::Struct(parts.collect::<Option<_>>()?)
        }
    })
}

fn unfit(error: ArrowError) -> Error {
    Error::new(ErrorKind::TooLarge, "a table cannot hold this record").because(error)
}
