//! New articles, the stories around them, and what becomes of both.
//!
//! Average linking joins no two groups without a pair worth joining between
//! them, and the union of two groups is no more like a third than the liker
//! of the two is (it is *reducible*: Bruynooghe, Cahiers de l'analyse des données
//! 1978). So a story that stays as it is was put together by itself, whatever
//! lies around it; only where new articles make other groups do those next to
//! them have to be looked at, and so on until nothing changes. All articles that
//! hang together over however many others can be much of an archive; what is
//! looked at here are some stories.

use super::people::People;
use super::touched;
use crate::Result;
use dixit_record::{LEAST, stories};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// Articles of one story, and how alike those are that were compared, as
/// indexes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// (key, row), sorted by key.
    pub(super) articles: Vec<(String, i64)>,
    pub(super) alike: Vec<(usize, usize, f32)>,
}

/// Up to `count` of the articles that wait, those that hang together one after
/// the other, so that few stories are told in part.
pub(super) fn waiting(tx: &Connection, count: usize) -> Result<BTreeSet<i64>> {
    let mut first = tx.prepare_cached(
        "SELECT id FROM article WHERE story IS NULL
         UNION SELECT article FROM touched ORDER BY 1 LIMIT ?1",
    )?;
    let first = first.query_map([i64::try_from(count).unwrap_or(i64::MAX)], |row| row.get(0))?;
    let first: Vec<i64> = first.collect::<rusqlite::Result<_>>()?;
    let mut near = tx.prepare_cached(
        "SELECT a.id FROM likeness l JOIN article a ON a.id = l.b
         WHERE l.a = ?1 AND l.value >= ?2 AND a.story IS NULL
         UNION ALL SELECT a.id FROM likeness l JOIN article a ON a.id = l.a
         WHERE l.b = ?1 AND l.value >= ?2 AND a.story IS NULL",
    )?;
    let mut found = BTreeSet::new();
    for article in first {
        let mut open = vec![article];
        while let Some(article) = open.pop().filter(|_| found.len() < count) {
            if found.insert(article) {
                let mut rows = near.query(params![article, LEAST])?;
                while let Some(row) = rows.next()? {
                    open.push(row.get(0)?);
                }
            }
        }
    }
    Ok(found)
}

/// The stories that are not as the ledger has them, now that the articles
/// `waiting` are to be part of it; others that wait are not there yet.
pub(super) fn changed(
    tx: &Connection,
    people: &People,
    waiting: &BTreeSet<i64>,
) -> Result<Vec<Group>> {
    let mut scope = Scope {
        tx,
        people,
        waiting,
        touched: touched(tx)?.into_iter().collect(),
        articles: BTreeMap::new(),
        sizes: BTreeMap::new(),
        open: Vec::new(),
    };
    for &article in waiting {
        scope.take(article)?;
    }
    scope.reach()?;
    loop {
        let mut groups = scope.groups()?;
        groups.retain(|group| !scope.stands(group));
        // Whatever a group is now, it may have come to join what it did not.
        for (_, article) in groups.iter().flat_map(|group| &group.articles) {
            scope.look_around(*article);
        }
        let before = scope.articles.len();
        scope.reach()?;
        if scope.articles.len() == before {
            return Ok(groups);
        }
    }
}

/// What is looked at.
struct Scope<'s> {
    tx: &'s Connection,
    people: &'s People,
    waiting: &'s BTreeSet<i64>,
    touched: BTreeSet<i64>,
    articles: BTreeMap<i64, Looked>,
    /// Of each story that is looked at: how many articles it has.
    sizes: BTreeMap<i64, usize>,
    /// Articles of which all that they could be joined to has to be looked at.
    open: Vec<i64>,
}

/// An article that is looked at.
struct Looked {
    key: String,
    story: Option<i64>,
    /// Whether all that it could be joined to is looked at, too.
    around: bool,
}

