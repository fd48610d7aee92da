//! What people say about the record: a log that only grows, and its effect.

mod effect;
mod log;
mod settle;
mod settled;

pub use effect::Corrected;
pub use log::{CorrectionId, CorrectionRow};
pub use settled::Anchor;

pub(crate) use log::in_effect;
pub(crate) use settled::Settled;

use crate::key::fold;
use dixit_model::{CodePoints, Date, EntityKind, Reading, Span, Spans};
use std::collections::{BTreeMap, BTreeSet};

/// Something that a person says about the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// Who says it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// What is to change.
    pub change: Change,
}

/// What a correction changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// This attribution is right.
    Confirm {
        /// The attribution.
        attribution: Anchor,
    },
    /// This is no attribution.
    Reject {
        /// The attribution.
        attribution: Anchor,
    },
    /// Somebody else said it.
    Speaker {
        /// The attribution.
        attribution: Anchor,
        /// Who said it.
        name: String,
        /// What that is.
        kind: EntityKind,
    },
    /// Two entities are one.
    MergeEntities {
        /// The key of the one whose names become the other's.
        from: String,
        /// The key of the one that stays.
        into: String,
    },
    /// In some articles a name means another entity than it does elsewhere.
    RenameIn {
        /// Keys of the articles.
        articles: Vec<String>,
        /// The name by which the entity goes there.
        name: String,
        /// The name that tells it apart.
        new_name: String,
    },
    /// Two stories are one.
    MergeStories {
        /// The key of one.
        a: String,
        /// The key of the other.
        b: String,
    },
    /// An article belongs to another story.
    SplitStory {
        /// The key of the story.
        story: String,
        /// The key of the article.
        article: String,
    },
    /// Two statements are one.
    MergeStatements {
        /// The key of one.
        a: String,
        /// The key of the other.
        b: String,
    },
    /// An attribution belongs to another statement.
    SplitStatement {
        /// The key of the statement.
        statement: String,
        /// The attribution.
        attribution: Anchor,
    },
    /// Who owns an outlet: those of one owner are not independent.
    Owner {
        /// The outlet's name.
        outlet: String,
        /// The owner's name.
        owner: String,
    },
    /// The day an article was published.
    Published {
        /// The article's key.
        article: String,
        /// The day.
        date: Date,
    },
    /// Who published an article.
    Outlet {
        /// The article's key.
        article: String,
        /// The outlet's name.
        name: String,
    },
}

/// The corrections that are in effect, ready to be applied.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    /// In the order they were made: later ones win.
    pub(crate) list: Vec<(String, Settled)>,
    /// Which concern which article.
    of_article: BTreeMap<String, Vec<usize>>,
    /// Which concern every article.
    of_all: Vec<usize>,
}

