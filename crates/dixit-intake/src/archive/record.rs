//! The records of an archive, one after the other, whatever lies between them.

use super::fields::Fields;
use super::stream::{Offset, Stream};
use std::io::{self, Read};

/// The longest head of a record.
const HEAD: usize = 1 << 18;
/// The longest line of one.
const LINE: usize = 1 << 15;
/// So much of a block is seen before it is known whether it is wanted.
pub(super) const TASTE: usize = 1 << 14;

/// One record.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) place: Offset,
    pub(super) fields: Fields,
    pub(super) block: Block,
}

/// What a record holds.
#[derive(Debug)]
pub(super) enum Block {
    /// Its bytes.
    Whole(Vec<u8>),
    /// It is longer than an article may be; passed over.
    TooLarge,
    /// Nobody wanted it; passed over.
    Unwanted,
}

/// A stretch that is no sound record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Damage {
    pub(super) place: Offset,
    pub(super) what: String,
}

/// What comes next in an archive.
pub(super) type Next = Option<Result<Record, Damage>>;

/// The records of an archive; bounded in memory by `limit` and the windows of the
/// decompression.
pub(super) struct Records<R: Read> {
    stream: Stream<R>,
    limit: u64,
    /// Whether a record may begin just here: its first line has been put back.
    at_line_start: bool,
    ended: bool,
}

/// Why a record was broken off.
enum Broken {
    /// What is there is not as a record has to be.
    Record(String),
    /// The bytes cannot be had, or not unpacked.
    Bytes(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Broken::Bytes(error)
    }
}

impl<R: Read> Records<R> {
    pub(super) fn new(stream: Stream<R>, limit: u64) -> Self {
        Records {
            stream,
            limit,
            at_line_start: false,
            ended: false,
        }
    }

    /// The place of what comes next.
    pub(super) fn place(&self) -> Offset {
        self.stream.place()
    }

    /// Passes over `count` unpacked bytes.
    pub(super) fn skip(&mut self, mut count: u64) -> io::Result<()> {
        while count > 0 {
            let here = self.stream.ahead(1)?.len();
            if here == 0 {
                break;
            }
            let here = here.min(usize::try_from(count).unwrap_or(usize::MAX));
            self.stream.pass(here);
            count -= here as u64;
        }
        Ok(())
    }

    /// The next record. `wanted` tells by its fields and the beginning of its block
    /// whether the block is of use.
    pub(super) fn next(&mut self, wanted: impl Fn(&Fields, &[u8]) -> bool) -> Next {
        if self.ended {
            return None;
        }
        let place = match self.seek_record() {
            Ok(Some(place)) => place,
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err((place, broken)) => return Some(Err(self.damage(place, broken))),
        };
        match self.record(place, wanted) {
            Ok(record) => Some(Ok(record)),
            Err(broken) => Some(Err(self.damage(place, broken))),
        }
    }

    /// Passes over blank lines to the next record; none at the end.
    fn seek_record(&mut self) -> Result<Option<Offset>, (Offset, Broken)> {
        loop {
            let place = self.stream.place();
            let bytes = match self.stream.ahead(5) {
                Ok(bytes) => bytes,
                Err(error) => return Err((self.stream.place(), error.into())),
            };
            match bytes {
                [] => return Ok(None),
                // The place is known once the member has begun.
                bytes if may_begin(bytes, b"WARC/") => return Ok(Some(self.stream.place())),
                [byte, ..] if byte.is_ascii_whitespace() || *byte == 0 => {
                    let blank = |byte: &&u8| byte.is_ascii_whitespace() || **byte == 0;
                    let count = bytes.iter().take_while(blank).count();
                    self.stream.pass(count);
                }
                _ => {
                    let what = "what is here is no record".to_owned();
                    return Err((place, Broken::Record(what)));
                }
            }
        }
    }

    /// Goes on to where reading can begin again, and says what was wrong.
    fn damage(&mut self, place: Offset, broken: Broken) -> Damage {
        let what = match broken {
            Broken::Record(what) => {
                if let Err(error) = self.seek_head() {
                    self.after(&error);
                }
                what
            }
            Broken::Bytes(error) => {
                self.after(&error);
                match error.kind() {
                    io::ErrorKind::UnexpectedEof => "the file ends inside it".to_owned(),
                    _ => error.to_string(),
                }
            }
        };
        Damage { place, what }
    }

    /// After an error of the bytes: at the next member, if there is one.
    fn after(&mut self, _error: &io::Error) {
        self.ended = !self.stream.recover().unwrap_or(false);
    }

