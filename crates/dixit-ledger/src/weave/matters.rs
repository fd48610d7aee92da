//! Statements of one speaker on one matter, in different stories.

use crate::Result;
use dixit_model::{Date, Statement, Story};
use dixit_record::matter::{LEAST, Matter};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use std::ops::Range;

/// Statements to either side in time that one is compared with for each of its
/// heaviest terms: who speaks on a matter every day is followed from day to day.
const NEAR: usize = 6;

/// The day of a statement without one: before all others.
const NO_DAY: i64 = -8_000_000;

/// The day on which a statement of a story stands, from 1970-01-01.
pub(super) fn day(statement: &Statement, story: &Story) -> i64 {
    let said = statement.said_on.as_ref().map(|day| day.value);
    number(said.or(story.first))
}

fn number(day: Option<Date>) -> i64 {
    let days = |day: Date| i64::from((day - Date::constant(1970, 1, 1)).get_days());
    day.map_or(NO_DAY, days)
}

/// Links a statement, in its row, with others of its speaker in other stories
/// than its own, whose statements have the rows `own`.
pub(super) fn link(
    tx: &Connection,
    row: i64,
    own: &Range<i64>,
    speaker: i64,
    day: i64,
    statement: &Statement,
) -> Result<()> {
    let matter = Matter::of(statement);
    if statement.relays || matter.is_empty() {
        return Ok(());
    }
    for other in partners(tx, own, speaker, day, &matter)? {
        let mut bytes = tx.prepare_cached("SELECT bytes FROM matter WHERE statement = ?1")?;
        let bytes: Vec<u8> = bytes.query_row([other], |row| row.get(0))?;
        let agreement = matter.agreement(&Matter::from_bytes(&bytes));
        if agreement >= LEAST {
            tx.prepare_cached("INSERT OR REPLACE INTO position_link VALUES (?1, ?2, ?3)")?
                .execute(params![row.min(other), row.max(other), agreement])?;
        }
    }
    tx.prepare_cached("INSERT INTO matter VALUES (?1, ?2, ?3)")?
        .execute(params![row, speaker, matter.to_bytes()])?;
    for term in matter.keys() {
        tx.prepare_cached("INSERT INTO matter_term VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![speaker, term, day, row])?;
    }
    Ok(())
}

/// Statements of the speaker in other stories that share one of the heaviest
/// terms, those nearest in time.
fn partners(
    tx: &Connection,
    own: &Range<i64>,
    speaker: i64,
    day: i64,
    matter: &Matter,
) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    for (side, order) in [("day < ?5", "DESC"), ("day >= ?5", "ASC")] {
        let mut sharing = tx.prepare_cached(&format!(
            "SELECT statement FROM matter_term
             WHERE speaker = ?1 AND term = ?2 AND NOT (statement >= ?3 AND statement < ?4) AND {side}
             ORDER BY day {order} LIMIT {NEAR}"
        ))?;
        for term in matter.keys() {
            let mut rows = sharing.query(params![speaker, term, own.start, own.end, day])?;
            while let Some(row) = rows.next()? {
                found.insert(row.get(0)?);
            }
        }
    }
    Ok(found)
}

/// Takes the statements of a story that is about to be forgotten out again.
pub(super) fn unlink(tx: &Connection, story: i64) -> Result<()> {
    let mut all = tx.prepare_cached(
        "SELECT m.statement, m.speaker, m.bytes, ifnull(q.said_on, s.first)
         FROM matter m JOIN statement q ON q.id = m.statement JOIN story s ON s.id = q.story
         WHERE q.story = ?1",
    )?;
    let all: Vec<(i64, i64, Vec<u8>, Option<String>)> = all
        .query_map([story], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for (statement, speaker, bytes, day) in all {
        let day = number(day.and_then(|day| day.parse().ok()));
        for term in Matter::from_bytes(&bytes).keys() {
            tx.prepare_cached(
                "DELETE FROM matter_term
                 WHERE speaker = ?1 AND term = ?2 AND day = ?3 AND statement = ?4",
            )?
            .execute(params![speaker, term, day, statement])?;
        }
        tx.prepare_cached("DELETE FROM matter WHERE statement = ?1")?
            .execute([statement])?;
    }
    Ok(())
}
