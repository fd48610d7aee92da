//! Stories' records as they are put together from the ledger.

use crate::article::as_told;
use crate::blob::unpack;
use crate::key::{Kind, find};
use crate::page::Found;
use crate::{Error, Ledger, Result};
use dixit_model::{EntityKind, Record, RecordEntity};
use dixit_record::{Places, renumber};
use std::collections::{BTreeMap, BTreeSet};

impl Ledger {
    /// The keys of all stories, by first day, then key.
    pub fn story_keys(&self) -> Result<Vec<String>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT key FROM story ORDER BY first, key")?;
        let keys = statement.query_map([], |row| row.get(0))?;
        Ok(keys.collect::<rusqlite::Result<_>>()?)
    }

    /// The record of some stories, as if it were all the coverage there is.
    ///
    /// Keys that lead nowhere are passed over.
    pub fn record(&self, stories: &[String]) -> Result<Record> {
        self.at_once(|ledger| ledger.record_now(stories))
    }

    /// What `work` learns of the ledger as it is at one moment, whatever others
    /// add or weave meanwhile.
    pub fn at_once<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Ledger) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        // Within another such moment it is that one.
        if !self.conn.is_autocommit() {
            return work(self);
        }
        let moment = self.conn.unchecked_transaction().map_err(Error::from)?;
        let learnt = work(self)?;
        moment.finish().map_err(Error::from)?;
        Ok(learnt)
    }

    fn record_now(&self, stories: &[String]) -> Result<Record> {
        let mut records = Vec::new();
        let mut taken = BTreeSet::new();
        for key in stories {
            let id = match find(&self.conn, Kind::Story, key)? {
                Some(Found::Here(id)) => id,
                Some(Found::Moved(now)) => match find(&self.conn, Kind::Story, &now)? {
                    Some(Found::Here(id)) => id,
                    _ => continue,
                },
                None => continue,
            };
            // Two keys may lead to one story, since stories are joined.
            if taken.insert(id) {
                records.push(self.record_of(id)?);
            }
        }
        if records.len() == 1 {
            return Ok(records.remove(0));
        }
        let mut record = side_by_side(records);
        record.positions = dixit_record::positions(&record.statements, &record.readings);
        self.look_back(&mut record)?;
        Ok(record)
    }

    /// Links the stories of a record to earlier ones among them.
    fn look_back(&self, record: &mut Record) -> Result<()> {
        let there: BTreeSet<String> = record.stories.iter().map(|s| s.id.clone()).collect();
        let mut statement = self.conn.prepare_cached(
            "SELECT e.key FROM earlier l JOIN story s ON s.id = l.story
             JOIN story e ON e.id = l.earlier WHERE s.key = ?1 ORDER BY e.first, e.key",
        )?;
        for story in &mut record.stories {
            let keys = statement.query_map([&story.id], |row| row.get(0))?;
            let keys: Vec<String> = keys.collect::<rusqlite::Result<_>>()?;
            story.earlier = keys.into_iter().filter(|key| there.contains(key)).collect();
        }
        Ok(())
    }

    /// One story's record: with its readings, and the ledger's entities.
    pub(crate) fn record_of(&self, story: i64) -> Result<Record> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT record FROM story WHERE id = ?1")?;
        let bytes: Vec<u8> = statement.query_row([story], |row| row.get(0))?;
        let mut record: Record = unpack(&bytes, "a story's record")?;
        let mut statement = self
            .conn
            .prepare_cached("SELECT article FROM membership WHERE story = ?1 ORDER BY place")?;
        let articles = statement.query_map([story], |row| row.get(0))?;
        let articles: Vec<i64> = articles.collect::<rusqlite::Result<_>>()?;
        record.readings = articles
            .into_iter()
            .map(|article| as_told(&self.conn, article))
            .collect::<Result<_>>()?;
        let mut statement = self.conn.prepare_cached(
            "SELECT e.key, e.name, e.kind FROM story_entity l JOIN entity e ON e.id = l.entity
             WHERE l.story = ?1 ORDER BY l.local",
        )?;
        let entities =
            statement.query_map([story], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let entities: Vec<(String, String, String)> = entities.collect::<rusqlite::Result<_>>()?;
        if entities.len() != record.entities.len() {
            return Err(Error::damaged("a story's record"));
        }
        let named = record.entities.iter_mut().zip(entities);
        for (entity, (key, name, kind)) in named {
            (entity.id, entity.name) = (key, name);
            entity.kind = kind_of(&kind).unwrap_or(entity.kind);
        }
        unite(&mut record);
        Ok(record)
    }
}

/// The kind with this word.
pub(crate) fn kind_of(word: &str) -> Option<EntityKind> {
    let mut all = EntityKind::ALL.iter().copied();
    all.find(|kind| kind.word() == word)
}

/// Joins the entities of a record that are one.
fn unite(record: &mut Record) {
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    let mut united: Vec<RecordEntity> = Vec::with_capacity(record.entities.len());
    let mut now = Vec::with_capacity(record.entities.len());
    for entity in record.entities.drain(..) {
        let at = *place.entry(entity.id.clone()).or_insert(united.len());
        now.push(at);
        match united.get_mut(at) {
            None => united.push(entity),
            Some(there) => {
                for (all, more) in [
                    (&mut there.names, entity.names),
                    (&mut there.roles, entity.roles),
                    (&mut there.why, entity.why),
                ] {
                    let new: Vec<String> = more.into_iter().filter(|m| !all.contains(m)).collect();
                    all.extend(new);
                }
                there.members.extend(entity.members);
                there.members.sort_unstable();
            }
        }
    }
    let own: Vec<usize> = (0..record.readings.len()).collect();
    let places = Places {
        articles: &own,
        entities: &now,
        copies: 0,
    };
    renumber(record, &places);
    record.entities = united;
}

/// Several stories' records in one: indexes moved along, entities joined.
fn side_by_side(records: Vec<Record>) -> Record {
    let mut all = Record::default();
    for mut record in records {
        let after = |there: usize, here: usize| (there..there + here).collect::<Vec<usize>>();
        let places = Places {
            articles: &after(all.readings.len(), record.readings.len()),
            entities: &after(all.entities.len(), record.entities.len()),
            copies: all.copies.len(),
        };
        renumber(&mut record, &places);
        all.readings.extend(record.readings);
        all.stories.extend(record.stories);
        all.statements.extend(record.statements);
        all.entities.extend(record.entities);
        all.copies.extend(record.copies);
    }
    for (n, copy) in all.copies.iter_mut().enumerate() {
        copy.id = format!("c{}", n + 1);
    }
    unite(&mut all);
    all
}
