//! Search over statements, articles and speakers.

use super::row::{self, page};
use super::{outlet, shell};
use crate::ask::Ask;
use crate::fault::Fault;
use crate::link;
use crate::reply::Reply;
use crate::router::Answer;
use dixit_ledger::{Hits, Ledger, Order, Page, Query, SnippetPart, StatementHit, Within};
use dixit_report::phrase::{self, clipped};
use maud::{Markup, html};

/// Rows of each kind, where all kinds are looked through.
const EACH: usize = 15;

/// `/search?q=…`
pub(super) fn search(ask: &Ask, ledger: &Ledger) -> Answer {
    let Some(words) = ask.value("q") else {
        let body = html! {
            h1.head { "Search" }
            p { "Statements, articles and speakers, by words, phrases and fields. " a href="/help#search-language" { "What can be asked" } "." }
        };
        return shell::page(ask, ledger, "Search", &body);
    };
    let query = match query(ask) {
        Ok(query) => query,
        Err(fault) => return not_understood(ask, ledger, "Search", &fault),
    };
    let everything = query.within == Within::Everything;
    let page = if everything {
        Page::first(EACH)
    } else {
        page(ask)
    };
    let hits = ledger.search(&query, &page)?;
    let title = format!("Search: {}", clipped(words, 60));
    let none = hits.statements.is_empty() && hits.articles.is_empty() && hits.speakers.is_empty();
    let body = html! {
        h1.head { "Search" }
        p.dateline { bdi { (words) } }
        @if none { p.empty { "Nothing meets this. " a href="/help#search-language" { "What can be asked" } } }
        (speakers(&hits))
        (statements(&hits))
        (articles(&hits))
        @if everything { (narrowed(words, &hits)) }
        @if let Some(next) = &hits.next { p.next { a rel="next" href=(ask.with("after", Some(next))) { "More" } } }
    };
    shell::page(ask, ledger, &title, &body)
}

/// The query of the address, `q` and `order`.
pub(crate) fn query(ask: &Ask) -> Result<Query, Fault> {
    let order = match ask.value("order") {
        None | Some("weight") => Order::Weight,
        Some("newest") => Order::Newest,
        Some("oldest") => Order::Oldest,
        Some(_) => {
            return Err(Fault::wrong("“order” has to be weight, newest or oldest"));
        }
    };
    let query = Query::parse(ask.value("q").unwrap_or(""))?;
    Ok(query.in_order(order))
}

/// A page with the query, and under it a mark where it was not understood.
pub(super) fn not_understood(ask: &Ask, ledger: &Ledger, title: &str, fault: &Fault) -> Answer {
    let (Some(offset), Some(words)) = (fault.offset, ask.value("q")) else {
        return Err(fault.clone());
    };
    let flat: String = words
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let body = html! {
        h1.head { (title) }
        p { (phrase::capital(&fault.detail)) }
        p.pointer tabindex="0" { (flat) "\n" (" ".repeat(offset)) "^" }
        p { a href="/help#search-language" { "What can be asked" } }
    };
    match shell::page(ask, ledger, title, &body)? {
        Reply::Page(page) => Ok(Reply::Wrong(page)),
        other => Ok(other),
    }
}

fn statements(hits: &Hits) -> Markup {
    html! {
        @if !hits.statements.is_empty() {
            section.part aria-labelledby="statements" {
                h2 #statements { "Statements" }
                ul.rows {
                    @for hit in &hits.statements { li { (row::statement(&hit.statement, true, Some(marked(hit)))) } }
                }
            }
        }
    }
}

fn articles(hits: &Hits) -> Markup {
    html! {
        @if !hits.articles.is_empty() {
            section.part aria-labelledby="articles" {
                h2 #articles { "Articles" }
                ul.rows {
                    @for hit in &hits.articles {
                        li {
                            div {
                                p.headline { a.step href=(link::article(&hit.article.key)) dir="auto" { (clipped(hit.article.title.as_deref().unwrap_or("Without a title"), 160)) } }
                                p.lead dir="auto" { (snippet(&hit.snippet)) }
                            }
                            p.side { (outlet::whose(&hit.article)) }
                        }
                    }
                }
            }
        }
    }
}

fn speakers(hits: &Hits) -> Markup {
    html! {
        @if !hits.speakers.is_empty() {
            section.part aria-labelledby="speakers" {
                h2 #speakers { "Speakers" }
                ul.names {
                    @for speaker in &hits.speakers {
                        li {
                            a.step href=(link::speaker(&speaker.key)) { bdi { (speaker.name) } }
                            span.meta { " " (speaker.kind) ", " (phrase::count(speaker.statements, "statement", "statements")) }
                        }
                    }
                }
            }
        }
    }
}

/// Ways to the rest of each kind.
fn narrowed(words: &str, hits: &Hits) -> Markup {
    let kinds = [
        ("statements", hits.statements.len()),
        ("articles", hits.articles.len()),
        ("speakers", hits.speakers.len()),
    ];
    let full = kinds.iter().filter(|(_, found)| *found >= EACH);
    html! {
        p.next {
            @for (kind, _) in full {
                a href=(link::search(&format!("{words} in:{kind}"))) { "More " (kind) } " "
            }
        }
    }
}

/// What was said, with the words that were met; if they stand in another
/// wording, in that.
fn marked(hit: &StatementHit) -> Markup {
    let met = hit.snippet.iter().filter(|part| part.met);
    let met: Vec<String> = met.map(|part| part.text.to_lowercase()).collect();
    let gist = clipped(&phrase::gist(&hit.statement.gist), 240);
    let parts: Vec<SnippetPart> = gist
        .split_inclusive(|c: char| !c.is_alphanumeric())
        .flat_map(|piece| {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            let part = |text: &str, met| SnippetPart {
                text: text.to_owned(),
                met,
            };
            let is_met = met.contains(&word.to_lowercase());
            [part(word, is_met), part(&piece[word.len()..], false)]
        })
        .collect();
    html! {
        (snippet(&parts))
        @if !met.is_empty() && !parts.iter().any(|part| part.met) {
            span.meta { " also as “" (snippet(&hit.snippet)) "”" }
        }
    }
}

/// Words that were met, with those marked that were looked for.
fn snippet(parts: &[SnippetPart]) -> Markup {
    html! { @for part in parts { @if part.met { mark { (part.text) } } @else { (part.text) } } }
}
