//! What no model may take for furniture: whole sentences that turn to nobody,
//! and the headline.
//!
//! A missed share line costs a reader a glance; a lead taken for a by-line costs
//! the story its first statement.

use super::unit::Unit;

/// Words of the shortest sentence that is a report beyond doubt.
const SENTENCE: usize = 10;
/// Words of headlines.
const HEADLINE: std::ops::RangeInclusive<usize> = 5..=25;
/// A headline is one of so many lines from the top.
const TOP: u32 = 3;

/// Takes the marks off sentences and headlines that speak to nobody.
pub(super) fn spare(text: &str, units: &[Unit], voices: &[&str], labels: &mut [bool]) {
    for ((unit, label), voice) in units.iter().zip(labels).zip(voices) {
        let words = unit.span.of(text);
        let silent = *label && matches!(*voice, "neither" | "quoted");
        if silent && (is_sentence(words) || unit.line < TOP && is_headline(words)) {
            *label = false;
        }
    }
}

fn is_sentence(words: &str) -> bool {
    let ends = words
        .trim_end_matches(['”', '"', '’', ')'])
        .ends_with(['.', '!', '?']);
    ends && words.split_whitespace().count() >= SENTENCE && !is_notice(words)
}

fn is_headline(words: &str) -> bool {
    let parts = words.contains(['|', '>', '»', '•', '©', '@']) || words.contains(" / ");
    let first = words.split_whitespace().next().unwrap_or_default();
    let labels = matches!(
        first,
        "By" | "BY" | "Published" | "Updated" | "Share" | "Follow" | "Subscribe"
    );
    HEADLINE.contains(&words.split_whitespace().count())
        && !parts
        && !labels
        && !words.ends_with(':')
}

/// Rights and terms are sentences too.
fn is_notice(words: &str) -> bool {
    let lower = words.to_lowercase();
    [
        "©",
        "copyright",
        "all rights reserved",
        "www.",
        "http",
        "newsletter",
        "terms of",
        "privacy policy",
        "cookies",
    ]
    .iter()
    .any(|sign| lower.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::super::mark;

    #[test]
    fn the_lead_under_a_byline_is_no_furniture() {
        let text = "Strait to reopen, president tells Kaldria; ministry says safety measure did its work\n\n\
            By Lena Hovik\n\nThe Strait of Halmar will open to ferries within days, President Ilse Marant \
            assured President Tomas Veld of Kaldria in a telephone call on Friday.\n\nPetra Lund, the \
            president's spokeswoman, told journalists in Vastad that Marant had raised the matter herself.";
        for piece in mark(text) {
            let words = piece.span.of(text);
            assert!(!words.contains("Strait"), "{words}");
        }
    }
}
