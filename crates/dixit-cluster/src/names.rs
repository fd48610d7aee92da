//! Who is known beyond a story, by what name, and as whom.

use crate::columns::{Columns, batch, count, lists, schema, text};
use crate::error::{Error, Result};
use crate::{columns, key};
use arrow_array::RecordBatch;
use arrow_schema::{DataType, SchemaRef};
use dixit_model::{EntityKind, Record, RecordEntity};
use dixit_record::{Form, Naming, leading, why};
use std::collections::BTreeSet;

/// The names by which stories' entities are known beyond them.
pub(crate) fn form_columns() -> SchemaRef {
    schema(&[
        ("story", DataType::Utf8, false),
        ("local", DataType::Int64, false),
        ("block", DataType::Utf8, false),
        ("text", DataType::Utf8, false),
        ("uses", DataType::Int64, false),
    ])
}

/// The forms of a told story.
pub(crate) fn forms(told: &Record) -> Result<RecordBatch> {
    let story = story_id(told)?;
    let entities = told.entities.iter().enumerate();
    let rows: Vec<_> = entities
        .filter_map(|(local, entity)| Some((local, Form::of(entity)?, entity.members.len())))
        .collect();
    let columns = vec![
        text(rows.iter().map(|_| &story)),
        count(rows.iter().map(|row| row.0 as i64)),
        text(rows.iter().map(|row| &row.1.block)),
        text(rows.iter().map(|row| &row.1.text)),
        count(rows.iter().map(|row| row.2 as i64)),
    ];
    batch(form_columns(), columns)
}

/// Whom the names of a block mean.
pub(crate) fn entity_columns() -> SchemaRef {
    schema(&[
        ("block", DataType::Utf8, false),
        ("text", DataType::Utf8, false),
        ("entity", DataType::Utf8, false),
    ])
}

/// The entities of one block, of whose names each is in one row, with its uses.
pub(crate) fn settle(block: &RecordBatch) -> Result<RecordBatch> {
    let (blocks, texts) = (block.all_texts("block")?, block.all_texts("text")?);
    let uses = block.counts("uses")?;
    let mut forms: Vec<(Form, usize)> = (0..texts.len())
        .map(|row| {
            let form = Form {
                block: blocks[row].to_owned(),
                text: texts[row].to_owned(),
            };
            let uses = uses[row].unwrap_or_default();
            (form, usize::try_from(uses).unwrap_or_default())
        })
        .collect();
    forms.sort();
    let leads = leading(&forms);
    let entities = forms.iter().zip(&leads);
    let columns = vec![
        text(forms.iter().map(|(form, _)| &form.block)),
        text(forms.iter().map(|(form, _)| &form.text)),
        text(entities.map(|((form, _), lead)| key::of_entity(form, lead))),
    ];
    batch(entity_columns(), columns)
}

/// What stories call those known beyond them, counted.
pub(crate) fn fact_columns() -> SchemaRef {
    schema(&[
        ("block", DataType::Utf8, false),
        ("text", DataType::Utf8, false),
        ("what", DataType::Utf8, false),
        ("value", DataType::Utf8, false),
        ("count", DataType::Int64, false),
        // Where a story has it, of the name that it goes by there.
        ("place", DataType::Utf8, false),
    ])
}

