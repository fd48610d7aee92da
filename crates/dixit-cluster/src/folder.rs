//! What a cluster wrote, opened on one machine.

use crate::columns::{Columns, texts_of};
use crate::error::{Error, ErrorKind, Result};
use crate::key;
use crate::names::order;
use crate::packed::unpack;
use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, BooleanArray, Int32Array, RecordBatch};
use arrow_schema::ArrowError;
use dixit_model::{Date, Record};
use dixit_record::{Places, positions, renumber};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowPredicateFn, ParquetRecordBatchReaderBuilder, RowFilter};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// What lies beside the tables: the record of each story by itself.
const RECORDS: &str = "records.parquet";
/// Records held at a time before the next is looked at.
const ROWS: usize = 64;

/// Which stories to open: those that meet all that is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The story with this id.
    pub story: Option<String>,
    /// Stories in which whoever goes by this name, or has this id, says something.
    pub speaker: Option<String>,
    /// Stories that go on to this day or longer.
    pub from: Option<Date>,
    /// Stories that began by this day.
    pub until: Option<Date>,
}

/// Whether a cluster wrote its record to `folder`.
pub fn is_record(folder: &Path) -> bool {
    folder.join(RECORDS).is_dir()
}

/// The record of some stories of those that a cluster wrote to `folder`. What
/// is not asked for is passed over without being held.
///
/// # Errors
/// If the files cannot be read, or are none that a cluster wrote.
pub fn open(folder: &Path, selection: &Selection) -> Result<Record> {
    let mut records = Vec::new();
    for file in files(&folder.join(RECORDS))? {
        let unread = |why: &dyn std::fmt::Display| {
            let message = format!(
                "{}: cannot be read ({why}); name a folder that dixit.spark wrote",
                file.display()
            );
            Error::new(ErrorKind::Input, message)
        };
        let opened = File::open(&file).map_err(|error| unread(&error))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(opened);
        let builder = builder.map_err(|error| unread(&error))?;
        let heads = ["story", "first", "last"];
        let heads = ProjectionMask::columns(builder.parquet_schema(), heads);
        let asked = selection.clone();
        let meets = ArrowPredicateFn::new(heads, move |rows| {
            let meets = asked.meets(&rows);
            meets.map_err(|error| ArrowError::SchemaError(error.to_string()))
        });
        let filter = RowFilter::new(vec![Box::new(meets)]);
        let rows = builder.with_row_filter(filter).with_batch_size(ROWS);
        for rows in rows.build().map_err(|error| unread(&error))? {
            for bytes in rows.map_err(|error| unread(&error))?.all_bytes("record")? {
                let record: Record = unpack(bytes, "a story's record")?;
                if selection.is_heard(&record) {
                    records.push(record);
                }
            }
        }
    }
    records.sort_by_cached_key(order);
    Ok(join(records))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let unread = |error| {
        let message = format!(
            "{}: cannot be read; name a folder that dixit.spark wrote",
            folder.display()
        );
        Error::new(ErrorKind::Input, message).because(error)
    };
    let entries = fs::read_dir(folder).map_err(unread)?;
    let paths = entries.map(|entry| Ok(entry.map_err(unread)?.path()));
    let mut paths = paths.collect::<Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "parquet"));
    paths.sort();
    Ok(paths)
}

impl Selection {
    /// Of rows with a story's id and days, which are asked for.
    fn meets(&self, rows: &RecordBatch) -> Result<BooleanArray> {
        let stories = rows.column_by_name("story").and_then(texts_of);
        let stories = stories.ok_or_else(|| Error::column("story", "text"))?;
        let days = |name| {
            let column = rows.column_by_name(name);
            let days = column.and_then(|column| column.as_primitive_opt::<Int32Type>());
            days.ok_or_else(|| Error::column(name, "days"))
        };
        let (first, last) = (days("first")?, days("last")?);
        let (from, until) = (
            self.from.map(key::day_number),
            self.until.map(key::day_number),
        );
        let meets = (0..rows.num_rows()).map(|row| {
            let day = |days: &Int32Array| days.is_valid(row).then(|| days.value(row));
            let story = self
                .story
                .as_deref()
                .is_none_or(|id| stories[row] == Some(id));
            let from = from.is_none_or(|from| day(last).is_some_and(|day| day >= from));
            let until = until.is_none_or(|until| day(first).is_some_and(|day| day <= until));
            Some(story && from && until)
        });
        Ok(meets.collect())
    }

    /// Whether the speaker asked for says something in a story.
    fn is_heard(&self, record: &Record) -> bool {
        let Some(asked) = &self.speaker else {
            return true;
        };
        let asked = asked.to_lowercase();
        let speakers = record.statements.iter().filter_map(|said| said.speaker);
        let mut speakers = speakers.map(|speaker| &record.entities[speaker]);
        speakers.any(|speaker| {
            let mut names = speaker.names.iter().chain([&speaker.name]);
            speaker.id == asked || names.any(|name| name.to_lowercase() == asked)
        })
    }
}

/// Records of stories as one, under the ids that they have.
fn join(records: Vec<Record>) -> Record {
    let mut whole = Record::default();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for mut record in records {
        let offset = whole.readings.len();
        let articles: Vec<usize> = (offset..offset + record.readings.len()).collect();
        let mut entities = Vec::with_capacity(record.entities.len());
        for mut entity in std::mem::take(&mut record.entities) {
            entity
                .members
                .iter_mut()
                .for_each(|member| member.0 += offset);
            let next = whole.entities.len();
            let place = *places.entry(entity.id.clone()).or_insert(next);
            entities.push(place);
            match whole.entities.get_mut(place) {
                Some(known) => crate::records::unite(known, entity),
                None => whole.entities.push(entity),
            }
        }
        let copies = whole.copies.len();
        renumber(
            &mut record,
            &Places {
                articles: &articles,
                entities: &entities,
                copies,
            },
        );
        whole.readings.append(&mut record.readings);
        whole.stories.append(&mut record.stories);
        whole.statements.append(&mut record.statements);
        whole.copies.append(&mut record.copies);
    }
    whole.positions = positions(&whole.statements, &whole.readings);
    for position in &mut whole.positions {
        if let Some(first) = position.entries.first() {
            position.id = key::of_position(&first.statement);
        }
    }
    whole
}
