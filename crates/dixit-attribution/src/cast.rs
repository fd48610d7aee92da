//! Everybody an article names, with the names of each brought together.

mod bodies;
mod persons;
mod pronouns;

pub(crate) use bodies::is_seat;

use crate::country;
use crate::figure::Figure;
use crate::fold::{fold, sound};
use crate::page::Page;
use crate::word::bare;
use bodies::beside_noun;
use dixit_model::{EntityKind, Mention, NameKind, Span};
use persons::{Person, family_name, person};
use std::collections::BTreeMap;

/// One place where somebody is named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sighting {
    pub span: Span,
    pub figure: usize,
    /// `Norland's` or `Norlandic`: it only modifies another word.
    pub modifier: bool,
    /// It signs a picture, and nothing is told of it.
    pub credit: bool,
}

/// The figures of an article and where each is named.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub figures: Vec<Figure>,
    /// In text order.
    pub sightings: Vec<Sighting>,
    /// The figure of each of the page's names.
    pub of_name: Vec<usize>,
    /// Folded name → figure, for everything but persons.
    keys: BTreeMap<String, usize>,
    /// Acronym → figure.
    acronyms: BTreeMap<String, usize>,
    /// Sound of a surname (or of a family name that comes first) → person.
    surnames: BTreeMap<String, usize>,
}

impl Cast {
    /// Brings the names of `page` together.
    pub fn of(page: &Page) -> Self {
        let mut cast = Cast {
            of_name: vec![usize::MAX; page.names.len()],
            ..Cast::default()
        };
        let mut persons: Vec<Person> = Vec::new();
        let mut others: Vec<usize> = Vec::new();
        for (index, name) in page.names.iter().enumerate() {
            let words = name.span.of(page.text);
            if name.kind == NameKind::Person && country::named(bare(words)).is_none() {
                let mut found = person(page, index);
                if let Some(person) = &mut found {
                    family_name(page, &persons, person);
                }
                persons.extend(found);
            } else {
                others.push(index);
            }
        }
        cast.persons(&persons);
        cast.surnames = cast.surnames();
        let surnames = cast.surnames.clone();
        for index in others {
            cast.other(page, index, &surnames);
        }
        for index in 0..page.names.len() {
            if cast.of_name[index] == usize::MAX {
                let words = bare(page.names[index].span.of(page.text)).to_owned();
                let figure = cast.keyed(&fold(&words), &words, EntityKind::Other);
                cast.of_name[index] = figure;
            }
            cast.sight(page, index);
        }
        cast.hear_pronouns(page);
        cast
    }

    /// Adds a figure.
    pub fn add(&mut self, figure: Figure) -> usize {
        self.figures.push(figure);
        self.figures.len() - 1
    }

    /// The figure of that folded name, made if there is none yet.
    pub fn keyed(&mut self, key: &str, name: &str, kind: EntityKind) -> usize {
        if let Some(&figure) = self.keys.get(key) {
            return figure;
        }
        let figure = self.add(Figure::new(name, kind));
        self.keys.insert(key.to_owned(), figure);
        figure
    }

    /// The figure of that folded name.
    pub fn find(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }

    /// Lets `key` mean `figure` too.
    pub fn alias(&mut self, key: String, figure: usize) {
        self.keys.entry(key).or_insert(figure);
    }

    /// The sightings inside `span`.
    pub fn sightings_in(&self, span: Span) -> &[Sighting] {
        let first = self
            .sightings
            .partition_point(|s| s.span.start < span.start);
        let last = self.sightings.partition_point(|s| s.span.start < span.end);
        &self.sightings[first..last.max(first)]
    }

    /// Notes where `figure` is meant.
    pub fn mention(&mut self, figure: usize, span: Span, how: &'static str) {
        self.figures[figure].mentions.push(Mention {
            span,
            how: how.into(),
        });
    }

    fn sight(&mut self, page: &Page, index: usize) {
        let span = page.names[index].span;
        let words = span.of(page.text);
        let after = &page.text[span.end..];
        let modifier = bare(words).len() < words.len()
            || after.starts_with("'s")
            || after.starts_with("’s")
            || country::is_nationality(words);
        let figure = self.of_name[index];
        if self.figures[figure].kind == EntityKind::Organisation {
            let nouns = beside_noun(page, span);
            self.figures[figure].nouns.extend(nouns);
        }
        self.sightings.push(Sighting {
            span,
            figure,
            modifier,
            credit: is_credit(page.text, span),
        });
        let how = match self.figures[figure].kind {
            EntityKind::Person if !words.contains(' ') => "surname",
            _ if country::is_nationality(words) => "nationality",
            _ => "name",
        };
        self.mention(figure, span, how);
        *self.figures[figure].names.entry(tidy(words)).or_default() += 1;
    }

    /// Whom capitalised words mean that no model took for a name: a person's
    /// surname, or a body named elsewhere.
    pub fn by_words(&self, words: &str) -> Option<usize> {
        let folded = fold(words);
        let key = folded.strip_prefix("the ").unwrap_or(&folded);
        if key.is_empty() {
            return None;
        }
        self.keys
            .get(key)
            .or_else(|| self.acronyms.get(key))
            .or_else(|| {
                self.surnames
                    .get(&sound(key.rsplit(' ').next().unwrap_or(key)))
            })
            .copied()
    }
}

