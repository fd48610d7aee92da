//! Ids that every executor finds by itself.
//!
//! On one machine ids count: `s1`, `s2`. Here nobody counts, so an id is a hash
//! of what it names is known by: a story of its first article, a statement of
//! the place of its first words, an entity of the name that leads.

use dixit_model::{Date, Record};
use dixit_record::{Form, Founding, found};
use sha2::{Digest, Sha256};

/// Hexadecimal digits: of a thousand million stories hardly ever two share them.
const DIGITS: usize = 20;

/// The id of a story whose first article has the id `article`.
pub fn of_story(article: &str) -> String {
    short('s', article)
}

/// The id of the entity to which `lead` leads of the names of `form`'s block.
pub fn of_entity(form: &Form, lead: &str) -> String {
    short('e', &form.identity(lead))
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
    let founding = Founding {
        story: &of_story,
        statement: &|article, start, end| short('q', &format!("{article} {start} {end}")),
    };
    let story = found(record, &founding);
    for (at, copy) in record.copies.iter_mut().enumerate() {
        copy.id = format!("c{}-{}", &story[1..], at + 1);
    }
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
        let of = |block: &str, lead| {
            let form = Form {
                block: block.to_owned(),
                text: String::new(),
            };
            of_entity(&form, lead)
        };
        assert_eq!(of("body o", "=orrin"), of("body orrin", "=orrin"));
        assert_ne!(of("body o", "orrin"), of("person o", "orrin"));
        assert!(is_local(&of_local("s01", 0)) && !is_local(&of("body o", "=orrin")));
    }
}
