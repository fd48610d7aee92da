//! Paths to readings: intake, language and attribution on several threads.

use crate::args::Inputs;
use crate::ordered::map_in_order;
use crate::progress::Progress;
use crate::tally::Tally;
use crate::timings::{Stage, Timings};
use anyhow::Context;
use dixit_intake::{Arrival, Error, Ids};
use dixit_language::Analyzer;
use dixit_model::{Analysis, Article, Reading};
use std::io::{IsTerminal, stdin};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Everything between the paths of a command line and readings in order.
pub struct Pipeline<'a> {
    inputs: &'a Inputs,
    progress: &'a Progress,
    timings: &'a Timings,
    analyzer: Analyzer,
    own_page: Option<PathBuf>,
}

/// What became of one article.
pub enum Outcome<R> {
    /// It was read.
    Read(Kept<R>),
    /// It was not, and why.
    Skipped(String),
}

/// What is kept of an article.
pub struct Kept<R> {
    /// Its id and where it was found.
    pub id: String,
    pub origin: String,
    /// What was made of it.
    pub result: R,
    /// What somebody should know.
    pub note: Option<String>,
}

impl<'a> Pipeline<'a> {
    /// Loads the model that `inputs` asks for.
    pub fn new(
        inputs: &'a Inputs,
        progress: &'a Progress,
        timings: &'a Timings,
    ) -> anyhow::Result<Self> {
        let analyzer = timings
            .time(Stage::Model, || Analyzer::load(inputs.model))
            .context("the model that is part of this program cannot be loaded")?;
        Ok(Pipeline {
            inputs,
            progress,
            timings,
            analyzer,
            own_page: None,
        })
    }

    /// The name and version of the model that reads.
    pub fn model_name(&self) -> String {
        self.analyzer.model_name()
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
    ) -> anyhow::Result<Tally> {
        self.tell_if_waiting();
        let arrivals = || {
            let mut found = self.inputs.intake().arrivals(&self.inputs.paths);
            std::iter::from_fn(move || self.timings.time(Stage::Intake, || found.next()))
                .filter(|arrival| !self.is_own_page(arrival))
        };
        let work = |arrival| self.work(arrival, &finish);
        let mut tally = Tally::default();
        let mut ids = Ids::default();
        // Ids are taken in the order of the articles, not of their readers.
        let mut taken = |outcome| match outcome {
            Outcome::Read(kept) => match ids.take(&kept.id, &kept.origin) {
                Ok(()) => Outcome::Read(kept),
                Err(error) => Outcome::Skipped(error.to_string()),
            },
            skipped => skipped,
        };
        map_in_order(arrivals, self.inputs.jobs, work, |outcome| {
            match taken(outcome) {
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
            }
        })
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

    fn is_own_page(&self, arrival: &Result<Arrival, Error>) -> bool {
        let file = match arrival {
            Ok(arrival) => arrival.file(),
            Err(error) => error.origin(),
        };
        self.own_page.is_some() && Path::new(file).canonicalize().ok() == self.own_page
    }

    fn work<R>(
        &self,
        arrival: Result<Arrival, Error>,
        finish: impl Fn(Reading) -> R,
    ) -> Outcome<R> {
        let arrival = match arrival {
            Ok(arrival) => arrival,
            Err(error) => return Outcome::Skipped(error.to_string()),
        };
        let read = guarded(&arrival.origin(), || {
            let opened = self.timings.time(Stage::Intake, || {
                arrival.open().map(|draft| draft.finish().0)
            });
            match opened {
                Ok(article) => self.read(article, finish),
                Err(error) => Outcome::Skipped(error.to_string()),
            }
        });
        read.unwrap_or_else(Outcome::Skipped)
    }

    /// Reads one article.
    pub fn read<R>(&self, article: Article, finish: impl FnOnce(Reading) -> R) -> Outcome<R> {
        let (id, origin) = (article.id.clone(), article.origin.clone());
        self.timings.count(article.text.len());
        let foreign = unread_language(&article).map(|language| {
            format!(
                "{}: is in a language that no model reads ({language}); \
                 kept without attributions",
                origin
            )
        });
        let analysis = match foreign {
            Some(_) => Analysis::default(),
            None => self
                .timings
                .time(Stage::Language, || self.analyzer.analyze(&article)),
        };
        let reading = self.timings.time(Stage::Attribution, || {
            dixit_attribution::read(article, &analysis)
        });
        Outcome::Read(Kept {
            id,
            origin,
            result: self.timings.time(Stage::Output, || finish(reading)),
            note: foreign,
        })
    }
}

/// What `work` makes of an article, or what to say if it fails: a fault of ours
/// in one article is no reason to lose the others.
pub fn guarded<T>(origin: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        format!(
            "{origin}: Dixit failed on it, through a fault of its own; \
             please report this with the article, if you may share it"
        )
    })
}

/// The article's language where it is surely none that a model covers.
pub fn unread_language(article: &Article) -> Option<&str> {
    let language = article.language.as_ref()?.value.as_str();
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let english = ["en", "eng", "english"];
    (!english.contains(&primary.to_ascii_lowercase().as_str())).then_some(language)
}
