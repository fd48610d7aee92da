//! Bodies, states and places: which names and letters are one's.

use super::{Cast, tidy};
use crate::country;
use crate::figure::Figure;
use crate::fold::{fold, initials, sound};
use crate::gender::Gender;
use crate::lexicon::{is_body, is_role};
use crate::organ::{agency, is_masthead, is_press, organ};
use crate::page::Page;
use crate::word::bare;
use dixit_model::{EntityKind, NameKind, Span};
use std::collections::BTreeMap;

impl Cast {
    pub(super) fn other(&mut self, page: &Page, index: usize, surnames: &BTreeMap<String, usize>) {
        let name = page.names[index];
        let words = bare(name.span.of(page.text).trim());
        let folded = fold(words);
        let key = folded.strip_prefix("the ").unwrap_or(&folded).to_owned();
        if key.is_empty() {
            return;
        }
        let clean = tidy(words);
        let clean = clean
            .strip_prefix("the ")
            .or(clean.strip_prefix("The "))
            .map_or(clean.clone(), str::to_owned);
        if let Some(state) = country::named(&clean) {
            self.of_name[index] = self.keyed(&fold(state), state, EntityKind::State);
            return;
        }
        if country::is_plural_people(&clean) {
            self.of_name[index] = self.keyed(&key, &clean, EntityKind::Group);
            return;
        }
        if let Some(state) = country::of_word(&clean) {
            self.of_name[index] = self.keyed(&fold(state), state, EntityKind::State);
            return;
        }
        if !key.contains(' ')
            && let Some(&figure) = surnames.get(&sound(&key))
            && !clean.chars().all(char::is_uppercase)
        {
            self.of_name[index] = figure;
            return;
        }
        // `Homeland Security Secretary Ada Quill`, taken for one long name.
        let titled = clean.split(' ').any(|word| is_role(&word.to_lowercase()));
        if titled
            && let Some(&figure) = key
                .rsplit(' ')
                .next()
                .and_then(|last| surnames.get(&sound(last)))
        {
            self.of_name[index] = figure;
            return;
        }
        // The same of somebody named nowhere else.
        let parts: Vec<&str> = clean.split(' ').collect();
        if let [.., role, given, surname] = parts.as_slice()
            && titled
            && parts.iter().all(|part| !part.is_empty())
            && Gender::of_name(given) != Gender::Unknown
            && !role.is_empty()
        {
            let full = format!("{given} {surname}");
            let mut figure = Figure::new(&full, EntityKind::Person);
            figure.gender = Gender::of_name(given);
            self.of_name[index] = self.add(figure);
            self.surnames
                .insert(sound(&fold(surname)), self.of_name[index]);
            return;
        }
        let last = parts.last().copied().unwrap_or_default();
        let corporate = matches!(
            last,
            "Organization"
                | "Organisation"
                | "Org"
                | "Inc"
                | "Corp"
                | "Company"
                | "Group"
                | "Foundation"
        );
        // `COVID-19`: what has a number behind a hyphen is no body.
        let after = &page.text.as_bytes()[name.span.end..];
        let numbered = matches!(after, [b'-', digit, ..] if digit.is_ascii_digit());
        let kind = match name.kind {
            NameKind::Organisation if numbered => EntityKind::Other,
            _ if corporate => EntityKind::Organisation,
            NameKind::Place if is_seat(&key) => EntityKind::Organisation,
            NameKind::Organisation => EntityKind::Organisation,
            NameKind::Place => EntityKind::Place,
            NameKind::Person => EntityKind::Person,
            NameKind::Other if is_seat(&key) => EntityKind::Organisation,
            NameKind::Other => EntityKind::Other,
        };
        self.of_name[index] = self.body(page, name.span, &clean, &key, kind);
    }

