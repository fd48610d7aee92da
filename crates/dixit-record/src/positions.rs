//! What one speaker said on one matter, across stories.

use crate::entities::EntityJoin;
use crate::matter::{self, Matter};

use dixit_model::{Date, Position, PositionEntry, Reading, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// The positions among some statements: at least two statements of one speaker
/// from different stories.
pub fn positions(statements: &[Statement], readings: &[Reading]) -> Vec<Position> {
    let mut speakers: BTreeMap<usize, Vec<&Statement>> = BTreeMap::new();
    for statement in statements.iter().filter(|statement| !statement.relays) {
        if let Some(speaker) = statement.speaker {
            speakers.entry(speaker).or_default().push(statement);
        }
    }
    let mut positions = Vec::new();
    for (speaker, own) in speakers {
        let stories: BTreeSet<&str> = own.iter().map(|s| s.story.as_str()).collect();
        if stories.len() < 2 {
            continue;
        }
        for group in matters(&own) {
            let group: Vec<&Statement> = group.into_iter().map(|at| own[at]).collect();
            positions.push(Position {
                id: format!("p{}", positions.len() + 1),
                speaker,
                matter: matter::title(&group),
                entries: entries(&group, readings),
            });
        }
    }
    positions
}

/// Groups of statements on one matter, as indexes.
fn matters(own: &[&Statement]) -> Vec<Vec<usize>> {
    let matters: Vec<Matter> = own.iter().map(|statement| Matter::of(statement)).collect();
    let mut index: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut sets = EntityJoin::new(own.len());
    for (at, matter) in matters.iter().enumerate() {
        // One statement's partners at a time: all pairs of somebody who is
        // quoted every day are more than memory holds.
        let mut partners = BTreeSet::new();
        for key in matter.keys() {
            let others = index.entry(key).or_default();
            let elsewhere = |&other: &usize| own[other].story != own[at].story;
            partners.extend(others.iter().copied().filter(elsewhere));
            others.push(at);
        }
        for other in partners {
            let joined = sets.first(other) == sets.first(at);
            if !joined && matters[other].agreement(matter) >= matter::LEAST {
                sets.unite(other, at, "");
            }
        }
    }
    let groups = sets.groups().into_iter().map(|(group, _)| group);
    groups.filter(|group| group.len() > 1).collect()
}

/// The statements in order of day; what has no day comes last.
fn entries(group: &[&Statement], readings: &[Reading]) -> Vec<PositionEntry> {
    let mut entries: Vec<(Option<Date>, usize)> = group
        .iter()
        .enumerate()
        .map(|(at, statement)| {
            let published = statement.members.iter().filter_map(|member| {
                let published = readings[member.article].article.published.as_ref();
                published.map(|day| day.value)
            });
            let said_on = statement.said_on.as_ref().map(|day| day.value);
            (said_on.or(published.min()), at)
        })
        .collect();
    entries.sort_by_key(|&(day, at)| (day.unwrap_or(Date::MAX), at));
    entries
        .into_iter()
        .map(|(day, at)| PositionEntry {
            statement: group[at].id.clone(),
            day,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Member, Wording, WordingClass};

    const WORDS: [&str; 12] = [
        "ferry",
        "turbine",
        "quarry",
        "lighthouse",
        "orchestra",
        "glacier",
        "refinery",
        "reservoir",
        "cathedral",
        "vaccine",
        "treaty",
        "wildfire",
    ];

    fn statement(number: usize) -> Statement {
        // Three or four of the words, in no pattern that repeats soon.
        let words = (0..3 + number % 2).map(|at| WORDS[(number * (7 + at) + at * at * 5) % 12]);
        let wording = Wording {
            member: Member {
                article: 0,
                attribution: String::new(),
            },
            text: words.collect::<Vec<_>>().join(" "),
            class: WordingClass::Base,
            diff: Vec::new(),
        };
        Statement {
            id: format!("q{number}"),
            story: format!("s{}", number % 17),
            wordings: vec![wording],
            ..Statement::default()
        }
    }

    #[test]
    fn matters_are_those_of_comparing_all_with_all() {
        let statements: Vec<Statement> = (0..40).map(statement).collect();
        let own: Vec<&Statement> = statements.iter().collect();
        let mut sets = EntityJoin::new(own.len());
        for (a, one) in own.iter().enumerate() {
            for (b, other) in own.iter().enumerate().take(a) {
                let agreement = Matter::of(other).agreement(&Matter::of(one));
                if one.story != other.story && agreement >= matter::LEAST {
                    sets.unite(a, b, "");
                }
            }
        }
        let groups = sets.groups().into_iter().map(|(group, _)| group);
        let expected: Vec<Vec<usize>> = groups.filter(|group| group.len() > 1).collect();
        assert!((2..20).contains(&expected.len()), "{expected:?}");
        assert_eq!(matters(&own), expected);
    }
}
