//! A told story as rows, and the rows of a story taken out again.
//!
//! What is counted across stories (statements and articles of a speaker, uses
//! of a name) is counted up when a story is stored and down when it is
//! forgotten, so that the time for a story does not grow with the ledger.

use crate::article::AttributionState;
use crate::blob::{pack, unpack};
use crate::counts::Counted;
use crate::ledger::touch;
use crate::taking::pack_reading;
use crate::{Error, Result, citation};
use dixit_model::{
    Attribution, CodePoints, Mode, Reading, Record, Resolved, Spans, Statement, Story,
};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A story that was told, to be stored.
pub(crate) struct StoryRows<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its record: one story, with its readings; ids are keys.
    pub record: &'a Record,
    /// The articles behind the record's readings, in their order.
    pub articles: &'a [ToldArticle],
    /// Rows of the record's entities, in their order.
    pub entities: &'a [i64],
    /// Rows of the forms by which they are known beyond the story.
    pub forms: &'a [Option<i64>],
}

/// An article as its story tells it.
#[derive(Clone, Debug, Default)]
pub(crate) struct ToldArticle {
    /// Its row.
    pub id: i64,
    /// Whether the reading that was told differs from the one that was stored.
    pub changed: bool,
    /// What people said about its attributions, by name.
    pub states: BTreeMap<String, AttributionState>,
    /// Attributions that people rejected, as the model read them.
    pub rejected: Vec<Attribution>,
}

/// Writes the rows of a story; its articles belong to no other then. Entities
/// that gain a name are `renamed`. The rows of its statements, in their order.
pub(crate) fn store_story(
    tx: &Connection,
    rows: &StoryRows,
    renamed: &mut BTreeSet<i64>,
) -> Result<Range<i64>> {
    let [story] = rows.record.stories.as_slice() else {
        return Err(Error::damaged("a story's record"));
    };
    let id = insert_story(tx, rows, story)?;
    let entity_of = entities_of_readings(rows);
    let mut statement_of: BTreeMap<(usize, &str), i64> = BTreeMap::new();
    let mut statements = 0..0;
    for (place, statement) in rows.record.statements.iter().enumerate() {
        let row = insert_statement(tx, rows, id, place, statement)?;
        statements = match place {
            0 => row..row + 1,
            _ if row == statements.end => statements.start..row + 1,
            _ => return Err(Error::damaged("the order of statements")),
        };
        for member in &statement.members {
            statement_of.insert((member.article, &member.attribution), row);
        }
    }
    for (number, article) in rows.articles.iter().enumerate() {
        let reading = &rows.record.readings[number];
        update_article(tx, id, article, reading)?;
        let map = CodePoints::new(&reading.article.text);
        let all = reading.attributions.iter().chain(&article.rejected);
        for attribution in all {
            let statement = statement_of
                .get(&(number, attribution.id.as_str()))
                .copied();
            let entity = |resolved: &Resolved| entity_of.get(&(number, resolved.entity)).copied();
            insert_attribution(tx, article, &map, reading, attribution, statement, &entity)?;
        }
    }
    for membership in &story.articles {
        tx.prepare_cached("INSERT INTO membership VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                id,
                membership.article,
                rows.articles[membership.article].id,
                membership.why
            ])?;
    }
    for (local, entity) in rows.entities.iter().enumerate() {
        let told = &rows.record.entities[local];
        tx.prepare_cached("INSERT INTO story_entity VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                id,
                local,
                entity,
                rows.forms[local],
                told.members.len()
            ])?;
        if count_names(tx, *entity, &told.names, 1)? {
            renamed.insert(*entity);
        }
    }
    count_statements(tx, id, 1)?;
    insert_copies(tx, rows)?;
    citation::count(tx, id, 1)?;
    tx.prepare_cached(
        "INSERT INTO statement_text (rowid, gist, wordings, marks)
         SELECT id, gist, wordings, marks FROM statement_words
         WHERE id >= ?1 AND id < ?2",
    )?
    .execute([statements.start, statements.end])?;
    Counted::Stories.add(tx, 1)?;
    Counted::Statements.add(tx, rows.record.statements.len() as i64)?;
    touch(tx)?;
    Ok(statements)
}

