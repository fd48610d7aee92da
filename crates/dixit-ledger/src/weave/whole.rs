//! All articles woven anew, from the record of the whole coverage.

use super::Weaving;
use super::store::{
    StoryRows, ToldArticle, describe_entity, forget_story, new_entity, store_story,
};
use crate::article::as_read;
use crate::correction::in_effect;
use crate::{Ledger, Result, key};
use dixit_model::{CodePoints, Reading, Record, RecordEntity, Spans};
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};

/// Tells the whole coverage anew; how many stories it has.
pub(crate) fn weave(
    ledger: &mut Ledger,
    weaving: &Weaving,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<usize> {
    let tx = ledger.write()?;
    let mut ids = tx.prepare("SELECT key, id FROM article")?;
    let rows: BTreeMap<String, i64> = ids
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    drop(ids);
    let corrections = in_effect(&tx)?;
    let mut told: BTreeMap<String, ToldArticle> = BTreeMap::new();
    let mut readings = Vec::new();
    for (key, &id) in &rows {
        let mut corrected = corrections.apply(as_read(&tx, id)?);
        if let Some(day) = corrected.dated {
            (weaving.redate)(&mut corrected.reading, day);
        }
        let article = ToldArticle {
            id,
            changed: true,
            states: corrected.states,
            rejected: corrected.rejected,
        };
        readings.push(corrected.reading);
        told.insert(key.clone(), article);
    }
    let record = dixit_record::build_with(readings, weaving.redate);
    let mut stories = tx.prepare("SELECT id FROM story")?;
    let old: Vec<i64> = stories
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    drop(stories);
    for story in old {
        forget_story(&tx, story)?;
    }
    tx.execute_batch("DELETE FROM entity_name; DELETE FROM entity; DELETE FROM entity_text")?;
    let keys = Keys::of(&record);
    let mut entities = Vec::new();
    for (entity, key) in record.entities.iter().zip(&keys.entities) {
        let id = new_entity(&tx, key, entity.kind, &entity.name)?;
        describe_entity(&tx, id, entity.kind, &entity.name, &entity.why)?;
        entities.push(id);
    }
    let mut story_rows = BTreeMap::new();
    for number in 0..record.stories.len() {
        let (part, used) = one_story(&record, number, &keys);
        let articles: Vec<ToldArticle> = part
            .readings
            .iter()
            .map(|reading| told[&reading.article.id].clone())
            .collect();
        let own: Vec<i64> = used.iter().map(|&entity| entities[entity]).collect();
        let rows = StoryRows {
            key: &part.stories[0].id,
            record: &part,
            articles: &articles,
            entities: &own,
        };
        let id = store_story(&tx, &rows)?;
        story_rows.insert(record.stories[number].id.as_str(), id);
        progress(number + 1, record.stories.len());
    }
    for story in &record.stories {
        for earlier in &story.earlier {
            tx.execute(
                "INSERT INTO earlier VALUES (?1, ?2)",
                params![story_rows[story.id.as_str()], story_rows[earlier.as_str()]],
            )?;
        }
    }
    for position in &record.positions {
        for pair in position.entries.windows(2) {
            tx.execute(
                "INSERT OR IGNORE INTO position_link SELECT a.id, b.id, 1.0
                 FROM statement a, statement b WHERE a.key = ?1 AND b.key = ?2",
                params![
                    keys.statements[&pair[0].statement],
                    keys.statements[&pair[1].statement]
                ],
            )?;
        }
    }
    tx.execute("DELETE FROM touched", [])?;
    tx.commit()?;
    Ok(record.stories.len())
}

/// The keys of what a record calls `s1`, `st1`, `e1`.
struct Keys {
    stories: BTreeMap<String, String>,
    statements: BTreeMap<String, String>,
    entities: Vec<String>,
}

impl Keys {
    fn of(record: &Record) -> Self {
        let article = |index: usize| record.readings[index].article.id.as_str();
        let stories = record.stories.iter().map(|story| {
            let first = story.articles.iter().map(|m| article(m.article)).min();
            (story.id.clone(), key::of_story(first.unwrap_or_default()))
        });
        let mut taken = BTreeSet::new();
        let statements = record.statements.iter().map(|statement| {
            let spans = statement.members.iter().filter_map(|member| {
                let reading = &record.readings[member.article];
                let mut own = reading.attributions.iter();
                let row = own.find(|row| row.id == member.attribution)?;
                let [start, end] = CodePoints::new(&reading.article.text).span(row.content.hull()?);
                Some((article(member.article), start, end))
            });
            let founder = spans.min().unwrap_or_default();
            let mut end = founder.2;
            let mut key = key::of_statement(founder.0, founder.1, end);
            while !taken.insert(key.clone()) {
                end += 1;
                key = key::of_statement(founder.0, founder.1, end);
            }
            (statement.id.clone(), key)
        });
        let statements = statements.collect();
        let mut taken = BTreeSet::new();
        let entities = record.entities.iter().map(|entity| {
            let mut name = entity.name.clone();
            let mut key = key::of_entity(entity.kind, &name);
            while !taken.insert(key.clone()) {
                name.push_str(" again");
                key = key::of_entity(entity.kind, &name);
            }
            key
        });
        Keys {
            stories: stories.collect(),
            statements,
            entities: entities.collect(),
        }
    }
}

/// The record of one story out of many, with keys for ids, and which of the
/// record's entities it speaks of.
fn one_story(record: &Record, number: usize, keys: &Keys) -> (Record, Vec<usize>) {
    let mut story = record.stories[number].clone();
    let own_id = story.id.clone();
    let mut articles: Vec<usize> = story.articles.iter().map(|m| m.article).collect();
    articles.sort_unstable();
    let here: BTreeMap<usize, usize> = articles.iter().enumerate().map(|(n, &a)| (a, n)).collect();
    let readings: Vec<Reading> = articles
        .iter()
        .map(|&article| record.readings[article].clone())
        .collect();
    let used: Vec<usize> = (0..record.entities.len())
        .filter(|&e| {
            record.entities[e]
                .members
                .iter()
                .any(|m| here.contains_key(&m.0))
        })
        .collect();
    let local: BTreeMap<usize, usize> = used.iter().enumerate().map(|(n, &e)| (e, n)).collect();
    let entities: Vec<RecordEntity> = used
        .iter()
        .map(|&entity| {
            let mut part = record.entities[entity].clone();
            part.id.clone_from(&keys.entities[entity]);
            part.members.retain(|member| here.contains_key(&member.0));
            part.members.iter_mut().for_each(|m| m.0 = here[&m.0]);
            part
        })
        .collect();
    let mut copies = Vec::new();
    let mut copy_now = BTreeMap::new();
    for (index, copy) in record.copies.iter().enumerate() {
        let mut copy = copy.clone();
        copy.passages.retain(|p| here.contains_key(&p.article));
        if copy.passages.len() > 1 {
            copy.passages
                .iter_mut()
                .for_each(|p| p.article = here[&p.article]);
            copy.credit = copy
                .credit
                .filter(|credit| here.contains_key(&credit.article));
            copy.credit
                .iter_mut()
                .for_each(|credit| credit.article = here[&credit.article]);
            copy_now.insert(index, copies.len());
            copies.push(copy);
        }
    }
    let mut statements = Vec::new();
    for statement in record.statements.iter().filter(|s| s.story == own_id) {
        let mut statement = statement.clone();
        statement.id.clone_from(&keys.statements[&statement.id]);
        statement.story.clone_from(&keys.stories[&own_id]);
        statement.speaker = statement.speaker.and_then(|e| local.get(&e).copied());
        statement.to = statement.to.and_then(|e| local.get(&e).copied());
        let denied = statement.denied_by.iter();
        statement.denied_by = denied
            .filter_map(|id| keys.statements.get(id).cloned())
            .collect();
        statement
            .members
            .iter_mut()
            .for_each(|m| m.article = here[&m.article]);
        let wordings = statement.wordings.iter_mut();
        wordings.for_each(|w| w.member.article = here[&w.member.article]);
        for route in &mut statement.routes {
            route.article = here[&route.article];
            let relays = route.relays.iter();
            route.relays = relays.filter_map(|e| local.get(e).copied()).collect();
            route.copy = route.copy.and_then(|copy| copy_now.get(&copy).copied());
        }
        statements.push(statement);
    }
    story.id.clone_from(&keys.stories[&own_id]);
    story
        .articles
        .iter_mut()
        .for_each(|m| m.article = here[&m.article]);
    let earlier = story.earlier.iter();
    story.earlier = earlier
        .filter_map(|id| keys.stories.get(id).cloned())
        .collect();
    for finding in &mut story.findings {
        let statement = finding.statement.take();
        finding.statement = statement.and_then(|id| keys.statements.get(&id).cloned());
    }
    for side in story.disagreements.iter_mut().flat_map(|d| &mut d.sides) {
        side.passages.retain(|p| here.contains_key(&p.article));
        side.passages
            .iter_mut()
            .for_each(|p| p.article = here[&p.article]);
    }
    let part = Record {
        readings,
        stories: vec![story],
        statements,
        entities,
        copies,
        positions: Vec::new(),
    };
    (part, used)
}
