//! A row, or a part of one, by the names of its columns.

use crate::cell::{Cell, Column, Kind};
use crate::error::{Error, ErrorKind, Result};
use dixit_model::{
    CodePoints, Date, DiffOp, DisagreementKind, EntityKind, Inferred, Span, WordingClass,
};

/// Values under their names.
pub(super) struct View<'v> {
    table: &'static str,
    columns: &'static [Column],
    cells: &'v [Cell<'static>],
}

impl<'v> View<'v> {
    pub fn new(
        table: &'static str,
        columns: &'static [Column],
        cells: &'v [Cell<'static>],
    ) -> Self {
        View {
            table,
            columns,
            cells,
        }
    }

    fn cell(&self, name: &str) -> Result<(Kind, &'v Cell<'static>)> {
        let columns = self.columns.iter().zip(self.cells);
        let mut columns = columns.filter(|(column, _)| column.name == name);
        let (column, cell) = columns.next().ok_or_else(|| self.wrong(name))?;
        Ok((column.kind, cell))
    }

    pub fn wrong(&self, name: &str) -> Error {
        let table = self.table;
        let message = format!("the table {table} holds something in '{name}' that cannot be");
        Error::new(ErrorKind::Tables, message)
    }

    pub fn some_text(&self, name: &str) -> Result<Option<&'v str>> {
        match self.cell(name)?.1 {
            Cell::Null => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            _ => Err(self.wrong(name)),
        }
    }

    pub fn text(&self, name: &str) -> Result<&'v str> {
        self.some_text(name)?.ok_or_else(|| self.wrong(name))
    }

    pub fn texts(&self, name: &str) -> Result<Vec<String>> {
        let Cell::List(items) = self.cell(name)?.1 else {
            return Err(self.wrong(name));
        };
        let text = |item: &Cell| match item {
            Cell::Text(text) => Ok(text.clone().into_owned()),
            _ => Err(self.wrong(name)),
        };
        items.iter().map(text).collect()
    }

    pub fn flag(&self, name: &str) -> Result<bool> {
        match self.cell(name)?.1 {
            Cell::Flag(flag) => Ok(*flag),
            _ => Err(self.wrong(name)),
        }
    }

    pub fn count(&self, name: &str) -> Result<usize> {
        match self.cell(name)?.1 {
            Cell::Count(count) => usize::try_from(*count).map_err(|_| self.wrong(name)),
            _ => Err(self.wrong(name)),
        }
    }

    pub fn score(&self, name: &str) -> Result<f32> {
        match self.cell(name)?.1 {
            Cell::Score(score) => Ok(*score),
            _ => Err(self.wrong(name)),
        }
    }

    pub fn day(&self, name: &str) -> Result<Option<Date>> {
        match self.cell(name)?.1 {
            Cell::Null => Ok(None),
            Cell::Day(day) => Ok(Some(*day)),
            _ => Err(self.wrong(name)),
        }
    }

    /// A struct, unless there is nothing.
    pub fn part(&self, name: &str) -> Result<Option<View<'v>>> {
        match self.cell(name)? {
            (_, Cell::Null) => Ok(None),
            (Kind::Struct(columns), Cell::Struct(cells)) => {
                Ok(Some(View::new(self.table, columns, cells)))
            }
            _ => Err(self.wrong(name)),
        }
    }

    /// A list of structs.
    pub fn rows(&self, name: &str) -> Result<Vec<View<'v>>> {
        let (Kind::List(Kind::Struct(columns)), Cell::List(items)) = self.cell(name)? else {
            return Err(self.wrong(name));
        };
        let row = |item: &'v Cell<'static>| match item {
            Cell::Struct(cells) => Ok(View::new(self.table, columns, cells)),
            _ => Err(self.wrong(name)),
        };
        items.iter().map(row).collect()
    }

    /// `start` and `end` as a span of a text.
    pub fn span(&self, map: &CodePoints) -> Result<Span> {
        let (start, end) = (self.count("start")?, self.count("end")?);
        match start <= end {
            true => Ok(Span::new(map.to_byte(start), map.to_byte(end))),
            false => Err(self.wrong("end")),
        }
    }

    pub fn spans(&self, name: &str, map: &CodePoints) -> Result<Vec<Span>> {
        self.rows(name)?.iter().map(|row| row.span(map)).collect()
    }

    pub fn dated(&self, name: &str) -> Result<Option<Inferred<Date>>> {
        let Some(part) = self.part(name)? else {
            return Ok(None);
        };
        let day = part.day("date")?.ok_or_else(|| self.wrong(name))?;
        Ok(Some(Inferred::new(
            day,
            part.text("how")?,
            part.score("confidence")?,
        )))
    }

    pub fn named(&self, name: &str) -> Result<Option<Inferred<String>>> {
        let Some(part) = self.part(name)? else {
            return Ok(None);
        };
        let (value, how) = (part.text("name")?.to_owned(), part.text("how")?);
        Ok(Some(Inferred::new(value, how, part.score("confidence")?)))
    }

    /// The value of `all` that is written as what stands here.
    pub fn word<T: Copy>(
        &self,
        name: &str,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Result<T> {
        let text = self.text(name)?;
        let found = all.iter().copied().find(|&value| word(value) == text);
        found.ok_or_else(|| self.wrong(name))
    }

    pub fn entity_kind(&self, name: &str) -> Result<EntityKind> {
        self.word(name, EntityKind::ALL, EntityKind::word)
    }

    pub fn wording_class(&self, name: &str) -> Result<WordingClass> {
        self.word(name, WordingClass::ALL, WordingClass::word)
    }

    pub fn diff_op(&self, name: &str) -> Result<DiffOp> {
        self.word(name, DiffOp::ALL, DiffOp::word)
    }

    pub fn disagreement_kind(&self, name: &str) -> Result<DisagreementKind> {
        self.word(name, DisagreementKind::ALL, DisagreementKind::word)
    }

    /// Which of so many entities of an article it is.
    pub fn place(&self, entities: usize) -> Result<usize> {
        let place = self.count("place")?;
        match place < entities {
            true => Ok(place),
            false => Err(self.wrong("place")),
        }
    }
}
