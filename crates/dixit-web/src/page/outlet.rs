//! One outlet: what it carries, whom it relies on, what it copies.

use super::row::{day, days, onward, page};
use super::{corrections, forms, shell, speaker};
use crate::ask::Ask;
use crate::fault::Fault;
use crate::link;
use crate::router::Answer;
use dixit_ledger::{ArticleRow, Ledger, Query, Reliance};
use dixit_report::phrase::{self, count};
use maud::{Markup, html};

/// `/outlets/{name}`
pub(super) fn outlet(ask: &Ask, ledger: &Ledger) -> Answer {
    let name = ask.variable(0);
    let Some(detail) = ledger.outlet(name)? else {
        return Err(Fault::missing(format!(
            "No article of this ledger is by “{name}”. The list of outlets has them all."
        )));
    };
    let articles = ledger.articles(&Query::default().in_outlet(name), &page(ask))?;
    let mut stories = form_urlencoded::Serializer::new(String::new());
    stories.append_pair("outlet", name);
    let published = days(
        detail.outlet.first.as_deref(),
        detail.outlet.last.as_deref(),
    );
    let body = html! {
        (forms::done(ask))
        p.above { "Outlet" }
        h1.head { bdi { (name) } }
        p.dateline {
            @if let Some(days) = published { span.days { (days) } " · " }
            (phrase::capital(&count(detail.outlet.articles, "article", "articles"))) " on "
            a href={ "/?" (stories.finish()) } { (count(detail.stories, "story", "stories")) }
            " · "
            @match &detail.owner {
                Some(owner) => { "owned by " b { (owner) } " " span.set { "set by hand" } }
                None => { "owner not recorded" }
            }
        }
        @if detail.looked_at < detail.outlet.articles {
            p.key { "Counted over its latest " (count(detail.looked_at, "article", "articles")) "." }
        }
        div.columns {
            (reliances("relies", "Relies on", "Relays through which it came by what it carries, by attributions.", &detail.relies_on))
            (reliances("carries", "Carries", "Speakers, by attributions.", &detail.carries))
            @if !detail.copies_from.is_empty() {
                section.part aria-labelledby="copies" {
                    h2 #copies { "Takes passages from" }
                    (speaker::outlets(&detail.copies_from))
                }
            }
            @if !detail.copied_by.is_empty() {
                section.part aria-labelledby="copied" {
                    h2 #copied { "Passages taken by" }
                    (speaker::outlets(&detail.copied_by))
                }
            }
        }
        section.part aria-labelledby="articles" {
            h2 #articles { "Articles, the latest first" }
            (list(&articles.rows))
            (onward(ask, &articles))
        }
        (corrections::about(ask, ledger, name)?)
        (forms::outlet(ask, name, detail.owner.as_deref()))
    };
    shell::page(ask, ledger, name, &body)
}

fn reliances(id: &str, name: &str, key: &str, rows: &[Reliance]) -> Markup {
    html! {
        @if !rows.is_empty() {
            section.part aria-labelledby=(id) {
                h2 #(id) { (name) }
                table.list {
                    tbody {
                        @for row in rows.iter().take(20) {
                            tr {
                                td { a.entity href=(link::speaker(&row.entity.key)) { bdi { (row.entity.name) } } }
                                td.num { (row.attributions) }
                            }
                        }
                    }
                }
                p.key { (key) }
            }
        }
    }
}

/// Whose an article is, and of which day.
pub(super) fn whose(row: &ArticleRow) -> Markup {
    html! {
        @match &row.outlet {
            Some(outlet) => { a.entity href=(link::outlet(outlet)) { bdi { (outlet) } } }
            None => { "Outlet not named" }
        }
        br;
        (row.published.as_deref().map_or_else(|| "no date".to_owned(), day))
    }
}

/// Articles in a listing.
pub(super) fn list(rows: &[ArticleRow]) -> Markup {
    html! {
        ul.listed {
            @for row in rows {
                li {
                    span.outlet.unknown[row.outlet.is_none()] {
                        @match &row.outlet {
                            Some(outlet) => { a.entity href=(link::outlet(outlet)) { bdi { (outlet) } } }
                            None => { "Outlet not named" }
                        }
                    }
                    a.step.title.untitled[row.title.is_none()] href=(link::article(&row.key)) dir="auto" {
                        (phrase::clipped(row.title.as_deref().unwrap_or("Without a title"), 160))
                    }
                    span.meta {
                        (row.published.as_deref().map_or_else(|| "no date".to_owned(), day))
                        " · " (row.words) " words"
                    }
                }
            }
        }
    }
}
