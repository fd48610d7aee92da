//! `the Norland leader`, `the ministry`, `a senior official`: who is described.

use super::{Resolver, is_definite};
use crate::lexicon::is_body;
use crate::phrase::{Head, Opening, Phrase};
use crate::word::Word;
use dixit_model::{EntityKind, Resolved, Span};

/// How far back a description may stand that `the officials` repeats.
const WRITTEN: usize = 2_500;

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
        if !matches!(whose.lower().as_str(), "his" | "her") {
            return None;
        }
        let name = match office.text {
            "office" => |name: &str| format!("{name}'s office"),
            // As the text calls it elsewhere: `the Veld administration`.
            "administration" => |name: &str| {
                let surname = name.rsplit(' ').next().unwrap_or(name);
                format!("{surname} administration")
            },
            _ => return None,
        };
        let holder = self.pronoun(whose, row)??;
        let name = name(&self.cast.figures[holder.entity].name);
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

/// `official` for `officials`, where that is an office.
fn singular(head: &str) -> Option<&str> {
    head.strip_suffix('s')
        .filter(|one| crate::lexicon::is_role(one))
}

fn is_plural_of(head: &str, one: &str) -> bool {
    singular(head) == Some(one)
}
