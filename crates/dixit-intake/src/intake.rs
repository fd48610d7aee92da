//! Reading articles one at a time.

use crate::open::{Held, Origin, from, open};
use crate::{Arrival, Error, Options, Source, sources};
use dixit_model::Article;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

    /// The articles that `reader` holds, as if it were the file `path` (whose
    /// ending tells the format; without one the content does).
    pub fn read_from(
        &self,
        reader: Box<dyn Read>,
        path: Option<&Path>,
    ) -> Vec<Result<Article, Error>> {
        let source = path.map_or(Source::Stdin, |path| Source::File(path.to_owned()));
        let mut articles = self.read(&[]);
        match from(reader, path, Origin::of(&source, &self.options)) {
            Ok(held) => articles.arrivals.held = Some(held),
            Err(error) => return vec![Err(error)],
        }
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
