//! Forms under which two spellings of one name are the same.

use deunicode::deunicode;

/// Small ASCII letters and digits; initials closed up (`U.S.` is `us`), other
/// marks as one space; no possessive ending.
pub(crate) fn fold(words: &str) -> String {
    let mut found = String::with_capacity(words.len());
    for part in words.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/' | '_')) {
        let part = crate::word::bare(part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'));
        let mut folded = String::with_capacity(part.len());
        for c in deunicode(part).chars() {
            if c.is_ascii_alphanumeric() {
                folded.push(c.to_ascii_lowercase());
            }
        }
        if !folded.is_empty() {
            if !found.is_empty() {
                found.push(' ');
            }
            found.push_str(&folded);
        }
    }
    found
}

/// The sound of one folded word, roughly: `zelenskyy`, `zelenskiy` and
/// `zelensky` fall together, as do `sergei` and `sergey`.
pub(crate) fn sound(folded: &str) -> String {
    let replaced = folded
        .replace("iy", "y")
        .replace("ij", "y")
        .replace("yi", "y")
        .replace("ei", "e")
        .replace("ey", "e")
        .replace("ai", "a")
        .replace("ay", "a")
        .replace(['i', 'j'], "y")
        .replace("kh", "h")
        .replace("ou", "u")
        .replace('w', "v")
        .replace('q', "k");
    let mut found = String::with_capacity(replaced.len());
    for c in replaced.chars() {
        if !found.ends_with(c) {
            found.push(c);
        }
    }
    if found.len() > 2
        && let Some(stem) = found.strip_suffix('e').or(found.strip_suffix('y'))
    {
        return stem.to_owned();
    }
    found
}

/// The first letters of the words that an acronym takes.
pub(crate) fn initials(folded: &str) -> String {
    folded
        .split(' ')
        .filter(|word| {
            !matches!(
                *word,
                "of" | "the" | "and" | "for" | "in" | "on" | "de" | "to"
            )
        })
        .filter_map(|word| word.chars().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fall_together() {
        assert_eq!(fold("Al-Assad’s"), "al assad");
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("Erdoğan"), "erdogan");
        for name in ["zelenskyy", "zelenskiy", "zelensky"] {
            assert_eq!(sound(name), sound("zelenski"));
        }
        assert_eq!(sound("sergei"), sound("sergey"));
        assert_ne!(sound("marant"), sound("marent"));
    }

    #[test]
    fn acronyms() {
        assert_eq!(initials("north atlantic treaty organization"), "nato");
        assert_eq!(initials("department of homeland security"), "dhs");
    }
}