    /// The figure of a body or a place, under its fullest name.
    fn body(&mut self, page: &Page, span: Span, clean: &str, key: &str, kind: EntityKind) -> usize {
        // `Norland's` before `Foreign Ministry` belongs to it.
        let owned = page
            .words_before(span.start)
            .last()
            .filter(|word| page.text[word.span.end..span.start].trim().is_empty())
            .filter(|word| word.is_capital() && country::of_word(bare(word.text)).is_some())
            .and_then(|word| organ(&page.text[word.span.start..span.end]));
        if let Some(found) = owned.or_else(|| organ(clean)) {
            let kind = if found.is_state {
                EntityKind::State
            } else {
                EntityKind::Organisation
            };
            let figure = self.keyed(&fold(&found.name), &found.name, kind);
            self.alias(key.to_owned(), figure);
            return figure;
        }
        if let Some(figure) = self.find(key) {
            return figure;
        }
        let letters = fold(clean).replace(' ', "");
        let is_acronym = (2..=6).contains(&clean.chars().count())
            && !clean.contains(' ')
            && clean.chars().filter(|c| c.is_uppercase()).count() >= 2;
        if is_acronym && let Some(&figure) = self.acronyms.get(&letters) {
            self.alias(key.to_owned(), figure);
            return figure;
        }
        let name = match agency(clean) {
            Some(full) => full.to_owned(),
            None => display(page, span, clean),
        };
        let figure = self.keyed(&fold(&name), &name, kind);
        self.alias(key.to_owned(), figure);
        if key.contains(' ') {
            let short = initials(key);
            if short.len() > 1 {
                let known = std::iter::once(short.clone())
                    .chain(shortened(key))
                    .find_map(|short| Some((*self.keys.get(&short)?, short)))
                    .filter(|&(known, _)| {
                        known != figure && self.figures[known].kind == EntityKind::Organisation
                    });
                if let Some((known, short)) = known {
                    // The acronym came first and stays the name readers know, if
                    // it is one that is read as a word.
                    if !is_spoken(&short) {
                        self.figures[known].name = name;
                    }
                    self.keys.insert(key.to_owned(), known);
                    return known;
                }
                self.acronyms.entry(short).or_insert(figure);
                for short in shortened(key) {
                    self.acronyms.entry(short).or_insert(figure);
                }
            }
            // `Times` for `The Harbour Times`, later on.
            if is_press(&name)
                && let Some(last) = name.rsplit(' ').next()
            {
                self.alias(fold(last), figure);
            }
        }
        figure
    }
}

/// Nouns for what a body is, right before or after its name.
pub(super) fn beside_noun(page: &Page, name: Span) -> Vec<String> {
    let before = page.words_before(name.start);
    let after = page.words_after(name.end, 40);
    let before = before
        .last()
        .filter(|word| page.text[word.span.end..name.start] == *" ");
    let after = after
        .first()
        .filter(|word| page.text[name.end..word.span.start] == *" ");
    [before, after]
        .into_iter()
        .flatten()
        .map(|word| word.lower())
        .filter(|word| is_body(word))
        .collect()
}

/// Further acronyms of a folded name: without its `department of`, and without
/// the last of what `and` joins (`CDC`).
fn shortened(key: &str) -> Vec<String> {
    let rest = key.strip_prefix("department of ");
    let head = key.rsplit_once(" and ").map(|(head, _)| head);
    let long = |short: &String| short.len() > 2;
    let all = [rest, head].into_iter().flatten();
    all.map(initials).filter(long).collect()
}

/// Whether an acronym is read as a word, not letter by letter.
fn is_spoken(acronym: &str) -> bool {
    let vowels = acronym.bytes().filter(|b| b"aeiou".contains(b)).count();
    acronym.len() >= 4 && vowels > 0
}

/// Buildings and places that speak for a body.
pub(crate) fn is_seat(key: &str) -> bool {
    matches!(
        key,
        "kremlin"
            | "white house"
            | "pentagon"
            | "downing street"
            | "10 downing street"
            | "elysee"
            | "capitol hill"
            | "state department"
            | "vatican"
            | "brussels"
            | "number 10"
            | "no 10"
            | "quai dorsay"
            | "blue house"
            | "zhongnanhai"
            | "scotland yard"
            | "wall street"
            | "congress"
            | "senate"
            | "house"
            | "parliament"
            | "supreme court"
    )
}

/// How a name is shown: `U.S.` closed up, a masthead with its article.
fn display(page: &Page, span: Span, clean: &str) -> String {
    let mut name = clean
        .replace("U.S.", "US")
        .replace("U.N.", "UN")
        .replace("U.K.", "UK");
    let articled = page
        .words_before(span.start)
        .last()
        .is_some_and(|word| word.lower() == "the")
        || fold(span.of(page.text)).starts_with("the ");
    if is_masthead(&name) && articled {
        name = format!("The {name}");
    }
    name
}
