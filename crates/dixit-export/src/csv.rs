//! Comma-separated values for spreadsheets (RFC 4180).
//!
//! - UTF-8 with a byte order mark, without which spreadsheets take it for the
//!   encoding of their country.
//! - Parts of a struct are columns of their own: `published.date`.
//! - Lists of words are joined by `; `, other lists are JSON.
//! - A text that a spreadsheet would run as a formula, or silently turn into a
//!   number, because it begins with `=`, `+`, `-`, `@`, a tab or a line break,
//!   gets an apostrophe in front, as a person would type it.

use crate::cell::{Cell, Column, Json, Kind, Row};
use crate::error::Result;
use crate::tables::Table;
use crate::write::TableWriter;
use std::io::Write;

/// The byte order mark, with which a file begins.
pub const MARK: &[u8] = "\u{feff}".as_bytes();

/// A table as it is written.
pub struct Csv<W> {
    table: Table,
    out: W,
}

impl<W: Write> Csv<W> {
    /// Begins with the header.
    pub fn new(table: Table, mut out: W) -> Result<Self> {
        let mut names = Vec::new();
        for column in table.columns() {
            header(column, "", &mut names);
        }
        out.write_all(MARK)?;
        line(&mut out, &names)?;
        Ok(Csv { table, out })
    }
}

impl<W: Write> TableWriter for Csv<W> {
    fn write(&mut self, rows: Vec<Row>) -> Result<()> {
        let mut cells = Vec::new();
        for row in &rows {
            cells.clear();
            for (column, cell) in self.table.columns().iter().zip(row) {
                flat(column.kind, cell, &mut cells)?;
            }
            line(&mut self.out, &cells)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush()?)
    }
}

/// The names of the columns that one of the table becomes.
pub fn header(column: &Column, before: &str, names: &mut Vec<String>) {
    let name = format!("{before}{}", column.name);
    match column.kind {
        Kind::Struct(parts) => {
            for part in parts {
                header(part, &format!("{name}."), names);
            }
        }
        _ => names.push(name),
    }
}

fn flat(kind: Kind, cell: &Cell, cells: &mut Vec<String>) -> Result<()> {
    match (kind, cell) {
        (Kind::Struct(columns), Cell::Struct(parts)) => {
            for (column, part) in columns.iter().zip(parts) {
                flat(column.kind, part, cells)?;
            }
        }
        (Kind::Struct(columns), _) => {
            for column in columns {
                flat(column.kind, &Cell::Null, cells)?;
            }
        }
        (_, Cell::Null) => cells.push(String::new()),
        (_, Cell::Text(text)) => cells.push(harmless(text)),
        (Kind::List(Kind::Text), Cell::List(items)) => {
            let items = items.iter().filter_map(|item| match item {
                Cell::Text(text) => Some(text.as_ref()),
                _ => None,
            });
            cells.push(harmless(&items.collect::<Vec<&str>>().join("; ")));
        }
        (_, Cell::Day(day)) => cells.push(day.to_string()),
        (kind, cell) => cells.push(serde_json::to_string(&Json(kind, cell))?),
    }
    Ok(())
}

/// A text that no spreadsheet runs.
pub fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// Writes one line.
///
/// # Errors
/// If it cannot be written.
pub fn line(out: &mut (impl Write + ?Sized), cells: &[String]) -> Result<()> {
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        match cell.contains(['"', ',', '\r', '\n']) {
            true => write!(out, "\"{}\"", cell.replace('"', "\"\""))?,
            false => out.write_all(cell.as_bytes())?,
        }
    }
    Ok(out.write_all(b"\r\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| harmless(cell)).collect();
        let mut out = Vec::new();
        line(&mut out, &cells).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_with_commas_quotes_or_breaks_are_quoted() {
        let cells = ["a", "b,c", "d\"e", "f\ng"];
        assert_eq!(written(&cells), "a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        let cells = ["=1+1", "+5", "-5", "@a", "\tb", "a=b", "“-”"];
        assert_eq!(written(&cells), "'=1+1,'+5,'-5,'@a,'\tb,a=b,“-”\r\n");
    }

    #[test]
    fn a_struct_is_as_many_columns_as_it_has_parts() {
        for table in Table::ALL {
            let mut names = Vec::new();
            let mut cells = Vec::new();
            for column in table.columns() {
                header(column, "", &mut names);
                flat(column.kind, &Cell::Null, &mut cells).unwrap();
            }
            assert_eq!(names.len(), cells.len(), "{table:?}");
        }
    }
}
