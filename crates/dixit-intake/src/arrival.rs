//! An article as bytes, before anybody has looked into them.

use crate::archive::{self, Offset};
use crate::draft::Draft;
use crate::feed::{self, Shape};
use crate::wire::{mail, newsml};
use crate::{Error, ErrorKind, Options, date, encoding, html, json};
use dixit_model::{Address, Date, Inferred};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::sync::Arc;

/// An article that has arrived: the bytes of a file, of a line of JSON, of a
/// page in an archive.
///
/// Handing arrivals out costs little more than copying their bytes, so that one
/// thread can keep many busy with opening them.
#[derive(Debug)]
pub struct Arrival {
    pub(crate) id: String,
    pub(crate) place: Place,
    pub(crate) kind: Kind,
    pub(crate) bytes: Vec<u8>,
    pub(crate) hints: Hints,
    /// Where in its archive what follows begins.
    pub(crate) after: Option<Offset>,
    pub(crate) options: Arc<Options>,
}

/// What the bytes of an article are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Page,
    /// What a server answered: a head, and a page in whatever encodings.
    Answer,
    /// A JSON object.
    Object,
    /// An entry of a feed that holds its article whole.
    Entry(Shape),
    /// An item of NewsML-G2, or NITF.
    NewsItem,
    /// A letter, or a page saved as one.
    Mail,
}

/// What is known about an article from outside its bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    /// Where it was found on the web.
    pub url: Option<String>,
    /// The charset under which it was served.
    pub charset: Option<String>,
    /// What the feed that holds it calls itself.
    pub outlet: Option<String>,
    /// The language of the feed that holds it.
    pub language: Option<String>,
    /// Its headline in the feed that names it.
    pub title: Option<String>,
    /// Its day in the feed that names it.
    pub published: Option<Date>,
    /// When it was archived, as the archive has it: it was not published later.
    pub archived: Option<String>,
}

/// A page that was fetched from the web, and what was known of it before.
#[derive(Clone, Debug, Default)]
pub struct Fetched {
    /// Where it was.
    pub url: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The charset under which it was served.
    pub charset: Option<String>,
    /// Its headline in the feed that names it.
    pub title: Option<String>,
    /// Its outlet in the feed that names it.
    pub outlet: Option<String>,
    /// Its day in the feed that names it.
    pub published: Option<Date>,
    /// Its language in the feed that names it.
    pub language: Option<String>,
}

/// Where an article was found.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// How messages call the file.
    pub file: String,
    pub within: Within,
}

/// Where in its file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Within {
    /// It is all that the file holds.
    Whole,
    Line(u64),
    Item(u64),
    /// In an archive.
    Record(Offset),
}

impl Place {
    /// How messages call it.
    pub(crate) fn name(&self) -> String {
        match self.within {
            Within::Whole => self.file.clone(),
            Within::Line(line) => format!("{}:{line}", self.file),
            Within::Item(item) => format!("{}, item {item}", self.file),
            Within::Record(offset) => format!("{}{offset}", self.file),
        }
    }

    /// What errors call it: a line is a number of theirs, not a part of the
    /// name.
    fn error_name(&self) -> String {
        match self.within {
            Within::Line(_) => self.file.clone(),
            _ => self.name(),
        }
    }

    /// An error of this place.
    fn locate(&self, error: Error) -> Error {
        match self.within {
            Within::Line(line) => error.at_line(Some(line)),
            _ => error,
        }
    }
}

