//! Organisations, states and places: when two names mean one body.

mod acronym;
mod short;

pub(crate) use acronym::{acronym, foremost, initials};

use super::country::{country, leading};
use super::join::Join;
use super::person::skeleton;
use super::place;
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

/// Lower-case words of letters and digits, without articles and possessives.
pub(crate) fn words(name: &str) -> Vec<String> {
    let name = deunicode::deunicode(name).to_lowercase();
    name.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'' || c == '.'))
        .map(|word| letters(word.strip_suffix("'s").unwrap_or(word)))
        .filter(|word| !word.is_empty() && word != "the")
        .collect()
}

/// Endings of firms' names that say how they are owned.
const FIRMS: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "ag",
    "sa",
    "sas",
    "spa",
    "nv",
    "bv",
    "gmbh",
    "ab",
    "oyj",
    "asa",
    "kk",
    "holdings",
];
/// Short forms inside longer names: *UN Security Council*.
const SHORT: &[(&str, &[&str])] = &[
    ("un", &["united", "nations"]),
    ("intl", &["international"]),
    ("natl", &["national"]),
    ("dept", &["department"]),
    ("govt", &["government"]),
];

/// What two names of one body share: its words in any order, a country by its
/// name, spelling of either side of the Atlantic.
pub(crate) fn key(name: &str) -> Vec<String> {
    let mut words = words(name);
    while words.len() > 1 && words.last().is_some_and(|w| FIRMS.contains(&w.as_str())) {
        words.pop();
    }
    let mut key = BTreeSet::new();
    let mut rest = &words[..];
    while let Some(word) = rest.first() {
        if let Some((country, length)) = leading(rest) {
            key.insert(country.to_owned());
            rest = &rest[length..];
            continue;
        }
        rest = &rest[1..];
        let short = SHORT.iter().find(|(short, _)| short == word);
        match short {
            Some((_, full)) => key.extend(full.iter().map(|word| plain(word))),
            None if PLAIN.contains(&word.as_str()) => {}
            None => {
                key.insert(plain(place::usual(word)));
            }
        }
    }
    if key.is_empty() {
        words
    } else {
        key.into_iter().collect()
    }
}

/// A word in one spelling. Only long words bear the loss of their vowels.
fn plain(word: &str) -> String {
    if word.len() > 5 {
        skeleton(&word.replace("ce", "se").replace('z', "s"))
    } else {
        word.to_owned()
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

/// Joins names of one body.
pub(crate) fn join<'n>(indexes: &[usize], name: &dyn Fn(usize) -> &'n str, join: &mut Join) {
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
    national(indexes, name, join);
    short::short_names(indexes, name, join);
    acronym::acronyms(indexes, name, join);
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
fn national<'n>(indexes: &[usize], name: &dyn Fn(usize) -> &'n str, join: &mut Join) {
    let mut owned: BTreeMap<Vec<String>, BTreeMap<String, usize>> = BTreeMap::new();
    for &index in indexes {
        let (countries, rest): (Vec<String>, Vec<String>) = key(name(index))
            .into_iter()
            .partition(|word| country(word).is_some());
        if let ([only], false) = (&countries[..], rest.is_empty()) {
            let of = owned.entry(rest).or_default();
            of.entry(only.clone()).or_insert(index);
        }
    }
    for &index in indexes {
        let Some(of) = owned.get(&key(name(index))) else {
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
}
