//! Reading articles one at a time.

use crate::draft::Draft;
use crate::open::{Open, Opened, from, open};
use crate::{Error, ErrorKind, Options, Source, sources};
use dixit_model::Article;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads articles, with what the user said about them.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    options: Options,
}

impl Intake {
    /// An intake that fills gaps as `options` say.
    pub fn new(options: Options) -> Self {
        Intake { options }
    }

    /// The articles of `paths`, in order, read when they are asked for: one
    /// file, or one line of JSON, at a time.
    ///
    /// An error stands for one article, file or folder that was skipped. Of
    /// several articles with one id the first is read: which of them an offset
    /// or a statement means must never depend on a guess.
    pub fn read(&self, paths: &[PathBuf]) -> Articles {
        Articles {
            arrivals: self.arrivals(paths),
            seen: BTreeMap::new(),
        }
    }

    /// The same before anything but their bytes has been looked at, for those
    /// who know many of them already; articles with one id all arrive.
    pub fn arrivals(&self, paths: &[PathBuf]) -> Arrivals {
        Arrivals {
            options: Arc::new(self.options.clone()),
            sources: sources(paths).into_iter(),
            file: String::new(),
            open: None,
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
        let opened = from(
            reader,
            path,
            source.stem(),
            source.name(),
            self.options.max_bytes,
        );
        let first = articles.arrivals.first_of(opened);
        let first = first.map(|first| articles.admit(first));
        first.into_iter().chain(articles).collect()
    }
}

/// Articles as they are read; see [`Intake::read`].
pub struct Articles {
    arrivals: Arrivals,
    /// Where each id was first seen.
    seen: BTreeMap<String, String>,
}

impl Articles {
    /// Finishes an article, unless its id is taken.
    fn admit(&mut self, arrival: Result<Arrival, Error>) -> Result<Article, Error> {
        let Arrival { draft, options, .. } = arrival?;
        if let Some(first) = self.seen.get(&draft.id) {
            return Err(Error::new(
                ErrorKind::DuplicateId,
                draft.origin,
                format!("has the id \"{}\", as {first} has", draft.id),
                "give each article an id of its own (rename the file, or set \"id\")",
            ));
        }
        self.seen.insert(draft.id.clone(), draft.origin.clone());
        Ok(draft.finish(&options))
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let arrival = self.arrivals.next()?;
        Some(self.admit(arrival))
    }
}

/// Articles as they arrive; see [`Intake::arrivals`].
pub struct Arrivals {
    options: Arc<Options>,
    sources: std::vec::IntoIter<Result<Source, Error>>,
    /// How messages call the file that is open.
    file: String,
    open: Option<Open>,
}

impl Arrivals {
    fn first_of(&mut self, opened: Result<Opened, Error>) -> Option<Result<Arrival, Error>> {
        match opened {
            Ok(Opened::One(draft)) => Some(Ok(self.arrival(*draft))),
            Ok(Opened::Many(mut open)) => {
                let Some(first) = open.next_draft() else {
                    return Some(Err(Error::empty(open.name())));
                };
                self.open = Some(open);
                Some(first.map(|draft| self.arrival(draft)))
            }
            Err(error) => Some(Err(error)),
        }
    }

    fn arrival(&self, draft: Draft) -> Arrival {
        Arrival {
            draft,
            file: self.file.clone(),
            options: Arc::clone(&self.options),
        }
    }
}

impl Iterator for Arrivals {
    type Item = Result<Arrival, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(open) = &mut self.open {
                if let Some(draft) = open.next_draft() {
                    return Some(draft.map(|draft| self.arrival(draft)));
                }
                self.open = None;
            }
            let item = match self.sources.next()? {
                Ok(source) => {
                    self.file = source.name();
                    let opened = open(&source, self.options.max_bytes);
                    self.first_of(opened)
                }
                Err(error) => Some(Err(error)),
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

/// An article that has arrived: its bytes, and what its metadata says.
pub struct Arrival {
    draft: Draft,
    file: String,
    options: Arc<Options>,
}

impl Arrival {
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.draft.sha256
    }

    /// Where it was found on the web.
    pub fn url(&self) -> Option<&str> {
        self.draft.url.as_deref()
    }

    /// Its words.
    pub fn text(&self) -> &str {
        &self.draft.text
    }

    /// The file (and line) it came from, for messages.
    pub fn origin(&self) -> &str {
        &self.draft.origin
    }

    /// The file it came from, alone or with others.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What the bytes are: `text/plain`, `text/html` or `application/json`.
    pub fn media_type(&self) -> &'static str {
        self.draft.media_type
    }

    /// The article, gaps filled from its text, and the bytes it came as: of a
    /// file, or of one JSON object.
    pub fn read(self) -> (Article, Vec<u8>) {
        self.draft.finish_and_keep(&self.options)
    }
}
