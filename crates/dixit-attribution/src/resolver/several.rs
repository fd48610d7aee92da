//! Sources of more than one: `Marant and Veld`, `the mayor and his deputy`.

use super::Resolver;
use crate::lexicon::{is_people, is_role, long_title};
use crate::phrase::Phrase;
use dixit_model::{EntityKind, Resolved, Span};

impl Resolver<'_> {
    /// The group that a phrase of several parts means.
    pub(super) fn several(&mut self, phrase: &Phrase, row: Option<usize>) -> Option<Resolved> {
        let parts = self.parts(phrase.span)?;
        if let Some(found) = self.one_with_offices(&parts) {
            return Some(found);
        }
        let mut names = Vec::new();
        let mut known = true;
        for part in &parts {
            let found = self.phrase(*part, row);
            match found {
                Some(found) => {
                    let figure = &self.cast.figures[found.entity];
                    known &= figure.kind == EntityKind::Person && figure.head.is_none();
                    names.push(figure.name.clone());
                }
                None => known = false,
            }
        }
        let name = if known && names.len() == parts.len() {
            names.dedup();
            join(&names)
        } else {
            // Of the undescribed, the words themselves say most.
            Phrase::description(
                &Phrase {
                    tail: Vec::new(),
                    main: self.page.words(Span::new(
                        phrase.main.first()?.span.start,
                        parts.last()?.end,
                    )),
                    ..Phrase::of(self.page, phrase.span)?
                },
                self.page,
            )
        };
        if names.len() == 1 && known {
            return None;
        }
        let figure = self.group(&name);
        Some(Resolved {
            entity: figure,
            how: "several".into(),
            confidence: 0.8,
            evidence: Some(phrase.span),
        })
    }

    /// `Ilse Marant, a senator and former mayor`: one person and what she is.
    fn one_with_offices(&self, parts: &[Span]) -> Option<Resolved> {
        let (first, rest) = parts.split_first()?;
        let text = self.page.text;
        let sighting = *self.cast.sightings_in(*first).last()?;
        let named = sighting.span.end >= first.end
            && sighting.span.of(text).trim().contains(' ')
            && self.cast.figures[sighting.figure].kind == EntityKind::Person;
        let comma = text[first.end..].trim_start().starts_with(',');
        let office = |part: &Span| {
            let words = self.page.words(*part);
            let Some(opening) = words.first() else {
                return false;
            };
            let person = self
                .cast
                .sightings_in(*part)
                .iter()
                .any(|s| self.cast.figures[s.figure].kind == EntityKind::Person && !s.modifier);
            !person
                && !opening.is_capital()
                && !matches!(
                    opening.text,
                    "the" | "his" | "her" | "their" | "other" | "others"
                )
                && words.iter().any(|word| is_role(long_title(&word.lower())))
        };
        // The comma alone also parts the members of a list.
        let described = rest.iter().all(office);
        (named && comma && described).then(|| Resolved {
            entity: sighting.figure,
            how: "name".into(),
            confidence: 0.9,
            evidence: Some(sighting.span),
        })
    }

    /// The parts between commas and `and`, if each can speak for itself.
    fn parts(&self, span: Span) -> Option<Vec<Span>> {
        let text = self.page.text;
        let words = self.page.words(span);
        let names = &self.page.names[self.page.names_in(span)];
        let in_name = |offset: usize| {
            names
                .iter()
                .any(|n| n.span.start < offset && offset < n.span.end)
        };
        let joint = words.iter().rposition(|word| {
            matches!(word.text, "and" | "or" | "&") && !in_name(word.span.start)
        })?;
        if joint == 0 || joint + 1 >= words.len() {
            return None;
        }
        let mut parts = Vec::new();
        let mut first = 0;
        for index in 1..words.len() {
            let gap = &text[words[index - 1].span.end..words[index].span.start];
            let comma = gap.contains(',') && index <= joint;
            let link = matches!(words[index].text, "and" | "or" | "&")
                && !in_name(words[index].span.start);
            if comma || link {
                if first < index {
                    parts.push(Span::new(
                        words[first].span.start,
                        words[index - 1].span.end,
                    ));
                }
                first = if link { index + 1 } else { index };
            }
        }
        if first < words.len() {
            parts.push(Span::new(
                words[first].span.start,
                words[words.len() - 1].span.end,
            ));
        }
        let speaks = |part: &Span| {
            let named = self.cast.sightings_in(*part).iter().any(|s| {
                !s.modifier
                    && s.span.end + 2 >= part.end
                    && !matches!(self.cast.figures[s.figure].kind, EntityKind::Other)
            });
            let last = self
                .page
                .words(*part)
                .last()
                .map(|word| word.lower())
                .unwrap_or_default();
            let plural = last.ends_with('s') && !last.ends_with("ss") && last.len() > 4;
            named || is_role(long_title(&last)) || is_people(&last) || plural
        };
        (parts.len() > 1 && parts.iter().all(speaks)).then_some(parts)
    }
}

/// `A, B and C`.
fn join(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}
