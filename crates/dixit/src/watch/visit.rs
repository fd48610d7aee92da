//! One visit: something fetched, and read for what it is.

use super::clock::written;
use super::sources::links;
use crate::add::{Found, Work};
use crossbeam_channel::{Receiver, Sender};
use dixit_engine::guarded;
use dixit_fetch::{Fetcher, Outcome, Page, Request, Validators, host_of, join};
use dixit_intake::{Feed, Fetched, Intake, Options};
use dixit_ledger::{FeedRow, Hint, LinkRow, Polled};
use dixit_model::Address;

/// Something to be fetched.
#[derive(Clone, Debug)]
pub enum Visit {
    /// What is taken for a feed until it is seen.
    Feed(FeedRow),
    /// An article, as far as its feed says.
    Page(LinkRow),
}

/// A visit, and what came of it.
pub struct Visited {
    pub visit: Visit,
    pub came: Came,
}

/// What comes of a visit.
pub enum Came {
    /// A feed.
    Feed(Polled),
    /// A page with an article, known or not, and what to note of it.
    Page {
        found: Found,
        hint: Hint,
        validators: Validators,
    },
    /// A page that is no article and names feeds.
    Names(Vec<String>),
    /// As it was.
    NotModified,
    /// Not now: when, and what is in the way unless it is only not its turn.
    Later { due: String, why: Option<String> },
    /// Not at all.
    Never(String),
}

/// Who visits; used by several threads.
pub struct Visitor<'a> {
    pub fetcher: &'a Fetcher,
    pub work: Work<'a>,
}

impl Visit {
    pub fn url(&self) -> &str {
        match self {
            Visit::Feed(feed) => &feed.url,
            Visit::Page(link) => &link.url,
        }
    }

    fn request(&self) -> Request {
        let (etag, modified, failures) = match self {
            Visit::Feed(feed) => (&feed.etag, &feed.modified, feed.failures),
            Visit::Page(link) => (&link.etag, &link.modified, link.failures),
        };
        Request {
            url: self.url().to_owned(),
            validators: Validators {
                etag: etag.clone(),
                modified: modified.clone(),
            },
            failures,
        }
    }
}

impl Visitor<'_> {
    /// Visits what comes until nothing more does.
    pub fn work(&self, visits: &Receiver<Visit>, to: &Sender<Visited>) {
        for visit in visits {
            let came = guarded(visit.url(), || self.visit(&visit)).unwrap_or_else(Came::Never);
            if to.send(Visited { visit, came }).is_err() {
                return;
            }
        }
    }

    fn visit(&self, visit: &Visit) -> Came {
        match self.fetcher.fetch(&visit.request()) {
            Outcome::Got(page) => self.read(visit, page),
            Outcome::NotModified => Came::NotModified,
            Outcome::Later { at, why } => Came::Later {
                due: written(at),
                why,
            },
            Outcome::Never { why } => Came::Never(why),
        }
    }

    fn read(&self, visit: &Visit, page: Page) -> Came {
        match Feed::read(&page.bytes, page.charset.as_deref(), &page.url) {
            Ok(Some(feed)) => return Came::Feed(polled(&feed, &page)),
            Ok(None) => {}
            Err(error) => return Came::Never(error.to_string()),
        }
        if let Some(kind) = page.media_type.as_deref().filter(|kind| !is_page(kind)) {
            return Came::Never(format!("{}: is {kind}, which is no page", page.url));
        }
        let feeds: Vec<String> = Feed::named_by(&page.bytes)
            .iter()
            .filter_map(|feed| join(&page.url, feed))
            .collect();
        // The front page of an outlet stands for what the outlet publishes.
        if matches!(visit, Visit::Feed(_)) && Address::of(&page.url).is_none() && !feeds.is_empty()
        {
            return Came::Names(feeds);
        }
        let hint = match visit {
            Visit::Page(link) => link.hint.clone(),
            Visit::Feed(feed) => Hint {
                url: feed.url.clone(),
                host: host_of(&feed.url).unwrap_or_default(),
                ..Hint::default()
            },
        };
        let seen = written(page.at);
        let arrival = Intake::new(Options::default()).fetched(Fetched {
            url: page.url,
            bytes: page.bytes,
            charset: page.charset,
            title: hint.title.clone(),
            outlet: hint.outlet.clone(),
            published: hint.published.as_ref().and_then(|day| day.parse().ok()),
            language: hint.language.clone(),
        });
        Came::Page {
            found: self.work.read(arrival, Some(seen)),
            hint,
            validators: page.validators,
        }
    }
}

fn polled(feed: &Feed, page: &Page) -> Polled {
    let feeds = feed.feeds.iter().filter_map(|url| join(&page.url, url));
    Polled {
        title: feed.title.clone(),
        etag: page.validators.etag.clone(),
        modified: page.validators.modified.clone(),
        links: links(feed, Some(&page.url)),
        feeds: feeds.collect(),
    }
}

/// Whether a media type may be that of a page.
fn is_page(kind: &str) -> bool {
    kind.starts_with("text/")
        || kind.contains("html")
        || kind.contains("xml")
        || kind == "application/octet-stream"
}
