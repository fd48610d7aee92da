//! Web archives: WARC, plain or packed, one record at a time.
//!
//! The reader holds one record and the windows of the decompression, however
//! large the file. What is damaged is named and passed over: reading goes on at the
//! next member of the compression, or at the next line that begins a record.
//! A length that is wrong is put right where the next record shows it.

mod fields;
mod http;
mod record;
mod stream;
mod tape;
mod wacz;

pub use stream::Offset;
pub(crate) use wacz::Wacz;

use crate::unpack::Fault;
use crate::{Error, ErrorKind};
use fields::Fields;
use http::Response;
use record::{Block, Damage, Record, Records};
use std::io::{self, Read};
use stream::Stream;

/// A page as it was archived, nothing undone.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Capture {
    /// What the server answered, or the page itself.
    pub(crate) block: Vec<u8>,
    /// Whether it is an answer with a head.
    pub(crate) answer: bool,
    /// Where it was found on the web.
    pub(crate) url: Option<String>,
    /// When it was archived: no page was published later.
    pub(crate) date: Option<String>,
    /// The archive's own name of the record.
    pub(crate) id: Option<String>,
    /// The charset that the server, or the archive, names.
    pub(crate) charset: Option<String>,
    /// Where the record begins.
    pub(crate) place: Offset,
    /// Where what follows it begins.
    pub(crate) after: Offset,
}

/// What an archive held, other than pages that were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Records of every kind.
    pub(crate) records: u64,
    /// Pages.
    pub(crate) pages: u64,
    /// Requests, metadata and other records about records.
    pub(crate) about: u64,
    /// Pages that had not changed since they were archived elsewhere.
    pub(crate) revisits: u64,
    /// Pictures, styles, data.
    pub(crate) other_kinds: u64,
    /// Answers other than 200.
    pub(crate) other_answers: u64,
    /// Records longer than an article may be.
    pub(crate) too_large: u64,
    /// Stretches that are no sound record.
    pub(crate) damaged: u64,
}

impl Tally {
    /// How many records were passed over without a word.
    pub(crate) fn passed_over(self) -> u64 {
        self.about + self.revisits + self.other_kinds + self.other_answers
    }

    /// Both together.
    pub(crate) fn plus(self, other: Tally) -> Tally {
        Tally {
            records: self.records + other.records,
            pages: self.pages + other.pages,
            about: self.about + other.about,
            revisits: self.revisits + other.revisits,
            other_kinds: self.other_kinds + other.other_kinds,
            other_answers: self.other_answers + other.other_answers,
            too_large: self.too_large + other.too_large,
            damaged: self.damaged + other.damaged,
        }
    }
}

/// The captures of one archive.
pub(crate) struct Archive<R: Read> {
    records: Records<R>,
    name: String,
    limit: u64,
    tally: Tally,
}

impl<R: Read> Archive<R> {
    /// The archive that `reader` holds, called `name` in messages.
    pub(crate) fn new(reader: R, name: &str, limit: u64) -> io::Result<Self> {
        Archive::from(Stream::new(reader, 0)?, name, limit)
    }

    /// The archive from `place` on, at whose offset `reader` stands. `dictionary` is
    /// what [`dictionary`] found at the file's beginning.
    pub(crate) fn resume(
        reader: R,
        place: Offset,
        dictionary: Vec<u8>,
        name: &str,
        limit: u64,
    ) -> io::Result<Self> {
        let mut stream = Stream::new(reader, place.member)?;
        stream.use_dictionary(dictionary);
        let mut archive = Archive::from(stream, name, limit)?;
        archive.records.skip(place.within)?;
        Ok(archive)
    }

    fn from(stream: Stream<R>, name: &str, limit: u64) -> io::Result<Self> {
        Ok(Archive {
            records: Records::new(stream, limit),
            name: name.to_owned(),
            limit,
            tally: Tally::default(),
        })
    }

    /// What has been seen so far.
    pub(crate) fn tally(&self) -> Tally {
        self.tally
    }

    fn damaged(&mut self, damage: &Damage) -> Error {
        self.tally.damaged += 1;
        Error::new(
            ErrorKind::Damaged,
            format!("{}{}", self.name, damage.place),
            format!("holds a damaged record ({})", damage.what),
            "whatever follows it is read; fetch the archive again if that record matters",
        )
    }

