//! What a thread does with one arrival: asks the ledger, opens it, reads it.

use crate::pipeline::Pipeline;
use dixit_engine::{Outcome, Stage, Timings, guarded};
use dixit_intake::{Arrival, Error, Offset};
use dixit_ledger::{Known, Ledger, Taken};
use std::sync::Mutex;

/// Where something was found.
pub struct Origin {
    /// The file.
    pub file: Option<String>,
    /// File and line.
    pub origin: String,
    /// SHA-256 of the file, where the article is all that it holds.
    pub sha256: Option<String>,
    /// Where in its archive what follows begins.
    pub after: Option<Offset>,
}

/// What became of what was found.
pub enum Found {
    /// The ledger has it already.
    Known,
    /// It was read, or not.
    Read(Outcome<Box<Taken>>),
}

/// What threads need for it.
pub struct Work<'a> {
    pub pipeline: &'a Pipeline<'a>,
    pub timings: &'a Timings,
    /// Looks things up while another writes.
    pub lookout: &'a Mutex<Ledger>,
}

impl Work<'_> {
    /// Reads an arrival, unless the ledger knows it: by its bytes, or once they
    /// are opened by its address and words. Only what is new costs a model's time.
    pub fn on(&self, arrival: Result<Arrival, Error>) -> (Origin, Found) {
        let arrival = match arrival {
            Ok(arrival) => arrival,
            Err(error) => {
                let from = Origin {
                    file: None,
                    origin: error.origin().to_owned(),
                    sha256: None,
                    after: None,
                };
                return (from, Found::Read(Outcome::Skipped(error.to_string())));
            }
        };
        let from = Origin {
            file: Some(arrival.file().to_owned()),
            origin: arrival.origin(),
            sha256: arrival.is_whole_file().then(|| arrival.sha256()),
            after: arrival.after(),
        };
        let found = self.read(arrival, None);
        (from, found)
    }

    /// The same for one that is there for sure, `seen` on the web then.
    pub fn read(&self, arrival: Arrival, seen: Option<String>) -> Found {
        let (origin, sha256) = (arrival.origin(), arrival.sha256());
        // A look that fails costs only the reading: taking in looks again.
        let same = |url: Option<&str>, title: Option<&str>, text: &str| {
            let lookout = self.lookout.lock().ok();
            let known = lookout.and_then(|ledger| ledger.knows(&sha256, url, title, text).ok()?);
            known == Some(Known::Same)
        };
        if same(None, None, "") {
            return Found::Known;
        }
        let found = guarded(&origin, || {
            let draft = match self.timings.time(Stage::Intake, || arrival.open()) {
                Ok(draft) => draft,
                Err(error) => return Found::Read(Outcome::Skipped(error.to_string())),
            };
            if same(draft.url(), draft.title(), draft.text()) {
                return Found::Known;
            }
            let media_type = draft.media_type();
            let (article, original) = self.timings.time(Stage::Intake, || draft.finish());
            // An archive says when it saw a page.
            let archived = article.extra.get("archived").and_then(|at| at.as_str());
            let seen = seen.or_else(|| archived.map(str::to_owned));
            Found::Read(self.pipeline.read(article, |reading| {
                Box::new(Taken {
                    reading,
                    original,
                    media_type,
                    seen,
                })
            }))
        });
        found.unwrap_or_else(|why| Found::Read(Outcome::Skipped(why)))
    }
}
