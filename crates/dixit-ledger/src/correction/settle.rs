//! Changes that people ask for, made ready for the log: checked, with all that
//! their effect needs.

use super::{Anchor, Change, Settled, place_of};
use crate::article::as_read;
use crate::key::{Kind, find};
use crate::page::Found;
use crate::record::kind_of;
use crate::{Error, ErrorKind, Result};
use dixit_model::{CodePoints, Reading, Spans};
use rusqlite::{Connection, OptionalExtension, params};

/// What holds an attribution of a reading.
pub(super) fn anchor_of(reading: &Reading, attribution: &str) -> Option<Anchor> {
    let mut rows = reading.attributions.iter();
    let row = rows.find(|row| row.id == attribution)?;
    let hull = row.content.hull()?;
    let [start, end] = CodePoints::new(&reading.article.text).span(hull);
    Some(Anchor {
        article: reading.article.id.clone(),
        attribution: row.id.clone(),
        start,
        end,
        words: reading.article.text.get(hull.start..hull.end)?.to_owned(),
    })
}

/// A change with all that its effect needs, if it can be made.
pub(super) fn settle(conn: &Connection, change: &Change) -> Result<Settled> {
    let refuse = |message: String| Error::new(ErrorKind::Correction, message);
    let row = |kind: Kind, what: &str, key: &str| -> Result<(i64, String)> {
        match find(conn, kind, key)? {
            Some(Found::Here(id)) => Ok((id, key.to_owned())),
            Some(Found::Moved(now)) => match find(conn, kind, &now)? {
                Some(Found::Here(id)) => Ok((id, now)),
                _ => Err(refuse(format!("there is no {what} {key}"))),
            },
            None => Err(refuse(format!("there is no {what} {key}"))),
        }
    };
    let held = |anchor: &Anchor| -> Result<Anchor> {
        let (id, _) = row(Kind::Article, "article", &anchor.article)?;
        let reading = as_read(conn, id)?;
        let found = match anchor.end > anchor.start {
            true => place_of(anchor, &reading).map(|place| reading.attributions[place].id.clone()),
            // By its name alone.
            false => Some(anchor.attribution.clone()),
        };
        let found = found.and_then(|name| anchor_of(&reading, &name));
        found.ok_or_else(|| {
            refuse(format!(
                "article {} has no attribution {}",
                anchor.article, anchor.attribution
            ))
        })
    };
    let named = |name: &str| match name.trim() {
        "" => Err(refuse("a name is needed".to_owned())),
        name => Ok(name.to_owned()),
    };
    Ok(match change {
        Change::Confirm { attribution } => Settled::Confirm {
            attribution: held(attribution)?,
        },
        Change::Reject { attribution } => Settled::Reject {
            attribution: held(attribution)?,
        },
        Change::Speaker {
            attribution,
            name,
            kind,
        } => Settled::Speaker {
            attribution: held(attribution)?,
            name: named(name)?,
            entity: *kind,
        },
        Change::MergeEntities { from, into } => {
            let (from_id, from) = row(Kind::Entity, "entity", from)?;
            let (into_id, into) = row(Kind::Entity, "entity", into)?;
            if from_id == into_id {
                return Err(refuse("an entity cannot be merged with itself".to_owned()));
            }
            let names = strings(
                conn,
                "SELECT name FROM entity WHERE id = ?1
                 UNION SELECT name FROM entity_name WHERE entity = ?1",
                from_id,
            )?;
            let mut entity = conn.prepare("SELECT name, kind FROM entity WHERE id = ?1")?;
            let (name, kind): (String, String) =
                entity.query_row([into_id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Settled::MergeEntities {
                from,
                into,
                names,
                name,
                entity: kind_of(&kind).ok_or_else(|| Error::damaged("an entity"))?,
            }
        }
        Change::RenameIn {
            articles,
            name,
            new_name,
        } => {
            for article in articles {
                row(Kind::Article, "article", article)?;
            }
            Settled::RenameIn {
                articles: articles.clone(),
                name: named(name)?,
                new_name: named(new_name)?,
            }
        }
        Change::MergeStories { a, b } => {
            let ((a_id, a), (b_id, b)) =
                (row(Kind::Story, "story", a)?, row(Kind::Story, "story", b)?);
            if a_id == b_id {
                return Err(refuse("a story cannot be merged with itself".to_owned()));
            }
            let mut articles = articles_of_story(conn, a_id)?;
            articles.extend(articles_of_story(conn, b_id)?);
            Settled::MergeStories {
                stories: [a, b],
                articles,
            }
        }
        Change::SplitStory { story, article } => {
            let (id, story) = row(Kind::Story, "story", story)?;
            let mut others = articles_of_story(conn, id)?;
            let before = others.len();
            others.retain(|other| other != article);
            if others.len() == before {
                return Err(refuse(format!("article {article} is not in story {story}")));
            }
            if others.is_empty() {
                return Err(refuse(format!("story {story} has no other article")));
            }
            Settled::SplitStory {
                story,
                article: article.clone(),
                others,
            }
        }
        Change::MergeStatements { a, b } => {
            let ((a_id, a), (b_id, b)) = (
                row(Kind::Statement, "statement", a)?,
                row(Kind::Statement, "statement", b)?,
            );
            if a_id == b_id {
                return Err(refuse(
                    "a statement cannot be merged with itself".to_owned(),
                ));
            }
            let first = |id: i64| -> Result<Anchor> {
                let mut members = members(conn, id)?.into_iter();
                members.next().ok_or_else(|| Error::damaged("a statement"))
            };
            Settled::MergeStatements {
                statements: [a, b],
                members: [first(a_id)?, first(b_id)?],
            }
        }
        Change::SplitStatement {
            statement,
            attribution,
        } => {
            let (id, statement) = row(Kind::Statement, "statement", statement)?;
            let attribution = held(attribution)?;
            let mut others = members(conn, id)?;
            let before = others.len();
            others.retain(|other| {
                (&other.article, &other.attribution)
                    != (&attribution.article, &attribution.attribution)
            });
            if others.len() == before || others.is_empty() {
                return Err(refuse(format!(
                    "statement {statement} has not this attribution beside others"
                )));
            }
            Settled::SplitStatement {
                statement,
                attribution,
                others,
            }
        }
        Change::Owner { outlet, owner } => Settled::Owner {
            outlet: named(outlet)?,
            owner: named(owner)?,
        },
        Change::Published { article, date } => Settled::Published {
            article: row(Kind::Article, "article", article)?.1,
            date: *date,
        },
        Change::Outlet { article, name } => Settled::Outlet {
            article: row(Kind::Article, "article", article)?.1,
            name: named(name)?,
        },
    })
}

fn strings(conn: &Connection, sql: &str, id: i64) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn articles_of_story(conn: &Connection, story: i64) -> Result<Vec<String>> {
    strings(
        conn,
        "SELECT key FROM article WHERE story = ?1 ORDER BY key",
        story,
    )
}

/// The members of a statement, as corrections hold on to them.
fn members(conn: &Connection, statement: i64) -> Result<Vec<Anchor>> {
    let mut members = conn.prepare_cached(
        "SELECT a.key, t.name, t.start, t.end, substr (a.text, t.start + 1, t.end - t.start)
         FROM attribution t
         JOIN article a ON a.id = t.article WHERE t.statement = ?1
         ORDER BY a.key, t.start, t.end",
    )?;
    let members = members.query_map([statement], |row| {
        Ok(Anchor {
            article: row.get(0)?,
            attribution: row.get(1)?,
            start: row.get(2)?,
            end: row.get(3)?,
            words: row.get(4)?,
        })
    })?;
    Ok(members.collect::<rusqlite::Result<_>>()?)
}

/// Notes which articles' stories have to be told anew.
pub(super) fn touch_articles(conn: &Connection, settled: &Settled) -> Result<()> {
    let by_key = |key: &str| -> Result<()> {
        conn.prepare_cached("INSERT OR IGNORE INTO touched SELECT id FROM article WHERE key = ?1")?
            .execute([key])?;
        Ok(())
    };
    match settled {
        Settled::MergeEntities { from, into, .. } => {
            for key in [from, into] {
                let now: Option<String> = conn
                    .query_row("SELECT now FROM alias WHERE key = ?1", [key], |r| r.get(0))
                    .optional()?;
                conn.prepare_cached(
                    "INSERT OR IGNORE INTO touched SELECT m.article FROM membership m
                     JOIN story_entity l ON l.story = m.story JOIN entity e ON e.id = l.entity
                     WHERE e.key IN (?1, ?2)",
                )?
                .execute(params![key, now])?;
            }
        }
        Settled::Owner { outlet, .. } => {
            conn.execute(
                "INSERT OR IGNORE INTO touched SELECT id FROM article WHERE outlet = ?1",
                [outlet],
            )?;
        }
        Settled::MergeStories { articles, .. } => {
            articles.iter().try_for_each(|key| by_key(key))?;
        }
        Settled::SplitStory { article, .. } => by_key(article)?,
        Settled::MergeStatements { members, .. } => {
            members.iter().try_for_each(|m| by_key(&m.article))?;
        }
        Settled::SplitStatement { attribution, .. } => by_key(&attribution.article)?,
        _ => {
            for key in settled.changes_readings_of().into_iter().flatten() {
                by_key(key)?;
            }
        }
    }
    Ok(())
}
