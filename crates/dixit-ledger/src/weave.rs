//! Articles woven into stories.
//!
//! Three steps, each in transactions of its own, so that a program that is
//! killed leaves what the next one goes on with: new articles are placed among
//! those they are like ([`neighbours`]); with the stories next to them they are
//! parted into stories ([`parting`]); stories that are not as the
//! ledger has them are told anew ([`retell`]). What a story tells depends on
//! its articles alone, so the order of adding leaves no trace.

mod block;
mod matters;
mod names;
mod neighbours;
mod parting;
mod people;
mod retell;
pub(crate) mod store;

use crate::{Ledger, Result};
use dixit_model::{Date, Reading};
use dixit_record::Profiler;
use neighbours::Neighbours;
use people::People;
use retell::Task;
use rusqlite::{Connection, params};
use serde::Serialize;

/// Articles placed in one transaction.
const PLACED: usize = 512;
/// New articles told in one transaction, with the stories that they change.
const TOLD: usize = 576;

/// What weaving needs from those who read.
pub struct Weaving<'a> {
    /// Reads the times of an article anew, now that its story has given it a
    /// day.
    pub redate: &'a (dyn Fn(&mut Reading, Date) + Sync),
    /// Stories told at the same time.
    pub threads: usize,
}

/// What weaving did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Woven {
    /// Articles that were woven for the first time.
    pub articles: usize,
    /// Stories that were told anew.
    pub stories: usize,
}

impl Ledger {
    /// Weaves the articles that are not yet part of the record into it, and
    /// puts corrections into effect; `progress` hears how many of how many
    /// articles are done.
    pub fn weave(
        &mut self,
        weaving: &Weaving,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Woven> {
        self.place(weaving)?;
        let count = |conn: &Connection, sql: &str| conn.query_row(sql, [], |row| row.get(0));
        let waiting = "SELECT count(*) FROM article WHERE story IS NULL";
        let mut woven = Woven {
            articles: count(&self.conn, waiting)?,
            stories: 0,
        };
        let pending = "SELECT count(*) FROM
             (SELECT id FROM article WHERE story IS NULL UNION SELECT article FROM touched)";
        let all: usize = count(&self.conn, pending)?;
        loop {
            let left: usize = count(&self.conn, pending)?;
            progress(all.saturating_sub(left), all);
            if left == 0 {
                return Ok(woven);
            }
            woven.stories += self.tell_some(weaving)?;
        }
    }

    /// Places articles that are new, or of which something was corrected, among
    /// those they are like.
    fn place(&mut self, weaving: &Weaving) -> Result<()> {
        let mut neighbours = Neighbours::default();
        let mut profiler = Profiler::new();
        let tx = self.write()?;
        let people = People::hear(&tx)?;
        for article in touched(&tx)? {
            neighbours.displace(&tx, article)?;
        }
        tx.commit()?;
        let mut last = 0;
        loop {
            let tx = self.write()?;
            let unplaced = unplaced(&tx, last)?;
            let Some(&end) = unplaced.last() else {
                return Ok(());
            };
            last = end;
            for article in unplaced {
                let (reading, _) = people.reading(&tx, article, weaving.redate)?;
                neighbours.place(&tx, article, profiler.profile(&reading))?;
            }
            tx.commit()?;
        }
    }

    /// Tells stories of some pending articles in one transaction; how many.
    fn tell_some(&mut self, weaving: &Weaving) -> Result<usize> {
        let tx = self.write()?;
        let people = People::hear(&tx)?;
        let task = |group: &parting::Group| Task::of(&tx, &people, group, weaving.redate);
        let waiting = parting::waiting(&tx, TOLD)?;
        let groups = parting::changed(&tx, &people, &waiting)?;
        let tasks = groups.iter().map(task).collect::<Result<Vec<_>>>()?;
        let mut stories = tasks.len();
        let told = retell::tell_all(tasks, weaving.threads, weaving.redate)?;
        let mut changed = retell::replace(&tx, &told)?;
        // Where a name means somebody else now, told once more; that settles it,
        // since it brings no name that was not there.
        while !changed.is_empty() {
            let mut tasks = Vec::new();
            for story in std::mem::take(&mut changed) {
                if let Some(group) = parting::group_of(&tx, story)? {
                    tasks.push(task(&group)?);
                }
            }
            stories += tasks.len();
            let told = retell::tell_all(tasks, weaving.threads, weaving.redate)?;
            changed = retell::replace(&tx, &told)?;
        }
        tx.commit()?;
        Ok(stories)
    }
}

/// Articles that are to be placed, those after `last`.
fn unplaced(tx: &Connection, last: i64) -> Result<Vec<i64>> {
    let mut unplaced = tx.prepare_cached(
        "SELECT id FROM article WHERE story IS NULL AND id > ?1
           AND NOT EXISTS (SELECT 1 FROM profile WHERE profile.article = article.id)
         UNION SELECT article FROM touched WHERE article > ?1
           AND NOT EXISTS (SELECT 1 FROM profile WHERE profile.article = touched.article)
         ORDER BY 1 LIMIT ?2",
    )?;
    let rows = unplaced.query_map(params![last, PLACED as i64], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Articles of which something was corrected since their story was told.
fn touched(tx: &Connection) -> Result<Vec<i64>> {
    let mut touched = tx.prepare_cached("SELECT article FROM touched")?;
    let rows = touched.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
