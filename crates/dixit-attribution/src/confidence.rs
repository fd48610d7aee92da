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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use dixit_model::{Analysis, Article};

    /// The confidences of speakers, each found in a row by such a rule.
    fn settled(rows: &[Row], found: &[(EntityKind, &str)]) -> Vec<f32> {
        let article = Article::plain("t", "The port is open.");
        let mut cast = Cast::of(&Page::new(&article, &Analysis::default()));
        let mut speakers: Vec<Option<Resolved>> = Vec::new();
        for (number, &(kind, how)) in found.iter().enumerate() {
            let name = format!("figure {number}");
            speakers.push(Some(Resolved {
                entity: cast.keyed(&name, &name, kind),
                how: how.into(),
                confidence: 0.5,
                evidence: None,
            }));
        }
        settle(rows, &cast, &mut speakers);
        speakers
            .into_iter()
            .map(|s| s.unwrap().confidence)
            .collect()
    }

    #[test]
    fn a_name_is_surer_than_a_description_and_that_surer_than_a_text() {
        let rows = vec![Row::default(); 3];
        let found = [
            (EntityKind::Person, "name"),
            (EntityKind::Person, "description"),
            (EntityKind::Document, "description"),
        ];
        let sure = settled(&rows, &found);
        assert!(sure[0] > sure[1] && sure[1] > sure[2], "{sure:?}");
    }

    #[test]
    fn a_pronoun_keeps_its_score_and_is_less_sure_inside() {
        let mut rows = vec![Row::default(); 2];
        rows[1].parent = Some(0);
        let sure = settled(&rows, &[(EntityKind::Person, "pronoun"); 2]);
        assert_eq!(sure, [0.5, 0.5 * NESTED]);
    }

    #[test]
    fn what_carries_on_is_as_sure_as_its_root() {
        let mut rows = vec![Row::default(); 2];
        rows[1].continues = Some(0);
        let found = [
            (EntityKind::Person, "surname"),
            (EntityKind::Person, "carried over"),
        ];
        let sure = settled(&rows, &found);
        assert_eq!(sure[0], sure[1]);
    }
}
