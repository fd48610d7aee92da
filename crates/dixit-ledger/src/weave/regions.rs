//! Articles that hang together, and the stories they make.
//!
//! What an article is part of depends only on those it is joined to, over
//! however many others, by pairs worth joining: its *region*. A new article
//! changes nothing outside its own.

use super::people::People;
use crate::Result;
use dixit_record::{LEAST, stories};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The region that `article` lies in: rows of articles, ascending.
pub(super) fn region(tx: &Connection, people: &People, article: i64) -> Result<Vec<i64>> {
    let mut region = BTreeSet::from([article]);
    let mut open = vec![article];
    let mut later = tx.prepare_cached("SELECT b FROM likeness WHERE a = ?1 AND value >= ?2")?;
    let mut earlier = tx.prepare_cached("SELECT a FROM likeness WHERE b = ?1 AND value >= ?2")?;
    while let Some(article) = open.pop() {
        let mut near = people.put_together_with(article);
        for half in [&mut later, &mut earlier] {
            let mut rows = half.query((article, LEAST))?;
            while let Some(row) = rows.next()? {
                near.push(row.get(0)?);
            }
        }
        for other in near {
            if region.insert(other) {
                open.push(other);
            }
        }
    }
    Ok(region.into_iter().collect())
}

/// Articles of one story, and how alike those are that were compared, as
/// indexes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// (key, row), sorted by key.
    pub(super) articles: Vec<(String, i64)>,
    pub(super) alike: Vec<(usize, usize, f32)>,
}

/// The stories of a region.
pub(super) fn groups(tx: &Connection, people: &People, region: &[i64]) -> Result<Vec<Group>> {
    let mut key = tx.prepare_cached("SELECT key FROM article WHERE id = ?1")?;
    let mut articles: Vec<(String, i64)> = Vec::with_capacity(region.len());
    for &article in region {
        articles.push((key.query_row([article], |row| row.get(0))?, article));
    }
    // As the record of all articles at once would have them.
    articles.sort_unstable();
    let place = places(&articles);
    let pairs = pairs(tx, &place)?;
    let constraints = people.constraints(&place);
    let groups = stories(articles.len(), &pairs, &constraints);
    let of = |group: dixit_record::Group| Group {
        articles: group
            .articles
            .iter()
            .map(|&a| articles[a].clone())
            .collect(),
        alike: group.alike,
    };
    Ok(groups.into_iter().map(of).collect())
}

/// A story of the ledger as a group; `None` if it is there no more.
pub(super) fn group_of(tx: &Connection, story: i64) -> Result<Option<Group>> {
    let mut members =
        tx.prepare_cached("SELECT key, id FROM article WHERE story = ?1 ORDER BY 1")?;
    let articles: Vec<(String, i64)> = members
        .query_map([story], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if articles.is_empty() {
        return Ok(None);
    }
    let place = places(&articles);
    let alike = pairs(tx, &place)?;
    Ok(Some(Group { articles, alike }))
}

/// Where each article stands.
fn places(articles: &[(String, i64)]) -> BTreeMap<i64, usize> {
    let places = articles.iter().enumerate();
    places
        .map(|(place, &(_, article))| (article, place))
        .collect()
}

/// How alike those of some articles are that were compared, by their places.
fn pairs(tx: &Connection, place: &BTreeMap<i64, usize>) -> Result<Vec<(usize, usize, f32)>> {
    let mut pairs = Vec::new();
    let mut alike = tx.prepare_cached("SELECT b, value FROM likeness WHERE a = ?1")?;
    for (&article, &at) in place {
        let mut rows = alike.query([article])?;
        while let Some(row) = rows.next()? {
            if let Some(&other) = place.get(&row.get(0)?) {
                pairs.push((at.min(other), at.max(other), row.get(1)?));
            }
        }
    }
    pairs.sort_by_key(|&(a, b, _)| (a, b));
    Ok(pairs)
}
