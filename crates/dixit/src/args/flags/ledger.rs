//! The flags of the commands that fill, search and export a ledger.

use super::{InputFlags, ReadingFormat, SelectionFlags};
use crate::args::help::{
    ADD_EXAMPLES, EXPORT_EXAMPLES, SEARCH_EXAMPLES, SEARCH_STATUS, after, with_status,
};
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Adds articles to a ledger
///
/// The ledger (one file, made if there is none) keeps every article with the
/// bytes it was read from, and the record of all of them. What it knows already,
/// by its bytes, or by its address with the same headline and words, is passed
/// over: adding the same folder again adds what is new. Other words under an
/// address that it knows become a version of that article. A run that was broken
/// off is taken up by the next.
#[derive(Debug, Args)]
#[command(after_long_help = after(ADD_EXAMPLES))]
pub struct AddFlags {
    /// The ledger's file
    #[arg(value_name = "LEDGER", value_hint = ValueHint::FilePath)]
    pub ledger: PathBuf,

    #[command(flatten)]
    pub inputs: InputFlags,

    /// Print a JSON line for each article once it is safe on the disk
    #[arg(long)]
    pub list: bool,
}

/// Searches a ledger
///
/// Words and "phrases" all have to be met; `port OR harbour` asks for either,
/// `-ferry` leaves out. Fields narrow: speaker:, relay:, addressee:, outlet:,
/// story:, channel:, mode:, from: and until: (days of publication), said:
/// (2031-03-01..2031-03-07), routes:>=2 (independent ones), in: (statements,
/// articles or speakers).
#[derive(Debug, Args)]
#[command(after_long_help = with_status(SEARCH_EXAMPLES, SEARCH_STATUS))]
pub struct SearchFlags {
    /// The ledger's file
    #[arg(value_name = "LEDGER", value_hint = ValueHint::FilePath)]
    pub ledger: PathBuf,

    /// What to look for
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,

    /// What to print [default: table on a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ReadingFormat>,

    /// The most statements, articles and speakers to print
    #[arg(long, value_name = "N", default_value = "20",
        value_parser = clap::value_parser!(u16).range(1..=500))]
    pub limit: u16,
}

/// Writes a record in a form that other programs read
///
/// Of a ledger, story by story, or of articles, which are read first. Several
/// tables go to a folder, one file each; everything else goes to standard
/// output or to one file, which is replaced only when the new one is whole.
/// What each field of each format means stands in docs/exports.md.
#[derive(Debug, Args)]
#[command(after_long_help = after(EXPORT_EXAMPLES))]
pub struct ExportFlags {
    #[command(flatten)]
    pub inputs: InputFlags,

    /// As what [default: by the ending of FILE, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ExportFormat>,

    /// What of it [default: readings for jsonl, citations for graphs, else all]
    #[arg(long, value_name = "WHAT")]
    pub what: Option<ExportWhat>,

    /// Write it to this file or, several tables, this folder (`-` for standard output)
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub selection: SelectionFlags,

    /// Leave the articles' texts out
    #[arg(long)]
    pub no_text: bool,
}

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportWhat {
    /// Articles with their attributions, as `dixit read` prints them (jsonl)
    Readings,
    /// The table of articles (jsonl, csv, parquet; so are the next seven)
    Articles,
    /// Attributions, with speaker, relays and statement
    Attributions,
    /// Statements
    Statements,
    /// Routes of statements; as a graph, parties from speaker to reader
    Routes,
    /// Persons, organisations, states …
    Entities,
    /// Stories
    Stories,
    /// Passages that articles share
    Copies,
    /// What speakers said on one matter over time
    Positions,
    /// All tables, in a folder
    Tables,
    /// Who cites whom (graphml, gexf)
    Citations,
    /// What people said about the record of a ledger (jsonl, csv)
    Corrections,
}

/// What something is exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object each, on a line of its own
    Jsonl,
    /// Tables for spreadsheets
    Csv,
    /// Typed tables (Apache Parquet)
    Parquet,
    /// Linked data: schema.org, PROV-O, Web Annotation
    Jsonld,
    /// A graph (GraphML)
    Graphml,
    /// A graph for Gephi (GEXF 1.3)
    Gexf,
    /// News items (IPTC ninjs 3.2), one JSON object a line
    Ninjs,
    /// Texts with their attributions (TEI P5)
    Tei,
    /// Entities for Aleph (FollowTheMoney), one JSON object a line
    Ftm,
}
