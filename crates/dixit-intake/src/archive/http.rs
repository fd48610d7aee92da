//! What a server answered, as archives keep it.

use super::fields::{Fields, head_end};
use crate::unpack::{Fault, Packing};

/// So many encodings may lie on top of each other.
const LAYERS: usize = 4;

/// The head of an answer.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    fields: Fields,
    /// Where the body begins.
    body: usize,
}

impl Response {
    /// The head of an answer that begins with `bytes`, of which the end may lack.
    pub(super) fn parse(bytes: &[u8]) -> Option<Response> {
        let blank = bytes.len() - bytes.trim_ascii_start().len();
        let bytes = &bytes[blank..];
        let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
        // The reason behind the status is often missing, the version odd.
        let line = String::from_utf8_lossy(&bytes[..end]);
        let mut words = line.split_ascii_whitespace();
        let version = words.next()?;
        let http = version.len() >= 4 && version.is_char_boundary(4);
        if !http || !version[..4].eq_ignore_ascii_case("HTTP") {
            return None;
        }
        let status = words.next()?.parse().ok()?;
        let (head, body) = head_end(bytes).unwrap_or((bytes.len(), bytes.len()));
        Some(Response {
            status,
            fields: Fields::parse(bytes.get(end..head).unwrap_or_default()),
            body: blank + body,
        })
    }

    /// What the body is, without parameters and in lower case.
    pub(super) fn media_type(&self) -> Option<String> {
        media_type(self.fields.get("Content-Type")?)
    }

    /// The charset that the server names.
    pub(super) fn charset(&self) -> Option<String> {
        charset(self.fields.get("Content-Type")?)
    }

    /// The body of the answer whose bytes are `answer`, all encodings undone; at
    /// most `limit` bytes.
    ///
    /// What archives say of encodings and what they keep are two things: many write
    /// the head as it came and the body unpacked. What does not begin as it
    /// should is taken as it is.
    pub(super) fn body(&self, answer: &[u8], limit: u64) -> Result<Vec<u8>, Fault> {
        let body = answer.get(self.body..).unwrap_or_default();
        let mut body = match self.lists("Transfer-Encoding", "chunked") {
            true => unchunked(body).unwrap_or_else(|| body.to_vec()),
            false => body.to_vec(),
        };
        let names: Vec<String> = self
            .fields
            .all("Content-Encoding")
            .flat_map(|value| value.split(','))
            .map(|name| name.trim().to_ascii_lowercase())
            .collect();
        for name in names.iter().rev().take(LAYERS) {
            let packing = match name.as_str() {
                "gzip" | "x-gzip" => Packing::Gzip,
                "deflate" => Packing::Deflate,
                "br" => Packing::Brotli,
                "zstd" => Packing::Zstd,
                _ => continue,
            };
            let told = matches!(packing, Packing::Gzip | Packing::Zstd);
            if told && Packing::of(&body) != Some(packing) {
                continue;
            }
            match packing.unpack(&body, limit) {
                Ok(unpacked) => body = unpacked,
                Err(Fault::Broken) => {}
                Err(Fault::TooLarge) => return Err(Fault::TooLarge),
            }
        }
        Ok(body)
    }

    fn lists(&self, name: &str, value: &str) -> bool {
        self.fields
            .all(name)
            .flat_map(|line| line.split(','))
            .any(|word| word.trim().eq_ignore_ascii_case(value))
    }
}

/// A media type less its parameters.
pub(super) fn media_type(value: &str) -> Option<String> {
    let name = value.split([';', ',']).next()?.trim();
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}

/// The charset among the parameters of a media type.
pub(super) fn charset(value: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let own = name.trim().eq_ignore_ascii_case("charset");
        let value = value.trim().trim_matches(['"', '\'']);
        (own && !value.is_empty()).then(|| value.to_owned())
    })
}