impl Corrections {
    pub(crate) fn new(list: Vec<(String, Settled)>) -> Self {
        let mut of_article: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut of_all = Vec::new();
        for (number, (_, settled)) in list.iter().enumerate() {
            match settled.changes_readings_of() {
                None => of_all.push(number),
                Some(articles) => {
                    for article in articles {
                        of_article
                            .entry(article.to_owned())
                            .or_default()
                            .push(number);
                    }
                }
            }
        }
        Corrections {
            list,
            of_article,
            of_all,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// A reading (whose article's id is its key) with what people said about
    /// it.
    pub fn apply(&self, reading: Reading) -> Corrected {
        let own = self.of_article.get(&reading.article.id);
        let mut numbers: Vec<usize> = own.into_iter().flatten().copied().collect();
        numbers.extend(&self.of_all);
        numbers.sort_unstable();
        let mut corrected = Corrected::new(reading);
        for number in numbers {
            let (author, settled) = &self.list[number];
            effect::apply(&mut corrected, author, settled);
        }
        corrected.reject();
        corrected
    }

    /// Pairs of articles, by key, that belong to one story; what was split off
    /// a story later holds it together no more.
    pub fn stories_together(&self) -> Vec<[String; 2]> {
        let mut pairs = Vec::new();
        for (number, (_, settled)) in self.list.iter().enumerate() {
            let Settled::MergeStories { articles, .. } = settled else {
                continue;
            };
            let split_off = |key: &String| {
                self.list[number..].iter().any(|(_, later)| {
                    matches!(later, Settled::SplitStory { article, .. } if article == key)
                })
            };
            let left: Vec<&String> = articles.iter().filter(|key| !split_off(key)).collect();
            let neighbours = left.windows(2);
            pairs.extend(neighbours.map(|pair| [pair[0].clone(), pair[1].clone()]));
        }
        pairs
    }

    /// Pairs of articles, by key, that belong to different stories.
    pub fn stories_apart(&self) -> Vec<[String; 2]> {
        let pairs = self.list.iter().flat_map(|(_, settled)| match settled {
            Settled::SplitStory {
                article, others, ..
            } => others
                .iter()
                .map(|o| [article.clone(), o.clone()])
                .collect(),
            _ => Vec::new(),
        });
        pairs.collect()
    }

    /// Pairs of attributions of these readings, by article and name, that
    /// belong to one statement.
    pub fn statements_together(&self, readings: &[Reading]) -> Vec<[(String, String); 2]> {
        let pairs = self.list.iter().filter_map(|(_, settled)| match settled {
            Settled::MergeStatements { members, .. } => {
                Some([held(&members[0], readings)?, held(&members[1], readings)?])
            }
            _ => None,
        });
        pairs.collect()
    }

    /// Pairs of attributions of these readings, by article and name, that
    /// belong to different statements.
    pub fn statements_apart(&self, readings: &[Reading]) -> Vec<[(String, String); 2]> {
        let mut pairs = Vec::new();
        for (_, settled) in &self.list {
            let Settled::SplitStatement {
                attribution,
                others,
                ..
            } = settled
            else {
                continue;
            };
            let Some(own) = held(attribution, readings) else {
                continue;
            };
            let others = others.iter().filter_map(|other| held(other, readings));
            pairs.extend(others.map(|other| [own.clone(), other]));
        }
        pairs
    }

    /// Who owns which outlet.
    pub fn owners(&self) -> BTreeMap<String, String> {
        let owners = self.list.iter().filter_map(|(_, settled)| match settled {
            Settled::Owner { outlet, owner } => Some((outlet.clone(), owner.clone())),
            _ => None,
        });
        owners.collect()
    }
}

/// The attribution that an anchor holds on to, by article and name.
fn held(anchor: &Anchor, readings: &[Reading]) -> Option<(String, String)> {
    let mut readings = readings.iter();
    let reading = readings.find(|reading| reading.article.id == anchor.article)?;
    let place = place_of(anchor, reading)?;
    Some((
        anchor.article.clone(),
        reading.attributions[place].id.clone(),
    ))
}

/// Where in a reading the attribution is that an anchor holds on to: the one
/// whose content overlaps best, so that a correction survives reading anew; in
/// another version of the article, the one with its words.
pub(crate) fn place_of(anchor: &Anchor, reading: &Reading) -> Option<usize> {
    let map = CodePoints::new(&reading.article.text);
    let Some((from, to)) = stretch(anchor, &reading.article.text, &map) else {
        return place_by_words(anchor, reading);
    };
    let mut best: Option<(usize, f64, bool)> = None;
    for (place, attribution) in reading.attributions.iter().enumerate() {
        let Some(hull) = attribution.content.hull() else {
            continue;
        };
        let [start, end] = map.span(hull);
        let shared = end.min(to).saturating_sub(start.max(from));
        let both = end.max(to) - start.min(from);
        let overlap = shared as f64 / both.max(1) as f64;
        let same = attribution.id == anchor.attribution;
        let better = match best {
            None => true,
            Some((_, most, named)) => (overlap, same) > (most, named),
        };
        if better {
            best = Some((place, overlap, same));
        }
    }
    // Less than a third of the words is another attribution.
    best.filter(|&(_, overlap, _)| overlap >= 1.0 / 3.0)
        .map(|(place, _, _)| place)
}

/// Where an anchor's words stand in a text, in code points: where they stood,
/// else the nearest place that has them.
fn stretch(anchor: &Anchor, text: &str, map: &CodePoints) -> Option<(usize, usize)> {
    if anchor.words.is_empty() {
        return Some((anchor.start, anchor.end));
    }
    text.match_indices(&anchor.words)
        .map(|(at, words)| map.span(Span::new(at, at + words.len())))
        .min_by_key(|[start, _]| start.abs_diff(anchor.start))
        .map(|[start, end]| (start, end))
}

/// The attribution that shares most words with an anchor, if most of both are
/// shared.
fn place_by_words(anchor: &Anchor, reading: &Reading) -> Option<usize> {
    let words = |text: &str| -> BTreeSet<String> { text.split_whitespace().map(fold).collect() };
    let theirs = words(&anchor.words);
    let shares = reading
        .attributions
        .iter()
        .enumerate()
        .filter_map(|(place, row)| {
            let hull = row.content.hull()?;
            let own = words(&reading.article.text[hull.start..hull.end]);
            let shared = own.intersection(&theirs).count();
            let all = own.union(&theirs).count();
            Some((place, shared, all)).filter(|_| shared * 2 > all)
        });
    shares
        .max_by(|a, b| (a.1 * b.2).cmp(&(b.1 * a.2)).then(b.0.cmp(&a.0)))
        .map(|(place, _, _)| place)
}
