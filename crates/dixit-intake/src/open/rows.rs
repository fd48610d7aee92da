//! The rows of a table: CSV, or TSV, with a line of names above.

use super::Origin;
use crate::arrival::{Arrival, Within};
use crate::{Error, ErrorKind};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Columns that may hold an article's words, the likeliest first.
const TEXT: &[&str] = &[
    "text",
    "maintext",
    "plaintext",
    "story_text",
    "article_text",
    "full_text",
    "body",
    "content",
    "article",
];
/// Columns that tables of articles have beside it.
const OTHERS: &[&str] = &[
    "id",
    "url",
    "title",
    "date",
    "published",
    "publish_date",
    "headline",
    "outlet",
    "source",
    "author",
    "authors",
    "language",
    "media_name",
];

/// The character between the columns of a table that begins so, if one begins so.
pub(crate) fn separator(head: &[u8]) -> Option<u8> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let line = head.split(|&byte| byte == b'\n').next()?;
    let line = String::from_utf8_lossy(line).to_ascii_lowercase();
    [b',', b'\t', b';'].into_iter().find(|&mark| {
        let names: Vec<&str> = line
            .split(char::from(mark))
            .map(|name| name.trim().trim_matches('"'))
            .collect();
        let among = |known: &[&str]| names.iter().any(|name| known.contains(name));
        names.len() > 1 && (among(TEXT) || names.contains(&"url")) && among(OTHERS)
    })
}

/// The rows still to come.
pub(super) struct Rows {
    reader: csv::Reader<Bounded>,
    names: Vec<String>,
    left: Rc<Cell<u64>>,
    origin: Origin,
    number: u64,
    ended: bool,
}

impl Rows {
    pub(super) fn new(mut reader: Box<dyn BufRead>, origin: Origin) -> Result<Self, Error> {
        let fail = |error: io::Error| Error::io(&origin.name, &error);
        let head = reader.fill_buf().map_err(fail)?;
        let mark = separator(head).unwrap_or(b',');
        if head.starts_with(b"\xEF\xBB\xBF") {
            reader.consume(3);
        }
        let left = Rc::new(Cell::new(origin.limit()));
        let bounded = Bounded {
            reader,
            left: Rc::clone(&left),
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(mark)
            .flexible(true)
            .from_reader(bounded);
        let header = reader
            .byte_headers()
            .map_err(|error| broken(&origin, error))?;
        let mut names: Vec<String> = header
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim().to_ascii_lowercase())
            .collect();
        let text = TEXT
            .iter()
            .find_map(|text| names.iter().position(|name| name == text));
        let Some(text) = text else {
            let what = match names.iter().any(|name| name == "url") {
                true => "is a table of addresses, without the articles' words",
                false => "is a table without a column of articles' words",
            };
            let fix = "name that column \"text\", or fetch the addresses with `dixit watch`";
            return Err(Error::new(ErrorKind::NoText, origin.name, what, fix));
        };
        "text".clone_into(&mut names[text]);
        Ok(Rows {
            reader,
            names,
            left,
            origin,
            number: 0,
            ended: false,
        })
    }
}

impl Iterator for Rows {
    type Item = Result<Arrival, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.left.set(self.origin.limit());
        let mut row = csv::ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(false) => return None,
            Ok(true) => {}
            Err(error) => {
                self.ended = true;
                return Some(Err(broken(&self.origin, error)));
            }
        }
        self.number += 1;
        let line = row.position().map_or(self.number, csv::Position::line);
        let mut object = Map::new();
        for (name, value) in self.names.iter().zip(&row) {
            let Ok(value) = std::str::from_utf8(value) else {
                let what = "is not UTF-8";
                let error = Error::new(
                    ErrorKind::Encoding,
                    &*self.origin.name,
                    what,
                    "save it as valid UTF-8",
                );
                return Some(Err(error.at_line(Some(line))));
            };
            if !value.is_empty() && !name.is_empty() {
                object.insert(name.clone(), value.into());
            }
        }
        let bytes = Value::Object(object).to_string().into_bytes();
        Some(Ok(self.origin.one_of(
            self.number,
            Within::Line(line),
            bytes,
        )))
    }
}

fn broken(origin: &Origin, error: csv::Error) -> Error {
    let line = error.position().map(csv::Position::line);
    let error = match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Error::too_large(&origin.name, origin.limit())
        }
        csv::ErrorKind::Io(error) => Error::io(&origin.name, &error),
        other => {
            let what = format!("is no sound table ({other:?})");
            Error::new(
                ErrorKind::Unreadable,
                &*origin.name,
                what,
                "save it as CSV again",
            )
        }
    };
    error.at_line(line)
}

/// Ends where a row takes more than an article may: a quotation mark that is never
/// closed makes one field of all the rest.
struct Bounded {
    reader: Box<dyn BufRead>,
    left: Rc<Cell<u64>>,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(into)?;
        match self.left.get().checked_sub(count as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(count)
    }
}
