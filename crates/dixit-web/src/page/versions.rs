//! The versions of an article, and what each changed.

use super::row::moment;
use crate::ask::Ask;
use crate::fault::Fault;
use crate::link;
use dixit_ledger::{Ledger, Version, VersionChange};
use dixit_model::DiffOp;
use dixit_report::phrase::count;
use maud::{Markup, html};

const WHAT: &str = "What changed, word by word";

/// The versions of the article with this key, the latest first; nothing where
/// it never changed. Comparing takes time, so what one of them changed is shown:
/// the version that the address names by its SHA-256, or else the latest.
pub(super) fn of(ask: &Ask, ledger: &Ledger, key: &str) -> Result<Markup, Fault> {
    let versions = ledger.versions(key)?.unwrap_or_default();
    if versions.len() < 2 {
        return Ok(html! {});
    }
    let pairs: Vec<_> = versions.windows(2).rev().collect();
    let asked = ask.value("version");
    let shown = pairs
        .iter()
        .position(|pair| Some(pair[1].sha256.as_str()) == asked);
    let shown = shown.unwrap_or(0);
    Ok(html! {
        section.part aria-labelledby="versions" {
            h2 #versions { (count(versions.len(), "version", "versions")) }
            ol.versions reversed {
                @for (place, pair) in pairs.into_iter().enumerate() {
                    li {
                        (head(key, &pair[1]))
                        @if place == shown { (difference(&pair[0], &pair[1], asked.is_some())) }
                        @else { p { a href={ (link::article(key)) "?version=" (pair[1].sha256) "#versions" } { (WHAT) } } }
                    }
                }
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

fn difference(before: &Version, after: &Version, open: bool) -> Markup {
    let titles = (
        before.title.as_deref().unwrap_or(""),
        after.title.as_deref().unwrap_or(""),
    );
    html! {
        details open[open] {
            summary { (WHAT) }
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
