//! Everybody who says something.

use super::row::{onward, page};
use super::shell;
use crate::ask::Ask;
use crate::link;
use crate::router::Answer;
use dixit_ledger::Ledger;
use maud::html;

/// `/speakers`
pub(super) fn speakers(ask: &Ask, ledger: &Ledger) -> Answer {
    let listing = ledger.speakers(&page(ask))?;
    let body = html! {
        h1.head { "Speakers" }
        p.meta { "Who makes the most statements comes first. A name is found by searching: " code.mono { "in:speakers Marant" } "." }
        @if listing.rows.is_empty() { p.empty { "Nobody is reported to have said anything yet." } }
        @else {
            table.list {
                thead { tr { th scope="col" { "Speaker" } th scope="col" { "Kind" } th.num scope="col" { "Statements" } th.num scope="col" { "Articles" } } }
                tbody {
                    @for row in &listing.rows {
                        tr {
                            th scope="row" { a.step.entity href=(link::speaker(&row.key)) { bdi { (row.name) } } }
                            td { (row.kind) }
                            td.num { (row.statements) }
                            td.num { (row.articles) }
                        }
                    }
                }
            }
        }
        (onward(ask, &listing))
    };
    shell::page(ask, ledger, "Speakers", &body)
}
