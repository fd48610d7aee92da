//! Where articles meet, and how alike those are that meet.
//!
//! Articles meet in groups: those that share a telling term within some weeks,
//! and those that share a rare term with an undated article. Every article goes
//! to as many groups as it has terms, however many others there are; pairs are
//! compared inside a group, in memory, and each in one of its groups alone.

use crate::columns::{Columns, batch, schema, score, text};
use crate::error::{Error, Result};
use arrow_array::{ArrayRef, BooleanArray, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use dixit_record::{DAYS, LEAST, Profile, likeness};
use std::sync::Arc;

/// Days that a group of dated articles spans. Those of its last days are seen
/// by the next group, too.
const SPAN: i64 = 2 * DAYS;

/// In which groups an article meets others, a row each.
pub(crate) fn posting_columns() -> SchemaRef {
    schema(&[
        ("group", DataType::Utf8, false),
        ("id", DataType::Utf8, false),
        // Two that are both not the group's own do not meet in it.
        ("own", DataType::Boolean, false),
    ])
}

/// Profiles to postings.
pub(crate) fn postings(readings: &RecordBatch) -> Result<RecordBatch> {
    let ids = readings.all_texts("id")?;
    let mut rows = Vec::new();
    for (&id, bytes) in ids.iter().zip(readings.all_bytes("profile")?) {
        let profile = profile(bytes)?;
        if let Some(day) = profile.day_number() {
            let span = day.div_euclid(SPAN);
            let next = (day + DAYS).div_euclid(SPAN);
            for &(term, _) in profile.terms() {
                rows.push((format!("{term} {span}"), id, true));
                if next != span {
                    rows.push((format!("{term} {next}"), id, false));
                }
            }
        }
        let undated = profile.day().is_none();
        for term in profile.rare_terms() {
            rows.push((term.to_string(), id, undated));
        }
    }
    let own = rows.iter().map(|row| Some(row.2)).collect::<BooleanArray>();
    let columns: Vec<ArrayRef> = vec![
        text(rows.iter().map(|row| &row.0)),
        text(rows.iter().map(|row| row.1)),
        Arc::new(own),
    ];
    batch(posting_columns(), columns)
}

/// Pairs of articles, the smaller id first, with their likeness.
pub(crate) fn pair_columns() -> SchemaRef {
    schema(&[
        ("a", DataType::Utf8, false),
        ("b", DataType::Utf8, false),
        ("likeness", DataType::Float32, false),
        // Whether they are alike enough to share a story by themselves.
        ("joins", DataType::Boolean, false),
    ])
}

/// An article in a group.
struct Met<'g> {
    id: &'g str,
    own: bool,
    /// Of a group in two halves, which it is in: only halves meet each other.
    side: Option<i64>,
    day: Option<i64>,
    profile: Profile,
}

/// The pairs of a group, a row an article, that have anything in common. The
/// group's name begins with its term.
pub(crate) fn alike(group: &RecordBatch) -> Result<RecordBatch> {
    let wrong = || Error::damaged("a group of articles");
    let name = group.all_texts("group")?.first().copied().unwrap_or("");
    let term = name.split(' ').next().and_then(|term| term.parse().ok());
    let term: u32 = term.ok_or_else(wrong)?;
    let met = met(group)?;
    let mut rows = Vec::new();
    let own: Vec<&Met<'_>> = met.iter().filter(|article| article.own).collect();
    for (at, one) in own.iter().enumerate() {
        let others = met.iter().filter(|article| !article.own);
        for other in own[..at].iter().copied().chain(others) {
            let apart = one.side.is_none() || one.side != other.side;
            if apart
                && first_in_common(one, other) == Some(term)
                && let Some(likeness) = likeness(&one.profile, &other.profile)
            {
                rows.push((one.id.min(other.id), one.id.max(other.id), likeness));
            }
        }
    }
    rows.sort_by_key(|&(a, b, _)| (a, b));
    let joins = rows.iter().map(|row| Some(row.2 >= LEAST));
    let columns: Vec<ArrayRef> = vec![
        text(rows.iter().map(|row| row.0)),
        text(rows.iter().map(|row| row.1)),
        score(rows.iter().map(|row| row.2)),
        Arc::new(joins.collect::<BooleanArray>()),
    ];
    batch(pair_columns(), columns)
}

fn met(group: &RecordBatch) -> Result<Vec<Met<'_>>> {
    let (ids, profiles) = (group.all_texts("id")?, group.all_bytes("profile")?);
    let (own, sides) = (group.flags("own")?, group.counts("side")?);
    let rows = (0..group.num_rows()).map(|row| {
        let profile = profile(profiles[row])?;
        Ok(Met {
            id: ids[row],
            own: own[row],
            side: sides[row],
            day: profile.day_number(),
            profile,
        })
    });
    rows.collect()
}

/// The term in whose group two articles are compared: the first that both have
/// of those that they can meet by.
fn first_in_common(one: &Met<'_>, other: &Met<'_>) -> Option<u32> {
    let (a, b) = (&one.profile, &other.profile);
    match (one.day, other.day) {
        (Some(x), Some(y)) if (x - y).abs() > DAYS => None,
        (Some(_), Some(_)) => first(a.terms(), b.terms(), |&(term, _)| term),
        _ => first(a.rare_terms(), b.rare_terms(), |&term| term),
    }
}

/// The first term that two lists, sorted by it, have in common.
fn first<T>(a: &[T], b: &[T], term: impl Fn(&T) -> u32) -> Option<u32> {
    let (mut a, mut b) = (a.iter().map(&term), b.iter().map(&term).peekable());
    a.find(|term| {
        while b.next_if(|other| other < term).is_some() {}
        b.peek() == Some(term)
    })
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

/// A profile that a reading came with.
fn profile(bytes: &[u8]) -> Result<Profile> {
    Profile::from_bytes(bytes).ok_or_else(|| Error::damaged("a profile"))
}
