//! Told stories with the entities that the whole coverage knows, and tables of
//! them.

use crate::columns::{Columns, batch, binary, count, days, schema, text};
use crate::error::{Error, Result};
use crate::extract::{self, Extract};
use crate::key;
use crate::names::{kind, order, story_id};
use crate::packed::{pack, unpack};
use arrow_array::cast::AsArray;
use arrow_array::{BooleanArray, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use arrow_select::filter::filter_record_batch;
use dixit_export::Table;
use dixit_model::{Record, RecordEntity};
use dixit_record::{Places, renumber};
use std::collections::{BTreeMap, BTreeSet};

/// Stories' records, whole, and what is made of them; by `position` they sort
/// as a record has them.
pub(crate) fn columns() -> SchemaRef {
    let mut columns = vec![
        ("story", DataType::Utf8, false),
        ("position", DataType::Utf8, false),
        ("first", DataType::Int32, true),
        ("last", DataType::Int32, true),
        ("record", DataType::Binary, false),
    ];
    columns.extend(extract::fields(Extract::of_record()));
    schema(&columns)
}

/// The record of one story. One row is what it tells (`record`), each other is
/// whom one of its entities (`local`) is known as (`entity`, `name`, `kind`).
pub(crate) fn place(story: &RecordBatch) -> Result<RecordBatch> {
    let told = story.bytes("record")?.into_iter().flatten().next();
    let told = told.ok_or_else(|| Error::damaged("a story"))?;
    let mut record: Record = unpack(told, "a story")?;
    let id = story_id(&record)?;
    let known = known(story)?;
    let mut list: Vec<RecordEntity> = Vec::new();
    let mut place_of: BTreeMap<String, usize> = BTreeMap::new();
    let mut places = Vec::with_capacity(record.entities.len());
    for (number, mut entity) in std::mem::take(&mut record.entities).into_iter().enumerate() {
        match known.get(&number) {
            Some((known, name, kind)) => {
                (entity.id, entity.name, entity.kind) =
                    ((*known).to_owned(), (*name).to_owned(), self::kind(kind));
            }
            None => entity.id = key::of_local(&id, number),
        }
        let at = *place_of.entry(entity.id.clone()).or_insert(list.len());
        places.push(at);
        match list.get_mut(at) {
            // Two of the story are one in the light of the others.
            Some(first) => unite(first, entity),
            None => list.push(entity),
        }
    }
    let articles: Vec<usize> = (0..record.readings.len()).collect();
    let places = Places {
        articles: &articles,
        entities: &places,
        copies: 0,
    };
    renumber(&mut record, &places);
    record.entities = list;
    let told = record
        .stories
        .first()
        .ok_or_else(|| Error::damaged("a story"))?;
    let mut columns = vec![
        text([&id]),
        text([order(&record)]),
        days([told.first.map(key::day_number)]),
        days([told.last.map(key::day_number)]),
        binary([pack(&record)?]),
    ];
    columns.extend(extract::columns_of(&record, Extract::of_record())?);
    batch(self::columns(), columns)
}

/// By local entity: id, name and kind.
fn known(story: &RecordBatch) -> Result<BTreeMap<usize, (&str, &str, &str)>> {
    let locals = story.counts("local")?;
    let (entities, names) = (story.texts("entity")?, story.texts("name")?);
    let kinds = story.texts("kind")?;
    let rows = (0..locals.len()).filter_map(|row| {
        let local = usize::try_from(locals[row]?).ok()?;
        Some((local, (entities[row]?, names[row]?, kinds[row]?)))
    });
    Ok(rows.collect())
}

/// Adds to an entity what is known of it elsewhere.
pub(crate) fn unite(first: &mut RecordEntity, other: RecordEntity) {
    first.members.extend(other.members);
    first.members.sort_unstable();
    for (all, more) in [
        (&mut first.names, other.names),
        (&mut first.roles, other.roles),
        (&mut first.why, other.why),
    ] {
        let new: Vec<String> = more
            .into_iter()
            .filter(|text| !all.contains(text))
            .collect();
        all.extend(new);
    }
}

/// The rows of a table of one story; of entities, those of that story alone.
pub(crate) fn table(table: Table, record: &Record) -> Result<RecordBatch> {
    let rows = table.batch(record, true)?;
    if table != Table::Entities {
        return Ok(rows);
    }
    let ids = rows.column(0).as_string::<i32>().iter();
    let local: BooleanArray = ids.map(|id| id.map(key::is_local)).collect();
    Ok(filter_record_batch(&rows, &local)?)
}

/// How many articles of a story speak of those known beyond it, and how many
/// statements they make there.
pub(crate) fn use_columns() -> SchemaRef {
    schema(&[
        ("entity", DataType::Utf8, false),
        ("articles", DataType::Int64, false),
        ("statements", DataType::Int64, false),
    ])
}

/// The uses of a story.
pub(crate) fn uses(record: &Record) -> Result<RecordBatch> {
    let mut makes = vec![0; record.entities.len()];
    for speaker in record.statements.iter().filter_map(|told| told.speaker) {
        makes[speaker] += 1;
    }
    let entities = record.entities.iter().zip(makes);
    let known = entities.filter(|(entity, _)| !key::is_local(&entity.id));
    let rows: Vec<(&str, usize, i64)> = known
        .map(|(entity, statements)| {
            let articles: BTreeSet<usize> = entity.members.iter().map(|m| m.0).collect();
            (entity.id.as_str(), articles.len(), statements)
        })
        .collect();
    let columns = vec![
        text(rows.iter().map(|row| row.0)),
        count(rows.iter().map(|row| row.1 as i64)),
        count(rows.iter().map(|row| row.2)),
    ];
    batch(use_columns(), columns)
}