/// Takes the rows of a story out again. Its articles wait for another; its
/// entities stay, for the weaver to see who still speaks; those that lose a name
/// are `renamed`.
pub(crate) fn forget_story(tx: &Connection, story: i64, renamed: &mut BTreeSet<i64>) -> Result<()> {
    count_statements(tx, story, -1)?;
    citation::count(tx, story, -1)?;
    let mut record = tx.prepare_cached("SELECT record FROM story WHERE id = ?1")?;
    let record: Vec<u8> = record.query_row([story], |row| row.get(0))?;
    let record: Record = unpack(&record, "a story's record")?;
    let mut entities =
        tx.prepare_cached("SELECT entity FROM story_entity WHERE story = ?1 ORDER BY local")?;
    let entities: Vec<i64> = entities
        .query_map([story], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for (entity, told) in entities.iter().zip(&record.entities) {
        if count_names(tx, *entity, &told.names, -1)? {
            renamed.insert(*entity);
        }
    }
    // Full text has to be told what was there, while it is there.
    for sql in [
        "INSERT INTO statement_text (statement_text, rowid, gist, wordings, marks)
           SELECT 'delete', id, gist, wordings, marks FROM statement_words
           WHERE id IN (SELECT id FROM statement WHERE story = ?1)",
        "DELETE FROM relay WHERE attribution IN
           (SELECT id FROM attribution WHERE article IN
             (SELECT article FROM membership WHERE story = ?1))",
        "DELETE FROM attribution WHERE article IN
           (SELECT article FROM membership WHERE story = ?1)",
        "DELETE FROM copied WHERE article IN
           (SELECT article FROM membership WHERE story = ?1)",
        "DELETE FROM position_link WHERE a IN (SELECT id FROM statement WHERE story = ?1)",
        "DELETE FROM position_link WHERE b IN (SELECT id FROM statement WHERE story = ?1)",
        "DELETE FROM story_entity WHERE story = ?1",
        "UPDATE article SET story = NULL WHERE story = ?1",
        "DELETE FROM membership WHERE story = ?1",
        "DELETE FROM story WHERE id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([story])?;
    }
    let statements = tx
        .prepare_cached("DELETE FROM statement WHERE story = ?1")?
        .execute([story])?;
    Counted::Stories.add(tx, -1)?;
    Counted::Statements.add(tx, -(statements as i64))?;
    touch(tx)
}

/// A new entity without names or statements, which stories bring, and with the
/// names its full text. Its row.
pub(crate) fn new_entity(
    tx: &Connection,
    key: &str,
    identity: &str,
    kind: &str,
    name: &str,
) -> Result<i64> {
    tx.prepare_cached(
        "INSERT INTO entity (key, identity, kind, name, why) VALUES (?1, ?2, ?3, ?4, '[]')",
    )?
    .execute(params![key, identity, kind, name])?;
    let id = tx.last_insert_rowid();
    Counted::Entities.add(tx, 1)?;
    Ok(id)
}

/// The row of each entity of each reading.
fn entities_of_readings(rows: &StoryRows) -> BTreeMap<(usize, usize), i64> {
    let entities = rows.record.entities.iter().zip(rows.entities);
    entities
        .flat_map(|(entity, &row)| entity.members.iter().map(move |&member| (member, row)))
        .collect()
}

fn insert_story(tx: &Connection, rows: &StoryRows, story: &Story) -> Result<i64> {
    // The readings have rows of their own.
    let record = Record {
        readings: Vec::new(),
        stories: rows.record.stories.clone(),
        statements: rows.record.statements.clone(),
        entities: rows.record.entities.clone(),
        copies: rows.record.copies.clone(),
        positions: rows.record.positions.clone(),
    };
    let outlets: BTreeSet<&str> = rows
        .record
        .readings
        .iter()
        .filter_map(|reading| reading.article.outlet.as_ref())
        .map(|outlet| outlet.value.as_str())
        .collect();
    let independent = rows.record.statements.iter().map(|s| s.independent).max();
    tx.prepare_cached(
        "INSERT INTO story (key, title, first, last, articles, outlets, statements, independent,
           findings, disagreements, record)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        rows.key,
        story.title,
        story.first.map(|day| day.to_string()),
        story.last.map(|day| day.to_string()),
        rows.articles.len(),
        outlets.len(),
        rows.record.statements.len(),
        independent.unwrap_or(0),
        serde_json::to_string(&story.findings)?,
        serde_json::to_string(&story.disagreements)?,
        pack(&record)?,
    ])?;
    Ok(tx.last_insert_rowid())
}

fn insert_statement(
    tx: &Connection,
    rows: &StoryRows,
    story: i64,
    place: usize,
    statement: &Statement,
) -> Result<i64> {
    let articles: BTreeSet<usize> = statement.members.iter().map(|m| m.article).collect();
    let has = |mode: Mode| {
        statement.members.iter().any(|member| {
            let reading = &rows.record.readings[member.article];
            let mut own = reading.attributions.iter();
            own.any(|row| row.id == member.attribution && row.mode == mode)
        })
    };
    let modes: Vec<&str> = [Mode::Direct, Mode::Mixed, Mode::Indirect]
        .into_iter()
        .filter(|&mode| has(mode))
        .map(Mode::word)
        .collect();
    let entity = |local: Option<usize>| local.map(|local| rows.entities[local]);
    tx.prepare_cached(
        "INSERT INTO statement (key, story, place, speaker, addressee, channel, gist, said_on,
           said_on_how, independent, articles, modes, explanation)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        statement.id,
        story,
        place,
        entity(statement.speaker),
        entity(statement.to),
        statement.channel,
        statement.gist,
        statement.said_on.as_ref().map(|day| day.value.to_string()),
        statement.said_on.as_ref().map(|day| &day.how),
        statement.independent,
        articles.len(),
        modes.join(" "),
        statement.explanation,
    ])?;
    Ok(tx.last_insert_rowid())
}

