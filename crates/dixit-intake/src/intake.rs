//! Reading articles one at a time.

use crate::arrival::{Fetched, Hints, Kind, Place, Within};
use crate::open::{Held, Origin, from, open};
use crate::{Arrival, Error, Options, Source, sources};
use dixit_model::Article;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Reads articles, with what the user said about them.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    options: Arc<Options>,
}

impl Intake {
    /// An intake that fills gaps as `options` say.
    pub fn new(options: Options) -> Self {
        Intake {
            options: Arc::new(options),
        }
    }

    /// The articles of `paths`, in order, read when they are asked for: one
    /// file, one line of JSON, one page of an archive at a time.
    ///
    /// An error stands for one article, file or folder that was skipped. Of
    /// several articles with one id the first is read; see [`Ids`].
    pub fn read(&self, paths: &[PathBuf]) -> Articles {
        Articles {
            arrivals: self.arrivals(paths),
            ids: Ids::default(),
        }
    }

    /// The same before anything but their bytes has been looked at, for those
    /// who open them on several threads or know many of them already; articles
    /// with one id all arrive.
    pub fn arrivals(&self, paths: &[PathBuf]) -> Arrivals {
        Arrivals {
            options: Arc::clone(&self.options),
            sources: sources(paths).into_iter(),
            held: None,
        }
    }

    /// How many records of archives that are no pages have been passed over so far.
    pub fn passed_over(&self) -> u64 {
        self.options.passed_over.load(Ordering::Relaxed)
    }

    /// The same of what `reader` holds, as if it were the file `path`.
    pub fn arrivals_from(&self, reader: Box<dyn Read>, path: Option<&Path>) -> Arrivals {
        let source = path.map_or(Source::Stdin, |path| Source::File(path.to_owned()));
        let mut arrivals = self.arrivals(&[]);
        let held = from(reader, path, Origin::of(&source, &self.options));
        arrivals.held = Some(held.unwrap_or_else(|error| Box::new(std::iter::once(Err(error)))));
        arrivals
    }

    /// The article of a page that was fetched.
    pub fn fetched(&self, page: Fetched) -> Arrival {
        let id = page
            .url
            .split_once("://")
            .map_or(&*page.url, |(_, rest)| rest);
        Arrival {
            id: id.trim_end_matches('/').to_owned(),
            place: Place {
                file: page.url.clone(),
                within: Within::Whole,
            },
            kind: Kind::Page,
            bytes: page.bytes,
            hints: Hints {
                url: Some(page.url),
                charset: page.charset,
                outlet: page.outlet,
                language: page.language,
                title: page.title,
                published: page.published,
                ..Hints::default()
            },
            after: None,
            options: Arc::clone(&self.options),
        }
    }

    /// The articles that `reader` holds, as if it were the file `path` (whose
    /// ending tells the format; without one the content does).
    pub fn read_from(
        &self,
        reader: Box<dyn Read>,
        path: Option<&Path>,
    ) -> Vec<Result<Article, Error>> {
        let articles = Articles {
            arrivals: self.arrivals_from(reader, path),
            ids: Ids::default(),
        };
        articles.collect()
    }
}

/// Which ids are taken in a run.
///
/// Of several articles with one id the first is read: which of them an offset
/// or a statement means must never depend on a guess.
#[derive(Debug, Default)]
pub struct Ids {
    /// Where each was first seen.
    seen: BTreeMap<String, String>,
}

impl Ids {
    /// Takes an id for the article found at `origin`.
    ///
    /// # Errors
    ///
    /// Fails where another article has it, and names that one.
    pub fn take(&mut self, id: &str, origin: &str) -> Result<(), Error> {
        if let Some(first) = self.seen.get(id) {
            return Err(Error::duplicate_id(id, origin, first));
        }
        self.seen.insert(id.to_owned(), origin.to_owned());
        Ok(())
    }
}

/// Articles as they are read; see [`Intake::read`].
pub struct Articles {
    arrivals: Arrivals,
    ids: Ids,
}

impl Iterator for Articles {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let opened = self.arrivals.next()?.and_then(Arrival::open);
        Some(opened.and_then(|draft| {
            self.ids.take(&draft.id, &draft.origin)?;
            Ok(draft.finish().0)
        }))
    }
}

/// Articles as they arrive; see [`Intake::arrivals`].
pub struct Arrivals {
    options: Arc<Options>,
    sources: std::vec::IntoIter<Result<Source, Error>>,
    /// What is still to come of the source that is open.
    held: Option<Held>,
}

impl Iterator for Arrivals {
    type Item = Result<Arrival, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.held.as_mut().and_then(Iterator::next) {
                return Some(next);
            }
            self.held = None;
            match self.sources.next()?.and_then(|s| open(&s, &self.options)) {
                Ok(held) => self.held = Some(held),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
