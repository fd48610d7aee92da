//! Words of a text, without the help of a tokeniser.

use dixit_model::Span;

/// A word: letters and digits, with marks that stand inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub span: Span,
    pub text: &'a str,
}

impl Word<'_> {
    /// In small letters, a possessive ending cut off.
    pub fn lower(&self) -> String {
        bare(self.text).to_lowercase()
    }

    /// Whether it ends in `'s` or `’s`.
    pub fn is_possessive(&self) -> bool {
        bare(self.text).len() < self.text.len()
    }

    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// `word` without a possessive ending.
pub(crate) fn bare(word: &str) -> &str {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return stem;
        }
    }
    word
}

/// The words of `text` inside `span`.
///
/// `Mr.`, `U.S.`, `al-Assad`, `Russia's`, `R&D` and `2.5` are one word each.
pub(crate) fn words(text: &str, span: Span) -> Vec<Word<'_>> {
    let part = span.of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = part[at..].chars().next() {
        if !letter.is_alphanumeric() {
            at += letter.len_utf8();
            continue;
        }
        let start = at;
        let mut rest = part[at..].chars();
        while let Some(letter) = rest.next() {
            let inside = || {
                matches!(letter, '\'' | '’' | '-' | '&' | '.' | '‑')
                    && rest.clone().next().is_some_and(char::is_alphanumeric)
            };
            if !letter.is_alphanumeric() && !inside() {
                break;
            }
            at += letter.len_utf8();
        }
        let mut end = at;
        // A full stop belongs to initials and to the usual abbreviations.
        if part[at..].starts_with('.') && is_abbreviation(&part[start..end]) {
            end += 1;
            at = end;
        }
        // `KBSreported` lost its space.
        let glued = unglued(&part[start..end]);
        for (start, end) in [(start, start + glued), (start + glued, end)] {
            if start < end {
                found.push(Word {
                    span: Span::new(span.start + start, span.start + end),
                    text: &part[start..end],
                });
            }
        }
    }
    found
}

/// Where a word ends that another is glued to: behind three capitals or more
/// before four small letters or more; else the word's own end.
fn unglued(word: &str) -> usize {
    let capitals = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &word.as_bytes()[capitals..];
    if capitals >= 3 && rest.len() >= 4 && rest.iter().all(u8::is_ascii_lowercase) {
        capitals
    } else {
        word.len()
    }
}

fn is_abbreviation(word: &str) -> bool {
    let initials = word
        .split('.')
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    initials
        || matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "Sen"
                | "Rep"
                | "Gov"
                | "Gen"
                | "Lt"
                | "Col"
                | "Sgt"
                | "Capt"
                | "Prof"
                | "Rev"
                | "St"
                | "Jr"
                | "Sr"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_inner_marks() {
        let text = "Mr. al-Sarif’s U.S. envoy, “R&D” (2.5) said.";
        let found: Vec<&str> = words(text, Span::new(0, text.len()))
            .iter()
            .map(|word| word.text)
            .collect();
        assert_eq!(
            found,
            ["Mr.", "al-Sarif’s", "U.S.", "envoy", "R&D", "2.5", "said"]
        );
    }

    #[test]
    fn possessives_are_cut() {
        assert_eq!(bare("Norland’s"), "Norland");
        assert_eq!(bare("Jones"), "Jones");
    }
}
