//! The stories, narrowed by what somebody looks for.

use super::row::{days, independent, onward, page, told};
use super::shell;
use crate::ask::Ask;
use crate::fault::Fault;
use crate::link;
use crate::reply::Reply;
use crate::router::Answer;
use dixit_ledger::{Ledger, StoryFilter, StoryOrder, StoryRow};
use dixit_report::phrase::{self, capital, count};
use maud::{Markup, html};

/// The orders: as it stands in the address, and in words.
const ORDERS: [(&str, &str, StoryOrder); 3] = [
    ("newest", "the latest first", StoryOrder::Newest),
    ("articles", "most articles first", StoryOrder::Articles),
    (
        "statements",
        "most statements first",
        StoryOrder::Statements,
    ),
];

/// `/`
pub(super) fn stories(ask: &Ask, ledger: &Ledger) -> Answer {
    let filter = filter(ask)?;
    let listing = ledger.stories(&filter, &page(ask))?;
    let narrowed = filter
        != StoryFilter {
            order: filter.order,
            ..StoryFilter::default()
        };
    let body = html! {
        h1.head { "Stories" }
        @if !narrowed { (extent(ledger)?) }
        (filters(ask, ledger)?)
        @if listing.rows.is_empty() {
            p.empty {
                @if narrowed { "No story is like this. " a href="/" { "All stories" } }
                @else { "There is no story in this ledger yet. Add articles with “dixit add”." }
            }
        }
        (list(&listing.rows))
        (onward(ask, &listing))
    };
    shell::page(ask, ledger, "Stories", &body)
}

/// `/stories`
pub(super) fn moved(ask: &Ask, _: &Ledger) -> Answer {
    let query: Vec<(&str, &str)> = ask
        .query
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let mut all = form_urlencoded::Serializer::new(String::new());
    all.extend_pairs(query);
    let all = all.finish();
    Ok(Reply::Moved(if all.is_empty() {
        "/".to_owned()
    } else {
        format!("/?{all}")
    }))
}

/// What the address asks for.
pub(crate) fn filter(ask: &Ask) -> Result<StoryFilter, Fault> {
    let order = match ask.value("order") {
        None => StoryOrder::Newest,
        Some(order) => ORDERS
            .iter()
            .find(|(name, _, _)| *name == order)
            .map(|(_, _, order)| *order)
            .ok_or_else(|| {
                Fault::wrong("“order” has to be newest, articles or statements".to_owned())
            })?,
    };
    Ok(StoryFilter {
        outlet: ask.value("outlet").map(str::to_owned),
        speaker: ask.value("speaker").map(str::to_owned),
        from: ask.day("from")?,
        until: ask.day("until")?,
        words: ask.value("words").map(str::to_owned),
        min_articles: ask.number("least", 1, 1_000_000)?,
        order,
    })
}

/// How much there is in all.
fn extent(ledger: &Ledger) -> Result<Markup, Fault> {
    let all = ledger.summary()?;
    let days = days(all.first.as_deref(), all.last.as_deref());
    Ok(html! {
        p.dateline {
            @if let Some(days) = days { span.days { (days) } " · " }
            (capital(&count(all.articles, "article", "articles"))) " of "
            (count(all.outlets, "outlet", "outlets")) ", "
            (count(all.statements, "statement", "statements"))
        }
    })
}

fn filters(ask: &Ask, ledger: &Ledger) -> Result<Markup, Fault> {
    let value = |name: &str| ask.value(name).unwrap_or("");
    let speaker = value("speaker");
    // A speaker is chosen on its own page, and shown here by name.
    let speaker_name = match speaker {
        "" => None,
        key => ledger.entity_name(key)?,
    };
    Ok(html! {
        form.filters action="/" {
            div.wide { label for="words" { "Words" } input #words type="search" name="words" value=(value("words")) maxlength="300"; }
            div { label for="outlet" { "Outlet" } input #outlet name="outlet" value=(value("outlet")) maxlength="300"; }
            div { label for="from" { "From" } input #from type="date" name="from" value=(value("from")); }
            div { label for="until" { "Until" } input #until type="date" name="until" value=(value("until")); }
            div { label for="least" { "Least articles" } input #least type="number" min="1" max="1000000" name="least" value=(value("least")); }
            div {
                label for="order" { "Order" }
                select #order name="order" {
                    @for (at, (name, words, _)) in ORDERS.iter().enumerate() {
                        option value=(if at == 0 { "" } else { name }) selected[value("order") == *name] { (words) }
                    }
                }
            }
            @if !speaker.is_empty() { input type="hidden" name="speaker" value=(speaker); }
            button type="submit" { "Show" }
        }
        @if !speaker.is_empty() {
            p.chosen {
                "In which "
                @match speaker_name { Some(name) => { b { (name) } }, None => { "somebody unknown" } }
                " says something. " a href=(ask.with("speaker", None)) { "Anybody" }
            }
        }
    })
}

/// Stories in a listing.
pub(super) fn list(rows: &[StoryRow]) -> Markup {
    html! { ul.rows { @for row in rows { (one(row)) } } }
}

fn one(row: &StoryRow) -> Markup {
    let days = days(row.first.as_deref(), row.last.as_deref());
    html! {
        li {
            div {
                p.headline { a.step href=(link::story(&row.key)) dir="auto" { (phrase::clipped(&row.title, 180)) } }
                p.dateline { span.days { (days.unwrap_or_else(|| "Day not known".to_owned())) } }
                @if let Some(finding) = &row.finding { p.lead { (told(finding)) } }
            }
            p.side {
                (capital(&count(row.articles, "article", "articles"))) ", "
                @match row.outlets {
                    0 => "outlets not named",
                    outlets => (count(outlets, "outlet", "outlets")),
                }
                br;
                (capital(&count(row.statements, "statement", "statements"))) br;
                @if row.statements > 0 { "at most " (independent(row.independent, row.articles)) }
            }
        }
    }
}
