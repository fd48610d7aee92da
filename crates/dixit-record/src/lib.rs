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

mod amount;
mod copies;
mod corpus;
mod dates;
mod disagreements;
mod entities;
mod findings;
mod founding;
mod join;
mod lexicon;
pub mod matter;
mod paths;
mod positions;
mod renumber;
mod revision;
mod routes;
mod sparse;
mod statements;
mod stories;
mod tell;
mod telling;
mod wordings;
mod words;

pub use entities::{Form, Naming, leading, why};
pub use founding::{Founding, found};
pub use join::join;
pub use paths::paths;
pub use positions::positions;
pub use renumber::{Places, renumber};
pub use revision::revision;
pub use routes::Party;
pub use stories::{
    Constraints, DAYS, Group, LEAST, LEAST_IN_COMMON, Profile, Profiler, RARE_IN_COMMON, likeness,
    pairs, stories,
};
pub use tell::{Coverage, Guidance, RowName, tell};

use dixit_model::{Date, Reading, Record};

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
    let told = groups.into_iter().map(|group| {
        let articles = group.articles.iter();
        let coverage = Coverage {
            readings: articles.filter_map(|&a| readings[a].take()).collect(),
            alike: group.alike,
        };
        tell(coverage, &Guidance::default(), redate)
    });
    join(told.collect())
}

/// What the story model sees of every pair of articles it compares, as indexes
/// of the readings sorted by id: for training it.
#[doc(hidden)]
pub fn story_features(mut readings: Vec<Reading>) -> Vec<(usize, usize, Vec<f32>)> {
    corpus::sort(&mut readings);
    stories::features(&readings)
}
