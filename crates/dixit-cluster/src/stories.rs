//! Articles that hang together to stories.

use crate::candidates::profile;
use crate::columns::{Columns, batch, maybe_text, schema, text};
use crate::error::{Error, Result};
use crate::key;
use crate::packed::{pack, unpack};
use arrow_array::RecordBatch;
use arrow_schema::{DataType, SchemaRef};
use dixit_model::Reading;
use dixit_record::{Constraints, Coverage, Guidance, pairs, stories, tell};
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

/// The stories of one component; a row is one of its articles.
pub(crate) fn part(component: &RecordBatch) -> Result<RecordBatch> {
    let (ids, bytes) = (component.all_texts("id")?, component.all_bytes("profile")?);
    // As the record of all articles at once would have them.
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by_key(|&row| ids[row]);
    let articles: Vec<&str> = order.iter().map(|&row| ids[row]).collect();
    let profiles = order.iter().map(|&row| profile(bytes[row]));
    let pairs = pairs(&profiles.collect::<Result<Vec<_>>>()?);
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

/// Stories as they are told, each as a record of its own.
pub(crate) fn told_columns() -> SchemaRef {
    schema(&[
        ("story", DataType::Utf8, false),
        ("record", DataType::Binary, false),
    ])
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
    let columns = vec![text(id), crate::columns::binary([pack(&record)?])];
    batch(told_columns(), columns)
}
