//! Organisations, states and places: when two names mean one body.

use super::country::country;
use super::join::Join;
use super::person::skeleton;
use std::collections::{BTreeMap, BTreeSet};

/// Words that name no part of a body.
const PLAIN: &[&str] = &[
    "the", "of", "and", "for", "affairs", "de", "in", "on", "to", "s",
];

/// Lower-case ASCII letters and digits only.
pub(crate) fn letters(name: &str) -> String {
    let mut folded = deunicode::deunicode(name).to_lowercase();
    folded.retain(|c| c.is_ascii_alphanumeric());
    folded
}

/// Lower-case words, without articles and possessives.
pub(crate) fn folded(name: &str) -> String {
    words(name).join(" ")
}

fn words(name: &str) -> Vec<String> {
    let name = deunicode::deunicode(name).to_lowercase();
    name.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'' || c == '.'))
        .map(|word| letters(word.strip_suffix("'s").unwrap_or(word)))
        .filter(|word| !word.is_empty() && word != "the")
        .collect()
}

/// What two names of one body share: its words in any order, a country by its
/// name, spelling of either side of the Atlantic.
pub(crate) fn key(name: &str) -> Vec<String> {
    let words = words(name);
    if let Some(country) = country(&words.concat()) {
        return vec![country.to_owned()];
    }
    let key: BTreeSet<String> = words
        .iter()
        .filter(|word| !PLAIN.contains(&word.as_str()))
        .map(|word| match country(word) {
            Some(country) => country.to_owned(),
            // Only long words bear the loss of their vowels.
            None if word.len() > 5 => skeleton(&word.replace("ce", "se").replace('z', "s")),
            None => word.clone(),
        })
        .collect();
    if key.is_empty() {
        words
    } else {
        key.into_iter().collect()
    }
}

/// Whether a name or adjective means a country.
pub(crate) fn is_country(name: &str) -> bool {
    country(&words(name).concat()).is_some()
}

/// The state that a name means or whose organ it names, by its key.
pub(crate) fn state_of(name: &str) -> Option<String> {
    key(name).into_iter().find(|word| country(word).is_some())
}

/// The country that the name of a capital can stand for, by its key.
pub(crate) fn capital(name: &str) -> Option<&'static str> {
    super::country::capital(&letters(name))
}

/// The letters of an acronym (`NATO`, `Nato` is not told from a word), if the
/// name is one.
pub(crate) fn acronym(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|&c| c != '.').collect();
    let fits = (2..=7).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
    fits.then(|| letters.to_lowercase())
}

/// The initials of a name of several words.
pub(crate) fn initials(name: &str) -> Option<String> {
    let parts: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|w| w.starts_with(char::is_uppercase))
        .collect();
    (parts.len() >= 2).then(|| {
        let initials: String = parts.iter().filter_map(|w| w.chars().next()).collect();
        deunicode::deunicode(&initials).to_lowercase()
    })
}

/// Joins names of one body.
pub(crate) fn join<'n>(
    indexes: &[usize],
    name: &dyn Fn(usize) -> &'n str,
    story: &dyn Fn(usize) -> usize,
    join: &mut Join,
) {
    let mut blocks: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for &index in indexes {
        let key = key(name(index));
        match blocks.get(&key) {
            Some(&first) => {
                let (a, b) = (name(first), name(index));
                let why = if a == b {
                    String::new()
                } else {
                    format!("“{a}” and “{b}” name one body in the same words.")
                };
                join.unite(first, index, why);
            }
            None => {
                blocks.insert(key, index);
            }
        }
    }
    national(indexes, name, story, join);
    acronyms(indexes, name, story, join);
}

/// Words of bodies that every country has under one name: no story tells whose
/// is meant by the name alone.
const COMMON: &[&str] = &[
    "minist",
    "depart",
    "army",
    "militar",
    "force",
    "govern",
    "parliament",
];

