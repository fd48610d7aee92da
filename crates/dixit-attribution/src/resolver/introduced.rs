//! `A lawyer for the dockers called it a ruse. "We knew," Ilse Marant said.`:
//! somebody described first and named only after.

use super::{Resolver, position};
use crate::gender::Gender;
use crate::lexicon::is_body;
use crate::phrase::{Head, Opening, Phrase};
use crate::title::Title;
use dixit_model::{EntityKind, Resolved, Span, Spans};

/// How many sentences further on the name may come.
const SENTENCES: usize = 3;

impl Resolver<'_> {
    /// Gives one who was only described the name that the next speaker bears,
    /// where that name comes without a word on who it is: news introduces
    /// nobody by a bare name.
    pub(super) fn name_the_described(&mut self, order: &[usize]) {
        let spoken: Vec<usize> = order
            .iter()
            .copied()
            .filter(|&row| self.speakers[row].is_some() && !self.rows[row].is_bare())
            .collect();
        for pair in spoken.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            if let Some((figure, evidence, title)) = self.introduced(first, second) {
                self.cast.figures[figure].learn(vec![title], Gender::Unknown);
                let described = self.speakers[first].as_ref().map(|found| found.entity);
                for speaker in self.speakers.iter_mut().flatten() {
                    if Some(speaker.entity) == described {
                        *speaker = Resolved {
                            entity: figure,
                            how: "description".into(),
                            confidence: 0.7,
                            evidence: Some(evidence),
                        };
                    }
                }
            }
        }
    }

    /// `the administration`, which the article names in full only later.
    pub(super) fn name_bodies(&mut self) {
        for row in 0..self.speakers.len() {
            let Some(speaker) = &self.speakers[row] else {
                continue;
            };
            let noun = self.cast.figures[speaker.entity].name.as_str();
            if speaker.how != "description" || !is_body(noun) {
                continue;
            }
            let mut fuller = (0..self.cast.figures.len()).filter(|&figure| {
                let known = &self.cast.figures[figure];
                let before = known.name.strip_suffix(noun).unwrap_or_default();
                known.kind == EntityKind::Organisation
                    && before.ends_with(' ')
                    && before.starts_with(char::is_uppercase)
                    && !before.contains(" and ")
            });
            if let (Some(only), None) = (fuller.next(), fuller.next())
                && let Some(speaker) = &mut self.speakers[row]
            {
                speaker.entity = only;
                speaker.confidence = 0.6;
            }
        }
    }

    /// Whom the row `second` names for whom `first` describes.
    fn introduced(&self, first: usize, second: usize) -> Option<(usize, Span, Title)> {
        let page = self.page;
        let span = self.rows[first].source.hull()?;
        let phrase = Phrase::of(page, span)?;
        let one = matches!(
            page.words(span).first()?.lower().as_str(),
            "a" | "an" | "one"
        );
        if !one || phrase.kind != Head::Role || phrase.opening != Opening::Indefinite {
            return None;
        }
        let described = self.speakers[first].as_ref()?.entity;
        let named = self.speakers[second].as_ref()?.entity;
        self.cast.figures[described].head.as_ref()?;
        let figure = &self.cast.figures[named];
        let source = self.rows[second].source.hull()?;
        let here = page.sentence(position(&self.rows[second]));
        let quoted = self.rows[second]
            .content
            .iter()
            .all(|content| self.quotations.at(content.start).is_some());
        let title = Title::of(page.text, &phrase.main)?;
        let bare_name = figure.kind == EntityKind::Person
            && figure.titles.is_empty()
            && source.of(page.text).trim() == figure.name
            && figure.name.contains(' ');
        let new = self
            .cast
            .sightings
            .iter()
            .find(|sighting| sighting.figure == named)
            .is_some_and(|sighting| source.contains(sighting.span));
        let near = here - page.sentence(span.start).min(here) <= SENTENCES;
        (bare_name && new && near && quoted && title.gender().agrees(figure.gender))
            .then_some((named, source, title))
    }
}
