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
    own_page: Option<PathBuf>,
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
            own_page: None,
        })
    }

    /// The name and version of the model that reads.
    pub fn model_name(&self) -> String {
        self.engine.model_name()
    }

    /// Leaves `page` out where a folder that is read holds it: it is the last
    /// run's result, not coverage.
    pub fn without(mut self, page: &Path) -> Self {
        self.own_page = page.canonicalize().ok();
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
                .filter(|arrival| !self.is_own_page(arrival))
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

    fn is_own_page(&self, arrival: &Found) -> bool {
        let file = match arrival {
            Ok(arrival) => arrival.file(),
            Err(error) => error.origin(),
        };
        self.own_page.is_some() && Path::new(file).canonicalize().ok() == self.own_page
    }

    /// Reads one article.
    pub fn read<R>(&self, article: Article, finish: impl FnOnce(Reading) -> R) -> Outcome<R> {
        self.engine.read(article, self.timings, finish)
    }
}
