//! Words that mean a country, from the `keshvar` data.

use std::collections::BTreeMap;
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
    for word in ["uk", "britain", "british"] {
        table.insert(word.to_owned(), "unitedkingdom".to_owned());
    }
    table
});

/// The country that a folded word means: `chinese` and `china` mean `china`.
pub(crate) fn country(word: &str) -> Option<&'static str> {
    TABLE.get(word).map(String::as_str)
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
}
