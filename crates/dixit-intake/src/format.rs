//! Which kind of file it is: by its ending, and by how it begins.

use crate::feed::Shape;
use crate::open::separator;
use crate::unpack::Packing;
use crate::wire::{mail, newsml};
use std::path::Path;

/// The kinds of file that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Html,
    /// One JSON object a line.
    JsonLines,
    /// A whole file of JSON: one object, an array, or lines after all.
    Json,
    /// A feed, a sitemap or a list of addresses.
    Feed,
    /// NewsML-G2 or NITF.
    News,
    Mail,
    /// CSV or TSV with a line of names.
    Table,
    /// A web archive, packed or not.
    Warc,
    /// A zip file with web archives in it.
    Wacz,
    /// A packed file of another kind.
    Packed(Packing),
}

/// Endings that are picked up in folders. Markdown is read where it is named,
/// but a README among articles is no article.
pub(crate) const ENDINGS: &[&str] = &[
    "txt", "text", "html", "htm", "xhtml", "jsonl", "ndjson", "json", "csv", "tsv", "xml", "eml",
    "mht", "mhtml", "warc", "wacz", "rss", "atom", "opml",
];

/// Endings of files that are packed; the one before tells what they are.
pub(crate) const PACKED: &[&str] = &["gz", "zst"];

/// Whether a file of this name is picked up in folders.
pub(crate) fn is_known(path: &Path) -> bool {
    let Some(own) = ending(path) else {
        return false;
    };
    match PACKED.contains(&own.as_str()) {
        true => ending(&path.with_extension("")).is_some_and(|e| ENDINGS.contains(&e.as_str())),
        false => ENDINGS.contains(&own.as_str()),
    }
}

/// The lower-case ending of a path, without its dot.
pub(crate) fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

impl Format {
    /// The format of a file with this ending that begins with `head`.
    ///
    /// The ending decides, except that a page saved as `.txt` is still a page.
    pub(crate) fn of(path: Option<&Path>, head: &[u8]) -> Format {
        if let Some(container) = Format::container(path, head) {
            return container;
        }
        let ending = path.and_then(ending);
        match ending.as_deref() {
            Some("jsonl" | "ndjson") => Format::JsonLines,
            Some("json") => match Format::sniff(head) {
                Format::Feed => Format::Feed,
                _ => Format::Json,
            },
            Some("html" | "htm" | "xhtml") => Format::Html,
            Some("csv" | "tsv") => Format::Table,
            Some("eml" | "mht" | "mhtml") => Format::Mail,
            Some("txt" | "text" | "md") => match Format::sniff(head) {
                found @ (Format::Html | Format::News | Format::Feed) => found,
                _ => Format::Text,
            },
            _ => Format::sniff(head),
        }
    }

    /// What its first bytes show beyond doubt, whatever the file is called.
    fn container(path: Option<&Path>, head: &[u8]) -> Option<Format> {
        /// The frame of a dictionary, which only archives have.
        const DICTIONARY: &[u8] = b"\x5D\x2A\x4D\x18";
        let named = |name: &str| path.and_then(ending).as_deref() == Some(name);
        if head.starts_with(b"WARC/") || head.starts_with(DICTIONARY) || named("warc") {
            return Some(Format::Warc);
        }
        if head.starts_with(b"PK\x03\x04") && named("wacz") {
            return Some(Format::Wacz);
        }
        let packing = Packing::of(head)?;
        let inner = path.map(|path| path.with_extension(""));
        let warc = inner.as_deref().and_then(ending).as_deref() == Some("warc");
        match warc || packing.peek(head).starts_with(b"WARC/") {
            true => Some(Format::Warc),
            false => Some(Format::Packed(packing)),
        }
    }

    fn sniff(head: &[u8]) -> Format {
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let head: Vec<u8> = head
            .iter()
            .copied()
            .filter(|&byte| byte != 0) // UTF-16 pages still begin with <html
            .skip_while(|byte| byte.is_ascii_whitespace())
            .take(4096)
            .collect();
        if newsml::begins(&head) {
            return Format::News;
        }
        if Shape::of(&String::from_utf8_lossy(&head)).is_some() {
            return Format::Feed;
        }
        let lower = head.to_ascii_lowercase();
        let starts = |prefix: &str| lower.starts_with(prefix.as_bytes());
        if starts("<!doctype html") || starts("<html") || starts("<head") {
            return Format::Html;
        }
        let text = String::from_utf8_lossy(&lower);
        if (starts("<?xml") || starts("<!--") || starts("\u{fffd}")) && text.contains("<html") {
            return Format::Html;
        }
        if mail::begins(&head) {
            return Format::Mail;
        }
        if starts("{") && is_object_start(&head) {
            return Format::Json;
        }
        if starts("[") && is_object_start(head[1..].trim_ascii_start()) {
            return Format::Json;
        }
        if separator(&head).is_some() {
            return Format::Table;
        }
        Format::Text
    }
}

/// Whether the bytes begin like `{"key":`.
fn is_object_start(head: &[u8]) -> bool {
    let Some(rest) = head.strip_prefix(b"{") else {
        return false;
    };
    let rest = rest.trim_ascii_start();
    let Some(rest) = rest.strip_prefix(b"\"") else {
        return false;
    };
    match rest.iter().position(|&byte| byte == b'"') {
        Some(end) => rest[end + 1..].trim_ascii_start().starts_with(b":"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_tell_formats_apart() {
        let of = |head: &str| Format::of(None, head.as_bytes());
        assert_eq!(of("\u{feff} <!DOCTYPE html><p>"), Format::Html);
        assert_eq!(of("<?xml version='1.0'?><html xmlns=''>"), Format::Html);
        assert_eq!(of("{\"id\": \"a\"}"), Format::Json);
        assert_eq!(of(" [ {\"text\" : 1"), Format::Json);
        assert_eq!(of("[Updated] The port reopened."), Format::Text);
        assert_eq!(of("{sic} he said"), Format::Text);
        assert_eq!(of(""), Format::Text);
    }

    #[test]
    fn a_page_saved_as_text_is_a_page() {
        let path = Path::new("a.txt");
        assert_eq!(Format::of(Some(path), b"<html><body>"), Format::Html);
        assert_eq!(Format::of(Some(path), b"{\"text\": 1}"), Format::Text);
    }
}
