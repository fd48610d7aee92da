//! Entities of stories as entities of the ledger.
//!
//! A name that is known beyond its story is a *form*. What a form means depends
//! on the other forms of its block alone: when a story brings or takes one, its
//! block is settled anew, and only stories whose names mean somebody else now
//! are told again.

use super::block::Block;
use super::store::{new_entity, rewrite_entity_text};
use crate::counts::Counted;
use crate::{Error, Result, key};
use dixit_model::{EntityKind, RecordEntity};
use dixit_record::Form;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Sentences on why an entity is one that a ledger keeps.
const REASONS: usize = 40;

/// Names that changed in a transaction.
#[derive(Default)]
pub(super) struct Names {
    /// Blocks to be settled.
    blocks: BTreeSet<String>,
    /// Whom the names mean that were brought, once they are settled.
    whose: BTreeMap<i64, Option<i64>>,
    /// Entities that may have lost their last name or gained another.
    entities: BTreeSet<i64>,
    /// Whom the names of an entity mean now.
    moved: BTreeMap<i64, i64>,
    /// Entities that go by a name more or less.
    pub(super) renamed: BTreeSet<i64>,
}

impl Names {
    /// Counts the names of a story that is to be stored; a form for each that
    /// is known beyond it.
    pub(super) fn bring(
        &mut self,
        tx: &Connection,
        entities: &[RecordEntity],
    ) -> Result<Vec<Option<i64>>> {
        let mut forms = Vec::with_capacity(entities.len());
        for entity in entities {
            let Some(form) = Form::of(entity) else {
                forms.push(None);
                continue;
            };
            let mut count = tx.prepare_cached(
                "INSERT INTO form (block, text, id, uses)
                 VALUES (?1, ?2, (SELECT ifnull(max(id), 0) + 1 FROM form), ?3)
                 ON CONFLICT (block, text) DO UPDATE SET uses = uses + ?3 RETURNING id",
            )?;
            let uses = entity.members.len();
            let id = count.query_row(params![form.block, form.text, uses], |row| row.get(0))?;
            forms.push(Some(id));
            self.whose.insert(id, None);
            self.blocks.insert(form.block);
        }
        Ok(forms)
    }

    /// Counts the names of a story down that is about to be forgotten.
    pub(super) fn take(&mut self, tx: &Connection, story: i64) -> Result<()> {
        let mut used = tx.prepare_cached(
            "SELECT l.entity, f.id, f.block, l.uses FROM story_entity l
             LEFT JOIN form f ON f.id = l.form WHERE l.story = ?1",
        )?;
        let mut rows = used.query([story])?;
        while let Some(row) = rows.next()? {
            self.entities.insert(row.get(0)?);
            if let (Some(form), Some(block)) = (row.get::<_, Option<i64>>(1)?, row.get(2)?) {
                let uses: i64 = row.get(3)?;
                tx.prepare_cached("UPDATE form SET uses = uses - ?2 WHERE id = ?1")?
                    .execute([form, uses])?;
                self.blocks.insert(block);
            }
        }
        Ok(())
    }

    /// Settles what the changed names mean; the stories, as rows, in which one
    /// means somebody else now.
    pub(super) fn settle(&mut self, tx: &Connection) -> Result<BTreeSet<i64>> {
        let mut stories = BTreeSet::new();
        for block in std::mem::take(&mut self.blocks) {
            self.settle_block(tx, &Block::read(tx, &block)?, &mut stories)?;
        }
        Ok(stories)
    }

    fn settle_block(
        &mut self,
        tx: &Connection,
        block: &Block,
        stories: &mut BTreeSet<i64>,
    ) -> Result<()> {
        for (lead, members) in &block.groups {
            // Most names of a large block mean whom they meant.
            let entity = match block.settled(lead, members) {
                Some(entity) => entity,
                None => self.settle_group(tx, block, lead, stories)?,
            };
            for &at in members {
                if let Some(whose) = self.whose.get_mut(&block.rows[at].form) {
                    *whose = Some(entity);
                }
            }
        }
        Ok(())
    }

    /// Settles the names that `lead` leads; whom they mean.
    fn settle_group(
        &mut self,
        tx: &Connection,
        block: &Block,
        lead: &str,
        stories: &mut BTreeSet<i64>,
    ) -> Result<i64> {
        let members = &block.groups[lead];
        let entity = entity_of(tx, block, lead, members)?;
        self.entities.insert(entity);
        for &at in members {
            let Some(before) = block.mean(tx, at, lead, entity)? else {
                continue;
            };
            self.entities.insert(before);
            self.moved.insert(before, entity);
            // Wherever it was told, it meant the one before.
            let mut told = tx
                .prepare_cached("SELECT story FROM story_entity WHERE entity = ?1 AND form = ?2")?;
            let mut told = told.query([before, block.rows[at].form])?;
            while let Some(row) = told.next()? {
                stories.insert(row.get(0)?);
            }
        }
        Ok(entity)
    }

