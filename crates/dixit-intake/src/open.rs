//! One opened source and the articles still to come from it.

use crate::draft::Draft;
use crate::format::Format;
use crate::json::{Line, Lines};
use crate::{Error, ErrorKind, Source, encoding, html, json};
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// After so many lines, none of them JSON, a file is given up.
const PATIENCE: u64 = 100;

/// A source with many articles, of which some are still to come.
pub(crate) struct Open {
    stem: String,
    name: String,
    rest: Rest,
}

enum Rest {
    Lines {
        lines: Lines<Box<dyn BufRead>>,
        number: u64,
        sound: bool,
    },
    Array {
        items: std::vec::IntoIter<Box<RawValue>>,
        number: u64,
    },
}

/// What opening a source yields: its only article, or one at a time.
pub(crate) enum Opened {
    One(Box<Draft>),
    Many(Open),
}

/// Opens a source; articles longer than `limit` bytes are refused.
pub(crate) fn open(source: &Source, limit: u64) -> Result<Opened, Error> {
    let name = source.name();
    let (path, reader): (Option<&Path>, Box<dyn Read>) = match source {
        Source::Stdin => (None, Box::new(io::stdin())),
        Source::File(path) => {
            let file = File::open(path).map_err(|error| Error::io(&name, &error))?;
            (Some(path), Box::new(file))
        }
    };
    from(reader, path, source.stem(), name, limit)
}

/// Opens any reader, as [`open`] does a source.
pub(crate) fn from(
    reader: Box<dyn Read>,
    path: Option<&Path>,
    stem: String,
    name: String,
    limit: u64,
) -> Result<Opened, Error> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let fail = |error: io::Error| Error::io(&name, &error);
    let head = reader.fill_buf().map_err(fail)?;
    if head.is_empty() {
        return Err(Error::empty(&name));
    }
    match Format::of(path, head) {
        Format::Text => {
            let bytes = read_all(&mut reader, Vec::new(), limit, &name)?;
            text(bytes, stem, name)
        }
        Format::Html => {
            let bytes = read_all(&mut reader, Vec::new(), limit, &name)?;
            page(bytes, stem, name)
        }
        Format::JsonLines => lines(Box::new(reader), stem, name, limit),
        Format::Json => whole(reader, stem, name, limit),
    }
}

fn text(bytes: Vec<u8>, id: String, origin: String) -> Result<Opened, Error> {
    let sha256 = sha256(&bytes);
    let original = bytes.clone();
    let text = encoding::decode(bytes, &origin)?;
    if text.trim().is_empty() {
        return Err(Error::empty(&origin));
    }
    Ok(Opened::One(Box::new(Draft {
        id,
        text,
        sha256,
        original,
        media_type: "text/plain",
        origin,
        ..Draft::default()
    })))
}

fn page(bytes: Vec<u8>, id: String, origin: String) -> Result<Opened, Error> {
    let page = encoding::decode_page(&bytes, &origin)?;
    if page.trim().is_empty() {
        return Err(Error::empty(&origin));
    }
    let draft = html::draft(&page, id, &origin)?;
    Ok(Opened::One(Box::new(Draft {
        sha256: sha256(&bytes),
        original: bytes,
        media_type: "text/html",
        origin,
        ..draft
    })))
}

fn lines(
    mut reader: Box<dyn BufRead>,
    stem: String,
    name: String,
    limit: u64,
) -> Result<Opened, Error> {
    let head = reader
        .fill_buf()
        .map_err(|error| Error::io(&name, &error))?;
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        let what = "is UTF-16, which JSON Lines may not be";
        return Err(Error::new(
            ErrorKind::Encoding,
            name,
            what,
            "save it as UTF-8",
        ));
    }
    if head.contains(&0) {
        let what = "is not text (binary bytes)";
        let fix = "give JSON Lines: one object a line; unpack archives first";
        return Err(Error::new(ErrorKind::Binary, name, what, fix));
    }
    if head.starts_with(b"\xEF\xBB\xBF") {
        reader.consume(3);
    }
    let rest = Rest::Lines {
        lines: Lines::new(reader, limit),
        number: 0,
        sound: false,
    };
    Ok(Opened::Many(Open { stem, name, rest }))
}

