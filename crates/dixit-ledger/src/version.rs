//! Versions of an article: other words under its address, before or after.
//!
//! The record rests on one of them, the greatest by [`rank`]; which one that is
//! depends on the versions alone, not on the order in which they came. It takes
//! its place while its story is told anew, so that a reader never meets a story
//! beside words that it does not stand on.

use crate::article::ROW;
use crate::blob::decompress;
use crate::key::{Kind, find};
use crate::run::RunId;
use crate::taking::{Packed, Taken};
use crate::{ArticleRow, Found, Ledger, Original, Result};
use dixit_model::{Article, Reading};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A version of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Version {
    /// Whether the record rests on it.
    pub current: bool,
    /// Its headline.
    pub title: Option<String>,
    /// Its words.
    #[serde(skip)]
    pub text: String,
    /// How many there are.
    pub words: usize,
    /// When the web showed it so, in UTC.
    pub seen: Option<String>,
    /// When it was added, in UTC.
    pub added_at: String,
    /// The run that added it.
    pub run: i64,
    /// SHA-256 of its original bytes.
    pub sha256: String,
    /// What it changed in the version before; `None` for the first.
    pub change: Option<Change>,
}

/// What a version changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Words that were not in the version before.
    pub added: usize,
    /// Words that were.
    pub removed: usize,
    /// Whether the headline is another.
    pub title: bool,
}

impl Change {
    fn between(before: (Option<&str>, &str), after: (Option<&str>, &str)) -> Change {
        let mut count: BTreeMap<&str, i64> = BTreeMap::new();
        for word in after.1.split_whitespace() {
            *count.entry(word).or_default() += 1;
        }
        for word in before.1.split_whitespace() {
            *count.entry(word).or_default() -= 1;
        }
        let sum = |sign: i64| {
            let counts = count.values().map(|count| (count * sign).max(0));
            usize::try_from(counts.sum::<i64>()).unwrap_or_default()
        };
        Change {
            added: sum(1),
            removed: sum(-1),
            title: before.0 != after.0,
        }
    }
}

/// What versions are ordered by: when they say they were changed or published
/// last, then when the web showed them, then their length, then their bytes.
pub(crate) fn rank(article: &Article, seen: Option<&str>, sha256: &str) -> String {
    let day = article.published.as_ref().map(|day| day.value.to_string());
    let times = [&article.published_time, &article.modified];
    let times = times.into_iter().flatten().map(|time| in_utc(time));
    let last = times.chain(day).max().unwrap_or_default();
    let words = article.text.split_whitespace().count();
    let seen = seen.unwrap_or_default();
    format!("{last} {seen} {words:08} {sha256}")
}

/// A moment so that later ones sort after it, as far as it is one.
fn in_utc(time: &str) -> String {
    let moment = time.parse::<jiff::Timestamp>();
    moment.map_or_else(|_| time.to_owned(), |moment| moment.to_string())
}

impl Ledger {
    /// The versions of an article, the first first; one alone where it never
    /// changed.
    pub fn versions(&self, key: &str) -> Result<Option<Vec<Version>>> {
        let Some(Found::Here(id)) = find(&self.conn, Kind::Article, key)? else {
            return Ok(None);
        };
        let mut statement = self.conn.prepare_cached(
            "SELECT v.title, v.text, v.words, v.seen, v.added_at, v.run, o.sha256, v.next, v.rank, 0
             FROM version v JOIN original o ON o.id = v.original WHERE v.article = ?1
             UNION ALL
             SELECT a.title, a.text, a.words, a.seen, a.added_at, a.run, o.sha256, NULL, a.rank, 1
             FROM article a JOIN original o ON o.id = a.original WHERE a.id = ?1
             ORDER BY 9",
        )?;
        let rows = statement.query_map([id], |row| {
            let next: Option<String> = row.get(7)?;
            let version = Version {
                title: row.get(0)?,
                text: row.get(1)?,
                words: row.get(2)?,
                seen: row.get(3)?,
                added_at: row.get(4)?,
                run: row.get(5)?,
                sha256: row.get(6)?,
                current: row.get(9)?,
                change: None,
            };
            Ok((version, next))
        })?;
        let mut versions: Vec<Version> = Vec::new();
        let mut before: Option<String> = None;
        for row in rows {
            let (mut version, next) = row?;
            version.change = before.and_then(|change| serde_json::from_str(&change).ok());
            versions.push(version);
            before = next;
        }
        Ok(Some(versions))
    }

