//! One speaker: what it said, what became of it over time, and why its names
//! are one.

use super::row::{day, onward, page};
use super::{corrections, forms, row, shell};
use crate::ask::Ask;
use crate::fault::Fault;
use crate::link;
use crate::reply::Reply;
use crate::router::Answer;
use dixit_ledger::{EntityDetail, Found, Ledger, Order, PositionRow, Query};
use dixit_report::phrase::{self, count};
use maud::{Markup, html};

/// So many positions are shown before the fold.
const POSITIONS: usize = 6;

/// `/speakers/{key}`
pub(super) fn speaker(ask: &Ask, ledger: &Ledger) -> Answer {
    let key = ask.variable(0);
    let detail = match ledger.entity(key)? {
        Some(Found::Here(detail)) => detail,
        Some(Found::Moved(now)) => return Ok(Reply::Moved(link::speaker(&now))),
        None => {
            return Err(Fault::missing(format!(
                "No speaker goes by “{key}”. It may be of another ledger."
            )));
        }
    };
    let said = Query::default().by(key).in_order(Order::Newest);
    let listing = ledger.statements(&said, &page(ask))?;
    let entity = &detail.entity;
    let mut stories = form_urlencoded::Serializer::new(String::new());
    stories.append_pair("speaker", key);
    let body = html! {
        (forms::done(ask))
        p.above { "Speaker" }
        h1.head { bdi { (entity.name) } }
        p.dateline {
            (phrase::capital(&entity.kind)) " · "
            (count(entity.statements, "statement", "statements")) " in "
            (count(entity.articles, "article", "articles")) " · "
            a href={ "/?" (stories.finish()) } { "see the stories" }
        }
        (positions(&detail))
        @if detail.looked_at < entity.statements {
            p.key { "Positions and outlets by its latest " (count(detail.looked_at, "statement", "statements")) "." }
        }
        section.part aria-labelledby="said" {
            h2 #said { "Statements, the latest first" }
            @if listing.rows.is_empty() { p.empty { "It is spoken of, but makes no statement." } }
            (row::statements(&listing.rows, true))
            (onward(ask, &listing))
        }
        div.columns {
            section.part aria-labelledby="names" {
                h2 #names { "Names" }
                p.names { @for name in &detail.names { span { bdi { (name.name) } " " span.meta { (name.uses) } } " " } }
                @if !detail.why.is_empty() {
                    p.meta { "Why they are one" }
                    ul { @for why in &detail.why { li { (phrase::capital(why)) } } }
                }
            }
            @if !detail.outlets.is_empty() {
                section.part aria-labelledby="carried" {
                    h2 #carried { "Carried by" }
                    (outlets(&detail.outlets))
                }
            }
        }
        (corrections::about(ask, ledger, key)?)
        (forms::entity(ask, entity))
    };
    shell::page(ask, ledger, &entity.name, &body)
}

/// Outlets, and in how many articles each.
pub(super) fn outlets(outlets: &[(String, usize)]) -> Markup {
    html! {
        table.list {
            tbody {
                @for (outlet, articles) in outlets {
                    tr {
                        td { a.entity href=(link::outlet(outlet)) { bdi { (outlet) } } }
                        td.num { (count(*articles, "article", "articles")) }
                    }
                }
            }
        }
    }
}

fn positions(detail: &EntityDetail) -> Markup {
    let (shown, folded) = detail
        .positions
        .split_at(detail.positions.len().min(POSITIONS));
    html! {
        @if !shown.is_empty() {
            section.part aria-labelledby="positions" {
                h2 #positions { "Positions over time" }
                div.columns { @for position in shown { (over(position)) } }
                @if !folded.is_empty() {
                    details.more {
                        summary { (count(folded.len(), "more position", "more positions")) }
                        div.columns { @for position in folded { (over(position)) } }
                    }
                }
            }
        }
    }
}

/// What was said on one matter, day by day.
fn over(position: &PositionRow) -> Markup {
    html! {
        ol.over {
            @for entry in &position.entries {
                li {
                    span.day { (entry.said_on.as_deref().map_or_else(|| "Day not known".to_owned(), day)) }
                    span.gist {
                        a href=(link::statement(&entry.key)) dir="auto" { (phrase::clipped(&phrase::gist(&entry.gist), 160)) }
                        span.meta { " " (entry.independent) "\u{a0}" (phrase::noun(entry.independent, "route", "routes")) }
                    }
                }
            }
        }
    }
}