/// The facts of a told story.
pub(crate) fn facts(told: &Record) -> Result<RecordBatch> {
    let mut rows = Vec::new();
    let order = order(told);
    for (local, entity) in told.entities.iter().enumerate() {
        let Some(form) = Form::of(entity) else {
            continue;
        };
        let mut naming = Naming::default();
        for &(reading, own) in &entity.members {
            naming.add(&told.readings[reading].entities[own]);
        }
        let place = format!("{order}\t{local:09}\t{}", entity.kind.word());
        let mut fact = |what, value: &str, count: usize| {
            let place = if what == "own" { place.as_str() } else { "" };
            let (form, place) = (form.clone(), place.to_owned());
            rows.push((form, what, value.to_owned(), count as i64, place));
        };
        fact("own", &entity.name, 1);
        entity.why.iter().for_each(|why| fact("why", why, 1));
        let kinds = naming.kinds.iter();
        kinds.for_each(|(kind, n)| fact("kind", kind.word(), *n));
        for (what, counted) in [
            ("full", &naming.full),
            ("name", &naming.names),
            ("role", &naming.roles),
        ] {
            counted.iter().for_each(|(value, n)| fact(what, value, *n));
        }
    }
    let columns = vec![
        text(rows.iter().map(|row| &row.0.block)),
        text(rows.iter().map(|row| &row.0.text)),
        text(rows.iter().map(|row| row.1)),
        text(rows.iter().map(|row| &row.2)),
        count(rows.iter().map(|row| row.3)),
        text(rows.iter().map(|row| &row.4)),
    ];
    batch(fact_columns(), columns)
}

/// Entities with their names.
pub(crate) fn named_columns() -> SchemaRef {
    schema(&[
        ("entity", DataType::Utf8, false),
        ("name", DataType::Utf8, false),
        ("kind", DataType::Utf8, false),
        ("names", columns::list_of_texts(), false),
        ("roles", columns::list_of_texts(), false),
        ("why", columns::list_of_texts(), false),
    ])
}

/// One entity, of whom each thing that is known is in one row, counted.
pub(crate) fn name(facts: &RecordBatch) -> Result<RecordBatch> {
    let entity = facts.all_texts("entity")?;
    let (what, value) = (facts.all_texts("what")?, facts.all_texts("value")?);
    let (counts, places) = (facts.counts("count")?, facts.all_texts("place")?);
    let mut naming = Naming::default();
    let mut own = BTreeSet::new();
    for row in 0..what.len() {
        let value = value[row].to_owned();
        let count = usize::try_from(counts[row].unwrap_or_default()).unwrap_or_default();
        match what[row] {
            "kind" => *naming.kinds.entry(kind(&value)).or_default() += count,
            "full" => *naming.full.entry(value).or_default() += count,
            "name" => *naming.names.entry(value).or_default() += count,
            "role" => *naming.roles.entry(value).or_default() += count,
            "why" => _ = naming.why.insert(value),
            _ => _ = own.insert((places[row], value)),
        }
    }
    // The first story that names it stands for it.
    if let Some((place, first)) = own.first() {
        let first = shell(first, place);
        for (place, other) in &own {
            naming.why.insert(why(&first, &shell(other, place)));
        }
        naming.why.remove("");
    }
    let named = naming.entity(entity.first().copied().unwrap_or_default().to_owned());
    let columns = vec![
        text([&named.id]),
        text([&named.name]),
        text([named.kind.word()]),
        lists([&named.names[..]]),
        lists([&named.roles[..]]),
        lists([&named.why[..]]),
    ];
    batch(named_columns(), columns)
}

/// An entity of which no more is known than its name, and at which place.
fn shell(name: &str, place: &str) -> RecordEntity {
    let word = place.rsplit('\t').next().unwrap_or_default();
    RecordEntity {
        id: String::new(),
        name: name.to_owned(),
        kind: kind(word),
        names: Vec::new(),
        roles: Vec::new(),
        members: Vec::new(),
        why: Vec::new(),
    }
}

/// The kind with this word.
pub(crate) fn kind(word: &str) -> EntityKind {
    use EntityKind::*;
    [Person, Organisation, State, Place, Group, Document]
        .into_iter()
        .find(|kind| kind.word() == word)
        .unwrap_or(Other)
}

/// By this text a story sorts as a record has it.
pub(crate) fn order(record: &Record) -> String {
    let first = record.readings.iter().map(|r| r.article.id.as_str()).min();
    let days = record.stories.iter().filter_map(|story| story.first);
    key::order(days.min(), first.unwrap_or_default())
}

/// The id of the only story of a record.
pub(crate) fn story_id(record: &Record) -> Result<String> {
    let story = record.stories.first();
    let id = story.map(|story| story.id.clone());
    id.ok_or_else(|| Error::damaged("a story"))
}
