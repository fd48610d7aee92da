//! `the Norland leader`, `the ministry`, `a senior official`: who is described.

use super::{Resolver, is_definite};
use crate::gender::Gender;
use crate::lexicon::{is_body, is_leader};
use crate::phrase::{Head, Opening, Phrase};
use crate::title::{Title, country_in};
use crate::word::Word;
use dixit_model::{EntityKind, Resolved, Span};
use std::collections::BTreeMap;

/// Names looked at around a description.
const LOOK_BACK: usize = 300;
const LOOK_AHEAD: usize = 60;

/// How far back a description may stand that `the officials` repeats.
const WRITTEN: usize = 2_500;

/// How far back a body may stand that `the ministry` means.
const BYTES: usize = 6_000;

impl Resolver<'_> {
    pub(super) fn description(&mut self, phrase: &Phrase, row: Option<usize>) -> Option<Resolved> {
        if let Some(office) = self.own_office(phrase, row) {
            return Some(office);
        }
        let found = match phrase.kind {
            Head::Role if is_definite(phrase) => self.officer(phrase),
            Head::Body if is_definite(phrase) => self.known_body(phrase, row),
            Head::People if phrase.opening == Opening::Definite => self.same_head(phrase),
            // `an official said`: of those heard before.
            Head::Role => self.same_head(phrase),
            _ => None,
        };
        let found = match phrase.kind {
            Head::Role if found.is_none() => self.same_head(phrase),
            _ => found,
        };
        if let Some((figure, confidence)) = found {
            return Some(Resolved {
                entity: figure,
                how: "description".into(),
                confidence,
                evidence: Some(phrase.span),
            });
        }
        let kind = match phrase.kind {
            Head::Role => EntityKind::Person,
            Head::People => EntityKind::Group,
            Head::Body => EntityKind::Organisation,
            Head::Document => EntityKind::Document,
            Head::Other if phrase.head.ends_with('s') => EntityKind::Group,
            Head::Other => EntityKind::Other,
        };
        let figure = self.described(phrase, kind);
        Some(Resolved {
            entity: figure,
            how: "description".into(),
            confidence: 0.85,
            evidence: Some(phrase.span),
        })
    }

    /// `her office` is the office of whoever she is.
    fn own_office(&mut self, phrase: &Phrase, row: Option<usize>) -> Option<Resolved> {
        let words = self.page.words(phrase.span);
        let [whose, office] = words[..] else {
            return None;
        };
        if office.lower() != "office" || !matches!(whose.lower().as_str(), "his" | "her") {
            return None;
        }
        let holder = self.pronoun(whose, row)??;
        let name = format!("{}'s office", self.cast.figures[holder.entity].name);
        let entity = self
            .cast
            .keyed(&crate::fold::fold(&name), &name, EntityKind::Organisation);
        Some(Resolved {
            entity,
            how: "description".into(),
            confidence: holder.confidence * 0.9,
            evidence: Some(phrase.span),
        })
    }

    /// The person whose title a description repeats.
    fn officer(&mut self, phrase: &Phrase) -> Option<(usize, f32)> {
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

    /// The body that `the ministry` or `the newspaper` means.
    fn known_body(&mut self, phrase: &Phrase, row: Option<usize>) -> Option<(usize, f32)> {
        let head = phrase.head.as_str();
        let modifiers: Vec<String> = phrase
            .main
            .iter()
            .take(phrase.main.len() - 1)
            .map(|word| word.lower())
            .collect();
        let country = country_in(&phrase.main);
        if !modifiers.is_empty() && country.is_none() {
            return self
                .named_before(phrase)
                .or_else(|| self.shortened(phrase))
                .map(|figure| (figure, 0.9));
        }
        if matches!(head, "government" | "authority") || (country.is_some() && !is_body(head)) {
            if let Some(state) = country {
                let figure = self
                    .cast
                    .keyed(&crate::fold::fold(state), state, EntityKind::State);
                return Some((figure, 0.85));
            }
            return self.own_state().map(|figure| (figure, 0.55));
        }
        if country.is_some() {
            return None;
        }
        let here = phrase.span.start;
        let from = here.saturating_sub(BYTES);
        let spoke: Vec<usize> = self
            .spoken
            .iter()
            .rev()
            .take(6)
            .filter_map(|&row| self.speakers[row].as_ref().map(|s| s.entity))
            .collect();
        // Nobody calls himself `the company`.
        let parent = row.and_then(|row| self.rows[row].parent);
        let own = parent.and_then(|parent| Some(self.speakers[parent].as_ref()?.entity));
        let needs_name = needs_name(head);
        let names_it = |name: &str| {
            name.split(' ')
                .any(|word| word == head || word.strip_suffix('s') == Some(head))
        };
        let mut best: Option<(f32, usize)> = None;
        let mut seen = 0.0;
        let recent = self.cast.sightings_in(Span::new(from, here));
        let candidates = recent
            .iter()
            .rev()
            .take(40)
            .map(|s| s.figure)
            .chain(spoke.iter().copied());
        for figure in candidates {
            let known = &self.cast.figures[figure];
            if !matches!(known.kind, EntityKind::Organisation) || own == Some(figure) {
                continue;
            }
            let name = known.name.to_lowercase();
            let names_it = names_it(&name) || known.nouns.contains(head);
            // `the magazine` is no `House of Representatives`.
            if !names_it && !needs_name && name.split(' ').any(self::needs_name) {
                continue;
            }
            // A seat of government is no company.
            let seat = crate::cast::is_seat(&name);
            if (needs_name || seat) && !names_it {
                continue;
            }
            let press = matches!(
                head,
                "newspaper" | "paper" | "magazine" | "tabloid" | "publication" | "outlet"
            );
            let masthead = crate::organ::is_press(&known.name);
            seen += 1.0;
            let score = if names_it { 2.0 } else { 0.0 }
                + if press == masthead { 1.0 } else { -0.5 }
                + if spoke.first() == Some(&figure) {
                    1.0
                } else {
                    0.0
                }
                + if spoke.contains(&figure) { 0.5 } else { 0.0 }
                + 0.1 * (known.mentions.len() as f32).min(8.0)
                - 0.15 * seen;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, figure));
            }
        }
        if best.is_none() && needs_name {
            // `the administration`, before it is named the only time.
            let mut named = (0..self.cast.figures.len()).filter(|&figure| {
                let known = &self.cast.figures[figure];
                known.kind == EntityKind::Organisation
                    && known.head.is_none()
                    && names_it(&known.name.to_lowercase())
            });
            return match (named.next(), named.next()) {
                (Some(only), None) => Some((only, 0.6)),
                _ => None,
            };
        }
        best.map(|(score, figure)| (figure, if score > 2.0 { 0.88 } else { 0.65 }))
    }

    /// `the Harbour Lights website`: the name right before the noun, where
    /// that noun stands for the named itself.
    fn named_before(&self, phrase: &Phrase) -> Option<usize> {
        let own = matches!(
            phrase.head.as_str(),
            "newspaper" | "magazine" | "website" | "tabloid" | "channel" | "network" | "site"
        );
        let [.., last, head] = phrase.main.as_slice() else {
            return None;
        };
        let sighting = self
            .cast
            .sightings_in(Span::new(phrase.span.start, head.span.start))
            .last()?;
        let figure = &self.cast.figures[sighting.figure];
        let whole = sighting.span.end == last.span.end
            && sighting.span.start == phrase.main.first()?.span.start;
        (own && whole && !sighting.modifier && figure.kind == EntityKind::Organisation)
            .then_some(sighting.figure)
    }

    /// `the harbour office`, whose full name ends in these words.
    fn shortened(&self, phrase: &Phrase) -> Option<usize> {
        let words: Vec<String> = phrase.main.iter().map(|word| word.lower()).collect();
        let ending = format!(" {}", words.join(" "));
        let mut fuller = (0..self.cast.figures.len()).filter(|&figure| {
            let known = &self.cast.figures[figure];
            known.kind == EntityKind::Organisation
                && known.head.is_none()
                && known.name.to_lowercase().ends_with(&ending)
        });
        let only = fuller.next()?;
        fuller.next().is_none().then_some(only)
    }

    /// The state that an article without another in view means by `the
    /// government`: the one it names most.
    fn own_state(&self) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (index, figure) in self.cast.figures.iter().enumerate() {
            let count = figure.mentions.len();
            if figure.kind == EntityKind::State
                && count > 1
                && best.is_none_or(|(most, _)| count > most)
            {
                best = Some((count, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// `the officials`, `an official`: those described before with that noun, or
    /// one of them.
    fn same_head(&mut self, phrase: &Phrase) -> Option<(usize, f32)> {
        if phrase.main.len() > 1 || !phrase.tail.is_empty() {
            return None;
        }
        let head = phrase.head.as_str();
        self.heard(head)
            .map(|(before, known)| self.in_number(phrase, before, &known))
            .or_else(|| {
                (phrase.opening == Opening::Definite)
                    .then(|| self.written(phrase))
                    .flatten()
            })
    }

    /// The last speaker described with the noun `head`, in either number.
    fn heard(&self, head: &str) -> Option<(usize, String)> {
        self.spoken.iter().rev().take(12).find_map(|&row| {
            let figure = self.speakers[row].as_ref()?.entity;
            let known = self.cast.figures[figure].head.as_deref()?;
            let alike = known == head || is_plural_of(known, head) || is_plural_of(head, known);
            // `officials` alone say no more than the phrase does.
            let says_more = self.cast.figures[figure].name.contains(' ');
            (alike && (says_more || known == head)).then(|| (figure, known.to_owned()))
        })
    }

    /// That figure, or one of its description in the number of `phrase`.
    fn in_number(&mut self, phrase: &Phrase, before: usize, known: &str) -> (usize, f32) {
        let head = phrase.head.as_str();
        if known == head {
            // Another `official` than the one who spoke before is no matter: the
            // description is the same.
            return (before, 0.75);
        }
        let name = self.cast.figures[before].name.clone();
        let name: Vec<&str> = name
            .split(' ')
            .map(|word| if word == known { head } else { word })
            .collect();
        (self.renamed(&name.join(" "), phrase), 0.7)
    }

    /// `the officials` whom the text spoke of before as `senior port officials`,
    /// though not where anybody was heard to speak.
    fn written(&mut self, phrase: &Phrase) -> Option<(usize, f32)> {
        let here = phrase.span.start;
        let mut from = here.saturating_sub(WRITTEN);
        while !self.page.text.is_char_boundary(from) {
            from += 1;
        }
        let words = self.page.words(Span::new(from, here));
        let head = phrase.head.as_str();
        let (end, noun) = words.iter().enumerate().rev().find_map(|(place, word)| {
            let lower = word.lower();
            let alike = lower == head || is_plural_of(&lower, head);
            alike.then_some((place, lower))
        })?;
        // The few words before the noun, from the first that surely belongs to
        // it: `met senior port officials`.
        let mut first = end;
        while first > 0 && end - first < 3 {
            let word = &words[first - 1];
            let gap = &self.page.text[word.span.end..words[first].span.start];
            if !gap.trim().is_empty() || crate::lexicon::is_function(&word.lower()) {
                break;
            }
            first -= 1;
        }
        let opens = |word: &Word| self.page.sentence_span(word.span.start).start == word.span.start;
        let belongs = |word: &Word| {
            let lower = word.lower();
            crate::lexicon::is_role_modifier(&lower)
                || is_body(&lower)
                || crate::country::of_word(word.text).is_some()
                || word.is_capital() && !opens(word)
        };
        let first = first + words[first..end].iter().position(belongs)?;
        let mut name: Vec<String> = words[first..end]
            .iter()
            .map(|word| {
                let lower = word.lower();
                let small = opens(word) && crate::lexicon::is_role_modifier(&lower);
                if small { lower } else { word.text.to_owned() }
            })
            .collect();
        name.push(if noun == head { noun } else { head.to_owned() });
        Some((self.renamed(&name.join(" "), phrase), 0.65))
    }

    /// `one of the officials`: whom the officials are, in the singular.
    pub(super) fn one_of(&mut self, span: Span, row: Option<usize>) -> Option<Resolved> {
        let phrase = Phrase::of(self.page, span)?;
        if let Some(found) = self.apposed(&phrase) {
            return Some(found);
        }
        let all = self.description(&phrase, row)?;
        let figure = &self.cast.figures[all.entity];
        let Some(head) = singular(&phrase.head) else {
            return Some(all);
        };
        let name: Vec<&str> = figure
            .name
            .split(' ')
            .map(|word| if word == phrase.head { head } else { word })
            .collect();
        let name = name.join(" ");
        let one = Phrase {
            head: head.to_owned(),
            kind: Head::Role,
            ..phrase
        };
        Some(Resolved {
            entity: self.renamed(&name, &one),
            ..all
        })
    }

    /// The figure that is called by a description, not by the phrase's words.
    fn renamed(&mut self, name: &str, phrase: &Phrase) -> usize {
        let kind = match phrase.kind {
            Head::Role => EntityKind::Person,
            _ => EntityKind::Group,
        };
        let figure = self.cast.keyed(&crate::fold::fold(name), name, kind);
        let entry = &mut self.cast.figures[figure];
        entry.head.get_or_insert_with(|| phrase.head.clone());
        figure
    }
}

/// Whether a body is meant by `head` only where its name holds that word.
fn needs_name(head: &str) -> bool {
    matches!(
        head,
        "ministry"
            | "court"
            | "council"
            | "department"
            | "committee"
            | "commission"
            | "university"
            | "senate"
            | "house"
            | "congress"
            | "parliament"
            | "party"
            | "army"
            | "navy"
            | "police"
            | "bureau"
            | "board"
            | "institute"
            | "campaign"
            | "embassy"
            | "administration"
            | "military"
            | "foundation"
            | "association"
            | "hospital"
            | "school"
            | "church"
            | "museum"
    )
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

/// `official` for `officials`, where that is an office.
fn singular(head: &str) -> Option<&str> {
    head.strip_suffix('s')
        .filter(|one| crate::lexicon::is_role(one))
}

fn is_plural_of(head: &str, one: &str) -> bool {
    singular(head) == Some(one)
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
