//! Ids that every executor finds by itself.
//!
//! On one machine ids count: `s1`, `s2`. Here nobody counts, so an id is a hash
//! of what it names is known by: a story of its first article, a statement of
//! the place of its first words, an entity of the name that leads.

use dixit_model::{CodePoints, Date, Record, Spans};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Hexadecimal digits: of a thousand million stories hardly ever two share them.
const DIGITS: usize = 20;

/// The id of a story whose first article has the id `article`.
pub fn of_story(article: &str) -> String {
    short('s', article)
}

/// The id of the entity that `lead` leads to from names of `block`.
pub fn of_entity(block: &str, lead: &str) -> String {
    let class = block.split(' ').next().unwrap_or_default();
    short('e', &format!("{class} {lead}"))
}

/// The id of an entity that nobody outside its story can know.
pub(crate) fn of_local(story: &str, number: usize) -> String {
    format!("e{}-{}", story.trim_start_matches('s'), number + 1)
}

/// Whether an entity's id is one that [`of_local`] gave.
pub(crate) fn is_local(entity: &str) -> bool {
    entity.contains('-')
}

/// The id of a position by the statement that it begins with.
pub(crate) fn of_position(statement: &str) -> String {
    short('p', statement)
}

/// By this text stories sort as a record has them: by their first day, undated
/// ones last, then by their first article.
pub(crate) fn order(first: Option<Date>, article: &str) -> String {
    let day = first.map_or(9_999_999, |day| 1_000_000 + day_number(day));
    format!("{day:07}\t{article}")
}

/// Days from 1 January 1970.
pub(crate) fn day_number(day: Date) -> i32 {
    (day - Date::constant(1970, 1, 1)).get_days()
}

/// Gives what a story's record holds ids that are good beyond it.
pub(crate) fn give(record: &mut Record) {
    let first = record.readings.iter().map(|r| r.article.id.as_str()).min();
    let story = of_story(first.unwrap_or_default());
    let ids = statements(record);
    let of = |id: &String| ids.get(id).unwrap_or(id).clone();
    for statement in &mut record.statements {
        statement.id = of(&statement.id);
        statement.story.clone_from(&story);
        statement.denied_by = statement.denied_by.iter().map(of).collect();
    }
    for told in &mut record.stories {
        told.id.clone_from(&story);
        for finding in &mut told.findings {
            finding.statement = finding.statement.as_ref().map(of);
        }
    }
    for (at, copy) in record.copies.iter_mut().enumerate() {
        copy.id = format!("c{}-{}", &story[1..], at + 1);
    }
}

/// By the id that a story gave a statement: the one it has now.
fn statements(record: &Record) -> BTreeMap<String, String> {
    let texts = record.readings.iter().map(|r| &r.article.text);
    let maps: Vec<CodePoints> = texts.map(|text| CodePoints::new(text)).collect();
    let mut taken = BTreeSet::new();
    let statements = record.statements.iter().map(|statement| {
        let places = statement.members.iter().filter_map(|member| {
            let reading = &record.readings[member.article];
            let mut own = reading.attributions.iter();
            let row = own.find(|row| row.id == member.attribution)?;
            let [start, end] = maps[member.article].span(row.content.hull()?);
            Some((reading.article.id.as_str(), start, end))
        });
        let (article, start, mut end) = places.min().unwrap_or_default();
        let id = |end| short('q', &format!("{article} {start} {end}"));
        // Two speakers may be said to have said the very same words.
        while !taken.insert(id(end)) {
            end += 1;
        }
        (statement.id.clone(), id(end))
    });
    statements.collect()
}

fn short(kind: char, of: &str) -> String {
    let digest = format!("{:x}", Sha256::digest(of));
    format!("{kind}{}", &digest[..DIGITS])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undated_stories_come_last() {
        let day = |year| Some(Date::constant(year, 3, 7));
        assert!(order(day(1931), "z") < order(day(2031), "a"));
        assert!(order(day(9999), "z") < order(None, "a"));
        assert!(order(day(2031), "a") < order(day(2031), "ab"));
    }

    #[test]
    fn one_name_in_two_blocks_is_one_entity() {
        assert_eq!(
            of_entity("body o", "=orrin"),
            of_entity("body orrin", "=orrin")
        );
        assert_ne!(of_entity("body o", "orrin"), of_entity("person o", "orrin"));
        assert!(is_local(&of_local("s01", 0)) && !is_local(&of_entity("body o", "=orrin")));
    }
}
