//! An article as bytes, before anybody has looked into them.

use crate::draft::Draft;
use crate::{Error, ErrorKind, Options, encoding, html, json};
use serde_json::Value;
use sha2::{Digest, Sha256};
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
    pub(crate) options: Arc<Options>,
}

/// What the bytes of an article are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Page,
    /// A JSON object.
    Object,
}

/// What is known about an article from outside its bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    /// Where it was found on the web.
    pub url: Option<String>,
    /// The charset under which it was served.
    pub charset: Option<String>,
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
}

impl Place {
    /// How messages call it.
    pub(crate) fn name(&self) -> String {
        match self.within {
            Within::Whole => self.file.clone(),
            Within::Line(line) => format!("{}:{line}", self.file),
            Within::Item(item) => format!("{}, item {item}", self.file),
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
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        format!("{:x}", Sha256::digest(&self.bytes))
    }

    /// The file (and line) it came from, for messages.
    pub fn origin(&self) -> String {
        self.place.name()
    }

    /// The file it came from, alone or with others.
    pub fn file(&self) -> &str {
        &self.place.file
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
    pub fn open(self) -> Result<Draft, Error> {
        let name = self.place.error_name();
        let draft = match self.kind {
            Kind::Text => text(&self.bytes, self.id, &name),
            Kind::Page => page(&self.bytes, self.id, &self.hints, &name),
            Kind::Object => object(&self.bytes, self.id, &name),
        };
        let draft = draft.map_err(|error| self.place.locate(error))?;
        Ok(Draft {
            sha256: format!("{:x}", Sha256::digest(&self.bytes)),
            media_type: self.kind.media_type(),
            url: draft.url.or(self.hints.url),
            original: self.bytes,
            options: self.options,
            origin: self.place.name(),
            ..draft
        })
    }
}

impl Kind {
    fn media_type(self) -> &'static str {
        match self {
            Kind::Text => "text/plain",
            Kind::Page => "text/html",
            Kind::Object => "application/json",
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
