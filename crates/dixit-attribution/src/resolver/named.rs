//! Whom a phrase with a name in it means.

use super::Resolver;
use crate::country;
use crate::fold::fold;
use crate::lexicon::{is_role, long_title};
use crate::organ::organ;
use crate::phrase::{Head, Phrase};
use crate::word::bare;
use dixit_model::{EntityKind, Resolved, Span};

impl Resolver<'_> {
    /// `young Republicans`, who are not all of them.
    pub(super) fn some_people(&self, phrase: &Phrase) -> bool {
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

    pub(super) fn ends_in_name(&self, phrase: &Phrase) -> bool {
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
    pub(super) fn apposed(&self, phrase: &Phrase) -> Option<Resolved> {
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
    pub(super) fn person(&mut self, phrase: &Phrase) -> Option<Resolved> {
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
    pub(super) fn body(&mut self, phrase: &Phrase) -> Option<Resolved> {
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
    pub(super) fn by_capitals(&mut self, phrase: &Phrase) -> Option<Resolved> {
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
