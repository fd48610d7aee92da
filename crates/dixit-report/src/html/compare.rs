//! The accounts of some outlets of a story, statement by statement.

use super::link;
use super::statement::compared;
use crate::phrase::{self, clipped};
use crate::view::{Numbered, Outlet, StoryView, View};
use dixit_model::Wording;
use maud::{Markup, html as markup};

/// How many of the chosen outlets carry a statement comes first: all, some,
/// one; inside each, the story's own order.
pub(super) fn compare(view: &View, story: &StoryView, chosen: &[String]) -> Markup {
    let columns: Vec<&Outlet> = chosen
        .iter()
        .filter_map(|name| story.outlets.iter().find(|outlet| outlet.name == *name))
        .collect();
    let mut rows: Vec<(usize, Numbered)> = story
        .statements
        .iter()
        .map(|&numbered| {
            let carriers = view.carriers(story, numbered.statement);
            let of = columns
                .iter()
                .filter(|column| carriers.iter().any(|carrier| carrier.name == column.name));
            (of.count(), numbered)
        })
        .filter(|(carriers, _)| *carriers > 0)
        .collect();
    rows.sort_by_key(|&(carriers, numbered)| (std::cmp::Reverse(carriers), numbered.number));
    markup! {
        @if rows.is_empty() {
            p.empty { "None of these outlets carries a statement of this story." }
        } @else {
            div.scroll tabindex="0" role="region" aria-label="Statements and what each outlet makes of them" {
                table.compare {
                    caption.hidden { "Statements and what each outlet makes of them" }
                    thead {
                        tr {
                            th scope="col" { "Statement" }
                            @for column in &columns { th scope="col" { (column.name) } }
                        }
                    }
                    tbody { @for (_, numbered) in &rows { (row(view, *numbered, &columns)) } }
                }
            }
        }
    }
}

fn row(view: &View, numbered: Numbered, columns: &[&Outlet]) -> Markup {
    let statement = numbered.statement;
    markup! {
        tr {
            th scope="row" {
                (link::statement(view, &statement.id)) "\u{a0}"
                @match statement.speaker { Some(speaker) => (link::entity(view, speaker)), None => (view.speaker(statement)) }
            }
            @for column in columns {
                @let own: Vec<&Wording> = statement.wordings.iter().filter(|w| column.articles.contains(&w.member.article)).collect();
                td {
                    @if let Some(wording) = own.first() {
                        span.words dir="auto" { (compared(wording)) } " "
                        span.meta { (link::words(view, &wording.member, "in the text")) }
                    } @else if let Some(member) = view.evidence(statement, &column.articles) {
                        (link::words(view, &member, &clipped(&phrase::gist(&statement.gist), 140)))
                    } @else {
                        span.mark.none {} span.hidden { "left out" }
                    }
                }
            }
        }
    }
}