/// A body less the lengths of its chunks; `None` if it does not begin with one. Where
/// the chunks break off, what came until there and the rest as it is.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut first = true;
    loop {
        let Some((length, rest)) = chunk_length(body) else {
            if first {
                return None;
            }
            whole.extend_from_slice(body);
            return Some(whole);
        };
        first = false;
        if length == 0 {
            return Some(whole);
        }
        let here = length.min(rest.len());
        whole.extend_from_slice(&rest[..here]);
        body = &rest[here..];
        body = body
            .strip_prefix(b"\r\n")
            .or(body.strip_prefix(b"\n"))
            .unwrap_or(body);
        if body.is_empty() {
            return Some(whole);
        }
    }
}

fn chunk_length(body: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', &body[..body.len().min(256)])?;
    let line = body[..end].trim_ascii();
    let digits = line.split(|&byte| byte == b';').next()?.trim_ascii();
    let digits = std::str::from_utf8(digits).ok()?;
    let hexadecimal =
        (1..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let length = hexadecimal.then(|| usize::from_str_radix(digits, 16).ok())??;
    Some((length, &body[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, read::GzEncoder};
    use std::io::Read;

    fn body(head: &str, body: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut answer = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").into_bytes();
        answer.extend_from_slice(body);
        Response::parse(&answer).unwrap().body(&answer, 1 << 20)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        GzEncoder::new(bytes, Compression::fast())
            .read_to_end(&mut packed)
            .unwrap();
        packed
    }

    #[test]
    fn heads_are_read_however_written() {
        let of = |bytes: &[u8]| {
            let found = Response::parse(bytes).unwrap();
            (found.status, found.media_type(), found.charset())
        };
        let html = Some("text/html".to_owned());
        let page = b"HTTP/1.1 200\r\ncontent-TYPE: Text/HTML;\r\n Charset=\"koi8-r\"\r\n\r\n<p>";
        assert_eq!(of(page), (200, html.clone(), Some("koi8-r".to_owned())));
        assert_eq!(
            of(b"http/2 404 Not Found\nContent-Type: text/html\n\n"),
            (404, html, None)
        );
        assert_eq!(of(b"HTTP/1.0 200 OK\r\n\r\n<p>"), (200, None, None));
        assert!(Response::parse(b"<html>").is_none() && Response::parse(b"").is_none());
    }

    #[test]
    fn encodings_are_undone_in_their_order() {
        let chunked = b"3;x=y\r\n<p>\r\nA\r\n0123456789\r\n0\r\n\r\n";
        assert_eq!(
            body("Transfer-Encoding: chunked", chunked).unwrap(),
            b"<p>0123456789"
        );
        assert_eq!(
            body("content-encoding: GZIP", &gzip(b"<p>")).unwrap(),
            b"<p>"
        );
        assert_eq!(
            body("Content-Encoding: gzip, gzip", &gzip(&gzip(b"<p>"))).unwrap(),
            b"<p>"
        );
    }

    #[test]
    fn what_was_undone_before_it_was_archived_is_left() {
        assert_eq!(
            body("Transfer-Encoding: chunked", b"<p>No.").unwrap(),
            b"<p>No."
        );
        assert_eq!(
            body("Content-Encoding: gzip", b"<p>No.").unwrap(),
            b"<p>No."
        );
        assert_eq!(body("Content-Encoding: br", b"<p>No.").unwrap(), b"<p>No.");
    }

    #[test]
    fn a_chunk_that_breaks_off_is_kept() {
        assert_eq!(
            body("Transfer-Encoding: chunked", b"ff\r\n<p>N").unwrap(),
            b"<p>N"
        );
        assert_eq!(
            body("Transfer-Encoding: chunked", b"1\r\na\r\nzz\r\n").unwrap(),
            b"azz\r\n"
        );
    }

    #[test]
    fn a_bomb_inside_an_answer_is_refused() {
        let mut zeros = Vec::new();
        GzEncoder::new(std::io::repeat(0).take(1 << 28), Compression::fast())
            .read_to_end(&mut zeros)
            .unwrap();
        assert_eq!(body("Content-Encoding: gzip", &zeros), Err(Fault::TooLarge));
        assert_eq!(
            body("Content-Encoding: gzip, gzip", &gzip(&zeros)),
            Err(Fault::TooLarge)
        );
    }
}
