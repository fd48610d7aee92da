//! Listings, a page at a time.

use super::page;
use crate::ask::Ask;
use crate::page::{query, story_filter};
use crate::reply::Reply;
use crate::router::Answer;
use dixit_ledger::Ledger;

pub(super) fn stories(ask: &Ask, ledger: &Ledger) -> Answer {
    Reply::json(&ledger.stories(&story_filter(ask)?, &page(ask)?)?)
}

pub(super) fn statements(ask: &Ask, ledger: &Ledger) -> Answer {
    Reply::json(&ledger.statements(&query(ask)?, &page(ask)?)?)
}

pub(super) fn articles(ask: &Ask, ledger: &Ledger) -> Answer {
    Reply::json(&ledger.articles(&query(ask)?, &page(ask)?)?)
}

pub(super) fn entities(ask: &Ask, ledger: &Ledger) -> Answer {
    Reply::json(&ledger.speakers(&page(ask)?)?)
}

pub(super) fn outlets(ask: &Ask, ledger: &Ledger) -> Answer {
    Reply::json(&ledger.outlets(&page(ask)?)?)
}

pub(super) fn search(ask: &Ask, ledger: &Ledger) -> Answer {
    Reply::json(&ledger.search(&query(ask)?, &page(ask)?)?)
}

pub(super) fn corrections(ask: &Ask, ledger: &Ledger) -> Answer {
    Reply::json(&ledger.corrections(&page(ask)?)?)
}

pub(super) fn runs(ask: &Ask, ledger: &Ledger) -> Answer {
    Reply::json(&ledger.runs(&page(ask)?)?)
}