/// `Tomas Veld/Norland Pictures`, `Tomas Veld via Norland Pictures`: who took a
/// picture.
fn is_credit(text: &str, name: Span) -> bool {
    let capital = |rest: &str| rest.trim_start().starts_with(char::is_uppercase);
    let after = &text[name.end..];
    let before = text[..name.start].trim_end();
    after
        .strip_prefix(['/', '|'])
        .or_else(|| after.strip_prefix(" / "))
        .or_else(|| after.strip_prefix(" | "))
        .or_else(|| after.strip_prefix(" via "))
        .is_some_and(capital)
        || before.ends_with('/')
        || ["Photo by", "Photo:", "Photograph:", "toggle caption"]
            .iter()
            .any(|lead| before.ends_with(lead))
}

/// White space made single, quotation marks and commas off the ends.
fn tidy(words: &str) -> String {
    let joined: Vec<&str> = words.split_whitespace().collect();
    bare(
        joined.join(" ").trim_matches(|c: char| {
            matches!(c, ',' | '"' | '“' | '”' | '‘' | ';' | ':' | '(' | ')')
        }),
    )
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Analysis, Article, Name};

    /// The names of the figures that each of `names` in `text` means.
    fn meant(text: &str, names: &[(&str, NameKind)]) -> Vec<String> {
        let article = Article::plain("t", text);
        let mut from = 0;
        let names = names
            .iter()
            .map(|&(words, kind)| {
                let start = from + text[from..].find(words).expect("a name of the text");
                from = start + words.len();
                Name {
                    span: Span::new(start, from),
                    kind,
                    confidence: 0.9,
                }
            })
            .collect();
        let analysis = Analysis {
            sentences: vec![Span::new(0, text.len())],
            names,
            ..Analysis::default()
        };
        let cast = Cast::of(&Page::new(&article, &analysis));
        cast.of_name
            .iter()
            .map(|&figure| cast.figures[figure].name.clone())
            .collect()
    }

    const PERSON: NameKind = NameKind::Person;
    const BODY: NameKind = NameKind::Organisation;

    #[test]
    fn a_relative_takes_the_family_name_and_is_meant_next() {
        let text =
            "The Quill family mourns; Tomas Quill\u{2019}s daughter Ada spoke; Quill said so.";
        let names = [
            ("Quill", PERSON),
            ("Tomas Quill", PERSON),
            ("Ada", PERSON),
            ("Quill", PERSON),
        ];
        assert_eq!(
            meant(text, &names)[1..],
            ["Tomas Quill", "Ada Quill", "Ada Quill"]
        );
    }

    #[test]
    fn whoever_took_a_picture_signs_it() {
        let text = "Tomas Veld/Norland Pictures. Veld wept.";
        assert!(is_credit(text, Span::new(0, 10)));
        assert!(!is_credit(text, Span::new(29, 33)));
    }

    #[test]
    fn junior_is_not_his_father() {
        let text = "Tomas Veld Jr. met Tomas Veld; Veld wept.";
        let names = [
            ("Tomas Veld", PERSON),
            ("Tomas Veld", PERSON),
            ("Veld", PERSON),
        ];
        assert_eq!(
            meant(text, &names),
            ["Tomas Veld Jr.", "Tomas Veld", "Tomas Veld"]
        );
    }

    #[test]
    fn surnames_of_two_words() {
        let text = "Ilse Veld Marant spoke; Ms. Veld Marant left; Ada Veld Marant stayed.";
        let names = [
            ("Ilse Veld Marant", PERSON),
            ("Veld Marant", PERSON),
            ("Ada Veld Marant", PERSON),
        ];
        assert_eq!(
            meant(text, &names),
            ["Ilse Veld Marant", "Ilse Veld Marant", "Ada Veld Marant"]
        );
    }

    #[test]
    fn an_office_inside_a_name_is_none_of_it() {
        let names = [("Orrin Mayor Tomas Veld", PERSON)];
        assert_eq!(
            meant("Orrin Mayor Tomas Veld spoke.", &names),
            ["Tomas Veld"]
        );
    }

    #[test]
    fn a_middle_initial_stays_where_the_text_has_no_name_without() {
        let once = [("Ada R. Quill", PERSON)];
        assert_eq!(meant("Ada R. Quill spoke.", &once), ["Ada R. Quill"]);
        let twice = [("Ada R. Quill", PERSON), ("Ada Quill", PERSON)];
        let text = "Ada R. Quill spoke. Ada Quill left.";
        assert_eq!(meant(text, &twice), ["Ada Quill", "Ada Quill"]);
    }

    #[test]
    fn letters_leave_words_out() {
        let text =
            "The Bureau for Harbour Safety and Rescue, or BHS; the Department of Sea Trade, or ST.";
        let names = [
            ("Bureau for Harbour Safety and Rescue", BODY),
            ("BHS", BODY),
        ];
        let full = "Bureau for Harbour Safety and Rescue";
        assert_eq!(meant(text, &names), [full, full]);
    }
}
