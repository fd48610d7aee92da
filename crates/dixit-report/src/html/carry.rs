//! What each outlet carries, and what only one of them does.

use super::link;
use crate::anchor::slug;
use crate::names;
use crate::phrase::{self, clipped, count, noun};
use crate::view::{Numbered, Outlet, StoryView, View, carrying};
use dixit_model::Mode;
use maud::{Markup, html as markup};

/// So many statements stand in the table before it is folded.
const ROWS: usize = 16;
/// So many outlets have a column.
const COLUMNS: usize = 16;
/// So many outlets are listed with what they alone carry.
const ALONE: usize = 9;

pub(super) fn carry(view: &View, story: &StoryView) -> Markup {
    if story.outlets.len() < 2 || story.statements.is_empty() {
        return markup! {};
    }
    let id = slug(&story.story.id);
    let only = view.only_one(story);
    let shared: Vec<Numbered> = story
        .statements
        .iter()
        .copied()
        .filter(|n| only.iter().all(|(_, o)| o.number != n.number))
        .collect();
    let columns = columns(story, &shared);
    let (shown, folded) = shared.split_at(shared.len().min(ROWS));
    let heading = format!("{id}-carry");
    markup! {
        section.part aria-labelledby={ (heading) " " (id) "-headline" } {
            h3 #(heading) { "What each outlet carries" }
            @if shared.is_empty() {
                p.empty { "No statement is carried by more than one outlet." }
            } @else {
                (table(view, story, shown, &columns, &format!("{id}-carry-table")))
                @if !folded.is_empty() {
                    details.more {
                        summary { (count(folded.len(), "more statement", "more statements")) }
                        (table(view, story, folded, &columns, &format!("{id}-carry-more")))
                    }
                }
                p.key {
                    span.mark.direct {} " quoted  " span.mark.mixed {} " partly quoted  "
                    span.mark.indirect {} " reported  " span.mark.none {} " left out"
                    @if columns.len() < story.outlets.len() {
                        ". The " (columns.len()) " of " (story.outlets.len()) " outlets that carry most."
                    }
                }
            }
            (lonely(view, story, &only))
        }
    }
}

/// The outlets that have a column: all, or those that carry most.
fn columns<'s>(story: &'s StoryView, rows: &[Numbered]) -> Vec<&'s Outlet> {
    let mut weighed: Vec<(usize, usize)> = (0..story.outlets.len()).map(|at| (0, at)).collect();
    for row in rows {
        let carried = carrying(row.statement);
        for (weight, at) in &mut weighed {
            let own = &story.outlets[*at].articles;
            *weight += usize::from(own.iter().any(|a| carried.contains(a)));
        }
    }
    weighed.sort_by_key(|&(weight, at)| (std::cmp::Reverse(weight), at));
    weighed.truncate(COLUMNS);
    weighed.sort_by_key(|&(_, at)| at);
    weighed
        .into_iter()
        .map(|(_, at)| &story.outlets[at])
        .collect()
}

fn table(
    view: &View,
    story: &StoryView,
    rows: &[Numbered],
    columns: &[&Outlet],
    label: &str,
) -> Markup {
    let headline = format!("{}-headline", slug(&story.story.id));
    markup! {
        div.scroll tabindex="0" role="region" aria-labelledby={ (label) " " (headline) } {
            table.carry {
                caption.hidden #(label) { "Statements and the outlets that carry them" }
                thead {
                    tr {
                        th scope="col" { "Statement" }
                        @for outlet in columns {
                            th.turned scope="col" { span title=(outlet.name) { (names::brief(&outlet.name)) } }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" {
                                (link::statement(view, &row.statement.id)) "\u{a0}"
                                span.who { (view.speaker(row.statement)) }
                                span.gist { " " (clipped(&phrase::gist(&row.statement.gist), 90)) }
                            }
                            @for outlet in columns { td { (cell(view, *row, outlet)) } }
                        }
                    }
                }
            }
        }
    }
}

fn cell(view: &View, row: Numbered, outlet: &Outlet) -> Markup {
    let carried = carrying(row.statement);
    if !outlet.articles.iter().any(|a| carried.contains(a)) {
        return markup! { span.mark.none {} span.hidden { "left out" } };
    }
    let (class, word) = match view.mode(row.statement, &outlet.articles) {
        Some(Mode::Direct) => ("direct", "quoted"),
        Some(Mode::Mixed) => ("mixed", "partly quoted"),
        _ => ("indirect", "reported"),
    };
    let said = format!("{word} in {}", outlet.name);
    markup! {
        @if let Some(member) = view.evidence(row.statement, &outlet.articles) {
            a.claim.mark.(class) href=(view.to_attribution(member.article, &member.attribution))
                aria-label=(said) title=(said) {}
        } @else {
            span.mark.(class) {} span.hidden { (word) }
        }
    }
}

/// What would be lost with each outlet.
fn lonely(view: &View, story: &StoryView, only: &[(usize, Numbered)]) -> Markup {
    let by_outlet: Vec<(&Outlet, Vec<Numbered>)> = story
        .outlets
        .iter()
        .enumerate()
        .map(|(index, outlet)| {
            let own = only.iter().filter(|(of, _)| *of == index);
            (outlet, own.map(|(_, numbered)| *numbered).collect())
        })
        .filter(|(_, own): &(&Outlet, Vec<Numbered>)| !own.is_empty())
        .collect();
    let (shown, folded) = by_outlet.split_at(by_outlet.len().min(ALONE));
    markup! {
        @if !only.is_empty() {
            h4.sub { "Only one outlet carries" }
            div.lonely { @for (outlet, own) in shown { (alone(view, outlet, own)) } }
            @if !folded.is_empty() {
                details.more {
                    summary { (count(folded.len(), "more outlet", "more outlets")) }
                    div.lonely { @for (outlet, own) in folded { (alone(view, outlet, own)) } }
                }
            }
        }
    }
}

/// What one outlet alone carries.
fn alone(view: &View, outlet: &Outlet, own: &[Numbered]) -> Markup {
    let (shown, folded) = own.split_at(own.len().min(6));
    markup! {
        div {
            h5 { (crate::phrase::capital(&outlet.name)) }
            ul { @for numbered in shown { (item(view, *numbered, outlet)) } }
            @if !folded.is_empty() {
                details.more {
                    summary { (folded.len()) " more " (noun(folded.len(), "statement", "statements")) }
                    ul { @for numbered in folded { (item(view, *numbered, outlet)) } }
                }
            }
        }
    }
}

fn item(view: &View, numbered: Numbered, outlet: &Outlet) -> Markup {
    let statement = numbered.statement;
    markup! {
        li {
            (link::statement(view, &statement.id)) "\u{a0}"
            span.who { (view.speaker(statement)) } ": "
            @match view.evidence(statement, &outlet.articles) {
                Some(member) => (link::words(view, &member, &clipped(&phrase::gist(&statement.gist), 110))),
                None => (clipped(&phrase::gist(&statement.gist), 110)),
            }
        }
    }
}
