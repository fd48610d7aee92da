//! Whom the words for an addressee or the other side of an occasion mean.

use crate::phrase::Phrase;
use crate::resolver::Resolver;
use crate::word::{Word, bare};
use dixit_model::{EntityKind, Resolved, Span};

impl Resolver<'_> {
    /// Whom the words of a partner or an addressee mean.
    pub(super) fn partner(&mut self, span: Span, index: usize) -> Option<Resolved> {
        let words = self.page.words(span);
        let speaker = self.speakers[index].as_ref().map(|s| s.entity);
        if let [word] = words.as_slice()
            && let Some(found) = self.addressed(*word, index, speaker)
        {
            return Some(found);
        }
        // `his country's parliament`: the parliament of the speaker's state.
        if let [owner, country, body] = words.as_slice()
            && matches!(owner.text, "his" | "her" | "their" | "its")
            && bare(country.text) == "country"
            && let Some(speaker) = speaker
            && let Some(state) = self.state_of(speaker)
        {
            let name = format!("{} of {state}", body.text);
            let entity =
                self.cast
                    .keyed(&crate::fold::fold(&name), &name, EntityKind::Organisation);
            return Some(Resolved {
                entity,
                how: "description".into(),
                confidence: 0.7,
                evidence: Some(span),
            });
        }
        let span = self.outlet(span);
        if let Some(found) = self.capitals(span) {
            return Some(found);
        }
        let phrase = Phrase::of(self.page, span)?;
        // A thing is not spoken to.
        if phrase.kind == crate::phrase::Head::Document {
            return None;
        }
        let named = !self.cast.sightings_in(span).is_empty();
        let capital = phrase.main.last().is_some_and(Word::is_capital);
        if !named
            && !capital
            && phrase.kind == crate::phrase::Head::Other
            && !matches!(
                phrase.head.as_str(),
                "public" | "world" | "crowd" | "audience" | "nation" | "press"
            )
        {
            return None;
        }
        let found = self.phrase(span, None)?;
        self.cast.mention(found.entity, span, "addressee");
        Some(Resolved {
            confidence: found.confidence * 0.9,
            ..found
        })
    }

    /// `The Orrin Herald newspaper` without the common noun after its name.
    fn outlet(&self, span: Span) -> Span {
        let words = self.page.words(span);
        match words.as_slice() {
            [.., name, noun]
                if name.is_capital()
                    && !name.is_possessive()
                    && matches!(
                        noun.text,
                        "newspaper"
                            | "magazine"
                            | "website"
                            | "tabloid"
                            | "daily"
                            | "weekly"
                            | "broadcaster"
                    )
                    && crate::country::of_word(name.text).is_none() =>
            {
                Span::new(span.start, name.span.end)
            }
            _ => span,
        }
    }

    /// `USA TODAY` is a name of its own, though it begins with a country's.
    fn capitals(&mut self, span: Span) -> Option<Resolved> {
        let words = self.page.words(span);
        let first = usize::from(words.first()?.lower() == "the");
        let name = words.get(first..)?;
        let [country, rest @ ..] = name else {
            return None;
        };
        let whole = Span::new(country.span.start, name.last()?.span.end);
        let loud = |word: &Word| {
            word.text.chars().filter(|c| c.is_alphabetic()).count() > 2
                && word.text.chars().all(|c| c.is_uppercase())
        };
        let own = matches!(country.text, "US" | "USA" | "U.S.")
            && !rest.is_empty()
            && rest
                .first()
                .is_some_and(|word| loud(word) || word.text == "Today");
        if !own {
            return None;
        }
        let words: Vec<String> = name
            .iter()
            .enumerate()
            .map(|(place, word)| {
                let mut letters = word.text.chars();
                match letters.next() {
                    Some(first) if place > 0 && loud(word) => {
                        first.to_string() + &letters.as_str().to_lowercase()
                    }
                    _ => word.text.to_owned(),
                }
            })
            .collect();
        let name = words.join(" ");
        let entity = self
            .cast
            .keyed(&crate::fold::fold(&name), &name, EntityKind::Organisation);
        Some(Resolved {
            entity,
            how: "name".into(),
            confidence: 0.7,
            evidence: Some(whole),
        })
    }

    fn state_of(&self, figure: usize) -> Option<&'static str> {
        self.cast.figures[figure]
            .titles
            .iter()
            .find_map(|title| title.country)
    }
}