impl Scope<'_> {
    /// Looks at an article, and at the whole story that it is part of.
    fn take(&mut self, article: i64) -> Result<()> {
        if self.articles.contains_key(&article) {
            return Ok(());
        }
        let mut known = self
            .tx
            .prepare_cached("SELECT key, story FROM article WHERE id = ?1")?;
        let (key, story): (String, Option<i64>) =
            known.query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some(story) = story else {
            if self.waiting.contains(&article) {
                self.put(article, key, None);
                self.look_around(article);
            }
            return Ok(());
        };
        let members = members(self.tx, story)?;
        self.sizes.insert(story, members.len());
        for (key, member) in members {
            self.put(member, key, Some(story));
            if self.touched.contains(&member) {
                self.look_around(member);
            }
        }
        Ok(())
    }

    fn put(&mut self, article: i64, key: String, story: Option<i64>) {
        let around = false;
        self.articles.insert(article, Looked { key, story, around });
    }

    fn look_around(&mut self, article: i64) {
        if let Some(looked) = self.articles.get_mut(&article)
            && !looked.around
        {
            looked.around = true;
            self.open.push(article);
        }
    }

    /// Looks at all that articles could be joined to around which it has to be
    /// looked.
    fn reach(&mut self) -> Result<()> {
        let mut alike = self.tx.prepare_cached(
            "SELECT b FROM likeness WHERE a = ?1 AND value >= ?2
             UNION ALL SELECT a FROM likeness WHERE b = ?1 AND value >= ?2",
        )?;
        while let Some(article) = self.open.pop() {
            let near = alike.query_map(params![article, LEAST], |row| row.get(0))?;
            let mut near: Vec<i64> = near.collect::<rusqlite::Result<_>>()?;
            near.extend(self.people.put_together_with(article));
            for other in near {
                self.take(other)?;
            }
        }
        Ok(())
    }

    /// The stories that what is looked at makes by itself.
    fn groups(&self) -> Result<Vec<Group>> {
        let articles = self.articles.iter();
        let articles = articles.map(|(id, looked)| (looked.key.clone(), *id));
        // As the record of all articles at once would have them.
        let mut articles: Vec<(String, i64)> = articles.collect();
        articles.sort_unstable();
        let place = places(&articles);
        let pairs = pairs(self.tx, &place)?;
        let groups = stories(articles.len(), &pairs, &self.people.constraints(&place));
        let of = |group: dixit_record::Group| Group {
            articles: group
                .articles
                .iter()
                .map(|&at| articles[at].clone())
                .collect(),
            alike: group.alike,
        };
        Ok(groups.into_iter().map(of).collect())
    }

    /// Whether the ledger has a group as a story already, with nothing in it
    /// touched.
    fn stands(&self, group: &Group) -> bool {
        let story = self.articles[&group.articles[0].1].story;
        let same = |(_, article): &(String, i64)| {
            self.articles[article].story == story && !self.touched.contains(article)
        };
        let size = story.and_then(|story| self.sizes.get(&story));
        size == Some(&group.articles.len()) && group.articles.iter().all(same)
    }
}

/// A story of the ledger as a group; `None` if it is there no more.
pub(super) fn group_of(tx: &Connection, story: i64) -> Result<Option<Group>> {
    let mut articles = members(tx, story)?;
    if articles.is_empty() {
        return Ok(None);
    }
    articles.sort_unstable();
    let place = places(&articles);
    let alike = pairs(tx, &place)?;
    Ok(Some(Group { articles, alike }))
}

