//! What corrections do to a reading.

use super::{Settled, place_of};
use crate::article::AttributionState;
use crate::key::fold;
use dixit_model::{Attribution, Date, Entity, EntityKind, Inferred, Reading, Resolved};
use std::collections::BTreeMap;

/// A reading with what people said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// The reading; rejected attributions are no longer in it.
    pub reading: Reading,
    /// Rejected attributions, as the model read them.
    pub rejected: Vec<Attribution>,
    /// What people said about its attributions, by name.
    pub states: BTreeMap<String, AttributionState>,
    /// Whether anything differs from the reading as it came.
    pub changed: bool,
    /// The day that somebody set for the article: its times have to be read
    /// anew.
    pub dated: Option<Date>,
}

impl Corrected {
    pub(super) fn new(reading: Reading) -> Self {
        Corrected {
            reading,
            rejected: Vec::new(),
            states: BTreeMap::new(),
            changed: false,
            dated: None,
        }
    }

    /// Takes out what is rejected in the end.
    pub(super) fn reject(&mut self) {
        let names: Vec<String> = self
            .states
            .iter()
            .filter(|(_, state)| **state == AttributionState::Rejected)
            .map(|(name, _)| name.clone())
            .collect();
        for name in names {
            let mut rows = self.reading.attributions.iter();
            if let Some(place) = rows.position(|row| row.id == name) {
                self.take_out(place);
            }
        }
    }

    /// Takes an attribution out; those inside it are the outlet's, or of the
    /// attribution around it.
    fn take_out(&mut self, place: usize) {
        let gone = self.reading.attributions.remove(place);
        let mut inside = vec![gone.id.clone()];
        let mut next = 0;
        while next < inside.len() {
            let own = inside[next].clone();
            let rows = self.reading.attributions.iter();
            let children = rows.filter(|row| row.parent.as_ref() == Some(&own));
            inside.extend(children.map(|row| row.id.clone()));
            next += 1;
        }
        for row in &mut self.reading.attributions {
            if let (true, Some(speaker)) = (inside.contains(&row.id), &gone.speaker) {
                row.via.retain(|relay| relay.entity != speaker.entity);
            }
            if row.parent.as_ref() == Some(&gone.id) {
                row.parent.clone_from(&gone.parent);
            }
            if row.continues.as_ref() == Some(&gone.id) {
                row.continues.clone_from(&gone.continues);
            }
        }
        self.rejected.push(gone);
        self.changed = true;
    }

    /// The entity of this name in the reading, new if there is none.
    fn entity(&mut self, name: &str, kind: EntityKind) -> usize {
        let folded = fold(name);
        let entities = &mut self.reading.entities;
        let known = entities.iter().position(|entity| {
            entity.kind == kind
                && (fold(&entity.name) == folded || entity.names.iter().any(|n| fold(n) == folded))
        });
        known.unwrap_or_else(|| {
            entities.push(Entity {
                name: name.to_owned(),
                kind,
                names: vec![name.to_owned()],
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            entities.len() - 1
        })
    }
}

/// Puts one correction into effect.
pub(super) fn apply(to: &mut Corrected, author: &str, settled: &Settled) {
    let set_by = format!("set by {author}");
    match settled {
        Settled::Confirm { attribution } => {
            let Some(place) = place_of(attribution, &to.reading) else {
                return;
            };
            let row = &mut to.reading.attributions[place];
            row.confidence = 1.0;
            to.states
                .insert(row.id.clone(), AttributionState::Confirmed);
            to.changed = true;
        }
        Settled::Reject { attribution } => {
            if let Some(place) = place_of(attribution, &to.reading) {
                let name = to.reading.attributions[place].id.clone();
                to.states.insert(name, AttributionState::Rejected);
            }
        }
        Settled::Speaker {
            attribution,
            name,
            entity,
        } => {
            let Some(place) = place_of(attribution, &to.reading) else {
                return;
            };
            let entity = to.entity(name, *entity);
            let row = &mut to.reading.attributions[place];
            row.speaker = Some(Resolved {
                entity,
                how: set_by,
                confidence: 1.0,
                evidence: None,
            });
            to.states
                .insert(row.id.clone(), AttributionState::Corrected);
            to.changed = true;
        }
        Settled::MergeEntities {
            names,
            name,
            entity: kind,
            ..
        } => {
            let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
            for entity in &mut to.reading.entities {
                if entity.name != *name && folded.contains(&fold(&entity.name)) {
                    entity.name.clone_from(name);
                    entity.kind = *kind;
                    if !entity.names.contains(name) {
                        entity.names.insert(0, name.clone());
                    }
                    to.changed = true;
                }
            }
        }
        Settled::RenameIn { name, new_name, .. } => {
            let folded = fold(name);
            for entity in &mut to.reading.entities {
                let goes_by = fold(&entity.name) == folded
                    || entity.names.iter().any(|name| fold(name) == folded);
                if goes_by {
                    entity.name.clone_from(new_name);
                    // Its other names would lead it back.
                    entity.names = vec![new_name.clone()];
                    to.changed = true;
                }
            }
        }
        Settled::Published { date, .. } => {
            to.reading.article.published = Some(Inferred::new(*date, set_by, 1.0));
            to.dated = Some(*date);
            to.changed = true;
        }
        Settled::Outlet { name, .. } => {
            to.reading.article.outlet = Some(Inferred::new(name.clone(), set_by, 1.0));
            to.changed = true;
        }
        Settled::MergeStories { .. }
        | Settled::SplitStory { .. }
        | Settled::MergeStatements { .. }
        | Settled::SplitStatement { .. }
        | Settled::Owner { .. } => {}
    }
}
