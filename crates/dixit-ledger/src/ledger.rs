//! The file: made, opened, brought up to date.

use crate::{Error, ErrorKind, Result, migration};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `dxit`: what tells a ledger from other SQLite files.
const APPLICATION_ID: i32 = 0x6478_6974;

/// The version of the schema that this program writes.
const VERSION: i32 = 5;

const SCHEMA: &str = include_str!("schema.sql");

/// What brings a ledger from each version to the next.
const MIGRATIONS: [fn(&Connection) -> Result<()>; VERSION as usize - 1] = [
    migration::from_1,
    migration::from_2,
    migration::from_3,
    migration::from_4,
];

/// See [`Ledger::few`]: a row is looked up in some microseconds, and of a
/// hundred times as many one in a hundred is.
const FEW: usize = 2000;

/// See [`Ledger::common`]: full text counts so many in some milliseconds.
const COMMON: usize = 5000;

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(15);

/// A ledger, opened.
///
/// Reading is done in [`Ledger::stories`] and its like; adding is
/// [`Ledger::start_run`], [`Ledger::take_in`], [`Ledger::finish_run`].
pub struct Ledger {
    pub(crate) conn: Connection,
    path: PathBuf,
    /// Of so few rows all are looked at and sorted; of more, what is asked for
    /// is soon come across in the order of an index.
    pub(crate) few: usize,
    /// A word that more articles or statements have is common.
    pub(crate) common: usize,
}

impl Ledger {
    /// Makes a new, empty ledger; refuses where a file is there already.
    pub fn create(path: &Path) -> Result<Ledger> {
        if path.exists() {
            let message = "is there already; open it or name another file";
            return Err(Error::new(ErrorKind::Exists, message).at_path(path));
        }
        Self::open_or_create(path)
    }

    /// Opens a ledger to read and to write; one of an earlier version is
    /// brought up to date.
    pub fn open(path: &Path) -> Result<Ledger> {
        Self::with(path, OpenFlags::SQLITE_OPEN_READ_WRITE, |ledger| {
            let version = ledger.checked_version()?;
            ledger.migrate(version)
        })
    }

