//! Firms by the first words of their names: *Harbour* for *Harbour Shipyards*.

use super::super::join::Join;
use super::{folded, is_country, key, words};
use std::collections::BTreeMap;

/// Words that say what a firm does; a name may leave them out.
const TRADES: &[&str] = &[
    "air",
    "airlines",
    "airways",
    "automotive",
    "bank",
    "broadcasting",
    "brothers",
    "casinos",
    "chemical",
    "communications",
    "computer",
    "electronics",
    "energy",
    "enterprises",
    "entertainment",
    "financial",
    "foods",
    "global",
    "group",
    "hotels",
    "industries",
    "insurance",
    "international",
    "laboratories",
    "lines",
    "logistics",
    "media",
    "mining",
    "motor",
    "motors",
    "networks",
    "oil",
    "partners",
    "petroleum",
    "pharma",
    "pharmaceuticals",
    "pictures",
    "railways",
    "resort",
    "resorts",
    "restaurants",
    "securities",
    "shipping",
    "shipyards",
    "software",
    "solutions",
    "steel",
    "stores",
    "studios",
    "systems",
    "technologies",
    "technology",
    "telecom",
    "worldwide",
];

/// Bodies that go by one short name: their words, and one to show.
type Bodies = Vec<(Vec<String>, usize)>;

/// Whether one of two names begins with the other.
fn begins(a: &[String], b: &[String]) -> bool {
    a.iter().zip(b).all(|(a, b)| a == b)
}

/// Joins a firm's short name with the only body of its story that it can be
/// short for.
pub(super) fn short_names<'n>(indexes: &[usize], name: &dyn Fn(usize) -> &'n str, join: &mut Join) {
    let mut full: BTreeMap<Vec<String>, Bodies> = BTreeMap::new();
    for &index in indexes {
        if let Some(short) = short(name(index)) {
            let bodies = full.entry(key(&short)).or_default();
            let own = words(name(index));
            // *Veld Media* is *Veld Media Group*.
            match bodies.iter_mut().find(|(known, _)| begins(known, &own)) {
                Some(known) if known.0.len() < own.len() => *known = (own, index),
                Some(_) => {}
                None => bodies.push((own, index)),
            }
        }
    }
    for &index in indexes {
        let short = short(name(index));
        let bodies = full.get(&key(short.as_deref().unwrap_or(name(index))));
        if let Some(&[(_, body)]) = bodies.map(Vec::as_slice)
            && join.first(body) != join.first(index)
        {
            let why = format!(
                "“{}” is short for “{}”, the only firm of that name in the story.",
                name(index),
                name(body)
            );
            join.unite(body, index, why);
        }
    }
}

/// A name without the words at its end that say what a firm does, if that
/// leaves a name of its own.
fn short(name: &str) -> Option<String> {
    let folded = folded(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    let all = words.len();
    while words.len() > 1 && words.last().is_some_and(|w| is_trade(w)) {
        words.pop();
    }
    let short = words.join(" ");
    // *General*, *Air* and *Orrin* alone name no firm.
    let plain = [
        "general",
        "united",
        "national",
        "international",
        "first",
        "american",
    ];
    let named = short.len() > 2 && !plain.contains(&&*short) && !is_country(&short);
    (words.len() < all && named && !TRADES.contains(&&*short)).then_some(short)
}

fn is_trade(word: &str) -> bool {
    TRADES.contains(&word) || super::FIRMS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(names: &[&str]) -> usize {
        let all: Vec<usize> = (0..names.len()).collect();
        let mut sets = Join::new(names.len());
        super::super::join(&all, &|i| names[i], &mut sets);
        sets.groups().len()
    }

    #[test]
    fn a_firm_is_not_short_for_itself() {
        let mut sets = Join::new(2);
        super::super::join(&[0, 1], &|_| "Veld Shipping", &mut sets);
        let groups = sets.groups();
        assert!(groups.len() == 1 && groups[0].1.is_empty(), "{groups:?}");
    }

    #[test]
    fn a_firm_goes_by_its_first_words() {
        assert_eq!(
            joined(&["Marant Motor Company", "Marant", "Marant Motor"]),
            1
        );
        assert_eq!(joined(&["Veld Shipping", "Veld"]), 1);
        let resorts = ["OSR Resorts", "OSR", "OSR Resorts International"];
        assert_eq!(joined(&resorts), 1);
        assert_eq!(joined(&["Veld Shipping", "Veld Steel", "Veld"]), 3);
        assert_eq!(joined(&["General Motors", "General"]), 2);
        assert_eq!(joined(&["Qatar Airways", "Qatar"]), 2);
    }
}
