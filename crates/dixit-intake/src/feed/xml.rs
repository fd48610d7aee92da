//! RSS, RDF, Atom, sitemaps and OPML: one pass over their elements.
//!
//! Feeds are often broken: names of namespaces undeclared, ends missing,
//! ampersands bare. Nothing of that stops the pass; what a document type
//! declares is never looked at, so nothing is fetched and nothing expands.

use super::entities::{meaning, resolved};
use super::{Entry, Feed, FeedKind, Link, day, moment, worded};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Elements within each other; what lies deeper is passed over.
const DEEPEST: usize = 64;

/// A document with so many open elements is no feed.
const TOO_DEEP: usize = 1024;

/// Articles named by one feed; a sitemap may have so many.
const MOST: usize = 50_000;

/// Roots of feeds.
const ROOTS: &[&str] = &["rss", "rdf:rdf", "feed", "urlset", "sitemapindex", "opml"];

/// Whether markup that begins so is a feed: by its first element.
pub(super) fn is_root_of_feed(head: &str) -> bool {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let after = |end: &str| rest.find(end).map(|at| &rest[at + end.len()..]);
        let next = match rest.as_bytes() {
            [b'<', b'?', ..] => after("?>"),
            [b'<', b'!', b'-', b'-', ..] => after("-->"),
            // With what it declares, which may hold marks of its own.
            [b'<', b'!', ..] => match rest.find(['[', '>']) {
                Some(at) if rest[at..].starts_with('[') => after("]>").or(after("] >")),
                _ => after(">"),
            },
            _ => break,
        };
        match next {
            Some(next) => rest = next,
            None => return false,
        }
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split([' ', '>', '\n', '\r', '\t', '/']).next();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let local = name.rsplit(':').next().unwrap_or_default();
    ROOTS.contains(&name.as_str()) || ROOTS.contains(&local)
}

/// One feed.
pub(super) fn read(text: &str) -> Option<Feed> {
    let mut pass = Pass::default();
    pass.over(text);
    pass.feed.kind = pass.kind?;
    Some(pass.feed)
}

/// One entry, alone.
pub(super) fn item(text: &str) -> Option<(Link, Entry)> {
    let mut pass = Pass::default();
    pass.over(text);
    Some((pass.feed.links.pop()?, pass.feed.entries.pop()?))
}

#[derive(Default)]
struct Pass {
    feed: Feed,
    kind: Option<FeedKind>,
    /// The names of the open elements, with prefixes that are not ours.
    open: Vec<String>,
    /// How often each is among them, less its prefix.
    count: BTreeMap<String, usize>,
    /// Where `item` and its like stand among them.
    item: Option<Item>,
    text: String,
    /// Where the content of an element that holds markup begins.
    markup: Option<(usize, usize)>,
}

#[derive(Default)]
struct Item {
    depth: usize,
    start: usize,
    link: Link,
    entry: Entry,
    /// An address that is taken where there is no better.
    id: Option<String>,
    summary: Option<String>,
    updated: Option<String>,
}

