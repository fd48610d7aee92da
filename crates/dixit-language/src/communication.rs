//! Words that report an act of communication or a belief, in any form.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Lemmas, one a line; `#` begins a remark.
const LEMMAS: &str = include_str!("../data/communication.txt");

static SET: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    LEMMAS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

/// Forms that no ending explains.
const IRREGULAR: &str = "said told wrote written spoke spoken thought swore sworn felt meant sang sung \
 taught forbade forbidden bade bid overheard retold foretold";

/// Whether `word`, in small letters, is a form of a word that reports an act of
/// communication or a belief: *said*, *denying*, *claims*.
pub fn communicates(word: &str) -> bool {
    if SET.contains(word) || IRREGULAR.split(' ').any(|form| form == word) {
        return true;
    }
    let stems = ["s", "es", "ed", "d", "ing"];
    stems
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .filter(|stem| stem.len() > 1)
        .any(is_stem)
        || ["ies", "ied"].iter().any(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|stem| SET.contains(format!("{stem}y").as_str()))
        })
}

/// `admitt`, `urg` and `warn` are what is left of *admitted*, *urging*, *warned*.
fn is_stem(stem: &str) -> bool {
    let mut ends = stem.chars().rev();
    let doubled = ends.next() == ends.next() && stem.is_ascii();
    SET.contains(stem)
        || SET.contains(format!("{stem}e").as_str())
        || doubled && SET.contains(&stem[..stem.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_saying_are_known_and_others_not() {
        for word in
            "said says urging denied admitted reiterated warned believes told proposals replies"
                .split(' ')
        {
            assert!(communicates(word), "{word}");
        }
        for word in "wants willing supported seeks fought ready is discussing".split(' ') {
            assert!(!communicates(word), "{word}");
        }
    }
}
