//! Stories told anew: what a ledger had of their articles goes, what they tell
//! now comes, and keys that lead nowhere any more lead on.

use super::matters;
use super::names::Names;
use super::parting::Group;
use super::people::People;
use super::store::{StoryRows, ToldArticle, forget_story, store_story};
use crate::{Error, Result, key, version};
use dixit_model::{Date, Reading, Record};
use dixit_record::{Coverage, Founding, Guidance, found, tell};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;
use std::thread;

/// A story that is to be told.
pub(super) struct Task {
    coverage: Coverage,
    guidance: Guidance,
    articles: Vec<ToldArticle>,
}

/// A story that was told; ids are keys.
pub(super) struct Told {
    record: Record,
    articles: Vec<ToldArticle>,
}

impl Task {
    /// What a group of articles is told from.
    pub(super) fn of(
        tx: &Connection,
        people: &People,
        group: &Group,
        redate: &dyn Fn(&mut Reading, Date),
    ) -> Result<Task> {
        let mut readings = Vec::with_capacity(group.articles.len());
        let mut articles = Vec::with_capacity(group.articles.len());
        for &(_, article) in &group.articles {
            let (reading, told) = people.reading(tx, article, redate)?;
            readings.push(reading);
            articles.push(told);
        }
        Ok(Task {
            guidance: people.guidance(&readings),
            coverage: Coverage {
                readings,
                alike: group.alike.clone(),
            },
            articles,
        })
    }

    fn run(self, redate: &dyn Fn(&mut Reading, Date)) -> Told {
        let undated: Vec<bool> = self
            .coverage
            .readings
            .iter()
            .map(|reading| reading.article.published.is_none())
            .collect();
        let mut record = tell(self.coverage, &self.guidance, redate);
        let mut articles = self.articles;
        for ((told, undated), reading) in articles.iter_mut().zip(undated).zip(&record.readings) {
            told.changed |= undated && reading.article.published.is_some();
        }
        let keys = Founding {
            story: &key::of_story,
            statement: &key::of_statement,
        };
        found(&mut record, &keys);
        Told { record, articles }
    }
}

/// Tells stories on several threads; they come out in their order.
pub(super) fn tell_all(
    tasks: Vec<Task>,
    threads: usize,
    redate: &(dyn Fn(&mut Reading, Date) + Sync),
) -> Result<Vec<Told>> {
    if threads < 2 || tasks.len() < 2 {
        return Ok(tasks.into_iter().map(|task| task.run(redate)).collect());
    }
    // Dealt out like cards: neighbours are of about one size.
    let mut hands: Vec<Vec<Task>> = (0..threads).map(|_| Vec::new()).collect();
    for (number, task) in tasks.into_iter().enumerate() {
        hands[number % threads].push(task);
    }
    let told: Vec<thread::Result<Vec<Told>>> = thread::scope(|scope| {
        let running: Vec<_> = hands
            .into_iter()
            .map(|hand| {
                scope.spawn(move || hand.into_iter().map(|task| task.run(redate)).collect())
            })
            .collect();
        running.into_iter().map(|thread| thread.join()).collect()
    });
    let mut hands = Vec::with_capacity(told.len());
    for hand in told {
        let hand: Vec<Told> = hand.map_err(|_| Error::damaged("a story (telling it failed)"))?;
        hands.push(hand.into_iter());
    }
    let mut all = Vec::new();
    for turn in (0..hands.len()).cycle() {
        match hands[turn].next() {
            Some(told) => all.push(told),
            None => break,
        }
    }
    Ok(all)
}

/// Puts told stories in place of whatever the ledger had of their articles;
/// stories, as rows, in which a name means somebody else now.
pub(super) fn replace(tx: &Connection, told: &[Told]) -> Result<BTreeSet<i64>> {
    let mut names = Names::default();
    let before = forget(tx, told, &mut names)?;
    let mut forms = Vec::with_capacity(told.len());
    for story in told {
        forms.push(names.bring(tx, &story.record.entities)?);
    }
    for article in told.iter().flat_map(|story| &story.articles) {
        version::settle(tx, article.id)?;
    }
    let changed = names.settle(tx)?;
    for (story, forms) in told.iter().zip(&forms) {
        store(tx, story, forms, &mut names)?;
    }
    before.lead_on(tx)?;
    names.describe(tx)?;
    Ok(changed)
}

