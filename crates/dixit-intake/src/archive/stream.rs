//! The bytes of an archive, unpacked, with the places they came from.

use super::tape::Tape;
use crate::unpack::{GREATEST_RATIO, RATIO_FREE, WINDOW_LOG};
use flate2::bufread::GzDecoder;
use std::fmt;
use std::io::{self, BufRead, Read};
use zstd::stream::read::Decoder as ZstdDecoder;

const GZIP: &[u8] = b"\x1F\x8B\x08";
const ZSTD: &[u8] = b"\x28\xB5\x2F\xFD";
/// The frame in which a WARC keeps the dictionary of all others.
const DICTIONARY: &[u8] = b"\x5D\x2A\x4D\x18";
/// The largest dictionary.
const DICTIONARY_BYTES: u32 = 16 << 20;
/// How much is unpacked at once, and can be looked at ahead.
const ROOM: usize = 1 << 16;

/// A place in a web archive, by which reading can begin there again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offset {
    /// The offset in the file: of the compressed member, or of the record itself.
    pub member: u64,
    /// How many unpacked bytes of that member come before.
    pub within: u64,
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.within {
            0 => write!(f, "@{}", self.member),
            within => write!(f, "@{}+{within}", self.member),
        }
    }
}

/// An archive's bytes, unpacked: plain, or gzip members and zstd frames one
/// after the other.
pub(super) struct Stream<R: Read> {
    state: State<R>,
    room: Box<[u8]>,
    at: usize,
    end: usize,
    /// Bytes put back, to be read before all others.
    back: Vec<u8>,
    back_at: usize,
    member: u64,
    within: u64,
    dictionary: Vec<u8>,
    failed: Option<(io::ErrorKind, String)>,
}

enum State<R: Read> {
    Plain(Tape<R>),
    /// Between two members.
    Between(Tape<R>),
    Gzip(Box<GzDecoder<Tape<R>>>),
    Zstd(Box<ZstdDecoder<'static, Tape<R>>>),
    /// Only while one state is turned into another.
    Lost,
}

impl<R: Read> Stream<R> {
    /// The stream of `reader`, which stands at `offset`, the start of a member
    /// where there are members.
    pub(super) fn new(reader: R, offset: u64) -> io::Result<Self> {
        let mut tape = Tape::new(reader, offset);
        let head = tape.ahead(4)?;
        let packed = [GZIP, ZSTD, DICTIONARY]
            .iter()
            .any(|magic| head.starts_with(magic));
        Ok(Stream {
            state: match packed {
                true => State::Between(tape),
                false => State::Plain(tape),
            },
            room: vec![0; if packed { ROOM } else { 0 }].into_boxed_slice(),
            at: 0,
            end: 0,
            back: Vec::new(),
            back_at: 0,
            member: offset,
            within: 0,
            dictionary: Vec::new(),
            failed: None,
        })
    }

    /// The dictionary that the file begins with, for those who begin elsewhere.
    pub(super) fn read_dictionary(reader: R) -> io::Result<Vec<u8>> {
        let mut stream = Stream::new(reader, 0)?;
        if let State::Between(tape) = &mut stream.state {
            let dictionary = dictionary(tape)?;
            return Ok(dictionary.unwrap_or_default());
        }
        Ok(Vec::new())
    }

    /// Unpacks with a dictionary that was read before.
    pub(super) fn use_dictionary(&mut self, dictionary: Vec<u8>) {
        self.dictionary = dictionary;
    }

    /// The place of the next byte.
    pub(super) fn place(&self) -> Offset {
        match &self.state {
            State::Plain(tape) => Offset {
                member: tape.offset() - self.put_back() as u64,
                within: 0,
            },
            State::Between(tape) if self.put_back() == 0 && self.at == self.end => Offset {
                member: tape.offset(),
                within: 0,
            },
            _ => Offset {
                member: self.member,
                within: self.within,
            },
        }
    }

