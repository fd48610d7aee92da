//! Where accounts differ, and what speakers said earlier and later.

use super::link;
use crate::anchor::slug;
use crate::phrase::{self, capital};
use crate::view::{StoryView, View};
use dixit_model::{Disagreement, DisagreementKind, Passage, Position};
use maud::{Markup, html as markup};
use std::collections::BTreeSet;

pub(super) fn differences(view: &View, story: &StoryView) -> Markup {
    let id = slug(&story.story.id);
    let positions: Vec<&Position> = view
        .record
        .positions
        .iter()
        .filter(|position| {
            position.entries.iter().any(|entry| {
                view.statement(&entry.statement)
                    .is_some_and(|numbered| numbered.statement.story == story.story.id)
            })
        })
        .collect();
    let denials: Vec<_> = story
        .statements
        .iter()
        .filter(|numbered| !numbered.statement.denied_by.is_empty())
        .collect();
    let told = story
        .story
        .disagreements
        .iter()
        .any(|d| d.kind == DisagreementKind::Denial);
    let disagreements = !story.story.disagreements.is_empty() || (!denials.is_empty() && !told);
    let differ = format!("{id}-differ");
    let over_time = format!("{id}-time");
    markup! {
        @if disagreements || !positions.is_empty() {
            div.pair {
                @if disagreements {
                    section.part aria-labelledby={ (differ) " " (id) "-headline" } {
                        h3 #(differ) { "Where the accounts differ" }
                        dl.differ {
                            @for disagreement in &story.story.disagreements { (sides(view, disagreement)) }
                            @if !told {
                                @for numbered in denials {
                                    dt { "Denied" }
                                    dd {
                                        (view.speaker(numbered.statement)) ": " (phrase::clipped(&phrase::gist(&numbered.statement.gist), 100)) "\u{a0}"
                                        (link::statement(view, &numbered.statement.id))
                                    }
                                    @for denial in numbered.statement.denied_by.iter().filter_map(|id| view.statement(id)) {
                                        dd {
                                            (view.speaker(denial.statement)) ": " (phrase::clipped(&phrase::gist(&denial.statement.gist), 100)) "\u{a0}"
                                            (link::statement(view, &denial.statement.id))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                @if !positions.is_empty() {
                    section.part aria-labelledby={ (over_time) " " (id) "-headline" } {
                        h3 #(over_time) { "Earlier and later" }
                        @for position in positions { (over(view, story, position)) }
                    }
                }
            }
        }
    }
}

fn sides(view: &View, disagreement: &Disagreement) -> Markup {
    let kind = match disagreement.kind {
        DisagreementKind::Number => "the number",
        DisagreementKind::Term => "the word",
        DisagreementKind::Denial => "denied",
    };
    markup! {
        dt { (capital(&phrase::flat(&disagreement.about))) span.kind { " · " (kind) } }
        @for side in &disagreement.sides {
            dd {
                b { (side.text) } " – "
                @let outlets = by_outlet(view, &side.passages);
                @for (nth, (outlet, passage)) in outlets.iter().take(6).enumerate() {
                    @if nth > 0 { ", " }
                    a.claim href=(view.to_passage(*passage)) { (outlet) }
                }
                @if outlets.len() > 6 { " and " (outlets.len() - 6) " more" }
            }
        }
    }
}

/// The first passage of each outlet.
fn by_outlet<'v>(view: &'v View, passages: &[Passage]) -> Vec<(&'v str, Passage)> {
    let mut seen = BTreeSet::new();
    passages
        .iter()
        .filter(|passage| passage.article < view.record.readings.len())
        .map(|passage| (view.outlet(passage.article), *passage))
        .filter(|(outlet, _)| seen.insert(*outlet))
        .collect()
}

/// One speaker on one matter, day by day; what belongs to this story in bold.
fn over(view: &View, story: &StoryView, position: &Position) -> Markup {
    markup! {
        p.matter {
            b { (view.name(position.speaker)) }
            @if position.matter.contains(", ") { span.meta { " in recurring words: " (position.matter) } }
            @else { " on " (position.matter) }
        }
        ol.over {
            @for entry in &position.entries {
                @if let Some(numbered) = view.statement(&entry.statement) {
                    @let here = numbered.statement.story == story.story.id;
                    li.here[here] {
                        span.day { (entry.day.map_or_else(|| "Day not known".to_owned(), phrase::short_day)) }
                        span.gist {
                            a href=(view.to_statement(&entry.statement)) { (phrase::clipped(&phrase::gist(&numbered.statement.gist), 140)) }
                            span.meta {
                                " " (numbered.statement.independent) "\u{a0}"
                                (phrase::noun(numbered.statement.independent, "route", "routes"))
                                @if !here { ", in another story" }
                            }
                        }
                    }
                }
            }
        }
    }
}
