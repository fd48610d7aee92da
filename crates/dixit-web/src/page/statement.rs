//! One statement: its wordings side by side, its routes, what they are worth.

use super::{corrections, forms, shell};
use crate::ask::Ask;
use crate::fault::Fault;
use crate::link::{self, Elsewhere};
use crate::reply::Reply;
use crate::router::Answer;
use dixit_ledger::{Found, Ledger};
use dixit_report::html::Parts;
use dixit_report::phrase::{self, clipped, gist};
use maud::html;

/// `/statements/{key}`
pub(super) fn statement(ask: &Ask, ledger: &Ledger) -> Answer {
    let key = ask.variable(0);
    let detail = match ledger.statement(key)? {
        Some(Found::Here(detail)) => detail,
        Some(Found::Moved(now)) => return Ok(Reply::Moved(link::statement(&now))),
        None => {
            return Err(Fault::missing(format!(
                "No statement goes by “{key}”. It may be of another ledger."
            )));
        }
    };
    let record = &detail.record;
    let statement = record
        .statements
        .get(detail.statement)
        .ok_or_else(|| Fault::broken("a statement is missing in its story"))?;
    let parts = Parts::new(record, &Elsewhere);
    let who = statement
        .speaker
        .and_then(|speaker| record.entities.get(speaker))
        .map_or("Speaker not named", |entity| entity.name.as_str());
    let title = format!("{who}: {}", clipped(&gist(&statement.gist), 70));
    let body = html! {
        (forms::done(ask))
        @if let Some(story) = record.stories.first() {
            p.above { "A statement of the story " a href=(link::story(&story.id)) dir="auto" { (story.title) } }
        }
        h1.hidden { (title) }
        h2.hidden { "What was said" }
        div.alone-page { (parts.statement(&statement.id)) }
        section.part aria-labelledby="rests" {
            h2 #rests { "What it rests on" }
            p {
                @match statement.independent {
                    0 | 1 => { "One route leads from the speaker to the reader" }
                    n => {
                        (phrase::capital(&phrase::number(n))) " routes lead from the speaker to the reader "
                        "that share no relay, no outlet and no copied text"
                    }
                }
                @if statement.rests_on.is_empty() { "." }
                @else {
                    ": if " (rests_on(&parts, &statement.rests_on)) " erred, nothing here would be left of it."
                }
            }
        }
        section.part aria-labelledby="wordings" {
            h2 #wordings {
                (phrase::capital(&phrase::count(statement.wordings.len(), "wording", "wordings")))
                @if statement.wordings.len() > 1 { ", side by side" }
            }
            (parts.wordings(&statement.id))
        }
        (corrections::about(ask, ledger, &statement.id)?)
        (forms::statement(ask, &parts, record, statement))
    };
    shell::page(ask, ledger, &title, &body)
}

/// `the presidency`, `both the readout and Orrin State Radio`.
fn rests_on(parts: &Parts, names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| parts.told(name)).collect();
    match names.len() {
        2 => format!("both {}", phrase::list(&names)),
        n if n > 2 => format!("all of {}", phrase::short_list(&names, 6)),
        _ => phrase::list(&names),
    }
}
