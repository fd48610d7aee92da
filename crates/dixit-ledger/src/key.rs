//! Keys: names of articles, stories, statements and entities that stay good.

use crate::blob::sha256;
use crate::{Found, Result};
use rusqlite::{Connection, OptionalExtension};

/// Hexadecimal digits of a key: enough that two of a million articles hardly
/// ever share them, few enough to be read out.
const DIGITS: usize = 12;

/// The key of an article whose address (or else whose bytes) has this digest:
/// longer where another article has the same beginning.
pub(crate) fn of_article(conn: &Connection, digest: &str) -> Result<String> {
    let mut taken = conn.prepare_cached("SELECT 1 FROM article WHERE key = ?1")?;
    let mut digits = DIGITS;
    loop {
        let key = format!("a{}", &digest[..digits.min(digest.len())]);
        let there = taken.query_row([&key], |_| Ok(())).optional()?;
        if there.is_none() || digits >= digest.len() {
            return Ok(key);
        }
        digits += 4;
    }
}

/// The key of the article in this row.
pub(crate) fn of_row(conn: &Connection, article: i64) -> Result<String> {
    let mut key = conn.prepare_cached("SELECT key FROM article WHERE id = ?1")?;
    Ok(key.query_row([article], |row| row.get(0))?)
}

/// The key of a story whose first article has the key `article`.
pub(crate) fn of_story(article: &str) -> String {
    short('s', article)
}

/// Whether this is the key of a story.
pub(crate) fn is_of_story(key: &str) -> bool {
    let digits = key.strip_prefix('s').unwrap_or_default();
    digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// The key of a statement whose first member is the content from `start` to
/// `end` (code points) of the article with the key `article`.
pub(crate) fn of_statement(article: &str, start: usize, end: usize) -> String {
    within('q', article, &format!("{article} {start} {end}"))
}

/// The key of an entity, from what the weaver finds it by: a story and a name,
/// where nobody outside the story knows it by that name.
pub(crate) fn of_identity(identity: &str) -> String {
    match identity.split(' ').next() {
        Some(story) if is_of_story(story) => within('e', story, identity),
        _ => short('e', identity),
    }
}

/// A name without case, marks between words and doubled spaces.
pub(crate) fn fold(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// What a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Article,
    Story,
    Statement,
    Entity,
}

/// The row that a key leads to, or the key that it goes by now.
pub(crate) fn find(conn: &Connection, kind: Kind, key: &str) -> Result<Option<Found<i64>>> {
    let sql = match kind {
        Kind::Article => "SELECT id FROM article WHERE key = ?1",
        Kind::Story => "SELECT id FROM story WHERE key = ?1",
        Kind::Statement => "SELECT id FROM statement WHERE key = ?1",
        Kind::Entity => "SELECT id FROM entity WHERE key = ?1",
    };
    let mut by_key = conn.prepare_cached(sql)?;
    if let Some(id) = by_key.query_row([key], |row| row.get(0)).optional()? {
        return Ok(Some(Found::Here(id)));
    }
    // An alias of an alias is followed to its end; a ring of them is not.
    let mut now = key.to_owned();
    for _ in 0..16 {
        // A merged entity has no members left to lead on to those it joined.
        let mut alias = conn.prepare_cached(
            "SELECT now FROM alias WHERE key = ?1
             UNION ALL
             SELECT json_extract(target, '$.into') FROM correction
             WHERE kind = 'merge-entities' AND json_extract(target, '$.from') = ?1
             LIMIT 1",
        )?;
        let Some(next) = alias
            .query_row([&now], |row| row.get::<_, String>(0))
            .optional()?
        else {
            return Ok(None);
        };
        now = next;
        if by_key.exists([&now])? {
            return Ok(Some(Found::Moved(now)));
        }
    }
    Ok(None)
}

/// The key of one of many things that come at once, with `whole`: it begins as
/// those of the others do, so that they lie side by side in an index, and a
/// ledger that grows does not write to as many places of it.
fn within(kind: char, whole: &str, of: &str) -> String {
    let (whole, of) = (sha256(whole.as_bytes()), sha256(of.as_bytes()));
    format!("{kind}{}{}", &whole[..6], &of[..8])
}

fn short(kind: char, of: &str) -> String {
    format!("{kind}{}", &sha256(of.as_bytes())[..DIGITS])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded() {
        assert_eq!(fold("Ilse  Marant"), fold("ilse-marant"));
        assert_ne!(fold("Ilse Marant"), fold("Ilse Marand"));
        assert_eq!(of_identity("body =orrin").len(), 1 + DIGITS);
    }

    #[test]
    fn statements_of_one_article_have_keys_of_their_own() {
        assert_ne!(of_statement("a1", 2, 30), of_statement("a1", 23, 0));
        assert_ne!(of_story("a1"), of_statement("a1", 0, 1));
        assert_eq!(
            of_statement("a1", 2, 30)[..7],
            of_statement("a1", 9, 12)[..7]
        );
    }
}
