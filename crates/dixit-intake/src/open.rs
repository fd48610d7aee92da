//! One source opened: the articles that it holds, one at a time.

mod captures;
mod items;
mod lines;
mod pieces;
mod rows;

use crate::arrival::{Arrival, Hints, Kind, Place, Within};
use crate::format::{Format, PACKED, ending};
use crate::json::Lines;
use crate::wire::{collector, newsml};
use crate::{Error, ErrorKind, Options, Source, encoding, feed};
use captures::Captures;
use items::Items;
use lines::Objects;
use pieces::Pieces;
use rows::Rows;
pub(crate) use rows::separator;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A packed file inside a packed file is read, and no further.
const MOST_PACKINGS: u8 = 2;

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

    pub(crate) fn arrival(
        &self,
        within: Within,
        id: String,
        kind: Kind,
        bytes: Vec<u8>,
    ) -> Arrival {
        Arrival {
            id,
            place: Place {
                file: self.name.clone(),
                within,
            },
            kind,
            bytes,
            hints: Hints::default(),
            after: None,
            options: Arc::clone(&self.options),
        }
    }
}

/// Opens a source.
pub(crate) fn open(source: &Source, options: &Arc<Options>) -> Result<Held, Error> {
    let origin = Origin::of(source, options);
    let Source::File(path) = source else {
        return from(Box::new(io::stdin()), None, origin);
    };
    let fail = |error| Error::io(&origin.name, &error);
    let mut file = File::open(path).map_err(fail)?;
    let mut head = [0; 4];
    // Zip files are read from their end; everything else is a stream.
    if ending(path).as_deref() == Some("wacz") {
        let count = file.read(&mut head).map_err(fail)?;
        file.rewind().map_err(fail)?;
        if Format::of(Some(path), &head[..count]) == Format::Wacz {
            return Ok(Box::new(Captures::of_wacz(file, origin)?));
        }
    }
    let start = || options.starts.get(&path.canonicalize().ok()?);
    if !options.starts.is_empty()
        && let Some(&start) = start()
    {
        return Ok(Box::new(Captures::of_warc_from(file, start, origin)?));
    }
    from(Box::new(file), Some(path), origin)
}

/// Opens any reader, as [`open`] does a source.
pub(crate) fn from(
    reader: Box<dyn Read>,
    path: Option<&Path>,
    origin: Origin,
) -> Result<Held, Error> {
    within(reader, path, origin, 0)
}

/// The same inside `packings` packed files.
fn within(
    reader: Box<dyn Read>,
    path: Option<&Path>,
    origin: Origin,
    packings: u8,
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
        // Only the archive's own compression has places to begin at again.
        Format::Warc => {
            let captures = Captures::of_warc(Box::new(reader), packings == 0, origin)?;
            return Ok(Box::new(captures));
        }
        Format::Wacz => return Err(not_a_stream(&origin.name)),
        // There are files that unpack to themselves.
        Format::Packed(_) if packings == MOST_PACKINGS => {
            return Err(too_often_packed(&origin.name));
        }
        Format::Packed(packing) => {
            let reader = packing
                .reader(reader)
                .map_err(|error| Error::io(&origin.name, &error))?;
            let inner = path.map(without_packing);
            return within(Box::new(reader), inner.as_deref(), origin, packings + 1);
        }
        Format::Table => return Ok(Box::new(Rows::new(Box::new(reader), origin)?)),
        Format::News => return news(reader, origin),
        Format::Mail => Kind::Mail,
        Format::JsonLines => return lines(Box::new(reader), origin),
        Format::Json => return json(reader, origin),
        Format::Feed => {
            let bytes = read_all(&mut reader, Vec::new(), &origin)?;
            return feed::arrivals(&bytes, origin);
        }
    };
    let bytes = read_all(&mut reader, Vec::new(), &origin)?;
    Ok(one(origin.whole(kind, bytes)))
}

/// A path less the ending that says how it is packed.
fn without_packing(path: &Path) -> PathBuf {
    match ending(path).is_some_and(|ending| PACKED.contains(&ending.as_str())) {
        true => path.with_extension(""),
        false => path.to_owned(),
    }
}

fn too_often_packed(name: &str) -> Error {
    let what = "is packed, and packed again";
    let fix = "unpack it and give what is inside";
    Error::new(ErrorKind::Unreadable, name, what, fix)
}

/// A message of several items, or one item.
fn news(mut reader: BufReader<Box<dyn Read>>, origin: Origin) -> Result<Held, Error> {
    let bytes = read_all(&mut reader, Vec::new(), &origin)?;
    let document = encoding::decode_page(&bytes, None, &origin.name)?;
    let places = newsml::items(&document);
    match places.len() {
        0 | 1 => Ok(one(origin.whole(Kind::NewsItem, bytes))),
        _ => Ok(Box::new(Pieces::new(document, places, origin))),
    }
}

fn not_a_stream(name: &str) -> Error {
    let what = "is a WACZ file, which cannot be read from a pipe";
    let fix = "save it and give its path";
    Error::new(ErrorKind::Unreadable, name, what, fix)
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
    if let Some(items) = listed(&first) {
        return Ok(Box::new(Items::new(items, origin)));
    }
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
    if let Some(items) = listed(json) {
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

/// The articles of a collector's file: a list under a name of its own, or one for
/// every outlet.
fn listed(json: &[u8]) -> Option<Vec<Box<RawValue>>> {
    if !json.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    let fields: BTreeMap<String, &RawValue> = serde_json::from_slice(json).ok()?;
    let list = |value: &&RawValue| {
        let list: Vec<Box<RawValue>> = serde_json::from_str(value.get()).ok()?;
        let objects = list
            .iter()
            .all(|item| item.get().trim_start().starts_with('{'));
        (objects && !list.is_empty()).then_some(list)
    };
    let whole = ["text", "uri", "body", "title", "url"];
    if whole.iter().any(|key| fields.contains_key(*key)) {
        return None;
    }
    let named = collector::LISTS
        .iter()
        .find_map(|key| list(fields.get(*key)?));
    named
        .or_else(|| {
            let lists: Option<Vec<_>> = fields.values().map(list).collect();
            lists.map(|lists| lists.into_iter().flatten().collect::<Vec<_>>())
        })
        .filter(|items| !items.is_empty())
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
