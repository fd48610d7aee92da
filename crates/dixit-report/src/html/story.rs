//! One story: what was found, then the evidence in order of weight.

use super::{carry, differences, exchange, figure_of, link, spelled, statement, text, timeline};
use crate::anchor::slug;
use crate::phrase::{self, count, noun, short_list};
use crate::view::{StoryView, View};
use dixit_model::Finding;
use maud::{Markup, html as markup};

/// So many statements are shown; the lighter ones are folded.
const SHOWN: usize = 12;
/// So many findings are shown.
const FINDINGS: usize = 5;

pub(super) fn story(view: &View, index: usize) -> Markup {
    let story = &view.stories[index];
    let id = slug(&story.story.id);
    let (shown, folded) = story.statements.split_at(story.statements.len().min(SHOWN));
    let statements = format!("{id}-statements");
    markup! {
        section.story #(id) aria-labelledby={ (id) "-headline" } {
            header {
                @if view.stories.len() > 1 { p.eyebrow { "Story " (index + 1) " of " (view.stories.len()) } }
                h2.headline #{ (id) "-headline" } { (story.story.title) }
                (dateline(story))
                (finding(view, story))
                (counts(view, story))
            }
            section.part aria-labelledby={ (statements) " " (id) "-headline" } {
                h3 #(statements) { "Statements" }
                @if story.statements.is_empty() {
                    p.empty { "Nobody is reported to have said anything in " (if story.articles.len() == 1 { "this article" } else { "these articles" }) "." }
                } @else {
                    @for numbered in shown { (statement::statement(view, story, *numbered)) }
                    @if !folded.is_empty() {
                        details.more {
                            summary { (spelled(folded.len())) " lighter " (noun(folded.len(), "statement", "statements")) }
                            @for numbered in folded { (statement::statement(view, story, *numbered)) }
                        }
                    }
                }
            }
            (differences::differences(view, story))
            (carry::carry(view, story))
            div.pair {
                (exchange::exchange(view, story))
                (timeline::timeline(view, story))
            }
            section.part aria-labelledby={ (id) "-texts " (id) "-headline" } {
                h3 #{ (id) "-texts" } { (noun(story.articles.len(), "The text", "The texts")) }
                (text::texts(view, &story.articles, view.record.readings.len() == 1))
            }
        }
    }
}

/// When, and who published.
pub(super) fn dateline(story: &StoryView) -> Markup {
    let names: Vec<&str> = story
        .outlets
        .iter()
        .map(|outlet| outlet.name.as_str())
        .collect();
    let days = phrase::days(story.story.first, story.story.last);
    markup! {
        p.dateline {
            @if let Some(days) = days { span.days { (days) } " · " } @else { span.days { "Day not known" } " · " }
            (short_list(&names, 8))
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
            (finding.text)
            @if let Some(id) = &finding.statement { " " (link::statement(view, id)) }
        }
    }
}

fn counts(view: &View, story: &StoryView) -> Markup {
    let only = view.only_one(story).len();
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
    markup! {
        ul.counts {
            (figure_of(story.articles.len(), "article", "articles"))
            (figure_of(story.outlets.len(), "outlet", "outlets"))
            (figure_of(story.statements.len(), "statement", "statements"))
            @if only > 0 { (figure_of(only, "carried by one outlet only", "carried by one outlet only")) }
            @if denied > 0 { (figure_of(denied, "denied", "denied")) }
            @if undated > 0 { (figure_of(undated, "article without a date", "articles without a date")) }
        }
    }
}
