//! The table of entities.

use super::part::TEXTS;
use crate::cell::{Cell, Column, Kind, Row};
use dixit_model::{EntityKind, Record};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const COLUMNS: &[Column] = &[
    Column::new("id", Kind::Text, "the entity's id"),
    Column::new("name", Kind::Text, "its canonical name"),
    Column::new(
        "kind",
        Kind::Text,
        "person, organisation, state, place, group, document or other",
    ),
    Column::new("names", TEXTS, "all its names, the most frequent first"),
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
    names: Vec<String>,
    roles: Vec<String>,
    articles: usize,
    statements: usize,
    why: Vec<String>,
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
                        names: Vec::new(),
                        roles: Vec::new(),
                        articles: 0,
                        statements: 0,
                        why: Vec::new(),
                    });
                    self.all.len() - 1
                }
            };
            let row = &mut self.all[place];
            row.articles += in_articles.len();
            row.statements += statements;
            for (all, more) in [
                (&mut row.names, &entity.names),
                (&mut row.roles, &entity.roles),
                (&mut row.why, &entity.why),
            ] {
                let new = more.iter().filter(|text| !all.contains(text));
                let new: Vec<String> = new.cloned().collect();
                all.extend(new);
            }
        }
    }

    /// The rows, in the order in which the entities came.
    pub fn rows<'r>(&self) -> Vec<Row<'r>> {
        let texts = |all: &[String]| Cell::list(all.to_vec(), Cell::from);
        let row = |row: &Gathered| {
            vec![
                row.id.clone().into(),
                row.name.clone().into(),
                row.kind.word().into(),
                texts(&row.names),
                texts(&row.roles),
                Cell::count(row.articles),
                Cell::count(row.statements),
                texts(&row.why),
            ]
        };
        self.all.iter().map(row).collect()
    }
}
