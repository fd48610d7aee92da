//! Statements of one speaker on one matter, in different stories.

use crate::Result;
use dixit_model::Statement;
use dixit_record::matter::{LEAST, Matter};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Statements to either side in time that one is compared with for each of its
/// heaviest terms: who speaks on a matter every day is followed from day to day.
const NEAR: usize = 6;

/// Links a statement, just stored, with others of its speaker.
pub(super) fn link(tx: &Connection, key: &str, statement: &Statement) -> Result<()> {
    let mut own = tx.prepare_cached(
        "SELECT q.id, q.story, q.speaker, ifnull(q.said_on, ifnull(s.first, ''))
         FROM statement q JOIN story s ON s.id = q.story WHERE q.key = ?1",
    )?;
    let (id, story, speaker, day): (i64, i64, Option<i64>, String) = own
        .query_row([key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let (false, Some(speaker)) = (statement.relays, speaker) else {
        return Ok(());
    };
    let mut known = tx.prepare_cached(
        "SELECT 1 FROM story_entity WHERE story = ?1 AND entity = ?2 AND form IS NOT NULL",
    )?;
    let matter = Matter::of(statement);
    // Who is known in one story only has no position beyond it.
    if matter.is_empty() || !known.exists([story, speaker])? {
        return Ok(());
    }
    for other in partners(tx, story, speaker, &day, &matter)? {
        let mut bytes = tx.prepare_cached("SELECT bytes FROM matter WHERE statement = ?1")?;
        let bytes: Vec<u8> = bytes.query_row([other], |row| row.get(0))?;
        let agreement = matter.agreement(&Matter::from_bytes(&bytes));
        if agreement >= LEAST {
            tx.prepare_cached("INSERT OR REPLACE INTO position_link VALUES (?1, ?2, ?3)")?
                .execute(params![id.min(other), id.max(other), agreement])?;
        }
    }
    tx.prepare_cached("INSERT INTO matter VALUES (?1, ?2, ?3)")?
        .execute(params![id, speaker, matter.to_bytes()])?;
    for term in matter.keys() {
        tx.prepare_cached("INSERT INTO matter_term VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![speaker, term, day, id])?;
    }
    Ok(())
}

/// Statements of the speaker in other stories that share one of the heaviest
/// terms, those nearest in time.
fn partners(
    tx: &Connection,
    story: i64,
    speaker: i64,
    day: &str,
    matter: &Matter,
) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    for (side, order) in [("m.day < ?4", "DESC"), ("m.day >= ?4", "ASC")] {
        let mut sharing = tx.prepare_cached(&format!(
            "SELECT m.statement FROM matter_term m JOIN statement s ON s.id = m.statement
             WHERE m.speaker = ?1 AND m.term = ?2 AND s.story <> ?3 AND {side}
             ORDER BY m.day {order} LIMIT {NEAR}"
        ))?;
        for term in matter.keys() {
            let mut rows = sharing.query(params![speaker, term, story, day])?;
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
        "SELECT m.statement, m.speaker, m.bytes, ifnull(q.said_on, ifnull(s.first, ''))
         FROM matter m JOIN statement q ON q.id = m.statement JOIN story s ON s.id = q.story
         WHERE q.story = ?1",
    )?;
    let all: Vec<(i64, i64, Vec<u8>, String)> = all
        .query_map([story], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for (statement, speaker, bytes, day) in all {
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