    /// What became of a record: a capture, nothing worth a word, or an error.
    fn judge(&mut self, record: Record) -> Option<Result<Capture, Error>> {
        self.tally.records += 1;
        let counter = match (Kind::of(&record.fields), &record.block) {
            (Kind::About, _) => &mut self.tally.about,
            (Kind::Revisit, _) => &mut self.tally.revisits,
            (_, Block::TooLarge) => {
                self.tally.too_large += 1;
                let origin = format!("{}{}", self.name, record.place);
                return Some(Err(Error::too_large(&origin, self.limit)));
            }
            (Kind::Answer, Block::Unwanted) => &mut self.tally.other_answers,
            (Kind::Other, _) | (_, Block::Unwanted) => &mut self.tally.other_kinds,
            (_, Block::Whole(_)) => &mut self.tally.pages,
        };
        *counter += 1;
        let kind = Kind::of(&record.fields);
        match (kind, record.block) {
            (Kind::Answer | Kind::Page, Block::Whole(block)) => {
                Some(Ok(capture(record.fields, block, record.place, kind)))
            }
            _ => None,
        }
    }
}

impl<R: Read> Iterator for Archive<R> {
    type Item = Result<Capture, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match self.records.next(wanted)? {
                Ok(record) => self.judge(record),
                Err(damage) => Some(Err(self.damaged(&damage))),
            };
            if let Some(found) = found {
                let after = self.records.place();
                return Some(found.map(|capture| Capture { after, ..capture }));
            }
        }
    }
}

/// The dictionary at the beginning of an archive, without which none of its records
/// can be unpacked.
pub(crate) fn dictionary(reader: impl Read) -> io::Result<Vec<u8>> {
    Stream::read_dictionary(reader)
}

/// The kinds of records, as far as they matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An answer of a server.
    Answer,
    /// A page without a head.
    Page,
    Revisit,
    /// About other records, or about the archive.
    About,
    Other,
}

impl Kind {
    fn of(fields: &Fields) -> Kind {
        let kind = fields
            .get("WARC-Type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let content = fields.get("Content-Type").unwrap_or_default();
        let content = http::media_type(content).unwrap_or_default();
        match kind.as_str() {
            "response" if content == "application/http" || content.is_empty() => Kind::Answer,
            "response" | "resource" | "conversion" if is_page(&content) => Kind::Page,
            "revisit" => Kind::Revisit,
            "request" | "metadata" | "warcinfo" | "continuation" => Kind::About,
            _ => Kind::Other,
        }
    }
}

fn is_page(media_type: &str) -> bool {
    media_type == "text/html" || media_type == "application/xhtml+xml"
}

fn wanted(fields: &Fields, start: &[u8]) -> bool {
    match Kind::of(fields) {
        Kind::Page => true,
        Kind::Answer => Response::parse(start).is_some_and(|answer| {
            let page = match answer.media_type() {
                Some(name) => is_page(&name),
                None => looks_like_page(start),
            };
            answer.status == 200 && page
        }),
        Kind::Revisit | Kind::About | Kind::Other => false,
    }
}

/// Of answers that do not tell what they are.
fn looks_like_page(start: &[u8]) -> bool {
    let start = start.to_ascii_lowercase();
    ["<html", "<!doctype html"]
        .iter()
        .any(|mark| memchr::memmem::find(&start, mark.as_bytes()).is_some())
}

fn capture(fields: Fields, block: Vec<u8>, place: Offset, kind: Kind) -> Capture {
    let own = |name: &str| {
        let value = fields.get(name)?.trim_matches(['<', '>', ' ']);
        (!value.is_empty()).then(|| value.to_owned())
    };
    let answer = kind == Kind::Answer;
    let charset = match answer {
        true => Response::parse(&block).and_then(|answer| answer.charset()),
        false => fields.get("Content-Type").and_then(http::charset),
    };
    Capture {
        answer,
        url: own("WARC-Target-URI"),
        date: own("WARC-Date"),
        id: own("WARC-Record-ID").map(|id| id.trim_start_matches("urn:uuid:").to_owned()),
        charset,
        block,
        after: place,
        place,
    }
}

/// The body of a server's answer, all encodings undone; at most `limit` bytes.
pub(crate) fn body(answer: &[u8], origin: &str, limit: u64) -> Result<Vec<u8>, Error> {
    let Some(head) = Response::parse(answer) else {
        return Ok(answer.to_vec());
    };
    head.body(answer, limit).map_err(|fault| match fault {
        Fault::TooLarge => Error::too_large(origin, limit),
        Fault::Broken => Error::new(
            ErrorKind::Damaged,
            origin,
            "cannot be unpacked",
            "fetch the archive again if the page matters",
        ),
    })
}

#[cfg(test)]
impl Capture {
    /// The page's own bytes, all encodings undone; at most `limit`.
    #[cfg(test)]
    fn page(self, origin: &str, limit: u64) -> Result<Vec<u8>, Error> {
        match self.answer {
            true => body(&self.block, origin, limit),
            false => Ok(self.block),
        }
    }
}

#[cfg(test)]
mod tests;
