//! Many readings to one record: entities, copies, stories, statements, routes.
//!
//! [`build`] takes the readings of all articles, in any order, and ends in the
//! same record. It is made of four steps, each a function of little, which a
//! ledger takes one by one as articles arrive:
//!
//! 1. [`Profiler::profile`]: what an article is about, from the article alone;
//! 2. [`likeness`] and [`stories`]: which articles report one happening, from
//!    the articles that hang together;
//! 3. [`tell`]: the record of one story, from its articles alone;
//! 4. [`join`]: stories' records as one, with entities known across stories
//!    ([`Form`], [`leading`]), positions ([`matter`]) and earlier stories.
//!
//! Nothing is compared each with each: articles, names, passages and
//! attributions all meet over an index of what tells them apart.

mod copies;
mod corpus;
mod dates;
mod disagreements;
mod entities;
mod findings;
mod join;
mod lexicon;
pub mod matter;
mod positions;
mod routes;
mod sparse;
mod statements;
mod stories;
mod tell;
mod telling;
mod wordings;
mod words;

pub use entities::{Form, leading};
pub use join::join;
pub use positions::positions;
pub use stories::{
    Constraints, DAYS, LEAST, LEAST_IN_COMMON, Profile, Profiler, RARE_IN_COMMON, likeness, pairs,
    stories,
};
pub use tell::{Coverage, Guidance, RowName, tell};

use dixit_model::{Date, Reading, Record};
use std::collections::BTreeMap;

/// The record of some readings, in whatever order they come.
pub fn build(readings: Vec<Reading>) -> Record {
    build_with(readings, &|_, _| {})
}

/// As [`build`]; `redate` resolves an undated article's times anew once its
/// story has given it a day.
pub fn build_with(mut readings: Vec<Reading>, redate: &dyn Fn(&mut Reading, Date)) -> Record {
    corpus::sort(&mut readings);
    let mut profiler = Profiler::new();
    let profiles: Vec<Profile> = readings.iter().map(|r| profiler.profile(r)).collect();
    let pairs = pairs(&profiles);
    drop(profiles);
    let groups = stories(readings.len(), &pairs, &Constraints::default());
    let mut readings: Vec<Option<Reading>> = readings.into_iter().map(Some).collect();
    let mut alike = within(&groups, readings.len(), &pairs);
    let told = groups.iter().enumerate().map(|(number, group)| {
        let coverage = Coverage {
            readings: group.iter().filter_map(|&a| readings[a].take()).collect(),
            alike: alike.remove(&number).unwrap_or_default(),
        };
        tell(coverage, &Guidance::default(), redate)
    });
    join(told.collect())
}

/// The pairs inside each group, as indexes into the group.
fn within(
    groups: &[Vec<usize>],
    count: usize,
    pairs: &[(usize, usize, f32)],
) -> BTreeMap<usize, Vec<(usize, usize, f32)>> {
    let mut place = vec![(0, 0); count];
    for (number, group) in groups.iter().enumerate() {
        for (at, &article) in group.iter().enumerate() {
            place[article] = (number, at);
        }
    }
    let mut within: BTreeMap<usize, Vec<(usize, usize, f32)>> = BTreeMap::new();
    for &(a, b, likeness) in pairs {
        if place[a].0 == place[b].0 {
            let pair = (place[a].1, place[b].1, likeness);
            within.entry(place[a].0).or_default().push(pair);
        }
    }
    within
}

/// What the story model sees of every pair of articles it compares, as indexes
/// of the readings sorted by id: for training it.
#[doc(hidden)]
pub fn story_features(mut readings: Vec<Reading>) -> Vec<(usize, usize, Vec<f32>)> {
    corpus::sort(&mut readings);
    stories::features(&readings)
}
