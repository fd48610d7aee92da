//! Persons: which full names, surnames and given names are one's.

use super::{Cast, tidy};
use crate::figure::Figure;
use crate::fold::{fold, sound};
use crate::gender::Gender;
use crate::lexicon::{is_role, long_title};
use crate::page::Page;
use crate::title::{Beside, beside};
use crate::word::bare;
use dixit_model::{EntityKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A person's name, taken apart.
pub(super) struct Person {
    pub(super) index: usize,
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
    pub(super) fn persons(&mut self, persons: &[Person]) {
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
                    known.iter().any(|form| {
                        same_person(form, &person.folded) || is_tail(form, &person.folded)
                    }) && juniors.contains(figure) == person.junior
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
            // A surname of two words alone says nothing of the given name.
            let surname_only = known
                .iter()
                .any(|form| form.len() > person.folded.len() && form.ends_with(&person.folded));
            if known.len() < 4 && !known.contains(&person.folded) && !surname_only {
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
    pub(super) fn surnames(&self) -> BTreeMap<String, usize> {
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
}

/// The parts of the person's name at `index`, titles taken off.
pub(super) fn person(page: &Page, index: usize) -> Option<Person> {
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
    // `Port Orrin Mayor Tomas Veld`, taken for one name.
    let inner = words
        .iter()
        .rposition(|word| is_role(long_title(&word.lower())));
    let lead = match inner {
        Some(place) if lead == 0 && place + 3 <= words.len() => place + 1,
        _ => lead,
    };
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
pub(super) fn family_name(page: &Page, before: &[Person], person: &mut Person) {
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

/// `Veld Marant` for `Ilse Veld Marant`: a surname of two words.
fn is_tail(a: &[String], b: &[String]) -> bool {
    a.len() != b.len() && (a.ends_with(b) || b.ends_with(a))
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
