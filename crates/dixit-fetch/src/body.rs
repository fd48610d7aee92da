//! The bytes of an answer, unpacked within bounds.

use crate::{Error, ErrorKind, Limits};
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// Something packed that stays below this is not measured by its ratio.
const SMALL: u64 = 1 << 20;

/// How gzip begins.
const GZIP: &[u8] = b"\x1f\x8b";

/// Reads a body to its end and unpacks it as `encoding` says.
pub(crate) fn read(
    body: impl Read,
    encoding: Option<&str>,
    limits: &Limits,
    url: &str,
) -> Result<Vec<u8>, Error> {
    let too_large = || {
        let most = limits.bytes >> 10;
        Error::new(
            ErrorKind::TooLarge,
            format!("{url}: sends more than {most} KiB, the most that is taken"),
        )
    };
    let mut raw = Vec::new();
    body.take(limits.bytes + 1)
        .read_to_end(&mut raw)
        .map_err(|error| from_io(url, &error))?;
    if raw.len() as u64 > limits.bytes {
        return Err(too_large());
    }
    let bytes = match Packing::of(encoding, url)? {
        Packing::None => raw,
        Packing::Gzip => unpack(MultiGzDecoder::new(&raw[..]), raw.len(), limits, url)?,
        Packing::Deflate => unpack(ZlibDecoder::new(&raw[..]), raw.len(), limits, url)?,
    };
    // A file that is packed itself, as sitemaps are.
    match bytes.starts_with(GZIP) {
        true => unpack(MultiGzDecoder::new(&bytes[..]), bytes.len(), limits, url),
        false => Ok(bytes),
    }
}

/// Reads the first `most` bytes that a body holds, and one more where it holds
/// more.
pub(crate) fn beginning(
    body: impl Read,
    encoding: Option<&str>,
    most: usize,
    limits: &Limits,
    url: &str,
) -> Result<Vec<u8>, Error> {
    let mut body = body.take(limits.bytes);
    let body: &mut dyn Read = match Packing::of(encoding, url)? {
        Packing::None => &mut body,
        Packing::Gzip => &mut MultiGzDecoder::new(body),
        Packing::Deflate => &mut ZlibDecoder::new(body),
    };
    let mut bytes = Vec::new();
    body.take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| from_io(url, &error))?;
    Ok(bytes)
}

/// How a body is packed, as far as we asked for it.
enum Packing {
    None,
    Gzip,
    Deflate,
}

impl Packing {
    fn of(encoding: Option<&str>, url: &str) -> Result<Self, Error> {
        let encoding = encoding.unwrap_or_default().trim().to_ascii_lowercase();
        match encoding.as_str() {
            "" | "identity" => Ok(Packing::None),
            "gzip" | "x-gzip" => Ok(Packing::Gzip),
            "deflate" => Ok(Packing::Deflate),
            other => Err(Error::new(
                ErrorKind::Broken,
                format!("{url}: is packed as \"{other}\", which was not asked for"),
            )),
        }
    }
}

fn unpack(packed: impl Read, size: usize, limits: &Limits, url: &str) -> Result<Vec<u8>, Error> {
    let by_ratio = (size as u64).saturating_mul(limits.ratio).max(SMALL);
    let most = limits.unpacked.min(by_ratio);
    let mut bytes = Vec::new();
    packed
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| {
            let what = format!("{url}: what it sends cannot be unpacked ({error})");
            Error::new(ErrorKind::Broken, what)
        })?;
    match bytes.len() as u64 > most {
        true => Err(Error::new(
            ErrorKind::TooLarge,
            format!("{url}: unpacks to more than {} KiB", most >> 10),
        )),
        false => Ok(bytes),
    }
}

fn from_io(url: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Error::new(
            ErrorKind::Slow,
            format!("{url}: takes too long to send its page"),
        ),
        _ if error.to_string().starts_with("timeout") => Error::new(
            ErrorKind::Slow,
            format!("{url}: takes too long to send its page"),
        ),
        _ => Error::new(
            ErrorKind::Broken,
            format!("{url}: broke off in the middle of its page ({error})"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn of(bytes: &[u8], encoding: &str) -> Result<Vec<u8>, ErrorKind> {
        let limits = Limits {
            bytes: 4 << 20,
            unpacked: 8 << 20,
            ..Limits::default()
        };
        read(bytes, Some(encoding), &limits, "post.example").map_err(|error| error.kind())
    }

    #[test]
    fn packed_pages_are_unpacked_and_bombs_refused() {
        let page = b"The port of Kest is open. ".repeat(100);
        assert_eq!(of(&packed(&page), "GZIP").unwrap(), page);
        assert_eq!(of(&page, "").unwrap(), page);
        assert_eq!(of(&packed(&packed(&page)), "gzip").unwrap(), page);
        assert_eq!(of(&packed(&page), "").unwrap(), page);
        // By ratio, by size, and unpacked to begin with.
        assert_eq!(
            of(&packed(&vec![b' '; 6 << 20]), "gzip"),
            Err(ErrorKind::TooLarge)
        );
        assert_eq!(
            of(&packed(&vec![b' '; 64 << 20]), "gzip"),
            Err(ErrorKind::TooLarge)
        );
        assert_eq!(of(&vec![b' '; 5 << 20], ""), Err(ErrorKind::TooLarge));
        assert_eq!(of(b"none of it", "gzip"), Err(ErrorKind::Broken));
        assert_eq!(of(b"", "br"), Err(ErrorKind::Broken));
    }
}
