//! Articles that hang together to stories.

use crate::columns::{Columns, batch, binary, maybe_text, schema, text};
use crate::error::{Error, Result};
use crate::extract::{self, Extract};
use crate::key;
use crate::packed::{pack, unpack};
use arrow_array::RecordBatch;
use arrow_schema::{DataType, SchemaRef};
use dixit_model::Reading;
use dixit_record::{Constraints, Coverage, Guidance, stories, tell};
use std::collections::BTreeMap;

/// Articles by story; `alike` holds, as JSON, those later ones of the story
/// that an article was compared with.
pub(crate) fn columns() -> SchemaRef {
    schema(&[
        ("story", DataType::Utf8, false),
        ("article", DataType::Utf8, false),
        ("alike", DataType::Utf8, true),
    ])
}

/// The stories of one component. A row is one of its articles (`a`), or one of
/// its pairs (`a`, `b`) with their `likeness`.
pub(crate) fn part(component: &RecordBatch) -> Result<RecordBatch> {
    let (a, b) = (component.all_texts("a")?, component.texts("b")?);
    let likenesses = component.scores("likeness")?;
    // In the order in which the record of all articles at once has them: sums
    // of likenesses round as they come.
    let articles = a.iter().zip(&b).filter(|(_, b)| b.is_none());
    let mut articles: Vec<&str> = articles.map(|(&a, _)| a).collect();
    articles.sort_unstable();
    let place = |id: &str| {
        let place = articles.binary_search(&id);
        place.map_err(|_| Error::damaged("a pair of articles"))
    };
    let mut pairs = Vec::with_capacity(a.len() - articles.len());
    for row in 0..a.len() {
        if let (Some(b), Some(likeness)) = (b[row], likenesses[row]) {
            pairs.push((place(a[row])?, place(b)?, likeness));
        }
    }
    pairs.sort_unstable_by_key(|&(a, b, _)| (a, b));
    let mut rows = Vec::new();
    for group in stories(articles.len(), &pairs, &Constraints::default()) {
        let story = key::of_story(articles[group.articles[0]]);
        let mut alike: BTreeMap<usize, Vec<(&str, f32)>> = BTreeMap::new();
        for &(a, b, likeness) in &group.alike {
            let other = articles[group.articles[b]];
            alike.entry(a).or_default().push((other, likeness));
        }
        for (place, &article) in group.articles.iter().enumerate() {
            let alike = alike.get(&place).map(serde_json::to_string).transpose();
            let alike = alike.map_err(|error| Error::damaged("a pair").because(error))?;
            rows.push((story.clone(), articles[article], alike));
        }
    }
    let columns = vec![
        text(rows.iter().map(|row| &row.0)),
        text(rows.iter().map(|row| row.1)),
        maybe_text(rows.iter().map(|row| row.2.as_ref())),
    ];
    batch(self::columns(), columns)
}

/// Stories as they are told, each as a record of its own, and what is made of it.
pub(crate) fn told_columns() -> SchemaRef {
    let mut columns = vec![
        ("story", DataType::Utf8, false),
        ("record", DataType::Binary, false),
    ];
    columns.extend(extract::fields(Extract::OF_TOLD));
    schema(&columns)
}

/// The record of one story; a row is one of its articles.
pub(crate) fn told(story: &RecordBatch) -> Result<RecordBatch> {
    let ids = story.all_texts("article")?;
    let (readings, alike) = (story.all_bytes("reading")?, story.texts("alike")?);
    let mut rows: Vec<usize> = (0..ids.len()).collect();
    rows.sort_by_key(|&row| ids[row]);
    let place = |id: &str| rows.binary_search_by(|&row| ids[row].cmp(id)).ok();
    let mut coverage = Coverage::default();
    for (at, &row) in rows.iter().enumerate() {
        let reading: Reading = unpack(readings[row], "a reading")?;
        coverage.readings.push(reading);
        let alike: Vec<(String, f32)> = match alike[row] {
            Some(json) => serde_json::from_str(json)
                .map_err(|error| Error::damaged("a pair of articles").because(error))?,
            None => Vec::new(),
        };
        let alike = alike.iter();
        let pairs = alike.filter_map(|(other, likeness)| Some((at, place(other)?, *likeness)));
        coverage.alike.extend(pairs);
    }
    coverage.alike.sort_by_key(|&(a, b, _)| (a, b));
    let mut record = tell(coverage, &Guidance::default(), &dixit_attribution::redate);
    key::give(&mut record);
    let id = record.stories.iter().map(|story| &story.id).take(1);
    let mut columns = vec![text(id), binary([pack(&record)?])];
    columns.extend(extract::columns_of(&record, Extract::OF_TOLD)?);
    batch(told_columns(), columns)
}
