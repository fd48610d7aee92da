//! Numbers about the same thing that differ.
//!
//! A number counts the noun after it, or those to whom something happened: the
//! killed, the injured. Two accounts count the same thing if the words around
//! their numbers agree well beyond that, and no account has both numbers.

use crate::amount::{self, Amount};
use crate::corpus::Corpus;
use crate::entities::body;
use crate::words::Word;
use dixit_model::{Disagreement, DisagreementKind, Passage, Side, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Words to either side that tell what is counted.
const AROUND: usize = 12;
/// How much of the lighter surroundings must agree, and how many telling words
/// they must share, of what happened to people and of any other noun.
const ALIKE: [(f32, usize); 2] = [(0.25, 2), (0.35, 3)];
/// What happened to those who are counted, by the stems that say so.
const FATES: &[(&str, &[&str])] = &[
    ("killed", &["kill", "dead", "die", "death", "slain"]),
    ("injured", &["injur", "wound", "hurt"]),
    ("arrested", &["arrest", "detain"]),
];
/// Units and what is counted off rather than counted.
const UNITS: &[&str] = &[
    "percent",
    "per",
    "percentag",
    "point",
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minut",
    "second",
    "time",
    "dollar",
    "cent",
    "mile",
    "foot",
    "feet",
    "meter",
    "pound",
    "degre",
    "o'clock",
    "a.m",
    "p.m",
    "am",
    "pm",
    "et",
    "edt",
    "est",
    "old",
    "stori",
    "vote",
    "to",
    "new",
    "more",
    "other",
];

/// A number with what it counts.
struct Count {
    article: usize,
    amount: Amount,
    around: BTreeMap<u32, f32>,
    names: BTreeSet<u32>,
    /// Names after *in*, *at* or *outside*.
    places: BTreeSet<u32>,
    /// The country or people that is named among the words of the count.
    people: Option<String>,
    span: Span,
}

/// The counts on which the articles of a story differ.
pub(crate) fn numbers(corpus: &Corpus, articles: &[usize]) -> Vec<Disagreement> {
    let mut matters: BTreeMap<String, Vec<Count>> = BTreeMap::new();
    for &article in articles {
        for (matter, count) in counts(corpus, article) {
            matters.entry(matter).or_default().push(count);
        }
    }
    let mut list = Vec::new();
    for (matter, counts) in matters.iter().filter(|(_, counts)| counts.len() < 60) {
        let mut used = BTreeSet::new();
        for (at, first) in counts.iter().enumerate() {
            let mut group = vec![first];
            for (other_at, other) in counts.iter().enumerate().skip(at + 1) {
                let elsewhere = other.article != first.article && !used.contains(&at);
                if elsewhere && alike(matter, first, other) && used.insert(other_at) {
                    group.push(other);
                }
            }
            let sides = sides(group);
            if sides.len() > 1 && !both_in_one(counts, &sides) {
                list.push(disagreement(corpus, matter, &sides));
            }
        }
    }
    list
}

/// Counts that may both be true stand on one side.
fn sides(group: Vec<&Count>) -> Vec<Vec<&Count>> {
    let mut sides: Vec<Vec<&Count>> = Vec::new();
    for count in group {
        let fits = |side: &&mut Vec<&Count>| side.iter().all(|c| c.amount.agrees(count.amount));
        match sides.iter_mut().find(fits) {
            Some(side) => side.push(count),
            None => sides.push(vec![count]),
        }
    }
    sides
}

/// Whether an article that has one side's number of something has another's
/// too: then they count two things, or one before and after.
fn both_in_one(counts: &[Count], sides: &[Vec<&Count>]) -> bool {
    let mut by_article: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for count in counts {
        for (number, side) in sides.iter().enumerate() {
            if side.iter().all(|c| c.amount.agrees(count.amount)) {
                by_article.entry(count.article).or_default().insert(number);
            }
        }
    }
    by_article.values().any(|sides| sides.len() > 1)
}

fn counts(corpus: &Corpus, article: usize) -> Vec<(String, Count)> {
    let text = &corpus.readings[article].article.text;
    let words = &corpus.words[article];
    let lower: Vec<String> = words
        .iter()
        .map(|w| w.span.of(text).to_lowercase())
        .collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let mut counts = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let from = at;
        at += 1;
        let Some(amount) = amount::amount(&lower[from..]) else {
            continue;
        };
        at = from + amount.words;
        // *the 12*, *$12* and *No. 12* count nothing.
        let sign = text[..words[from].span.start].chars().next_back();
        if sign.is_some_and(|c| !c.is_whitespace() && !"(“\"'‘".contains(c)) {
            continue;
        }
        let sentence = sentence(text, words, from);
        let Some((matter, to)) = matter(corpus, text, &words[..sentence.1], at, from) else {
            continue;
        };
        let near = from.saturating_sub(AROUND).max(sentence.0)..(at + AROUND).min(sentence.1);
        let vocabulary = &corpus.vocabulary;
        let telling = |w: &&Word| vocabulary.weight(w.term) > 2.0;
        let counted = from..to;
        let around = near
            .clone()
            .filter(|n| !counted.contains(n))
            .map(|n| &words[n])
            .filter(telling)
            .map(|w| (w.term, vocabulary.weight(w.term).min(6.0)))
            .collect();
        // *six of the eight docks* has the whole beside the part.
        if lower[from.saturating_sub(3)..from].contains(&"of") {
            continue;
        }
        let place = |n: &usize| words[*n].name && matches!(lower[*n - 1], "in" | "at" | "outside");
        let places = near.clone().filter(|&n| n > 0).filter(place);
        let places = places.map(|n| words[n].term).collect();
        let people = words[from..to].iter().map(|w| w.span.of(text));
        let mut people = people
            .filter(|word| body::is_country(word))
            .map(body::folded);
        let people = people.next_back();
        let names = near.map(|n| &words[n]).filter(|w| w.name).map(|w| w.term);
        let count = Count {
            article,
            amount: amount.after(&lower[from.saturating_sub(3)..from]),
            around,
            names: names.collect(),
            places,
            people,
            span: Span::new(words[from].span.start, words[to - 1].span.end),
        };
        counts.push((matter, count));
    }
    counts
}

