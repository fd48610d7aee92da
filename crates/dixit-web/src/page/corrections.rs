//! The log of corrections.

use super::row::{moment, onward, page};
use super::{forms, shell};
use crate::ask::Ask;
use crate::fault::Fault;
use crate::link;
use crate::router::Answer;
use dixit_ledger::{CorrectionRow, Ledger};
use maud::{Markup, html};
use serde_json::Value;

/// `/corrections`
pub(super) fn corrections(ask: &Ask, ledger: &Ledger) -> Answer {
    let listing = ledger.corrections(&page(ask))?;
    let body = html! {
        (forms::done(ask))
        h1.head { "Corrections" }
        p.meta { "What people said about the record, the latest first. Nothing is ever taken out of this log; each entry can be undone by another." }
        @if listing.rows.is_empty() { p.empty { "Nobody has corrected anything yet." } }
        (list(ask, &listing.rows))
        (onward(ask, &listing))
    };
    shell::page(ask, ledger, "Corrections", &body)
}

/// The corrections that speak of one thing, if there are any.
pub(super) fn about(ask: &Ask, ledger: &Ledger, key: &str) -> Result<Markup, Fault> {
    let rows = ledger.corrections_about(key)?;
    Ok(html! {
        @if !rows.is_empty() {
            section.part aria-labelledby="corrections" {
                h2 #corrections { "Corrections" }
                (list(ask, &rows))
            }
        }
    })
}

fn list(ask: &Ask, rows: &[CorrectionRow]) -> Markup {
    html! { ul.log { @for row in rows { li id={ "c" (row.id) } { (one(ask, row)) } } } }
}

fn one(ask: &Ask, row: &CorrectionRow) -> Markup {
    html! {
        p.when { (moment(&row.at)) br; b { (row.author) } }
        div {
            p.undone[row.undone_by.is_some()] { (told(row)) }
            @if !row.reason.is_empty() { p.meta { "“" (row.reason) "”" } }
            @if let Some(by) = row.undone_by { p.meta { "Undone by " a href={ "/corrections#c" (by) } { "correction " (by) } "." } }
        }
        p.meta { (row.id) }
        @if ask.desk.writes() && row.undone_by.is_none() {
            details.correct {
                summary { "Undo" }
                form method="post" action={ "/corrections/" (row.id) "/undo" } {
                    (forms::hidden(ask, &ask.path))
                    (forms::signed())
                    button type="submit" { "Undo" }
                }
            }
        }
    }
}

/// What a correction changes, in a sentence with links.
fn told(row: &CorrectionRow) -> Markup {
    let target = |name: &str| text(&row.target, name);
    let value = |name: &str| text(&row.value, name);
    let attribution = || {
        let article = row.target["attribution"]["article"].as_str().unwrap_or("");
        let id = row.target["attribution"]["attribution"]
            .as_str()
            .unwrap_or("");
        html! { a href=(link::attribution(article, id)) { "an attribution" } }
    };
    let pair = |name: &str, at: fn(&str) -> String, one: &str, other: &str| {
        let key = |nth: usize| row.target[name][nth].as_str().unwrap_or("");
        html! { a href=(at(key(0))) { (one) } " and " a href=(at(key(1))) { (other) } }
    };
    let article = |key: &str| html! { a href=(link::article(key)) { "an article" } };
    html! {
        @match row.kind.as_str() {
            "confirm" => { "Confirmed " (attribution()) }
            "reject" => { "Rejected " (attribution()) }
            "speaker" => { "Set the speaker of " (attribution()) " to " b { (value("name")) } }
            "merge-entities" => {
                "Joined " a href=(link::speaker(target("from"))) { "a speaker" } " with "
                a href=(link::speaker(target("into"))) { b { (value("name")) } }
            }
            "rename-in" => {
                "“" (target("name")) "” means " b { (value("new_name")) } " in "
                @for (nth, key) in keys(&row.target, "articles").iter().enumerate() {
                    @if nth > 0 { ", " }
                    (article(key))
                }
            }
            "merge-stories" => { "Joined " (pair("stories", link::story, "a story", "another")) }
            "split-story" => { "Took " (article(target("article"))) " out of " a href=(link::story(target("story"))) { "a story" } }
            "merge-statements" => { "Joined " (pair("statements", link::statement, "a statement", "another")) }
            "split-statement" => { "Took " (attribution()) " out of " a href=(link::statement(target("statement"))) { "a statement" } }
            "owner" => { "Set the owner of " a href=(link::outlet(target("outlet"))) { (target("outlet")) } " to " b { (value("owner")) } }
            "published" => { "Set the day of " (article(target("article"))) " to " b { (super::row::day(value("date"))) } }
            "outlet" => { "Set the outlet of " (article(target("article"))) " to " b { (value("name")) } }
            "undo" => { "Undid " @if let Some(id) = row.undoes { a href={ "/corrections#c" (id) } { "correction " (id) } } }
            other => { (other) }
        }
        "."
    }
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or("")
}

fn keys<'v>(value: &'v Value, name: &str) -> Vec<&'v str> {
    let all = value[name].as_array().into_iter().flatten();
    all.filter_map(Value::as_str).collect()
}
