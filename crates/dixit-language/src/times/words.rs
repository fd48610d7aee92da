//! The words of one sentence, as the readers look at them.

use dixit_model::Span;
use std::borrow::Cow;

/// The tokens of one sentence, in lower case and as written.
pub struct Words<'t> {
    text: &'t str,
    tokens: &'t [Span],
    lower: Vec<Cow<'t, str>>,
}

impl<'t> Words<'t> {
    /// The words of `tokens`.
    pub fn new(text: &'t str, tokens: &'t [Span]) -> Self {
        let lower = tokens
            .iter()
            .map(|token| {
                let word = token.of(text);
                if word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                {
                    Cow::Borrowed(word)
                } else {
                    Cow::Owned(word.to_lowercase())
                }
            })
            .collect();
        Words {
            text,
            tokens,
            lower,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Word `at` in lower case; nothing beyond the end.
    pub fn get(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", |word| word)
    }

    /// The word `back` places before `at`, in lower case; nothing before the
    /// first.
    pub fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.get(at))
    }

    /// Word `at` as written.
    pub fn raw(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    /// Whether no space stands between words `at - 1` and `at`.
    pub fn glued(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].end == self.tokens[at].start
    }

    /// Whether word `at` begins with a capital.
    pub fn capital(&self, at: usize) -> bool {
        self.raw(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether the words from `at` on are `phrase`.
    pub fn are(&self, at: usize, phrase: &[&str]) -> bool {
        phrase
            .iter()
            .enumerate()
            .all(|(i, word)| self.get(at + i) == *word)
    }

    /// Whether word `at` is a hyphen or a dash.
    pub fn dash(&self, at: usize) -> bool {
        matches!(self.get(at), "-" | "–" | "—" | "‐" | "‑" | "−")
    }

    /// `at`, or the word after it if it is `word`.
    pub fn skip(&self, at: usize, word: &str) -> usize {
        at + usize::from(self.get(at) == word)
    }

    /// The number that word `at` spells in digits, of at most `digits` digits.
    pub fn digits(&self, at: usize, digits: usize) -> Option<u32> {
        let word = self.get(at);
        (word.len() <= digits && word.bytes().all(|b| b.is_ascii_digit()))
            .then(|| word.parse().ok())
            .flatten()
    }

    /// From the first of words `start..end` to the last.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = self.tokens.get(start)?;
        let last = self.tokens.get(end.checked_sub(1)?)?;
        (start < end).then(|| first.hull(*last))
    }
}
