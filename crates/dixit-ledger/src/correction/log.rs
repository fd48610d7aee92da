//! The log of corrections: written, undone, listed.

use super::settle::{anchor_of, settle, touch_articles};
use super::{Anchor, Correction, Corrections, Settled};
use crate::article::as_read;
use crate::ledger::{now, touch};
use crate::page::{Listing, Page};
use crate::taking::article_id;
use crate::{Error, ErrorKind, Ledger, Result};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use std::collections::BTreeSet;

/// Which correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CorrectionId(pub i64);

/// A correction in the log.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CorrectionRow {
    /// Its number.
    pub id: i64,
    /// When it was made, in UTC.
    pub at: String,
    /// Who made it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// `confirm`, `reject`, `speaker` … or `undo`.
    pub kind: String,
    /// What it is about.
    pub target: serde_json::Value,
    /// What it sets.
    pub value: serde_json::Value,
    /// The correction that it undoes.
    pub undoes: Option<i64>,
    /// The correction that undoes it, if that is not undone itself.
    pub undone_by: Option<i64>,
}

impl Ledger {
    /// Writes a correction down. [`Ledger::weave`] puts it into effect.
    pub fn correct(&mut self, correction: &Correction) -> Result<CorrectionId> {
        let author = said(&correction.author, "an author")?;
        let tx = self.write()?;
        let settled = settle(&tx, &correction.change)?;
        let (kind, target, value) = settled.to_row()?;
        tx.execute(
            "INSERT INTO correction (at, author, reason, kind, target, value)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                now(),
                author,
                correction.reason.trim(),
                kind,
                target.to_string(),
                value.to_string()
            ],
        )?;
        let id = CorrectionId(tx.last_insert_rowid());
        touch_articles(&tx, &settled)?;
        touch(&tx)?;
        tx.commit()?;
        Ok(id)
    }

    /// Undoes a correction (or an undoing), by another entry in the log.
    pub fn undo(&mut self, id: CorrectionId, author: &str, reason: &str) -> Result<CorrectionId> {
        let author = said(author, "an author")?;
        let tx = self.write()?;
        let rows = rows(&tx, "")?;
        let Some(row) = rows.iter().find(|row| row.id == id.0) else {
            let message = format!("there is no correction {}", id.0);
            return Err(Error::new(ErrorKind::Correction, message));
        };
        if let Some(by) = row.undone_by {
            let message = format!("correction {} is undone already, by {by}", id.0);
            return Err(Error::new(ErrorKind::Correction, message));
        }
        tx.execute(
            "INSERT INTO correction (at, author, reason, kind, target, value, undoes)
             VALUES (?1, ?2, ?3, 'undo', '{}', '{}', ?4)",
            params![now(), author, reason.trim(), id.0],
        )?;
        let undoing = CorrectionId(tx.last_insert_rowid());
        let mut base = row;
        while let Some(undone) = base.undoes {
            match rows.iter().find(|row| row.id == undone) {
                Some(row) => base = row,
                None => break,
            }
        }
        if base.kind != "undo" {
            let (target, value) = (base.target.to_string(), base.value.to_string());
            touch_articles(&tx, &Settled::from_row(&base.kind, &target, &value)?)?;
        }
        touch(&tx)?;
        tx.commit()?;
        Ok(undoing)
    }

    /// Corrections, the latest first.
    pub fn corrections(&self, page: &Page) -> Result<Listing<CorrectionRow>> {
        let before = page.parts()?.map_or(i64::MAX, |(_, id)| id);
        let mut rows = rows(&self.conn, "")?;
        rows.reverse();
        rows.retain(|row| row.id < before);
        let rows = rows.into_iter().map(|row| {
            let id = row.id;
            (row, String::new(), id)
        });
        let limit = page.limit();
        Ok(Listing::cut(rows.take(limit + 1).collect(), limit))
    }

    /// Corrections that speak of this key (of an article, a story, a statement
    /// or an entity), the first made first.
    pub fn corrections_about(&self, key: &str) -> Result<Vec<CorrectionRow>> {
        let mut all = rows(&self.conn, "")?;
        let quoted = format!("\"{key}\"");
        let about: BTreeSet<i64> = all
            .iter()
            .filter(|row| row.target.to_string().contains(&quoted))
            .map(|row| row.id)
            .collect();
        all.retain(|row| {
            about.contains(&row.id) || row.undoes.is_some_and(|undone| about.contains(&undone))
        });
        Ok(all)
    }

    /// The corrections that are in effect.
    pub fn corrections_in_effect(&self) -> Result<Corrections> {
        in_effect(&self.conn)
    }

    /// The whole log, oldest first.
    pub fn correction_log(&self) -> Result<Vec<CorrectionRow>> {
        rows(&self.conn, "")
    }

    /// What corrections hold an attribution by.
    pub fn anchor(&self, article: &str, attribution: &str) -> Result<Option<Anchor>> {
        let Some(id) = article_id(&self.conn, article)? else {
            return Ok(None);
        };
        Ok(anchor_of(&as_read(&self.conn, id)?, attribution))
    }
}

