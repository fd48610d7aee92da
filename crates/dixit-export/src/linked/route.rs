//! Routes as provenance.

use super::node::{agent, outlet, statement_id};
use super::{node_of, to};
use crate::id;
use dixit_model::{Record, Statement};
use serde_json::{Value, json};

/// The accounts along a route, from the article inwards: each is quoted from
/// the next, and all have the statement for their primary source.
pub(super) fn accounts(record: &Record, statement: &Statement, number: usize) -> Vec<Value> {
    let route = &statement.routes[number];
    let article = &record.readings[route.article].article;
    let place = (number + 1).to_string();
    let account = |step: usize| match step {
        0 => id::urn("route", &[&statement.id, &place]),
        step => id::urn("route", &[&statement.id, &place, &step.to_string()]),
    };
    // The innermost quotes the speaker's own words.
    let quoted = |step: usize| match step < route.relays.len() {
        true => to(account(step + 1)),
        false => to(statement_id(statement)),
    };
    let copy = route.copy.map(|copy| &record.copies[copy]);
    let copy =
        copy.map(|copy| json!({ "@id": id::urn("copy", &[&copy.id]), "@type": "prov:Entity" }));
    let mut accounts = vec![node_of(json!({
        "@id": account(0),
        "@type": ["dixit:Route", "prov:Entity"],
        "schema:isPartOf": to(id::article(article)),
        "prov:wasAttributedTo": article.outlet.as_ref().map(|name| outlet(&name.value)),
        "prov:wasQuotedFrom": quoted(0),
        "prov:hadPrimarySource": to(statement_id(statement)),
        "prov:wasDerivedFrom": copy,
    }))];
    for (step, &relay) in (1..).zip(&route.relays) {
        accounts.push(json!({
            "@id": account(step),
            "@type": ["dixit:Account", "prov:Entity"],
            "prov:wasAttributedTo": to(agent(&record.entities[relay])),
            "prov:wasQuotedFrom": quoted(step),
            "prov:hadPrimarySource": to(statement_id(statement)),
        }));
    }
    accounts
}
