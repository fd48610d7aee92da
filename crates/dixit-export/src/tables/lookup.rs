//! What rows of one table have to know of the others.

use super::part;
use crate::cell::Cell;
use dixit_model::{CodePoints, Passage, Record};
use std::collections::HashMap;

/// A record, and what stands where in it.
pub(super) struct Lookup<'r> {
    pub record: &'r Record,
    /// By reading.
    pub maps: Vec<CodePoints<'r>>,
    /// By reading: its story, as an index, and why it is there.
    pub story: Vec<Option<(usize, &'r str)>>,
    /// By reading and entity of it: the record's entity.
    pub entity: Vec<Vec<Option<usize>>>,
    /// By reading and attribution: the statement.
    pub statement: Vec<HashMap<&'r str, &'r str>>,
}

impl<'r> Lookup<'r> {
    pub fn new(record: &'r Record) -> Self {
        let readings = &record.readings;
        let maps = readings.iter().map(|r| CodePoints::new(&r.article.text));
        let mut story = vec![None; readings.len()];
        for (number, told) in record.stories.iter().enumerate() {
            for membership in &told.articles {
                story[membership.article] = Some((number, membership.why.as_str()));
            }
        }
        let mut statement = vec![HashMap::new(); readings.len()];
        for told in &record.statements {
            for member in &told.members {
                statement[member.article].insert(member.attribution.as_str(), told.id.as_str());
            }
        }
        Lookup {
            maps: maps.collect(),
            record,
            story,
            entity: record.identities(),
            statement,
        }
    }

    pub fn article(&self, reading: usize) -> &'r str {
        &self.record.readings[reading].article.id
    }

    pub fn story_id(&self, reading: usize) -> Option<&'r str> {
        let (number, _) = self.story[reading]?;
        Some(&self.record.stories[number].id)
    }

    /// An entity of the record, as [`part::ENTITY`].
    pub fn entity_ref(&self, entity: usize) -> Cell<'r> {
        let entity = &self.record.entities[entity];
        let kind = entity.kind.word();
        Cell::Struct(vec![
            (&entity.name).into(),
            kind.into(),
            (&entity.id).into(),
        ])
    }

    /// The id and name by which an entity of a reading is known: those of the
    /// record's entity, or else its place in the article.
    pub fn known_as(&self, reading: usize, local: usize) -> (Cell<'r>, Cell<'r>) {
        match self.entity[reading][local] {
            Some(entity) => {
                let entity = &self.record.entities[entity];
                ((&entity.id).into(), (&entity.name).into())
            }
            None => {
                let own = &self.record.readings[reading].entities[local];
                let id = format!("{}/{}", self.article(reading), local + 1);
                (id.into(), (&own.name).into())
            }
        }
    }

    /// Words of an article, as [`part::PASSAGE`].
    pub fn passage(&self, passage: &Passage) -> Cell<'r> {
        let [start, end] = self.maps[passage.article].span(passage.span);
        let article = self.article(passage.article).into();
        Cell::Struct(vec![article, Cell::count(start), Cell::count(end)])
    }

    /// Where words of a reading stand, as [`part::SPAN`].
    pub fn span(&self, reading: usize, span: dixit_model::Span) -> Cell<'r> {
        part::span(&self.maps[reading], span)
    }
}
