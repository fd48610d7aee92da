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
    let mut pairs = BTreeSet::new();
    for (at, matter) in matters.iter().enumerate() {
        for key in matter.keys() {
            let others = index.entry(key).or_default();
            for &other in others.iter() {
                if own[other].story != own[at].story {
                    pairs.insert((other, at));
                }
            }
            others.push(at);
        }
    }
    let mut sets = EntityJoin::new(own.len());
    for (a, b) in pairs {
        if matters[a].agreement(&matters[b]) >= matter::LEAST {
            sets.unite(a, b, "");
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