fn said<'t>(text: &'t str, what: &str) -> Result<&'t str> {
    match text.trim() {
        "" => Err(Error::new(
            ErrorKind::Correction,
            format!("a correction needs {what}"),
        )),
        text => Ok(text),
    }
}

/// The corrections that are in effect.
pub(crate) fn in_effect(conn: &Connection) -> Result<Corrections> {
    let mut list = Vec::new();
    for row in rows(conn, "")? {
        if row.kind != "undo" && row.undone_by.is_none() {
            let (target, value) = (row.target.to_string(), row.value.to_string());
            let mut settled = Settled::from_row(&row.kind, &target, &value)?;
            for anchor in settled.anchors() {
                if anchor.words.is_empty() {
                    anchor.words = words_of(conn, anchor)?;
                }
            }
            list.push((row.author, settled));
        }
    }
    Ok(Corrections::new(list))
}

/// What stood at an anchor of the time when words were not noted, and articles
/// had one version, which is the one that was added first.
fn words_of(conn: &Connection, anchor: &Anchor) -> Result<String> {
    let mut words = conn.prepare_cached(
        "SELECT substr (text, ?2 + 1, ?3 - ?2) FROM
           (SELECT original, text FROM article WHERE key = ?1
            UNION ALL
            SELECT v.original, v.text FROM version v JOIN article a ON a.id = v.article
              WHERE a.key = ?1)
         ORDER BY original LIMIT 1",
    )?;
    let found = words
        .query_row(params![anchor.article, anchor.start, anchor.end], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// All corrections, the first made first.
fn rows(conn: &Connection, and: &str) -> Result<Vec<CorrectionRow>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT id, at, author, reason, kind, target, value, undoes FROM correction{and} ORDER BY id"
    ))?;
    let of = |row: &Row| -> rusqlite::Result<CorrectionRow> {
        let json = |at| -> rusqlite::Result<serde_json::Value> {
            let text: String = row.get(at)?;
            Ok(serde_json::from_str(&text).unwrap_or_default())
        };
        Ok(CorrectionRow {
            id: row.get(0)?,
            at: row.get(1)?,
            author: row.get(2)?,
            reason: row.get(3)?,
            kind: row.get(4)?,
            target: json(5)?,
            value: json(6)?,
            undoes: row.get(7)?,
            undone_by: None,
        })
    };
    let mut rows: Vec<CorrectionRow> = statement
        .query_map([], of)?
        .collect::<rusqlite::Result<_>>()?;
    // An undoing comes after what it undoes: from the end, each is known to
    // hold or not before what it undoes is asked.
    for at in (0..rows.len()).rev() {
        let Some(undone) = rows[at].undoes.filter(|_| rows[at].undone_by.is_none()) else {
            continue;
        };
        let by = rows[at].id;
        if let Some(row) = rows[..at].iter_mut().find(|row| row.id == undone) {
            row.undone_by = Some(by);
        }
    }
    Ok(rows)
}