/// The keys and rows of a story's articles.
fn members(tx: &Connection, story: i64) -> Result<Vec<(String, i64)>> {
    let mut members = tx.prepare_cached("SELECT key, id FROM article WHERE story = ?1")?;
    let rows = members.query_map([story], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Where each article stands.
fn places(articles: &[(String, i64)]) -> BTreeMap<i64, usize> {
    let places = articles.iter().enumerate();
    places
        .map(|(place, &(_, article))| (article, place))
        .collect()
}

/// How alike those of some articles are that were compared, by their places.
fn pairs(tx: &Connection, place: &BTreeMap<i64, usize>) -> Result<Vec<(usize, usize, f32)>> {
    let mut pairs = Vec::new();
    let mut alike = tx.prepare_cached("SELECT b, value FROM likeness WHERE a = ?1")?;
    for (&article, &at) in place {
        let mut rows = alike.query([article])?;
        while let Some(row) = rows.next()? {
            if let Some(&other) = place.get(&row.get(0)?) {
                pairs.push((at.min(other), at.max(other), row.get(1)?));
            }
        }
    }
    pairs.sort_by_key(|&(a, b, _)| (a, b));
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like chance, the same in every run.
    struct Chance(u64);

    impl Chance {
        fn below(&mut self, bound: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (self.0 >> 33) as usize % bound
        }
    }

    fn insert(conn: &Connection, article: i64) {
        let sql = "INSERT INTO article (id, key, name, original, run, added_at, rank, authors,
                     words, text, reading) VALUES (?1, ?2, '', 0, 0, '', '', '[]', 0, '', x'')";
        // Keys do not come in the order of rows.
        let key = format!("a{:04}", article * 7919 % 1009);
        conn.execute(sql, params![article, key]).unwrap();
    }

    /// Gives an article likenesses to some of those before it, of few different
    /// values, so that many are equal.
    fn compare(conn: &Connection, chance: &mut Chance, article: i64, others: &[i64]) {
        conn.execute("DELETE FROM likeness WHERE a = ?1 OR b = ?1", [article])
            .unwrap();
        for &other in others.iter().filter(|other| **other != article) {
            let near = (article - other).abs() < 9;
            if near && chance.below(3) > 0 {
                let value = chance.below(9) as f32 / 10.0 + 0.05;
                let sql = "INSERT INTO likeness VALUES (?1, ?2, ?3)";
                conn.execute(sql, params![article.min(other), article.max(other), value])
                    .unwrap();
            }
        }
    }

    /// Weaves all that waits, without telling anything; how many articles were
    /// put into a story.
    fn weave(conn: &Connection, next: &mut i64) -> usize {
        let people = People::hear(conn).unwrap();
        let mut told = 0;
        loop {
            let waiting = waiting(conn, 4).unwrap();
            if waiting.is_empty() {
                return told;
            }
            for group in changed(conn, &people, &waiting).unwrap() {
                *next += 1;
                for (_, article) in group.articles {
                    told += 1;
                    let put = "UPDATE article SET story = ?2 WHERE id = ?1";
                    conn.execute(put, [article, *next]).unwrap();
                    conn.execute("DELETE FROM touched WHERE article = ?1", [article])
                        .unwrap();
                }
            }
        }
    }

    /// The stories that a ledger has, and those of all its articles at once.
    fn both(conn: &Connection) -> [BTreeSet<Vec<i64>>; 2] {
        let mut all = conn
            .prepare("SELECT key, id, story FROM article ORDER BY key")
            .unwrap();
        let mut stories: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        let mut articles = Vec::new();
        let mut rows = all.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (key, id): (String, i64) = (row.get(0).unwrap(), row.get(1).unwrap());
            stories.entry(row.get(2).unwrap()).or_default().push(id);
            articles.push((key, id));
        }
        let pairs = pairs(conn, &places(&articles)).unwrap();
        let at_once = dixit_record::stories(articles.len(), &pairs, &Default::default());
        let at_once = at_once.into_iter().map(|group| {
            let articles = group.articles.iter().map(|&at| articles[at].1);
            articles.collect()
        });
        [stories.into_values().collect(), at_once.collect()]
    }

    #[test]
    fn what_is_looked_at_makes_the_stories_of_all() {
        let (mut told, mut sizes) = (0, 0);
        for seed in 0..60 {
            let mut chance = Chance(seed);
            let conn = Connection::open_in_memory().unwrap();
            conn.execute_batch(include_str!("../schema.sql")).unwrap();
            conn.pragma_update(None, "foreign_keys", false).unwrap();
            let mut rest: Vec<i64> = (1..=70).collect();
            let (mut there, mut next): (Vec<i64>, i64) = (Vec::new(), 0);
            while !rest.is_empty() {
                for _ in 0..=chance.below(5).min(rest.len() - 1) {
                    let article = rest.swap_remove(chance.below(rest.len()));
                    insert(&conn, article);
                    compare(&conn, &mut chance, article, &there);
                    there.push(article);
                }
                // Somebody corrects one that was there.
                if chance.below(3) == 0 {
                    let article = there[chance.below(there.len())];
                    compare(&conn, &mut chance, article, &there);
                    conn.execute("INSERT INTO touched VALUES (?1)", [article])
                        .unwrap();
                }
                told += weave(&conn, &mut next);
                let [found, at_once] = both(&conn);
                assert_eq!(found, at_once, "seed {seed}, {} articles", there.len());
            }
            sizes += both(&conn)[1].len();
        }
        // Stories have several articles, and most stand most of the time.
        assert!(sizes < 60 * 35 && told < 60 * 70 * 8, "{sizes} {told}");
    }
}
