//! The pages.

mod article;
mod compare;
mod corrections;
mod forms;
mod help;
mod network;
mod outlet;
mod outlets;
mod row;
mod runs;
mod search;
mod shell;
mod speaker;
mod speakers;
mod statement;
mod statements;
mod stories;
mod story;
mod versions;

pub(crate) use article::{original, record};
pub(crate) use search::query;
pub(crate) use stories::filter as story_filter;

use crate::desk::Desk;
use crate::fault::Fault;
use crate::router::{Reading, Writing};
use maud::{Markup, html};
use std::sync::Arc;

/// Every address of a page, and what answers it.
pub(crate) const PAGES: &[(&str, Reading)] = &[
    ("/", stories::stories),
    ("/stories", stories::moved),
    ("/stories/{key}", story::story),
    ("/stories/{key}/compare", compare::compare),
    ("/statements", statements::statements),
    ("/statements/{key}", statement::statement),
    ("/speakers", speakers::speakers),
    ("/speakers/{key}", speaker::speaker),
    ("/outlets", outlets::outlets),
    ("/outlets/{name}", outlet::outlet),
    ("/articles/{key}", article::article),
    ("/articles/{key}/original", article::original),
    ("/search", search::search),
    ("/corrections", corrections::corrections),
    ("/runs", runs::runs),
    ("/runs/{id}", runs::run),
    ("/help", help::help),
];

/// Every address that takes a form.
pub(crate) const FORMS: &[(&str, Writing)] = &[
    ("/corrections", crate::correction::make),
    ("/corrections/{id}/undo", crate::correction::undo),
];

/// A page that says what went wrong, and where to go from here.
pub(crate) fn fault(desk: &Arc<Desk>, fault: &Fault) -> Markup {
    let body = html! {
        div.problem {
            h1.head { (fault.title()) }
            p { (fault.detail) }
            p {
                "From here: " a href="/" { "the stories" } ", "
                a href="/search" { "search" } ", " a href="/help" { "help" } "."
            }
            p.meta { "Status " (fault.status.as_u16()) "." }
        }
    };
    shell::bare(desk, fault.title(), &body)
}
