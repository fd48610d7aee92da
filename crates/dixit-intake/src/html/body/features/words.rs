//! The words of one block in numbers.

use crate::html::body::signs;

/// What is known about the words of one block.
pub(super) struct Words {
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
    /// Hashes of its words in lower case, for comparing.
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
        hashes: Vec::new(),
    };
    let mut dense = 0;
    for word in text.split_whitespace() {
        words.count += 1;
        let (mut letters, mut capitals, mut first) = (0, 0, None);
        let mut hash = FNV;
        for character in word.chars() {
            words.letters += 1;
            match character {
                ',' | ';' | '、' | '،' => words.commas += 1,
                '.' | '!' | '?' | '。' | '؟' => words.stops += 1,
                '"' | '“' | '”' | '«' | '»' | '„' => words.quotes += 1,
                c if c.is_alphabetic() => {
                    first = first.or(Some(c));
                    letters += 1;
                    capitals += usize::from(c.is_uppercase());
                    dense += usize::from(('\u{2E80}'..'\u{A000}').contains(&c));
                }
                c if c.is_numeric() => words.digits += 1,
                _ => {}
            }
            if character.is_alphanumeric() {
                for folded in character.to_lowercase() {
                    hash = eat(hash, &(folded as u32).to_le_bytes());
                }
            }
        }
        words.upper += usize::from(first.is_some_and(char::is_uppercase));
        words.lower += usize::from(first.is_some_and(char::is_lowercase));
        words.loud += usize::from(letters > 1 && capitals == letters);
        if hash != FNV {
            words.hashes.push(hash);
        }
    }
    // Where words stand without spaces, two signs count for one.
    words.count += dense / 2;
    words.first = class(text.chars().next());
    words.last = class(text.chars().next_back());
    words
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

pub(super) const FNV: u64 = 0xCBF2_9CE4_8422_2325;

/// FNV-1a (64 bits) of some bytes and an end that no UTF-8 has.
pub(super) fn eat(hash: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    bytes.iter().chain([&0xFF]).fold(hash, step)
}

/// The hash of some words in their order.
pub(in crate::html::body) fn of_words(hashes: &[u64]) -> u64 {
    let step =
        |sum: u64, &hash: &u64| (sum.rotate_left(7) ^ hash).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hashes.iter().fold(FNV, step)
}
