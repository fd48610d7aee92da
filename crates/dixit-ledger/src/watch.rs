//! What `dixit watch` looks at, what it has found there, and what became of it:
//! enough for the next program to go on where this one stopped.

use crate::ledger::touch;
use crate::{Ledger, Result};
use dixit_model::Address;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

/// A feed that is looked at again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedRow {
    /// Its row.
    pub id: i64,
    /// Where it is.
    pub url: String,
    /// What it calls itself.
    pub title: Option<String>,
    /// When it answered last.
    pub checked_at: Option<String>,
    /// When it is looked at next.
    pub due: String,
    /// Failures in a row.
    pub failures: u32,
    /// The last of them.
    pub problem: Option<String>,
    /// `ETag` of its last state.
    pub etag: Option<String>,
    /// `Last-Modified` of its last state.
    pub modified: Option<String>,
}

/// An address that waits to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRow {
    /// Its row.
    pub id: i64,
    /// Where it is.
    pub url: String,
    /// When it is fetched, or tried again.
    pub due: String,
    /// Failures in a row.
    pub failures: u32,
    /// What its feed says about it.
    pub hint: Hint,
    /// `ETag` of its last state.
    pub etag: Option<String>,
    /// `Last-Modified` of its last state.
    pub modified: Option<String>,
}

/// What a feed says about an address, or a person who names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// Where it is.
    pub url: String,
    /// Its host, of which one address at a time is fetched.
    pub host: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// The day of publication.
    pub published: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// When it changed last.
    pub changed: Option<String>,
}

/// What came of looking at a feed.
#[derive(Clone, Debug, Default)]
pub struct Polled {
    /// What it calls itself.
    pub title: Option<String>,
    /// `ETag` of its state.
    pub etag: Option<String>,
    /// `Last-Modified` of its state.
    pub modified: Option<String>,
    /// The articles that it names.
    pub links: Vec<Hint>,
    /// The feeds that it names.
    pub feeds: Vec<String>,
}

/// What came of fetching an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It was fetched, and what it holds is in the ledger.
    Fetched {
        /// `ETag` of its state.
        etag: Option<String>,
        /// `Last-Modified` of its state.
        modified: Option<String>,
    },
    /// It is to be tried again.
    Later {
        /// When.
        due: String,
        /// What is in the way; `None`: it was not its turn.
        problem: Option<String>,
    },
    /// It is not to be tried again.
    Refused {
        /// Why.
        problem: String,
    },
}

/// A host that is left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRow {
    /// `https://post.example`
    pub name: String,
    /// Until then.
    pub barred: String,
    /// Failures in a row.
    pub failures: u32,
}

/// How far watching has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WatchCounts {
    /// Feeds looked at.
    pub feeds: usize,
    /// Addresses that wait.
    pub waiting: usize,
    /// Addresses fetched.
    pub fetched: usize,
    /// Addresses given up.
    pub refused: usize,
}

const FEED: &str =
    "SELECT id, url, title, checked_at, due, failures, problem, etag, modified FROM feed";

impl FeedRow {
    fn of(row: &Row) -> rusqlite::Result<Self> {
        Ok(FeedRow {
            id: row.get(0)?,
            url: row.get(1)?,
            title: row.get(2)?,
            checked_at: row.get(3)?,
            due: row.get(4)?,
            failures: row.get(5)?,
            problem: row.get(6)?,
            etag: row.get(7)?,
            modified: row.get(8)?,
        })
    }
}

impl LinkRow {
    fn of(row: &Row) -> rusqlite::Result<Self> {
        let url: String = row.get(1)?;
        Ok(LinkRow {
            id: row.get(0)?,
            due: row.get(3)?,
            failures: row.get(4)?,
            etag: row.get(5)?,
            modified: row.get(6)?,
            hint: Hint {
                url: url.clone(),
                host: row.get(2)?,
                title: row.get(7)?,
                outlet: row.get(8)?,
                published: row.get(9)?,
                language: row.get(10)?,
                changed: row.get(11)?,
            },
            url,
        })
    }
}

