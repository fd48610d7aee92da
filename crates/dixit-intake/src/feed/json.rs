//! JSON Feed, 1.0 and 1.1.

use super::{Entry, Feed, FeedKind, Link, day, moment, worded};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What its first member says, wherever it stands.
const VERSION: &str = "jsonfeed.org/version/";

/// Whether JSON that begins so is a feed.
pub(super) fn is_feed(head: &str) -> bool {
    let mut end = head.len().min(8192);
    while !head.is_char_boundary(end) {
        end -= 1;
    }
    head[..end].replace("\\/", "/").contains(VERSION)
}

#[derive(Deserialize)]
struct Whole<'j> {
    title: Option<String>,
    language: Option<String>,
    #[serde(borrow, default)]
    items: Vec<&'j RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    url: Option<String>,
    external_url: Option<String>,
    id: serde_json::Value,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
    language: Option<String>,
    authors: Vec<Author>,
    author: Option<Author>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Author {
    name: Option<String>,
}

pub(super) fn read(text: &str) -> Option<Feed> {
    let text = text.trim_start_matches('\u{feff}');
    let whole: Whole = serde_json::from_str(text).ok()?;
    let mut feed = Feed {
        kind: FeedKind::Json,
        title: whole.title.as_deref().and_then(worded),
        language: whole.language,
        ..Feed::default()
    };
    for raw in whole.items {
        let raw = raw.get();
        // One item that is none does not stop the others.
        let Some((link, mut entry)) = item(raw) else {
            continue;
        };
        let start = raw.as_ptr() as usize - text.as_ptr() as usize;
        entry.range = start..start + raw.len();
        feed.links.push(link);
        feed.entries.push(entry);
    }
    Some(feed)
}

/// One item, alone.
pub(super) fn item(raw: &str) -> Option<(Link, Entry)> {
    let item: Item = serde_json::from_str(raw).ok()?;
    let id = item.id.as_str().filter(|id| id.starts_with("http"));
    let url = item.url.or(item.external_url).or(id.map(str::to_owned));
    let text = item.content_text.map(|text| super::whole::marked_up(&text));
    let authors = item.authors.into_iter().chain(item.author);
    let entry = Entry {
        authors: authors.filter_map(|author| worded(&author.name?)).collect(),
        content: item.content_html.or(text),
        range: 0..0,
    };
    let changed = item.date_modified.or_else(|| item.date_published.clone());
    let link = Link {
        url: url.unwrap_or_default(),
        title: item.title.as_deref().and_then(worded),
        published: item.date_published.as_deref().and_then(day),
        changed: changed.as_deref().and_then(moment),
        outlet: None,
        language: item.language,
    };
    Some((link, entry))
}
