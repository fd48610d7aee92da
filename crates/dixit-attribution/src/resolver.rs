//! Who is meant: from the words of a source or an addressee to a figure.

mod description;
mod introduced;
mod issuer;
mod maker;
mod named;
mod officer;
mod pronoun;
mod same_body;
mod several;

use crate::cast::Cast;
use crate::figure::Figure;
use crate::fold::fold;
use crate::page::Page;
use crate::phrase::{Head, Opening, Phrase};
use crate::quotation::Quotations;
use crate::row::Row;
use crate::split;
use dixit_model::{EntityKind, Resolved, Span, Spans};

/// Everything that decides who is meant.
pub(crate) struct Resolver<'a> {
    pub page: &'a Page<'a>,
    pub quotations: &'a Quotations,
    pub rows: &'a [Row],
    pub cast: Cast,
    /// The speaker of each row, as far as they are resolved.
    pub speakers: Vec<Option<Resolved>>,
    /// Rows resolved so far with a speaker, in text order.
    pub spoken: Vec<usize>,
    /// Resolutions under way, so that a phrase inside a phrase ends.
    depth: usize,
}

impl<'a> Resolver<'a> {
    /// Resolves the speakers of all rows.
    pub fn new(page: &'a Page<'a>, quotations: &'a Quotations, rows: &'a [Row]) -> Self {
        let mut resolver = Resolver {
            page,
            quotations,
            rows,
            cast: Cast::of(page),
            speakers: vec![None; rows.len()],
            spoken: Vec::new(),
            depth: 0,
        };
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|&i| (position(&rows[i]), i));
        for &index in &order {
            let speaker = resolver.speaker(index);
            if let Some(speaker) = &speaker
                && let Some(span) = rows[index].source.first()
            {
                let figure = speaker.entity;
                resolver
                    .cast
                    .mention(figure, *span, static_how(&speaker.how));
            }
            let some = speaker.is_some();
            resolver.speakers[index] = speaker;
            if some && !rows[index].is_bare() {
                resolver.spoken.push(index);
            }
        }
        resolver.name_the_described(&order);
        resolver.name_bodies();
        // `I` and `we` inside what somebody says, who is named only after it.
        for &index in &order {
            if resolver.speakers[index].is_none()
                && let Some(span) = rows[index].source.hull()
                && matches!(span.of(page.text), "I" | "we" | "We")
            {
                resolver.speakers[index] = resolver.phrase(span, Some(index));
            }
        }
        // What carries on a row that came later in the text.
        for &index in &order {
            if resolver.speakers[index].is_none() && rows[index].is_bare() {
                resolver.speakers[index] = resolver.carried(index);
            }
        }
        resolver
    }

    fn speaker(&mut self, index: usize) -> Option<Resolved> {
        let row = &self.rows[index];
        if let Some(span) = row.source.hull() {
            // Parts of a source that lie far apart are read by the first.
            let span = if span.len() > 300 {
                row.source[0]
            } else {
                span
            };
            let span = self.one_line(span, row.cue.first().map(|cue| cue.start));
            return self.phrase(span, Some(index));
        }
        if row.is_bare() {
            return self.carried(index);
        }
        self.participle(index)
    }

    /// Of a source that a model drew over a line's end, the line beside the cue.
    fn one_line(&self, span: Span, cue: Option<usize>) -> Span {
        let text = span.of(self.page.text);
        let line = match cue {
            Some(cue) if cue < span.start => text.lines().next(),
            _ => text.trim_end().lines().next_back(),
        };
        let Some(line) = line.filter(|line| line.chars().any(char::is_alphanumeric)) else {
            return span;
        };
        let start = match cue {
            Some(cue) if cue < span.start => span.start,
            _ => span.start + text.trim_end().len() - line.len(),
        };
        Span::new(start, start + line.len())
    }

    /// The speaker that a quotation standing alone carries on.
    fn carried(&self, index: usize) -> Option<Resolved> {
        let root = split::root(self.rows, index);
        if root == index {
            return None;
        }
        let speaker = self.speakers[root].clone()?;
        Some(Resolved {
            how: "carried over".into(),
            confidence: speaker.confidence * 0.95,
            evidence: self.rows[root].source.first().copied().or(speaker.evidence),
            ..speaker
        })
    }

    /// `…, saying that`: a participle without a source of its own goes with the
    /// speaker before it in the sentence.
    fn participle(&self, index: usize) -> Option<Resolved> {
        let cue = self.rows[index].cue.first()?;
        let first = cue.of(self.page.text).split_whitespace().next()?;
        if !first.ends_with("ing") {
            return None;
        }
        let sentence = self.page.sentence_span(cue.start);
        let before = self.spoken.iter().rev().take(4).copied().find(|&other| {
            let source = self.rows[other].source.first();
            source.is_some_and(|s| sentence.contains(*s) && s.end <= cue.start)
                && self.rows[other].parent == self.rows[index].parent
        });
        if let Some(other) = before {
            let speaker = self.speakers[other].clone()?;
            return Some(Resolved {
                how: "carried over".into(),
                confidence: speaker.confidence * 0.85,
                ..speaker
            });
        }
        None
    }

    /// Who the words of `span` mean.
    pub fn phrase(&mut self, span: Span, row: Option<usize>) -> Option<Resolved> {
        if self.depth > 3 {
            return None;
        }
        self.depth += 1;
        let found = self.read(span, row);
        self.depth -= 1;
        found
    }

    fn read(&mut self, span: Span, row: Option<usize>) -> Option<Resolved> {
        let page = self.page;
        let words = page.words(span);
        if let [word] = words.as_slice()
            && let Some(found) = self.pronoun(*word, row)
        {
            return found;
        }
        if let [one, of, first, ..] = words.as_slice()
            && one.lower() == "one"
            && of.lower() == "of"
        {
            return self.one_of(Span::new(first.span.start, span.end), row);
        }
        // `70% of the dockers`: how many is said of them, not by them.
        if let [number, .., first] = &words[..words.len().min(4)]
            && number.text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && let Some(of) = words.iter().take(3).position(|word| word.text == "of")
            && let Some(after) = words.get(of + 1)
            && first.span.start >= after.span.start
        {
            return self.phrase(Span::new(after.span.start, span.end), row);
        }
        let phrase = Phrase::of(page, span)?;
        // `somebody whose profile says so` says so.
        if let [whose, _, ..] = words.as_slice()
            && whose.lower() == "whose"
            && !matches!(phrase.kind, Head::Role | Head::People)
        {
            return self.relative(whose.span, row);
        }
        if phrase.kind == Head::Document
            && !self.ends_in_name(&phrase)
            && let Some(found) = self.issuer(&phrase, row)
        {
            return found;
        }
        if let Some(found) = self.named_text(&phrase) {
            return Some(found);
        }
        if let Some(found) = self.apposed(&phrase) {
            return Some(found);
        }
        if let Some(found) = self.several(&phrase, row) {
            return Some(found);
        }
        if let Some(found) = self.person(&phrase) {
            return Some(found);
        }
        // `many Republicans` are not all of them.
        let some = phrase.kind == Head::People && phrase.opening == Opening::Indefinite;
        if !some && !self.some_people(&phrase) {
            if let Some(found) = self.body(&phrase) {
                return Some(found);
            }
            if let Some(found) = self.by_capitals(&phrase) {
                return Some(found);
            }
        }
        self.description(&phrase, row)
    }

    /// A figure under that description, made if there is none yet.
    fn described(&mut self, phrase: &Phrase, kind: EntityKind) -> usize {
        let name = phrase.description(self.page);
        let name = if name.is_empty() {
            phrase.span.of(self.page.text).to_owned()
        } else {
            name
        };
        let figure = self.cast.keyed(&fold(&name), &name, kind);
        let entry = &mut self.cast.figures[figure];
        if entry.head.is_none() && entry.titles.is_empty() {
            entry.head = Some(phrase.head.clone());
            if entry.gender == crate::gender::Gender::Unknown {
                entry.gender = crate::gender::Gender::of_title(&phrase.head);
            }
        }
        figure
    }

    /// Adds a figure that stands for several.
    pub fn group(&mut self, name: &str) -> usize {
        let figure = self.cast.keyed(&fold(name), name, EntityKind::Group);
        let entry: &mut Figure = &mut self.cast.figures[figure];
        entry.plural = true;
        figure
    }
}

/// Where a row speaks from, for reading order.
pub(crate) fn position(row: &Row) -> usize {
    row.source
        .first()
        .or(row.cue.first())
        .map_or(row.content_hull().start, |span| span.start)
}

/// Whether the phrase begins as one that picks out somebody known.
fn is_definite(phrase: &Phrase) -> bool {
    phrase.opening != Opening::Indefinite
}

/// Mentions carry a fixed word for how they were resolved.
fn static_how(how: &str) -> &'static str {
    match how {
        "name" => "name",
        "surname" => "surname",
        "pronoun" => "pronoun",
        "government of" => "government",
        "issuer" => "document",
        _ => "description",
    }
}
