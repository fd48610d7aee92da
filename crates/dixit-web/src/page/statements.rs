//! The statements, narrowed by what somebody looks for.

use super::row::{onward, page};
use super::{row, search, shell};
use crate::ask::Ask;
use crate::router::Answer;
use dixit_ledger::Ledger;
use maud::html;

/// The orders: as it stands in the address, and in words.
const ORDERS: [(&str, &str); 3] = [
    ("", "most independent routes first"),
    ("newest", "the latest said first"),
    ("oldest", "the earliest said first"),
];

/// `/statements`
pub(super) fn statements(ask: &Ask, ledger: &Ledger) -> Answer {
    let query = match search::query(ask) {
        Ok(query) => query,
        Err(fault) => return search::not_understood(ask, ledger, "Statements", &fault),
    };
    let listing = ledger.statements(&query, &page(ask))?;
    let order = ask.value("order").unwrap_or("");
    let body = html! {
        h1.head { "Statements" }
        form.filters action="/statements" {
            div.wide { label for="q" { "Words and fields" } input #q type="search" name="q" value=(ask.value("q").unwrap_or("")) placeholder="port speaker:Marant routes:>=2 said:2031-03-01..2031-03-07" maxlength="500" spellcheck="false"; }
            div {
                label for="order" { "Order" }
                select #order name="order" {
                    @for (name, words) in ORDERS { option value=(name) selected[order == name] { (words) } }
                }
            }
            button type="submit" { "Show" }
        }
        @if listing.rows.is_empty() { p.empty { "No statement is like this. " a href="/help#search-language" { "How to search" } } }
        (row::statements(&listing.rows, true))
        (onward(ask, &listing))
    };
    shell::page(ask, ledger, "Statements", &body)
}
