//! What a run notes about itself.

use super::Origin;
use crate::args::Inputs;
use anyhow::Result;
use dixit_ledger::{Ledger, Problem, RunEnd, RunId, RunInput, RunStart, RunState};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io;

/// Problems that a run keeps the words of; more are only counted.
const PROBLEMS: usize = 10_000;

/// What a run has done so far.
pub struct Manifest {
    /// The run.
    pub run: RunId,
    /// Articles new to the ledger.
    pub added: usize,
    /// Articles that were in it already.
    pub known: usize,
    /// New versions of articles that were in it already.
    pub changed: usize,
    skipped: usize,
    inputs: BTreeMap<String, Input>,
    problems: Vec<Problem>,
}

struct Input {
    articles: usize,
    sha256: Option<String>,
}

impl Manifest {
    /// Notes that a run starts.
    pub fn start(ledger: &mut Ledger, kind: &str, inputs: &Inputs, model: &str) -> Result<Self> {
        let mut digest = Sha256::new();
        for file in inputs.model.files() {
            digest.update(file);
        }
        let paths = inputs.paths.iter().map(|path| path.display().to_string());
        let options = serde_json::json!({
            "paths": paths.collect::<Vec<_>>(),
            "model": inputs.model.word(),
            "published": inputs.published,
            "outlet": inputs.outlet,
            "jobs": inputs.jobs,
        });
        let run = ledger.start_run(&RunStart {
            kind: kind.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: model.to_owned(),
            model_sha256: format!("{:x}", digest.finalize()),
            options,
        })?;
        Ok(Manifest {
            run,
            added: 0,
            known: 0,
            changed: 0,
            skipped: 0,
            inputs: BTreeMap::new(),
            problems: Vec::new(),
        })
    }

    /// Something was found there.
    pub fn found(&mut self, from: &Origin) {
        let Some(file) = &from.file else { return };
        let input = self.inputs.entry(file.clone()).or_insert(Input {
            articles: 0,
            sha256: from.sha256.clone(),
        });
        input.articles += 1;
    }

    /// The ledger has it already.
    pub fn known(&mut self) {
        self.known += 1;
    }

    /// It could not be read.
    pub fn skipped(&mut self, origin: &str, why: &str) {
        self.skipped += 1;
        if self.problems.len() < PROBLEMS {
            self.problems.push(Problem {
                origin: origin.to_owned(),
                message: why.to_owned(),
            });
        }
    }

    /// How many could not be read.
    pub fn skipped_count(&self) -> usize {
        self.skipped
    }

    /// How many there was nothing to read of.
    pub fn passed_over(&self) -> usize {
        self.known
    }

    /// Notes how the run ended. Files that hold several articles are read once
    /// more for their fingerprint, if it ended well: who stops it does not wait.
    pub fn finish(&self, ledger: &mut Ledger, state: RunState) -> Result<()> {
        let whole = matches!(state, RunState::Finished);
        let inputs = self.inputs.iter().map(|(path, input)| RunInput {
            path: path.clone(),
            sha256: match &input.sha256 {
                None if whole => fingerprint(path),
                known => known.clone(),
            },
            articles: input.articles,
        });
        let end = RunEnd {
            state,
            known: self.known,
            changed: self.changed,
            skipped: self.skipped,
            inputs: inputs.collect(),
            problems: self.problems.clone(),
        };
        Ok(ledger.finish_run(self.run, &end)?)
    }
}

/// SHA-256 of a file that holds several articles; standard input, pipes and what
/// has gone away since have none.
fn fingerprint(path: &str) -> Option<String> {
    // Opening a pipe would wait for somebody who writes.
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut file = File::open(path).ok()?;
    let mut digest = Sha256::new();
    io::copy(&mut file, &mut digest).ok()?;
    Some(format!("{:x}", digest.finalize()))
}
