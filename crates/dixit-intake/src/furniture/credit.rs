//! Picture credits, which have a form of their own.

use regex::Regex;
use std::sync::LazyLock;

/// Whether a unit is nothing but a credit: `REUTERS/Jo Lund/File Photo`, `[Ann
/// Orme/AP Photo]`. Bracketed remarks without a slash are the article's.
pub(super) fn is_credit(words: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?: (?:REUTERS|AFP|AP|EPA|EFE|ANSA|DPA|TASS|Getty\ Images)/\p{Lu}[\p{L}\s.'’/-]{2,60}
              | \[\p{Lu}[\p{L}\s.'’:-]{2,40}/[\p{L}\s.'’/-]{2,40}\] )$",
        )
        .expect("a sound pattern")
    });
    FORM.is_match(words) && words.split_whitespace().count() <= 8
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