/// A `.json` file: lines if its first line is a whole object, else one value.
fn whole(
    mut reader: BufReader<Box<dyn Read>>,
    stem: String,
    name: String,
    limit: u64,
) -> Result<Opened, Error> {
    let mut first = Vec::new();
    let mut within = reader.by_ref().take(limit);
    within
        .read_until(b'\n', &mut first)
        .map_err(|error| Error::io(&name, &error))?;
    if is_object(&first) {
        let reader = Box::new(Cursor::new(first).chain(reader));
        return lines(reader, stem, name, limit);
    }
    let bytes = read_all(&mut reader, first, limit, &name)?;
    let json = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    if json.trim_ascii().is_empty() {
        return Err(Error::empty(&name));
    }
    if let Ok(items) = serde_json::from_slice::<Vec<Box<RawValue>>>(json) {
        if items.is_empty() {
            return Err(Error::empty(&name));
        }
        let items = items.into_iter();
        let rest = Rest::Array { items, number: 0 };
        return Ok(Opened::Many(Open { stem, name, rest }));
    }
    match serde_json::from_slice::<Value>(json) {
        Ok(_) => {
            let draft = object(json, stem, &name)?;
            Ok(Opened::One(Box::new(Draft {
                origin: name,
                ..draft
            })))
        }
        Err(_) if json.split(|&byte| byte == b'\n').any(is_object) => {
            lines(Box::new(Cursor::new(bytes)), stem, name, limit)
        }
        Err(error) => Err(not_json(&name, &error).at_line(Some(error.line() as u64))),
    }
}

fn is_object(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<&RawValue>(line).is_ok()
}

fn read_all(
    reader: &mut impl Read,
    mut bytes: Vec<u8>,
    limit: u64,
    name: &str,
) -> Result<Vec<u8>, Error> {
    let room = limit.saturating_add(1).saturating_sub(bytes.len() as u64);
    reader
        .take(room)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::io(name, &error))?;
    if bytes.len() as u64 > limit {
        return Err(Error::too_large(name, limit));
    }
    Ok(bytes)
}

/// The article of one JSON object's bytes.
fn object(json: &[u8], id: String, origin: &str) -> Result<Draft, Error> {
    match serde_json::from_slice::<Value>(json) {
        Ok(Value::Object(object)) => Ok(Draft {
            sha256: sha256(json),
            original: json.to_vec(),
            media_type: "application/json",
            ..json::draft(object, id, origin)?
        }),
        Ok(other) => {
            let what = format!("is {}, not an object", json::kind_of(&other));
            let fix = "give one object an article, with its words under \"text\"";
            Err(Error::new(ErrorKind::Json, origin, what, fix))
        }
        Err(error) => Err(not_json(origin, &error)),
    }
}

fn not_json(origin: &str, error: &serde_json::Error) -> Error {
    let what = format!("is not JSON ({error})");
    let fix = "give one whole object a line, or name a plain text .txt";
    Error::new(ErrorKind::Json, origin, what, fix)
}

fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

impl Open {
    /// How messages call the source.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The next article, if there is one.
    pub(crate) fn next_draft(&mut self) -> Option<Result<Draft, Error>> {
        match &mut self.rest {
            Rest::Array { items, number } => {
                let item = items.next()?;
                *number += 1;
                let id = format!("{}-{number}", self.stem);
                let origin = format!("{}, item {number}", self.name);
                let draft = object(item.get().as_bytes(), id, &origin);
                Some(draft.map(|draft| Draft { origin, ..draft }))
            }
            Rest::Lines {
                lines,
                number,
                sound,
            } => loop {
                if !*sound && *number >= PATIENCE {
                    return None;
                }
                *number += 1;
                let line = Some(*number);
                let bytes = match lines.next_line() {
                    Err(error) => {
                        // What follows a failed read cannot be trusted.
                        (*sound, *number) = (false, PATIENCE);
                        return Some(Err(Error::io(&self.name, &error).at_line(line)));
                    }
                    Ok(None) => return None,
                    Ok(Some(Line::TooLong)) => {
                        let error = Error::too_large(&self.name, lines.limit());
                        return Some(Err(error.at_line(line)));
                    }
                    Ok(Some(Line::Whole(bytes))) => bytes,
                };
                if bytes.trim_ascii().is_empty() {
                    continue;
                }
                let id = format!("{}-{number}", self.stem);
                let draft = match std::str::from_utf8(&bytes) {
                    Ok(_) => object(&bytes, id, &self.name),
                    Err(error) => {
                        let what = format!("is not UTF-8 (byte {})", error.valid_up_to());
                        let fix = "save it as valid UTF-8";
                        Err(Error::new(
                            ErrorKind::Encoding,
                            self.name.as_str(),
                            what,
                            fix,
                        ))
                    }
                };
                *sound |= !draft.as_ref().is_err_and(|e| e.kind() == ErrorKind::Json);
                let origin = format!("{}:{number}", self.name);
                return Some(match draft {
                    Ok(draft) => Ok(Draft { origin, ..draft }),
                    Err(error) if !*sound && *number == PATIENCE => Err(self.given_up(error)),
                    Err(error) => Err(error.at_line(line)),
                });
            },
        }
    }

    fn given_up(&self, last: Error) -> Error {
        let what = format!("none of its first {PATIENCE} lines is JSON, the rest is left unread");
        let fix = "give one whole object a line, or name a plain text .txt";
        Error::new(last.kind(), self.name.as_str(), what, fix)
    }
}
