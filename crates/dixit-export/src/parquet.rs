//! Apache Parquet: typed columns, compressed with Zstandard.

use crate::batch::batch;
use crate::cell::{Cell, Row};
use crate::error::{Error, ErrorKind, Result};
use crate::tables::Table;
use crate::write::TableWriter;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use std::io::Write;

/// So many bytes are encoded at a time, and so many wait to be written.
const PIECE: usize = 8 << 20;
const GROUP: usize = 64 << 20;

/// A table as it is written.
pub struct Parquet<W: Write + Send> {
    table: Table,
    out: ArrowWriter<W>,
}

impl<W: Write + Send> Parquet<W> {
    /// Begins a file.
    pub fn new(table: Table, out: W) -> Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("dixit ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let out = ArrowWriter::try_new(out, table.schema(), Some(properties)).map_err(unwritten)?;
        Ok(Parquet { table, out })
    }
}

impl<W: Write + Send> TableWriter for Parquet<W> {
    fn write(&mut self, rows: Vec<Row>) -> Result<()> {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            // Where pieces end depends on the rows alone.
            let mut piece = Vec::new();
            let mut bytes = 0;
            while bytes < PIECE
                && let Some(row) = rows.next()
            {
                bytes += row.iter().map(Cell::size).sum::<usize>();
                piece.push(row);
            }
            self.out
                .write(&batch(self.table, piece)?)
                .map_err(unwritten)?;
            if self.out.in_progress_size() > GROUP {
                self.out.flush().map_err(unwritten)?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let mut out = self.out.into_inner().map_err(unwritten)?;
        Ok(out.flush()?)
    }
}

fn unwritten(error: ParquetError) -> Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(io) => Error::from(*io),
            Err(other) => ParquetError::External(other).into(),
        },
        other => other.into(),
    }
}

impl From<ParquetError> for Error {
    fn from(error: ParquetError) -> Self {
        Error::new(ErrorKind::Output, "a Parquet file cannot be written").because(error)
    }
}