impl Arrival {
    /// Its id, unless its content gives it one of its own.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        match self.content() {
            Ok(content) => format!("{:x}", Sha256::digest(&content)),
            Err(_) => format!("{:x}", Sha256::digest(&self.bytes)),
        }
    }

    /// The article's own bytes, without what a server put around them.
    fn content(&self) -> Result<Cow<'_, [u8]>, Error> {
        match self.kind {
            Kind::Answer => {
                let limit = self.options.max_bytes;
                archive::body(&self.bytes, &self.place.name(), limit).map(Cow::Owned)
            }
            _ => Ok(Cow::Borrowed(&self.bytes)),
        }
    }

    /// The file (and line) it came from, for messages.
    pub fn origin(&self) -> String {
        self.place.name()
    }

    /// The file it came from, alone or with others.
    pub fn file(&self) -> &str {
        &self.place.file
    }

    /// Where in its archive what follows it begins: who has dealt with all
    /// arrivals so far can begin there again ([`Options::starts`]).
    pub fn after(&self) -> Option<Offset> {
        self.after
    }

    /// Whether it is all that its file holds.
    pub fn is_whole_file(&self) -> bool {
        matches!(self.place.within, Within::Whole)
    }

    /// The text in the bytes, and what their metadata says.
    ///
    /// # Errors
    ///
    /// Fails for bytes that are no article, or not of the kind that they ought
    /// to be; the error names the file and says what to do.
    pub fn open(mut self) -> Result<Draft, Error> {
        if let Cow::Owned(content) = self.content()? {
            self.bytes = content;
        }
        let name = self.place.error_name();
        let draft = match self.kind {
            Kind::Text => text(&self.bytes, self.id, &name),
            Kind::Page | Kind::Answer => page(&self.bytes, self.id, &self.hints, &name),
            Kind::Object => object(&self.bytes, self.id, &name),
            Kind::Entry(shape) => feed::page(&self.bytes, shape, self.id, &self.hints, &name),
            Kind::NewsItem => encoding::decode_page(&self.bytes, None, &name)
                .and_then(|item| newsml::draft(&item, self.id, &name)),
            Kind::Mail => mail::draft(&self.bytes, self.id, &name),
        };
        let mut draft = draft.map_err(|error| self.place.locate(error))?;
        if let (Kind::Page | Kind::Answer, Some(found)) = (self.kind, &self.hints.url) {
            believe_where_it_was(&mut draft, found);
        }
        if let Some(archived) = self.hints.archived {
            draft.not_after = date::day(&archived).and_then(|day| day.tomorrow().ok());
            draft.extra.insert("archived".to_owned(), archived.into());
        }
        Ok(Draft {
            sha256: format!("{:x}", Sha256::digest(&self.bytes)),
            media_type: self.kind.media_type(),
            url: draft.url.or(self.hints.url),
            title: draft.title.or_else(|| self.hints.title.map(of_feed)),
            published: draft
                .published
                .or_else(|| self.hints.published.map(of_feed)),
            outlet: draft.outlet.or_else(|| self.hints.outlet.map(of_feed)),
            language: draft.language.or_else(|| self.hints.language.map(of_feed)),
            original: self.bytes,
            options: self.options,
            origin: self.place.name(),
            ..draft
        })
    }
}

/// A page speaks for its own host alone. One that names another's address is a
/// reprint, or wants to be taken for what it is not; it stays what was found at
/// `found`, and the other address is noted.
fn believe_where_it_was(draft: &mut Draft, found: &str) {
    let Some(named) = draft.url.take() else {
        return;
    };
    let found_on = Address::host_of(found);
    if found_on.is_none() || Address::of(&named).is_some() && Address::host_of(&named) == found_on {
        draft.url = Some(named);
        return;
    }
    draft.grounds.remove("url");
    if Address::host_of(&named) != found_on {
        draft.extra.insert("canonical".to_owned(), named.into());
    }
}

/// Something that a feed says.
fn of_feed<T>(value: T) -> Inferred<T> {
    Inferred::new(value, "feed", 0.9)
}

impl Kind {
    fn media_type(self) -> &'static str {
        match self {
            Kind::Text => "text/plain",
            Kind::Page | Kind::Answer => "text/html",
            Kind::Object => "application/json",
            Kind::Entry(Shape::Json) => "application/feed+json",
            Kind::Entry(_) => "application/xml",
            Kind::NewsItem => "application/xml",
            Kind::Mail => "message/rfc822",
        }
    }
}

fn text(bytes: &[u8], id: String, origin: &str) -> Result<Draft, Error> {
    let text = encoding::decode(bytes, origin)?;
    if text.trim().is_empty() {
        return Err(Error::empty(origin));
    }
    Ok(Draft {
        id,
        text,
        ..Draft::default()
    })
}

fn page(bytes: &[u8], id: String, hints: &Hints, origin: &str) -> Result<Draft, Error> {
    let page = encoding::decode_page(bytes, hints.charset.as_deref(), origin)?;
    if page.trim().is_empty() {
        return Err(Error::empty(origin));
    }
    html::draft(&page, id, origin)
}

fn object(bytes: &[u8], id: String, origin: &str) -> Result<Draft, Error> {
    if let Err(error) = std::str::from_utf8(bytes) {
        let what = format!("is not UTF-8 (byte {})", error.valid_up_to());
        let fix = "save it as valid UTF-8";
        return Err(Error::new(ErrorKind::Encoding, origin, what, fix));
    }
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(object)) => json::draft(object, id, origin),
        Ok(other) => {
            let what = format!("is {}, not an object", json::kind_of(&other));
            let fix = "give one object an article, with its words under \"text\"";
            Err(Error::new(ErrorKind::Json, origin, what, fix))
        }
        Err(error) => Err(Error::not_json(origin, &error)),
    }
}
