//! Records to other people's formats.
//!
//! A record leaves as tables ([`Table`]: CSV, JSON Lines, Parquet, Arrow),
//! all of them from one definition of their columns; as linked data
//! ([`LinkedData`]), as graphs ([`GraphMl`], [`Gexf`]), and in the standards of
//! newsrooms and archives ([`Ninjs`], [`Tei`], [`FollowTheMoney`]). Each is an
//! [`Export`]: it takes a record whole, or story by story as a ledger gives
//! them, and keeps no more of it than it has to. Bytes depend on nothing but
//! the record.
//!
//! ```
//! use dixit_export::{Csv, Export, Table, Tables};
//! # fn main() -> Result<(), dixit_export::Error> {
//! let mut file = Vec::new();
//! let writer = Csv::new(Table::Statements, &mut file)?;
//! let mut export = Box::new(Tables::new(vec![(Table::Statements, Box::new(writer))], true));
//! export.add(&dixit_model::Record::default())?;
//! export.finish()?;
//! assert!(file.starts_with("\u{feff}id,story,speaker.name,".as_bytes()));
//! # Ok(())
//! # }
//! ```

mod back;
mod batch;
mod cell;
pub mod csv;
mod error;
mod ftm;
mod graph;
mod id;
mod jsonl;
mod language;
mod linked;
mod ninjs;
mod parquet;
mod readings;
mod tables;
mod tei;
mod write;
mod xml;

pub use back::read_parquet;
pub use cell::{Cell, Column, Kind, Row};
pub use csv::Csv;
pub use error::{Error, ErrorKind, Result};
pub use ftm::FollowTheMoney;
pub use graph::{Gexf, GraphKind, GraphMl};
pub use jsonl::JsonLines;
pub use linked::LinkedData;
pub use ninjs::Ninjs;
pub use parquet::Parquet;
pub use readings::Readings;
pub use tables::{EntityRows, Table};
pub use tei::Tei;
pub use write::{Export, TableWriter, Tables};
