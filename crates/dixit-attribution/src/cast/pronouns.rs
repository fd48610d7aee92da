//! What the pronouns around a name say of somebody's gender.

use super::Cast;
use crate::gender::Gender;
use crate::page::Page;
use dixit_model::EntityKind;

/// How far behind a name its pronoun may stand, in bytes.
const REACH: usize = 160;

impl Cast {
    /// Gives a gender to persons whose name and title tell none: where nobody
    /// else is named between a name and the pronoun behind it in its sentence,
    /// or in one that begins the next, the two most often go together.
    pub(super) fn hear_pronouns(&mut self, page: &Page) {
        let mut votes = vec![(0usize, 0usize); self.figures.len()];
        for (place, sighting) in self.sightings.iter().enumerate() {
            let figure = &self.figures[sighting.figure];
            if figure.kind != EntityKind::Person || figure.gender != Gender::Unknown {
                continue;
            }
            let until = self.sightings[place + 1..]
                .iter()
                .find(|next| {
                    next.figure != sighting.figure
                        && self.figures[next.figure].kind == EntityKind::Person
                })
                .map_or(page.text.len(), |next| next.span.start);
            match pronoun(page, sighting.span.end, until) {
                Gender::Female => votes[sighting.figure].0 += 1,
                Gender::Male => votes[sighting.figure].1 += 1,
                Gender::Unknown => {}
            }
        }
        for (figure, (female, male)) in votes.into_iter().enumerate() {
            // One pronoun may be another's; most of several are not.
            if female >= 2 && female >= 4 * male {
                self.figures[figure].gender = Gender::Female;
            } else if male >= 2 && male >= 4 * female {
                self.figures[figure].gender = Gender::Male;
            }
        }
    }
}

/// The gender of the first pronoun between `from` and `until`, near enough.
fn pronoun(page: &Page, from: usize, until: usize) -> Gender {
    let own = page.sentence_span(from);
    let next = page.sentences.get(page.sentence(from) + 1);
    let near = page
        .words_after(from, REACH)
        .into_iter()
        .map(|word| (word, false));
    let opening = next
        .filter(|next| next.start >= own.end && !page.text[own.end..next.start].contains('\n'))
        .and_then(|next| page.words_after(next.start, 12).first().copied())
        .map(|word| (word, true));
    near.chain(opening)
        .take_while(|(word, _)| word.span.end <= until)
        .find_map(|(word, _)| match word.text {
            "she" | "She" | "her" | "Her" | "herself" => Some(Gender::Female),
            "he" | "He" | "his" | "His" | "him" | "himself" => Some(Gender::Male),
            _ => None,
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Analysis, Article, Name, NameKind, Span};

    fn gender(text: &str) -> Gender {
        let article = Article::plain("t", text);
        let names = text
            .match_indices("Robin Quill")
            .chain(text.match_indices("Sasha Orme"))
            .map(|(start, words)| Name {
                span: Span::new(start, start + words.len()),
                kind: NameKind::Person,
                confidence: 0.9,
            })
            .collect();
        let analysis = Analysis {
            sentences: vec![Span::new(0, text.len())],
            names,
            ..Analysis::default()
        };
        let cast = Cast::of(&Page::new(&article, &analysis));
        let figure = cast.figures.iter().find(|f| f.name == "Robin Quill");
        figure.map(|figure| figure.gender).unwrap_or_default()
    }

    #[test]
    fn pronouns_agree_on_somebody() {
        let text = "Robin Quill said she would stay; Robin Quill has said that of her port before.";
        assert_eq!(gender(text), Gender::Female);
    }

    #[test]
    fn a_single_pronoun_or_another_person_between_says_nothing() {
        assert_eq!(gender("Robin Quill said she would stay."), Gender::Unknown);
        let text = "Robin Quill told Sasha Orme that she could go; Robin Quill met Sasha Orme and his wife.";
        assert_eq!(gender(text), Gender::Unknown);
    }
}
