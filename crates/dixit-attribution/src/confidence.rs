//! How sure a speaker is, as measured.
//!
//! What a rule says of itself tells little about how often it is right. The
//! shares below are those of right speakers among the linked rows of 41
//! annotated articles (`cargo figures calibration` prints them), which rules
//! were written on: names are smoothed by two right and two wrong, rules about
//! wordings, which carry over worse, by five and five. Pronouns keep what their
//! own score says, which agrees with the coreference of GUM and MEANTIME
//! (`training/evaluation/chains.py`).

use crate::cast::Cast;
use crate::row::Row;
use crate::split;
use dixit_model::{EntityKind, Resolved};

/// Of speakers inside what another says, so many of those outside are right.
const NESTED: f32 = 0.88;

/// Gives every speaker its confidence.
pub(crate) fn settle(rows: &[Row], cast: &Cast, speakers: &mut [Option<Resolved>]) {
    for (row, speaker) in rows.iter().zip(speakers.iter_mut()) {
        if let Some(speaker) = speaker {
            let outer = measured(speaker, cast.figures[speaker.entity].kind);
            let nested = if row.parent.is_some() { NESTED } else { 1.0 };
            speaker.confidence = (outer * nested).clamp(0.0, 1.0);
        }
    }
    // What is carried on is as sure as what it carries on.
    for index in 0..rows.len() {
        let root = split::root(rows, index);
        if root != index
            && let Some(confidence) = speakers[root].as_ref().map(|root| root.confidence)
            && let Some(speaker) = speakers[index].as_mut()
            && speaker.how == "carried over"
        {
            speaker.confidence = confidence;
        }
    }
}

fn measured(speaker: &Resolved, kind: EntityKind) -> f32 {
    use EntityKind::{Document, Group, Person, State};
    match (speaker.how.as_str(), kind) {
        ("surname", _) => 0.97,
        ("name" | "government of", Person | State) => 0.95,
        ("name" | "government of", _) => 0.84,
        ("description", Person) => 0.82,
        // Nobody but the text itself, which is somebody's.
        ("description", Document) => 0.4,
        ("description", _) => 0.75,
        ("issuer", _) => 0.78,
        ("several", Group) => 0.64,
        _ => speaker.confidence,
    }
}
