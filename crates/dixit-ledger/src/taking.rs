//! Taking articles in.

use crate::blob::{compress, pack, sha256};
use crate::ledger::{now, touch};
use crate::run::RunId;
use crate::{Ledger, Result, key};
use dixit_model::Reading;
use rusqlite::{Connection, OptionalExtension, params};

/// An article to be taken in: as a model read it, and as it came.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The reading.
    pub reading: Reading,
    /// The bytes it was read from.
    pub original: Vec<u8>,
    /// What they are: `text/plain`, `text/html`, `application/json` …
    pub media_type: &'static str,
}

/// What became of articles that were to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Keys of the articles that are new.
    pub added: Vec<String>,
    /// How many were in the ledger already.
    pub known: usize,
    /// How many were known under their address, with other words.
    pub changed: usize,
}

/// How a ledger knows an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The same bytes, or the same address and the same words.
    Same,
    /// The same address, with other words.
    Changed,
}

impl Ledger {
    /// Whether an article with these bytes (their SHA-256), or under this
    /// address, is in the ledger; with `text`, whether its words are the same.
    pub fn knows(&self, sha256: &str, url: Option<&str>, text: &str) -> Result<Option<Known>> {
        knows(&self.conn, sha256, url, text)
    }

    /// Takes articles in, in one transaction: when this returns they are on
    /// the disk. Those that are known already are left out.
    pub fn take_in(&mut self, run: RunId, articles: &[Taken]) -> Result<TakenIn> {
        let mut done = TakenIn::default();
        // What costs time is done before others have to wait.
        let packed: Vec<_> = articles.iter().map(pack_up).collect::<Result<_>>()?;
        let at = now();
        let tx = self.write()?;
        for (taken, packed) in articles.iter().zip(&packed) {
            let article = &taken.reading.article;
            match knows(&tx, &packed.sha256, article.url.as_deref(), &article.text)? {
                Some(Known::Same) => done.known += 1,
                Some(Known::Changed) => done.changed += 1,
                None => done.added.push(insert(&tx, run, &at, taken, packed)?),
            }
        }
        if !done.added.is_empty() {
            // Another run may have thought this one broken off.
            tx.prepare_cached(
                "UPDATE run SET added = added + ?2, state = 'running' WHERE id = ?1",
            )?
            .execute(params![run.0, done.added.len()])?;
            touch(&tx)?;
        }
        tx.commit()?;
        Ok(done)
    }
}

struct Packed {
    sha256: String,
    original: Vec<u8>,
    reading: Vec<u8>,
}

fn pack_up(taken: &Taken) -> Result<Packed> {
    Ok(Packed {
        sha256: sha256(&taken.original),
        original: compress(&taken.original)?,
        reading: pack_reading(&taken.reading)?,
    })
}

/// A reading less its text, which the article's row has.
pub(crate) fn pack_reading(reading: &Reading) -> Result<Vec<u8>> {
    let mut textless = reading.clone();
    textless.article.text.clear();
    pack(&textless)
}

fn knows(conn: &Connection, sha256: &str, url: Option<&str>, text: &str) -> Result<Option<Known>> {
    let mut by_bytes = conn.prepare_cached("SELECT 1 FROM original WHERE sha256 = ?1")?;
    if by_bytes.exists([sha256])? {
        return Ok(Some(Known::Same));
    }
    let Some(url) = url else { return Ok(None) };
    // A page fetched again differs somewhere, and mostly not in its article.
    let mut by_address = conn.prepare_cached("SELECT text = ?2 FROM article WHERE url = ?1")?;
    let same: Option<bool> = by_address
        .query_row([url, text], |row| row.get(0))
        .optional()?;
    Ok(same.map(|same| match same {
        true => Known::Same,
        false => Known::Changed,
    }))
}

fn insert(
    conn: &Connection,
    run: RunId,
    at: &str,
    taken: &Taken,
    packed: &Packed,
) -> Result<String> {
    let article = &taken.reading.article;
    conn.prepare_cached(
        "INSERT INTO original (sha256, media_type, size, bytes) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        packed.sha256,
        taken.media_type,
        taken.original.len(),
        packed.original
    ])?;
    let original = conn.last_insert_rowid();
    let key = key::of_article(conn, &packed.sha256)?;
    conn.prepare_cached(
        "INSERT INTO article (key, name, original, run, added_at, url, outlet, outlet_how, title,
           published, published_how, language, authors, words, text, reading)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?
    .execute(params![
        key,
        article.id,
        original,
        run.0,
        at,
        article.url,
        article.outlet.as_ref().map(|outlet| &outlet.value),
        article.outlet.as_ref().map(|outlet| &outlet.how),
        article.title.as_ref().map(|title| &title.value),
        article.published.as_ref().map(|day| day.value.to_string()),
        article.published.as_ref().map(|day| &day.how),
        article.language.as_ref().map(|language| &language.value),
        serde_json::to_string(&article.authors)?,
        article.text.split_whitespace().count(),
        article.text,
        packed.reading,
    ])?;
    let id = conn.last_insert_rowid();
    conn.prepare_cached("INSERT INTO article_text (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![
            id,
            article.title.as_ref().map(|title| &title.value),
            article.text
        ])?;
    Ok(key)
}

/// The row of the article with this key.
pub(crate) fn article_id(conn: &Connection, key: &str) -> Result<Option<i64>> {
    let mut statement = conn.prepare_cached("SELECT id FROM article WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}
