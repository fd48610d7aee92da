//! One article to its reading.

use crate::ordered::map_in_order;
use crate::timings::{Stage, Timings};
use dixit_intake::{Arrival, Ids};
use dixit_language::{Analyzer, ModelKind};
use dixit_model::{Analysis, Article, Reading};
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// An article that was found, or why there is none.
pub type Found = Result<Arrival, dixit_intake::Error>;

/// A model, loaded, and all that follows it.
pub struct Engine {
    analyzer: Analyzer,
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
    /// Its id.
    pub id: String,
    /// Where it was found.
    pub origin: String,
    /// What was made of it.
    pub result: R,
    /// What somebody should know.
    pub note: Option<String>,
}

impl Engine {
    /// Loads a model.
    ///
    /// # Errors
    /// If the model that is part of this program is damaged.
    pub fn load(model: ModelKind) -> Result<Self, dixit_language::Error> {
        let analyzer = Analyzer::load(model)?;
        Ok(Engine { analyzer })
    }

    /// The name and version of the model that reads.
    pub fn model_name(&self) -> String {
        self.analyzer.model_name()
    }

    /// Reads everything that `arrivals` finds, `jobs` at a time: `finish` turns
    /// each reading into what is kept of it, on any thread, and `each` takes
    /// that up, in the order of the articles. Of several articles with one id
    /// the first is read.
    ///
    /// # Errors
    /// If the threads cannot be started.
    pub fn run<I, R>(
        &self,
        arrivals: impl FnOnce() -> I + Send,
        jobs: usize,
        timings: &Timings,
        finish: impl Fn(Reading) -> R + Sync,
        mut each: impl FnMut(Outcome<R>) -> ControlFlow<()>,
    ) -> io::Result<()>
    where
        I: Iterator<Item = Found>,
        R: Send,
    {
        let work = |arrival: Found| match arrival {
            Err(error) => Outcome::Skipped(error.to_string()),
            Ok(arrival) => self.open(arrival, timings, &finish),
        };
        // Ids are taken in the order of the articles, not of their readers.
        let mut ids = Ids::default();
        let mut admit = |outcome| match outcome {
            Outcome::Read(kept) => match ids.take(&kept.id, &kept.origin) {
                Ok(()) => Outcome::Read(kept),
                Err(error) => Outcome::Skipped(error.to_string()),
            },
            skipped => skipped,
        };
        map_in_order(arrivals, jobs, work, |outcome| each(admit(outcome)))
    }

    fn open<R>(
        &self,
        arrival: Arrival,
        timings: &Timings,
        finish: impl FnOnce(Reading) -> R,
    ) -> Outcome<R> {
        let read = guarded(&arrival.origin(), || {
            let opened = timings.time(Stage::Intake, || {
                arrival.open().map(|draft| draft.finish().0)
            });
            match opened {
                Ok(article) => self.read(article, timings, finish),
                Err(error) => Outcome::Skipped(error.to_string()),
            }
        });
        read.unwrap_or_else(Outcome::Skipped)
    }

    /// Reads one article.
    pub fn read<R>(
        &self,
        article: Article,
        timings: &Timings,
        finish: impl FnOnce(Reading) -> R,
    ) -> Outcome<R> {
        let (id, origin) = (article.id.clone(), article.origin.clone());
        timings.count(article.text.len());
        let foreign = article.unread().map(|language| {
            format!(
                "{}: is in a language that no model reads ({language}); \
                 kept without attributions",
                origin
            )
        });
        let analysis = match foreign {
            Some(_) => Analysis::default(),
            None => timings.time(Stage::Language, || self.analyzer.analyze(&article)),
        };
        let reading = timings.time(Stage::Attribution, || {
            dixit_attribution::read(article, &analysis)
        });
        Outcome::Read(Kept {
            id,
            origin,
            result: timings.time(Stage::Output, || finish(reading)),
            note: foreign,
        })
    }
}

/// What `work` makes of an article, or what to say if it fails: a fault of ours
/// in one article is no reason to lose the others.
///
/// # Errors
/// If `work` panics; with what to tell whoever asked for it.
pub fn guarded<T>(origin: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        format!(
            "{origin}: Dixit failed on it, through a fault of its own; \
             please report this with the article, if you may share it"
        )
    })
}
