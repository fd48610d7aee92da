//! Everybody an article names, with the names of each brought together.

mod pronouns;

use crate::country;
use crate::figure::Figure;
use crate::fold::{fold, initials, sound};
use crate::gender::Gender;
use crate::lexicon::{is_body, is_role, long_title};
use crate::organ::{agency, is_masthead, is_press, organ};
use crate::page::Page;
use crate::title::{Beside, beside};
use crate::word::bare;
use dixit_model::{EntityKind, Mention, NameKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// One place where somebody is named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sighting {
    pub span: Span,
    pub figure: usize,
    /// `Norland's` or `Norlandic`: it only modifies another word.
    pub modifier: bool,
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

/// A person's name, taken apart.
struct Person {
    index: usize,
    clean: String,
    folded: Vec<String>,
    beside: Beside,
    sentence: usize,
    /// `Veld's`, `the Veld family`: it only says whose something is.
    owner: bool,
    /// Of those, the whole family.
    family: bool,
    /// `Jr.`, which tells a son from his father.
    junior: bool,
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
        });
        let how = match self.figures[figure].kind {
            EntityKind::Person if !words.contains(' ') => "surname",
            _ if country::is_nationality(words) => "nationality",
            _ => "name",
        };
        self.mention(figure, span, how);
        *self.figures[figure].names.entry(tidy(words)).or_default() += 1;
    }

    fn persons(&mut self, persons: &[Person]) {
        // Full names first: they say whom a surname can mean.
        let mut by_surname: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut forms: BTreeMap<usize, Vec<Vec<String>>> = BTreeMap::new();
        let mut first_seen: BTreeMap<usize, usize> = BTreeMap::new();
        let mut juniors: BTreeSet<usize> = BTreeSet::new();
        // Where each is named in full, not as somebody's owner.
        let mut named: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for person in persons.iter().filter(|p| p.folded.len() > 1) {
            let key = sound(&person.folded[person.folded.len() - 1]);
            let known = by_surname.get(&key).and_then(|figures| {
                figures.iter().copied().find(|figure| {
                    let known = forms.get(figure).map(Vec::as_slice).unwrap_or_default();
                    known.iter().any(|form| same_person(form, &person.folded))
                        && juniors.contains(figure) == person.junior
                })
            });
            let figure = known.unwrap_or_else(|| {
                let figure = self.add(Figure::new(&person.clean, EntityKind::Person));
                by_surname.entry(key).or_default().push(figure);
                first_seen.insert(figure, person.sentence);
                if person.junior {
                    juniors.insert(figure);
                }
                figure
            });
            let name = &mut self.figures[figure].name;
            let (short, known) = (uninitialled(&person.clean), uninitialled(name));
            let longer = short.split(' ').count() > known.split(' ').count();
            // An initial that the text can do without is not how one is known.
            if longer || short == person.clean && short == known {
                *name = person.clean.clone();
            }
            let known = forms.entry(figure).or_default();
            if known.len() < 4 && !known.contains(&person.folded) {
                known.push(person.folded.clone());
            }
            if !person.owner {
                named.entry(figure).or_default().push(person.sentence);
            }
            self.of_name[person.index] = figure;
        }
        // Family names that come first (Park Geun-hye), and given names.
        let mut by_first: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (figure, known) in &forms {
            for form in known {
                let figures = by_first.entry(sound(&form[0])).or_default();
                if figures.last() != Some(figure) {
                    figures.push(*figure);
                }
            }
        }
        let mut alone: BTreeMap<String, usize> = BTreeMap::new();
        for person in persons.iter().filter(|p| p.folded.len() == 1) {
            let key = sound(&person.folded[0]);
            // `Veld Jr.` goes beside `Veld`.
            let surname = key;
            let key = match person.junior {
                true => format!("{surname} jr"),
                false => surname.clone(),
            };
            if let Some(&figure) = alone.get(&key) {
                self.of_name[person.index] = figure;
                continue;
            }
            let candidates = by_surname
                .get(&surname)
                .or_else(|| by_first.get(&surname))
                .cloned()
                .unwrap_or_default();
            let alike = |figure: &usize| juniors.contains(figure) == person.junior;
            let some_alike = candidates.iter().any(alike);
            // Among namesakes: whoever is introduced before, or soon after (a
            // headline gives the surname alone); the last named in full, unless
            // the article is about another; then who was introduced first.
            let last_named = |figure: &usize| {
                let all = named.get(figure).map(Vec::as_slice).unwrap_or_default();
                all.iter().copied().rfind(|&at| at <= person.sentence)
            };
            let often = |figure: &usize| named.get(figure).map_or(0, Vec::len) >= 3;
            let chosen = candidates
                .iter()
                .copied()
                .filter(|figure| {
                    candidates.len() == 1 && person.sentence < 2
                        || first_seen
                            .get(figure)
                            .is_some_and(|&seen| seen <= person.sentence + 5)
                })
                .filter(|&figure| self.figures[figure].gender.agrees(person.beside.gender))
                .filter(|figure| !some_alike || alike(figure))
                .min_by_key(|figure| {
                    (
                        !often(figure),
                        std::cmp::Reverse(last_named(figure)),
                        first_seen.get(figure).copied(),
                        *figure,
                    )
                });
            let figure =
                chosen.unwrap_or_else(|| self.add(Figure::new(&person.clean, EntityKind::Person)));
            // `the Veld family` is not yet Veld.
            if !person.family {
                alone.insert(key, figure);
            }
            self.of_name[person.index] = figure;
        }
        for person in persons {
            let figure = self.of_name[person.index];
            let given = Gender::of_name(&person.folded[0]);
            let gender = match person.beside.gender {
                Gender::Unknown if person.folded.len() > 1 => given,
                known => known,
            };
            self.figures[figure].learn(person.beside.titles.clone(), gender);
        }
    }

    /// Surnames of the persons, so that a name tagged as something else can
    /// still be one of them.
    fn surnames(&self) -> BTreeMap<String, usize> {
        let mut found = BTreeMap::new();
        let folded = |figure: &Figure| fold(&figure.name);
        for (index, figure) in self.figures.iter().enumerate() {
            if let Some(last) = folded(figure).rsplit(' ').next() {
                found.entry(sound(last)).or_insert(index);
            }
        }
        for (index, figure) in self.figures.iter().enumerate() {
            if let Some((first, _)) = folded(figure).split_once(' ') {
                found.entry(sound(first)).or_insert(index);
            }
        }
        found
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

    fn other(&mut self, page: &Page, index: usize, surnames: &BTreeMap<String, usize>) {
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
        let kind = match name.kind {
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
fn beside_noun(page: &Page, name: Span) -> Vec<String> {
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

/// The parts of the person's name at `index`, titles taken off.
fn person(page: &Page, index: usize) -> Option<Person> {
    let name = page.names[index];
    let words = page.words(name.span);
    let lead = words
        .iter()
        .take_while(|word| {
            let lower = word.lower();
            is_role(long_title(&lower))
                || Gender::of_title(word.text) != Gender::Unknown && word.text.ends_with('.')
                || matches!(
                    lower.as_str(),
                    "mr" | "mrs" | "ms" | "miss" | "dr" | "mr." | "mrs." | "ms." | "dr."
                )
        })
        .count();
    let kept = if lead < words.len() {
        &words[lead..]
    } else {
        &words[..]
    };
    let (first, last) = (kept.first()?, kept.last()?);
    let span = Span::new(first.span.start, last.span.end);
    let all = fold(span.of(page.text));
    let after = page.text[name.span.end..].trim_start_matches([',', ' ']);
    let junior = all.ends_with(" jr") || after.starts_with("Jr.");
    let folded: Vec<String> = all
        .split(' ')
        .filter(|part| !matches!(*part, "jr" | "sr" | "iii" | "ii") && !part.is_empty())
        .map(str::to_owned)
        .collect();
    // `al-Assad` and `Assad` are one surname.
    let folded: Vec<String> = folded
        .iter()
        .enumerate()
        .filter(|(_, part)| !(matches!(part.as_str(), "al" | "el") && folded.len() > 1))
        .map(|(_, part)| part.clone())
        .collect();
    let address = |part: &String| matches!(part.as_str(), "mr" | "mrs" | "ms" | "miss" | "dr");
    if folded.iter().all(address) {
        return None;
    }
    let mut clean = tidy(span.of(page.text));
    if junior && !clean.contains(" Jr") {
        clean.push_str(" Jr.");
    }
    let mut beside = beside(page, span);
    if lead > 0 {
        let inside = &words[..lead];
        if beside.gender == Gender::Unknown {
            beside.gender = Gender::of_title(inside[0].text);
        }
        beside
            .titles
            .extend(crate::title::Title::of(page.text, inside));
    }
    let next = page.words_after(name.span.end, 40);
    let family = next.first().is_some_and(|word| {
        matches!(word.text, "family" | "dynasty" | "clan" | "household")
            && page.text[name.span.end..word.span.start].trim().is_empty()
    });
    let owner = family
        || bare(name.span.of(page.text)).len() < name.span.len()
        || page.text[name.span.end..].starts_with("'s")
        || page.text[name.span.end..].starts_with("’s");
    Some(Person {
        owner,
        family,
        junior,
        index,
        clean,
        folded,
        beside,
        sentence: page.sentence(name.span.start),
    })
}

/// A name without its middle initials.
fn uninitialled(name: &str) -> String {
    let parts: Vec<&str> = name.split(' ').collect();
    let inner = |place: usize| place > 0 && place + 1 < parts.len();
    let kept: Vec<&str> = parts
        .iter()
        .enumerate()
        .filter(|(place, part)| !(inner(*place) && part.len() == 2 && part.ends_with('.')))
        .map(|(_, part)| *part)
        .collect();
    kept.join(" ")
}

/// `Tomas Veld's daughter Ada`: a given name alone, behind a relative's full
/// name, takes the family's.
fn family_name(page: &Page, before: &[Person], person: &mut Person) {
    let [given] = person.folded.as_slice() else {
        return;
    };
    let words = page.words_before(page.names[person.index].span.start);
    let [.., owner, kin] = words.as_slice() else {
        return;
    };
    let related = matches!(
        kin.text,
        "son" | "daughter" | "wife" | "husband" | "brother" | "sister" | "father" | "mother"
    );
    let relative = before.iter().rev().find(|other| {
        let span = page.names[other.index].span;
        other.folded.len() > 1 && span.start <= owner.span.start && owner.span.end <= span.end + 4
    });
    let Some(relative) = relative.filter(|_| related && owner.is_possessive()) else {
        return;
    };
    // Somebody else of that surname or a second name of a known person.
    let taken = before
        .iter()
        .any(|other| other.folded.last() == Some(given));
    if taken {
        return;
    }
    if let (Some(surname), Some(shown)) = (
        relative.folded.last(),
        relative.clean.rsplit(' ').next().map(bare),
    ) {
        person.clean = format!("{} {shown}", person.clean);
        person.folded.push(surname.clone());
    }
}

/// Whether two full names of one surname are one person's.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (Some(x), Some(y)) = (a.first(), b.first()) else {
        return false;
    };
    let initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    let nickname = |short: &str, long: &str| short.len() >= 3 && long.starts_with(short);
    sound(x) == sound(y) || initial(x, y) || initial(y, x) || nickname(x, y) || nickname(y, x)
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
