//! `the Norland leader`: the person whose title a description repeats.

use super::Resolver;
use crate::gender::Gender;
use crate::lexicon::{is_body, is_leader};
use crate::phrase::{Opening, Phrase};
use crate::title::Title;
use dixit_model::EntityKind;
use std::collections::BTreeMap;

/// Names looked at around a description.
const LOOK_BACK: usize = 300;
const LOOK_AHEAD: usize = 60;

impl Resolver<'_> {
    /// The person whose title a description repeats.
    pub(super) fn officer(&mut self, phrase: &Phrase) -> Option<(usize, f32)> {
        let wanted = Title::of(self.page.text, &phrase.main)?;
        let here = phrase.span.start;
        let mut best: Option<(f32, usize)> = None;
        for (index, last) in self.near(here) {
            let figure = &self.cast.figures[index];
            if figure.kind != EntityKind::Person {
                continue;
            }
            let fit = figure
                .titles
                .iter()
                .map(|title| fit(&wanted, title))
                .fold(f32::NEG_INFINITY, f32::max);
            let fit = if figure.head.as_deref() == Some(wanted.head.as_str()) {
                fit.max(2.4)
            } else {
                fit
            };
            let least = if wanted.head == "leader" { 1.0 } else { 1.8 };
            if fit < least || !figure.gender.agrees(wanted.gender()) {
                continue;
            }
            // Nearer and more often named is likelier meant.
            let near = last.map_or(-1.0, |last| {
                let sentences = self.page.sentence(here) - self.page.sentence(last);
                1.0 / (1.0 + sentences as f32 / 4.0)
            });
            let score = fit + near + 0.15 * (figure.mentions.len().max(1) as f32).log2();
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, index));
            }
        }
        best.map(|(score, figure)| (figure, if score > 3.5 { 0.88 } else { 0.75 }))
            .or_else(|| self.only_holder(phrase, &wanted))
    }

    /// `the Harbour City senator`: the only one named before with that office,
    /// though not with these words about it.
    fn only_holder(&self, phrase: &Phrase, wanted: &Title) -> Option<(usize, f32)> {
        if phrase.opening != Opening::Definite || !phrase.tail.is_empty() {
            return None;
        }
        let portfolio = |title: &Title| -> Vec<String> {
            let words = title.words.iter().filter(|word| is_portfolio(word));
            words.cloned().collect()
        };
        let wanted_portfolio = portfolio(wanted);
        let near = self.near(phrase.span.start);
        let mut holders = near.iter().filter(|&(&index, last)| {
            let figure = &self.cast.figures[index];
            figure.kind == EntityKind::Person
                && figure.head.is_none()
                && last.is_some()
                && figure.gender.agrees(wanted.gender())
                && figure.titles.iter().any(|title| {
                    title.head == wanted.head
                        && fit(wanted, title) > f32::NEG_INFINITY
                        && wanted_portfolio
                            .iter()
                            .all(|word| title.words.contains(word))
                })
        });
        let (&only, _) = holders.next()?;
        holders.next().is_none().then_some((only, 0.65))
    }

    /// The figures named or heard around `here`, each with its last place before.
    fn near(&self, here: usize) -> BTreeMap<usize, Option<usize>> {
        let all = &self.cast.sightings;
        let place = all.partition_point(|s| s.span.start < here);
        let mut found: BTreeMap<usize, Option<usize>> = BTreeMap::new();
        for sighting in &all[place..all.len().min(place + LOOK_AHEAD)] {
            found.entry(sighting.figure).or_insert(None);
        }
        for sighting in &all[place.saturating_sub(LOOK_BACK)..place] {
            found.insert(sighting.figure, Some(sighting.span.start));
        }
        for &row in self.spoken.iter().rev().take(24) {
            if let Some(speaker) = &self.speakers[row] {
                let start = super::position(&self.rows[row]);
                let entry = found.entry(speaker.entity).or_insert(None);
                if start < here {
                    *entry = Some(entry.unwrap_or(0).max(start));
                }
            }
        }
        found
    }

    /// The person most named with that office.
    pub(super) fn by_office(&self, head: &str, country: Option<&str>) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (index, figure) in self.cast.figures.iter().enumerate() {
            let holds = figure
                .titles
                .iter()
                .any(|title| title.head == head && (country.is_none() || title.country == country));
            let count = figure.mentions.len();
            if holds && best.is_none_or(|(most, _)| count > most) {
                best = Some((count, index));
            }
        }
        best.map(|(_, index)| index)
    }
}

/// Words of a title that say which office it is.
fn is_portfolio(word: &str) -> bool {
    matches!(
        word,
        "foreign"
            | "defense"
            | "defence"
            | "interior"
            | "finance"
            | "prime"
            | "press"
            | "state"
            | "security"
            | "attorney"
            | "general"
            | "homeland"
            | "intelligence"
            | "communications"
            | "campaign"
            | "police"
            | "army"
            | "military"
            | "navy"
            | "trade"
            | "energy"
            | "health"
            | "justice"
            | "education"
            | "environment"
            | "labor"
            | "labour"
            | "transport"
            | "treasury"
            | "commerce"
            | "agriculture"
            | "former"
            | "ex"
    )
}

/// How well a title fits the wanted description.
fn fit(wanted: &Title, title: &Title) -> f32 {
    let leads = is_leader(&wanted.head) && is_leader(&title.head);
    let same = wanted.head == title.head;
    let leader = leads && wanted.head == "leader";
    if !(same || leader) {
        return f32::NEG_INFINITY;
    }
    let mut score = if same { 2.0 } else { 1.5 };
    match (wanted.country, title.country) {
        (Some(a), Some(b)) if a == b => score += 1.5,
        (Some(_), Some(_)) => return f32::NEG_INFINITY,
        (Some(_), None) => score -= 0.4,
        _ => {}
    }
    let country_words = |word: &String| crate::country::of_word(word).is_some();
    for word in &wanted.words {
        // `the company's chairman` is `chairman` beside his name.
        if *word == wanted.head
            || country_words(word)
            || is_body(word) && !title.words.iter().any(|w| is_body(w))
        {
            continue;
        }
        score += if title.words.contains(word) {
            0.6
        } else {
            -0.8
        };
    }
    let has = |t: &Title, words: &[&str]| {
        let mut parts = t.words.iter().flat_map(|word| word.split('-'));
        parts.any(|part| words.contains(&part))
    };
    let former = |t: &Title| has(t, &["former", "ex", "then"]);
    if former(title) && !former(wanted) {
        score -= 0.8;
    }
    // `the president` is no vice president, nor the other way round.
    let second = |t: &Title| has(t, &["vice", "deputy"]);
    if second(title) != second(wanted) {
        return f32::NEG_INFINITY;
    }
    if title.gender() != Gender::Unknown && !title.gender().agrees(wanted.gender()) {
        return f32::NEG_INFINITY;
    }
    score
}
