//! Invented articles, as a model would read them.

use dixit_ledger::{Ledger, RunId, RunStart, Taken};
use dixit_model::{Article, Date, Inferred, Reading};
use std::path::PathBuf;

/// A ledger in a folder that is gone after the test.
pub struct Desk {
    folder: tempfile::TempDir,
    pub ledger: Ledger,
    pub run: RunId,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut ledger = Ledger::create(&folder.path().join("desk.ledger")).expect("a ledger");
        let run = ledger.start_run(&start()).expect("a run");
        Desk {
            folder,
            ledger,
            run,
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("desk.ledger")
    }

    /// Another reader of the same ledger.
    pub fn reader(&self) -> Ledger {
        Ledger::open_read_only(&self.path()).expect("a reader")
    }
}

pub fn start() -> RunStart {
    RunStart {
        kind: "add".to_owned(),
        version: "0.1.0".to_owned(),
        model: "fast 1".to_owned(),
        model_sha256: "00".to_owned(),
        options: serde_json::json!({"jobs": 2}),
    }
}

/// An article of one sentence, to be taken in.
pub fn article(id: &str, outlet: &str, day: &str, text: &str) -> Taken {
    let mut article = Article::plain(id, text);
    article.title = Some(Inferred::new(format!("Headline of {id}"), "metadata", 1.0));
    article.outlet = Some(Inferred::new(outlet.to_owned(), "metadata", 1.0));
    let day: Date = day.parse().expect("a day");
    article.published = Some(Inferred::new(day, "metadata", 1.0));
    Taken {
        original: text.as_bytes().to_vec(),
        media_type: "text/plain",
        reading: Reading {
            article,
            sentences: Vec::new(),
            attributions: Vec::new(),
            entities: Vec::new(),
            names: Vec::new(),
            times: Vec::new(),
        },
    }
}
