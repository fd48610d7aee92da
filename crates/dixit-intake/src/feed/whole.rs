//! Articles that feeds hold whole, entry by entry.

use super::{Entry, Feed, Link, Shape, json, xml};
use crate::arrival::{Arrival, Hints, Kind, Within};
use crate::draft::Draft;
use crate::open::{Held, Origin};
use crate::{Error, ErrorKind, encoding, html};
use dixit_model::Inferred;

/// Fewer words are taken for a summary.
const FEWEST: usize = 100;

/// How summaries end that go on elsewhere.
const GOES_ON: &[&str] = &[
    "...",
    "\u{2026}",
    "[\u{2026}]",
    "[...]",
    "read more",
    "continue reading",
];

/// The articles that a feed holds, and an error for those that it only names.
pub(crate) fn arrivals(bytes: &[u8], origin: Origin) -> Result<Held, Error> {
    let text = encoding::decode_page(bytes, None, &origin.name)?;
    let Some((shape, feed)) = Shape::of(&text).zip(Feed::of(&text)) else {
        let what = "begins like a feed and is none";
        let fix = "check the file, or leave it out";
        return Err(Error::new(ErrorKind::NoArticles, origin.name, what, fix));
    };
    let mut found: Vec<Result<Arrival, Error>> = Vec::new();
    for (place, entry) in feed.entries.iter().enumerate() {
        let raw = text.get(entry.range.clone()).filter(|_| is_whole(entry));
        let Some(raw) = raw else { continue };
        let id = format!("{}-{}", origin.stem, place + 1);
        let within = Within::Item(place as u64 + 1);
        let mut arrival = origin.arrival(within, id, Kind::Entry(shape), raw.into());
        arrival.hints = Hints {
            outlet: feed.title.clone(),
            language: feed.language.clone(),
            ..Hints::default()
        };
        found.push(Ok(arrival));
    }
    found.extend(
        left(&feed, found.len()).map(|what| Err(Error::addresses_only(&origin.name, what))),
    );
    if found.is_empty() {
        return Err(Error::empty(&origin.name));
    }
    Ok(Box::new(found.into_iter()))
}

/// What a feed only names, in words.
fn left(feed: &Feed, whole: usize) -> Option<String> {
    if !feed.feeds.is_empty() {
        return Some(match feed.feeds.len() {
            1 => "names one feed".to_owned(),
            n => format!("names {n} feeds"),
        });
    }
    match feed.links.len().saturating_sub(whole) {
        0 => None,
        1 => Some("one entry holds only an address".to_owned()),
        n => Some(format!("{n} entries hold only addresses")),
    }
}

fn is_whole(entry: &Entry) -> bool {
    let Some(content) = &entry.content else {
        return false;
    };
    let text = bare(content);
    let text = text.trim().to_lowercase();
    text.split_whitespace().count() >= FEWEST && !GOES_ON.iter().any(|end| text.ends_with(end))
}

/// The words of some markup, roughly.
fn bare(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            _ if inside => {}
            _ => out.push(c),
        }
    }
    out
}

/// Plain text as markup: a paragraph a line.
pub(super) fn marked_up(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| format!("<p>{line}</p>")).collect()
}

/// The article of an entry: its content read as a page, with what the feed says
/// about it.
pub(crate) fn page(
    bytes: &[u8],
    shape: Shape,
    id: String,
    hints: &Hints,
    origin: &str,
) -> Result<Draft, Error> {
    let raw = encoding::decode(bytes, origin)?;
    let item = match shape {
        Shape::Json => json::item(&raw),
        _ => xml::item(&raw),
    };
    let Some((link, entry)) = item else {
        let fix = "check the feed, or leave it out";
        return Err(Error::new(
            ErrorKind::NoArticle,
            origin,
            "is no entry of a feed",
            fix,
        ));
    };
    let draft = html::draft(&as_page(&link, &entry), id, origin)?;
    let said = |value: String| Inferred::new(value, "feed", 1.0);
    let absolute = link.url.contains("://").then_some(link.url);
    Ok(Draft {
        title: link.title.map(said).or(draft.title),
        outlet: link
            .outlet
            .or(hints.outlet.clone())
            .map(said)
            .or(draft.outlet),
        published: link
            .published
            .map(|day| Inferred::new(day, "feed", 1.0))
            .or(draft.published),
        authors: match entry.authors.is_empty() {
            true => draft.authors,
            false => entry.authors,
        },
        language: link.language.or(hints.language.clone()).map(said),
        url: absolute.or(draft.url),
        ..draft
    })
}

fn as_page(link: &Link, entry: &Entry) -> String {
    let title = link.title.as_deref().unwrap_or_default();
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    let content = entry.content.as_deref().unwrap_or_default();
    format!(
        "<!doctype html><html><head><title>{title}</title></head><body><article>\
         <h1>{title}</h1>{content}</article></body></html>"
    )
}
