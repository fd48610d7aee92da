//! Who speaks for whom: a spokesman and his body, an organ and its state.
//!
//! Tied speakers stay two entities; their rows may still be one statement.

use crate::corpus::Corpus;
use crate::entities::{Entities, body};
use dixit_model::EntityKind;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a role that make its holder another's voice.
const VOICES: &[&str] = &["spokes", "press secretary", "press officer", "speaks for"];

pub(crate) struct Ties {
    ties: BTreeMap<usize, BTreeSet<usize>>,
}

impl Ties {
    pub(crate) fn of(corpus: &Corpus, entities: &Entities) -> Self {
        let mut ties = Ties {
            ties: BTreeMap::new(),
        };
        let mut bodies: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for (number, entity) in entities.list.iter().enumerate() {
            if matches!(entity.kind, EntityKind::Organisation | EntityKind::State) {
                for name in &entity.names {
                    bodies.entry(body::key(name)).or_insert(number);
                }
            }
        }
        for (number, entity) in entities.list.iter().enumerate() {
            match entity.kind {
                EntityKind::Person => {
                    for role in &entity.roles {
                        for other in spoken_for(role, &bodies) {
                            ties.tie(number, other);
                        }
                    }
                }
                EntityKind::Organisation => {
                    let key = body::key(&entity.name);
                    let state = key
                        .iter()
                        .filter(|_| key.len() > 1)
                        .filter_map(|word| bodies.get(std::slice::from_ref(word)))
                        .find(|&&state| entities.list[state].kind == EntityKind::State);
                    if let Some(&state) = state {
                        ties.tie(number, state);
                    }
                }
                _ => {}
            }
        }
        ties.by_resolution(corpus, entities);
        ties
    }

    /// Attribution already says who is whose spokesman.
    fn by_resolution(&mut self, corpus: &Corpus, entities: &Entities) {
        for (reading, r) in corpus.readings.iter().enumerate() {
            for speaker in r.attributions.iter().filter_map(|a| a.speaker.as_ref()) {
                let Some(body) = speaker.how.strip_prefix("spokesman of ") else {
                    continue;
                };
                let body = r.entities.iter().position(|e| e.name == body);
                if let Some(body) = body {
                    let of = &entities.of[reading];
                    self.tie(of[speaker.entity], of[body]);
                }
            }
        }
    }

    fn tie(&mut self, a: usize, b: usize) {
        if a != b {
            self.ties.entry(a).or_default().insert(b);
            self.ties.entry(b).or_default().insert(a);
        }
    }

    /// Who is tied to an entity.
    pub(crate) fn of_entity(&self, entity: usize) -> impl Iterator<Item = usize> + '_ {
        self.ties.get(&entity).into_iter().flatten().copied()
    }
}

/// The bodies named in the role of somebody's voice: `Kremlin spokesman`.
fn spoken_for(role: &str, bodies: &BTreeMap<Vec<String>, usize>) -> Vec<usize> {
    let folded = role.to_lowercase();
    if !VOICES.iter().any(|voice| folded.contains(voice)) {
        return Vec::new();
    }
    let words: Vec<&str> = role.split_whitespace().collect();
    let mut found = Vec::new();
    for from in 0..words.len() {
        for to in (from + 1..=words.len().min(from + 5)).rev() {
            if let Some(&body) = bodies.get(&body::key(&words[from..to].join(" "))) {
                found.push(body);
                break;
            }
        }
    }
    found
}
