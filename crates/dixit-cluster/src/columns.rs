//! Columns of batches, taken out and put in.

use crate::error::{Error, Result};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Int32Type, Int64Type};
use arrow_array::{
    ArrayRef, BinaryArray, Float32Array, Int32Array, Int64Array, ListArray, RecordBatch,
    StringArray,
    builder::{ListBuilder, StringBuilder},
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// Columns by name.
pub(crate) trait Columns {
    /// Texts.
    fn texts(&self, name: &str) -> Result<Vec<Option<&str>>>;
    /// Texts of which none is missing.
    fn all_texts(&self, name: &str) -> Result<Vec<&str>>;
    /// Bytes.
    fn bytes(&self, name: &str) -> Result<Vec<Option<&[u8]>>>;
    /// Bytes of which none is missing.
    fn all_bytes(&self, name: &str) -> Result<Vec<&[u8]>>;
    /// Whole numbers.
    fn counts(&self, name: &str) -> Result<Vec<Option<i64>>>;
    /// Numbers such as likenesses.
    fn scores(&self, name: &str) -> Result<Vec<Option<f32>>>;
    /// Yes or no in every row.
    fn flags(&self, name: &str) -> Result<Vec<bool>>;
}

impl Columns for RecordBatch {
    fn texts(&self, name: &str) -> Result<Vec<Option<&str>>> {
        self.column_by_name(name)
            .and_then(texts_of)
            .ok_or_else(|| Error::column(name, "text"))
    }

    fn all_texts(&self, name: &str) -> Result<Vec<&str>> {
        let texts = self.texts(name)?.into_iter().collect();
        let texts: Option<Vec<&str>> = texts;
        texts.ok_or_else(|| Error::column(name, "text in every row"))
    }

    fn bytes(&self, name: &str) -> Result<Vec<Option<&[u8]>>> {
        let wrong = || Error::column(name, "bytes");
        let array = self.column_by_name(name).ok_or_else(wrong)?;
        if let Some(array) = array.as_binary_opt::<i32>() {
            return Ok(array.iter().collect());
        }
        let array = array.as_binary_opt::<i64>().ok_or_else(wrong)?;
        Ok(array.iter().collect())
    }

    fn all_bytes(&self, name: &str) -> Result<Vec<&[u8]>> {
        let bytes: Option<Vec<&[u8]>> = self.bytes(name)?.into_iter().collect();
        bytes.ok_or_else(|| Error::column(name, "bytes in every row"))
    }

    fn counts(&self, name: &str) -> Result<Vec<Option<i64>>> {
        let wrong = || Error::column(name, "whole numbers");
        let array = self.column_by_name(name).ok_or_else(wrong)?;
        if let Some(array) = array.as_primitive_opt::<Int32Type>() {
            return Ok(array.iter().map(|count| count.map(i64::from)).collect());
        }
        let array = array.as_primitive_opt::<Int64Type>().ok_or_else(wrong)?;
        Ok(array.iter().collect())
    }

    fn scores(&self, name: &str) -> Result<Vec<Option<f32>>> {
        let column = self.column_by_name(name);
        let scores = column.and_then(|column| column.as_primitive_opt::<Float32Type>());
        let scores = scores.ok_or_else(|| Error::column(name, "numbers"))?;
        Ok(scores.iter().collect())
    }

    fn flags(&self, name: &str) -> Result<Vec<bool>> {
        let flags = self.column_by_name(name).and_then(|c| c.as_boolean_opt());
        let flags: Option<Vec<bool>> = flags.and_then(|flags| flags.iter().collect());
        flags.ok_or_else(|| Error::column(name, "yes or no in every row"))
    }
}

/// The texts of an array, if it holds texts.
pub(crate) fn texts_of(array: &ArrayRef) -> Option<Vec<Option<&str>>> {
    if let Some(array) = array.as_string_opt::<i32>() {
        return Some(array.iter().collect());
    }
    Some(array.as_string_opt::<i64>()?.iter().collect())
}

/// A schema of columns, those marked `true` with gaps.
pub(crate) fn schema(columns: &[(&str, DataType, bool)]) -> SchemaRef {
    let fields = columns.iter();
    let fields = fields.map(|(name, kind, nullable)| Field::new(*name, kind.clone(), *nullable));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// The type of a list of texts.
pub(crate) fn list_of_texts() -> DataType {
    DataType::List(Arc::new(Field::new("item", DataType::Utf8, false)))
}

/// A batch of one schema.
pub(crate) fn batch(schema: SchemaRef, columns: Vec<ArrayRef>) -> Result<RecordBatch> {
    Ok(RecordBatch::try_new(schema, columns)?)
}

/// A column of texts.
pub(crate) fn text<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

/// A column of texts with gaps.
pub(crate) fn maybe_text<T: AsRef<str>>(values: impl IntoIterator<Item = Option<T>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<StringArray>())
}

/// A column of bytes.
pub(crate) fn binary<T: AsRef<[u8]>>(values: impl IntoIterator<Item = T>) -> ArrayRef {
    Arc::new(BinaryArray::from_iter_values(values))
}

/// A column of bytes with gaps.
pub(crate) fn maybe_binary<T: AsRef<[u8]>>(
    values: impl IntoIterator<Item = Option<T>>,
) -> ArrayRef {
    Arc::new(values.into_iter().collect::<BinaryArray>())
}

/// A column of days, from 1 January 1970, with gaps.
pub(crate) fn days(values: impl IntoIterator<Item = Option<i32>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<Int32Array>())
}

/// A column of whole numbers.
pub(crate) fn count(values: impl IntoIterator<Item = i64>) -> ArrayRef {
    Arc::new(Int64Array::from_iter_values(values))
}

/// A column of numbers.
pub(crate) fn score(values: impl IntoIterator<Item = f32>) -> ArrayRef {
    Arc::new(Float32Array::from_iter_values(values))
}

/// A column of lists of texts.
pub(crate) fn lists<'t, T: AsRef<str> + 't>(values: impl IntoIterator<Item = &'t [T]>) -> ArrayRef {
    let field = Field::new("item", DataType::Utf8, false);
    let mut lists = ListBuilder::new(StringBuilder::new()).with_field(field);
    for list in values {
        list.iter()
            .for_each(|text| lists.values().append_value(text));
        lists.append(true);
    }
    let lists: ListArray = lists.finish();
    Arc::new(lists)
}
