//! Many readings to one record: entities, copies, stories, statements, routes.
//!
//! [`build`] takes the readings of all articles, in any order, and ends in the
//! same record. Nothing is compared each with each: articles, names, passages
//! and attributions all meet over an index of what tells them apart.

mod copies;
mod corpus;
mod dates;
mod disagreements;
mod entities;
mod findings;
mod lexicon;
mod positions;
mod routes;
mod sparse;
mod statements;
mod stories;
mod telling;
mod wordings;
mod words;

use corpus::Corpus;
use dixit_model::{Date, Reading, Record};

/// The record of some readings, in whatever order they come.
pub fn build(readings: Vec<Reading>) -> Record {
    build_with(readings, &|_, _| {})
}

/// As [`build`]; `redate` resolves an undated article's times anew once its
/// story has given it a day.
pub fn build_with(readings: Vec<Reading>, redate: &dyn Fn(&mut Reading, Date)) -> Record {
    let mut corpus = Corpus::new(readings);
    let clusters = stories::in_order(stories::cluster(&corpus), &corpus);
    let articles: Vec<Vec<usize>> = clusters.iter().map(|c| c.articles.clone()).collect();
    dates::date(&mut corpus, &articles, redate);
    let mut story = vec![0; corpus.readings.len()];
    for (number, articles) in articles.iter().enumerate() {
        for &article in articles {
            story[article] = number;
        }
    }
    let entities = entities::entities(&corpus, &story);
    let copies = copies::copies(&corpus);
    let mut statements = statements::statements(&mut corpus, &entities, &articles, &copies);
    let positions = positions::positions(&corpus, &statements);
    let denials = disagreements::denials(&corpus, &mut statements);
    let stories = telling::stories(
        &corpus,
        &entities,
        &clusters,
        &statements,
        &positions,
        denials,
    );
    Record {
        stories,
        statements: statements.list,
        entities: entities.list,
        copies,
        positions,
        readings: corpus.readings,
    }
}

/// What the story model sees of every pair of articles it compares, as indexes
/// of the readings sorted by id: for training it.
#[doc(hidden)]
pub fn story_features(readings: Vec<Reading>) -> Vec<(usize, usize, Vec<f32>)> {
    stories::features(&Corpus::new(readings))
}
