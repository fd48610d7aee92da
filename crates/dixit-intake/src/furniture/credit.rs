//! Picture credits, which have a form of their own.

use std::ops::RangeInclusive;

/// Agencies that stand before a slash and the name of who took the picture.
const AGENCIES: &[&str] = &[
    "REUTERS",
    "AFP",
    "AP",
    "EPA",
    "EFE",
    "ANSA",
    "DPA",
    "TASS",
    "Getty Images",
];

/// Whether a unit is nothing but a credit: `REUTERS/Jo Lund/File Photo`, `[Ann
/// Orme/AP Photo]`. Bracketed remarks without a slash are the article's.
pub(super) fn is_credit(words: &str) -> bool {
    let inside = words
        .strip_prefix('[')
        .and_then(|words| words.strip_suffix(']'));
    let Some((before, behind)) = inside.unwrap_or(words).split_once('/') else {
        return false;
    };
    let has_form = match inside {
        Some(_) => {
            is_name(before, 3..=41, ":") && begins_loud(before) && is_name(behind, 2..=40, "/")
        }
        None => AGENCIES.contains(&before) && is_name(behind, 3..=61, "/") && begins_loud(behind),
    };
    has_form && words.split_whitespace().count() <= 8
}

/// Whether words are made of letters and what stands in names, and so long.
fn is_name(words: &str, length: RangeInclusive<usize>, more: &str) -> bool {
    let may_stand =
        |c: char| c.is_alphabetic() || c.is_whitespace() || ".'’-".contains(c) || more.contains(c);
    words.chars().all(may_stand) && length.contains(&words.chars().count())
}

fn begins_loud(words: &str) -> bool {
    words.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_remarks() {
        assert!(is_credit("REUTERS/Jo Lund/File Photo"));
        assert!(is_credit("[Ann Orme/AP Photo]"));
        assert!(!is_credit("[the port]"));
        assert!(!is_credit(
            "REUTERS/Ipsos polls of last week showed that the lead of Marant had shrunk"
        ));
    }
}
