//! Who stands between a speaker and the outlet.

use crate::page::Page;
use crate::quotation::Quotations;
use crate::row::Row;
use dixit_model::{Resolved, Spans};

/// Chains longer than this are a mistake.
const LONGEST: usize = 8;

/// The speakers of the parents of each row, outermost first.
///
/// A parent is left out when it is the speaker itself (*he added that …, he
/// said*), and where the article speaks in its own voice inside a content (*in
/// what officials call …*, *denied their conclusion*): there the parent relays
/// nothing.
pub(crate) fn relays(
    page: &Page,
    quotations: &Quotations,
    rows: &[Row],
    speakers: &[Option<Resolved>],
) -> Vec<Vec<Resolved>> {
    (0..rows.len())
        .map(|index| {
            let mut chain: Vec<Resolved> = Vec::new();
            let mut child = index;
            let mut steps = 0;
            while let Some(parent) = rows[child].parent {
                if own_voice(page, quotations, &rows[child], &rows[parent]) || steps >= LONGEST {
                    break;
                }
                if let Some(speaker) = &speakers[parent] {
                    let own = speakers[index].as_ref().map(|s| s.entity);
                    let known = chain.iter().any(|relay| relay.entity == speaker.entity);
                    if own != Some(speaker.entity) && !known {
                        chain.push(speaker.clone());
                    }
                }
                child = parent;
                steps += 1;
            }
            chain.reverse();
            chain
        })
        .collect()
}

/// Whether the article itself, not the parent's speaker, says that the child
/// was said.
fn own_voice(page: &Page, quotations: &Quotations, child: &Row, parent: &Row) -> bool {
    let Some(marker) = child.source.hull().or(child.cue.hull()) else {
        return false;
    };
    // What stands in the parent's quotation is the parent's.
    if quotations.at(marker.start).is_some() {
        return false;
    }
    relative(page, child) || answered(page, child, parent)
}

/// `what officials believe is …`, `camps that Norland says are …`.
fn relative(page: &Page, child: &Row) -> bool {
    let (Some(source), Some(cue)) = (child.source.hull(), child.cue.hull()) else {
        return false;
    };
    let content = child.content_hull();
    // Source, cue and content follow each other, and nothing but the relative
    // word stands for the content's subject.
    if !(source.end <= cue.start && cue.end <= content.start) {
        return false;
    }
    let before = page.words_before(source.start);
    let mut nearest = before.iter().rev().map(|word| word.lower());
    let mut last = nearest.next().unwrap_or_default();
    if matches!(last.as_str(), "the" | "some" | "many") {
        last = nearest.next().unwrap_or_default();
    }
    let first = page
        .words(content)
        .first()
        .map(|word| word.lower())
        .unwrap_or_default();
    let verb = matches!(
        first.as_str(),
        "is" | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "could"
            | "should"
            | "may"
            | "might"
            | "can"
            | "must"
            | "pose"
            | "poses"
            | "be"
            | "as"
    );
    last == "what" || (matches!(last.as_str(), "that" | "which" | "who") && verb)
}

/// `denied the panel's conclusion that …`: a noun that the parent answers.
fn answered(page: &Page, child: &Row, parent: &Row) -> bool {
    let Some(cue) = parent.cue.last() else {
        return false;
    };
    let verb = page
        .words(*cue)
        .last()
        .map(|word| word.lower())
        .unwrap_or_default();
    let answers = [
        "den", "reject", "dismiss", "disput", "accus", "criti", "ignor", "condemn", "rebuff",
        "welcom",
    ]
    .iter()
    .any(|stem| verb.starts_with(stem));
    let noun = child.cue.last().is_some_and(|cue| {
        page.words(*cue).last().is_some_and(|word| {
            let lower = word.lower();
            [
                "demand",
                "demands",
                "proposal",
                "conclusion",
                "claim",
                "claims",
                "allegation",
                "allegations",
                "call",
                "calls",
                "request",
                "finding",
                "findings",
                "report",
                "reports",
                "criticism",
                "accusation",
                "accusations",
                "assertion",
                "suggestion",
                "charge",
                "charges",
                "warning",
                "warnings",
                "plan",
                "threat",
                "threats",
            ]
            .contains(&lower.as_str())
        })
    });
    answers && noun
}
