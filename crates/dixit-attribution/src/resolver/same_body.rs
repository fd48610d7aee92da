//! `the ministry`, `the newspaper`: the body that a noun means.

use super::Resolver;
use crate::lexicon::is_body;
use crate::phrase::Phrase;
use crate::title::country_in;
use dixit_model::{EntityKind, Span};

/// How far back a body may stand that `the ministry` means.
const BYTES: usize = 6_000;

impl Resolver<'_> {
    /// The body that `the ministry` or `the newspaper` means.
    pub(super) fn known_body(
        &mut self,
        phrase: &Phrase,
        row: Option<usize>,
    ) -> Option<(usize, f32)> {
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
        if is_place(head) {
            return self.place_of(phrase).map(|figure| (figure, 0.85));
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
            // An agency of a state has a name that says so.
            let official = head == "agency" && names_agency(&name);
            // `the magazine` is no `House of Representatives`.
            if !names_it && !official && !needs_name && name.split(' ').any(self::needs_name) {
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
            // An agency's wire is no paper.
            if press && crate::organ::is_agency(&known.name) {
                continue;
            }
            let masthead = crate::organ::is_press(&known.name);
            seen += 1.0;
            let score = if names_it { 2.0 } else { 0.0 }
                + if official { 1.0 } else { 0.0 }
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

    /// `the city of Port Orrin`.
    fn place_of(&self, phrase: &Phrase) -> Option<usize> {
        let of = phrase.tail.first().filter(|word| word.text == "of")?;
        let rest = Span::new(of.span.end, phrase.span.end);
        Some(self.cast.sightings_in(rest).first()?.figure)
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
}

/// Nouns for places, which are no organisations.
fn is_place(head: &str) -> bool {
    matches!(head, "city" | "state" | "county" | "country" | "nation")
}

/// Whether a name holds a noun for a body of a state.
fn names_agency(name: &str) -> bool {
    name.split(' ').any(|word| {
        matches!(
            word,
            "administration"
                | "bureau"
                | "service"
                | "center"
                | "centers"
                | "centre"
                | "department"
                | "commission"
                | "authority"
                | "office"
        )
    })
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
