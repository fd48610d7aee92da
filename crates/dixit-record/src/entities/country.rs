//! Words that mean a country, from the `keshvar` data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Folded names and nationalities to a folded name.
static TABLE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut table = BTreeMap::new();
    for country in keshvar::CountryIterator::new() {
        let names = country.unofficial_name_list();
        // The official short name may be *Russian Federation* or *Syrian Arab
        // Republic*; the first unofficial one is what news uses.
        let usual = names.first().copied().unwrap_or(country.iso_short_name());
        let usual = super::body::letters(usual);
        let words = [country.iso_short_name()]
            .into_iter()
            .chain(
                names
                    .iter()
                    .copied()
                    .filter(|n| n.is_ascii() && n.len() > 3),
            )
            .chain(country.maybe_nationality());
        for word in words {
            table
                .entry(super::body::letters(word))
                .or_insert_with(|| usual.clone());
        }
    }
    for word in ["us", "usa", "america", "american"] {
        table.insert(word.to_owned(), "unitedstates".to_owned());
    }
    for (word, usual) in [
        ("northkorea", "northkorea"),
        ("northkorean", "northkorea"),
        ("taiwan", "taiwan"),
        ("taiwanese", "taiwan"),
    ] {
        table.insert(word.to_owned(), usual.to_owned());
    }
    for word in ["uk", "britain", "british"] {
        table.insert(word.to_owned(), "unitedkingdom".to_owned());
    }
    for (formal, usual) in FORMAL {
        if let Some(usual) = table.get(&super::body::letters(usual)).cloned() {
            table.insert(super::body::words(formal).concat(), usual);
        }
    }
    table
});

/// Names that the data lack or give to another, with one that they have.
const FORMAL: &[(&str, &str)] = &[
    ("People's Republic of China", "China"),
    ("Republic of China", "Taiwan"),
    ("Republic of Korea", "South Korea"),
    ("Democratic People's Republic of Korea", "North Korea"),
    ("DPRK", "North Korea"),
    ("Democratic Republic of the Congo", "Congo (Dem. Rep.)"),
    ("Democratic Republic of Congo", "Congo (Dem. Rep.)"),
    ("DR Congo", "Congo (Dem. Rep.)"),
    ("DRC", "Congo (Dem. Rep.)"),
    ("Dutch", "Netherlands"),
    ("Holland", "Netherlands"),
    ("Saudi", "Saudi Arabia"),
];

/// First words of names of several, so that few are looked up.
static STARTS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let names = keshvar::CountryIterator::new().flat_map(|country| {
        let names = country.unofficial_name_list().to_vec();
        names.into_iter().chain([country.iso_short_name()])
    });
    let names = names.chain(FORMAL.iter().map(|(formal, _)| *formal));
    names
        .map(super::body::words)
        .filter(|words| words.len() > 1)
        .map(|mut words| words.swap_remove(0))
        .collect()
});

/// The country whose name some folded words begin with, and how many of them
/// that are: the longest.
pub(crate) fn leading(words: &[String]) -> Option<(&'static str, usize)> {
    let first = words.first()?;
    let most = if STARTS.contains(first) { 6 } else { 1 };
    (1..=most.min(words.len()))
        .rev()
        .find_map(|length| Some((country(&words[..length].concat())?, length)))
}

/// The country that a folded word means: `chinese` and `china` mean `china`.
pub(crate) fn country(word: &str) -> Option<&'static str> {
    TABLE.get(word).map(String::as_str)
}

/// Capitals that news lets speak for their country, folded.
const CAPITALS: &[(&str, &str)] = &[
    ("abuja", "nigeria"),
    ("algiers", "algeria"),
    ("ankara", "turkey"),
    ("athens", "greece"),
    ("baghdad", "iraq"),
    ("bangkok", "thailand"),
    ("beijing", "china"),
    ("beirut", "lebanon"),
    ("belgrade", "serbia"),
    ("berlin", "germany"),
    ("bogota", "colombia"),
    ("brasilia", "brazil"),
    ("budapest", "hungary"),
    ("cairo", "egypt"),
    ("canberra", "australia"),
    ("caracas", "venezuela"),
    ("damascus", "syria"),
    ("doha", "qatar"),
    ("dublin", "ireland"),
    ("hanoi", "vietnam"),
    ("havana", "cuba"),
    ("helsinki", "finland"),
    ("islamabad", "pakistan"),
    ("jakarta", "indonesia"),
    ("kabul", "afghanistan"),
    ("khartoum", "sudan"),
    ("kiev", "ukraine"),
    ("kyiv", "ukraine"),
    ("lisbon", "portugal"),
    ("london", "unitedkingdom"),
    ("madrid", "spain"),
    ("manila", "philippines"),
    ("minsk", "belarus"),
    ("moscow", "russia"),
    ("nairobi", "kenya"),
    ("oslo", "norway"),
    ("ottawa", "canada"),
    ("paris", "france"),
    ("pyongyang", "northkorea"),
    ("riyadh", "saudiarabia"),
    ("rome", "italy"),
    ("sanaa", "yemen"),
    ("santiago", "chile"),
    ("seoul", "southkorea"),
    ("stockholm", "sweden"),
    ("taipei", "taiwan"),
    ("tbilisi", "georgia"),
    ("tehran", "iran"),
    ("tokyo", "japan"),
    ("tripoli", "libya"),
    ("vienna", "austria"),
    ("vilnius", "lithuania"),
    ("warsaw", "poland"),
    ("washington", "unitedstates"),
];

/// The folded name of the country whose capital a folded word names.
pub(crate) fn capital(word: &str) -> Option<&'static str> {
    let at = CAPITALS.binary_search_by_key(&word, |(capital, _)| capital);
    at.ok().map(|at| CAPITALS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nationality_and_name_mean_one_country() {
        for (a, b) in [
            ("chinese", "china"),
            ("russian", "russia"),
            ("syrian", "syria"),
            ("turkish", "turkey"),
            ("french", "france"),
            ("ukrainian", "ukraine"),
            ("us", "unitedstates"),
        ] {
            assert!(country(a).is_some(), "{a}");
            assert_eq!(country(a), country(b), "{a} {b}");
        }
        assert_eq!(country("harbour"), None);
    }

    #[test]
    fn a_capital_stands_for_its_country() {
        assert!(CAPITALS.is_sorted());
        assert_eq!(capital("lisbon"), Some("portugal"));
        assert_eq!(capital("porto"), None);
        for (city, state) in CAPITALS {
            assert_eq!(country(state), Some(*state), "{city}");
        }
    }
}