fn update_article(
    tx: &Connection,
    story: i64,
    article: &ToldArticle,
    reading: &Reading,
) -> Result<()> {
    let told = match article.changed {
        true => Some(pack_reading(reading)?),
        false => None,
    };
    let outlet = reading.article.outlet.as_ref();
    let published = reading.article.published.as_ref();
    tx.prepare_cached(
        "UPDATE article SET story = ?2, outlet = ?3, outlet_how = ?4, published = ?5,
           published_how = ?6, told = ?7 WHERE id = ?1",
    )?
    .execute(params![
        article.id,
        story,
        outlet.map(|outlet| &outlet.value),
        outlet.map(|outlet| &outlet.how),
        published.map(|day| day.value.to_string()),
        published.map(|day| &day.how),
        told,
    ])?;
    Ok(())
}

fn insert_attribution(
    tx: &Connection,
    article: &ToldArticle,
    map: &CodePoints,
    reading: &Reading,
    attribution: &Attribution,
    statement: Option<i64>,
    entity: &dyn Fn(&Resolved) -> Option<i64>,
) -> Result<()> {
    let text = &reading.article.text;
    let Some(hull) = attribution.content.hull() else {
        return Err(Error::damaged("an attribution"));
    };
    let [start, end] = map.span(hull);
    let state = article.states.get(&attribution.id).copied();
    tx.prepare_cached(
        "INSERT INTO attribution (article, name, parent, statement, speaker, addressee, channel,
           mode, said_on, negated, hedged, confidence, start, end, source, cue, content, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?
    .execute(params![
        article.id,
        attribution.id,
        attribution.parent,
        statement,
        attribution.speaker.as_ref().and_then(entity),
        attribution.to.as_ref().and_then(entity),
        attribution.channel.as_ref().map(|channel| &channel.name),
        attribution.mode.word(),
        attribution
            .said_on
            .as_ref()
            .map(|day| day.value.to_string()),
        attribution.negated,
        attribution.hedged,
        attribution.confidence,
        start,
        end,
        attribution.source.text(text),
        attribution.cue.text(text),
        attribution.content.text(text),
        state.unwrap_or_default().word(),
    ])?;
    let id = tx.last_insert_rowid();
    let relays = attribution.via.iter().filter_map(entity);
    for (place, relay) in relays.enumerate() {
        tx.prepare_cached("INSERT INTO relay VALUES (?1, ?2, ?3)")?
            .execute(params![id, place, relay])?;
    }
    Ok(())
}

/// Which article took how many words from which: the first passage of a copy
/// is the likely original.
fn insert_copies(tx: &Connection, rows: &StoryRows) -> Result<()> {
    for copy in rows.record.copies.iter().filter(|copy| !copy.quotation) {
        let Some((original, copies)) = copy.passages.split_first() else {
            continue;
        };
        for passage in copies.iter().filter(|p| p.article != original.article) {
            tx.prepare_cached(
                "INSERT INTO copied VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET words = words + excluded.words",
            )?
            .execute(params![
                rows.articles[passage.article].id,
                rows.articles[original.article].id,
                copy.words
            ])?;
        }
    }
    Ok(())
}

/// Counts a story's statements, and the articles that carry them, to their
/// speakers.
fn count_statements(tx: &Connection, story: i64, sign: i64) -> Result<()> {
    tx.prepare_cached(
        "UPDATE entity SET statements = entity.statements + ?2 * n.statements,
           articles = entity.articles + ?2 * n.articles
         FROM (SELECT s.speaker, count(DISTINCT s.id) AS statements,
                 count(DISTINCT t.article) AS articles
               FROM statement s JOIN attribution t ON t.statement = s.id
               WHERE s.story = ?1 AND s.speaker IS NOT NULL GROUP BY s.speaker) n
         WHERE entity.id = n.speaker",
    )?
    .execute([story, sign])?;
    Ok(())
}

/// Counts the names by which a story calls an entity; whether it has one more
/// or less.
fn count_names(tx: &Connection, entity: i64, names: &[String], sign: i64) -> Result<bool> {
    let mut renamed = names.is_empty();
    for name in names {
        let mut count = tx.prepare_cached(
            "INSERT INTO entity_name VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET uses = uses + ?3 RETURNING uses",
        )?;
        let uses: i64 = count.query_row(params![entity, name, sign], |row| row.get(0))?;
        renamed |= uses == 1 && sign > 0;
        if uses <= 0 {
            tx.prepare_cached("DELETE FROM entity_name WHERE entity = ?1 AND name = ?2")?
                .execute(params![entity, name])?;
            renamed = true;
        }
    }
    Ok(renamed)
}

/// Writes the full text of an entity anew.
pub(crate) fn rewrite_entity_text(tx: &Connection, entity: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO entity_text (rowid, name, names)
         SELECT id, name, ifnull((SELECT group_concat(n.name, char(10)) FROM entity_name n
           WHERE n.entity = entity.id), '') FROM entity WHERE id = ?1",
    )?
    .execute([entity])?;
    Ok(())
}
