//! Who is meant: from the words of a source or an addressee to a figure.

mod description;
mod introduced;
mod issuer;
mod maker;
mod pronoun;
mod several;

use crate::cast::Cast;
use crate::country;
use crate::figure::Figure;
use crate::fold::fold;
use crate::lexicon::{is_role, long_title};
use crate::organ::organ;
use crate::page::Page;
use crate::phrase::{Head, Opening, Phrase};
use crate::quotation::Quotations;
use crate::row::Row;
use crate::split;
use crate::word::bare;
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

    /// `young Republicans`, who are not all of them.
    fn some_people(&self, phrase: &Phrase) -> bool {
        let (Some(first), Some(last)) = (phrase.main.first(), phrase.main.last()) else {
            return false;
        };
        let sightings = self.cast.sightings_in(phrase.main_span());
        sightings.last().is_some_and(|s| {
            let kind = self.cast.figures[s.figure].kind;
            s.span.of(self.page.text).ends_with('s')
                && s.span.end >= last.span.end
                && matches!(kind, EntityKind::Group | EntityKind::Other)
                && first.span.end < s.span.start
                && !first.is_capital()
        })
    }

    fn ends_in_name(&self, phrase: &Phrase) -> bool {
        let Some(last) = phrase.main.last() else {
            return false;
        };
        self.page.names[self.page.names_in(phrase.main_span())]
            .iter()
            .any(|name| {
                name.span
                    .contains(Span::new(last.span.start, last.span.start + 1))
            })
    }

    /// `the harbour's lawyer and spokesman, Tomas Veld,`: one description, one
    /// name behind a comma at the end.
    fn apposed(&self, phrase: &Phrase) -> Option<Resolved> {
        let page = self.page;
        let sighting = self
            .cast
            .sightings_in(phrase.span)
            .iter()
            .rev()
            .find(|s| {
                s.span.end + 1 >= phrase.span.end
                    && self.cast.figures[s.figure].kind == EntityKind::Person
                    && s.span.of(page.text).trim().contains(' ')
            })
            .copied()?;
        let start = crate::title::beside(page, sighting.span)
            .start
            .unwrap_or(sighting.span.start)
            .max(phrase.span.start);
        // Read from the title's comma or, where the whole is a title, the name's.
        let before = [start, sighting.span.start].into_iter().find_map(|at| {
            page.text[phrase.span.start..at]
                .trim_end()
                .strip_suffix(',')
        })?;
        let words = page.words(Span::new(
            phrase.span.start,
            phrase.span.start + before.len(),
        ));
        let noun = |word: &crate::word::Word| {
            let lower = word.lower();
            is_role(long_title(&lower))
        };
        // Of a plural only where it stands behind `one of`.
        let plural = phrase.kind == Head::People;
        // A second article, or a name, makes them two.
        let single = words.iter().enumerate().all(|(place, word)| {
            place == 0
                || !matches!(word.text, "a" | "an" | "his" | "her" | "their" | "other")
                    && (word.text != "the" || words[place - 1].text != "and")
        }) && !before.contains(',');
        let joined = words.iter().any(|word| word.text == "and");
        let fits = words.last().is_some_and(noun) && joined || plural;
        (single && fits).then(|| Resolved {
            entity: sighting.figure,
            how: "name".into(),
            confidence: 0.93,
            evidence: Some(sighting.span),
        })
    }

    /// A named person whom the phrase is about.
    fn person(&mut self, phrase: &Phrase) -> Option<Resolved> {
        let page = self.page;
        let main = phrase.main_span();
        let mut best: Option<(Span, usize)> = None;
        for sighting in self.cast.sightings_in(phrase.span) {
            let figure = &self.cast.figures[sighting.figure];
            if figure.kind != EntityKind::Person {
                continue;
            }
            let at_end = sighting.span.end >= phrase.span.end.saturating_sub(3);
            // `the Veld campaign`, `Veld aides` are not Veld.
            let noun = matches!(
                phrase.kind,
                Head::Body | Head::People | Head::Document | Head::Role
            );
            if noun && main.contains(sighting.span) && sighting.span.end + 2 < main.end {
                continue;
            }
            // Nor are `Veld challengers`, though no list knows the noun.
            let plural = phrase.main.last().is_some_and(|last| {
                !last.is_capital()
                    && last.text.ends_with('s')
                    && last.span.start > sighting.span.end
            });
            if plural && main.contains(sighting.span) {
                continue;
            }
            // `Veld's lawyer` is not Veld; a source `Veld's` before a noun is.
            if sighting.modifier && !at_end {
                continue;
            }
            let start = crate::title::beside(page, sighting.span)
                .start
                .unwrap_or(sighting.span.start);
            let after_comma = page.text[phrase.span.start..sighting.span.start]
                .trim_end()
                .ends_with(',');
            let apposed = sighting.span.start > main.end
                && page.text[main.end..sighting.span.start]
                    .trim_start()
                    .starts_with([',', '—', '–', '('])
                && (phrase.kind == Head::Role
                    || page.text[main.end..].trim_start().starts_with('('));
            // `a docker named Tomas Veld`.
            let apposed = apposed
                || sighting.span.start > main.end
                    && matches!(
                        page.text[main.end..sighting.span.start].trim(),
                        "named" | "called"
                    );
            let apposed = apposed
                || (sighting.span.start > main.end
                    && after_comma
                    && at_end
                    && phrase.kind == Head::Role);
            if main.contains(sighting.span) || start <= main.start || apposed {
                // `the mayor, Veld` – and of two in the main part, the last.
                best = Some((sighting.span, sighting.figure));
                if apposed {
                    break;
                }
            }
        }
        let (span, figure) = best?;
        let full = span.of(page.text).trim().contains(' ');
        Some(Resolved {
            entity: figure,
            how: if full { "name" } else { "surname" }.into(),
            confidence: if full { 0.97 } else { 0.93 },
            evidence: Some(span),
        })
    }

    /// A named body, state or place whom the phrase is about.
    fn body(&mut self, phrase: &Phrase) -> Option<Resolved> {
        let page = self.page;
        let text = page.text;
        let main = phrase.main_span();
        if let Some(found) = organ(bare(whole(text, phrase))).or_else(|| organ(bare(main.of(text))))
        {
            let kind = if found.is_state {
                EntityKind::State
            } else {
                EntityKind::Organisation
            };
            let figure = self.cast.keyed(&fold(&found.name), &found.name, kind);
            let written = main
                .of(text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            *self.cast.figures[figure].names.entry(written).or_default() += 1;
            return Some(Resolved {
                entity: figure,
                how: if found.is_state {
                    "government of"
                } else {
                    "name"
                }
                .into(),
                confidence: 0.93,
                evidence: Some(main),
            });
        }
        let last = phrase.main.last()?;
        let sightings = self.cast.sightings_in(phrase.span);
        let found = sightings
            .iter()
            .rev()
            .find(|s| {
                s.span.start <= last.span.start
                    && last.span.end <= s.span.end + 2
                    && s.span.end <= phrase.span.end + 2
            })
            .copied();
        let found = found.filter(|s| !country::is_nationality(s.span.of(text)))?;
        // `the U.S. State Department`: a state before the name belongs to it.
        let before = sightings
            .iter()
            .find(|s| s.span.end < found.span.start && s.span.start >= main.start)
            .copied();
        if let Some(state) = before
            && self.cast.figures[state.figure].kind == EntityKind::State
            && state.span.start == main.start
            && text[state.span.end..found.span.start].trim().is_empty()
            && self.cast.figures[found.figure].kind == EntityKind::Organisation
            && country::of_word(state.span.of(text)) == Some("United States")
        {
            let name = format!("US {}", self.cast.figures[found.figure].name);
            if !self.cast.figures[found.figure].name.starts_with("US ") {
                let bare_name = self.cast.figures[found.figure].name.clone();
                *self.cast.figures[found.figure]
                    .names
                    .entry(bare_name)
                    .or_default() += 1;
                self.cast.figures[found.figure].name = name;
            }
        }
        if self.cast.figures[found.figure].kind == EntityKind::Place
            && country::named(&self.cast.figures[found.figure].name).is_some()
        {
            self.cast.figures[found.figure].kind = EntityKind::State;
        }
        Some(Resolved {
            entity: found.figure,
            how: "name".into(),
            confidence: 0.93,
            evidence: Some(found.span),
        })
    }

    /// Capitalised words that no model took for a name.
    fn by_capitals(&mut self, phrase: &Phrase) -> Option<Resolved> {
        let last = phrase.main.last()?;
        let addressed = phrase.main.len() > 1
            && crate::gender::Gender::of_title(phrase.main[0].text)
                != crate::gender::Gender::Unknown;
        if !last.is_capital() || phrase.kind != Head::Other && !addressed {
            return None;
        }
        let text = self.page.text;
        let whole = phrase.main_span().of(text);
        let figure = self
            .cast
            .by_words(bare(whole))
            .or_else(|| self.cast.by_words(bare(last.text)))?;
        Some(Resolved {
            entity: figure,
            how: "surname".into(),
            confidence: 0.75,
            evidence: Some(phrase.main_span()),
        })
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

/// The phrase with its tail, as far as no mark stands between.
fn whole<'t>(text: &'t str, phrase: &Phrase) -> &'t str {
    let start = phrase.main_span().start;
    let end = phrase
        .tail
        .last()
        .map_or(phrase.main_span().end, |w| w.span.end);
    let all = &text[start..end.max(start)];
    let cut = all.find([',', '(', ';', '—']).unwrap_or(all.len());
    all[..cut].trim_end()
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
