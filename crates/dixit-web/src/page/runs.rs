//! What was done to the ledger, by what, and how it ended.

use super::row::{moment, onward, page};
use super::{outlet, shell};
use crate::ask::Ask;
use crate::fault::Fault;
use crate::router::Answer;
use dixit_ledger::{Ledger, Page, RunId, RunRow};
use dixit_report::phrase::{self, count};
use maud::{Markup, html};

/// `/runs`
pub(super) fn runs(ask: &Ask, ledger: &Ledger) -> Answer {
    let listing = ledger.runs(&page(ask))?;
    let waiting = ledger.waiting(&Page::first(20))?;
    let body = html! {
        h1.head { "Runs" }
        p.meta { "Each run that added articles: when, with which model, and what came of it." }
        @if listing.rows.is_empty() { p.empty { "Nothing was added to this ledger yet." } }
        @else {
            table.list {
                thead {
                    tr {
                        th scope="col" { "Run" } th scope="col" { "Started" } th scope="col" { "Model" }
                        th.num scope="col" { "Added" } th.num scope="col" { "Known" } th.num scope="col" { "Skipped" } th scope="col" { "State" }
                    }
                }
                tbody {
                    @for row in &listing.rows {
                        tr {
                            th scope="row" { a.step.entity href={ "/runs/" (row.id) } { (row.id) } }
                            td { (moment(&row.started)) }
                            td { (row.model) }
                            td.num { (row.added) }
                            td.num { (row.known) }
                            td.num { (row.skipped) }
                            td { (row.state) }
                        }
                    }
                }
            }
        }
        (onward(ask, &listing))
        @if !waiting.rows.is_empty() {
            section.part aria-labelledby="waiting" {
                h2 #waiting { "Being read into the record" }
                (outlet::list(&waiting.rows))
                @if waiting.next.is_some() { p.meta { "And more." } }
            }
        }
    };
    shell::page(ask, ledger, "Runs", &body)
}

/// `/runs/{id}`
pub(super) fn run(ask: &Ask, ledger: &Ledger) -> Answer {
    let id = ask.variable(0);
    let missing = || Fault::missing(format!("No run of this ledger has the number “{id}”."));
    let number: i64 = id.parse().map_err(|_| missing())?;
    let detail = ledger.run(RunId(number))?.ok_or_else(missing)?;
    let title = format!("Run {number}");
    let body = html! {
        p.above { a href="/runs" { "Runs" } }
        h1.head { (title) }
        (manifest(&detail.run))
        section.part aria-labelledby="inputs" {
            h2 #inputs { (phrase::capital(&count(detail.inputs.len(), "file", "files"))) }
            table.list {
                tbody {
                    @for input in &detail.inputs {
                        tr {
                            td { (input.path) }
                            td.num { (count(input.articles, "article", "articles")) }
                            td.mono { @if let Some(digest) = &input.sha256 { span title=(digest) { (digest.get(..12).unwrap_or(digest)) "…" } } }
                        }
                    }
                }
            }
        }
        @if !detail.problems.is_empty() {
            section.part aria-labelledby="problems" {
                h2 #problems { "Articles that could not be read" }
                dl.differ { @for problem in &detail.problems { dt { (problem.origin) } dd { (problem.message) } } }
            }
        }
    };
    shell::page(ask, ledger, &title, &body)
}

fn manifest(run: &RunRow) -> Markup {
    html! {
        dl.facts {
            dt { "Started" } dd { (moment(&run.started)) }
            dt { "Ended" } dd { @match &run.finished { Some(at) => { (moment(at)) ", " (run.state) }, None => (run.state) } }
            dt { "Dixit" } dd { (run.version) }
            dt { "Model" } dd { (run.model) " " span.mono title=(run.model_sha256) { (run.model_sha256.get(..12).unwrap_or("")) } }
            dt { "Options" } dd.mono { (run.options) }
            dt { "Added" } dd { (count(run.added, "article", "articles")) }
            dt { "Known before" } dd { (run.known) @if run.changed > 0 { ", " (run.changed) " of them with other words under the same address" } }
            dt { "Skipped" } dd { (run.skipped) }
        }
    }
}