    /// Whether the next byte is the first of a compressed member.
    pub(super) fn at_member_start(&self) -> bool {
        !matches!(self.state, State::Plain(_)) && self.within == 0
    }

    /// Whether all of a member has been read and nothing yet of the next.
    pub(super) fn is_between_members(&self) -> bool {
        self.at_member_start() || (matches!(self.state, State::Between(_)) && self.at == self.end)
    }

    /// Puts bytes back that were read last.
    pub(super) fn put_back_bytes(&mut self, bytes: &[u8]) {
        let mut back = bytes.to_vec();
        back.extend_from_slice(&self.back[self.back_at..]);
        self.back = back;
        self.back_at = 0;
        self.within = self.within.saturating_sub(bytes.len() as u64);
    }

    fn put_back(&self) -> usize {
        self.back.len() - self.back_at
    }

    /// The next bytes, at least `count` of them unless the member ends first; a
    /// new member is begun only when the last one has been used up.
    pub(super) fn ahead(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.put_back() > 0 {
            if self.put_back() < count {
                let more = self.unpacked(count)?.to_vec();
                let used = more.len();
                self.back.extend_from_slice(&more);
                self.used(used);
            }
            return Ok(&self.back[self.back_at..]);
        }
        self.unpacked(count)
    }

    /// Passes over `count` bytes that [`Stream::ahead`] has shown.
    pub(super) fn pass(&mut self, count: usize) {
        self.within += count as u64;
        let put_back = self.put_back().min(count);
        self.back_at += put_back;
        if self.back_at == self.back.len() {
            self.back.clear();
            self.back_at = 0;
        }
        self.used(count - put_back);
    }

    fn used(&mut self, count: usize) {
        match &mut self.state {
            State::Plain(tape) => tape.consume(count),
            _ => self.at = (self.at + count).min(self.end),
        }
    }

    fn unpacked(&mut self, count: usize) -> io::Result<&[u8]> {
        // An error lasts until somebody recovers from it.
        if let Some((kind, what)) = &self.failed {
            return Err(io::Error::new(*kind, what.clone()));
        }
        match self.unpack(count) {
            Ok(()) => {}
            Err(error) => {
                self.failed = Some((error.kind(), error.to_string()));
                return Err(error);
            }
        }
        match &mut self.state {
            State::Plain(tape) => tape.ahead(count),
            _ => Ok(&self.room[self.at..self.end]),
        }
    }

    /// Unpacks until `count` bytes are in the room, or the member ends.
    fn unpack(&mut self, count: usize) -> io::Result<()> {
        if matches!(self.state, State::Plain(_)) {
            return Ok(());
        }
        while self.end - self.at < count.min(self.room.len()) {
            if let State::Between(_) = self.state
                && (self.at < self.end || !self.begin_member()?)
            {
                break;
            }
            self.room.copy_within(self.at..self.end, 0);
            self.end -= self.at;
            self.at = 0;
            let room = &mut self.room[self.end..];
            let got = match &mut self.state {
                State::Gzip(decoder) => decoder.read(room)?,
                State::Zstd(decoder) => decoder.read(room)?,
                _ => break,
            };
            self.end += got;
            if got == 0 {
                self.end_member();
            } else {
                self.refuse_bomb()?;
            }
        }
        Ok(())
    }

    /// Begins the next member; false where there is none.
    fn begin_member(&mut self) -> io::Result<bool> {
        let State::Between(tape) = &mut self.state else {
            return Ok(true);
        };
        loop {
            let head = tape.ahead(4)?;
            if head.is_empty() {
                return Ok(false);
            } else if head[0] == 0 {
                // Tapes and block devices pad with zeros.
                let zeros = head.iter().take_while(|&&byte| byte == 0).count();
                tape.consume(zeros);
            } else if head.starts_with(GZIP) || head.starts_with(ZSTD) {
                break;
            } else if let Some(found) = dictionary(tape)? {
                self.dictionary = found;
            } else {
                return Err(broken("what follows is neither gzip nor zstd"));
            }
        }
        self.member = tape.offset();
        self.within = 0;
        let zstd = tape.ahead(4)?.starts_with(ZSTD);
        let State::Between(tape) = std::mem::replace(&mut self.state, State::Lost) else {
            unreachable!("just seen")
        };
        self.state = match zstd {
            false => State::Gzip(Box::new(GzDecoder::new(tape))),
            true => {
                let mut decoder = ZstdDecoder::with_dictionary(tape, &self.dictionary)?;
                decoder.window_log_max(WINDOW_LOG)?;
                State::Zstd(Box::new(decoder.single_frame()))
            }
        };
        Ok(true)
    }