/// Whether every country has a body of that name.
pub(crate) fn is_common(name: &str) -> bool {
    let owned = key(name).iter().any(|word| country(word).is_some());
    let common = |word: &String| COMMON.iter().any(|common| word.starts_with(common));
    !owned && words(name).iter().any(common)
}

/// *Congress* joins *US Congress* where the story knows no other.
fn national<'n>(
    indexes: &[usize],
    name: &dyn Fn(usize) -> &'n str,
    story: &dyn Fn(usize) -> usize,
    join: &mut Join,
) {
    let mut owned: BTreeMap<(usize, Vec<String>), BTreeMap<String, usize>> = BTreeMap::new();
    for &index in indexes {
        let (countries, rest): (Vec<String>, Vec<String>) = key(name(index))
            .into_iter()
            .partition(|word| country(word).is_some());
        if let ([only], false) = (&countries[..], rest.is_empty()) {
            let of = owned.entry((story(index), rest)).or_default();
            of.entry(only.clone()).or_insert(index);
        }
    }
    for &index in indexes {
        let Some(of) = owned.get(&(story(index), key(name(index)))) else {
            continue;
        };
        let common = is_common(name(index));
        if let (1, false, Some(&full)) = (of.len(), common, of.values().next()) {
            let why = format!(
                "“{}” is the only body of that name in the story.",
                name(full)
            );
            join.unite(full, index, why);
        }
    }
}

/// An acronym joins the one body of its story whose initials it gives; where a
/// story has only the acronym, the one body of all stories.
fn acronyms<'n>(
    indexes: &[usize],
    name: &dyn Fn(usize) -> &'n str,
    story: &dyn Fn(usize) -> usize,
    join: &mut Join,
) {
    let mut expansions: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    let mut local: BTreeMap<(String, usize), BTreeSet<usize>> = BTreeMap::new();
    for &index in indexes {
        if let Some(initials) = initials(name(index)) {
            let first = join.first(index);
            expansions
                .entry(initials.clone())
                .or_default()
                .entry(first)
                .or_insert(index);
            local
                .entry((initials, story(index)))
                .or_default()
                .insert(first);
        }
    }
    for &index in indexes {
        // A name in mixed case (*Nato*) has met its upper-case form by now.
        let Some(acronym) = acronym(name(index)) else {
            continue;
        };
        let Some(all) = expansions.get(&acronym) else {
            continue;
        };
        let near = local.get(&(acronym, story(index)));
        let first = match near {
            Some(near) if near.len() == 1 => near.first().copied(),
            Some(_) => None,
            None if all.len() == 1 => all.keys().next().copied(),
            None => None,
        };
        if let Some(first) = first {
            let full = all.get(&first).map_or("", |&i| name(i));
            let why = format!("“{}” gives the initials of “{full}”.", name(index));
            join.unite(first, index, why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_body_whatever_the_order_of_words() {
        for (a, b) in [
            (
                "Ministry of Foreign Affairs of China",
                "China's Foreign Ministry",
            ),
            ("Chinese Foreign Ministry", "China’s Foreign Ministry"),
            (
                "Ministry of Defence of Ukraine",
                "Ukrainian Defense Ministry",
            ),
            ("United States", "the U.S."),
            ("Russia", "Russian Federation"),
            (
                "North Atlantic Treaty Organization",
                "North Atlantic Treaty Organisation",
            ),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        assert_ne!(
            key("Ministry of Defence of Ukraine"),
            key("Russian Defence Ministry")
        );
        assert_ne!(key("North Korea"), key("South Korea"));
    }

    #[test]
    fn an_acronym_joins_the_only_body_it_can_mean() {
        let names = ["OSR", "Orrin State Radio", "Osr", "Open Sea Rescue"];
        let name = |i: usize| names[i];
        let mut one = Join::new(3);
        join(&[0, 1, 2], &name, &|_| 0, &mut one);
        assert_eq!(one.groups().len(), 1);
        let mut two = Join::new(4);
        join(&[0, 1, 2, 3], &name, &|_| 0, &mut two);
        assert_eq!(two.groups().len(), 3);
    }
}
