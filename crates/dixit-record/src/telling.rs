//! Stories as the record tells them: title, membership, days, what differs.

use crate::corpus::Corpus;
use crate::disagreements;
use crate::entities::Entities;
use crate::findings;
use crate::statements::Statements;
use crate::stories::{Cluster, headline};
use dixit_model::{Disagreement, Membership, Position, Story};
use std::collections::{BTreeMap, BTreeSet};

/// The stories of a record, in order of their clusters.
pub(crate) fn stories(
    corpus: &Corpus,
    entities: &Entities,
    clusters: &[Cluster],
    statements: &Statements,
    positions: &[Position],
    mut denials: BTreeMap<String, Vec<Disagreement>>,
) -> Vec<Story> {
    let mut of_story: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, statement) in statements.list.iter().enumerate() {
        of_story.entry(&statement.story).or_default().push(number);
    }
    let mut stories: Vec<Story> = clusters
        .iter()
        .enumerate()
        .map(|(number, cluster)| {
            let id = format!("s{}", number + 1);
            let own = of_story.get(id.as_str()).map_or(&[][..], Vec::as_slice);
            let days = cluster.articles.iter();
            let days: Vec<_> = days
                .filter_map(|&a| corpus.readings[a].article.published.as_ref())
                .map(|published| published.value)
                .collect();
            let mut disagreements = denials.remove(&id).unwrap_or_default();
            disagreements.extend(disagreements::numbers(corpus, &cluster.articles));
            disagreements.extend(disagreements::terms(corpus, &cluster.articles));
            Story {
                title: title(corpus, cluster),
                articles: memberships(corpus, cluster),
                first: days.iter().min().copied(),
                last: days.iter().max().copied(),
                earlier: Vec::new(),
                findings: findings::findings(corpus, entities, statements, &cluster.articles, own),
                disagreements,
                id,
            }
        })
        .collect();
    link(corpus, statements, positions, &mut stories);
    stories
}

/// The headline most like the others; of equals the shortest, then the first.
fn title(corpus: &Corpus, cluster: &Cluster) -> String {
    let bags: Vec<(usize, BTreeSet<String>)> = cluster
        .articles
        .iter()
        .map(|&article| {
            let words = headline(&corpus.readings[article]).split(|c: char| !c.is_alphanumeric());
            let words = words
                .filter(|w| w.len() > 2)
                .map(str::to_lowercase)
                .collect();
            (article, words)
        })
        .collect();
    let best = bags.iter().max_by_key(|(article, bag)| {
        let shared: usize = bags
            .iter()
            .map(|(_, other)| bag.intersection(other).count())
            .sum();
        let titled = corpus.readings[*article].article.title.is_some();
        // In thousandths of the headline's words, less what it says alone.
        let score = shared * 1000 / (bag.len() + 3);
        (titled, score, std::cmp::Reverse((bag.len(), *article)))
    });
    best.map_or(String::new(), |&(article, _)| {
        headline(&corpus.readings[article]).trim().to_owned()
    })
}

fn memberships(corpus: &Corpus, cluster: &Cluster) -> Vec<Membership> {
    cluster
        .articles
        .iter()
        .zip(&cluster.nearest)
        .map(|(&article, nearest)| {
            let own = &corpus.readings[article].article;
            let why = match nearest {
                None => "No other article reports this happening.".to_owned(),
                Some((other, likeness)) => {
                    let other = &corpus.readings[*other].article;
                    let percent = (likeness * 100.0).round();
                    let dated = match &own.published {
                        Some(day) if day.how == "dated by its story" => {
                            " It has no date of its own and takes that of the story."
                        }
                        _ => "",
                    };
                    format!(
                        "Most like {} in headline, lead, names and days: {percent} of 100 such pairs report one happening.{dated}",
                        other.id
                    )
                }
            };
            Membership { article, why }
        })
        .collect()
}

/// Links stories in which one speaker speaks on one matter.
fn link(corpus: &Corpus, statements: &Statements, positions: &[Position], stories: &mut [Story]) {
    let number: BTreeMap<&str, usize> = statements
        .list
        .iter()
        .enumerate()
        .map(|(n, s)| (s.id.as_str(), n))
        .collect();
    let index: BTreeMap<String, usize> = stories
        .iter()
        .enumerate()
        .map(|(n, s)| (s.id.clone(), n))
        .collect();
    let mut links: BTreeSet<(usize, usize)> = BTreeSet::new();
    for position in positions {
        let of: BTreeSet<usize> = position
            .entries
            .iter()
            .filter_map(|entry| number.get(entry.statement.as_str()))
            .filter_map(|&n| index.get(&statements.list[n].story).copied())
            .collect();
        // Neighbours in time; the chain leads to the rest.
        let of: Vec<usize> = of.into_iter().collect();
        links.extend(of.windows(2).map(|pair| (pair[0], pair[1])));
    }
    for (earlier, later) in links {
        let before = match (stories[earlier].last, stories[later].first) {
            (Some(a), Some(b)) => a < b,
            // Stories come by day, those without one last: their texts may
            // still look back on the other's year.
            (Some(day), None) => stories[later].articles.iter().any(|m| {
                let reading = &corpus.readings[m.article];
                let marks = crate::stories::days::DayMarks::of(
                    &corpus.words[m.article],
                    &reading.article.text,
                    &corpus.vocabulary,
                );
                marks.speak_against(day)
            }),
            _ => false,
        };
        if before {
            let id = stories[earlier].id.clone();
            stories[later].earlier.push(id);
        }
    }
}
