//! The outlets, and who cites whom.

use super::row::{days, onward, page};
use super::{network, shell};
use crate::ask::Ask;
use crate::link;
use crate::router::Answer;
use dixit_ledger::Ledger;
use maud::html;

/// `/outlets`
pub(super) fn outlets(ask: &Ask, ledger: &Ledger) -> Answer {
    let listing = ledger.outlets(&page(ask))?;
    let first = ask.value("after").is_none();
    let body = html! {
        h1.head { "Outlets" }
        @if listing.rows.is_empty() { p.empty { "No article of this ledger names its outlet." } }
        @else {
            @if first { (network::of_all(ledger)?) }
            section.part aria-labelledby="all" {
                h2 #all { "By name" }
                table.list {
                    thead { tr { th scope="col" { "Outlet" } th.num scope="col" { "Articles" } th scope="col" { "Published" } } }
                    tbody {
                        @for row in &listing.rows {
                            tr {
                                th scope="row" { a.step.entity href=(link::outlet(&row.name)) { bdi { (row.name) } } }
                                td.num { (row.articles) }
                                td { (days(row.first.as_deref(), row.last.as_deref()).unwrap_or_else(|| "days not known".to_owned())) }
                            }
                        }
                    }
                }
                (onward(ask, &listing))
            }
        }
    };
    shell::page(ask, ledger, "Outlets", &body)
}
