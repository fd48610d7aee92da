//! He, she, it, they: a scored choice among who stands before.

use super::Resolver;
use crate::cast::Sighting;
use crate::gender::Gender;
use crate::lexicon::{is_people, is_role};
use crate::word::Word;
use dixit_model::{EntityKind, Mention, Resolved, Span};
use std::collections::BTreeMap;

/// What the score of a candidate adds up from. One place, one table.
mod weight {
    /// For each sentence between.
    pub const SENTENCE: f32 = -0.8;
    /// For each paragraph between.
    pub const PARAGRAPH: f32 = -0.25;
    /// Spoke last.
    pub const SPOKE_LAST: f32 = 1.6;
    /// Spoke before that.
    pub const SPOKE: f32 = 0.5;
    /// The first of its sentence, with nothing like a preposition before it.
    pub const SUBJECT: f32 = 1.2;
    /// Follows a preposition or a verb that takes an addressee.
    pub const OBJECT: f32 = -0.6;
    /// Only modifies another word (`Veld's`).
    pub const MODIFIER: f32 = -0.5;
    /// Stands inside a quotation that the pronoun is outside of.
    pub const QUOTED: f32 = -1.0;
    /// Stands inside the content that the pronoun speaks.
    pub const OWN_CONTENT: f32 = -1.5;
    /// For each doubling of how often it is named.
    pub const FREQUENT: f32 = 0.2;
    /// The pronoun's gender is known to fit.
    pub const GENDER: f32 = 0.8;
    /// Somebody without a name or a known gender.
    pub const UNNAMED: f32 = -1.2;
    /// Several, where the pronoun means several.
    pub const PLURAL: f32 = 0.6;
    /// A seat of government, where the pronoun means several.
    pub const SEAT: f32 = -0.8;
    /// Speaks the content that the pronoun stands in.
    pub const SPEAKS_HERE: f32 = 0.9;
    /// In the pronoun's own sentence, before it.
    pub const SAME_SENTENCE: f32 = 0.3;
    /// A place or a thing, where a body or a state would do.
    pub const NO_SPEAKER: f32 = -1.5;
}

/// How far back a candidate may stand.
const SENTENCES: usize = 12;
const SIGHTINGS: usize = 40;

/// A line longer than this many bytes is no paragraph of a transcript.
const PARAGRAPH: usize = 4_000;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Person(Gender),
    Thing,
    Many,
    Relative,
    Speaker,
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "he" | "his" | "him" | "himself" => Kind::Person(Gender::Male),
        "she" | "her" | "hers" | "herself" => Kind::Person(Gender::Female),
        "it" | "its" | "itself" => Kind::Thing,
        "they" | "their" | "them" | "theirs" => Kind::Many,
        "who" | "which" | "that" | "whom" | "whose" => Kind::Relative,
        "i" | "me" | "my" | "we" | "our" | "us" => Kind::Speaker,
        _ => return None,
    })
}

