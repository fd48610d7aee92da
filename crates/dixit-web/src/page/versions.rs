//! The versions of an article, and what each changed.

use super::row::moment;
use crate::fault::Fault;
use crate::link;
use dixit_ledger::{Ledger, Version, VersionChange};
use dixit_model::DiffOp;
use dixit_report::phrase::count;
use maud::{Markup, html};

/// The versions of the article with this key, the latest first; nothing where
/// it never changed.
pub(super) fn of(ledger: &Ledger, key: &str) -> Result<Markup, Fault> {
    let versions = ledger.versions(key)?.unwrap_or_default();
    if versions.len() < 2 {
        return Ok(html! {});
    }
    let pairs: Vec<_> = versions.windows(2).rev().collect();
    Ok(html! {
        section.part aria-labelledby="versions" {
            h2 #versions { (count(versions.len(), "version", "versions")) }
            ol.versions reversed {
                @for pair in pairs { li { (head(key, &pair[1])) (difference(&pair[0], &pair[1])) } }
                li { (head(key, &versions[0])) }
            }
        }
    })
}

fn head(key: &str, version: &Version) -> Markup {
    html! {
        p {
            @match &version.seen {
                Some(seen) => { "Seen " (moment(seen)) }
                None => { "Added " (moment(&version.added_at)) }
            }
            @if let Some(change) = version.change { ": " (told(change)) }
            @if version.current { " · what the record rests on" }
            " · " a href={ (link::article(key)) "/original?show=text&version=" (version.sha256) } { "the original" }
        }
    }
}

/// What a version changed, in a sentence.
fn told(change: VersionChange) -> String {
    let mut parts = Vec::new();
    if change.title {
        parts.push("another headline".to_owned());
    }
    for (number, what) in [(change.added, "added"), (change.removed, "left out")] {
        if number > 0 {
            parts.push(format!("{} {what}", count(number, "word", "words")));
        }
    }
    match parts.is_empty() {
        true => "the same words in another order".to_owned(),
        false => parts.join(", "),
    }
}

fn difference(before: &Version, after: &Version) -> Markup {
    let titles = (
        before.title.as_deref().unwrap_or(""),
        after.title.as_deref().unwrap_or(""),
    );
    html! {
        details {
            summary { "What changed, word by word" }
            @if titles.0 != titles.1 { p dir="auto" { strong { (compared(titles.0, titles.1)) } } }
            p.revision dir="auto" { (compared(&before.text, &after.text)) }
        }
    }
}

fn compared(before: &str, after: &str) -> Markup {
    let Some(parts) = dixit_record::revision(before, after) else {
        return html! { "The texts are too long to be compared here." };
    };
    html! {
        @for part in parts {
            @match part.op {
                DiffOp::Same => { (part.text) }
                DiffOp::Cut => { del { span.hidden { " [left out: " } (part.text) span.hidden { "] " } } }
                DiffOp::Added => { ins { span.hidden { " [put in: " } (part.text) span.hidden { "] " } } }
            }
        }
    }
}
