//! What a page says twice: in paragraphs, and again in one piece for scripts.

use std::collections::{BTreeMap, BTreeSet};

/// Shorter blocks may well repeat: disclaimers, refrains, rows of a list.
const LONG: usize = 100;

/// Leaves out long blocks whose words nearly all stand in blocks before them,
/// or in blocks less than half as long.
pub(super) fn leave_out(own: &mut [bool], texts: &[&str]) {
    let chosen: Vec<usize> = (0..own.len()).filter(|&index| own[index]).collect();
    let triples: Vec<Vec<u64>> = chosen.iter().map(|&index| triples(texts[index])).collect();
    if triples.iter().all(|triples| triples.len() < LONG) {
        return;
    }
    let mut shortest: BTreeMap<u64, usize> = BTreeMap::new();
    for block in &triples {
        for triple in block {
            let length = shortest.entry(*triple).or_insert(usize::MAX);
            *length = block.len().min(*length);
        }
    }
    let mut seen: BTreeSet<u64> = BTreeSet::new();
    for (&index, block) in chosen.iter().zip(&triples) {
        let nearly_all = |count: usize| count * 20 >= block.len() * 17;
        let before = block.iter().filter(|triple| seen.contains(*triple)).count();
        let shorter = block
            .iter()
            .filter(|triple| shortest[triple] * 2 < block.len())
            .count();
        if block.len() >= LONG && (nearly_all(before) || nearly_all(shorter)) {
            own[index] = false;
        } else {
            seen.extend(block);
        }
    }
}

/// The hashes of every three words on end.
fn triples(text: &str) -> Vec<u64> {
    let words = super::features::hashes(text);
    words.windows(3).map(super::features::of_words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_that_is_also_there_in_one_piece_counts_once() {
        let parts: Vec<String> = (0..4)
            .map(|part| (0..60).map(|word| format!("w{part}x{word} ")).collect())
            .collect();
        let whole = parts.concat();
        let mut texts: Vec<&str> = vec![&whole];
        texts.extend(parts.iter().map(String::as_str));
        texts.push(&whole);
        let mut own = [true; 6];
        leave_out(&mut own, &texts);
        assert_eq!(own, [false, true, true, true, true, false]);
    }
}
