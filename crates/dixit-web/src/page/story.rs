//! One story.

use super::{corrections, forms, shell, stories};
use crate::ask::Ask;
use crate::fault::Fault;
use crate::link::{self, OnStory};
use crate::reply::Reply;
use crate::router::Answer;
use dixit_ledger::{Found, Ledger, StoryDetail};
use dixit_report::html::Parts;
use maud::html;

/// `/stories/{key}`
pub(super) fn story(ask: &Ask, ledger: &Ledger) -> Answer {
    let detail = match found(ask, ledger)? {
        Ok(detail) => detail,
        Err(moved) => return Ok(moved),
    };
    let parts = Parts::new(&detail.record, &OnStory);
    let outlets = parts.outlets(0);
    let body = html! {
        (forms::done(ask))
        h1.hidden { "Story: " (detail.story.title) }
        @if outlets.len() > 1 {
            p.above {
                a href={ (link::story(&detail.story.key)) "/compare" } { "Compare its outlets side by side" }
            }
        }
        (parts.story(0))
        @if !detail.earlier.is_empty() || !detail.later.is_empty() {
            div.columns {
                @if !detail.earlier.is_empty() {
                    section.part { h2 { "Earlier stories of the same matter" } (stories::list(&detail.earlier)) }
                }
                @if !detail.later.is_empty() {
                    section.part { h2 { "Later stories of the same matter" } (stories::list(&detail.later)) }
                }
            }
        }
        (corrections::about(ask, ledger, &detail.story.key)?)
        (forms::story(ask, &detail))
    };
    shell::page(ask, ledger, &detail.story.title, &body)
}

/// The story of the address, or where it is now.
pub(super) fn found(ask: &Ask, ledger: &Ledger) -> Result<Result<StoryDetail, Reply>, Fault> {
    let key = ask.variable(0);
    match ledger.story(key)? {
        Some(Found::Here(detail)) => Ok(Ok(detail)),
        Some(Found::Moved(now)) => {
            let rest = if ask.path.ends_with("/compare") {
                "/compare"
            } else {
                ""
            };
            Ok(Err(Reply::Moved(format!("{}{rest}", link::story(&now)))))
        }
        None => Err(Fault::missing(format!(
            "No story goes by “{key}”. It may be of another ledger."
        ))),
    }
}
