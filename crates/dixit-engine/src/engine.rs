//! One article to its reading.

use crate::ordered::map_in_order;
use crate::timings::{Stage, Timings};
use dixit_language::{Analyzer, ModelKind};
use dixit_model::{Analysis, Article, Reading};
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// An article that was found, or why it was not read.
pub type Found = Result<Article, dixit_intake::Error>;

/// A model, loaded, and all that follows it.
pub struct Engine {
    analyzer: Analyzer,
}

/// What became of one article.
pub enum Outcome<R> {
    /// It was read.
    Read {
        /// What is kept of it.
        result: R,
        /// What somebody should know.
        note: Option<String>,
    },
    /// It was not, and why.
    Skipped(String),
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

    /// Reads everything that `articles` finds, `jobs` at a time: `finish` turns
    /// each reading into what is kept of it, on any thread, and `each` takes
    /// that up, in the order of the articles.
    ///
    /// # Errors
    /// If the threads cannot be started.
    pub fn run<I, R>(
        &self,
        articles: impl FnOnce() -> I + Send,
        jobs: usize,
        timings: &Timings,
        finish: impl Fn(Reading) -> R + Sync,
        each: impl FnMut(Outcome<R>) -> ControlFlow<()>,
    ) -> io::Result<()>
    where
        I: Iterator<Item = Found>,
        R: Send,
    {
        let work = |article: Found| match article {
            Err(error) => Outcome::Skipped(error.to_string()),
            Ok(article) => {
                let origin = article.origin.clone();
                guarded(&origin, || self.read(article, timings, &finish))
            }
        };
        map_in_order(articles, jobs, work, each)
    }

    /// Reads one article.
    pub fn read<R>(
        &self,
        article: Article,
        timings: &Timings,
        finish: impl FnOnce(Reading) -> R,
    ) -> Outcome<R> {
        timings.count(article.text.len());
        let foreign = unread_language(&article).map(|language| {
            format!(
                "{}: is in a language that no model reads ({language}); \
                 kept without attributions",
                article.origin
            )
        });
        let analysis = match foreign {
            Some(_) => Analysis::default(),
            None => timings.time(Stage::Language, || self.analyzer.analyze(&article)),
        };
        let reading = timings.time(Stage::Attribution, || {
            dixit_attribution::read(article, &analysis)
        });
        Outcome::Read {
            result: timings.time(Stage::Output, || finish(reading)),
            note: foreign,
        }
    }
}

/// What `read` makes of an article: a fault of ours in one article is no reason
/// to lose the others.
pub fn guarded<R>(origin: &str, read: impl FnOnce() -> Outcome<R>) -> Outcome<R> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(outcome) => outcome,
        Err(_) => Outcome::Skipped(format!(
            "{origin}: Dixit failed on it, through a fault of its own; \
             please report this with the article, if you may share it"
        )),
    }
}

/// The article's language where it is surely none that a model covers.
fn unread_language(article: &Article) -> Option<&str> {
    let language = article.language.as_ref()?.value.as_str();
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let english = ["en", "eng", "english"];
    (!english.contains(&primary.to_ascii_lowercase().as_str())).then_some(language)
}
