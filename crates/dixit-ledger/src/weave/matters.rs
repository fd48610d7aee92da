//! Statements of one speaker on one matter, in different stories.

use crate::Result;
use dixit_model::Statement;
use dixit_record::matter::{LEAST, Matter};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Links a statement, just stored, with others of its speaker.
pub(super) fn link(tx: &Connection, key: &str, statement: &Statement) -> Result<()> {
    let mut own = tx.prepare_cached("SELECT id, story, speaker FROM statement WHERE key = ?1")?;
    let (id, story, speaker): (i64, i64, Option<i64>) =
        own.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
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
    for other in partners(tx, story, speaker, &matter)? {
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
        tx.prepare_cached("INSERT INTO matter_term VALUES (?1, ?2, ?3)")?
            .execute(params![speaker, term, id])?;
    }
    Ok(())
}

/// Statements of the speaker in other stories that share one of the heaviest
/// terms.
fn partners(tx: &Connection, story: i64, speaker: i64, matter: &Matter) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    let mut sharing = tx.prepare_cached(
        "SELECT m.statement FROM matter_term m JOIN statement s ON s.id = m.statement
         WHERE m.speaker = ?1 AND m.term = ?2 AND s.story <> ?3",
    )?;
    for term in matter.keys() {
        let mut rows = sharing.query(params![speaker, term, story])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
    }
    Ok(found)
}

/// Takes the statements of a story that is about to be forgotten out again.
pub(super) fn unlink(tx: &Connection, story: i64) -> Result<()> {
    let mut all = tx.prepare_cached(
        "SELECT m.statement, m.speaker, m.bytes FROM matter m
         JOIN statement s ON s.id = m.statement WHERE s.story = ?1",
    )?;
    let all: Vec<(i64, i64, Vec<u8>)> = all
        .query_map([story], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (statement, speaker, bytes) in all {
        for term in Matter::from_bytes(&bytes).keys() {
            tx.prepare_cached(
                "DELETE FROM matter_term WHERE speaker = ?1 AND term = ?2 AND statement = ?3",
            )?
            .execute(params![speaker, term, statement])?;
        }
        tx.prepare_cached("DELETE FROM matter WHERE statement = ?1")?
            .execute([statement])?;
    }
    Ok(())
}

/// Notes the earlier stories of a story, and of those to which it may be one:
/// for each statement, the last story before in which its speaker spoke on the
/// matter.
pub(super) fn look_back(tx: &Connection, story: i64) -> Result<()> {
    let mut stories = BTreeSet::from([story]);
    for statement in statements(tx, story)? {
        stories.extend(linked(tx, statement)?.into_iter().map(|(_, story)| story));
    }
    let mut days = tx.prepare_cached("SELECT first, last, key FROM story WHERE id = ?1")?;
    let mut days = |story: i64| -> Result<(Option<String>, Option<String>, String)> {
        Ok(days.query_row([story], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
    };
    for story in stories {
        tx.prepare_cached("DELETE FROM earlier WHERE story = ?1")?
            .execute([story])?;
        let (Some(first), _, _) = days(story)? else {
            continue;
        };
        for statement in statements(tx, story)? {
            let mut before = None;
            for (_, other) in linked(tx, statement)? {
                if let (_, Some(last), key) = days(other)?
                    && last < first
                {
                    before = before.max(Some((last, key, other)));
                }
            }
            if let Some((_, _, before)) = before {
                tx.prepare_cached("INSERT OR IGNORE INTO earlier VALUES (?1, ?2)")?
                    .execute([story, before])?;
            }
        }
    }
    Ok(())
}

fn statements(tx: &Connection, story: i64) -> Result<Vec<i64>> {
    let mut own = tx.prepare_cached("SELECT id FROM statement WHERE story = ?1")?;
    let own = own.query_map([story], |row| row.get(0))?;
    Ok(own.collect::<rusqlite::Result<_>>()?)
}

/// Statements linked with one, and their stories.
fn linked(tx: &Connection, statement: i64) -> Result<Vec<(i64, i64)>> {
    let mut all = Vec::new();
    for (own, theirs) in [("a", "b"), ("b", "a")] {
        let mut half = tx.prepare_cached(&format!(
            "SELECT s.id, s.story FROM position_link l JOIN statement s ON s.id = l.{theirs}
             WHERE l.{own} = ?1"
        ))?;
        let half = half.query_map([statement], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in half {
            all.push(row?);
        }
    }
    Ok(all)
}
