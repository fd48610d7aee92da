//! One article: its text with attributions marked, what became of each, and
//! the bytes it was read from.

use super::row::moment;
use super::{corrections, forms, shell, versions};
use crate::ask::Ask;
use crate::fault::Fault;
use crate::link::{self, Elsewhere};
use crate::reply::Reply;
use crate::router::Answer;
use dixit_ledger::{ArticleDetail, AttributionState, Found, Ledger};
use dixit_model::{Attribution, Reading, Record, Spans};
use dixit_report::html::Parts;
use dixit_report::phrase::{self, clipped, count, gist};
use maud::{Markup, html};

/// `/articles/{key}?words=START-END&version=SHA256`
pub(super) fn article(ask: &Ask, ledger: &Ledger) -> Answer {
    let key = ask.variable(0);
    let detail = match ledger.article(key)? {
        Some(Found::Here(detail)) => detail,
        Some(Found::Moved(now)) => return Ok(Reply::Moved(link::article(&now))),
        None => return Err(missing(key)),
    };
    let record = record(ledger, &detail)?;
    let index = record
        .readings
        .iter()
        .position(|reading| reading.article.id == detail.article.key)
        .ok_or_else(|| Fault::broken("an article is missing in its story"))?;
    let parts = Parts::new(&record, &Elsewhere);
    let title = detail.article.title.clone().map_or_else(
        || clipped(parts.opening(index).unwrap_or("Without a title"), 80),
        |title| clipped(&title, 200),
    );
    let body = html! {
        (forms::done(ask))
        p.above {
            @match record.stories.first() {
                Some(story) => { "An article of the story " a href=(link::story(&story.id)) dir="auto" { (story.title) } }
                None => { "An article that is being read into the record" }
            }
        }
        h1.head dir="auto" { (title) }
        div.reading {
            (parts.particulars(index))
            (provenance(&detail))
            (parts.text(index, words(ask)?))
        }
        (attributions(ask, &parts, index, &record.readings[index], &detail))
        (versions::of(ask, ledger, &detail.article.key)?)
        (corrections::about(ask, ledger, &detail.article.key)?)
        (forms::article(ask, &detail.article, record.stories.first()))
    };
    shell::page(ask, ledger, &title, &body)
}

/// `/articles/{key}/original`, or `…/original?show=text`, of the version with
/// the SHA-256 `version`
pub(crate) fn original(ask: &Ask, ledger: &Ledger) -> Answer {
    let key = ask.variable(0);
    let original = match ask.value("version") {
        Some(sha256) => ledger.original_version(key, sha256)?,
        None => ledger.original(key)?,
    };
    let original = original.ok_or_else(|| missing(key))?;
    let ending = match original.media_type.split(';').next().unwrap_or("").trim() {
        "text/html" | "application/xhtml+xml" => "html",
        "text/plain" => "txt",
        "application/json" | "application/jsonl" => "json",
        _ => "bin",
    };
    let digest = original.sha256.get(..12).unwrap_or("original");
    Ok(Reply::Original {
        name: format!("{digest}.{ending}"),
        bytes: original.bytes,
        plain: ask.value("show") == Some("text"),
    })
}

fn missing(key: &str) -> Fault {
    Fault::missing(format!(
        "No article goes by “{key}”. It may be of another ledger."
    ))
}

/// The record of the article's story, or of the article alone while it has none.
pub(crate) fn record(ledger: &Ledger, detail: &ArticleDetail) -> Result<Record, Fault> {
    Ok(match &detail.article.story {
        Some(story) => ledger.record(std::slice::from_ref(story))?,
        None => Record {
            readings: vec![detail.reading.clone()],
            ..Record::default()
        },
    })
}

/// The words that the address points at.
fn words(ask: &Ask) -> Result<Option<(usize, usize)>, Fault> {
    let Some(text) = ask.value("words") else {
        return Ok(None);
    };
    text.split_once('-')
        .and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)))
        .filter(|(start, end)| start < end)
        .map(Some)
        .ok_or_else(|| Fault::wrong("“words” is from one character to another, as in 120-164"))
}

/// Where the article came from.
fn provenance(detail: &ArticleDetail) -> Markup {
    let at = link::article(&detail.article.key);
    html! {
        p.particulars {
            "Added " (moment(&detail.article.added_at)) " by "
            a href={ "/runs/" (detail.article.run) } { "run " (detail.article.run) }
            " as " bdi { (clipped(&detail.article.name, 80)) } " · the original: "
            a href={ (at) "/original?show=text" } { "as text" } ", "
            a href={ (at) "/original" } download { (detail.size) " bytes" }
            " of " (detail.media_type) ", SHA-256 " span.mono title=(detail.sha256) { (detail.sha256.get(..12).unwrap_or("")) "…" }
        }
    }
}

fn attributions(
    ask: &Ask,
    parts: &Parts,
    index: usize,
    reading: &Reading,
    detail: &ArticleDetail,
) -> Markup {
    let all = reading.attributions.len() + detail.rejected.len();
    html! {
        @if all > 0 {
            section.part aria-labelledby="attributions" {
                h2 #attributions { (phrase::capital(&count(all, "attribution", "attributions"))) }
                ul.attributions {
                    @for attribution in &reading.attributions {
                        @let state = state(detail, &attribution.id);
                        li id={ "row-" (attribution.id) } { (one(ask, parts, index, reading, attribution, state)) }
                    }
                    @for attribution in &detail.rejected {
                        li.rejected { (rejected(reading, attribution)) }
                    }
                }
            }
        }
    }
}

fn state(detail: &ArticleDetail, id: &str) -> AttributionState {
    detail
        .attributions
        .iter()
        .find(|row| row.name == id)
        .map(|row| row.state)
        .unwrap_or_default()
}

fn one(
    ask: &Ask,
    parts: &Parts,
    index: usize,
    reading: &Reading,
    attribution: &Attribution,
    state: AttributionState,
) -> Markup {
    let text = &reading.article.text;
    let key = &reading.article.id;
    let speaker = attribution.speaker.as_ref();
    let set = speaker.and_then(|speaker| phrase::set_by(&speaker.how));
    html! {
        div {
            p.who {
                @match speaker.map(|speaker| parts.entity(index, speaker.entity)) {
                    Some((name, Some(id))) => { a.entity href=(link::speaker(id)) { bdi { (name) } } }
                    Some((name, None)) => { bdi { (name) } }
                    None => { "Speaker not named" }
                }
                @if let Some(author) = set { " " span.set { "set by " (author) } }
                @if state == AttributionState::Confirmed { " " span.state { "confirmed" } }
            }
            p.what dir="auto" { (clipped(&gist(&attribution.content.text(text)), 260)) }
            p.meta {
                (attribution.mode.word()) ", found: " (phrase::certainty(attribution.confidence))
                @if let Some(speaker) = speaker { ", speaker " (phrase::certainty(speaker.confidence)) " (" (speaker.how) ")" }
                " · " a href=(link::attribution(key, &attribution.id)) { "in the text" }
            }
        }
        p.side.meta {
            @if let Some((number, statement)) = parts.statement_of(index, &attribution.id) {
                a href=(link::statement(&statement.id)) { "Statement " (number) }
            }
        }
        (forms::attribution(ask, key, attribution, state))
    }
}

fn rejected(reading: &Reading, attribution: &Attribution) -> Markup {
    let content = attribution.content.text(&reading.article.text);
    html! {
        div {
            p.what dir="auto" { (clipped(&gist(&content), 200)) }
            p.meta { span.state.rejected { "rejected" } " It is no part of the record. " a href="/corrections" { "See who rejected it" } }
        }
    }
}
