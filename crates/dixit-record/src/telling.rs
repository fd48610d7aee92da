//! A story as the record tells it: title, membership, days, what differs.

use crate::corpus::Corpus;
use crate::disagreements;
use crate::entities::Entities;
use crate::findings;
use crate::statements::Statements;
use crate::stories::headline;
use dixit_model::{Disagreement, Membership, Story};
use std::collections::BTreeSet;

/// The story of a corpus; `alike` holds the likeness of pairs of its articles.
pub(crate) fn story(
    corpus: &Corpus,
    entities: &Entities,
    alike: &[(usize, usize, f32)],
    statements: &Statements,
    denials: Vec<Disagreement>,
) -> Story {
    let published = corpus.readings.iter().filter_map(|r| {
        let published = r.article.published.as_ref();
        published.map(|day| day.value)
    });
    let mut disagreements = denials;
    let all: Vec<usize> = (0..corpus.readings.len()).collect();
    disagreements.extend(disagreements::numbers(corpus, &all));
    disagreements.extend(disagreements::terms(corpus, &all));
    Story {
        id: "s1".to_owned(),
        title: title(corpus),
        articles: memberships(corpus, alike),
        first: published.clone().min(),
        last: published.max(),
        earlier: Vec::new(),
        findings: findings::findings(corpus, entities, statements),
        disagreements,
    }
}

/// The headline most like the others; of equals the shortest, then the first.
fn title(corpus: &Corpus) -> String {
    let bags: Vec<(usize, BTreeSet<String>)> = (0..corpus.readings.len())
        .map(|article| {
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

fn memberships(corpus: &Corpus, alike: &[(usize, usize, f32)]) -> Vec<Membership> {
    let mut nearest: Vec<Option<(usize, f32)>> = vec![None; corpus.readings.len()];
    for &(a, b, likeness) in alike {
        for (article, other) in [(a, b), (b, a)] {
            // The first of equals, so that order decides nothing.
            let better = |best: (usize, f32)| {
                likeness > best.1 || likeness.total_cmp(&best.1).is_eq() && other < best.0
            };
            if nearest[article].is_none_or(better) {
                nearest[article] = Some((other, likeness));
            }
        }
    }
    let alone = corpus.readings.len() == 1;
    let of = |(article, nearest): (usize, &Option<(usize, f32)>)| Membership {
        article,
        why: match nearest {
            None if alone => "No other article reports this happening.".to_owned(),
            None => "It was put here by hand.".to_owned(),
            &Some(nearest) => likest(corpus, article, nearest),
        },
    };
    nearest.iter().enumerate().map(of).collect()
}

/// Why an article is where the one most like it is.
fn likest(corpus: &Corpus, article: usize, (other, likeness): (usize, f32)) -> String {
    let own = &corpus.readings[article].article;
    let other = &corpus.readings[other].article;
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
