//! Ids that a story's record keeps whatever else is told beside it.
//!
//! Told by itself a story counts: `st1`, `st2`. Beyond it a story is known by
//! its first article and a statement by the place of its first words: what
//! founded them.

use dixit_model::{CodePoints, Record, Spans};
use std::collections::{BTreeMap, BTreeSet};

/// How ids are made of what founded something.
pub struct Founding<'f> {
    /// The id of a story whose first article has this id.
    pub story: &'f dyn Fn(&str) -> String,
    /// The id of a statement whose first member is the content from a start to
    /// an end (code points) of the article with this id.
    pub statement: &'f dyn Fn(&str, usize, usize) -> String,
}

/// Gives the story that a record tells, and its statements, ids by what founded
/// them; the story's.
pub fn found(record: &mut Record, founding: &Founding) -> String {
    let first = record.readings.iter().map(|r| r.article.id.as_str()).min();
    let story = (founding.story)(first.unwrap_or_default());
    let ids = statements(record, founding);
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
    story
}

/// By the id that a story gave a statement: the one it has now.
fn statements(record: &Record, founding: &Founding) -> BTreeMap<String, String> {
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
        let mut id = (founding.statement)(article, start, end);
        // Two speakers may be said to have said the very same words.
        while !taken.insert(id.clone()) {
            end += 1;
            id = (founding.statement)(article, start, end);
        }
        (statement.id.clone(), id)
    });
    statements.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Article, Attribution, Member, Reading, Span, Statement};

    #[test]
    fn statements_are_known_by_their_first_words_and_never_two_by_one_id() {
        let said = |id: &str, start, end| Attribution::plain(id, vec![Span::new(start, end)]);
        let mut reading = Reading::plain(Article::plain("a", "Zoë said no."));
        reading.attributions = vec![said("a1", 10, 12), said("a2", 10, 12)];
        let statement = |id: &str, row: &str| Statement {
            id: id.to_owned(),
            members: vec![Member {
                article: 0,
                attribution: row.to_owned(),
            }],
            denied_by: vec!["st1".to_owned()],
            ..Statement::default()
        };
        let mut record = Record {
            readings: vec![reading],
            statements: vec![statement("st1", "a1"), statement("st2", "a2")],
            ..Record::default()
        };
        let story = found(
            &mut record,
            &Founding {
                story: &|article| format!("s-{article}"),
                statement: &|article, start, end| format!("{article} {start} {end}"),
            },
        );
        assert_eq!(story, "s-a");
        let ids: Vec<_> = record.statements.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["a 9 11", "a 9 12"]);
        assert_eq!(record.statements[1].denied_by, ["a 9 11"]);
        assert!(record.statements.iter().all(|s| s.story == "s-a"));
    }
}