    /// The ledger's entities for those of a story, whose forms are settled.
    pub(super) fn entities(
        &mut self,
        tx: &Connection,
        story: &str,
        entities: &[RecordEntity],
        forms: &[Option<i64>],
    ) -> Result<Vec<i64>> {
        let mut rows = Vec::with_capacity(entities.len());
        let mut local = BTreeMap::new();
        for (entity, form) in entities.iter().zip(forms) {
            let row = match form {
                Some(form) => {
                    let row = self.whose.get(form).copied().flatten();
                    let row = row.ok_or_else(|| Error::damaged("a block of names"))?;
                    tx.prepare_cached("UPDATE entity SET kind = ?2 WHERE id = ?1 AND kind = ''")?
                        .execute(params![row, entity.kind.word()])?;
                    row
                }
                None => {
                    let name = key::fold(&entity.name);
                    // Two of one story by one name are told apart by number.
                    let number: &mut usize = local.entry((entity.kind, name.clone())).or_default();
                    *number += 1;
                    let identity = format!("{story} {} {name} {number}", entity.kind.word());
                    named(tx, &identity, entity.kind.word(), &entity.name)?
                }
            };
            self.entities.insert(row);
            rows.push(row);
        }
        Ok(rows)
    }

    /// Names, kinds and reasons of all entities that changed, and those gone
    /// that no story speaks of any more.
    pub(super) fn describe(&mut self, tx: &Connection) -> Result<()> {
        for entity in std::mem::take(&mut self.entities) {
            let described = describe(tx, entity, self.moved.get(&entity).copied())?;
            let renamed = self.renamed.remove(&entity);
            if described == Described::Renamed || described == Described::Same && renamed {
                rewrite_entity_text(tx, entity)?;
            }
        }
        Ok(())
    }

    /// Notes why an entity of a story is one.
    pub(super) fn reasons(&mut self, tx: &Connection, entity: i64, why: &[String]) -> Result<()> {
        if why.is_empty() {
            return Ok(());
        }
        let mut known = tx.prepare_cached("SELECT why FROM entity WHERE id = ?1")?;
        let known: String = known.query_row([entity], |row| row.get(0))?;
        let known: Vec<String> = serde_json::from_str(&known)?;
        let all: BTreeSet<&String> = known.iter().chain(why).collect();
        let all: Vec<&String> = all.into_iter().take(REASONS).collect();
        if all.iter().copied().eq(&known) {
            return Ok(());
        }
        tx.prepare_cached("UPDATE entity SET why = ?2 WHERE id = ?1")?
            .execute(params![entity, serde_json::to_string(&all)?])?;
        Ok(())
    }
}

/// The entity of the names that `lead` leads. Where another name led before, the
/// entity of those names stays, under the new identity.
fn entity_of(tx: &Connection, block: &Block, lead: &str, members: &[usize]) -> Result<i64> {
    let identity = block.identity(lead);
    if let Some(known) = with_identity(tx, &identity)? {
        return Ok(known);
    }
    let Some((heir, before)) = block.heir(tx, members)? else {
        return named(tx, &identity, "", "");
    };
    let key = key::of_identity(&identity);
    tx.prepare_cached("UPDATE entity SET identity = ?2, key = ?3 WHERE id = ?1")?
        .execute(params![heir, identity, key])?;
    lead_on(tx, &before, &key)?;
    Ok(heir)
}

/// The entity that is known by an identity.
fn with_identity(tx: &Connection, identity: &str) -> Result<Option<i64>> {
    let mut known = tx.prepare_cached("SELECT id FROM entity WHERE key = ?1 AND identity = ?2")?;
    Ok(known
        .query_row([&key::of_identity(identity), identity], |row| row.get(0))
        .optional()?)
}

/// The entity with an identity, made where there is none.
fn named(tx: &Connection, identity: &str, kind: &str, name: &str) -> Result<i64> {
    if let Some(known) = with_identity(tx, identity)? {
        return Ok(known);
    }
    let key = key::of_identity(identity);
    tx.prepare_cached("DELETE FROM alias WHERE key = ?1")?
        .execute([&key])?;
    new_entity(tx, &key, identity, kind, name)
}

/// Notes where a key leads now.
fn lead_on(tx: &Connection, before: &str, now: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM alias WHERE key = ?1")?
        .execute([now])?;
    tx.prepare_cached("INSERT OR REPLACE INTO alias VALUES (?1, 'entity', ?2)")?
        .execute([before, now])?;
    Ok(())
}

