//! Bookmarks: how far an archive has been taken in by a run that did not end.

use crate::run::RunId;
use crate::{Ledger, Result};
use rusqlite::{Connection, params};

/// Everything of an archive before a place in it is in the ledger.
///
/// It holds for as long as the archive stays the one it was made in: size and
/// head tell. A run that is finished leaves none, so that adding an archive again
/// looks at all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// The archive's absolute path.
    pub path: String,
    /// Its bytes.
    pub size: u64,
    /// SHA-256 of its first bytes.
    pub head: String,
    /// The place: the offset of a member of the compression, or of a record …
    pub member: u64,
    /// … and how many unpacked bytes of that member come before.
    pub within: u64,
}

impl Ledger {
    /// All bookmarks, by path.
    pub fn bookmarks(&self) -> Result<Vec<Bookmark>> {
        let mut all = self.conn.prepare_cached(
            "SELECT path, size, head, member, within FROM bookmark ORDER BY path",
        )?;
        let rows = all.query_map([], |row| {
            Ok(Bookmark {
                path: row.get(0)?,
                size: row.get::<_, i64>(1)? as u64,
                head: row.get(2)?,
                member: row.get::<_, i64>(3)? as u64,
                within: row.get::<_, i64>(4)? as u64,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Puts bookmarks in, in the place of those for the same archives.
pub(crate) fn put(conn: &Connection, run: RunId, bookmarks: &[Bookmark]) -> Result<()> {
    let mut put = conn.prepare_cached(
        "INSERT OR REPLACE INTO bookmark (path, run, size, head, member, within)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for mark in bookmarks {
        put.execute(params![
            mark.path,
            run.0,
            mark.size as i64,
            mark.head,
            mark.member as i64,
            mark.within as i64
        ])?;
    }
    Ok(())
}

/// Takes the bookmarks of a run away.
pub(crate) fn remove(conn: &Connection, run: RunId) -> Result<()> {
    conn.prepare_cached("DELETE FROM bookmark WHERE run = ?1")?
        .execute([run.0])?;
    Ok(())
}