/// The words of the sentence that a word stands in, from and to.
fn sentence(text: &str, words: &[Word], at: usize) -> (usize, usize) {
    let ends = |n: usize| {
        let gap = &text[words[n].span.end..words[n + 1].span.start];
        gap.contains(['.', '!', '?', '\n', ';']) && gap.contains(char::is_whitespace)
    };
    let from = (0..at).rev().find(|&n| ends(n)).map_or(0, |n| n + 1);
    let to = (at..words.len() - 1).find(|&n| ends(n));
    (from, to.map_or(words.len(), |n| n + 1))
}

/// What the number that ends before `at` counts, and where its words end.
fn matter(
    corpus: &Corpus,
    text: &str,
    words: &[Word],
    at: usize,
    from: usize,
) -> Option<(String, usize)> {
    let stem = |n: usize| corpus.vocabulary.stem(words[n].term);
    let fate = |n: usize| {
        let found = FATES.iter().find(|(_, stems)| stems.contains(&stem(n)));
        found.map(|(fate, _)| *fate)
    };
    let close = |n: usize| {
        text[words[n - 1].span.end..words[n].span.start]
            .chars()
            .all(char::is_whitespace)
    };
    // *eight people were injured*, *eight injured*: no other number between.
    let ahead = (at..words.len().min(at + 4)).take_while(|&n| close(n));
    for n in ahead {
        let digit = words[n]
            .span
            .of(text)
            .starts_with(|c: char| c.is_ascii_digit());
        if digit || matches!(stem(n), "and" | "or" | "who" | "of" | "includ") {
            break;
        }
        if let Some(fate) = fate(n) {
            return Some((fate.to_owned(), n + 1));
        }
    }
    // *killed at least eight*.
    let behind = (from.saturating_sub(4)..from)
        .rev()
        .take_while(|&n| close(n + 1));
    for n in behind {
        if let Some(fate) = fate(n).filter(|_| !matches!(stem(n), "death" | "die" | "dead")) {
            return Some((fate.to_owned(), at.min(words.len())));
        }
        if !matches!(
            stem(n),
            "at" | "least"
                | "more"
                | "than"
                | "about"
                | "some"
                | "nearli"
                | "over"
                | "up"
                | "to"
                | "as"
                | "mani"
        ) {
            break;
        }
    }
    // *40 ballistic missiles*: the noun with the word before it.
    let noun = (at..words.len().min(at + 3))
        .take_while(|&n| close(n) && words[n].span.of(text).starts_with(char::is_lowercase))
        .filter(|&n| corpus.vocabulary.weight(words[n].term) > 2.0)
        .last()?;
    let plural = words[noun].span.of(text).ends_with('s');
    let unit = (at..=noun).any(|n| UNITS.contains(&stem(n)));
    // *five counts of fraud* are some of the counts.
    let part = words.get(noun + 1).is_some_and(|w| w.span.of(text) == "of");
    (plural && !unit && !part).then(|| (stem(noun).to_owned(), noun + 1))
}

