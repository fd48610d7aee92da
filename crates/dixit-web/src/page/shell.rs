//! What stands around every page.

use crate::ask::Ask;
use crate::asset::{ICON, SCRIPT, STYLE, THEME};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::reply::Reply;
use dixit_ledger::{Ledger, Page};
use maud::{DOCTYPE, Markup, html};
use std::sync::Arc;

/// The places of the desk: address, name.
const PLACES: [(&str, &str); 6] = [
    ("/", "Stories"),
    ("/statements", "Statements"),
    ("/speakers", "Speakers"),
    ("/outlets", "Outlets"),
    ("/corrections", "Corrections"),
    ("/runs", "Runs"),
];

/// A page of the ledger.
pub(super) fn page(ask: &Ask, ledger: &Ledger, title: &str, body: &Markup) -> Result<Reply, Fault> {
    let waiting = !ledger.waiting(&Page::first(1))?.rows.is_empty();
    let words = if ask.path == "/search" {
        ask.value("q").unwrap_or("")
    } else {
        ""
    };
    let body = html! {
        @if waiting { p.wait { a href="/runs#waiting" { "Some articles" } " are still being read into the record." } }
        (body)
    };
    Ok(Reply::Page(whole(
        &ask.desk, title, &ask.path, words, &body,
    )))
}

/// A page that needs no ledger.
pub(super) fn bare(desk: &Arc<Desk>, title: &str, body: &Markup) -> Markup {
    whole(desk, title, "", "", body)
}

fn whole(desk: &Arc<Desk>, title: &str, path: &str, words: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Dixit" }
                script src=(THEME.path) {}
                link rel="stylesheet" href=(STYLE.path);
                link rel="icon" type="image/svg+xml" href=(ICON.path);
                script src=(SCRIPT.path) defer {}
            }
            body {
                a.skip href="#record" { "Skip to the record" }
                (bar(path, words))
                main.desk #record { (body) }
                (footer(desk))
            }
        }
    }
}

fn bar(path: &str, words: &str) -> Markup {
    let here = |place: &str| match place {
        "/" => path == "/" || path.starts_with("/stories"),
        place => path.starts_with(place),
    };
    html! {
        header.bar {
            p.wordmark { a href="/" { "Dixit" } }
            nav aria-label="Places" {
                ul {
                    @for (place, name) in PLACES {
                        li { a href=(place) aria-current=[here(place).then_some("page")] { (name) } }
                    }
                }
            }
            form action="/search" role="search" {
                label.hidden for="search" { "Search statements, articles and speakers" }
                input #search type="search" name="q" value=(words) placeholder="Search  ( / )" autocomplete="off" spellcheck="false" maxlength="500";
            }
            button.plain type="button" data-toggle-theme hidden { "Dark" }
        }
    }
}

fn footer(desk: &Arc<Desk>) -> Markup {
    html! {
        footer {
            p.meta {
                "The ledger " b { (desk.name) } ", shown by Dixit " (desk.version)
                @if desk.writes() { ", open to corrections" }
                ". A machine read these articles and errs: follow the links before you quote. "
                a href="/help" { "Help and keys" } " · " a href="/api/v1/openapi.json" { "API" }
            }
        }
    }
}