impl Resolver<'_> {
    /// Whom the pronoun `word` means; the outer `None` if it is no pronoun.
    pub(super) fn pronoun(&mut self, word: Word, row: Option<usize>) -> Option<Option<Resolved>> {
        // `US` is a state, `us` is not.
        if word.text == "US" {
            return None;
        }
        let contracted = word.text.split(['\'', '’']).next().unwrap_or(word.text);
        let kind = kind(&contracted.to_lowercase())?;
        let found = match kind {
            Kind::Relative => self.relative(word.span, row),
            Kind::Speaker => self.first_person(row),
            _ => {
                let except = self.quoted_speaker(word.span, row);
                self.antecedent(kind, word.span, row, except)
            }
        };
        Some(found)
    }

    /// Whoever is quoted says *I*: `she` inside a quotation is somebody else.
    fn quoted_speaker(&self, span: Span, row: Option<usize>) -> Option<usize> {
        if self.quotations.at(span.start).is_none() {
            return self.transcript_speaker(span, row);
        }
        let parent = self.rows[row?].parent?;
        if let Some(speaker) = &self.speakers[parent] {
            return Some(speaker.entity);
        }
        // Who is named only after the quotation is not resolved yet.
        let source = *self.rows[parent].source.last()?;
        let sighting = self.cast.sightings_in(source).last()?;
        Some(sighting.figure)
    }

    /// Whose words a paragraph is that speaks as *we* without quotation marks,
    /// as transcripts do: whoever spoke last before it.
    fn transcript_speaker(&self, span: Span, row: Option<usize>) -> Option<usize> {
        let text = self.page.text;
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.start..]
            .find('\n')
            .map_or(text.len(), |at| span.start + at);
        if end - start > PARAGRAPH {
            return None;
        }
        let own = self.page.words(Span::new(start, end));
        let first_person = own
            .iter()
            .filter(|word| {
                matches!(
                    word.text.split(['\'', '’']).next().unwrap_or(word.text),
                    "I" | "we" | "We" | "our" | "Our" | "us" | "my" | "My"
                ) && self.quotations.at(word.span.start).is_none()
            })
            .count();
        if first_person < 2 {
            return None;
        }
        self.spoken
            .iter()
            .rev()
            .filter(|&&spoken| Some(spoken) != row)
            .find(|&&spoken| super::position(&self.rows[spoken]) < start)
            .and_then(|&spoken| Some(self.speakers[spoken].as_ref()?.entity))
    }

    /// `I` and `we` are whoever speaks the content they stand in.
    fn first_person(&self, row: Option<usize>) -> Option<Resolved> {
        let parent = self.rows[row?].parent?;
        let speaker = self.speakers[parent].clone()?;
        Some(Resolved {
            how: "pronoun".into(),
            confidence: 0.7,
            ..speaker
        })
    }

    /// `critics who say …`: what stands right before.
    pub(super) fn relative(&mut self, span: Span, row: Option<usize>) -> Option<Resolved> {
        let sentence = self.page.sentence_span(span.start);
        let close = self
            .cast
            .sightings_in(Span::new(sentence.start.min(span.start), span.start))
            .last()
            .copied();
        if let Some(sighting) = close
            // In a headline's capitals a name may go on over the pronoun.
            && sighting.span.end <= span.start
            && self.page.text[sighting.span.end..span.start]
                .chars()
                .all(|c| !c.is_alphanumeric())
        {
            return Some(Resolved {
                entity: sighting.figure,
                how: "pronoun".into(),
                confidence: 0.85,
                evidence: Some(sighting.span),
            });
        }
        let mut before = self.page.words_before(span.start);
        // `the ministry's report in 2031, which said …`: the year says nothing.
        if let [.., link, year] = before.as_slice()
            && matches!(link.text, "in" | "of" | "from" | "on")
            && year.text.bytes().all(|b| b.is_ascii_digit())
        {
            before.truncate(before.len() - 2);
        }
        let first = before
            .iter()
            .rposition(|word| {
                let lower = word.lower();
                crate::lexicon::is_function(&lower)
                    && !matches!(lower.as_str(), "and" | "the" | "a" | "an" | "of")
            })
            .map_or(0, |place| place + 1);
        let taken = &before[first..];
        let phrase = Span::new(taken.first()?.span.start, taken.last()?.span.end);
        self.phrase(phrase, row)
    }

    /// The best candidate before `span`, other than `except`.
    fn antecedent(
        &mut self,
        kind: Kind,
        span: Span,
        row: Option<usize>,
        except: Option<usize>,
    ) -> Option<Resolved> {
        let scores = self.scores(kind, span, row, except);
        let mut best: Option<(usize, f32, Span)> = None;
        let mut second = f32::NEG_INFINITY;
        for (&figure, &(score, evidence)) in &scores {
            match best {
                Some((_, top, _)) if score <= top => second = second.max(score),
                _ => {
                    if let Some((_, top, _)) = best {
                        second = second.max(top);
                    }
                    best = Some((figure, score, evidence));
                }
            }
        }
        let (figure, score, evidence) = best?;
        let lead = (score - second).clamp(0.0, 3.0) / 3.0;
        Some(Resolved {
            entity: figure,
            how: "pronoun".into(),
            confidence: 0.6 + 0.32 * lead,
            evidence: Some(evidence),
        })
    }

    fn scores(
        &self,
        kind: Kind,
        span: Span,
        row: Option<usize>,
        except: Option<usize>,
    ) -> BTreeMap<usize, (f32, Span)> {
        let mut scores: BTreeMap<usize, (f32, Span)> = BTreeMap::new();
        let here = self.page.sentence(span.start);
        let first = here.saturating_sub(SENTENCES);
        let start = self
            .page
            .sentences
            .get(first)
            .map_or(0, |s| s.start)
            .min(span.start);
        let sightings = self.cast.sightings_in(Span::new(start, span.start));
        let own = row.map(|row| self.rows[row].content_hull());
        let in_quotation = self.quotations.at(span.start).map(|q| q.span);
        let mut subject_of: BTreeMap<usize, usize> = BTreeMap::new();
        for sighting in sightings {
            if self.fits(kind, sighting.figure) && !sighting.credit && !self.modifies(sighting) {
                subject_of
                    .entry(self.page.sentence(sighting.span.start))
                    .or_insert(sighting.span.start);
            }
        }
        for sighting in sightings.iter().rev().take(SIGHTINGS) {
            let figure = sighting.figure;
            if Some(figure) == except || sighting.credit || !self.fits(kind, figure) {
                continue;
            }
            let there = self.page.sentence(sighting.span.start);
            let mut score = weight::SENTENCE * (here - there.min(here)) as f32
                + weight::PARAGRAPH
                    * (self.page.paragraph(here)
                        - self.page.paragraph(there).min(self.page.paragraph(here)))
                        as f32;
            if there == here {
                score += weight::SAME_SENTENCE;
            }
            if subject_of.get(&there) == Some(&sighting.span.start) {
                score += weight::SUBJECT;
            }
            if self.is_object(sighting.span) {
                score += weight::OBJECT;
            }
            if self.modifies(sighting) {
                score += weight::MODIFIER;
            }
            if let Some(quotation) = self.quotations.at(sighting.span.start)
                && Some(quotation.span) != in_quotation
            {
                score += weight::QUOTED;
            }
            if own.is_some_and(|own| own.contains(sighting.span)) {
                score += weight::OWN_CONTENT;
            }
            let entry = scores
                .entry(figure)
                .or_insert((f32::NEG_INFINITY, sighting.span));
            if score > entry.0 {
                *entry = (score, sighting.span);
            }
        }
        self.add_speakers(kind, span, row, except, &mut scores);
        for (&figure, entry) in scores.iter_mut() {
            let known = &self.cast.figures[figure];
            entry.0 += weight::FREQUENT * (known.mentions.len().max(1) as f32).log2();
            if let Kind::Person(gender) = kind
                && known.gender == gender
            {
                entry.0 += weight::GENDER;
            } else if known.head.is_some() && known.kind == EntityKind::Person {
                entry.0 += weight::UNNAMED;
            }
            if kind == Kind::Many && known.plural {
                entry.0 += weight::PLURAL;
            } else if kind == Kind::Many && crate::cast::is_seat(&known.name.to_lowercase()) {
                entry.0 += weight::SEAT;
            }
            if kind == Kind::Thing
                && !matches!(
                    known.kind,
                    EntityKind::Organisation | EntityKind::State | EntityKind::Document
                )
            {
                entry.0 += weight::NO_SPEAKER;
            }
        }
        scores
    }

    /// Whether a name only modifies another word: `Veld's`, `Storting aides`.
    fn modifies(&self, sighting: &Sighting) -> bool {
        let after = self.page.words_after(sighting.span.end, 40);
        let noun = after.first().is_some_and(|word| {
            let lower = word.lower();
            (is_people(&lower) || is_role(&lower))
                && !word.is_capital()
                && self.page.text[sighting.span.end..word.span.start] == *" "
        });
        sighting.modifier || noun && self.cast.figures[sighting.figure].kind != EntityKind::Person
    }

    /// Whoever spoke last is most often meant.
    fn add_speakers(
        &self,
        kind: Kind,
        span: Span,
        row: Option<usize>,
        except: Option<usize>,
        scores: &mut BTreeMap<usize, (f32, Span)>,
    ) {
        let here = self.page.sentence(span.start);
        let parent = row.and_then(|row| self.rows[row].parent);
        let level = |index: usize| self.rows[index].parent == parent;
        let mut rank = 0;
        let mut counted = std::collections::BTreeSet::new();
        for &spoken in self.spoken.iter().rev().take(8) {
            let Some(speaker) = &self.speakers[spoken] else {
                continue;
            };
            let figure = speaker.entity;
            if Some(figure) == except || !self.fits(kind, figure) || !counted.insert(figure) {
                continue;
            }
            let source = self.rows[spoken].source.first().copied().unwrap_or(span);
            let there = self.page.sentence(source.start).min(here);
            if here - there > SENTENCES {
                break;
            }
            let bonus = match rank {
                0 if level(spoken) || self.rows[spoken].parent.is_none() => weight::SPOKE_LAST,
                _ => weight::SPOKE,
            };
            rank += 1;
            let distance = weight::SENTENCE * (here - there) as f32
                + weight::PARAGRAPH
                    * (self.page.paragraph(here)
                        - self.page.paragraph(there).min(self.page.paragraph(here)))
                        as f32;
            let entry = scores.entry(figure).or_insert((distance, source));
            entry.0 = entry.0.max(distance) + bonus;
        }
        if let Some(parent) = parent
            && let Some(speaker) = &self.speakers[parent]
            && Some(speaker.entity) != except
            && self.fits(kind, speaker.entity)
        {
            let source = self.rows[parent].source.first().copied().unwrap_or(span);
            let entry = scores.entry(speaker.entity).or_insert((-0.8, source));
            entry.0 += weight::SPEAKS_HERE;
        }
    }

    fn fits(&self, kind: Kind, figure: usize) -> bool {
        let known = &self.cast.figures[figure];
        match kind {
            Kind::Person(gender) => {
                matches!(known.kind, EntityKind::Person)
                    && !known.plural
                    && known.gender.agrees(gender)
            }
            Kind::Thing => {
                !matches!(known.kind, EntityKind::Person | EntityKind::Group) && !known.plural
            }
            Kind::Many => {
                known.plural
                    || matches!(
                        known.kind,
                        EntityKind::Organisation | EntityKind::State | EntityKind::Group
                    )
            }
            Kind::Relative | Kind::Speaker => true,
        }
    }

    /// Whether a name follows a preposition or a verb with an addressee.
    fn is_object(&self, span: Span) -> bool {
        let start = crate::title::beside(self.page, span)
            .start
            .unwrap_or(span.start);
        let before = self.page.words_before(start);
        let mut words = before.iter().rev().map(|word| word.lower());
        let mut last = words.next().unwrap_or_default();
        if matches!(last.as_str(), "the" | "his" | "her" | "their" | "its") {
            last = words.next().unwrap_or_default();
        }
        matches!(
            last.as_str(),
            "of" | "for"
                | "in"
                | "at"
                | "on"
                | "from"
                | "by"
                | "with"
                | "to"
                | "about"
                | "against"
                | "told"
                | "between"
                | "over"
                | "behind"
                | "under"
                | "into"
                | "tell"
                | "tells"
                | "met"
                | "urged"
                | "asked"
                | "called"
                | "like"
                | "than"
                | "accused"
                | "and"
        )
    }

    /// The pronoun's figure for an addressee, who is never the speaker.
    pub(crate) fn addressed(
        &mut self,
        word: Word,
        row: usize,
        speaker: Option<usize>,
    ) -> Option<Resolved> {
        let kind = kind(&word.text.to_lowercase())?;
        match kind {
            Kind::Relative | Kind::Speaker => None,
            _ => self.antecedent(kind, word.span, Some(row), speaker),
        }
    }

    /// Notes a mention that a pronoun makes.
    pub(crate) fn note(&mut self, figure: usize, span: Span) {
        self.cast.figures[figure].mentions.push(Mention {
            span,
            how: "pronoun".into(),
        });
    }
}
