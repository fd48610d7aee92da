//! The API: what the pages show, for programs.
//!
//! Every address stands once in [`ENDPOINTS`], from which both the routes and
//! their description are made.

mod listing;
mod one;
mod openapi;

use crate::ask::Ask;
use crate::correction;
use crate::fault::Fault;
use crate::reply::Reply;
use crate::router::{Answer, Reading, Writing};
use dixit_ledger::{Ledger, Page};
use serde::Serialize;

/// Rows of a listing, unless somebody asks for another number; and the most.
const ROWS: usize = 50;
const MOST: usize = 200;

/// An address of the API.
pub(crate) struct Endpoint {
    /// Its path; `{…}` are its variable parts.
    pub path: &'static str,
    /// What answers a GET.
    pub reading: Option<Reading>,
    /// What answers a POST.
    pub writing: Option<Writing>,
    /// What it gives, in a few words.
    about: &'static str,
    /// What may stand after the question mark, by name.
    query: &'static [&'static str],
    /// The name of the answer's schema.
    answer: &'static str,
}

const fn reads(
    path: &'static str,
    reading: Reading,
    about: &'static str,
    query: &'static [&'static str],
    answer: &'static str,
) -> Endpoint {
    Endpoint {
        path,
        reading: Some(reading),
        writing: None,
        about,
        query,
        answer,
    }
}

/// Every address of the API.
pub(crate) const ENDPOINTS: &[Endpoint] = &[
    reads(
        "/api/v1",
        summary,
        "How much the ledger holds",
        &[],
        "Counts",
    ),
    reads(
        "/api/v1/openapi.json",
        openapi::document,
        "This description",
        &[],
        "Object",
    ),
    reads(
        "/api/v1/stories",
        listing::stories,
        "Stories",
        &[
            "words", "outlet", "speaker", "from", "until", "least", "order", "limit", "after",
        ],
        "Stories",
    ),
    reads(
        "/api/v1/stories/{key}",
        one::story,
        "The record of one story",
        &["text"],
        "Record",
    ),
    reads(
        "/api/v1/statements",
        listing::statements,
        "Statements that meet a query, in an order of their own",
        &["q", "statement_order", "limit", "after"],
        "Statements",
    ),
    reads(
        "/api/v1/statements/{key}",
        one::statement,
        "One statement",
        &[],
        "Statement",
    ),
    reads(
        "/api/v1/articles",
        listing::articles,
        "Articles that meet a query, the latest published first",
        &["q", "limit", "after"],
        "Articles",
    ),
    reads(
        "/api/v1/articles/{key}",
        one::article,
        "The reading of one article",
        &["text"],
        "Reading",
    ),
    reads(
        "/api/v1/articles/{key}/original",
        crate::page::original,
        "The bytes an article was read from, or those of one of its versions",
        &["version"],
        "Bytes",
    ),
    reads(
        "/api/v1/entities",
        listing::entities,
        "Entities that say something, those who say most first",
        &["limit", "after"],
        "Entities",
    ),
    reads(
        "/api/v1/entities/{key}",
        one::entity,
        "One entity: names, positions",
        &[],
        "Entity",
    ),
    reads(
        "/api/v1/outlets",
        listing::outlets,
        "Outlets, by name",
        &["limit", "after"],
        "Outlets",
    ),
    reads(
        "/api/v1/outlets/{name}",
        one::outlet,
        "One outlet: whom it carries, relies on, copies",
        &[],
        "Outlet",
    ),
    reads(
        "/api/v1/search",
        listing::search,
        "Statements, articles and speakers that meet a query, the best first",
        &["q", "limit", "after"],
        "Hits",
    ),
    Endpoint {
        path: "/api/v1/corrections",
        reading: Some(listing::corrections),
        writing: Some(correction::make),
        about: "The log of corrections, the latest first",
        query: &["limit", "after"],
        answer: "Corrections",
    },
    Endpoint {
        path: "/api/v1/corrections/{id}/undo",
        reading: None,
        writing: Some(correction::undo),
        about: "Undoes a correction",
        query: &[],
        answer: "Made",
    },
    reads(
        "/api/v1/runs",
        listing::runs,
        "Runs, the latest first",
        &["limit", "after"],
        "Runs",
    ),
    reads(
        "/api/v1/runs/{id}",
        one::run,
        "The manifest of one run",
        &[],
        "Run",
    ),
];

/// `/api/v1`
fn summary(ask: &Ask, ledger: &Ledger) -> Answer {
    #[derive(Serialize)]
    struct Summary<'a> {
        ledger: &'a str,
        version: &'a str,
        revision: i64,
        write: bool,
        #[serde(flatten)]
        counts: dixit_ledger::Counts,
    }
    Reply::json(&Summary {
        ledger: &ask.desk.name,
        version: &ask.desk.version,
        revision: ledger.revision()?,
        write: ask.desk.writes(),
        counts: ledger.summary()?,
    })
}

/// Which part of a listing is asked for.
fn page(ask: &Ask) -> Result<Page, Fault> {
    Ok(Page {
        after: ask.value("after").map(str::to_owned),
        limit: ask.number("limit", 1, MOST)?.unwrap_or(ROWS),
    })
}
