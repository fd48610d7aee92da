//! Who cites whom.

use super::{Edge, Node};
use dixit_model::{Record, Resolved};
use std::collections::{BTreeMap, BTreeSet};

/// A party: an outlet by its name, or an entity by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Party {
    Outlet(String),
    Entity(String),
}

/// What is gathered of citations: parties and pairs of them, no articles.
#[derive(Default)]
pub(crate) struct Citations {
    /// Name and kind of entities.
    entities: BTreeMap<String, (String, &'static str)>,
    weights: BTreeMap<(Party, Party), usize>,
}

impl Citations {
    pub fn add(&mut self, record: &Record) {
        for (reading, of) in record.readings.iter().zip(&record.identities()) {
            let Some(outlet) = &reading.article.outlet else {
                continue;
            };
            for row in &reading.attributions {
                let chain = row.via.iter().chain(&row.speaker);
                let mut from = Party::Outlet(outlet.value.clone());
                for role in chain {
                    let Some(to) = self.party(record, of, role) else {
                        continue;
                    };
                    if from != to {
                        *self.weights.entry((from, to.clone())).or_default() += 1;
                    }
                    from = to;
                }
            }
        }
    }

    fn party(&mut self, record: &Record, of: &[Option<usize>], role: &Resolved) -> Option<Party> {
        let entity = &record.entities[of[role.entity]?];
        let known = || (entity.name.clone(), entity.kind.word());
        self.entities.entry(entity.id.clone()).or_insert_with(known);
        Some(Party::Entity(entity.id.clone()))
    }

    /// An entity that is one of the outlets is one node with it.
    pub fn finish(self) -> (Vec<Node>, Vec<Edge>) {
        let outlets: BTreeMap<String, String> = self
            .weights
            .keys()
            .flat_map(|(from, to)| [from, to])
            .filter_map(|party| match party {
                Party::Outlet(name) => Some((name.to_lowercase(), name.clone())),
                Party::Entity(_) => None,
            })
            .collect();
        let entities = self.entities;
        let one = |party: &Party| match party {
            Party::Entity(id) => {
                let outlet = outlets.get(&entities[id].0.to_lowercase());
                outlet.map_or_else(|| party.clone(), |name| Party::Outlet(name.clone()))
            }
            Party::Outlet(_) => party.clone(),
        };
        let mut weights: BTreeMap<(Party, Party), usize> = BTreeMap::new();
        for ((from, to), weight) in &self.weights {
            let (from, to) = (one(from), one(to));
            if from != to {
                *weights.entry((from, to)).or_default() += weight;
            }
        }
        let parties: BTreeSet<&Party> = weights.keys().flat_map(|(from, to)| [from, to]).collect();
        let node = |party: &Party| {
            let (label, kind) = match party {
                Party::Outlet(name) => (name.clone(), "outlet"),
                Party::Entity(id) => entities[id].clone(),
            };
            Node {
                id: id(party),
                label,
                kind,
                statement: None,
                independent: None,
            }
        };
        let nodes = parties.into_iter().map(node).collect();
        let edges = weights.iter().map(|((from, to), &weight)| Edge {
            from: id(from),
            to: id(to),
            weight,
        });
        (nodes, edges.collect())
    }
}

fn id(party: &Party) -> String {
    match party {
        Party::Outlet(name) => format!("outlet:{name}"),
        Party::Entity(id) => format!("entity:{id}"),
    }
}
