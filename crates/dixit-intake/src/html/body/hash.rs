//! Words and elements as numbers, to be compared. Nothing depends on which
//! numbers they are.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Numbers made here, each once; nobody asks for their order.
pub(super) type Set = HashSet<u64, BuildHasherDefault<AsItIs>>;
/// What is known by numbers made here; nobody asks for their order.
pub(super) type Map<V> = HashMap<u64, V, BuildHasherDefault<AsItIs>>;

/// Where every number begins.
pub(super) const START: u64 = 0xCBF2_9CE4_8422_2325;

/// A number that goes on with another.
pub(super) fn mix(hash: u64, next: u64) -> u64 {
    (hash.rotate_left(5) ^ next).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A number that goes on with some letters.
pub(super) fn mix_letters(hash: u64, letters: &str) -> u64 {
    let (eights, rest) = letters.as_bytes().as_chunks::<8>();
    let hash = eights
        .iter()
        .fold(hash, |hash, &eight| mix(hash, u64::from_le_bytes(eight)));
    let last = rest
        .iter()
        .fold(0, |last, &byte| last << 8 | u64::from(byte));
    mix(mix(hash, last), letters.len() as u64)
}

/// The number of some words in their order.
pub(super) fn of_words(words: &[u64]) -> u64 {
    words.iter().fold(START, |hash, &word| mix(hash, word))
}

/// Takes numbers for their own hash, their better half first.
#[derive(Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = mix(self.0, u64::from(byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(32)
    }
}
