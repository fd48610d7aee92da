//! Articles to stories: which report one happening.
//!
//! Articles are compared only with those that share telling words with them
//! ([`candidates`]); a pair's likeness is a small logistic model over what is
//! alike in title, lead, body, names and days ([`likeness`]); average linking
//! over the sparse graph of pairs makes the stories ([`linking`]). Undated
//! articles are placed by their content and then dated by their story
//! ([`days`]).

mod candidates;
pub(crate) mod days;
mod likeness;
pub(crate) mod linking;
mod profile;

use crate::corpus::Corpus;
use profile::Profile;

pub(crate) use profile::headline;

/// Articles on one happening, with the likeness that put each there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cluster {
    /// Indexes of readings, ascending.
    pub(crate) articles: Vec<usize>,
    /// Per article: the article most like it and how alike, from 0 to 1.
    pub(crate) nearest: Vec<Option<(usize, f32)>>,
}

/// Pairs of articles below this average likeness do not share a story.
const LEAST: f32 = 0.3;

/// The stories of a corpus, by their first article.
pub(crate) fn cluster(corpus: &Corpus) -> Vec<Cluster> {
    let profiles = profile::profiles(corpus);
    let pairs = pairs(&profiles);
    let clusters = linking::average(profiles.len(), &pairs, LEAST);
    let mut nearest: Vec<Vec<(usize, f32)>> = vec![Vec::new(); profiles.len()];
    for &(a, b, likeness) in &pairs {
        nearest[a].push((b, likeness));
        nearest[b].push((a, likeness));
    }
    clusters
        .into_iter()
        .map(|articles| {
            let nearest = articles
                .iter()
                .map(|&article| {
                    nearest[article]
                        .iter()
                        .filter(|(other, _)| articles.binary_search(other).is_ok())
                        .copied()
                        // The first of equals, so that order decides nothing.
                        .reduce(|best, next| if next.1 > best.1 { next } else { best })
                })
                .collect();
            Cluster { articles, nearest }
        })
        .collect()
}

/// Pairs of articles worth comparing, the smaller index first, with their
/// likeness.
fn pairs(profiles: &[Profile]) -> Vec<(usize, usize, f32)> {
    candidates::candidates(profiles)
        .into_iter()
        .map(|(a, b)| (a, b, likeness::likeness(&profiles[a], &profiles[b])))
        .collect()
}

/// What the likeness model sees of every pair of candidates, for training it.
pub(crate) fn features(corpus: &Corpus) -> Vec<(usize, usize, Vec<f32>)> {
    let profiles = profile::profiles(corpus);
    candidates::candidates(&profiles)
        .into_iter()
        .map(|(a, b)| {
            let features = likeness::features(&profiles[a], &profiles[b]);
            (a, b, features.to_vec())
        })
        .collect()
}

/// Clusters by first known day, then first article; undated ones last.
pub(crate) fn in_order(mut clusters: Vec<Cluster>, corpus: &Corpus) -> Vec<Cluster> {
    clusters.sort_by_cached_key(|cluster| {
        let days = cluster.articles.iter();
        let days = days.filter_map(|&a| corpus.readings[a].article.published.as_ref());
        let first = days.map(|day| day.value).min();
        (
            first.unwrap_or(dixit_model::Date::MAX),
            cluster.articles.clone(),
        )
    });
    clusters
}
