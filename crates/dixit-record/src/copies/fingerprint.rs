//! The fingerprints of a text.
//!
//! Winnowing (Schleimer, Wilkerson and Aiken, *Winnowing: local algorithms for
//! document fingerprinting*, SIGMOD 2003) keeps the smallest hash of every
//! window of word shingles, so that any shared run of `SHINGLE + WINDOW - 1`
//! words leaves a fingerprint in common.

/// Words to a shingle.
const SHINGLE: usize = 5;
/// Shingles to a window.
const WINDOW: usize = 4;

/// The fingerprints of a text, as terms, with the word that each begins at.
pub(super) fn winnow(terms: &[u32]) -> Vec<(u64, usize)> {
    let hashes: Vec<u64> = terms
        .windows(SHINGLE)
        .map(|shingle| {
            shingle
                .iter()
                .fold(0xcbf2_9ce4_8422_2325, |hash, &term| mix(hash, term))
        })
        .collect();
    let mut kept: Vec<(u64, usize)> = Vec::new();
    for (from, window) in hashes.windows(WINDOW).enumerate() {
        // The last of equals, as the paper has it, so that neighbours agree.
        let Some((at, &hash)) = window.iter().enumerate().rev().min_by_key(|&(_, h)| h) else {
            continue;
        };
        if kept.last() != Some(&(hash, from + at)) {
            kept.push((hash, from + at));
        }
    }
    kept
}

/// FNV-1a over the four bytes of a term, finished so that order is no bias.
fn mix(hash: u64, term: u32) -> u64 {
    let mut hash = hash;
    for byte in term.to_le_bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_run_as_long_as_promised_is_always_met() {
        let shared: Vec<u32> = (100..100 + (SHINGLE + WINDOW - 1) as u32).collect();
        for around in 0..50u32 {
            let one: Vec<u32> = (0..around).chain(shared.iter().copied()).collect();
            let two: Vec<u32> = shared
                .iter()
                .copied()
                .chain((0..30).map(|n| 900 + n * around))
                .collect();
            let of = |terms: &[u32]| -> BTreeSet<u64> {
                winnow(terms).into_iter().map(|(hash, _)| hash).collect()
            };
            assert!(!of(&one).is_disjoint(&of(&two)), "after {around} words");
        }
    }

    #[test]
    fn a_text_shorter_than_a_window_has_none() {
        assert_eq!(winnow(&[1, 2, 3, 4]), []);
    }
}
