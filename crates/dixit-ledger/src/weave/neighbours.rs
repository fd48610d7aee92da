//! Which articles a new one is like.
//!
//! Every article's profile is kept, and an index of its telling terms: a new
//! article meets only those of its days and words, however many there are in
//! the ledger. The index goes by week first, so that articles of a few days are
//! written side by side, not all over an index that grows.

use crate::{Error, Result};
use dixit_record::{DAYS, LEAST_IN_COMMON, Profile, RARE_IN_COMMON, likeness};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Where undated articles stand in the index: before all weeks, on no day.
const UNDATED: i64 = i64::MIN;

/// Profiles kept in memory; a crowded day has fewer.
const KEPT: usize = 4096;

/// The profiles of articles met lately.
#[derive(Default)]
pub(super) struct Neighbours {
    profiles: BTreeMap<i64, Rc<Profile>>,
}

impl Neighbours {
    /// Notes an article's profile and how alike it is to those before it.
    pub(super) fn place(&mut self, tx: &Connection, article: i64, profile: Profile) -> Result<()> {
        for other in candidates(tx, &profile)? {
            let theirs = self.profile(tx, other)?;
            if let Some(likeness) = likeness(&theirs, &profile) {
                let (a, b) = (article.min(other), article.max(other));
                tx.prepare_cached("INSERT OR REPLACE INTO likeness VALUES (?1, ?2, ?3)")?
                    .execute(params![a, b, likeness])?;
            }
        }
        insert(tx, article, &profile)?;
        self.keep(article, Rc::new(profile));
        Ok(())
    }

    /// Takes an article out again, because it is to be placed anew.
    pub(super) fn displace(&mut self, tx: &Connection, article: i64) -> Result<()> {
        self.profiles.remove(&article);
        let mut known = tx.prepare_cached("SELECT bytes FROM profile WHERE article = ?1")?;
        let bytes: Option<Vec<u8>> = known.query_row([article], |row| row.get(0)).optional()?;
        let Some(bytes) = bytes else { return Ok(()) };
        let profile = parse(&bytes)?;
        let (week, day) = place_of(&profile);
        let mut remove = tx.prepare_cached(
            "DELETE FROM term WHERE week = ?1 AND term = ?2 AND day = ?3 AND article = ?4",
        )?;
        for (term, _) in index_terms(&profile) {
            remove.execute(params![week, term, day, article])?;
        }
        for sql in [
            "DELETE FROM profile WHERE article = ?1",
            "DELETE FROM likeness WHERE a = ?1",
            "DELETE FROM likeness WHERE b = ?1",
        ] {
            tx.prepare_cached(sql)?.execute([article])?;
        }
        Ok(())
    }

    fn profile(&mut self, tx: &Connection, article: i64) -> Result<Rc<Profile>> {
        if let Some(profile) = self.profiles.get(&article) {
            return Ok(Rc::clone(profile));
        }
        let mut stored = tx.prepare_cached("SELECT bytes FROM profile WHERE article = ?1")?;
        let bytes: Vec<u8> = stored.query_row([article], |row| row.get(0))?;
        let profile = Rc::new(parse(&bytes)?);
        self.keep(article, Rc::clone(&profile));
        Ok(profile)
    }

    fn keep(&mut self, article: i64, profile: Rc<Profile>) {
        if self.profiles.len() >= KEPT {
            // The earliest taken in is the least likely to be met again.
            self.profiles.pop_first();
        }
        self.profiles.insert(article, profile);
    }
}

fn parse(bytes: &[u8]) -> Result<Profile> {
    Profile::from_bytes(bytes).ok_or_else(|| Error::damaged("an article's profile"))
}

fn insert(tx: &Connection, article: i64, profile: &Profile) -> Result<()> {
    tx.prepare_cached("INSERT INTO profile VALUES (?1, ?2, ?3)")?
        .execute(params![article, profile.day_number(), profile.to_bytes()])?;
    let (week, day) = place_of(profile);
    let mut insert = tx.prepare_cached("INSERT INTO term VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (term, weight) in index_terms(profile) {
        insert.execute(params![week, term, day, article, weight])?;
    }
    Ok(())
}

fn week_of(day: i64) -> i64 {
    day.div_euclid(7)
}

/// The week and the day under which the index has an article.
fn place_of(profile: &Profile) -> (i64, i64) {
    let dated = profile.day_number().map(|day| (week_of(day), day));
    dated.unwrap_or((UNDATED, UNDATED))
}

/// The terms by which the index has an article: an undated one is found by its
/// rare ones only.
fn index_terms(profile: &Profile) -> impl Iterator<Item = (u32, f32)> + '_ {
    let dated = profile.day().is_some();
    let found = move |term: &u32| dated || profile.rare_terms().binary_search(term).is_ok();
    let terms = profile.terms().iter().copied();
    terms.filter(move |(term, _)| found(term))
}

/// Articles in the index that may be worth comparing with one.
fn candidates(tx: &Connection, profile: &Profile) -> Result<Vec<i64>> {
    let mut found = by_rare_terms(tx, profile)?;
    if let Some(day) = profile.day_number() {
        found.extend(of_days_near(tx, profile, day)?);
    }
    Ok(found.into_iter().collect())
}

/// Dated articles of about `day` whose telling terms have enough in common.
fn of_days_near(tx: &Connection, profile: &Profile, day: i64) -> Result<Vec<i64>> {
    let mut common: BTreeMap<i64, f32> = BTreeMap::new();
    let mut near = tx.prepare_cached(
        "SELECT article, weight FROM term WHERE week = ?1 AND term = ?2 AND day BETWEEN ?3 AND ?4",
    )?;
    let (from, until) = (day - DAYS, day + DAYS);
    for week in week_of(from)..=week_of(until) {
        for &(term, weight) in profile.terms() {
            let mut rows = near.query(params![week, term, from, until])?;
            while let Some(row) = rows.next()? {
                let theirs: f32 = row.get(1)?;
                *common.entry(row.get(0)?).or_default() += weight * theirs;
            }
        }
    }
    // Sums in another order round otherwise; the pair itself decides.
    let enough = |(_, common): &(i64, f32)| *common >= LEAST_IN_COMMON * 0.99;
    let common = common.into_iter().filter(enough);
    Ok(common.map(|(article, _)| article).collect())
}

/// Articles that share rare terms: undated ones, and for an undated one those
/// of all weeks.
fn by_rare_terms(tx: &Connection, profile: &Profile) -> Result<BTreeSet<i64>> {
    let mut weeks = vec![UNDATED];
    if profile.day().is_none() {
        let mut next = tx.prepare_cached("SELECT min(week) FROM term WHERE week > ?1")?;
        let mut after = |week: i64| next.query_row([week], |row| row.get::<_, Option<i64>>(0));
        while let Some(week) = after(weeks[weeks.len() - 1])? {
            weeks.push(week);
        }
    }
    let mut rare: BTreeMap<i64, usize> = BTreeMap::new();
    let mut any = tx.prepare_cached("SELECT article FROM term WHERE week = ?1 AND term = ?2")?;
    for week in weeks {
        for term in profile.rare_terms() {
            let mut rows = any.query(params![week, term])?;
            while let Some(row) = rows.next()? {
                *rare.entry(row.get(0)?).or_default() += 1;
            }
        }
    }
    let enough = |(_, shared): &(i64, usize)| *shared >= RARE_IN_COMMON;
    let rare = rare.into_iter().filter(enough);
    Ok(rare.map(|(article, _)| article).collect())
}
