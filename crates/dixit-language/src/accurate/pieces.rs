//! Words to word pieces.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Pieces of one word; the label sits on the first, the rest is context.
const MAX_PIECES: usize = 6;
/// Characters of the longest piece.
const MAX_LENGTH: usize = 24;

/// A vocabulary of word pieces (WordPiece, as BERT uses it: Devlin et al.,
/// NAACL 2019), uncased and without accents.
pub struct Vocabulary {
    /// Pieces that begin a word.
    first: HashMap<&'static str, u32>,
    /// Pieces that go on with it, without their `##`.
    rest: HashMap<&'static str, u32>,
    unknown: u32,
}

impl Vocabulary {
    /// Reads a vocabulary of one piece a line.
    pub fn new(lines: &'static str) -> Self {
        let mut vocabulary = Vocabulary {
            first: HashMap::with_capacity(25_000),
            rest: HashMap::with_capacity(6_000),
            unknown: 0,
        };
        for (piece, number) in lines.split('\n').zip(0..) {
            match piece.strip_prefix("##") {
                Some(piece) if !piece.is_empty() => vocabulary.rest.insert(piece, number),
                _ => vocabulary.first.insert(piece, number),
            };
        }
        vocabulary.unknown = vocabulary.first.get("[UNK]").copied().unwrap_or(0);
        vocabulary
    }

    /// The piece that goes before every text.
    pub fn begin(&self) -> u32 {
        self.first.get("[CLS]").copied().unwrap_or(self.unknown)
    }

    /// The piece that goes after every text.
    pub fn end(&self) -> u32 {
        self.first.get("[SEP]").copied().unwrap_or(self.unknown)
    }

    /// Appends the pieces of `word` to `pieces`: at least one, at most six, by
    /// greedy longest match; a word with a part that matches nothing is unknown.
    pub fn cut(&self, word: &str, pieces: &mut Vec<u32>) {
        let folded: String = word
            .chars()
            .flat_map(char::to_lowercase)
            .nfd()
            .filter(|c| !is_combining_mark(*c))
            .take(MAX_PIECES * MAX_LENGTH)
            .collect();
        let begun = pieces.len();
        let mut rest = folded.as_str();
        while !rest.is_empty() && pieces.len() < begun + MAX_PIECES {
            let known = if pieces.len() == begun {
                &self.first
            } else {
                &self.rest
            };
            let ends = rest
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .take(MAX_LENGTH);
            let ends: Vec<usize> = ends.collect();
            let found = ends
                .iter()
                .rev()
                .find_map(|&end| Some((end, *known.get(&rest[..end])?)));
            match found {
                Some((end, piece)) => {
                    pieces.push(piece);
                    rest = &rest[end..];
                }
                None => {
                    pieces.truncate(begun);
                    break;
                }
            }
        }
        if pieces.len() == begun {
            pieces.push(self.unknown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nport\nre\n##port\n##ed\nzoe\n#";

    fn cut(word: &str) -> Vec<u32> {
        let mut pieces = Vec::new();
        Vocabulary::new(LINES).cut(word, &mut pieces);
        pieces
    }

    #[test]
    fn words_are_cut_greedily_without_case_or_accents() {
        assert_eq!(cut("Reported"), [5, 6, 7]);
        assert_eq!(cut("PORT"), [4]);
        assert_eq!(cut("Zoë"), [8]);
    }

    #[test]
    fn what_matches_nothing_is_unknown() {
        assert_eq!(cut("portx"), [1]);
        assert_eq!(cut("東"), [1]);
        assert_eq!(cut("\u{301}"), [1]);
    }

    #[test]
    fn a_very_long_word_has_few_pieces() {
        let long = format!("re{}", "port".repeat(50_000));
        assert!(cut(&long).len() <= MAX_PIECES);
    }
}
