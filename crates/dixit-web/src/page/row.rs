//! Rows of listings, and what leads on from them.

use crate::ask::Ask;
use crate::link;
use dixit_ledger::{Listing, Page, StatementRow};
use dixit_model::Date;
use dixit_report::phrase;
use maud::{Markup, html};

/// Rows on a page, unless somebody asks for another number.
const ROWS: usize = 50;

/// Which part of a listing is asked for.
pub(super) fn page(ask: &Ask) -> Page {
    Page {
        after: ask.value("after").map(str::to_owned),
        limit: ROWS,
    }
}

/// What leads on to the rows that follow, and back to the first.
pub(super) fn onward<T>(ask: &Ask, listing: &Listing<T>) -> Markup {
    let begun = ask.value("after").is_some();
    html! {
        @if begun || listing.next.is_some() {
            p.next {
                @if begun { a href=(ask.with("after", None)) { "From the beginning" } }
                @if begun && listing.next.is_some() { " · " }
                @if let Some(next) = &listing.next {
                    a rel="next" href=(ask.with("after", Some(next))) { "More" }
                }
            }
        }
    }
}

/// A day of the ledger, as people write it.
pub(super) fn day(text: &str) -> String {
    text.parse::<Date>()
        .map_or_else(|_| text.to_owned(), phrase::short_day)
}

/// From one day of the ledger to another.
pub(super) fn days(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let parse = |text: Option<&str>| text.and_then(|text| text.parse::<Date>().ok());
    phrase::days(parse(first), parse(last))
}

/// A moment of the ledger: the day, and the time in UTC.
pub(super) fn moment(text: &str) -> String {
    match text.split_once('T') {
        Some((date, time)) => {
            let minutes = time.get(..5).unwrap_or(time);
            format!("{}, {minutes} UTC", day(date))
        }
        None => text.to_owned(),
    }
}

/// A sentence of the record, in which articles without an outlet go by their
/// keys: those become links.
pub(super) fn told(sentence: &str) -> Markup {
    let mut parts = sentence.split("article ");
    let first = parts.next().unwrap_or_default();
    html! {
        (first)
        @for part in parts {
            @let digits = part.strip_prefix('a').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_hexdigit).count());
            @if digits >= 12 {
                a.entity href=(link::article(&part[..=digits])) { "an unnamed outlet’s article" } (part[digits + 1..])
            } @else { "article " (part) }
        }
    }
}

/// `3 independent routes`, coloured by what it is worth.
pub(super) fn independent(routes: usize, articles: usize) -> Markup {
    html! {
        b.independent.many[routes > 1].one[routes <= 1 && articles > 1] {
            (routes) " independent " (phrase::noun(routes, "route", "routes"))
        }
    }
}

/// Statements in a listing.
pub(super) fn statements(rows: &[StatementRow], with_story: bool) -> Markup {
    html! {
        ul.rows {
            @for row in rows { li { (statement(row, with_story, None)) } }
        }
    }
}

/// A statement in a listing; `snippet` are its words with those marked that
/// were looked for.
pub(super) fn statement(row: &StatementRow, with_story: bool, snippet: Option<Markup>) -> Markup {
    let mut occasion: Vec<String> = Vec::new();
    occasion.extend(row.addressee.as_ref().map(|to| format!("to {}", to.name)));
    occasion.extend(row.channel.clone());
    occasion.push(
        row.said_on
            .as_deref()
            .map_or_else(|| "day not known".to_owned(), day),
    );
    html! {
        div {
            p.who {
                @match &row.speaker {
                    Some(speaker) => { a.entity href=(link::speaker(&speaker.key)) { (speaker.name) } }
                    None => { "Speaker not named" }
                }
                span.role { " · " (occasion.join(" · ")) }
            }
            p.said-words dir="auto" {
                a.step href=(link::statement(&row.key)) {
                    @match snippet {
                        Some(snippet) => (snippet),
                        None => (phrase::clipped(&phrase::gist(&row.gist), 240)),
                    }
                }
            }
            @if with_story {
                p.meta { "In " a.entity href=(link::story(&row.story)) dir="auto" { (phrase::clipped(&row.story_title, 110)) } }
            }
        }
        p.side {
            (independent(row.independent, row.articles)) br;
            (phrase::count(row.articles, "article", "articles"))
            @if !row.modes.is_empty() { ", " (modes(&row.modes)) }
        }
    }
}

fn modes(modes: &[String]) -> &'static str {
    let has = |mode: &str| modes.iter().any(|m| m == mode);
    match (has("direct"), has("mixed"), has("indirect")) {
        (true, _, false) => "quoted",
        (true, _, true) => "quoted and reported",
        (false, true, _) => "partly quoted",
        _ => "reported",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_articles_in_a_sentence_become_links() {
        let told =
            told("It rests on two: article a0530cc5eeed0 and an article of Kest.").into_string();
        assert_eq!(
            told,
            "It rests on two: <a class=\"entity\" href=\"/articles/a0530cc5eeed0\">an unnamed \
             outlet’s article</a> and an article of Kest."
        );
    }

    #[test]
    fn moments_and_days_are_written_as_people_do() {
        assert_eq!(moment("2031-03-07T10:20:30Z"), "7 March 2031, 10:20 UTC");
        assert_eq!(day("2031-03-07"), "7 March 2031");
        assert_eq!(day("no day"), "no day");
    }
}
