//! What an entity is called, gathered from the articles that name it.

use super::{canonical, most_counted};
use dixit_model::{Entity, EntityKind, RecordEntity};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How often each thing was counted.
type Counts<T> = BTreeMap<T, usize>;

/// Counts of what articles call one entity.
///
/// Counts add up, in any order and any grouping, so that an entity of a
/// hundred million articles can be described without one place that has seen
/// them all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naming {
    /// What articles take it for.
    pub kinds: Counts<EntityKind>,
    /// The name that each article knows it by.
    pub full: Counts<String>,
    /// These and all other names.
    pub names: Counts<String>,
    /// Titles, offices and descriptions.
    pub roles: Counts<String>,
    /// Why its names are one, in sentences.
    pub why: BTreeSet<String>,
}

impl Naming {
    /// Counts what one article calls it.
    pub fn add(&mut self, entity: &Entity) {
        let mut count = |counts: fn(&mut Naming) -> &mut Counts<String>, text: &String| {
            *counts(self).entry(text.clone()).or_default() += 1;
        };
        count(|own| &mut own.full, &entity.name);
        count(|own| &mut own.names, &entity.name);
        entity
            .names
            .iter()
            .for_each(|n| count(|own| &mut own.names, n));
        entity
            .roles
            .iter()
            .for_each(|r| count(|own| &mut own.roles, r));
        *self.kinds.entry(entity.kind).or_default() += 1;
    }

    /// The entity that is called so; it has no members yet.
    pub fn entity(self, id: String) -> RecordEntity {
        let kind = most_counted(self.kinds).unwrap_or(EntityKind::Other);
        let texts = |counts| ranked(counts).into_iter().map(|(text, _)| text).collect();
        RecordEntity {
            id,
            name: canonical(kind, &ranked(self.full)),
            kind,
            names: texts(self.names),
            roles: texts(self.roles),
            members: Vec::new(),
            why: self.why.into_iter().collect(),
        }
    }
}

/// The most frequent first.
fn ranked(counts: Counts<String>) -> Vec<(String, usize)> {
    let mut list: Vec<(String, usize)> = counts.into_iter().collect();
    list.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    list
}
