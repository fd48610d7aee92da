//! All wordings of a statement, side by side.

use super::link;
use super::statement::{compared, displayed};
use crate::phrase;
use crate::view::{View, is_another_sentence};
use dixit_model::{Mode, Statement, Wording, WordingClass};
use maud::{Markup, html as markup};

pub(super) fn beside(view: &View, statement: &Statement) -> Markup {
    markup! {
        ul.beside {
            @for (nth, wording) in statement.wordings.iter().enumerate() {
                li.base[nth == 0] { (one(view, statement, wording)) }
            }
        }
        @if statement.wordings.len() > 1 {
            p.key { "Marked against the first wording: " del { "left out" } ", " ins { "put in" } "." }
        }
    }
}

fn one(view: &View, statement: &Statement, wording: &Wording) -> Markup {
    let member = &wording.member;
    let attribution = view.attribution(member);
    let relays = view.relays(statement, member);
    let published = view.reading(member.article).article.published.as_ref();
    markup! {
        p.whose {
            @match view.to_outlet(member.article) {
                Some(to) => { a.entity href=(to) { (view.outlet(member.article)) } }
                None => { (view.outlet(member.article)) }
            }
            @if !relays.is_empty() { span.via { " through " (phrase::list(&relays)) } }
        }
        p.words dir="auto" {
            @match wording.class {
                WordingClass::Base | WordingClass::Verbatim => {
                    (displayed(&wording.text, attribution.is_some_and(|a| a.mode == Mode::Direct)))
                }
                _ => { (compared(wording)) }
            }
        }
        p.meta {
            (relation(wording))
            @if let Some(attribution) = attribution { ", " (mode(attribution.mode)) }
            @if let Some(day) = published { " · " (phrase::short_day(day.value)) }
            " · " (link::words(view, member, "in the text"))
        }
    }
}

/// How a wording relates to the first one.
fn relation(wording: &Wording) -> &'static str {
    match wording.class {
        WordingClass::Base => "The wording that the others are set against",
        WordingClass::Verbatim => "The same words",
        WordingClass::Trimmed => "The same words, some left out",
        WordingClass::Translated => {
            "Quoted in other words: translated differently, or not word for word"
        }
        WordingClass::Contradicting => "Says otherwise where the words are the same",
        WordingClass::Reworded if is_another_sentence(wording) => "In a sentence of its own",
        WordingClass::Reworded => "Reworded",
    }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Direct => "quoted",
        Mode::Mixed => "partly quoted",
        Mode::Indirect => "reported",
    }
}
