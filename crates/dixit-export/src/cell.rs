//! A value in a table, and the kinds of values that columns hold.

use dixit_model::Date;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;

/// What a column, or a part of a nested one, holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Words.
    Text,
    /// A calendar day.
    Day,
    /// Yes or no.
    Flag,
    /// A whole number; offsets count code points.
    Count,
    /// A confidence, from 0 to 1, with two decimals.
    Score,
    /// Any number of values of one kind.
    List(&'static Kind),
    /// Named values that belong together.
    Struct(&'static [Column]),
}

/// A column of a table, or a named part of a nested one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether there may be nothing in it.
    pub nullable: bool,
    /// What it means.
    pub doc: &'static str,
}

impl Column {
    /// A column that always holds something.
    pub(crate) const fn new(name: &'static str, kind: Kind, doc: &'static str) -> Self {
        Column {
            name,
            kind,
            nullable: false,
            doc,
        }
    }

    /// The same, where there may be nothing in it.
    pub(crate) const fn or_null(mut self) -> Self {
        self.nullable = true;
        self
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'r> {
    /// Nothing.
    Null,
    /// Words.
    Text(Cow<'r, str>),
    /// A calendar day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Count(i64),
    /// A confidence.
    Score(f32),
    /// Values of one kind.
    List(Vec<Cell<'r>>),
    /// The values of a struct, in the order of its columns.
    Struct(Vec<Cell<'r>>),
}

/// The values of one row, in the order of the table's columns.
pub type Row<'r> = Vec<Cell<'r>>;

impl<'r> Cell<'r> {
    /// A confidence: two decimals are all that a calibrated one can claim.
    pub(crate) fn score(confidence: f32) -> Self {
        Cell::Score((confidence * 100.0).round() / 100.0)
    }

    pub(crate) fn count(number: usize) -> Self {
        Cell::Count(i64::try_from(number).unwrap_or(i64::MAX))
    }

    pub(crate) fn list<T>(items: impl IntoIterator<Item = T>, cell: impl FnMut(T) -> Self) -> Self {
        Cell::List(items.into_iter().map(cell).collect())
    }

    pub(crate) fn texts(items: &'r [String]) -> Self {
        Cell::list(items, Cell::from)
    }

    pub(crate) fn some<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Cell::Null, cell)
    }

    /// About how many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        match self {
            Cell::Text(text) => text.len(),
            Cell::List(parts) | Cell::Struct(parts) => parts.iter().map(Cell::size).sum(),
            _ => 8,
        }
    }
}

impl<'r> From<&'r str> for Cell<'r> {
    fn from(text: &'r str) -> Self {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl<'r> From<&'r String> for Cell<'r> {
    fn from(text: &'r String) -> Self {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(Cow::Owned(text))
    }
}

impl From<Date> for Cell<'_> {
    fn from(day: Date) -> Self {
        Cell::Day(day)
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Cell::Flag(flag)
    }
}

impl<'r, T: Into<Cell<'r>>> From<Option<T>> for Cell<'r> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Null, Into::into)
    }
}

/// A row as a JSON object.
pub(crate) struct JsonRow<'a>(pub &'static [Column], pub &'a [Cell<'a>]);

/// A value as JSON.
pub(crate) struct Json<'a>(pub Kind, pub &'a Cell<'a>);

impl Serialize for JsonRow<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (column, cell) in self.0.iter().zip(self.1) {
            map.serialize_entry(column.name, &Json(column.kind, cell))?;
        }
        map.end()
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match (self.1, self.0) {
            (Cell::Text(text), _) => to.serialize_str(text),
            (Cell::Day(day), _) => to.collect_str(day),
            (Cell::Flag(flag), _) => to.serialize_bool(*flag),
            (Cell::Count(number), _) => to.serialize_i64(*number),
            (Cell::Score(score), _) => to.serialize_f32(*score),
            (Cell::List(parts), Kind::List(kind)) => {
                let mut list = to.serialize_seq(Some(parts.len()))?;
                for part in parts {
                    list.serialize_element(&Json(*kind, part))?;
                }
                list.end()
            }
            (Cell::Struct(parts), Kind::Struct(columns)) => JsonRow(columns, parts).serialize(to),
            _ => to.serialize_unit(),
        }
    }
}
