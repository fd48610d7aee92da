//! What people said, as weaving heeds it.

use super::store::ToldArticle;
use crate::Result;
use crate::correction::{Corrections, in_effect};
use crate::version;
use dixit_model::{Date, Reading};
use dixit_record::{Constraints, Guidance};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// The corrections in effect, by the rows of articles.
pub(super) struct People {
    corrections: Corrections,
    /// Pairs of articles of one story.
    together: Vec<(i64, i64)>,
    /// Pairs of articles of different stories.
    apart: Vec<(i64, i64)>,
}

impl People {
    /// What people have said so far.
    pub(super) fn hear(tx: &Connection) -> Result<People> {
        let corrections = in_effect(tx)?;
        Ok(People {
            together: rows(tx, corrections.stories_together())?,
            apart: rows(tx, corrections.stories_apart())?,
            corrections,
        })
    }

    /// An article's reading with what people corrected in it.
    pub(super) fn reading(
        &self,
        tx: &Connection,
        article: i64,
        redate: &dyn Fn(&mut Reading, Date),
    ) -> Result<(Reading, ToldArticle)> {
        let mut corrected = self.corrections.apply(version::chosen(tx, article)?);
        if let Some(day) = corrected.dated {
            redate(&mut corrected.reading, day);
        }
        let told = ToldArticle {
            id: article,
            changed: corrected.changed,
            states: corrected.states,
            rejected: corrected.rejected,
        };
        Ok((corrected.reading, told))
    }

    /// Articles that people put into one story with `article`.
    pub(super) fn put_together_with(&self, article: i64) -> Vec<i64> {
        let pairs = self.together.iter();
        let others = pairs.filter_map(|&(a, b)| match (a == article, b == article) {
            (true, _) => Some(b),
            (_, true) => Some(a),
            _ => None,
        });
        others.collect()
    }

    /// What people said of pairs of articles, by their places.
    pub(super) fn constraints(&self, place: &BTreeMap<i64, usize>) -> Constraints {
        let placed = |pairs: &[(i64, i64)]| {
            let pairs = pairs.iter();
            pairs
                .filter_map(|(a, b)| Some((*place.get(a)?, *place.get(b)?)))
                .collect()
        };
        Constraints {
            together: placed(&self.together),
            apart: placed(&self.apart),
        }
    }

    /// What people said of a story with these readings.
    pub(super) fn guidance(&self, readings: &[Reading]) -> Guidance {
        let pairs = |pairs: Vec<[(String, String); 2]>| {
            let pairs = pairs.into_iter();
            pairs.map(|[a, b]| (a, b)).collect()
        };
        Guidance {
            together: pairs(self.corrections.statements_together(readings)),
            apart: pairs(self.corrections.statements_apart(readings)),
            owners: self.corrections.owners(),
        }
    }
}

/// Pairs of keys as pairs of rows; articles that are not there say nothing.
fn rows(tx: &Connection, pairs: Vec<[String; 2]>) -> Result<Vec<(i64, i64)>> {
    let mut row = tx.prepare_cached("SELECT id FROM article WHERE key = ?1")?;
    let mut row = |key: &str| row.query_row([key], |row| row.get(0)).optional();
    let mut found = Vec::new();
    for [a, b] in pairs {
        found.extend(row(&a)?.zip(row(&b)?));
    }
    Ok(found)
}
