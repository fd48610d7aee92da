//! Somebody or something an article speaks of.

use crate::gender::Gender;
use crate::title::Title;
use dixit_model::{Entity, EntityKind, Mention};
use std::collections::{BTreeMap, BTreeSet};

/// An entity while it is being worked out.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub name: String,
    pub kind: EntityKind,
    /// Every name, with how often it stands.
    pub names: BTreeMap<String, usize>,
    pub titles: Vec<Title>,
    pub gender: Gender,
    /// Whether `they` means it.
    pub plural: bool,
    /// The noun of a description that names nobody: `official`.
    pub head: Option<String>,
    /// Nouns for what it is that stand beside its name: `newspaper`.
    pub nouns: BTreeSet<String>,
    pub mentions: Vec<Mention>,
}

impl Figure {
    pub fn new(name: impl Into<String>, kind: EntityKind) -> Self {
        Figure {
            name: name.into(),
            kind,
            names: BTreeMap::new(),
            titles: Vec::new(),
            gender: Gender::Unknown,
            plural: kind == EntityKind::Group,
            head: None,
            nouns: BTreeSet::new(),
            mentions: Vec::new(),
        }
    }

    /// Adds what stands beside one of its names.
    pub fn learn(&mut self, titles: Vec<Title>, gender: Gender) {
        if self.gender == Gender::Unknown {
            self.gender = gender;
        }
        for title in titles {
            if !self.titles.contains(&title) {
                self.titles.push(title);
            }
        }
    }

    /// The entity as the reading holds it.
    pub fn into_entity(mut self) -> Entity {
        let mut names: Vec<(usize, String)> = self
            .names
            .into_iter()
            .map(|(name, count)| (count, name))
            .collect();
        names.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut roles: Vec<String> = Vec::new();
        for title in self.titles {
            if !roles.contains(&title.text) {
                roles.push(title.text);
            }
        }
        self.mentions.sort_by_key(|mention| mention.span);
        self.mentions.dedup_by_key(|mention| mention.span);
        Entity {
            name: self.name,
            kind: self.kind,
            names: names.into_iter().map(|(_, name)| name).collect(),
            roles,
            mentions: self.mentions,
        }
    }
}
