//! Where what holds no elements ends.

use super::ends_name;
use memchr::{memchr_iter, memchr2_iter};

/// Whether `</name` or `<name` stands here, and then what ends a name.
fn is_tag(page: &str, at: usize, open: &str, name: &str) -> bool {
    let rest = &page.as_bytes()[at..];
    let Some(rest) = rest.strip_prefix(open.as_bytes()) else {
        return false;
    };
    rest.len() > name.len()
        && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && ends_name(rest[name.len()])
}

/// Where the end tag of an element begins whose words begin at `from`.
pub(super) fn end(page: &str, from: usize, name: &str) -> usize {
    memchr_iter(b'<', &page.as_bytes()[from..])
        .map(|at| from + at)
        .find(|&at| is_tag(page, at, "</", name))
        .unwrap_or(page.len())
}

/// The same of a script. In comments of HTML scripts may stand in scripts.
pub(super) fn script_end(page: &str, from: usize) -> usize {
    let bytes = page.as_bytes();
    // Where the dashes may stand that end the comment that is open.
    let mut comment: Option<usize> = None;
    let mut inner = false;
    for at in memchr2_iter(b'<', b'>', &bytes[from..]).map(|at| from + at) {
        if bytes[at] == b'>' {
            if comment.is_some_and(|start| bytes[start.min(at)..at].ends_with(b"--")) {
                (comment, inner) = (None, false);
            }
        } else if is_tag(page, at, "</", "script") {
            if !inner {
                return at;
            }
            inner = false;
        } else if comment.is_some() {
            inner |= is_tag(page, at, "<", "script");
        } else if bytes[at..].starts_with(b"<!--") {
            comment = Some(at + 2);
        }
    }
    page.len()
}

/// Where what follows a comment begins whose words begin at `from`.
pub(super) fn comment_end(page: &str, from: usize) -> usize {
    let words = &page.as_bytes()[from..];
    memchr_iter(b'>', words)
        .find(|&at| {
            let before = &words[..at];
            before.is_empty()
                || before == b"-"
                || before.ends_with(b"--")
                || before.ends_with(b"--!")
        })
        .map_or(page.len(), |at| from + at + 1)
}