    /// Opens a ledger, or makes it where there is no file, or nothing in it.
    pub fn open_or_create(path: &Path) -> Result<Ledger> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        Self::with(path, flags, |ledger| {
            // Also what is left of a program that was killed in its first moment.
            if ledger.is_blank()? {
                ledger.make()?;
            }
            let version = ledger.checked_version()?;
            ledger.migrate(version)
        })
    }

    /// Opens a ledger that is only to be read, while others may write.
    pub fn open_read_only(path: &Path) -> Result<Ledger> {
        Self::with(
            path,
            OpenFlags::SQLITE_OPEN_READ_ONLY,
            |ledger| match ledger.checked_version()? {
                VERSION => Ok(()),
                _ => Err(Error::new(
                    ErrorKind::NotALedger,
                    "is a ledger of an earlier version: open it once with `dixit add`",
                )),
            },
        )
    }

    /// Whether the file at `path` is a ledger.
    pub fn is_ledger(path: &Path) -> bool {
        use std::io::Read;
        let mut head = [0; 72];
        let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
        if read.is_err() || !head.starts_with(b"SQLite format 3\0") {
            return false;
        }
        // What was written last may still lie beside the file.
        head[68..72] == APPLICATION_ID.to_be_bytes() || Self::open_read_only(path).is_ok()
    }

    /// Takes so many rows for few, which changes no answer.
    #[doc(hidden)]
    pub fn taking_for_few(mut self, few: usize) -> Ledger {
        self.few = few;
        self
    }

    /// Takes words that so many have for common, which changes the order of
    /// what is found.
    #[doc(hidden)]
    pub fn taking_for_common(mut self, common: usize) -> Ledger {
        self.common = common;
        self
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that grows with every change.
    pub fn revision(&self) -> Result<i64> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT value FROM meta WHERE name = 'revision'")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    fn with(
        path: &Path,
        flags: OpenFlags,
        ready: impl FnOnce(&mut Ledger) -> Result<()>,
    ) -> Result<Ledger> {
        let opened = || -> Result<Ledger> {
            let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            conn.busy_timeout(PATIENCE)?;
            conn.set_prepared_statement_cache_capacity(512);
            let mut ledger = Ledger {
                conn,
                path: path.to_owned(),
                few: FEW,
                common: COMMON,
            };
            ledger.settings(flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
            ready(&mut ledger)?;
            Ok(ledger)
        };
        opened().map_err(|error| error.at_path(path))
    }

    fn settings(&self, writing: bool) -> Result<()> {
        if writing {
            // Readers go on while one program writes.
            self.conn.pragma_update(None, "journal_mode", "wal")?;
            // What was committed survives a lost power line.
            self.conn.pragma_update(None, "synchronous", "full")?;
            self.conn
                .pragma_update(None, "journal_size_limit", 256 << 20)?;
        }
        // Rows that belong together are written and removed in one transaction;
        // looking for orphans at each of them would cost an index a column.
        self.conn.pragma_update(None, "foreign_keys", false)?;
        // In KiB. Whoever writes touches pages all over its indices: none is
        // written twice in a transaction, and few twice on their way home.
        let cache = if writing { -262_144 } else { -16_384 };
        self.conn.pragma_update(None, "cache_size", cache)?;
        if writing {
            self.conn
                .pragma_update(None, "wal_autocheckpoint", 65_536)?;
        }
        self.conn.pragma_update(None, "temp_store", "memory")?;
        // A statement is planned once, not anew for every value it is asked with.
        self.conn
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // A file that was tampered with runs nothing.
        self.conn.pragma_update(None, "trusted_schema", false)?;
        Ok(())
    }

    fn is_blank(&self) -> Result<bool> {
        let count = "SELECT count(*) FROM sqlite_schema";
        Ok(self.conn.query_row(count, [], |row| row.get::<_, i64>(0))? == 0)
    }

    /// One transaction makes it all: a ledger is whole or blank.
    fn make(&mut self) -> Result<()> {
        let tx = self.write()?;
        let count = "SELECT count(*) FROM sqlite_schema";
        if tx.query_row(count, [], |row| row.get::<_, i64>(0))? > 0 {
            // Another program was quicker.
            return Ok(());
        }
        tx.execute_batch(SCHEMA)?;
        tx.execute(
            "INSERT INTO meta VALUES ('revision', 0), ('made_by', ?1), ('articles', 0),
               ('stories', 0), ('statements', 0), ('entities', 0)",
            [concat!("dixit ", env!("CARGO_PKG_VERSION"))],
        )?;
        tx.pragma_update(None, "user_version", VERSION)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.commit()?;
        // So that its first bytes say what it is.
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        Ok(self.conn.query_row(checkpoint, [], |_| Ok(()))?)
    }

    fn checked_version(&self) -> Result<i32> {
        let pragma = |name| self.conn.pragma_query_value(None, name, |row| row.get(0));
        let application: i32 = pragma("application_id")?;
        if application != APPLICATION_ID {
            let message = "is not a ledger: name one that `dixit add` made";
            return Err(Error::new(ErrorKind::NotALedger, message));
        }
        let version: i32 = pragma("user_version")?;
        if version > VERSION {
            let message = format!(
                "is a ledger of version {version}, which this program does not know \
                 (it knows {VERSION}): use a later dixit"
            );
            return Err(Error::new(ErrorKind::TooNew, message));
        }
        Ok(version)
    }

    fn migrate(&mut self, from: i32) -> Result<()> {
        for (number, step) in (from..).zip(MIGRATIONS.iter().skip(from.max(1) as usize - 1)) {
            let tx = self.write()?;
            step(&tx)?;
            tx.pragma_update(None, "user_version", number + 1)?;
            tx.commit()?;
        }
        Ok(())
    }

    /// A transaction that writes: waits for its turn at its beginning, so that
    /// it never has to be begun anew.
    pub(crate) fn write(&mut self) -> Result<Transaction<'_>> {
        Ok(self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

/// Notes that the ledger has changed.
pub(crate) fn touch(conn: &Connection) -> Result<()> {
    conn.prepare_cached("UPDATE meta SET value = value + 1 WHERE name = 'revision'")?
        .execute([])?;
    Ok(())
}

/// This moment, as it is written everywhere in a ledger.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    let seconds = jiff::Timestamp::from_second(now.as_second()).unwrap_or(now);
    seconds.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RunStart, Taken};
    use dixit_model::{Article, Reading};

    fn article(n: usize) -> Taken {
        let text = format!("Pier {n}. {}", "The port is open. ".repeat(400));
        Taken {
            original: text.clone().into_bytes(),
            media_type: "text/plain",
            seen: None,
            reading: Reading {
                article: Article::plain(format!("n{n}"), text),
                sentences: Vec::new(),
                attributions: Vec::new(),
                entities: Vec::new(),
                names: Vec::new(),
                times: Vec::new(),
            },
        }
    }

    #[test]
    fn a_full_disk_keeps_what_was_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.ledger");
        let mut ledger = Ledger::create(&path).unwrap();
        let run = ledger.start_run(&RunStart::default()).unwrap();
        let pages: i64 = ledger
            .conn
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .unwrap();
        ledger
            .conn
            .pragma_update_and_check(None, "max_page_count", pages + 40, |_| Ok(()))
            .unwrap();
        let mut added = 0;
        let error = loop {
            match ledger.take_in(run, &[article(added)]) {
                Ok(done) => added += done.added.len(),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), ErrorKind::Full, "{error}");
        assert!(added > 3, "{added}");
        assert_eq!(ledger.faults().unwrap(), Vec::<String>::new());
        drop(ledger);
        let mut ledger = Ledger::open(&path).unwrap();
        assert_eq!(ledger.summary().unwrap().articles, added);
        // With room again, it goes on where it was.
        assert_eq!(
            ledger.take_in(run, &[article(added)]).unwrap().added.len(),
            1
        );
    }

    #[test]
    fn two_that_add_at_once_take_turns() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.ledger");
        let adder = |from: usize| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut ledger = Ledger::open_or_create(&path).unwrap();
                let run = ledger.start_run(&RunStart::default()).unwrap();
                // Every second article is the other's too.
                let numbers = (0..20).map(|n| if n % 2 == 0 { n } else { from + n });
                let taken = numbers.map(|n| ledger.take_in(run, &[article(n)]).unwrap());
                taken.map(|done| done.added.len()).sum::<usize>()
            })
        };
        let adders = [adder(100), adder(200)];
        let added: usize = adders.map(|adder| adder.join().unwrap()).iter().sum();
        let ledger = Ledger::open(&path).unwrap();
        assert_eq!((added, ledger.summary().unwrap().articles), (30, 30));
        assert_eq!(ledger.faults().unwrap(), Vec::<String>::new());
    }
}
