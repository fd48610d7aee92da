//! Paths to readings, with what the command line says about them.

use crate::args::Inputs;
use crate::progress::Progress;
use crate::tally::Tally;
use anyhow::{Context, Result};
use dixit_engine::{Engine, Found, Outcome, Stage, Timings};
use dixit_model::{Article, Reading};
use std::io::{IsTerminal, stdin};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Everything between the paths of a command line and readings in order.
pub struct Pipeline<'a> {
    inputs: &'a Inputs,
    progress: &'a Progress,
    timings: &'a Timings,
    engine: Engine,
    own: Vec<PathBuf>,
}

impl<'a> Pipeline<'a> {
    /// Loads the model that `inputs` asks for.
    pub fn new(inputs: &'a Inputs, progress: &'a Progress, timings: &'a Timings) -> Result<Self> {
        let engine = timings
            .time(Stage::Model, || Engine::load(inputs.model))
            .context("the model that is part of this program cannot be loaded")?;
        Ok(Pipeline {
            inputs,
            progress,
            timings,
            engine,
            own: Vec::new(),
        })
    }

    /// The name and version of the model that reads.
    pub fn model_name(&self) -> String {
        self.engine.model_name()
    }

    /// Leaves these files out where a folder that is read holds them: they are
    /// the last run's results, not coverage.
    pub fn without(mut self, own: &[PathBuf]) -> Self {
        self.own = own
            .iter()
            .filter_map(|path| path.canonicalize().ok())
            .collect();
        self
    }

    /// Reads everything: `finish` turns each reading into what is kept of it,
    /// on any thread, and `each` takes that up, in the order of the articles.
    pub fn run<R: Send>(
        &self,
        finish: impl Fn(Reading) -> R + Sync,
        mut each: impl FnMut(R) -> ControlFlow<()>,
    ) -> Result<Tally> {
        self.tell_if_waiting();
        let arrivals = || {
            let mut found = self.inputs.intake().arrivals(&self.inputs.paths);
            std::iter::from_fn(move || self.timings.time(Stage::Intake, || found.next()))
                .filter(|arrival| !self.is_own(arrival))
        };
        let mut tally = Tally::default();
        let outcome = |outcome| match outcome {
            Outcome::Read(kept) => {
                tally.read += 1;
                self.progress.advance();
                if let Some(note) = kept.note {
                    self.progress.warn(note);
                }
                each(kept.result)
            }
            Outcome::Skipped(why) => {
                tally.skipped += 1;
                self.progress.warn(format_args!("skipped {why}"));
                ControlFlow::Continue(())
            }
        };
        self.engine
            .run(arrivals, self.inputs.jobs, self.timings, finish, outcome)
            .context("cannot start the threads that read; try a smaller --jobs")?;
        Ok(tally)
    }

    /// A program that waits for somebody to type looks like one that hangs.
    pub fn tell_if_waiting(&self) {
        let paths = &self.inputs.paths;
        if !self.inputs.quiet
            && paths.iter().any(|path| path.as_os_str() == "-")
            && stdin().is_terminal()
        {
            let message = "reading what you type or paste; end with Ctrl-D on a line of its own";
            self.progress.tell(message);
        }
    }

    fn is_own(&self, arrival: &Found) -> bool {
        let file = Path::new(match arrival {
            Ok(arrival) => arrival.file(),
            Err(error) => error.origin(),
        });
        let named_so = |own: &&PathBuf| own.file_name() == file.file_name();
        let mut own = self.own.iter().filter(named_so).peekable();
        own.peek().is_some()
            && file
                .canonicalize()
                .is_ok_and(|file| own.any(|own| *own == file))
    }

    /// Reads one article.
    pub fn read<R>(&self, article: Article, finish: impl FnOnce(Reading) -> R) -> Outcome<R> {
        self.engine.read(article, self.timings, finish)
    }
}
