//! The table of entities.

use super::part::TEXTS;
use crate::cell::{Cell, Column, Kind, Row};
use dixit_model::{EntityKind, Record};
use std::collections::{BTreeMap, BTreeSet, HashSet};

pub(super) const COLUMNS: &[Column] = &[
    Column::new("id", Kind::Text, "the entity's id"),
    Column::new("name", Kind::Text, "its canonical name"),
    Column::new(
        "kind",
        Kind::Text,
        "person, organisation, state, place, group, document or other",
    ),
    Column::new(
        "names",
        TEXTS,
        "all its names, story by story, the most frequent of each first",
    ),
    Column::new(
        "roles",
        TEXTS,
        "titles, offices and descriptions it is given",
    ),
    Column::new("articles", Kind::Count, "how many articles speak of it"),
    Column::new("statements", Kind::Count, "how many statements it makes"),
    Column::new("why", TEXTS, "why its names are one, in sentences"),
];

/// The rows of entities, gathered while stories go by.
///
/// An entity may be in any number of stories, so its row is whole only at the
/// end. Nothing but the entities is kept.
#[derive(Debug, Default)]
pub struct EntityRows {
    all: Vec<Gathered>,
    place: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Gathered {
    id: String,
    name: String,
    kind: EntityKind,
    names: Texts,
    roles: Texts,
    articles: usize,
    statements: usize,
    why: Texts,
}

/// Texts in the order in which they came, each once.
#[derive(Debug, Default)]
struct Texts {
    all: Vec<String>,
    known: HashSet<String>,
}

impl Texts {
    fn extend(&mut self, more: &[String]) {
        for text in more {
            if self.known.insert(text.clone()) {
                self.all.push(text.clone());
            }
        }
    }

    fn cell<'r>(&self) -> Cell<'r> {
        Cell::list(self.all.clone(), Cell::from)
    }
}

impl EntityRows {
    /// The rows of one record.
    pub fn of(record: &Record) -> Self {
        let mut rows = EntityRows::default();
        rows.add(record);
        rows
    }

    /// Adds what `record` has of each entity.
    pub fn add(&mut self, record: &Record) {
        let mut makes = vec![0; record.entities.len()];
        for speaker in record.statements.iter().filter_map(|told| told.speaker) {
            makes[speaker] += 1;
        }
        for (entity, statements) in record.entities.iter().zip(makes) {
            let in_articles: BTreeSet<usize> = entity.members.iter().map(|&(at, _)| at).collect();
            let place = match self.place.get(&entity.id) {
                Some(&place) => place,
                None => {
                    self.place.insert(entity.id.clone(), self.all.len());
                    self.all.push(Gathered {
                        id: entity.id.clone(),
                        name: entity.name.clone(),
                        kind: entity.kind,
                        names: Texts::default(),
                        roles: Texts::default(),
                        articles: 0,
                        statements: 0,
                        why: Texts::default(),
                    });
                    self.all.len() - 1
                }
            };
            let row = &mut self.all[place];
            row.articles += in_articles.len();
            row.statements += statements;
            row.names.extend(&entity.names);
            row.roles.extend(&entity.roles);
            row.why.extend(&entity.why);
        }
    }

    /// The rows, in the order in which the entities came.
    pub fn rows<'r>(&self) -> Vec<Row<'r>> {
        let row = |row: &Gathered| {
            vec![
                row.id.clone().into(),
                row.name.clone().into(),
                row.kind.word().into(),
                row.names.cell(),
                row.roles.cell(),
                Cell::count(row.articles),
                Cell::count(row.statements),
                row.why.cell(),
            ]
        };
        self.all.iter().map(row).collect()
    }
}