impl Ledger {
    /// Looks at a feed from now on; whether that is new.
    pub fn watch(&mut self, url: &str, now: &str) -> Result<bool> {
        let tx = self.write()?;
        let new = add_feed(&tx, url, None, now)?;
        touch(&tx)?;
        tx.commit()?;
        Ok(new)
    }

    /// Looks at a feed no more, nor at those that it named; whether it did.
    /// Addresses that wait are left out with it, what was fetched stays.
    pub fn forget_feed(&mut self, url: &str) -> Result<bool> {
        let tx = self.write()?;
        let feeds = "WITH RECURSIVE gone (id) AS (SELECT id FROM feed WHERE url = ?1
            UNION SELECT feed.id FROM feed JOIN gone ON feed.parent = gone.id)";
        for rest in [
            "DELETE FROM link WHERE state = 'waiting' AND feed IN gone",
            "UPDATE link SET feed = NULL WHERE feed IN gone",
        ] {
            tx.execute(&format!("{feeds} {rest}"), [url])?;
        }
        let gone = tx.execute(&format!("{feeds} DELETE FROM feed WHERE id IN gone"), [url])?;
        touch(&tx)?;
        tx.commit()?;
        Ok(gone > 0)
    }

    /// The feeds that are looked at, by their addresses.
    pub fn feeds(&self) -> Result<Vec<FeedRow>> {
        let mut feeds = self.conn.prepare_cached(&format!("{FEED} ORDER BY url"))?;
        let rows = feeds.query_map([], FeedRow::of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Addresses to be fetched once, named by a person; how many are new.
    pub fn queue(&mut self, links: &[Hint], now: &str) -> Result<usize> {
        let tx = self.write()?;
        let mut new = 0;
        for link in links {
            new += usize::from(add_link(&tx, None, link, now)?);
        }
        touch(&tx)?;
        tx.commit()?;
        Ok(new)
    }

    /// Notes what a feed names, and when it is due again; how many addresses
    /// are to be fetched because of it.
    pub fn polled(&mut self, feed: i64, polled: &Polled, now: &str, due: &str) -> Result<usize> {
        let tx = self.write()?;
        let mut new = 0;
        for link in &polled.links {
            new += usize::from(add_link(&tx, Some(feed), link, now)?);
        }
        for url in &polled.feeds {
            add_feed(&tx, url, Some(feed), now)?;
        }
        tx.prepare_cached(
            "UPDATE feed SET title = ifnull(?2, title), etag = ?3, modified = ?4, checked_at = ?5,
               due = ?6, failures = 0, problem = NULL WHERE id = ?1",
        )?
        .execute(params![
            feed,
            polled.title,
            polled.etag,
            polled.modified,
            now,
            due
        ])?;
        touch(&tx)?;
        tx.commit()?;
        Ok(new)
    }

    /// Notes that a feed is as it was.
    pub fn unchanged(&mut self, feed: i64, now: &str, due: &str) -> Result<()> {
        self.conn
            .prepare_cached(
                "UPDATE feed SET checked_at = ?2, due = ?3, failures = 0, problem = NULL
                 WHERE id = ?1",
            )?
            .execute(params![feed, now, due])?;
        Ok(())
    }

    /// Notes that a feed could not be had, or that it was not its turn.
    pub fn put_off(&mut self, feed: i64, due: &str, problem: Option<&str>) -> Result<()> {
        self.conn
            .prepare_cached(
                "UPDATE feed SET due = ?2, failures = failures + (?3 IS NOT NULL),
                   problem = ifnull(?3, problem) WHERE id = ?1",
            )?
            .execute(params![feed, due, problem])?;
        Ok(())
    }

    /// Makes every feed due that is not in trouble.
    pub fn all_due(&mut self, now: &str) -> Result<()> {
        let sql = "UPDATE feed SET due = ?1 WHERE failures = 0 AND due > ?1";
        self.conn.execute(sql, [now])?;
        Ok(())
    }

    /// Whether something is due until then, or waits for its first try.
    pub fn has_untried(&self, until: &str) -> Result<bool> {
        let mut untried = self.conn.prepare_cached(
            "SELECT 1 FROM link WHERE state = 'waiting' AND failures = 0 AND due <= ?1
             UNION ALL SELECT 1 FROM feed WHERE checked_at IS NULL AND failures = 0 AND due <= ?1",
        )?;
        Ok(untried.exists([until])?)
    }

    /// How much of what is watched did not come since then: feeds that did not
    /// answer, addresses that still wait.
    pub fn missing(&self, since: &str) -> Result<usize> {
        let mut missing = self.conn.prepare_cached(
            "SELECT (SELECT count(*) FROM feed
                WHERE failures > 0 OR checked_at IS NULL OR checked_at < ?1)
               + (SELECT count(*) FROM link WHERE state = 'waiting')",
        )?;
        Ok(missing.query_row([since], |row| row.get(0))?)
    }

    /// Takes a feed for what it is: a page with an article. The page's row.
    pub fn is_page(&mut self, feed: i64, link: &Hint, now: &str) -> Result<i64> {
        let tx = self.write()?;
        add_link(&tx, None, link, now)?;
        tx.execute("UPDATE link SET feed = NULL WHERE feed = ?1", [feed])?;
        tx.execute("UPDATE feed SET parent = NULL WHERE parent = ?1", [feed])?;
        tx.execute("DELETE FROM feed WHERE id = ?1", [feed])?;
        let row = "SELECT id FROM link WHERE address = ?1";
        let row = tx.query_row(row, [address_of(link)], |row| row.get(0))?;
        tx.commit()?;
        Ok(row)
    }

    /// Notes what came of fetching an address.
    pub fn tried(&mut self, link: i64, tried: &Tried, now: &str) -> Result<()> {
        match tried {
            Tried::Fetched { etag, modified } => self
                .conn
                .prepare_cached(
                    "UPDATE link SET state = 'fetched', fetched_at = ?2, etag = ifnull(?3, etag),
                       modified = ifnull(?4, modified), failures = 0, problem = NULL WHERE id = ?1",
                )?
                .execute(params![link, now, etag, modified])?,
            Tried::Later { due, problem } => self
                .conn
                .prepare_cached(
                    "UPDATE link SET due = ?2, failures = failures + (?3 IS NOT NULL),
                       problem = ifnull(?3, problem) WHERE id = ?1",
                )?
                .execute(params![link, due, problem])?,
            Tried::Refused { problem } => self
                .conn
                .prepare_cached(
                    "UPDATE link SET state = 'refused', fetched_at = ?2, problem = ?3
                     WHERE id = ?1",
                )?
                .execute(params![link, now, problem])?,
        };
        Ok(())
    }

    /// Feeds that are due.
    pub fn due_feeds(&self, now: &str) -> Result<Vec<FeedRow>> {
        let sql = format!("{FEED} WHERE due <= ?1 ORDER BY due, id");
        let mut feeds = self.conn.prepare_cached(&sql)?;
        let rows = feeds.query_map([now], FeedRow::of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Of each host the address that is due, the longest due first.
    pub fn due_links(&self, now: &str) -> Result<Vec<LinkRow>> {
        // From host to host through the index: a host may have a million waiting.
        let mut links = self.conn.prepare_cached(
            "WITH RECURSIVE waiting (host) AS (
               SELECT (SELECT host FROM link WHERE state = 'waiting' ORDER BY host LIMIT 1)
               UNION ALL
               SELECT (SELECT host FROM link WHERE state = 'waiting' AND host > waiting.host
                       ORDER BY host LIMIT 1)
               FROM waiting WHERE host IS NOT NULL)
             SELECT id, url, host, due, failures, etag, modified, title, outlet, published,
               language, changed FROM link
             WHERE id IN (SELECT (SELECT id FROM link
               WHERE state = 'waiting' AND host = waiting.host AND due <= ?1
               ORDER BY due, id LIMIT 1) FROM waiting)
             ORDER BY due, id",
        )?;
        let rows = links.query_map([now], LinkRow::of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When something is due next.
    pub fn next_due(&self) -> Result<Option<String>> {
        let mut next = self.conn.prepare_cached(
            "SELECT min (due) FROM
               (SELECT due FROM feed UNION ALL SELECT due FROM link WHERE state = 'waiting')",
        )?;
        Ok(next.query_row([], |row| row.get(0))?)
    }

    /// How far watching has come.
    pub fn watched(&self) -> Result<WatchCounts> {
        let mut counts = self.conn.prepare_cached(
            "SELECT (SELECT count(*) FROM feed), count(*) FILTER (WHERE state = 'waiting'),
               count(*) FILTER (WHERE state = 'fetched'),
               count(*) FILTER (WHERE state = 'refused') FROM link",
        )?;
        Ok(counts.query_row([], |row| {
            Ok(WatchCounts {
                feeds: row.get(0)?,
                waiting: row.get(1)?,
                fetched: row.get(2)?,
                refused: row.get(3)?,
            })
        })?)
    }

    /// Hosts that were left alone when this was noted.
    pub fn hosts(&self) -> Result<Vec<HostRow>> {
        let mut hosts = self
            .conn
            .prepare_cached("SELECT name, barred, failures FROM host ORDER BY name")?;
        let rows = hosts.query_map([], |row| {
            Ok(HostRow {
                name: row.get(0)?,
                barred: row.get(1)?,
                failures: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Notes which hosts are left alone.
    pub fn note_hosts(&mut self, hosts: &[HostRow]) -> Result<()> {
        let tx = self.write()?;
        tx.execute("DELETE FROM host", [])?;
        for host in hosts {
            tx.prepare_cached("INSERT OR REPLACE INTO host VALUES (?1, ?2, ?3)")?
                .execute(params![host.name, host.barred, host.failures])?;
        }
        Ok(tx.commit()?)
    }
}

fn add_feed(tx: &Connection, url: &str, parent: Option<i64>, now: &str) -> Result<bool> {
    let added = tx
        .prepare_cached(
            "INSERT OR IGNORE INTO feed (url, parent, added_at, due) VALUES (?1, ?2, ?3, ?3)",
        )?
        .execute(params![url, parent, now])?;
    Ok(added > 0)
}

/// The address in one form, also of what is no article's.
fn address_of(link: &Hint) -> String {
    Address::of(&link.url).map_or_else(|| link.url.clone(), |address| address.to_string())
}

/// Notes an address; whether it is to be fetched because of that: it is new to
/// the ledger, or its feed says that it changed.
fn add_link(tx: &Connection, feed: Option<i64>, link: &Hint, now: &str) -> Result<bool> {
    let address = address_of(link);
    let mut known = tx.prepare_cached("SELECT id, changed, state FROM link WHERE address = ?1")?;
    let known: Option<(i64, Option<String>, String)> = known
        .query_row([&address], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((id, changed, state)) = known else {
        let mut there = tx.prepare_cached("SELECT 1 FROM article WHERE address = ?1")?;
        let there = there.exists([&address])?;
        let state = if there { "fetched" } else { "waiting" };
        tx.prepare_cached(
            "INSERT INTO link (address, url, host, feed, title, outlet, published, language,
               changed, found_at, state, due)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?10)",
        )?
        .execute(params![
            address,
            link.url,
            link.host,
            feed,
            link.title,
            link.outlet,
            link.published,
            link.language,
            link.changed,
            now,
            state
        ])?;
        return Ok(!there);
    };
    // Who names an address by hand wants it now, whatever came of it before.
    let asked = feed.is_none() && state != "waiting";
    let newer = link.changed.is_some() && link.changed > changed;
    if asked {
        // What is known of another variant is not known of this one.
        tx.prepare_cached(
            "UPDATE link SET state = 'waiting', due = ?2, failures = 0, problem = NULL,
               changed = ifnull(?3, changed), etag = iif(url = ?4, etag, NULL),
               modified = iif(url = ?4, modified, NULL), url = ?4, host = ?5 WHERE id = ?1",
        )?
        .execute(params![id, now, link.changed, link.url, link.host])?;
    } else if newer {
        // A feed for which everything is always new keeps nothing from being
        // left alone, nor from being given up.
        tx.prepare_cached(
            "UPDATE link SET changed = ?3, due = iif(state = 'waiting', due, ?2),
               state = 'waiting' WHERE id = ?1",
        )?
        .execute(params![id, now, link.changed])?;
    }
    Ok((asked || newer) && state != "waiting")
}
