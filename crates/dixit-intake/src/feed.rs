//! Feeds and lists: what names articles, and sometimes holds them.

mod entities;
mod json;
mod list;
mod whole;
mod xml;

use crate::encoding;
use crate::{Error, date};
use dixit_model::Date;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) use whole::{arrivals, page};

/// A feed, a sitemap or a list: the articles and the feeds that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it is.
    pub kind: FeedKind,
    /// What it calls itself.
    pub title: Option<String>,
    /// BCP 47 code of its language.
    pub language: Option<String>,
    /// The articles that it names, in its order.
    pub links: Vec<Link>,
    /// The feeds that it names: of an OPML list, of an index of sitemaps.
    pub feeds: Vec<String>,
    /// What it holds of each link's article, by their places.
    pub(crate) entries: Vec<Entry>,
}

/// The kinds of [`Feed`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum FeedKind {
    /// RSS, 0.9 to 2.0, with or without RDF.
    #[default]
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
    /// A sitemap, with or without news.
    Sitemap,
    /// An index of sitemaps.
    SitemapIndex,
    /// An OPML list of feeds.
    Opml,
    /// Addresses in plain text, one a line.
    List,
}

/// An article that a feed names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it is, as the feed has it: it may be relative to the feed.
    pub url: String,
    /// Its headline.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// When it changed last by what the feed says, in UTC (RFC 3339).
    pub changed: Option<String>,
    /// Who publishes it, where that is not the feed's own outlet.
    pub outlet: Option<String>,
    /// BCP 47 code of its language.
    pub language: Option<String>,
}

/// What a feed holds of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub authors: Vec<String>,
    /// Its words, as HTML.
    pub content: Option<String>,
    /// Where in the (decoded) feed it stands.
    pub range: std::ops::Range<usize>,
}

impl Feed {
    /// The feed in these bytes; `None` where they are none. `charset` is the
    /// encoding under which they were served, `origin` what messages call them.
    ///
    /// # Errors
    ///
    /// Fails for bytes that are no text.
    pub fn read(bytes: &[u8], charset: Option<&str>, origin: &str) -> Result<Option<Feed>, Error> {
        let text = encoding::decode_page(bytes, charset, origin)?;
        Ok(Feed::of(&text))
    }

    /// The feeds that a page names as its own, as it has them.
    pub fn named_by(page: &[u8]) -> Vec<String> {
        let page = String::from_utf8_lossy(&page[..page.len().min(HEAD)]);
        let tags = LINK.find_iter(&page).map(|tag| tag.as_str());
        let value = |tag: &str, name: &str| {
            let found = ATTRIBUTE
                .captures_iter(tag)
                .find(|found| found[1].eq_ignore_ascii_case(name))?;
            let value = found.get(2).or(found.get(3)).or(found.get(4))?;
            worded(&entities::resolved(value.as_str()))
        };
        let is_feed = |tag: &&str| {
            let rel = value(tag, "rel").unwrap_or_default().to_ascii_lowercase();
            let kind = value(tag, "type").unwrap_or_default().to_ascii_lowercase();
            rel.split(' ').any(|rel| rel == "alternate")
                && [
                    "application/rss+xml",
                    "application/atom+xml",
                    "application/feed+json",
                ]
                .contains(&kind.as_str())
        };
        tags.filter(is_feed)
            .filter_map(|tag| value(tag, "href"))
            .collect()
    }

    /// The feed in a text, if it is one.
    pub(crate) fn of(text: &str) -> Option<Feed> {
        match Shape::of(text)? {
            Shape::Xml => xml::read(text),
            Shape::Json => json::read(text),
            Shape::List => Some(list::read(text)),
        }
    }
}

/// So much of a page is searched for the feeds that it names.
const HEAD: usize = 256 << 10;

static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)<link\b[^<>]{1,2000}>").expect("a sound pattern"));

static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"([a-zA-Z:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#)
        .expect("a sound pattern")
});

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Xml,
    Json,
    List,
}

impl Shape {
    /// What a text that begins so would be written in, if it is a feed.
    pub(crate) fn of(head: &str) -> Option<Shape> {
        let head = head.trim_start_matches('\u{feff}').trim_start();
        if head.starts_with('<') {
            return xml::is_root_of_feed(head).then_some(Shape::Xml);
        }
        if head.starts_with('{') {
            return json::is_feed(head).then_some(Shape::Json);
        }
        list::is_list(head).then_some(Shape::List)
    }
}

/// A day as feeds write them: RFC 2822, RFC 3339 or anything like it.
fn day(words: &str) -> Option<Date> {
    date::day(words)
}

/// A moment as feeds write it, in UTC and so that later ones sort after it.
fn moment(words: &str) -> Option<String> {
    let words = words.trim();
    let midnight = || day(words).map(|day| format!("{day}T00:00:00Z"));
    let parsed = words
        .parse::<Timestamp>()
        .or_else(|_| rfc2822::DateTimeParser::new().parse_timestamp(words));
    parsed.ok().map(|at| at.to_string()).or_else(midnight)
}

/// A string with words in it.
fn worded(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests;
