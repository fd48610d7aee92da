//! Occasions that a text speaks of and that later rows may belong to.

use super::one_line;
use crate::occasion::occasions;
use crate::resolver::Resolver;
use dixit_model::{Channel, EntityKind, Span};

/// An occasion that later rows may still belong to.
#[derive(Clone, Debug)]
pub(super) struct Live {
    pub(super) channel: Channel,
    pub(super) head: String,
    /// Figures that take part.
    pub(super) sides: Vec<usize>,
    /// The last sentence that belonged to it.
    pub(super) sentence: usize,
    /// Whether it has a time of its own (`in July`), and so is not the news.
    pub(super) dated: bool,
    /// The reporters on its other side.
    pub(super) press: Option<usize>,
}

impl Live {
    /// Sentences over which it goes on without a word of it.
    pub(super) fn reach(&self) -> usize {
        match self.head.as_str() {
            _ if self.dated => 1,
            _ if self.press.is_some() => 12,
            "interview" | "interviews" => 8,
            _ => 3,
        }
    }

    pub(super) fn other(&self, side: usize) -> Option<usize> {
        let mut others = self.sides.iter().copied().filter(|&s| s != side);
        let first = others.next();
        if others.next().is_some() { None } else { first }
    }
}

/// `has called his counterpart`: the other side of a call that only a verb
/// speaks of, in the sentences before.
pub(super) fn called(
    resolver: &mut Resolver,
    speaker: usize,
    here: usize,
    before: usize,
) -> Option<usize> {
    let page = resolver.page;
    for sentence in (here.saturating_sub(4)..=here).rev() {
        let span = *page.sentences.get(sentence)?;
        if span.len() > 3_000 {
            continue;
        }
        let words = page.words(span);
        let verb = words.iter().position(|word| {
            word.span.start < before
                && matches!(
                    word.text,
                    "called"
                        | "phoned"
                        | "telephoned"
                        | "met"
                        | "spoke"
                        | "spoken"
                        | "talked"
                        | "rang"
                )
        });
        let Some(verb) = verb else { continue };
        let takes_part = resolver
            .cast
            .sightings_in(Span::new(span.start, words[verb].span.end))
            .iter()
            .any(|s| s.figure == speaker);
        if !takes_part {
            continue;
        }
        let end = words.get(verb + 14).map_or(span.end, |word| word.span.end);
        let other = resolver
            .cast
            .sightings_in(Span::new(words[verb].span.end, end))
            .iter()
            .find(|s| {
                s.figure != speaker
                    && resolver.cast.figures[s.figure].kind == EntityKind::Person
                    && !s.modifier
            })
            .map(|s| s.figure);
        if other.is_some() {
            return other;
        }
    }
    None
}

/// A conversation that a sentence reports with both its sides.
pub(super) fn open_between(resolver: &mut Resolver, sentence: usize, live: &mut Vec<Live>) {
    let page = resolver.page;
    let Some(&span) = page.sentences.get(sentence) else {
        return;
    };
    for occasion in occasions(page, span) {
        if !occasion.is_conversation() {
            continue;
        }
        let mut sides = Vec::new();
        let spans: Vec<Span> = match (occasion.between, occasion.partner) {
            (Some((a, b)), _) => vec![a, b],
            (None, Some(partner)) => vec![partner],
            (None, None) => continue,
        };
        for part in spans {
            let named = resolver
                .cast
                .sightings_in(part)
                .iter()
                .rev()
                .find(|s| !s.modifier)
                .map(|s| s.figure);
            let named = named.or_else(|| resolver.cast.by_words(part.of(page.text)));
            sides.extend(named);
        }
        if sides.len() == 1 {
            let office = page.words(Span::new(span.start, occasion.span.start));
            let subject = resolver
                .cast
                .sightings_in(Span::new(span.start, occasion.span.start))
                .iter()
                .find(|s| !s.modifier && resolver.cast.figures[s.figure].kind == EntityKind::Person)
                .map(|s| s.figure);
            let subject = subject.or_else(|| {
                // `The President spoke by phone with …`.
                let [the, office, ..] = office.as_slice() else {
                    return None;
                };
                let role = the.lower() == "the" && crate::lexicon::is_role(&office.lower());
                let found =
                    role.then(|| resolver.phrase(Span::new(the.span.start, office.span.end), None));
                found.flatten().map(|found| found.entity)
            });
            sides.extend(subject);
        }
        sides.dedup();
        if sides.len() < 2 {
            continue;
        }
        live.push(Live {
            channel: Channel {
                name: one_line(occasion.span.of(page.text)),
                span: occasion.span,
            },
            head: occasion.head,
            sides,
            sentence,
            dated: is_dated(resolver, occasion.span),
            press: None,
        });
    }
    while live.len() > 12 {
        live.remove(0);
    }
}

/// Whether a month or a year stands right after the words for an occasion.
pub(super) fn is_dated(resolver: &Resolver, span: Span) -> bool {
    resolver
        .page
        .words_after(span.end, 80)
        .iter()
        .take(9)
        .take_while(|word| !matches!(word.text, "that" | "said"))
        .any(|word| {
            is_month(word.text)
                || is_year(word.text)
                || matches!(word.text, "year" | "month" | "years" | "months" | "week")
        })
}

pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.chars().all(|c| c.is_ascii_digit())
}

pub(super) fn is_month(word: &str) -> bool {
    matches!(
        word,
        "January"
            | "February"
            | "March"
            | "April"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
    )
}

pub(super) fn is_interview(head: &str) -> bool {
    matches!(head, "interview" | "interviews")
}
