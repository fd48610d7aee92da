//! Bytes to text, without losing or inventing a character.

use crate::{Error, ErrorKind};
use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8};

/// The text of `bytes`: by byte order mark, else UTF-8 where it is valid, else
/// by the encoding that fits best.
pub(crate) fn decode(bytes: &[u8], origin: &str) -> Result<String, Error> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[length..]);
        if broken {
            let what = format!("says that it is {} but is not", encoding.name());
            return Err(broken_error(origin, what));
        }
        return Ok(text.into_owned());
    }
    refuse_binary(bytes, origin)?;
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    if let Some(offset) = broken_utf8(bytes) {
        let line = 1 + bytes[..offset].iter().filter(|&&b| b == b'\n').count() as u64;
        let what = format!("is UTF-8 but for byte {offset}");
        return Err(broken_error(origin, what).at_line(Some(line)));
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    let encoding = detector.guess(None, false);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let what = format!(
            "is in no known encoding ({} comes nearest)",
            encoding.name()
        );
        return Err(broken_error(origin, what));
    }
    Ok(text.into_owned())
}

/// The text of a page, much as browsers decode it: byte order mark, valid UTF-8,
/// the charset under which it was served, the one that it declares, the one that
/// fits best. A broken character is replaced, for pages are full of them and an
/// extractor drops most.
pub(crate) fn decode_page(
    bytes: &[u8],
    served: Option<&str>,
    origin: &str,
) -> Result<String, Error> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        return Ok(text.into_owned());
    }
    refuse_binary(bytes, origin)?;
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    if broken_utf8(bytes).is_some() {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    }
    let encoding = served
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|&encoding| encoding != UTF_8)
        .or_else(|| declared(bytes))
        .filter(|&encoding| encoding != UTF_8)
        .unwrap_or_else(|| {
            let mut detector = EncodingDetector::new();
            detector.feed(bytes, true);
            detector.guess(None, true)
        });
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Ok(text.into_owned())
}

/// The charset that a page declares in its first bytes: `<meta charset=…>`,
/// `content="text/html; charset=…"` or an XML declaration's `encoding=…`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    ["charset", "encoding"].into_iter().find_map(|key| {
        let (_, rest) = head.split_once(key)?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let label = rest.trim_start_matches(['"', '\'']);
        let end = label
            .find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c))
            .unwrap_or(label.len());
        Encoding::for_label(&label.as_bytes()[..end])
    })
}

/// Control characters mark what is not text; a few stray ones in a text are
/// borne, a NUL never is.
fn refuse_binary(bytes: &[u8], origin: &str) -> Result<(), Error> {
    let control = |&b: &u8| u8::from(b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B));
    // In chunks whose count fits a byte, which is counted many bytes at once.
    let counts = bytes
        .chunks(255)
        .map(|chunk| chunk.iter().map(control).sum::<u8>());
    if bytes.contains(&0) || counts.map(usize::from).sum::<usize>() * 50 > bytes.len() {
        return Err(Error::new(
            ErrorKind::Binary,
            origin,
            "is not text (binary bytes)",
            "give text, HTML or JSON Lines; save documents and PDFs as text first",
        ));
    }
    Ok(())
}

/// Where UTF-8 breaks, in bytes that are otherwise plainly UTF-8: well-formed
/// characters of several bytes hardly occur by chance in other encodings.
fn broken_utf8(bytes: &[u8]) -> Option<usize> {
    let (mut first, mut broken, mut sound, mut offset) = (None, 0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        offset += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            broken += 1;
            first = first.or(Some(offset));
            offset += chunk.invalid().len();
        }
    }
    first.filter(|_| sound > broken)
}

fn broken_error(origin: &str, what: String) -> Error {
    Error::new(ErrorKind::Encoding, origin, what, "save it as valid UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> ErrorKind {
        decode(bytes, "a.txt").unwrap_err().kind()
    }

    #[test]
    fn text_comes_out_as_it_went_in() {
        let text = "\u{a0}“No,” said Zoë.\r\n\r\n  ";
        assert_eq!(decode(text.as_bytes(), "a").unwrap(), text);
        let mut with_mark = b"\xEF\xBB\xBF".to_vec();
        with_mark.extend_from_slice(text.as_bytes());
        assert_eq!(decode(&with_mark, "a").unwrap(), text);
        let wide: Vec<u8> = "\u{feff}Zoë"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&wide, "a").unwrap(), "Zoë");
    }

    #[test]
    fn legacy_encodings_are_recognised() {
        let text = "Le président a déclaré qu’il n’était pas « inquiet » à propos du procès.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(decode(&bytes, "a").unwrap(), text);
    }

    #[test]
    fn broken_utf8_is_refused_with_its_place() {
        let mut bytes = "Zoë said: “no”.\nVeld – ".as_bytes().to_vec();
        bytes.push(0xE2);
        let error = decode(&bytes, "a.txt").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encoding);
        assert_eq!(error.line(), Some(2));
    }

    #[test]
    fn binary_is_refused() {
        assert_eq!(kind(b"PK\x03\x04\x00\x00"), ErrorKind::Binary);
        assert_eq!(kind(&[1, 2, 3, 4, 5, 6, 7, 8]), ErrorKind::Binary);
    }

    #[test]
    fn pages_are_decoded_by_their_declaration() {
        let page = b"<html><meta charset='iso-8859-2'><p>\xA9koda, \xB1\xE6\xEA</p>";
        let decoded = |served| decode_page(page, served, "a").unwrap();
        assert!(decoded(None).contains("Škoda, ąćę"));
        assert!(decoded(Some("no-such")).contains("Škoda, ąćę"));
        assert!(decoded(Some("windows-1252")).contains("©koda"));
    }
}
