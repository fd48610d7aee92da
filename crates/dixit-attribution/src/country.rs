//! Countries, and the words that mean one.
//!
//! Names and nationalities come from the `keshvar` crate (ISO 3166 and the
//! nationalities of the `countries` data set). The few words below are what
//! news says instead and that data does not hold.

use crate::fold::fold;
use keshvar::CountryIterator;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What news calls a country whose official short name it does not use.
const USUAL: &[(&str, &str)] = &[
    ("AE", "United Arab Emirates"),
    ("BA", "Bosnia and Herzegovina"),
    ("BN", "Brunei"),
    ("BO", "Bolivia"),
    ("CD", "Democratic Republic of the Congo"),
    ("CI", "Ivory Coast"),
    ("CV", "Cape Verde"),
    ("CZ", "Czech Republic"),
    ("FM", "Micronesia"),
    ("GB", "United Kingdom"),
    ("IR", "Iran"),
    ("KP", "North Korea"),
    ("KR", "South Korea"),
    ("LA", "Laos"),
    ("MD", "Moldova"),
    ("PS", "Palestine"),
    ("RU", "Russia"),
    ("SY", "Syria"),
    ("TL", "East Timor"),
    ("TR", "Turkey"),
    ("TW", "Taiwan"),
    ("TZ", "Tanzania"),
    ("US", "United States"),
    ("VA", "Vatican"),
    ("VE", "Venezuela"),
    ("VN", "Vietnam"),
];

/// Further words for a country or its people.
const FURTHER: &[(&str, &str)] = &[
    ("AE", "UAE"),
    ("AE", "Emirati"),
    ("AR", "Argentine"),
    ("BA", "Bosnia"),
    ("BA", "Bosnian"),
    ("CZ", "Czechia"),
    ("DK", "Dane"),
    ("EC", "Ecuadorian"),
    ("ES", "Spaniard"),
    ("FI", "Finn"),
    ("GB", "Britain"),
    ("GB", "Great Britain"),
    ("GB", "UK"),
    ("GB", "U.K."),
    ("GB", "Briton"),
    ("IS", "Icelandic"),
    ("KG", "Kyrgyz"),
    ("KZ", "Kazakh"),
    ("MM", "Burma"),
    ("MM", "Burmese"),
    ("NL", "Holland"),
    ("PH", "Philippine"),
    ("PL", "Pole"),
    ("SA", "Saudi"),
    ("SE", "Swede"),
    ("SI", "Slovenian"),
    ("TJ", "Tajik"),
    ("TR", "Turk"),
    ("US", "US"),
    ("US", "U.S."),
    ("US", "USA"),
    ("US", "America"),
    ("UZ", "Uzbek"),
    ("VA", "Vatican City"),
];

/// Codes whose nationality belongs to another country in news.
const NOT_BY_NATIONALITY: &[&str] = &[
    "AX", "BL", "BQ", "CW", "CX", "DM", "GF", "GG", "GP", "IO", "JE", "MF", "MO", "MP", "MQ", "PF",
    "PM", "RE", "SJ", "SX", "TF", "UM", "VI", "YT", "NE", "CG",
];

struct Table {
    /// Folded name → the usual name.
    names: BTreeMap<String, &'static str>,
    /// Folded nationality → the usual name.
    nationalities: BTreeMap<String, &'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut names = BTreeMap::new();
    let mut nationalities = BTreeMap::new();
    for country in CountryIterator::new() {
        let code = country.alpha2().to_string();
        let usual = USUAL
            .iter()
            .find(|(of, _)| *of == code)
            .map_or(country.iso_short_name(), |(_, name)| name);
        names.insert(fold(usual), usual);
        names.insert(fold(country.iso_short_name()), usual);
        for name in country.unofficial_name_list() {
            // Other languages' names collide with English words.
            if name.is_ascii() && name.len() > 3 && *name != "Georgien" {
                names.entry(fold(name)).or_insert(usual);
            }
        }
        if !NOT_BY_NATIONALITY.contains(&code.as_str())
            && let Some(nationality) = country.maybe_nationality()
        {
            nationalities.insert(fold(nationality), usual);
        }
        for (_, word) in FURTHER.iter().filter(|(of, _)| *of == code) {
            // Both tables: `Saudi` is a people, `UAE` a name, and either may
            // stand before a noun.
            names.insert(fold(word), usual);
            nationalities.insert(fold(word), usual);
        }
    }
    Table {
        names,
        nationalities,
    }
});

/// The usual name of the country called `words`, without an article.
pub(crate) fn named(words: &str) -> Option<&'static str> {
    let folded = fold(words);
    let name = TABLE.names.get(&folded).copied()?;
    // A people's name is no country's: `Saudi said` is not news English.
    (!is_people(&folded)).then_some(name)
}

fn is_people(folded: &str) -> bool {
    [
        "emirati", "saudi", "burmese", "kazakh", "uzbek", "tajik", "kyrgyz", "bosnian",
    ]
    .contains(&folded)
        || [
            "argentine",
            "dane",
            "spaniard",
            "ecuadorian",
            "finn",
            "briton",
            "icelandic",
            "philippine",
        ]
        .contains(&folded)
        || ["pole", "swede", "slovenian", "turk"].contains(&folded)
}

/// The country that `word` means before a noun: `Russian`, `US`, `China`.
pub(crate) fn of_word(word: &str) -> Option<&'static str> {
    let folded = fold(word);
    TABLE
        .nationalities
        .get(&folded)
        .or_else(|| TABLE.names.get(&folded))
        .copied()
}

/// Whether `word` is the people of a country: `Americans`, `Turks`.
pub(crate) fn is_plural_people(word: &str) -> bool {
    word.strip_suffix('s')
        .is_some_and(|stem| TABLE.nationalities.contains_key(&fold(stem)) && stem.len() > 3)
}

/// Whether `word` is only an adjective or a people (`Russian`), no country.
pub(crate) fn is_nationality(word: &str) -> bool {
    let folded = fold(word);
    is_people(&folded)
        || (TABLE.nationalities.contains_key(&folded) && !TABLE.names.contains_key(&folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_nationalities() {
        assert_eq!(named("Russia"), Some("Russia"));
        assert_eq!(named("the US"), None);
        assert_eq!(named("U.S."), Some("United States"));
        assert_eq!(named("Britain"), Some("United Kingdom"));
        assert_eq!(named("South Korea"), Some("South Korea"));
        assert_eq!(of_word("Chinese"), Some("China"));
        assert_eq!(of_word("French"), Some("France"));
        assert_eq!(of_word("American"), Some("United States"));
        assert_eq!(of_word("British"), Some("United Kingdom"));
        assert_eq!(of_word("Nigerian"), Some("Nigeria"));
        assert_eq!(of_word("Indian"), Some("India"));
        assert!(is_nationality("Ukrainian"));
        assert!(!is_nationality("Ukraine"));
        assert!(is_plural_people("Turks"));
        assert!(is_plural_people("Americans"));
        assert!(!is_plural_people("dockers"));
    }

    #[test]
    fn every_usual_name_belongs_to_a_country() {
        for (_, name) in USUAL {
            assert_eq!(named(name), Some(*name));
        }
    }
}