impl Pass {
    fn over(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        loop {
            let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let Ok(event) = reader.read_event() else {
                // What comes after cannot be told from what went wrong.
                break;
            };
            let after = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(element) => self.start(&element, before, after),
                Event::End(element) => {
                    let name = plain(element.name().as_ref()).1;
                    self.end(&name, text, before, after);
                }
                Event::Text(words) => self.text.push_str(&resolved(&words)),
                Event::CData(words) => self.text.push_str(&words),
                Event::GeneralRef(name) => match meaning(&name) {
                    Some(meaning) => self.text.push_str(&meaning),
                    None => self.text.push_str(&format!("&{};", &*name)),
                },
                Event::Eof => break,
                _ => {}
            }
            if self.feed.links.len() >= MOST || self.open.len() > TOO_DEEP {
                break;
            }
        }
    }

    fn start(&mut self, element: &BytesStart, before: usize, after: usize) {
        let (prefix, name) = plain(element.name().as_ref());
        if self.open.is_empty() {
            self.kind = root(&name);
            self.feed.language = attribute(element, "xml:lang");
        }
        self.open.push(match is_ours(&prefix) {
            true => name.clone(),
            // Of pictures, shops and players: never to be taken for the article's.
            false => format!("{prefix}:{name}"),
        });
        *self.count.entry(name.clone()).or_default() += 1;
        if self.open.len() > DEEPEST {
            return;
        }
        if name == "outline" {
            if let Some(url) = attribute(element, "xmlurl") {
                self.feed.feeds.push(url);
            }
            return;
        }
        let Some(item) = &mut self.item else {
            if is_item(self.kind, &name) && is_ours(&prefix) {
                let mut item = Item {
                    depth: self.open.len(),
                    start: before,
                    ..Item::default()
                };
                item.id = attribute(element, "rdf:about");
                item.link.language = attribute(element, "xml:lang");
                self.item = Some(item);
                self.kind = self.kind.or(match name.as_str() {
                    "entry" => Some(FeedKind::Atom),
                    _ => Some(FeedKind::Rss),
                });
            }
            self.text.clear();
            return;
        };
        if self.markup.is_some() {
            return;
        }
        self.text.clear();
        if self.open.len() != item.depth + 1 {
            return;
        }
        match name.as_str() {
            "link" => {
                let rel = attribute(element, "rel").unwrap_or_else(|| "alternate".to_owned());
                let kind = attribute(element, "type").unwrap_or_default();
                let page = kind.is_empty() || kind.contains("html");
                if let Some(href) = attribute(element, "href")
                    && rel == "alternate"
                    && page
                    && item.link.url.is_empty()
                {
                    item.link.url = href;
                }
            }
            "content"
                if is_ours(&prefix)
                    && attribute(element, "type").is_some_and(|kind| kind.contains("xhtml")) =>
            {
                self.markup = Some((self.open.len(), after));
            }
            // An end of the same name will find it set, and leave it.
            "guid" if attribute(element, "ispermalink").is_some_and(|is| is == "false") => {
                item.id.get_or_insert_default();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, source: &str, before: usize, after: usize) {
        // An end without a beginning is none; a beginning without an end ends
        // with what is around it.
        let local = |open: &String| open.rsplit(':').next().unwrap_or_default() == name;
        if self.count.get(name).is_none_or(|&count| count == 0) {
            return;
        }
        let Some(place) = self.open.iter().rposition(local) else {
            return;
        };
        let path = self.open[place].clone();
        let depth = place + 1;
        for gone in self.open.drain(place..) {
            let gone = gone.rsplit(':').next().unwrap_or_default();
            if let Some(count) = self.count.get_mut(gone) {
                *count = count.saturating_sub(1);
            }
        }
        if depth > DEEPEST {
            return;
        }
        let mut words = std::mem::take(&mut self.text);
        if let Some((at, from)) = self.markup {
            if depth > at {
                return;
            }
            self.markup = None;
            words = source.get(from..before).unwrap_or_default().to_owned();
        }
        match &mut self.item {
            None => self.of_feed(&path, depth, &words),
            Some(item) if depth <= item.depth => {
                let range = item.start..after.min(source.len());
                self.close(range);
            }
            Some(item) => {
                let parent = self.open.last().map_or("", String::as_str);
                item.takes(&path, parent, depth - item.depth, words);
            }
        }
    }

    fn of_feed(&mut self, name: &str, depth: usize, words: &str) {
        match name {
            "title" if depth <= 3 && self.feed.title.is_none() => self.feed.title = worded(words),
            "language" if depth <= 3 => self.feed.language = worded(words),
            _ => {}
        }
    }

    fn close(&mut self, range: std::ops::Range<usize>) {
        let Some(mut item) = self.item.take() else {
            return;
        };
        if item.link.url.is_empty() {
            item.link.url = item
                .id
                .take()
                .filter(|id| id.contains("://"))
                .unwrap_or_default();
        }
        item.link.changed = item.updated.as_deref().and_then(moment);
        item.entry.content = item.entry.content.or(item.summary);
        item.entry.range = range;
        if self.kind == Some(FeedKind::SitemapIndex) {
            self.feed.feeds.push(item.link.url);
            return;
        }
        if item.link.url.is_empty() && item.entry.content.is_none() {
            return;
        }
        self.feed.links.push(item.link);
        self.feed.entries.push(item.entry);
    }
}

impl Item {
    /// Takes what an element of it says; `depth` counts from the item.
    fn takes(&mut self, name: &str, parent: &str, depth: usize, words: String) {
        let link = &mut self.link;
        let trimmed = || worded(&words);
        match (depth, name) {
            (1, "link") if link.url.is_empty() => link.url = trimmed().unwrap_or_default(),
            // The address before a service that counts clicks.
            (1, "origlink") => link.url = trimmed().unwrap_or_default(),
            (1, "loc") => link.url = trimmed().unwrap_or_default(),
            (1, "guid" | "id") if self.id.is_none() => self.id = trimmed(),
            (1, "title") => link.title = worded(&resolved(&untagged(&words))),
            (1, "pubdate" | "date" | "published" | "issued" | "created") => {
                link.published = link.published.or_else(|| day(&words));
                self.updated = self.updated.take().or_else(trimmed);
            }
            (1, "updated" | "modified" | "lastmod") => self.updated = trimmed(),
            (1, "encoded") => self.entry.content = Some(words),
            (1, "content") if self.entry.content.is_none() => self.entry.content = Some(words),
            (1, "description" | "summary") => self.summary = Some(words),
            (1, "author" | "creator") if !words.trim().is_empty() => {
                self.entry.authors.extend(trimmed());
            }
            (2, "name") if parent == "author" => self.entry.authors.extend(trimmed()),
            (1, "source") => link.outlet = trimmed(),
            (2, "title") if parent == "source" => link.outlet = trimmed(),
            (1, "language") => link.language = trimmed(),
            // News sitemaps.
            (2, "title") if parent == "news" => link.title = trimmed(),
            (2, "publication_date") => {
                link.published = day(&words);
                self.updated = self.updated.take().or_else(trimmed);
            }
            (3, "name") if parent == "publication" => link.outlet = trimmed(),
            (3, "language") if parent == "publication" => link.language = trimmed(),
            _ => {}
        }
    }
}

fn root(name: &str) -> Option<FeedKind> {
    Some(match name {
        "rss" | "rdf" => FeedKind::Rss,
        "feed" => FeedKind::Atom,
        "urlset" => FeedKind::Sitemap,
        "sitemapindex" => FeedKind::SitemapIndex,
        "opml" => FeedKind::Opml,
        _ => return None,
    })
}

/// Whether an element names one article, or one feed, in a feed of this kind,
/// or alone.
fn is_item(kind: Option<FeedKind>, name: &str) -> bool {
    match kind {
        Some(FeedKind::Rss) => name == "item",
        Some(FeedKind::Atom) => name == "entry",
        Some(FeedKind::Sitemap) => name == "url",
        Some(FeedKind::SitemapIndex) => name == "sitemap",
        Some(_) => false,
        None => matches!(name, "item" | "entry"),
    }
}

/// Prefixes by which feeds call what this module knows.
fn is_ours(prefix: &str) -> bool {
    matches!(
        prefix,
        "" | "rss"
            | "atom"
            | "a10"
            | "dc"
            | "dcterms"
            | "content"
            | "news"
            | "n"
            | "rdf"
            | "feedburner"
            | "sitemap"
            | "opml"
    )
}

/// Prefix and name of an element, in lower case.
fn plain(name: &str) -> (String, String) {
    let name = name.to_ascii_lowercase();
    match name.split_once(':') {
        Some((prefix, local)) => (prefix.to_owned(), local.to_owned()),
        None => (String::new(), name),
    }
}

/// What an element says under a name (lower case).
fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.html_attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(name))?;
    worded(&resolved(&found.value))
}

/// A title less the tags that some feeds put into it.
fn untagged(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find('<') {
        let tag = rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let Some(end) = rest[at..].find('>').filter(|_| tag) else {
            out.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        };
        out.push_str(&rest[..at]);
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}