    /// The bytes of the version of an article that has this SHA-256.
    pub fn original_version(&self, key: &str, sha256: &str) -> Result<Option<Original>> {
        let Some(Found::Here(id)) = find(&self.conn, Kind::Article, key)? else {
            return Ok(None);
        };
        let mut bytes = self.conn.prepare_cached(
            "SELECT o.bytes, o.media_type FROM original o WHERE o.sha256 = ?2 AND o.id IN
               (SELECT original FROM version WHERE article = ?1
                UNION ALL SELECT original FROM article WHERE id = ?1)",
        )?;
        let found: Option<(Vec<u8>, String)> = bytes
            .query_row(params![id, sha256], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((bytes, media_type)) = found else {
            return Ok(None);
        };
        Ok(Some(Original {
            bytes: decompress(&bytes, "an article's original")?,
            media_type,
            sha256: sha256.to_owned(),
        }))
    }

    /// Articles that have more than one version, those changed last first.
    pub fn changed(&self, limit: usize) -> Result<Vec<ArticleRow>> {
        let mut statement = self.conn.prepare_cached(&format!(
            "{ROW} JOIN (SELECT article, max (id) AS last FROM version GROUP BY article) v
             ON v.article = a.id ORDER BY v.last DESC LIMIT ?1"
        ))?;
        let rows = statement.query_map([limit], ArticleRow::of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Notes another version of an article; its story is told anew if the record is
/// to rest on it.
pub(crate) fn insert(
    conn: &Connection,
    article: i64,
    run: RunId,
    at: &str,
    taken: &Taken,
    packed: &Packed,
    original: i64,
) -> Result<()> {
    let read = &taken.reading.article;
    conn.prepare_cached(
        "INSERT INTO version (article, name, original, run, added_at, url, seen, rank, title,
           language, authors, words, text, reading)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        article,
        read.id,
        original,
        run.0,
        at,
        read.url,
        taken.seen,
        packed.rank,
        read.title.as_ref().map(|title| &title.value),
        read.language.as_ref().map(|language| &language.value),
        serde_json::to_string(&read.authors)?,
        read.text.split_whitespace().count(),
        read.text,
        packed.reading,
    ])?;
    conn.prepare_cached(
        "INSERT OR IGNORE INTO touched SELECT id FROM article WHERE id = ?1 AND rank < ?2",
    )?
    .execute(params![article, packed.rank])?;
    describe(conn, article)
}

/// Says of every version what the next one changed.
fn describe(conn: &Connection, article: i64) -> Result<()> {
    let mut all = conn.prepare_cached(
        "SELECT id, title, text, rank FROM version WHERE article = ?1
         UNION ALL SELECT NULL, title, text, rank FROM article WHERE id = ?1 ORDER BY 4",
    )?;
    type Row = (Option<i64>, Option<String>, String);
    let all: Vec<Row> = all
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut put = conn.prepare_cached("UPDATE version SET next = ?2 WHERE id = ?1")?;
    for (nth, (id, title, text)) in all.iter().enumerate() {
        let next = all.get(nth + 1).map(|(_, next_title, next_text)| {
            Change::between((title.as_deref(), text), (next_title.as_deref(), next_text))
        });
        let next = next.map(|next| serde_json::to_string(&next)).transpose()?;
        if let Some(id) = id {
            put.execute(params![id, next])?;
        }
    }
    Ok(())
}

/// The reading of the version that the record is to rest on; the article's id
/// is its key.
pub(crate) fn chosen(conn: &Connection, article: i64) -> Result<Reading> {
    match greater(conn, article)? {
        Some(version) => crate::article::stored(
            conn,
            version,
            "SELECT a.key, v.text, v.reading FROM version v JOIN article a ON a.id = v.article
             WHERE v.id = ?1",
        ),
        None => crate::article::as_read(conn, article),
    }
}

/// The version that is to take the article's place, if one is.
fn greater(conn: &Connection, article: i64) -> Result<Option<i64>> {
    let mut greater = conn.prepare_cached(
        "SELECT v.id FROM version v JOIN article a ON a.id = v.article
         WHERE a.id = ?1 AND v.rank > a.rank ORDER BY v.rank DESC LIMIT 1",
    )?;
    Ok(greater.query_row([article], |row| row.get(0)).optional()?)
}

/// Puts the version that the record is to rest on in its article's place. The
/// article's story is being told anew: nothing stands on its words now.
pub(crate) fn settle(conn: &Connection, article: i64) -> Result<()> {
    let Some(version) = greater(conn, article)? else {
        return Ok(());
    };
    for sql in [
        // Full text has to be told what was there, while it is there.
        "INSERT INTO article_text (article_text, rowid, title, text)
           SELECT 'delete', id, title, text FROM article WHERE id = ?1",
        "INSERT INTO version (article, name, original, run, added_at, url, seen, rank, title,
             language, authors, words, text, reading)
           SELECT id, name, original, run, added_at, url, seen, rank, title, language, authors,
             words, text, reading FROM article WHERE id = ?1",
    ] {
        conn.prepare_cached(sql)?.execute([article])?;
    }
    conn.prepare_cached(
        "UPDATE article SET (name, original, run, added_at, url, seen, rank, title, language,
             authors, words, text, reading, told) =
           (SELECT name, original, run, added_at, url, seen, rank, title, language, authors,
             words, text, reading, NULL FROM version WHERE id = ?2)
         WHERE id = ?1",
    )?
    .execute([article, version])?;
    conn.prepare_cached("DELETE FROM version WHERE id = ?1")?
        .execute([version])?;
    conn.prepare_cached(
        "INSERT INTO article_text (rowid, title, text) SELECT id, title, text FROM article
         WHERE id = ?1",
    )?
    .execute([article])?;
    describe(conn, article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_changed_last_is_the_greatest() {
        let version = |day: &str, modified: Option<&str>, text: &str| {
            let mut article = Article::plain("a", text);
            article.published = day
                .parse()
                .ok()
                .map(|day| dixit_model::Inferred::new(day, "metadata", 1.0));
            article.modified = modified.map(str::to_owned);
            article
        };
        let ranks = [
            rank(
                &version("", None, "One two three."),
                Some("2031-03-09T10:00:00Z"),
                "c",
            ),
            rank(&version("2031-03-07", None, "One two."), None, "c"),
            rank(&version("2031-03-07", None, "One two three."), None, "a"),
            rank(&version("2031-03-07", None, "One two three."), None, "b"),
            rank(
                &version("2031-03-07", None, "One."),
                Some("2031-03-07T10:00:00Z"),
                "a",
            ),
            rank(
                &version("2031-03-07", Some("2031-03-07T22:00:00-05:00"), "One."),
                None,
                "a",
            ),
            rank(
                &version("2031-03-07", Some("2031-03-08T04:00:00Z"), "One."),
                None,
                "a",
            ),
        ];
        assert!(ranks.is_sorted(), "{ranks:#?}");
    }

    #[test]
    fn changes_are_counted_in_words() {
        let change = |a, b| Change::between(a, b);
        let before = (Some("Port shut"), "The port is shut. The pier is shut.");
        let after = (Some("Port open"), "The port is open. The pier is shut.");
        assert_eq!(
            change(before, after),
            Change {
                added: 1,
                removed: 1,
                title: true
            }
        );
        assert_eq!(change(after, after), Change::default());
        assert_eq!(change((None, ""), (None, "One two")).added, 2);
    }
}
