//! What a page says twice: in paragraphs, and again in one piece for scripts.

use super::hash::{Map, Set, of_words};

/// Shorter blocks may well repeat: disclaimers, refrains, rows of a list.
const LONG: usize = 100;

/// Leaves out long blocks whose words nearly all stand in blocks before them,
/// or in blocks less than half as long.
pub(super) fn leave_out(own: &mut [bool], words: &[&[u64]]) {
    let chosen: Vec<usize> = (0..own.len()).filter(|&index| own[index]).collect();
    let triples = |index: &usize| words[*index].windows(3).map(of_words).collect();
    let triples: Vec<Vec<u64>> = chosen.iter().map(triples).collect();
    if triples.iter().all(|triples| triples.len() < LONG) {
        return;
    }
    let mut shortest: Map<usize> = Map::default();
    for block in &triples {
        for triple in block {
            let length = shortest.entry(*triple).or_insert(usize::MAX);
            *length = block.len().min(*length);
        }
    }
    let mut seen = Set::default();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_that_is_also_there_in_one_piece_counts_once() {
        let parts: Vec<Vec<u64>> = (0..4)
            .map(|part| (part * 60..part * 60 + 60).collect())
            .collect();
        let whole = parts.concat();
        let mut blocks: Vec<&[u64]> = vec![&whole];
        blocks.extend(parts.iter().map(Vec::as_slice));
        blocks.push(&whole);
        let mut own = [true; 6];
        leave_out(&mut own, &blocks);
        assert_eq!(own, [false, true, true, true, true, false]);
    }
}
