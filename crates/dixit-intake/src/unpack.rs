//! Decompression that cannot be made to fill memory or time.

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

/// The most that packed bytes may grow, once they are beyond [`RATIO_FREE`].
/// Pages pack five to twenty times smaller; deflate can do no more than 1,032.
pub(crate) const GREATEST_RATIO: u64 = 400;
/// So much may come out of anything.
pub(crate) const RATIO_FREE: u64 = 4 << 20;

/// The largest window that a zstd frame may ask for, as the `zstd` program has it.
pub(crate) const WINDOW_LOG: u32 = 27;

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    /// zlib by its name in HTTP; many servers leave zlib's head away.
    Deflate,
    Brotli,
    Zstd,
}

/// Why packed bytes are not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// More comes out than an article may have, or far more than went in.
    TooLarge,
    /// Not even their beginning makes sense.
    Broken,
}

impl Packing {
    /// How bytes that begin so are packed, as far as that shows.
    pub(crate) fn of(head: &[u8]) -> Option<Packing> {
        if head.starts_with(b"\x1F\x8B\x08") {
            Some(Packing::Gzip)
        } else if head.starts_with(b"\x28\xB5\x2F\xFD") {
            Some(Packing::Zstd)
        } else {
            None
        }
    }

    /// The first bytes of what unpacks from `head`, as many as show.
    pub(crate) fn peek(self, head: &[u8]) -> Vec<u8> {
        let mut found = Vec::new();
        let decoder: Box<dyn Read> = match self {
            Packing::Gzip => Box::new(MultiGzDecoder::new(head)),
            Packing::Zstd => match zstd(head) {
                Ok(decoder) => Box::new(decoder),
                Err(_) => return found,
            },
            Packing::Deflate | Packing::Brotli => return found,
        };
        // The head breaks off somewhere; what came until there is what is asked for.
        let _ = decoder.take(1 << 14).read_to_end(&mut found);
        found
    }

    /// What `packed` unpacks to, at most `limit` bytes. Where it breaks off, what
    /// came until there, as browsers have it.
    pub(crate) fn unpack(self, packed: &[u8], limit: u64) -> Result<Vec<u8>, Fault> {
        let by_ratio = RATIO_FREE.max(GREATEST_RATIO.saturating_mul(packed.len() as u64));
        let limit = limit.min(by_ratio);
        match self {
            Packing::Gzip => drain(MultiGzDecoder::new(packed), limit),
            Packing::Deflate => match drain(ZlibDecoder::new(packed), limit) {
                Err(Fault::Broken) => drain(DeflateDecoder::new(packed), limit),
                other => other,
            },
            Packing::Brotli => drain(
                brotli_decompressor::Decompressor::new(packed, 1 << 14),
                limit,
            ),
            Packing::Zstd => match zstd(packed) {
                Ok(decoder) => drain(decoder, limit),
                Err(_) => Err(Fault::Broken),
            },
        }
    }

    /// A reader of what `packed` unpacks to, which ends with an error where more
    /// comes out than can be meant.
    pub(crate) fn reader<R: Read + 'static>(self, packed: R) -> io::Result<impl Read> {
        let count = Rc::new(Cell::new(0));
        let packed = Metered {
            reader: packed,
            count: Rc::clone(&count),
        };
        let decoder: Box<dyn Read> = match self {
            Packing::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Packing::Deflate => Box::new(ZlibDecoder::new(packed)),
            Packing::Brotli => Box::new(brotli_decompressor::Decompressor::new(packed, 1 << 14)),
            Packing::Zstd => Box::new(zstd(packed)?),
        };
        Ok(Guarded {
            decoder,
            packed: count,
            unpacked: 0,
        })
    }
}

/// Counts what is read through it.
struct Metered<R> {
    reader: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(into)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}

/// Ends where far more has come out than went in.
struct Guarded {
    decoder: Box<dyn Read>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl Read for Guarded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(into)?;
        self.unpacked += count as u64;
        let packed = self.packed.get();
        if self.unpacked > RATIO_FREE && self.unpacked / GREATEST_RATIO > packed {
            let what = "unpacks to hundreds of times its size, as no coverage does";
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(count)
    }
}

fn zstd<R: Read>(packed: R) -> io::Result<zstd::stream::read::Decoder<'static, BufReader<R>>> {
    let mut decoder = zstd::stream::read::Decoder::new(packed)?;
    decoder.window_log_max(WINDOW_LOG)?;
    Ok(decoder)
}

fn drain(decoder: impl Read, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let ended = decoder
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes);
    if bytes.len() as u64 > limit {
        return Err(Fault::TooLarge);
    }
    match ended {
        Err(_) if bytes.is_empty() => Err(Fault::Broken),
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, read};

    const WORDS: &[u8] = b"<html><p>The port of Kest will reopen, President Ilse Marant said.</p>";

    fn all(mut reader: impl Read) -> Vec<u8> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn gzip(bytes: impl Read) -> Vec<u8> {
        all(read::GzEncoder::new(bytes, Compression::best()))
    }

    #[test]
    fn every_packing_is_unpacked() {
        let zlib = all(read::ZlibEncoder::new(WORDS, Compression::fast()));
        let raw = all(read::DeflateEncoder::new(WORDS, Compression::fast()));
        for (packing, packed) in [
            (Packing::Gzip, gzip(WORDS)),
            (Packing::Deflate, zlib),
            (Packing::Deflate, raw),
            (Packing::Zstd, zstd::encode_all(WORDS, 3).unwrap()),
        ] {
            assert_eq!(packing.unpack(&packed, 1000).unwrap(), WORDS, "{packing:?}");
            assert_eq!(packing.unpack(&packed, 10), Err(Fault::TooLarge));
        }
        assert_eq!(Packing::Gzip.unpack(WORDS, 1000), Err(Fault::Broken));
    }

    #[test]
    fn what_came_before_a_break_is_kept() {
        let packed = gzip(&WORDS.repeat(100)[..]);
        let found = Packing::Gzip.unpack(&packed[..packed.len() - 6], 1 << 20);
        assert_eq!(found.unwrap(), WORDS.repeat(100));
    }

    #[test]
    fn bombs_are_refused_before_they_go_off() {
        let zeros = || io::repeat(0).take(1 << 28);
        let packed = gzip(zeros());
        let layers = gzip(&packed[..]);
        let frame = zstd::encode_all(zeros(), 1).unwrap();
        let start = std::time::Instant::now();
        assert_eq!(
            Packing::Gzip.unpack(&packed, 64 << 20),
            Err(Fault::TooLarge)
        );
        assert_eq!(Packing::Zstd.unpack(&frame, u64::MAX), Err(Fault::TooLarge));
        let inner = Packing::Gzip.unpack(&layers, 64 << 20).unwrap();
        assert_eq!(Packing::Gzip.unpack(&inner, u64::MAX), Err(Fault::TooLarge));
        let mut reader = Packing::Zstd.reader(io::Cursor::new(frame)).unwrap();
        let error = io::copy(&mut reader, &mut io::sink()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
