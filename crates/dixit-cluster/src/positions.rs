//! What one speaker said on one matter, across stories.

use crate::columns::{Columns, batch, count, days, lists, schema, text};
use crate::error::{Error, Result};
use crate::key;
use crate::names::{kind, order};
use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use dixit_export::Table;
use dixit_model::{Date, Inferred, Member, Record, RecordEntity, Statement, Wording, WordingClass};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What those known beyond their stories said, with all that positions are
/// made of.
pub(crate) fn said_columns() -> SchemaRef {
    schema(&[
        ("speaker", DataType::Utf8, false),
        ("name", DataType::Utf8, false),
        ("kind", DataType::Utf8, false),
        ("story", DataType::Utf8, false),
        ("position", DataType::Utf8, false),
        ("number", DataType::Int64, false),
        ("statement", DataType::Utf8, false),
        ("day", DataType::Int32, true),
        ("wordings", crate::columns::list_of_texts(), false),
    ])
}

struct Said<'r> {
    speaker: &'r RecordEntity,
    number: i64,
    statement: &'r Statement,
    day: Option<i32>,
    wordings: Vec<&'r str>,
}

/// What was said in a story, by its record.
pub(crate) fn said(record: &Record) -> Result<RecordBatch> {
    let mut rows: Vec<Said<'_>> = Vec::new();
    let position = order(record);
    let published: Vec<Option<Date>> = record.readings.iter().map(published).collect();
    for (number, statement) in record.statements.iter().enumerate() {
        let speaker = statement.speaker.map(|speaker| &record.entities[speaker]);
        let Some(speaker) = speaker.filter(|s| !statement.relays && !key::is_local(&s.id)) else {
            continue;
        };
        let said_on = statement.said_on.as_ref().map(|day| day.value);
        let members = statement.members.iter();
        let published = members.filter_map(|member| published[member.article]).min();
        let wordings = statement.wordings.iter();
        rows.push(Said {
            speaker,
            number: number as i64,
            statement,
            day: said_on.or(published).map(key::day_number),
            wordings: wordings.map(|wording| wording.text.as_str()).collect(),
        });
    }
    let columns = vec![
        text(rows.iter().map(|row| &row.speaker.id)),
        text(rows.iter().map(|row| &row.speaker.name)),
        text(rows.iter().map(|row| row.speaker.kind.word())),
        text(rows.iter().map(|row| &row.statement.story)),
        text(rows.iter().map(|_| &position)),
        count(rows.iter().map(|row| row.number)),
        text(rows.iter().map(|row| &row.statement.id)),
        days(rows.iter().map(|row| row.day)),
        lists(rows.iter().map(|row| &row.wordings[..])),
    ];
    batch(said_columns(), columns)
}

fn published(reading: &dixit_model::Reading) -> Option<Date> {
    reading.article.published.as_ref().map(|day| day.value)
}

/// The table of positions, and the stories of each, in their order.
pub(crate) fn columns() -> SchemaRef {
    let mut fields: Vec<Arc<Field>> = Table::Positions.schema().fields().iter().cloned().collect();
    let stories = Field::new("stories", crate::columns::list_of_texts(), false);
    fields.push(Arc::new(stories));
    Arc::new(Schema::new(fields))
}

/// The positions of one speaker; a row is one statement.
pub(crate) fn positions(speaker: &RecordBatch) -> Result<RecordBatch> {
    let ids = speaker.all_texts("statement")?;
    let (stories, places) = (speaker.all_texts("story")?, speaker.all_texts("position")?);
    let (numbers, days) = (speaker.counts("number")?, speaker.counts("day")?);
    let wordings = wordings(speaker)?;
    let mut rows: Vec<usize> = (0..ids.len()).collect();
    rows.sort_by_key(|&row| (places[row], numbers[row]));
    let statements: Vec<Statement> = rows
        .iter()
        .map(|&row| statement(ids[row], stories[row], days[row], &wordings[row]))
        .collect();
    let mut positions = dixit_record::positions(&statements, &[]);
    let story: BTreeMap<&str, (&str, &str)> = (0..ids.len())
        .map(|row| (ids[row], (places[row], stories[row])))
        .collect();
    let mut linked: Vec<Vec<String>> = Vec::with_capacity(positions.len());
    for position in &mut positions {
        let first = position
            .entries
            .first()
            .map(|entry| key::of_position(&entry.statement));
        position.id = first.unwrap_or_default();
        let entries = position.entries.iter();
        let own: BTreeSet<_> = entries
            .filter_map(|e| story.get(e.statement.as_str()))
            .collect();
        linked.push(
            own.into_iter()
                .map(|(_, story)| (*story).to_owned())
                .collect(),
        );
    }
    let record = Record {
        entities: vec![entity(speaker)?],
        positions,
        ..Record::default()
    };
    let mut columns = Table::Positions.batch(&record, false)?.columns().to_vec();
    columns.push(lists(linked.iter().map(|stories| &stories[..])));
    batch(self::columns(), columns)
}

fn entity(speaker: &RecordBatch) -> Result<RecordEntity> {
    let first = |name| {
        let texts = speaker.all_texts(name)?;
        let first = texts.first().map(|text| (*text).to_owned());
        first.ok_or_else(|| Error::column(name, "text"))
    };
    Ok(RecordEntity {
        id: first("speaker")?,
        name: first("name")?,
        kind: kind(&first("kind")?),
        names: Vec::new(),
        roles: Vec::new(),
        members: Vec::new(),
        why: Vec::new(),
    })
}

fn wordings(speaker: &RecordBatch) -> Result<Vec<Vec<String>>> {
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    let wrong = || Error::column("wordings", "lists of texts");
    let lists = speaker
        .column_by_name("wordings")
        .and_then(|column| column.as_list_opt::<i32>())
        .ok_or_else(wrong)?;
    let rows = (0..lists.len()).map(|row| {
        let items = lists.value(row);
        let texts = crate::columns::texts_of(&items).ok_or_else(wrong)?;
        Ok(texts.into_iter().flatten().map(str::to_owned).collect())
    });
    rows.collect()
}

/// A statement of the only speaker there is, as far as positions look at it.
fn statement(id: &str, story: &str, day: Option<i64>, wordings: &[String]) -> Statement {
    let day = day.and_then(|days| {
        let days = jiff::Span::new().try_days(days).ok()?;
        Date::constant(1970, 1, 1).checked_add(days).ok()
    });
    let wordings = wordings.iter().map(|text| Wording {
        member: Member {
            article: 0,
            attribution: String::new(),
        },
        text: text.clone(),
        class: WordingClass::Base,
        diff: Vec::new(),
    });
    Statement {
        id: id.to_owned(),
        story: story.to_owned(),
        speaker: Some(0),
        said_on: day.map(|day| Inferred::new(day, "", 1.0)),
        wordings: wordings.collect(),
        ..Statement::default()
    }
}
