//! The steps of a record, by name.

use crate::error::{Error, ErrorKind, Result};
use crate::extract::Extract;
use crate::read::{self, Reader};
use crate::{candidates, names, positions, records, stories};
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use dixit_language::ModelKind;

/// A step: what becomes of rows.
///
/// A step takes each row by itself, or all rows of a group, which share the
/// value of the first column; then they have to come one after the other. It
/// is a function of the row, or of the set of a group's rows, and of nothing
/// else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Articles to readings and profiles, or problems.
    Read(ModelKind),
    /// Readings to lines of JSON.
    Lines,
    /// Profiles to the groups in which articles meet.
    Postings,
    /// Articles that meet, with their profiles, to pairs that are alike; by group.
    Alike,
    /// Articles that hang together, and their pairs, to stories; by component.
    Stories,
    /// The readings of a story to what it tells; by story.
    Tell,
    /// Names that could mean the same to entities; by block.
    Settle,
    /// What an entity is called, counted, to its names; by entity.
    Name,
    /// Told stories with those known beyond them to records; by story.
    Place,
    /// Stories to the rows that were taken out of each.
    Rows(Extract),
    /// What one speaker said to positions; by speaker.
    Positions,
    /// Pairs of stories to those of which the second cannot be the later.
    Later,
}

impl Step {
    /// The step of a name: `read-fast`, `tell`, `rows-statements` …
    ///
    /// # Errors
    /// If there is no such step.
    pub fn named(name: &str) -> Result<Step> {
        let plain = [
            ("read-fast", Step::Read(ModelKind::Fast)),
            ("read-accurate", Step::Read(ModelKind::Accurate)),
            ("lines", Step::Lines),
            ("postings", Step::Postings),
            ("alike", Step::Alike),
            ("stories", Step::Stories),
            ("tell", Step::Tell),
            ("settle", Step::Settle),
            ("name", Step::Name),
            ("place", Step::Place),
            ("positions", Step::Positions),
            ("later", Step::Later),
        ];
        let step = plain.into_iter().find(|(own, _)| *own == name);
        let extract = name.strip_prefix("rows-").and_then(Extract::in_column);
        let step = step.map(|(_, step)| step).or(extract.map(Step::Rows));
        step.ok_or_else(|| {
            let message = format!("there is no step '{name}', or no model of that name: there are the models fast and accurate");
            Error::new(ErrorKind::Model, message)
        })
    }

    /// The columns that come out of it.
    pub fn schema(self) -> SchemaRef {
        match self {
            Step::Read(_) => read::columns(),
            Step::Lines => read::line_columns(),
            Step::Postings => candidates::posting_columns(),
            Step::Alike => candidates::pair_columns(),
            Step::Stories => stories::columns(),
            Step::Tell => stories::told_columns(),
            Step::Settle => names::entity_columns(),
            Step::Name => names::named_columns(),
            Step::Place => records::columns(),
            Step::Rows(extract) => extract.schema(),
            Step::Positions => positions::columns(),
            Step::Later => candidates::later_columns(),
        }
    }

    /// Whether it takes all rows of a group together.
    pub fn is_grouped(self) -> bool {
        use Step::*;
        matches!(
            self,
            Alike | Stories | Tell | Settle | Name | Place | Positions
        )
    }

    /// What becomes of some rows, or of the rows of one group.
    pub(crate) fn run(self, reader: Option<&Reader>, rows: &RecordBatch) -> Result<RecordBatch> {
        match self {
            Step::Read(_) => match reader {
                Some(reader) => reader.read(rows),
                None => Err(Error::new(
                    ErrorKind::Model,
                    "no model is loaded; load one first",
                )),
            },
            Step::Lines => read::lines_of(rows),
            Step::Postings => candidates::postings(rows),
            Step::Alike => candidates::alike(rows),
            Step::Stories => stories::part(rows),
            Step::Tell => stories::told(rows),
            Step::Settle => names::settle(rows),
            Step::Name => names::name(rows),
            Step::Place => records::place(rows),
            Step::Rows(extract) => extract.rows(rows),
            Step::Positions => positions::positions(rows),
            Step::Later => candidates::later(rows),
        }
    }
}
