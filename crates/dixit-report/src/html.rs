//! The page: one HTML file that needs nothing but itself.
//!
//! What it is put together from is here for others too: [`Parts`] gives a
//! story, a statement or a text by itself, with links that lead where a
//! [`Links`] says, to be shown with [`STYLE`] and [`SCRIPT`].

mod carry;
mod compare;
mod differences;
mod exchange;
mod link;
mod parts;
mod routes;
mod statement;
mod story;
mod text;
mod timeline;
mod wordings;

pub use link::web;
pub use parts::{Links, Parts};

use crate::About;
use crate::phrase::{capital, count, number, short_day};
use crate::view::View;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dixit_model::Record;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use sha2::{Digest, Sha256};

/// The stylesheet of every page.
pub const STYLE: &str = include_str!("html/page.css");
/// What the page does beyond being read: it does without this.
pub const SCRIPT: &str = include_str!("html/page.js");

/// The record as one self-contained HTML page.
///
/// The page loads nothing, and its content security policy lets it load
/// nothing: only its own style and script, by their hashes, are allowed.
pub fn html(record: &Record, about: &About) -> String {
    let view = View::new(record);
    let title = title(&view);
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content={ "Dixit " (about.version) };
                title { (title) " – Dixit" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#record" { "Skip to the record" }
                (masthead(&view, about))
                main #record {
                    (overview(&view))
                    @for (index, story) in view.stories.iter().enumerate() { (story::story(&view, index, story)) }
                    @if !view.loose.is_empty() {
                        section.story {
                            @if !view.stories.is_empty() { h2 { "In no story" } }
                            (text::texts(&view, &view.loose, false))
                        }
                    }
                }
                (footer(about))
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    scrubbed(page.into_string())
}

/// What the page is called: the one story's headline, or what it covers.
fn title(view: &View) -> String {
    match view.stories.as_slice() {
        [only] => only.story.title.clone(),
        _ => covered(view),
    }
}

/// `Eight articles on two stories`.
fn covered(view: &View) -> String {
    let articles = count(view.record.readings.len(), "article", "articles");
    match view.stories.len() {
        0 => capital(&articles),
        n => capital(&format!("{articles} on {}", count(n, "story", "stories"))),
    }
}

fn masthead(view: &View, about: &About) -> Markup {
    markup! {
        header.masthead {
            p.wordmark { "Dixit" }
            p.meta {
                "The sourced record of " (count(view.record.readings.len(), "article", "articles"))
                @if !about.model.is_empty() { ", read with " (about.model) }
                @if let Some(day) = about.read_on { " on " (short_day(day)) }
            }
        }
    }
}

/// With several stories, the front page: one entry each, the finding first.
fn overview(view: &View) -> Markup {
    let stories = view.stories.len();
    markup! {
        @if stories == 0 {
            h1 { (covered(view)) }
            @if view.record.readings.is_empty() {
                p.empty { "There is no article in this record." }
            } @else {
                p.empty { "No statement was found in " (if view.record.readings.len() == 1 { "it" } else { "them" }) "." }
            }
        } @else if stories == 1 {
            h1.hidden { (covered(view)) }
        } @else {
            h1.covers { (covered(view)) }
            nav.front aria-label="Stories" {
                ol {
                    @for story in &view.stories {
                        li {
                            p.headline { a href={ "#" (crate::anchor::slug(&story.story.id)) } { (story.story.title) } }
                            (story::dateline(view, story))
                            @if let Some(finding) = story.story.findings.first() {
                                p.lead { (view.told(&finding.text)) }
                            }
                            p.meta {
                                (capital(&count(story.articles.len(), "article", "articles"))) ", "
                                (count(story.outlets.len(), "outlet", "outlets")) ", "
                                (count(story.statements.len(), "statement", "statements"))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn footer(about: &About) -> Markup {
    markup! {
        footer {
            p {
                "Every line above leads to the words it stands on. What Dixit inferred says how; "
                "what it does not know it leaves open. A number beside words in a text leads back to "
                "the statement they belong to."
            }
            p.meta {
                "Made by Dixit" @if !about.version.is_empty() { " " (about.version) }
                @if !about.model.is_empty() { ", model " (about.model) }
                ". A machine read these articles and errs: follow the links before you quote."
                span.keys { " Keys: " kbd { "j" } " and " kbd { "k" } " step through the statements." }
            }
        }
    }
}

/// A `Content-Security-Policy` under which only this page's own style and
/// script run.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// `page` with characters that HTML does not allow, and those that would turn the writing
/// direction of the words after them, replaced by one that shows.
pub fn scrubbed(page: String) -> String {
    let bad = |c: char| {
        matches!(
            c,
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fdd0}'..='\u{fdef}'
        ) || (c as u32) & 0xfffe == 0xfffe
    };
    if page.contains(bad) {
        page.replace(bad, "\u{fffd}")
    } else {
        page
    }
}

/// `2 articles` with the number set large: for the strip of counts.
fn figure_of(n: usize, one: &str, many: &str) -> Markup {
    markup! { li { b { (n) } " " span { (crate::phrase::noun(n, one, many)) } } }
}

/// A number in words, for a sentence's beginning.
fn spelled(n: usize) -> String {
    capital(&number(n))
}
