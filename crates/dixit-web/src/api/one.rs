//! One thing, by its key.

use crate::ask::Ask;
use crate::fault::Fault;
use crate::reply::Reply;
use crate::router::Answer;
use dixit_ledger::{Found, Ledger, RunId};
use dixit_model::Record;
use dixit_model::wire::RecordPage;
use serde_json::Value;

/// The thing that `found` leads to, or where it is now.
fn here<T>(ask: &Ask, found: Option<Found<T>>, place: &str) -> Result<Result<T, Reply>, Fault> {
    match found {
        Some(Found::Here(thing)) => Ok(Ok(thing)),
        Some(Found::Moved(now)) => Ok(Err(Reply::Moved(format!("/api/v1/{place}/{now}")))),
        None => Err(missing(ask)),
    }
}

fn missing(ask: &Ask) -> Fault {
    Fault::missing(format!(
        "Nothing of this ledger goes by “{}”.",
        ask.variable(0)
    ))
}

pub(super) fn story(ask: &Ask, ledger: &Ledger) -> Answer {
    let found = ledger.story(ask.variable(0))?;
    match here(ask, found, "stories")? {
        Ok(detail) => Reply::json(&RecordPage::new(&detail.record, with_text(ask)?)),
        Err(moved) => Ok(moved),
    }
}

pub(super) fn statement(ask: &Ask, ledger: &Ledger) -> Answer {
    let found = ledger.statement(ask.variable(0))?;
    let mut detail = match here(ask, found, "statements")? {
        Ok(detail) => detail,
        Err(moved) => return Ok(moved),
    };
    let record = &mut detail.record;
    if detail.statement >= record.statements.len() {
        return Err(Fault::broken("a statement is missing in its story"));
    }
    record.statements.swap(0, detail.statement);
    record.statements.truncate(1);
    first(&detail.record, "statements")
}

pub(super) fn article(ask: &Ask, ledger: &Ledger) -> Answer {
    let found = ledger.article(ask.variable(0))?;
    let detail = match here(ask, found, "articles")? {
        Ok(detail) => detail,
        Err(moved) => return Ok(moved),
    };
    let record = crate::page::record(ledger, &detail)?;
    let own = alone(record, &detail.article.key);
    let page = RecordPage::new(&own, with_text(ask)?);
    let mut article = pick(&page, "articles")?;
    let versions = ledger.versions(&detail.article.key)?.unwrap_or_default();
    if let (Value::Object(article), 2..) = (&mut article, versions.len()) {
        let versions = serde_json::to_value(versions);
        let versions =
            versions.map_err(|error| Fault::broken(format!("cannot write JSON: {error}")))?;
        article.insert("versions".to_owned(), versions);
    }
    Reply::json(&article)
}

pub(super) fn entity(ask: &Ask, ledger: &Ledger) -> Answer {
    let found = ledger.entity(ask.variable(0))?;
    match here(ask, found, "entities")? {
        Ok(detail) => Reply::json(&detail),
        Err(moved) => Ok(moved),
    }
}

pub(super) fn outlet(ask: &Ask, ledger: &Ledger) -> Answer {
    let detail = ledger.outlet(ask.variable(0))?;
    Reply::json(&detail.ok_or_else(|| missing(ask))?)
}

pub(super) fn run(ask: &Ask, ledger: &Ledger) -> Answer {
    let id = ask.variable(0).parse().map_err(|_| missing(ask))?;
    let detail = ledger.run(RunId(id))?;
    Reply::json(&detail.ok_or_else(|| missing(ask))?)
}

/// Whether texts are to be told, as they are unless somebody says `false`.
fn with_text(ask: &Ask) -> Result<bool, Fault> {
    match ask.value("text") {
        None | Some("true") => Ok(true),
        Some("false") => Ok(false),
        Some(_) => Err(Fault::wrong("“text” has to be true or false")),
    }
}

/// The record of the article with this key and of nothing else.
fn alone(mut record: Record, key: &str) -> Record {
    let index = record
        .readings
        .iter()
        .position(|reading| reading.article.id == key);
    let Some(index) = index else {
        return Record::default();
    };
    record.readings.swap(0, index);
    record.readings.truncate(1);
    record.statements.clear();
    record.copies.clear();
    record.positions.clear();
    for story in &mut record.stories {
        story.disagreements.clear();
        story.articles.retain(|member| member.article == index);
        story.articles.iter_mut().for_each(|m| m.article = 0);
    }
    for entity in &mut record.entities {
        entity.members.retain(|member| member.0 == index);
        entity.members.iter_mut().for_each(|member| member.0 = 0);
    }
    record
}

/// The first of a part of a record, as it stands in a record's page.
fn first(record: &Record, part: &str) -> Answer {
    picked(&RecordPage::new(record, false), part)
}

fn picked(page: &RecordPage, part: &str) -> Answer {
    Reply::json(&pick(page, part)?)
}

fn pick(page: &RecordPage, part: &str) -> Result<Value, Fault> {
    // By way of text: numbers stay as a record prints them.
    let text = serde_json::to_vec(page);
    let mut page: Value = text
        .and_then(|text| serde_json::from_slice(&text))
        .map_err(|error| Fault::broken(format!("cannot write JSON: {error}")))?;
    let one = page.get_mut(part).and_then(|all| all.get_mut(0));
    Ok(one.map_or(Value::Null, Value::take))
}
