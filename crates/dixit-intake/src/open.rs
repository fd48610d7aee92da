//! One source opened: the articles that it holds, one at a time.

mod items;
mod lines;

use crate::arrival::{Arrival, Hints, Kind, Place, Within};
use crate::format::Format;
use crate::json::Lines;
use crate::{Error, ErrorKind, Options, Source};
use items::Items;
use lines::Objects;
use serde_json::Value;
use serde_json::value::RawValue;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

/// What a source holds, read when it is asked for.
pub(crate) type Held = Box<dyn Iterator<Item = Result<Arrival, Error>>>;

/// A source: how it and its articles are called, and what the user said.
#[derive(Clone)]
pub(crate) struct Origin {
    /// How messages call it.
    pub name: String,
    /// The id of an article that has none of its own.
    pub stem: String,
    pub options: Arc<Options>,
}

impl Origin {
    pub(crate) fn of(source: &Source, options: &Arc<Options>) -> Self {
        Origin {
            name: source.name(),
            stem: source.stem(),
            options: Arc::clone(options),
        }
    }

    /// The most bytes that one article may have.
    fn limit(&self) -> u64 {
        self.options.max_bytes
    }

    /// The only article of a source.
    fn whole(self, kind: Kind, bytes: Vec<u8>) -> Arrival {
        self.arrival(Within::Whole, self.stem.clone(), kind, bytes)
    }

    /// One of the articles of a source.
    fn one_of(&self, number: u64, within: Within, bytes: Vec<u8>) -> Arrival {
        let id = format!("{}-{number}", self.stem);
        self.arrival(within, id, Kind::Object, bytes)
    }

    fn arrival(&self, within: Within, id: String, kind: Kind, bytes: Vec<u8>) -> Arrival {
        Arrival {
            id,
            place: Place {
                file: self.name.clone(),
                within,
            },
            kind,
            bytes,
            hints: Hints::default(),
            options: Arc::clone(&self.options),
        }
    }
}

/// Opens a source.
pub(crate) fn open(source: &Source, options: &Arc<Options>) -> Result<Held, Error> {
    let origin = Origin::of(source, options);
    let (path, reader): (Option<&Path>, Box<dyn Read>) = match source {
        Source::Stdin => (None, Box::new(io::stdin())),
        Source::File(path) => {
            let file = File::open(path).map_err(|error| Error::io(&origin.name, &error))?;
            (Some(path), Box::new(file))
        }
    };
    from(reader, path, origin)
}

/// Opens any reader, as [`open`] does a source.
pub(crate) fn from(
    reader: Box<dyn Read>,
    path: Option<&Path>,
    origin: Origin,
) -> Result<Held, Error> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let head = reader
        .fill_buf()
        .map_err(|error| Error::io(&origin.name, &error))?;
    if head.is_empty() {
        return Err(Error::empty(&origin.name));
    }
    let kind = match Format::of(path, head) {
        Format::Text => Kind::Text,
        Format::Html => Kind::Page,
        Format::JsonLines => return lines(Box::new(reader), origin),
        Format::Json => return json(reader, origin),
    };
    let bytes = read_all(&mut reader, Vec::new(), &origin)?;
    Ok(one(origin.whole(kind, bytes)))
}

fn one(arrival: Arrival) -> Held {
    Box::new(std::iter::once(Ok(arrival)))
}

fn lines(mut reader: Box<dyn BufRead>, origin: Origin) -> Result<Held, Error> {
    let head = reader
        .fill_buf()
        .map_err(|error| Error::io(&origin.name, &error))?;
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        let what = "is UTF-16, which JSON Lines may not be";
        let fix = "save it as UTF-8";
        return Err(Error::new(ErrorKind::Encoding, origin.name, what, fix));
    }
    if head.contains(&0) {
        let what = "is not text (binary bytes)";
        let fix = "give JSON Lines: one object a line; unpack archives first";
        return Err(Error::new(ErrorKind::Binary, origin.name, what, fix));
    }
    if head.starts_with(b"\xEF\xBB\xBF") {
        reader.consume(3);
    }
    let lines = Lines::new(reader, origin.limit());
    Ok(Box::new(Objects::new(lines, origin)))
}

/// A `.json` file: lines if its first line is a whole object, else one value.
fn json(mut reader: BufReader<Box<dyn Read>>, origin: Origin) -> Result<Held, Error> {
    let mut first = Vec::new();
    let mut within = reader.by_ref().take(origin.limit());
    within
        .read_until(b'\n', &mut first)
        .map_err(|error| Error::io(&origin.name, &error))?;
    if is_object(&first) {
        return lines(Box::new(Cursor::new(first).chain(reader)), origin);
    }
    let bytes = read_all(&mut reader, first, &origin)?;
    let json = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    if json.trim_ascii().is_empty() {
        return Err(Error::empty(&origin.name));
    }
    if let Ok(items) = serde_json::from_slice::<Vec<Box<RawValue>>>(json) {
        if items.is_empty() {
            return Err(Error::empty(&origin.name));
        }
        return Ok(Box::new(Items::new(items, origin)));
    }
    match serde_json::from_slice::<Value>(json) {
        Ok(_) => Ok(one(origin.whole(Kind::Object, json.to_vec()))),
        Err(_) if json.split(|&byte| byte == b'\n').any(is_object) => {
            lines(Box::new(Cursor::new(bytes)), origin)
        }
        Err(error) => {
            let line = Some(error.line() as u64);
            Err(Error::not_json(&origin.name, &error).at_line(line))
        }
    }
}

fn is_object(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<&RawValue>(line).is_ok()
}

fn read_all(reader: &mut impl Read, mut bytes: Vec<u8>, origin: &Origin) -> Result<Vec<u8>, Error> {
    let limit = origin.limit();
    let room = limit.saturating_add(1).saturating_sub(bytes.len() as u64);
    reader
        .take(room)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::io(&origin.name, &error))?;
    if bytes.len() as u64 > limit {
        return Err(Error::too_large(&origin.name, limit));
    }
    Ok(bytes)
}
