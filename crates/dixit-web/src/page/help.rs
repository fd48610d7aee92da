//! How the desk is used.

use super::shell;
use crate::ask::Ask;
use crate::router::Answer;
use dixit_ledger::Ledger;
use maud::{Markup, html};

/// Keys, and what they do.
const KEYS: [(&[&str], &str); 10] = [
    (&["/"], "to the search box"),
    (&["j", "k"], "to the next or the previous row, or statement"),
    (&["g", "s"], "to the stories"),
    (&["g", "t"], "to the statements"),
    (&["g", "p"], "to the speakers"),
    (&["g", "o"], "to the outlets"),
    (&["g", "c"], "to the corrections"),
    (&["g", "r"], "to the runs"),
    (&["Esc"], "out of a field; closes what is lit"),
    (&["?"], "here"),
];

/// What a search understands, with examples.
const SEARCH: [(&str, &str); 12] = [
    (
        "port reopening",
        "both words, in any form (reopen, reopened)",
    ),
    ("\"within a week\"", "these words, one after the other"),
    ("port -talks", "without a word"),
    ("port OR harbour", "either word"),
    ("speaker:Marant", "said by; likewise relay:, addressee:"),
    ("outlet:\"The Harbour Post\"", "carried by"),
    ("story:s0123456789ab", "of this story"),
    ("channel:call", "in a medium or on an occasion"),
    ("mode:direct", "quoted; mixed: partly; indirect: reported"),
    ("routes:>=2", "on at least two independent routes"),
    (
        "said:2031-03-01..2031-03-07",
        "said in these days; from: and until: are days of publication",
    ),
    (
        "in:speakers Marant",
        "only speakers; likewise in:statements, in:articles",
    ),
];

/// `/help`
pub(super) fn help(ask: &Ask, ledger: &Ledger) -> Answer {
    let body = html! {
        div.help {
            h1.head { "Help" }
            (reading())
            h2 #search-language { "Search" }
            dl { @for (query, meaning) in SEARCH { dt { a href=(crate::link::search(query)) { code { (query) } } } dd { (meaning) } } }
            h2 { "Keys" }
            dl { @for (keys, does) in KEYS { dt { @for key in keys { kbd { (key) } " " } } dd { (does) } } }
            (correcting(ask))
            h2 { "Addresses and the API" }
            p {
                "Every page, filter and search has an address that can be shared, and it stays good as the ledger "
                "grows: a story, statement or speaker that has become part of another sends you on to it."
            }
            p {
                "Programs read the same under " code { "/api/v1" } ", which is described in "
                a href="/api/v1/openapi.json" { "openapi.json" } "."
            }
        }
    };
    shell::page(ask, ledger, "Help", &body)
}

fn reading() -> Markup {
    html! {
        h2 { "What you see" }
        p {
            "A " b { "statement" } " is one speaker saying one thing on one occasion, in all wordings of all articles. "
            "A " b { "route" } " is a path by which it reached the reader: from the speaker through relays to an outlet. "
            b { "Independent routes" } " share no relay, no outlet and no copied text; their number is also that of the "
            "parties that would all have to be wrong for the statement to be false."
        }
        p {
            "What Dixit inferred says how, and how sure it is. What a person has set bears a mark: "
            span.set { "set by R. Holm" } "."
        }
    }
}

fn correcting(ask: &Ask) -> Markup {
    html! {
        h2 { "Corrections" }
        p {
            "Who finds an error confirms, rejects or changes what stands there, with a name and a reason. "
            "Nothing is overwritten: " a href="/corrections" { "the log" } " only grows, each entry can be undone, and "
            "what a person said stands when the article is read again."
        }
        @if !ask.desk.writes() {
            p { "This desk was opened to read only. Start it with " code { "dixit serve LEDGER --write" } " to correct." }
        }
    }
}