fn store(tx: &Connection, told: &Told, forms: &[Option<i64>], names: &mut Names) -> Result<()> {
    let record = &told.record;
    let key = &record.stories[0].id;
    let entities = names.entities(tx, key, &record.entities, forms)?;
    let statements = store_story(
        tx,
        &StoryRows {
            key,
            record,
            articles: &told.articles,
            entities: &entities,
            forms,
        },
        &mut names.renamed,
    )?;
    for (entity, &row) in record.entities.iter().zip(&entities) {
        names.reasons(tx, row, &entity.why)?;
    }
    let mut known = tx.prepare_cached("DELETE FROM alias WHERE key = ?1")?;
    known.execute([key])?;
    for (row, statement) in statements.clone().zip(&record.statements) {
        known.execute([&statement.id])?;
        // Who is known in one story only has no position beyond it.
        let speaker = statement.speaker.filter(|&local| forms[local].is_some());
        if let Some(speaker) = speaker.map(|local| entities[local]) {
            let day = matters::day(statement, &record.stories[0]);
            matters::link(tx, row, &statements, speaker, day, statement)?;
        }
    }
    for article in &told.articles {
        tx.prepare_cached("DELETE FROM touched WHERE article = ?1")?
            .execute([article.id])?;
    }
    Ok(())
}

/// What keys led to before.
#[derive(Default)]
struct Before {
    /// Key of a story and the article (row) that it is named after.
    stories: Vec<(String, i64)>,
    /// Key of a statement, and the place and the words of its first member.
    statements: Vec<(String, i64, i64, i64, String)>,
}

/// Forgets the stories of all articles that are told anew.
fn forget(tx: &Connection, told: &[Told], names: &mut Names) -> Result<Before> {
    let mut stories: BTreeSet<i64> = BTreeSet::new();
    let mut of = tx.prepare_cached("SELECT story FROM article WHERE id = ?1")?;
    for article in told.iter().flat_map(|story| &story.articles) {
        let story: Option<i64> = of.query_row([article.id], |row| row.get(0))?;
        stories.extend(story);
    }
    let mut before = Before::default();
    for story in stories {
        let mut first = tx.prepare_cached(
            "SELECT s.key, a.id FROM story s JOIN article a ON a.story = s.id
             WHERE s.id = ?1 ORDER BY a.key LIMIT 1",
        )?;
        before
            .stories
            .push(first.query_row([story], |row| Ok((row.get(0)?, row.get(1)?)))?);
        let mut members = tx.prepare_cached(
            "SELECT s.key, t.article, t.start, t.end, t.content, min (t.id) FROM statement s
             JOIN attribution t ON t.statement = s.id WHERE s.story = ?1 GROUP BY s.id",
        )?;
        let members = members.query_map([story], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })?;
        for member in members {
            before.statements.push(member?);
        }
        names.take(tx, story)?;
        matters::unlink(tx, story)?;
        forget_story(tx, story, &mut names.renamed)?;
    }
    Ok(before)
}

impl Before {
    /// Lets every key that leads nowhere any more lead to where its founder is.
    fn lead_on(&self, tx: &Connection) -> Result<()> {
        let mut put = tx.prepare_cached("INSERT OR REPLACE INTO alias VALUES (?1, ?2, ?3)")?;
        let mut story = tx.prepare_cached(
            "SELECT s.key FROM article a JOIN story s ON s.id = a.story WHERE a.id = ?1",
        )?;
        for (before, article) in &self.stories {
            let now: Option<String> = story.query_row([article], |row| row.get(0)).optional()?;
            if let Some(now) = now.filter(|now| now != before) {
                put.execute(params![before, "story", now])?;
            }
        }
        let mut there = tx.prepare_cached("SELECT 1 FROM statement WHERE key = ?1")?;
        let mut statement = tx.prepare_cached(
            "SELECT s.key FROM attribution t JOIN statement s ON s.id = t.statement
             WHERE t.article = ?1 AND (t.start = ?2 AND t.end = ?3 OR t.content = ?4)
             ORDER BY t.content = ?4 DESC, t.start LIMIT 1",
        )?;
        for (before, article, start, end, words) in &self.statements {
            if there.exists([before])? {
                continue;
            }
            let now: Option<String> = statement
                .query_row(params![article, start, end, words], |row| row.get(0))
                .optional()?;
            if let Some(now) = now {
                put.execute(params![before, "statement", now])?;
            }
        }
        Ok(())
    }
}
