//! Taking articles in.

use crate::blob::{compress, pack, sha256};
use crate::counts::Counted;
use crate::ledger::{now, touch};
use crate::run::RunId;
use crate::{Bookmark, Ledger, Result, bookmark, key, version};
use dixit_model::{Address, Reading};
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
    /// When the web showed them so, in UTC (`2031-03-07T10:20:30Z`), where that
    /// is known.
    pub seen: Option<String>,
}

/// What became of articles that were to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Keys of the articles that are new.
    pub added: Vec<String>,
    /// How many were in the ledger already.
    pub known: usize,
    /// Keys of the articles of which these are new versions: known under their
    /// address, with other words.
    pub changed: Vec<String>,
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
    /// Whether an article with these bytes (their SHA-256), or under this URL
    /// or a variant of it, is in the ledger; with `title` (if it is known) and
    /// `text`, whether its words are the same.
    pub fn knows(
        &self,
        sha256: &str,
        url: Option<&str>,
        title: Option<&str>,
        text: &str,
    ) -> Result<Option<Known>> {
        let address = url.and_then(Address::of);
        let found = knows(&self.conn, sha256, address.as_ref(), title, text)?;
        Ok(found.map(|(known, _)| known))
    }

    /// Takes articles in, in one transaction: when this returns they are on
    /// the disk. Those that are known already are left out.
    pub fn take_in(&mut self, run: RunId, articles: &[Taken]) -> Result<TakenIn> {
        self.take_in_up_to(run, articles, &[])
    }

    /// The same, and notes in the same transaction how far archives have come
    /// with it.
    pub fn take_in_up_to(
        &mut self,
        run: RunId,
        articles: &[Taken],
        bookmarks: &[Bookmark],
    ) -> Result<TakenIn> {
        let mut done = TakenIn::default();
        // What costs time is done before others have to wait.
        let packed: Vec<_> = articles.iter().map(pack_up).collect::<Result<_>>()?;
        let at = now();
        let tx = self.write()?;
        for (taken, packed) in articles.iter().zip(&packed) {
            let article = &taken.reading.article;
            let address = article.url.as_deref().and_then(Address::of);
            let title = article.title.as_ref().map(|title| title.value.as_str());
            match knows(&tx, &packed.sha256, address.as_ref(), title, &article.text)? {
                Some((Known::Same, _)) => done.known += 1,
                Some((Known::Changed, article)) => {
                    let original = insert_original(&tx, taken, packed)?;
                    version::insert(&tx, article, run, &at, taken, packed, original)?;
                    done.changed.push(key::of_row(&tx, article)?);
                }
                None => done
                    .added
                    .push(insert(&tx, run, &at, taken, packed, address)?),
            }
        }
        Counted::Articles.add(&tx, done.added.len() as i64)?;
        if !done.added.is_empty() || !done.changed.is_empty() {
            // Another run may have thought this one broken off.
            tx.prepare_cached(
                "UPDATE run SET added = added + ?2, state = 'running' WHERE id = ?1",
            )?
            .execute(params![run.0, done.added.len()])?;
            touch(&tx)?;
        }
        bookmark::put(&tx, run, bookmarks)?;
        tx.commit()?;
        Ok(done)
    }
}

/// An article made ready for its row.
pub(crate) struct Packed {
    pub sha256: String,
    pub original: Vec<u8>,
    pub reading: Vec<u8>,
    pub rank: String,
}

fn pack_up(taken: &Taken) -> Result<Packed> {
    let sha256 = sha256(&taken.original);
    Ok(Packed {
        rank: version::rank(&taken.reading.article, taken.seen.as_deref(), &sha256),
        sha256,
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

/// How an article is known, and as which row.
fn knows(
    conn: &Connection,
    sha256: &str,
    address: Option<&Address>,
    title: Option<&str>,
    text: &str,
) -> Result<Option<(Known, i64)>> {
    let mut by_bytes = conn.prepare_cached(
        "SELECT a.id FROM original o JOIN article a ON a.original = o.id WHERE o.sha256 = ?1
         UNION ALL
         SELECT v.article FROM original o JOIN version v ON v.original = o.id WHERE o.sha256 = ?1",
    )?;
    let row = by_bytes.query_row([sha256], |row| row.get(0)).optional()?;
    if let Some(row) = row {
        return Ok(Some((Known::Same, row)));
    }
    let Some(address) = address else {
        return Ok(None);
    };
    // A page fetched again differs somewhere, and mostly not in its article.
    let mut by_address = conn.prepare_cached(
        "SELECT a.id, a.text = ?2 AND (?3 IS NULL OR a.title IS NULL OR a.title = ?3)
             OR EXISTS (SELECT 1 FROM version v WHERE v.article = a.id AND v.text = ?2
               AND (?3 IS NULL OR v.title IS NULL OR v.title = ?3))
         FROM article a WHERE a.address = ?1 ORDER BY a.id LIMIT 1",
    )?;
    let found = by_address
        .query_row(params![address.as_str(), text, title], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    Ok(found.map(|(row, same): (i64, bool)| match same {
        true => (Known::Same, row),
        false => (Known::Changed, row),
    }))
}

fn insert_original(conn: &Connection, taken: &Taken, packed: &Packed) -> Result<i64> {
    conn.prepare_cached(
        "INSERT INTO original (sha256, media_type, size, bytes) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        packed.sha256,
        taken.media_type,
        taken.original.len(),
        packed.original
    ])?;
    Ok(conn.last_insert_rowid())
}

fn insert(
    conn: &Connection,
    run: RunId,
    at: &str,
    taken: &Taken,
    packed: &Packed,
    address: Option<Address>,
) -> Result<String> {
    let article = &taken.reading.article;
    let original = insert_original(conn, taken, packed)?;
    // What keeps its address keeps its key, whatever becomes of its words.
    let digest = match &address {
        Some(address) => sha256(address.as_str().as_bytes()),
        None => packed.sha256.clone(),
    };
    let key = key::of_article(conn, &digest)?;
    conn.prepare_cached(
        "INSERT INTO article (key, name, original, run, added_at, url, outlet, outlet_how, title,
           published, published_how, language, authors, words, text, reading, address, seen, rank)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
           ?19)",
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
        address.as_ref().map(Address::as_str),
        taken.seen,
        packed.rank,
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
