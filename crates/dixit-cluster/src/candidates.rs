//! What articles are found by, and how alike those are that were found.

use crate::columns::{Columns, batch, count, days, schema, score, text};
use crate::error::{Error, Result};
use arrow_array::{ArrayRef, BooleanArray, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use dixit_record::{Profile, likeness};
use std::sync::Arc;

/// An article's telling terms, a row each.
pub(crate) fn term_columns() -> SchemaRef {
    schema(&[
        ("id", DataType::Utf8, false),
        ("day", DataType::Int32, true),
        ("term", DataType::Int64, false),
        ("weight", DataType::Float32, false),
        ("rare", DataType::Boolean, false),
    ])
}

/// Profiles to terms.
pub(crate) fn terms(readings: &RecordBatch) -> Result<RecordBatch> {
    let ids = readings.all_texts("id")?;
    let mut rows = Vec::new();
    for (&id, bytes) in ids.iter().zip(readings.all_bytes("profile")?) {
        let profile = profile(bytes)?;
        let day = profile.day().map(crate::key::day_number);
        let rare = profile.rare_terms();
        for &(term, weight) in profile.terms() {
            rows.push((id, day, i64::from(term), weight, rare.contains(&term)));
        }
    }
    let rare = rows.iter().map(|row| Some(row.4)).collect::<BooleanArray>();
    let columns: Vec<ArrayRef> = vec![
        text(rows.iter().map(|row| row.0)),
        days(rows.iter().map(|row| row.1)),
        count(rows.iter().map(|row| row.2)),
        score(rows.iter().map(|row| row.3)),
        Arc::new(rare),
    ];
    batch(term_columns(), columns)
}

/// Pairs of articles, the smaller id first, with their likeness.
pub(crate) fn pair_columns() -> SchemaRef {
    schema(&[
        ("a", DataType::Utf8, false),
        ("b", DataType::Utf8, false),
        ("likeness", DataType::Float32, false),
    ])
}

/// Candidates, with their profiles, to pairs that are alike at all.
pub(crate) fn alike(candidates: &RecordBatch) -> Result<RecordBatch> {
    let (a, b) = (candidates.all_texts("a")?, candidates.all_texts("b")?);
    let first = candidates.all_bytes("profile_a")?;
    let second = candidates.all_bytes("profile_b")?;
    let mut rows = Vec::new();
    // Candidates come by their first article.
    let mut last: Option<(&str, Profile)> = None;
    for row in 0..a.len() {
        let known = match last.take() {
            Some((id, known)) if id == a[row] => known,
            _ => profile(first[row])?,
        };
        if let Some(likeness) = likeness(&known, &profile(second[row])?) {
            rows.push((a[row], b[row], likeness));
        }
        last = Some((a[row], known));
    }
    let columns = vec![
        text(rows.iter().map(|row| row.0)),
        text(rows.iter().map(|row| row.1)),
        score(rows.iter().map(|row| row.2)),
    ];
    batch(pair_columns(), columns)
}

/// Stories, a later one without a day, that cannot be later: their texts look
/// back on the other's year.
pub(crate) fn later_columns() -> SchemaRef {
    schema(&[
        ("earlier", DataType::Utf8, false),
        ("later", DataType::Utf8, false),
    ])
}

/// Of pairs of stories, with the last day of one and the profile of an article
/// of the other, those whose article looks back on that day's year.
pub(crate) fn later(pairs: &RecordBatch) -> Result<RecordBatch> {
    let (earlier, later) = (pairs.all_texts("earlier")?, pairs.all_texts("later")?);
    let (days, profiles) = (pairs.counts("day")?, pairs.all_bytes("profile")?);
    let mut rows = Vec::new();
    for row in 0..earlier.len() {
        let day = days[row].and_then(|days| {
            let days = jiff::Span::new().try_days(days).ok()?;
            dixit_model::Date::constant(1970, 1, 1)
                .checked_add(days)
                .ok()
        });
        if let Some(day) = day
            && profile(profiles[row])?.speaks_against(day)
        {
            rows.push((earlier[row], later[row]));
        }
    }
    let columns = vec![
        text(rows.iter().map(|row| row.0)),
        text(rows.iter().map(|row| row.1)),
    ];
    batch(later_columns(), columns)
}

fn profile(bytes: &[u8]) -> Result<Profile> {
    Profile::from_bytes(bytes).ok_or_else(|| Error::damaged("a profile"))
}