    /// Passes over lines until one begins a record, or to the end.
    fn seek_head(&mut self) -> io::Result<()> {
        let mut first = !std::mem::take(&mut self.at_line_start);
        loop {
            if !first || self.stream.at_member_start() {
                let ahead = self.stream.ahead(8)?;
                if ahead.is_empty() || begins_record(ahead) || may_begin(ahead, b"WARC/1.") {
                    return Ok(());
                }
            }
            first = false;
            loop {
                let bytes = self.stream.ahead(1)?;
                if bytes.is_empty() {
                    return Ok(());
                }
                let line = memchr::memchr(b'\n', bytes);
                let count = line.map_or(bytes.len(), |at| at + 1);
                self.stream.pass(count);
                if line.is_some() || self.stream.at_member_start() {
                    break;
                }
            }
        }
    }

    fn record(
        &mut self,
        place: Offset,
        wanted: impl Fn(&Fields, &[u8]) -> bool,
    ) -> Result<Record, Broken> {
        let head = self.head()?;
        let fields = Fields::parse(&head);
        let length = fields
            .get("Content-Length")
            .and_then(|length| length.parse::<u64>().ok());
        let Some(length) = length else {
            return Err(Broken::Record("it does not tell its length".to_owned()));
        };
        let mut block = Vec::new();
        let taste = length.min(TASTE as u64) as usize;
        let short = self.take(&mut block, taste)?;
        let rest = length - block.len() as u64;
        let block = if !wanted(&fields, &block) {
            if let (Some(end), true) = (embedded(&block), short || rest > 0) {
                self.cut(block, end);
            } else if !short {
                self.pass_over(rest)?;
            }
            Block::Unwanted
        } else if length > self.limit {
            // A length beyond all measure may also be a wrong one.
            let more = (self.limit as usize).saturating_sub(taste);
            if short || self.take(&mut block, more)? {
                self.shortened(block)?
            } else if let Some(end) = embedded(&block) {
                self.cut(block, end)
            } else {
                let rest = length - block.len() as u64;
                drop(block);
                self.pass_over(rest)?;
                Block::TooLarge
            }
        } else if short || self.take(&mut block, rest as usize)? {
            self.shortened(block)?
        } else {
            self.checked(block)?
        };
        Ok(Record {
            place,
            fields,
            block,
        })
    }

    /// The lines from the version to the blank line.
    fn head(&mut self) -> Result<Vec<u8>, Broken> {
        let mut head = Vec::new();
        loop {
            let start = head.len();
            loop {
                let bytes = self.stream.ahead(8)?;
                let (ended, begins) = (bytes.is_empty(), begins_record(bytes));
                if ended {
                    return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
                }
                if begins && !head.is_empty() && self.stream.at_member_start() {
                    return Err(Broken::Record("its head breaks off".to_owned()));
                }
                let bytes = self.stream.ahead(1)?;
                let found = memchr::memchr(b'\n', bytes);
                let count = found.map_or(bytes.len(), |at| at + 1);
                head.extend_from_slice(&bytes[..count]);
                self.stream.pass(count);
                if head.len() > HEAD || head.len() - start > LINE {
                    return Err(Broken::Record("its head has no end".to_owned()));
                }
                if found.is_some() {
                    break;
                }
            }
            if head[start..].trim_ascii().is_empty() {
                return Ok(head);
            }
            let begins = begins_record(&head[start..]);
            if start == 0 && !begins {
                return Err(Broken::Record("what is here is no record".to_owned()));
            }
            if start > 0 && begins {
                let line = head.split_off(start);
                self.stream.put_back_bytes(&line);
                self.at_line_start = true;
                return Err(Broken::Record("its head breaks off".to_owned()));
            }
        }
    }

    /// Takes `count` more bytes of the block. True if it ends before: at the end of
    /// the file, or where the next member begins with a record of its own.
    fn take(&mut self, block: &mut Vec<u8>, mut count: usize) -> io::Result<bool> {
        while count > 0 {
            if let Err(error) = self.stream.ahead(8) {
                // Between members, what follows is damaged, not this.
                return match self.stream.is_between_members() {
                    true => Ok(true),
                    false => Err(error),
                };
            }
            let bytes = self.stream.ahead(8)?;
            let (ended, begins) = (bytes.is_empty(), begins_record(bytes));
            if ended || (begins && self.stream.at_member_start()) {
                return Ok(true);
            }
            let bytes = self.stream.ahead(1)?;
            let here = bytes.len().min(count);
            block.extend_from_slice(&bytes[..here]);
            self.stream.pass(here);
            count -= here;
        }
        Ok(false)
    }

