//! Who said what to whom.

use super::link;
use crate::anchor::slug;
use crate::view::{StoryView, View};
use maud::{Markup, html as markup};

/// So many rows are shown.
const ROWS: usize = 14;
/// So many speakers to nobody named come before the fold.
const ALONE: usize = 8;
/// So many statements are named of one speaker.
const MANY: usize = 12;

/// Speaker, addressee and channel of a row, with the statements under it.
struct Row<'v> {
    speaker: &'v str,
    entity: usize,
    to: Option<&'v str>,
    statements: Vec<&'v str>,
}

pub(super) fn exchange(view: &View, story: &StoryView) -> Markup {
    let (rows, alone): (Vec<Row>, Vec<Row>) = rows(view, story)
        .into_iter()
        .partition(|row| row.to.is_some());
    if rows.is_empty() && alone.is_empty() {
        return markup! {};
    }
    let id = slug(&story.story.id);
    let heading = format!("{id}-exchange");
    let (shown, folded) = rows.split_at(rows.len().min(ROWS));
    markup! {
        section.part aria-labelledby={ (heading) " " (id) "-headline" } {
            h3 #(heading) { "Who said what to whom" }
            @if !rows.is_empty() { (table(view, shown)) }
            @if !folded.is_empty() {
                details.more {
                    summary { (folded.len()) " more" }
                    (table(view, folded))
                }
            }
            @if !alone.is_empty() {
                @let (first, others) = alone.split_at(if alone.len() > ALONE + 2 { ALONE } else { alone.len() });
                p.alone { "To nobody named: " (speakers(view, first)) "." }
                @if !others.is_empty() {
                    details.more {
                        summary { (others.len()) " more speakers" }
                        p.alone { (speakers(view, others)) "." }
                    }
                }
            }
        }
    }
}

/// Speakers with their statements, in running text.
fn speakers(view: &View, rows: &[Row]) -> Markup {
    markup! {
        @for (nth, row) in rows.iter().enumerate() {
            @if nth > 0 { ", " }
            span.pairing {
                (link::entity(view, row.entity))
                @for id in row.statements.iter().take(MANY) { "\u{a0}" (link::statement(view, id)) }
                @if row.statements.len() > MANY { " and " (row.statements.len() - MANY) " more" }
            }
        }
    }
}

fn table(view: &View, rows: &[Row]) -> Markup {
    markup! {
        table.exchange {
            thead { tr { th scope="col" { "Speaker" } th scope="col" { "to" } th scope="col" { "Statements" } } }
            tbody {
                @for (nth, row) in rows.iter().enumerate() {
                    @let again = nth > 0 && rows[nth - 1].entity == row.entity;
                    tr.again[again] {
                        th scope="row" { @if again { span.hidden { (row.speaker) } } @else { (link::entity(view, row.entity)) } }
                        td { @if let Some(to) = row.to { (to) } }
                        td.nos { @for id in &row.statements { (link::statement(view, id)) " " } }
                    }
                }
            }
        }
    }
}

/// By the weight of the speaker's first statement; named addressees first.
fn rows<'v>(view: &'v View, story: &'v StoryView) -> Vec<Row<'v>> {
    let mut rows: Vec<(usize, Row)> = Vec::new();
    for numbered in &story.statements {
        let statement = numbered.statement;
        let Some(entity) = statement.speaker else {
            continue;
        };
        let speaker = view.speaker(statement);
        let to = statement.to.map(|to| view.name(to));
        let first = rows
            .iter()
            .find(|(_, row)| row.entity == entity)
            .map_or(numbered.number, |(first, _)| *first);
        match rows
            .iter_mut()
            .find(|(_, row)| row.entity == entity && row.to == to)
        {
            Some((_, row)) => row.statements.push(&statement.id),
            None => rows.push((
                first,
                Row {
                    speaker,
                    entity,
                    to,
                    statements: vec![&statement.id],
                },
            )),
        }
    }
    rows.sort_by_key(|(first, row)| (*first, row.to.is_none()));
    rows.into_iter().map(|(_, row)| row).collect()
}