    fn end_member(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Lost) {
            State::Gzip(decoder) => State::Between(decoder.into_inner()),
            State::Zstd(decoder) => State::Between(decoder.finish()),
            other => other,
        };
    }

    /// A member that unpacks to hundreds of times its size holds no pages.
    fn refuse_bomb(&mut self) -> io::Result<()> {
        let packed = match &self.state {
            State::Gzip(decoder) => decoder.get_ref().offset(),
            State::Zstd(decoder) => decoder.get_ref().offset(),
            _ => return Ok(()),
        } - self.member;
        if self.within > RATIO_FREE && self.within / GREATEST_RATIO > packed {
            self.at = self.end;
            return Err(broken("unpacks to hundreds of times its size"));
        }
        Ok(())
    }

    /// After an error: goes on at the next member that begins with a record. True
    /// if there is one.
    pub(super) fn recover(&mut self) -> io::Result<bool> {
        let between = matches!(self.state, State::Between(_));
        self.failed = None;
        self.end_member();
        (self.at, self.end, self.back_at) = (0, 0, 0);
        self.back.clear();
        let State::Between(tape) = &mut self.state else {
            return Ok(false);
        };
        if !between {
            tape.back_to(self.member + 1);
        }
        loop {
            let bytes = tape.ahead(ROOM)?;
            if bytes.is_empty() {
                return Ok(false);
            }
            let last = bytes.len() < ROOM;
            let found = memchr::memchr2_iter(GZIP[0], ZSTD[0], bytes).find(|&at| {
                let rest = &bytes[at..];
                (rest.starts_with(GZIP) && holds_record(GzDecoder::new(rest)))
                    || (rest.starts_with(ZSTD)
                        && ZstdDecoder::with_dictionary(rest, &self.dictionary)
                            .is_ok_and(holds_record))
            });
            match found {
                // Near the end of what is seen, too little of the member may be
                // there to tell: it is looked at again with more.
                Some(at) => {
                    tape.consume(at);
                    return Ok(true);
                }
                None if last => {
                    let all = bytes.len();
                    tape.consume(all);
                }
                None => {
                    let all = bytes.len() - ROOM / 4;
                    tape.consume(all);
                }
            }
        }
    }
}

/// Whether what is unpacked begins a record.
fn holds_record(mut decoder: impl Read) -> bool {
    let mut start = [0; 5];
    decoder.read_exact(&mut start).is_ok() && &start == b"WARC/"
}

/// The dictionary that lies next, unpacked, if one does.
fn dictionary<R: Read>(tape: &mut Tape<R>) -> io::Result<Option<Vec<u8>>> {
    let head = tape.ahead(8)?;
    if head.len() < 8 || !head.starts_with(DICTIONARY) {
        return Ok(None);
    }
    let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    if length > DICTIONARY_BYTES {
        return Err(broken("has a dictionary beyond all measure"));
    }
    tape.consume(8);
    let mut bytes = Vec::new();
    tape.by_ref().take(length.into()).read_to_end(&mut bytes)?;
    if bytes.starts_with(ZSTD) {
        let mut unpacked = Vec::new();
        ZstdDecoder::new(&bytes[..])?
            .take(DICTIONARY_BYTES.into())
            .read_to_end(&mut unpacked)?;
        bytes = unpacked;
    }
    Ok(Some(bytes))
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