    /// Passes over `count` bytes of a block that nobody wants, but not over the next
    /// record, should the length be wrong.
    fn pass_over(&mut self, mut count: u64) -> io::Result<()> {
        const MARK: &[u8] = b"\n\r\nWARC/1.";
        let finder = memchr::memmem::Finder::new(MARK);
        while count > 0 {
            let bytes = self.stream.ahead(MARK.len())?;
            let (ended, begins) = (bytes.is_empty(), begins_record(bytes));
            if ended || (begins && self.stream.at_member_start()) {
                return Ok(());
            }
            let bytes = self.stream.ahead(MARK.len())?;
            let here = (bytes.len() as u64).min(count) as usize;
            if let Some(found) = finder.find(&bytes[..here]) {
                self.stream.pass(found + 3);
                return Ok(());
            }
            // The mark may begin at the end of what is seen.
            let kept = if here as u64 == count || here < MARK.len() {
                0
            } else {
                MARK.len() - 1
            };
            self.stream.pass(here - kept);
            count -= (here - kept) as u64;
        }
        Ok(())
    }

    /// A block less the next record, which began inside it.
    fn cut(&mut self, mut block: Vec<u8>, end: usize) -> Block {
        self.stream.put_back_bytes(&block[end..]);
        block.truncate(block[..end].trim_ascii_end().len());
        Block::Whole(block)
    }

    /// A block that ended before its length.
    fn shortened(&mut self, mut block: Vec<u8>) -> Result<Block, Broken> {
        if let Some(end) = embedded(&block) {
            return Ok(self.cut(block, end));
        }
        if self.stream.is_between_members() {
            // The member has ended, and so has the record.
            let end = block.trim_ascii_end().len();
            block.truncate(end);
            return Ok(Block::Whole(block));
        }
        Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())
    }

    /// A block of the length that was told, if it is the right one; put right, if
    /// it is not: the next record shows where this one ends.
    fn checked(&mut self, mut block: Vec<u8>) -> Result<Block, Broken> {
        if let Err(error) = self.stream.ahead(9) {
            // Between members, what follows is damaged, not this.
            return match self.stream.is_between_members() {
                true => Ok(Block::Whole(block)),
                false => Err(error.into()),
            };
        }
        let after = self.stream.ahead(9)?;
        let blank = after
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        let sound = after.is_empty()
            || after.starts_with(b"\r\n\r\n")
            || after.starts_with(b"\n\n")
            || after[blank..].starts_with(b"WARC/");
        let open = blank == after.len();
        // The next record's first letters may have been counted to this one.
        let tail = block.len().saturating_sub(8);
        let seam = [&block[tail..], after].concat();
        let across = memchr::memmem::find(&seam, b"\nWARC/").map(|at| tail + at + 1);
        if sound {
            return Ok(Block::Whole(block));
        }
        let across = across.filter(|&end| end <= block.len());
        if let Some(end) = embedded(&block).or(across) {
            return Ok(self.cut(block, end));
        }
        if open {
            return Ok(Block::Whole(block));
        }
        let too_large = self.lengthen(&mut block)?;
        let end = block.trim_ascii_end().len();
        block.truncate(end);
        Ok(match too_large {
            true => Block::TooLarge,
            false => Block::Whole(block),
        })
    }

    /// Adds to a block what lies before the next record, or before the end of the
    /// member. True if that is more than an article may have.
    fn lengthen(&mut self, block: &mut Vec<u8>) -> io::Result<bool> {
        let mut too_large = false;
        let mut at_line_start = false;
        loop {
            if let Err(error) = self.stream.ahead(8) {
                return match self.stream.is_between_members() {
                    true => Ok(too_large),
                    false => Err(error),
                };
            }
            let member = self.stream.at_member_start();
            let bytes = self.stream.ahead(8)?;
            if bytes.is_empty() || member || (at_line_start && begins_record(bytes)) {
                return Ok(too_large);
            }
            let line = memchr::memchr(b'\n', bytes);
            let count = line.map_or(bytes.len(), |at| at + 1);
            too_large |= (block.len() + count) as u64 > self.limit;
            if !too_large {
                block.extend_from_slice(&bytes[..count]);
            }
            self.stream.pass(count);
            at_line_start = line.is_some();
        }
    }
}

/// Whether `mark` begins here, as far as the member lets one see.
fn may_begin(bytes: &[u8], mark: &[u8]) -> bool {
    !bytes.is_empty() && (bytes.starts_with(mark) || mark.starts_with(bytes))
}

fn begins_record(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/1.") || bytes.starts_with(b"WARC/0.")
}

/// Where a block ends if another record begins inside it.
fn embedded(block: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(block, b"\nWARC/").find_map(|at| {
        let next = &block[at + 1..];
        let head = &next[..next.len().min(TASTE)];
        let sound = begins_record(next)
            && memchr::memmem::find(head, b"WARC-").is_some()
            && block[..at].trim_ascii_end().len() + 4 >= at;
        sound.then_some(at + 1)
    })
}
