//! Acronyms and what they stand for.

use super::super::join::Join;
use super::{FIRMS, letters};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The letters of an acronym (`NATO`, `Nato` is not told from a word), if the
/// name is one.
pub(crate) fn acronym(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|&c| c != '.').collect();
    let fits = (2..=7).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
    fits.then(|| letters.to_lowercase())
}

/// The initials of a name of several words, without what only says how a firm
/// is owned.
pub(crate) fn initials(name: &str) -> Option<String> {
    let mut parts: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|w| w.starts_with(char::is_uppercase))
        .collect();
    while parts.len() > 2 && parts.last().is_some_and(|w| is_form(w)) {
        parts.pop();
    }
    (parts.len() >= 2).then(|| {
        let initials: String = parts.iter().filter_map(|w| w.chars().next()).collect();
        deunicode::deunicode(&initials).to_lowercase()
    })
}

/// Whether a word only says how a firm is owned; a corporation has a letter in
/// its acronym.
fn is_form(word: &str) -> bool {
    let word = letters(word);
    word.len() < 5 && FIRMS.contains(&word.as_str())
}

/// An acronym joins the foremost body of its story whose initials it gives:
/// the only one, or one named more than twice as often as any other.
pub(super) fn acronyms<'n>(indexes: &[usize], name: &dyn Fn(usize) -> &'n str, join: &mut Join) {
    // By initials: the first of each body, and how often it is named.
    let mut bodies: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    for &index in indexes {
        if let Some(initials) = initials(name(index)) {
            let body = bodies.entry(initials).or_default();
            *body.entry(join.first(index)).or_default() += 1;
        }
    }
    for &index in indexes {
        // A name in mixed case (*Nato*) has met its upper-case form by now.
        let Some(acronym) = acronym(name(index)) else {
            continue;
        };
        let found = bodies.get(&acronym);
        if let Some(first) = found.and_then(|bodies| foremost(bodies, 2)) {
            let why = format!("“{}” gives the initials of “{}”.", name(index), name(first));
            join.unite(first, index, why);
        }
    }
}

/// The only key, or the one counted more than so many times as often as any
/// other.
pub(crate) fn foremost<K: Copy + Ord>(counts: &BTreeMap<K, usize>, times: usize) -> Option<K> {
    let (&first, &most) = counts.iter().max_by_key(|&(&key, &n)| (n, Reverse(key)))?;
    let rest = counts.iter().filter(|(key, _)| **key != first);
    let next = rest.map(|(_, &n)| n).max().unwrap_or(0);
    (most > times * next).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::join;
    use super::*;

    #[test]
    fn an_acronym_joins_the_only_body_it_can_mean() {
        let names = ["OSR", "Orrin State Radio", "Osr", "Open Sea Rescue"];
        let name = |i: usize| names[i];
        let mut one = Join::new(3);
        join(&[0, 1, 2], &name, &mut one);
        assert_eq!(one.groups().len(), 1);
        let mut two = Join::new(4);
        join(&[0, 1, 2, 3], &name, &mut two);
        assert_eq!(two.groups().len(), 3);
    }
}
