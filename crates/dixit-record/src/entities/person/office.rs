//! Titles and offices that stand before names, and what only describes.

use super::PARTICLES;

/// Titles, folded; they are no part of a name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lord",
    "lady",
    "dame",
    "president",
    "prof",
    "gen",
    "lt",
    "col",
    "maj",
    "capt",
    "sgt",
    "adm",
    "brig",
    "cmdr",
    "rev",
    "hon",
    "sen",
    "rep",
    "gov",
    "atty",
    "amb",
    "supt",
    "mp",
    "king",
    "queen",
    "prince",
    "princess",
    "sheikh",
    "pope",
];
/// Titles of those who are known by their given name: with one name alone they
/// make a full name. Each spelling with the one it is compared by.
const REGNAL: &[(&str, &str)] = &[
    ("emir", "emir"),
    ("emperor", "emperor"),
    ("king", "king"),
    ("patriarch", "patriarch"),
    ("pope", "pope"),
    ("prince", "prince"),
    ("princess", "princess"),
    ("queen", "queen"),
    ("shaikh", "sheikh"),
    ("sheik", "sheikh"),
    ("sheikh", "sheikh"),
    ("sultan", "sultan"),
];
/// Offices that stand before a name.
const OFFICES: &[&str] = &[
    "admiral",
    "ambassador",
    "attorney",
    "captain",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief",
    "colonel",
    "commissioner",
    "congressman",
    "congresswoman",
    "counterpart",
    "director",
    "general",
    "governor",
    "judge",
    "justice",
    "leader",
    "lieutenant",
    "mayor",
    "minister",
    "premier",
    "president",
    "professor",
    "representative",
    "secretary",
    "senator",
    "sheriff",
    "speaker",
    "spokesman",
    "spokesperson",
    "spokeswoman",
];
/// What an office may be of: *Secretary of State*.
const PORTFOLIOS: &[&str] = &[
    "of",
    "for",
    "the",
    "and",
    "state",
    "defense",
    "defence",
    "treasury",
    "foreign",
    "affairs",
    "national",
    "intelligence",
    "health",
    "education",
    "energy",
    "commerce",
    "labor",
    "labour",
    "interior",
    "justice",
    "homeland",
    "security",
    "trade",
    "finance",
    "transport",
    "agriculture",
];

/// Whether `name` only describes somebody: *senior official*, *spokesman for
/// the port*. Of a name, the last word or the first is written large; a
/// description begins small, even where it ends in a name.
pub(crate) fn is_description(name: &str) -> bool {
    let small = |word: &str| word.starts_with(char::is_lowercase);
    let mut words = name.split(' ').filter(|word| !word.is_empty());
    let Some(first) = words.next() else {
        return false;
    };
    let last = words.next_back().unwrap_or(first);
    // *al-Sarif* is written large after the hyphen, *Jong-un* before it.
    let parts = |word: &str| word.split('-').all(small);
    let led = first.split('-').next().unwrap_or(first);
    parts(last) || small(first) && !PARTICLES.contains(&led)
}

/// A name without the office that stands before it: what follows its last
/// word, if that is still a full name.
pub(crate) fn without_office(name: &str) -> &str {
    after_office(name)
        .filter(|rest| rest.split_whitespace().count() > 1 && !is_description(rest))
        .unwrap_or(name)
}

/// What follows the last word of an office, if anything does.
pub(super) fn after_office(name: &str) -> Option<&str> {
    let mut from = 0;
    let mut at = 0;
    let mut office = false;
    for word in name.split(' ') {
        at += word.len() + 1;
        let word = word.to_lowercase();
        if OFFICES.contains(&word.as_str()) {
            (from, office) = (at, true);
        } else {
            office &= PORTFOLIOS.contains(&word.trim_end_matches(','));
            if office {
                from = at;
            }
        }
    }
    name.get(from..).filter(|rest| !rest.trim().is_empty())
}

/// Takes the titles from the front of a name's folded words. What is left of a
/// sovereign or a pope keeps the title as a given name.
pub(super) fn strip_titles(words: &mut Vec<String>) {
    let mut regnal = None;
    while words.len() > 1 {
        let known = REGNAL.iter().find(|(title, _)| *title == words[0]);
        if known.is_none() && !TITLES.contains(&words[0].as_str()) {
            break;
        }
        regnal = known.map(|(_, title)| (*title).to_owned());
        words.remove(0);
    }
    if let (Some(title), [_]) = (regnal, &words[..]) {
        words.insert(0, title);
    }
}

/// Whether a given name is the title of a sovereign or a pope.
pub(super) fn is_regnal(given: &str) -> bool {
    REGNAL.iter().any(|(_, title)| *title == given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_no_names() {
        assert!(is_description("senior port official"));
        assert!(is_description("spokesman for the Port of Veld"));
        assert!(!is_description("Ilse al-Marant"));
        assert!(!is_description("al-Sarif"));
        assert!(!is_description("Moo Jan-un"));
        assert_eq!(
            without_office("lawyer and chief of staff"),
            "lawyer and chief of staff"
        );
    }

    #[test]
    fn an_office_is_no_part_of_a_name() {
        for (name, rest) in [
            ("Foreign Minister Ilse Marant", "Ilse Marant"),
            ("Veldburg Mayor Jon Castor", "Jon Castor"),
            ("Secretary of State Jon Castor", "Jon Castor"),
            ("Justice Holm", "Justice Holm"),
            ("Ilse Marant", "Ilse Marant"),
        ] {
            assert_eq!(without_office(name), rest);
        }
    }
}
