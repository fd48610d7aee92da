//! One story: what was found, then the evidence in order of weight.

use super::{carry, differences, exchange, figure_of, link, spelled, statement, text, timeline};
use crate::anchor::slug;
use crate::phrase::{self, count, noun, short_list};
use crate::view::{Numbered, StoryView, View, carrying};
use dixit_model::Finding;
use maud::{Markup, html as markup};

/// At least and at most so many statements are shown; the lighter ones are folded.
const LEAST: usize = 6;
const SHOWN: usize = 12;
/// A statement of fewer words says little by itself.
const WORDS: usize = 5;
/// A story of no more statements needs no list of its parts.
const SHORT: usize = 4;
/// So many findings are shown.
const FINDINGS: usize = 5;

pub(super) fn story(view: &View, index: usize, story: &StoryView) -> Markup {
    let id = slug(&story.story.id);
    let (shown, folded) = fold(story);
    let statements = format!("{id}-statements");
    let differences = differences::differences(view, story);
    let carry = carry::carry(view, story);
    let exchange = exchange::exchange(view, story);
    let timeline = timeline::timeline(view, story);
    let holds = |markup: &Markup, part: &str| markup.0.contains(&format!("id=\"{id}-{part}\""));
    let parts = [
        ("statements", "Statements", true),
        (
            "differ",
            "Where the accounts differ",
            holds(&differences, "differ"),
        ),
        ("time", "Earlier and later", holds(&differences, "time")),
        ("carry", "What each outlet carries", holds(&carry, "carry")),
        (
            "exchange",
            "Who said what to whom",
            holds(&exchange, "exchange"),
        ),
        ("timeline", "Day by day", holds(&timeline, "timeline")),
        ("texts", "The texts", true),
    ];
    markup! {
        section.story #(id) aria-labelledby={ (id) "-headline" } {
            header {
                @if view.stories.len() > 1 { p.eyebrow { "Story " (index + 1) " of " (view.stories.len()) } }
                h2.headline #{ (id) "-headline" } { (story.story.title) }
                (dateline(view, story))
                (finding(view, story))
                (counts(view, story))
                @if story.statements.len() > SHORT {
                    nav.parts aria-label={ "Parts of: " (story.story.title) } {
                        @for (part, name, _) in parts.iter().filter(|part| part.2) {
                            a href={ "#" (id) "-" (part) } { (name) } " "
                        }
                    }
                }
            }
            section.part aria-labelledby={ (statements) " " (id) "-headline" } {
                h3 #(statements) { "Statements" }
                @if story.statements.is_empty() {
                    p.empty { "Nobody is reported to have said anything in " (if story.articles.len() == 1 { "this article" } else { "these articles" }) "." }
                } @else {
                    @for &numbered in &shown { (statement::statement(view, story, numbered, true)) }
                    @if !folded.is_empty() {
                        details.more {
                            summary { (spelled(folded.len())) " lighter " (noun(folded.len(), "statement", "statements")) }
                            @for &numbered in &folded { (statement::statement(view, story, numbered, true)) }
                        }
                    }
                }
            }
            (differences)
            (carry)
            div.pair {
                (exchange)
                (timeline)
            }
            section.part aria-labelledby={ (id) "-texts " (id) "-headline" } {
                h3 #{ (id) "-texts" } { (noun(story.articles.len(), "The text", "The texts")) }
                @if view.is_part() { (text::listed(view, &story.articles)) }
                @else { (text::texts(view, &story.articles, view.record.readings.len() == 1)) }
            }
        }
    }
}

/// Statements before the fold and behind it, each by weight: before it stand
/// those that several articles carry or somebody denies, and the first others
/// that say something by themselves.
fn fold<'v>(story: &StoryView<'v>) -> (Vec<Numbered<'v>>, Vec<Numbered<'v>>) {
    let heavy = |n: &Numbered| carrying(n.statement).len() > 1 || !n.statement.denied_by.is_empty();
    let full = |n: &Numbered| n.statement.gist.split_whitespace().count() >= WORDS;
    // A fold of one or two is not worth a reader's click.
    if story.statements.len() <= LEAST + 2 {
        return (story.statements.clone(), Vec::new());
    }
    let none = !story.statements.iter().any(|n| heavy(n) || full(n));
    let mut shown = 0;
    story.statements.iter().copied().partition(|numbered| {
        let most = if heavy(numbered) { SHOWN } else { LEAST };
        let stays = shown < most && (none || heavy(numbered) || full(numbered));
        shown += usize::from(stays);
        stays
    })
}

/// When, and who published.
pub(super) fn dateline(view: &View, story: &StoryView) -> Markup {
    let names = view.publishers(story);
    let days = phrase::days(story.story.first, story.story.last);
    markup! {
        p.dateline {
            @if let Some(days) = days { span.days { (days) } " · " } @else { span.days { "Day not known" } " · " }
            (phrase::capital(&short_list(&names, 8)))
        }
    }
}

fn finding(view: &View, story: &StoryView) -> Markup {
    let findings = &story.story.findings;
    let (shown, folded) = findings.split_at(findings.len().min(FINDINGS));
    markup! {
        @if story.story.findings.is_empty() {
            p.finding {
                @match story.statements.len() {
                    0 => { "No statement was found here." }
                    n => {
                        (spelled(n)) " " (noun(n, "statement is", "statements are")) " reported in "
                        (count(story.articles.len(), "article", "articles")) "."
                    }
                }
            }
        }
        @for (nth, finding) in shown.iter().enumerate() { (sentence(view, finding, nth > 0)) }
        @if !folded.is_empty() {
            details.more {
                summary { (spelled(folded.len())) " further " (noun(folded.len(), "finding", "findings")) }
                @for finding in folded { (sentence(view, finding, true)) }
            }
        }
    }
}

fn sentence(view: &View, finding: &Finding, further: bool) -> Markup {
    markup! {
        p.finding.further[further] {
            (view.told(&finding.text))
            @if let Some(id) = &finding.statement { "\u{a0}" (link::statement(view, id)) }
        }
    }
}

fn counts(view: &View, story: &StoryView) -> Markup {
    let denied = story
        .statements
        .iter()
        .filter(|numbered| !numbered.statement.denied_by.is_empty())
        .count();
    let undated = story
        .articles
        .iter()
        .filter(|&&article| view.reading(article).article.published.is_none())
        .count();
    let unnamed = story
        .articles
        .iter()
        .filter(|&&article| view.reading(article).article.outlet.is_none())
        .count();
    let named = story.outlets.len().saturating_sub(unnamed);
    markup! {
        ul.counts {
            (figure_of(story.articles.len(), "article", "articles"))
            @if named > 0 { (figure_of(named, "outlet", "outlets")) }
            @if unnamed > 0 { (figure_of(unnamed, "unnamed outlet", "unnamed outlets")) }
            (figure_of(story.statements.len(), "statement", "statements"))
            @if denied > 0 { (figure_of(denied, "denied", "denied")) }
            @if undated > 0 { (figure_of(undated, "article without a date", "articles without a date")) }
        }
    }
}