/// What became of an entity.
#[derive(PartialEq, Eq)]
enum Described {
    Same,
    Renamed,
    Gone,
}

fn describe(tx: &Connection, entity: i64, moved: Option<i64>) -> Result<Described> {
    let mut known = tx.prepare_cached("SELECT identity, name FROM entity WHERE id = ?1")?;
    let known: Option<(String, String)> = known
        .query_row([entity], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((identity, name)) = known else {
        return Ok(Described::Gone);
    };
    let mut used = tx.prepare_cached("SELECT 1 FROM story_entity WHERE entity = ?1")?;
    if !used.exists([entity])? {
        gone(tx, entity, moved)?;
        return Ok(Described::Gone);
    }
    // Who is known in one story only is named there.
    if identity.split(' ').next().is_some_and(key::is_of_story) {
        return Ok(Described::Same);
    }
    let mut names = tx.prepare_cached(
        "SELECT name FROM entity_name WHERE entity = ?1 ORDER BY uses DESC, name LIMIT 64",
    )?;
    let mut names = names.query_map([entity], |row| row.get::<_, String>(0))?;
    // What it is known by is written in several ways: the most used counts.
    let best = names.find(|name| match name {
        Ok(name) => knows(name, &identity),
        Err(_) => true,
    });
    match best.transpose()? {
        Some(best) if best != name => {
            tx.prepare_cached("UPDATE entity SET name = ?2 WHERE id = ?1")?
                .execute(params![entity, best])?;
            Ok(Described::Renamed)
        }
        _ => Ok(Described::Same),
    }
}

/// Whether a name alone gives an identity.
fn knows(name: &str, identity: &str) -> bool {
    let kind = match identity.starts_with("person ") {
        true => EntityKind::Person,
        false => EntityKind::Organisation,
    };
    let form = Form::of(&RecordEntity {
        id: String::new(),
        name: name.to_owned(),
        kind,
        names: vec![name.to_owned()],
        roles: Vec::new(),
        members: Vec::new(),
        why: Vec::new(),
    });
    form.is_some_and(|form| form.identity(&form.text) == identity)
}

/// Removes an entity that no story speaks of any more.
fn gone(tx: &Connection, entity: i64, heir: Option<i64>) -> Result<()> {
    if let Some(heir) = heir {
        let mut key = tx.prepare_cached("SELECT key FROM entity WHERE id = ?1")?;
        let before: String = key.query_row([entity], |row| row.get(0))?;
        let now: Option<String> = key.query_row([heir], |row| row.get(0)).optional()?;
        if let Some(now) = now {
            lead_on(tx, &before, &now)?;
        }
    }
    for sql in [
        "UPDATE form SET entity = NULL, lead = NULL WHERE entity = ?1",
        "DELETE FROM entity_name WHERE entity = ?1",
        "DELETE FROM entity_text WHERE rowid = ?1",
        "DELETE FROM entity WHERE id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([entity])?;
    }
    Counted::Entities.add(tx, -1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(names: &[&str]) -> RecordEntity {
        RecordEntity {
            id: String::new(),
            name: names[0].to_owned(),
            kind: EntityKind::Organisation,
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            roles: Vec::new(),
            members: vec![(0, 0)],
            why: Vec::new(),
        }
    }

    #[test]
    fn an_entity_that_another_block_means_is_not_taken_over() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../schema.sql")).unwrap();
        let full = body(&["Norwegian Defence Ministry"]);
        let short = body(&["Defence Ministry", "Norwegian Defence Ministry"]);
        let acronym = body(&["DM"]);
        let block = |entity| Form::of(entity).unwrap().block;
        assert!(block(&short) == block(&acronym) && block(&short) != block(&full));
        let settle = |bodies: &[RecordEntity]| {
            let mut names = Names::default();
            names.bring(&conn, bodies).unwrap();
            names.settle(&conn).unwrap();
        };
        settle(&[full.clone(), short.clone(), acronym.clone()]);
        let identity = |entity: &RecordEntity| -> String {
            let Form { block, text } = Form::of(entity).unwrap();
            let sql = "SELECT e.identity FROM form f JOIN entity e ON e.id = f.entity
                       WHERE f.block = ?1 AND f.text = ?2";
            conn.query_row(sql, [block, text], |row| row.get(0))
                .unwrap()
        };
        let before = identity(&full);
        assert_eq!(identity(&acronym), before);
        // The one name goes that led the acronym.
        let Form { block, text } = Form::of(&short).unwrap();
        conn.execute(
            "UPDATE form SET uses = 0 WHERE block = ?1 AND text = ?2",
            [block, text],
        )
        .unwrap();
        settle(std::slice::from_ref(&acronym));
        assert_eq!(identity(&full), before);
        assert_ne!(identity(&acronym), before);
    }
}
