//! What a person names to be looked at.

use super::clock::now;
use crate::args::Named;
use crate::progress::Progress;
use anyhow::{Context, Result, bail};
use dixit_fetch::host_of;
use dixit_intake::{Feed, FeedKind};
use dixit_ledger::{Hint, Ledger};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// The most bytes of a list.
const MOST: u64 = 64 << 20;

/// Notes what is named; how many things that is.
pub fn take(ledger: &mut Ledger, sources: &[Named], progress: &Progress) -> Result<usize> {
    for source in sources {
        match source {
            Named::Address(url) => {
                host_of(url).with_context(|| format!("'{url}' is no address on the web"))?;
                ledger.watch(url, &now())?;
            }
            Named::File(path) => file(ledger, path, progress)?,
        }
    }
    Ok(sources.len())
}

/// Feeds that a file names are looked at from now on; articles are fetched once.
fn file(ledger: &mut Ledger, path: &Path, progress: &Progress) -> Result<()> {
    let shown = path.display();
    let size = std::fs::metadata(path)
        .with_context(|| format!("'{shown}' is neither an address (http://…) nor a file"))?
        .len();
    if size > MOST {
        bail!("'{shown}' is longer than {} MiB: split it", MOST >> 20);
    }
    let bytes = std::fs::read(path).with_context(|| format!("'{shown}' cannot be read"))?;
    let Some(feed) = Feed::read(&bytes, None, &shown.to_string())? else {
        bail!("'{shown}' names no feeds: give OPML, a feed, or an address a line");
    };
    let at = now();
    for url in feed.feeds.iter().filter(|url| host_of(url).is_some()) {
        ledger.watch(url, &at)?;
    }
    let links: Vec<Hint> = links(&feed, None);
    let new = ledger.queue(&links, &at)?;
    let (feeds, addresses) = (feed.feeds.len(), links.len());
    match feed.kind {
        FeedKind::Opml | FeedKind::SitemapIndex => {
            progress.event(format_args!("{shown} names {feeds} feeds"));
        }
        _ => progress.event(format_args!(
            "{shown} names {addresses} addresses, {new} to be fetched"
        )),
    }
    Ok(())
}

/// The articles that a feed names, found at `base`.
pub fn links(feed: &Feed, base: Option<&str>) -> Vec<Hint> {
    let links = feed.links.iter().filter_map(|link| {
        let url = match base {
            Some(base) => dixit_fetch::join(base, &link.url)?,
            None => link.url.clone(),
        };
        Some(Hint {
            host: host_of(&url)?,
            url,
            title: link.title.clone(),
            outlet: link.outlet.clone(),
            published: link.published.map(|day| day.to_string()),
            language: link.language.clone(),
            changed: link.changed.clone(),
        })
    });
    links.collect()
}

/// Prints what is looked at.
pub fn list(ledger: &Ledger) -> Result<ExitCode> {
    let mut text = String::new();
    for feed in ledger.feeds()? {
        text.push_str(&feed.url);
        if let Some(title) = &feed.title {
            text.push_str(&format!("  {title}"));
        }
        match &feed.checked_at {
            Some(at) => text.push_str(&format!("\n  answered {at}, next {}", feed.due)),
            None => text.push_str(&format!("\n  not answered yet, next {}", feed.due)),
        }
        if let (Some(problem), 1..) = (&feed.problem, feed.failures) {
            text.push_str(&format!("\n  failed {} times: {problem}", feed.failures));
        }
        text.push('\n');
    }
    let counts = ledger.watched()?;
    text.push_str(&format!(
        "{} feeds; {} addresses wait, {} were fetched, {} were given up\n",
        counts.feeds, counts.waiting, counts.fetched, counts.refused
    ));
    // A reader that has gone away has seen enough.
    let _ = std::io::stdout().write_all(dixit_report::plain(&text).as_bytes());
    Ok(ExitCode::SUCCESS)
}
