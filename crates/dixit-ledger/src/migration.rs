//! Ledgers of earlier versions brought up to date.

use crate::version::rank;
use crate::{Result, article, key};
use dixit_model::Address;
use rusqlite::{Connection, params};

/// Addresses in one form, versions, and what `dixit watch` keeps.
pub(crate) fn from_1(conn: &Connection) -> Result<()> {
    conn.execute_batch(include_str!("schema/from_1.sql"))?;
    let mut all = conn.prepare(
        "SELECT a.id, a.url, o.sha256 FROM article a JOIN original o ON o.id = a.original",
    )?;
    let mut put = conn.prepare("UPDATE article SET address = ?2, rank = ?3 WHERE id = ?1")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (id, url, sha256): (i64, Option<String>, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let address = url.as_deref().and_then(Address::of);
        let read = article::as_read(conn, id)?.article;
        put.execute(params![
            id,
            address.as_ref().map(Address::as_str),
            rank(&read, None, &sha256)
        ])?;
    }
    Ok(())
}

/// What is written at one time in one place; names in the full text of
/// statements; counts that are kept; bookmarks in archives.
pub(crate) fn from_2(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(include_str!("schema/from_2.sql"))?)
}

/// The names of a block side by side, fewer indices.
pub(crate) fn from_3(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(include_str!("schema/from_3.sql"))?)
}

/// Keys of those whom one story knows side by side, days as numbers, one index
/// less. Keys of statements stay as they are until their story is told anew.
pub(crate) fn from_4(conn: &Connection) -> Result<()> {
    conn.execute_batch(include_str!("schema/from_4.sql"))?;
    let mut all = conn.prepare("SELECT id, key, identity FROM entity")?;
    let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let all: Vec<(i64, String, String)> = all.collect::<rusqlite::Result<_>>()?;
    let mut put = conn.prepare("UPDATE entity SET key = ?2 WHERE id = ?1")?;
    let mut lead = conn.prepare("INSERT OR REPLACE INTO alias VALUES (?1, 'entity', ?2)")?;
    for (id, before, identity) in all {
        let now = key::of_identity(&identity);
        if now != before {
            put.execute(params![id, now])?;
            lead.execute([&before, &now])?;
        }
    }
    Ok(())
}
