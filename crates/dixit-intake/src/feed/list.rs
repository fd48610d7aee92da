//! Addresses in plain text, one a line.

use super::{Feed, FeedKind, Link};

/// Beginnings longer than this may have been cut off.
const CUT: usize = 2048;

/// Whether a text that begins so is nothing but addresses and remarks (`#`).
/// Its last line may have been cut off.
pub(super) fn is_list(head: &str) -> bool {
    // A long beginning may end anywhere in a line.
    let head = match head.len() > CUT {
        true => head.rsplit_once('\n').map_or("", |(whole, _)| whole),
        false => head,
    };
    let mut lines = lines(head).peekable();
    lines.peek().is_some() && lines.all(is_address)
}

pub(super) fn read(text: &str) -> Feed {
    let links = lines(text).filter(|line| is_address(line));
    Feed {
        kind: FeedKind::List,
        links: links
            .map(|url| Link {
                url: url.to_owned(),
                ..Link::default()
            })
            .collect(),
        ..Feed::default()
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn is_address(line: &str) -> bool {
    let web = ["http://", "https://"].iter().any(|scheme| {
        line.get(..scheme.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(scheme))
    });
    web && !line.contains(char::is_whitespace)
}
