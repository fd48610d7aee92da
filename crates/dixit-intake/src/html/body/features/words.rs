//! The words of one block in numbers.

use crate::html::body::hash::{START, mix};
use crate::html::body::signs;

/// Lines with dates have no more words.
const DATED: usize = 12;

/// What is known about the words of one block.
pub(in crate::html::body) struct Words {
    pub count: usize,
    pub letters: usize,
    pub upper: usize,
    pub lower: usize,
    pub loud: usize,
    pub digits: usize,
    pub commas: usize,
    pub stops: usize,
    pub quotes: usize,
    pub first: f32,
    pub last: f32,
    pub signs: u32,
    /// Whether it is a short line with a year, a date or an hour in figures.
    pub dated: bool,
    /// Its words in lower case and without marks, as numbers.
    pub hashes: Vec<u64>,
}

/// Looks at the words of a block, or of something to compare it with.
pub(super) fn look_at(text: &str) -> Words {
    let mut words = Words {
        count: 0,
        letters: 0,
        upper: 0,
        lower: 0,
        loud: 0,
        digits: 0,
        commas: 0,
        stops: 0,
        quotes: 0,
        first: 0.0,
        last: 0.0,
        signs: if text.len() <= 400 {
            signs::of_line(text)
        } else {
            0
        },
        dated: false,
        hashes: Vec::new(),
    };
    let mut dense = 0;
    for word in text.split_whitespace() {
        words.count += 1;
        let mut seen = Seen::default();
        if word.is_ascii() {
            word.bytes()
                .for_each(|byte| words.add_ascii(byte, &mut seen));
        } else {
            for character in word.chars() {
                words.add(character, &mut seen);
                dense += usize::from(
                    ('\u{2E80}'..'\u{A000}').contains(&character) && character.is_alphabetic(),
                );
            }
        }
        words.upper += usize::from(seen.first.is_some_and(char::is_uppercase));
        words.lower += usize::from(seen.first.is_some_and(char::is_lowercase));
        words.loud += usize::from(seen.letters > 1 && seen.capitals == seen.letters);
        words.dated |= words.count <= DATED && is_date(word);
        if seen.hash != START {
            words.hashes.push(seen.hash);
        }
    }
    words.dated &= words.count <= DATED;
    // Where words stand without spaces, two signs count for one.
    words.count += dense / 2;
    words.first = class(text.chars().next());
    words.last = class(text.chars().next_back());
    words
}

/// What is known of a word so far.
struct Seen {
    first: Option<char>,
    letters: usize,
    capitals: usize,
    hash: u64,
}

impl Default for Seen {
    fn default() -> Self {
        Seen {
            first: None,
            letters: 0,
            capitals: 0,
            hash: START,
        }
    }
}

impl Words {
    fn add_ascii(&mut self, byte: u8, seen: &mut Seen) {
        self.letters += 1;
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {
                seen.first = seen.first.or(Some(char::from(byte)));
                seen.letters += 1;
                seen.capitals += usize::from(byte.is_ascii_uppercase());
                seen.hash = mix(seen.hash, u64::from(byte.to_ascii_lowercase()));
            }
            b'0'..=b'9' => {
                self.digits += 1;
                seen.hash = mix(seen.hash, u64::from(byte));
            }
            b',' | b';' => self.commas += 1,
            b'.' | b'!' | b'?' => self.stops += 1,
            b'"' => self.quotes += 1,
            _ => {}
        }
    }

    fn add(&mut self, character: char, seen: &mut Seen) {
        self.letters += 1;
        match character {
            ',' | ';' | '、' | '،' => self.commas += 1,
            '.' | '!' | '?' | '。' | '؟' => self.stops += 1,
            '"' | '“' | '”' | '«' | '»' | '„' => self.quotes += 1,
            c if c.is_alphabetic() => {
                seen.first = seen.first.or(Some(c));
                seen.letters += 1;
                seen.capitals += usize::from(c.is_uppercase());
            }
            c if c.is_numeric() => self.digits += 1,
            _ => {}
        }
        if character.is_alphanumeric() {
            for folded in character.to_lowercase() {
                seen.hash = mix(seen.hash, u64::from(folded));
            }
        }
    }
}

fn class(character: Option<char>) -> f32 {
    match character {
        None => 0.0,
        Some('.' | '。' | '؟') => 1.0,
        Some('?' | '!' | '…') => 2.0,
        Some('"' | '”' | '“' | '»' | '«' | '’' | '\'') => 3.0,
        Some(':') => 4.0,
        Some(')' | ']' | '(' | '[') => 5.0,
        Some(',' | ';') => 6.0,
        Some(c) if c.is_lowercase() => 7.0,
        Some(c) if c.is_uppercase() => 8.0,
        Some(c) if c.is_numeric() => 9.0,
        Some(c) if c.is_alphabetic() => 10.0,
        Some(_) => 11.0,
    }
}

/// A year, an hour or a date in figures.
fn is_date(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit()).as_bytes();
    let marks = word.iter().filter(|byte| !byte.is_ascii_digit()).count();
    match word {
        [b'1', b'9', _, _] | [b'2', b'0', _, _] => marks == 0,
        [.., b':', _, _] if word.len() <= 5 => marks == 1,
        _ => (6..=10).contains(&word.len()) && marks == 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_with_dates_are_known() {
        let dated = |line| look_at(line).dated;
        for line in [
            "7 March 2031",
            "(2031-03-07)",
            "7.3.31,",
            "Jo Lund, 9:05 Uhr",
        ] {
            assert!(dated(line), "{line}");
        }
        for line in ["7 ships", "20310 tons", "a-b-c", "3:2:1", ""] {
            assert!(!dated(line), "{line}");
        }
        let long = format!("{}2031", "word ".repeat(12));
        assert!(!dated(&long));
    }
}
