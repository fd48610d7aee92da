//! Outlets of a story side by side.

use super::{shell, story};
use crate::ask::Ask;
use crate::link::{self, Elsewhere};
use crate::router::Answer;
use dixit_ledger::Ledger;
use dixit_report::html::Parts;
use maud::html;

/// The most outlets side by side.
const MOST: usize = 6;
/// So many are chosen where nobody has chosen.
const FIRST: usize = 3;

/// `/stories/{key}/compare?outlet=A&outlet=B`
pub(super) fn compare(ask: &Ask, ledger: &Ledger) -> Answer {
    let detail = match story::found(ask, ledger)? {
        Ok(detail) => detail,
        Err(moved) => return Ok(moved),
    };
    let parts = Parts::new(&detail.record, &Elsewhere);
    let outlets = parts.outlets(0);
    let mut chosen: Vec<String> = outlets
        .iter()
        .filter(|outlet| ask.values("outlet").any(|wanted| wanted == **outlet))
        .map(|outlet| (*outlet).to_owned())
        .collect();
    if chosen.is_empty() {
        chosen = outlets
            .iter()
            .take(FIRST)
            .map(|o| (*o).to_owned())
            .collect();
    }
    let more = chosen.len() > MOST;
    chosen.truncate(MOST);
    let title = format!("Compared: {}", detail.story.title);
    let body = html! {
        p.above { "Compared on the story " a href=(link::story(&detail.story.key)) { (detail.story.title) } }
        h1.head { (dixit_report::phrase::list(&chosen)) }
        form.choose action=(ask.path) {
            @for outlet in &outlets {
                label {
                    input type="checkbox" name="outlet" value=(outlet) checked[chosen.iter().any(|c| c == outlet)];
                    (outlet)
                }
            }
            button type="submit" { "Compare" }
        }
        @if more { p.meta { "Only the first " (MOST) " of those chosen fit beside each other." } }
        (parts.compare(0, &chosen))
        p.key { del { "left out" } " and " ins { "put in" } " against the statement’s first wording, which may be another outlet’s." }
    };
    shell::page(ask, ledger, &title, &body)
}
