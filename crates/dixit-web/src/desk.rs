//! What all requests share.

use crate::asset::hex;
use crate::fault::{Error, Fault};
use crate::pool::Pool;
use dixit_ledger::{Ledger, Weaving};
use dixit_model::{Date, Reading};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Puts a reading's times right after a person has set its article's day.
pub type Redate = Box<dyn Fn(&mut Reading, Date) + Send + Sync>;

/// How a desk is to be opened.
pub struct Options {
    /// The ledger.
    pub ledger: PathBuf,
    /// Let people correct the record; the function dates a reading anew.
    pub write: Option<Redate>,
    /// What a reader has to know. Left out, anybody who reaches it may read.
    pub token: Option<String>,
    /// Whether only this computer can reach it, and it answers to this
    /// computer's names alone.
    pub local: bool,
    /// The version of Dixit.
    pub version: String,
    /// How many requests read the ledger at the same time.
    pub readers: usize,
}

/// A ledger being shown.
pub struct Desk {
    pub(crate) pool: Arc<Pool>,
    pub(crate) writer: Option<Writer>,
    pub(crate) token: Option<String>,
    pub(crate) local: bool,
    pub(crate) version: String,
    /// The ledger's file, by name.
    pub(crate) name: String,
    /// Told to nobody; new with every start.
    secret: [u8; 32],
}

/// The one handle that may write.
pub(crate) struct Writer {
    pub ledger: Mutex<Ledger>,
    pub redate: Redate,
}

impl Writer {
    /// Changes the ledger and has the record told anew where that calls for it.
    pub(crate) fn change<T>(
        &self,
        change: impl FnOnce(&mut Ledger) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = change(&mut ledger)?;
        let weaving = Weaving {
            threads: 1,
            redate: &self.redate,
        };
        ledger.weave(&weaving, &mut |_, _| {})?;
        Ok(changed)
    }
}

impl Desk {
    /// Opens the desk of a ledger.
    pub fn open(options: Options) -> Result<Arc<Desk>, Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)
            .map_err(|error| Error::new(format!("no random numbers to be had: {error}")))?;
        let writer = options
            .write
            .map(|redate| {
                Ledger::open(&options.ledger)
                    .map(|ledger| Writer {
                        ledger: Mutex::new(ledger),
                        redate,
                    })
                    .map_err(|error| Error::new(error.to_string()))
            })
            .transpose()?;
        let name = options.ledger.file_stem().unwrap_or_default();
        let desk = Arc::new(Desk {
            name: name.to_string_lossy().into_owned(),
            pool: Arc::new(Pool::open(options.ledger, options.readers.max(1))?),
            writer,
            token: options.token,
            local: options.local,
            version: options.version,
            secret,
        });
        let unfinished = Arc::clone(&desk);
        // What a program left that was broken off; meanwhile the rest is shown.
        std::thread::spawn(move || {
            if let Some(writer) = &unfinished.writer {
                let _ = writer.change(|_| Ok(()));
            }
        });
        Ok(desk)
    }

    /// Whether people may correct the record here.
    pub(crate) fn writes(&self) -> bool {
        self.writer.is_some()
    }

    /// What a form of ours sends along, which no other site can know.
    pub(crate) fn seal(&self) -> String {
        self.derived("form")
    }

    /// What the browser of somebody who knew the token sends along.
    pub(crate) fn pass(&self) -> String {
        self.derived("pass")
    }

    /// Whether `given` is `wanted`, in a time that tells nothing about either.
    pub(crate) fn same(&self, given: &str, wanted: &str) -> bool {
        self.digest(given) == self.digest(wanted)
    }

    fn derived(&self, purpose: &str) -> String {
        hex(&self.digest(purpose)[..16])
    }

    fn digest(&self, text: &str) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(self.secret);
        digest.update(text);
        digest.finalize().into()
    }
}