/// Whether the words around two counts say that they count one thing.
fn alike(matter: &str, a: &Count, b: &Count) -> bool {
    // *nine in Veld* and *22 in Orrin* are two counts.
    if !a.names.is_empty() && !b.names.is_empty() && a.names.is_disjoint(&b.names) {
        return false;
    }
    let both = !a.places.is_empty() && !b.places.is_empty();
    if both && a.places.is_disjoint(&b.places) || a.people != b.people {
        return false;
    }
    // What differs tenfold was counted in another place or time.
    let (x, y) = (a.amount, b.amount);
    if x.least > 10.0 * y.most || y.least > 10.0 * x.most {
        return false;
    }
    let sum = |around: &BTreeMap<u32, f32>| around.values().sum::<f32>();
    let shared: Vec<f32> = a
        .around
        .iter()
        .filter(|(term, _)| b.around.contains_key(term))
        .map(|(_, &weight)| weight)
        .collect();
    let least = sum(&a.around).min(sum(&b.around));
    let (share, words) = ALIKE[usize::from(!is_fate(matter))];
    shared.len() >= words && shared.iter().sum::<f32>() >= least * share
}

fn is_fate(matter: &str) -> bool {
    FATES.iter().any(|(fate, _)| *fate == matter)
}

fn disagreement(corpus: &Corpus, about: &str, sides: &[Vec<&Count>]) -> Disagreement {
    let words = |c: &Count| c.span.of(&corpus.readings[c.article].article.text);
    let mut sides: Vec<Side> = sides
        .iter()
        .map(|counts| Side {
            text: words(counts[0]).to_owned(),
            passages: counts
                .iter()
                .map(|c| Passage {
                    article: c.article,
                    span: c.span,
                })
                .collect(),
        })
        .collect();
    sides.sort_by(|a, b| {
        b.passages
            .len()
            .cmp(&a.passages.len())
            .then_with(|| a.passages.cmp(&b.passages))
    });
    let last = || sides[0].text.split_whitespace().last().unwrap_or_default();
    let about = if is_fate(about) { about } else { last() };
    Disagreement {
        kind: DisagreementKind::Number,
        about: about.to_owned(),
        sides,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Article, Reading};

    /// The sides of what some articles differ in, each as its words.
    fn differ(texts: &[&str]) -> Vec<Vec<String>> {
        let readings = texts.iter().enumerate().map(|(n, text)| Reading {
            article: Article::plain(format!("a{n}"), *text),
            sentences: Vec::new(),
            attributions: Vec::new(),
            entities: Vec::new(),
            names: Vec::new(),
            times: Vec::new(),
        });
        let corpus = Corpus::new(readings.collect());
        let all: Vec<usize> = (0..texts.len()).collect();
        let found = numbers(&corpus, &all).into_iter();
        let sides = found.map(|d| d.sides.into_iter().map(|side| side.text).collect());
        sides.collect()
    }

    #[test]
    fn eight_injured_and_dozens_differ() {
        let found = differ(&[
            "At least eight people were injured when a crane fell on the quay at Veld on Friday.",
            "Dozens were injured on Friday when the crane fell at Veld, the harbour office said.",
        ]);
        assert_eq!(
            found,
            [["eight people were injured", "Dozens were injured"]]
        );
    }

    #[test]
    fn what_may_both_be_true_is_no_difference() {
        let found = differ(&[
            "More than a dozen people were injured when a crane fell on the quay at Veld on Friday.",
            "The crane that fell on the quay at Veld on Friday injured 15 people, doctors said.",
        ]);
        assert_eq!(found, Vec::<Vec<String>>::new());
    }

    #[test]
    fn an_account_with_both_numbers_counts_two_things() {
        let found = differ(&[
            "Eight people were injured when a crane fell on the quay at Veld on Friday.",
            "Crane falls at Veld quay: 20 people were injured on Friday. Eight people were injured by glass.",
        ]);
        assert_eq!(found, Vec::<Vec<String>>::new());
    }

    #[test]
    fn two_places_are_two_counts() {
        let found = differ(&[
            "Nine people were killed when gunmen stormed a crowded bar in Veldburg late on Friday.",
            "Gunmen who stormed a crowded bar in Holmstad late on Friday killed 22 people.",
        ]);
        assert_eq!(found, Vec::<Vec<String>>::new());
    }

    #[test]
    fn other_nouns_need_more_in_common() {
        let one = "Orrin fired 15 ballistic missiles at two harbour barracks of the Veld garrison.";
        let found = differ(&[
            one,
            "Orrin fired 22 ballistic missiles at harbour barracks of the Veld garrison.",
        ]);
        assert_eq!(found, [["15 ballistic missiles", "22 ballistic missiles"]]);
        let found = differ(&[
            one,
            "Veld bought 22 ballistic missiles last spring from a dealer.",
        ]);
        assert_eq!(found, Vec::<Vec<String>>::new());
    }
}
