//! Reading articles one at a time.

use crate::draft::Draft;
use crate::open::{Open, Opened, from, open};
use crate::{Error, ErrorKind, Options, Source, sources};
use dixit_model::Article;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

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
            options: self.options.clone(),
            sources: sources(paths).into_iter(),
            open: None,
            seen: BTreeMap::new(),
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
        let mut articles = Articles {
            options: self.options.clone(),
            sources: Vec::new().into_iter(),
            open: None,
            seen: BTreeMap::new(),
        };
        let opened = from(
            reader,
            path,
            source.stem(),
            source.name(),
            self.options.max_bytes,
        );
        let first = articles.first_of(opened);
        first.into_iter().chain(articles).collect()
    }
}

/// Articles as they are read; see [`Intake::read`].
pub struct Articles {
    options: Options,
    sources: std::vec::IntoIter<Result<Source, Error>>,
    open: Option<Open>,
    /// Where each id was first seen.
    seen: BTreeMap<String, String>,
}

impl Articles {
    fn first_of(&mut self, opened: Result<Opened, Error>) -> Option<Result<Article, Error>> {
        match opened {
            Ok(Opened::One(draft)) => Some(self.admit(*draft)),
            Ok(Opened::Many(mut open)) => {
                let Some(first) = open.next_draft() else {
                    return Some(Err(Error::empty(open.name())));
                };
                self.open = Some(open);
                Some(first.and_then(|draft| self.admit(draft)))
            }
            Err(error) => Some(Err(error)),
        }
    }

    /// Finishes an article, unless its id is taken.
    fn admit(&mut self, draft: Draft) -> Result<Article, Error> {
        if let Some(first) = self.seen.get(&draft.id) {
            return Err(Error::new(
                ErrorKind::DuplicateId,
                draft.origin,
                format!("has the id \"{}\", as {first} has", draft.id),
                "give each article an id of its own (rename the file, or set \"id\")",
            ));
        }
        self.seen.insert(draft.id.clone(), draft.origin.clone());
        Ok(draft.finish(&self.options))
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(open) = &mut self.open {
                if let Some(draft) = open.next_draft() {
                    return Some(draft.and_then(|draft| self.admit(draft)));
                }
                self.open = None;
            }
            let item = match self.sources.next()? {
                Ok(source) => {
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
