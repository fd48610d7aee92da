//! What people said, as weaving heeds it.

use super::store::ToldArticle;
use crate::Result;
use crate::article::as_read;
use dixit_model::Reading;
use dixit_record::{Constraints, Guidance};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// An article's reading with what people corrected in it.
pub(super) fn reading(tx: &Connection, article: i64) -> Result<(Reading, ToldArticle)> {
    let reading = as_read(tx, article)?;
    let told = ToldArticle {
        id: article,
        ..ToldArticle::default()
    };
    Ok((reading, told))
}

/// Articles that people put into one story with `article`.
pub(super) fn put_together_with(_tx: &Connection, _article: i64) -> Result<Vec<i64>> {
    Ok(Vec::new())
}

/// What people said of pairs of articles, by their places.
pub(super) fn story_constraints(
    _tx: &Connection,
    _place: &BTreeMap<i64, usize>,
) -> Result<Constraints> {
    Ok(Constraints::default())
}

/// What people said of a story of these articles, by key and row.
pub(super) fn guidance(_tx: &Connection, _articles: &[(String, i64)]) -> Result<Guidance> {
    Ok(Guidance::default())
}
