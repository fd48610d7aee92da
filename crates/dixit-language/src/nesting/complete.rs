//! A sentence with a cue and without a content is read once more.
//!
//! A chain scores neighbours only: it can be sure of *she said* and yet find
//! each word beside it likelier to be nobody's. Whoever says, says something.

use crate::decode::Chain;
use crate::fast::roles::ROLE_LABELS;
use crate::link::{CONTENT, CUE};
use crate::tagged::Tagged;

/// How much likelier, as a logarithm, a content's beginning is held to be.
const HUNGER: f32 = 3.0;

/// Gives contents to sentences whose cue has none, there or next to it.
pub fn complete(
    chain: &Chain<ROLE_LABELS>,
    passage: &Tagged,
    emissions: &[[f32; ROLE_LABELS]],
    labels: &mut [u8],
) {
    let begin = 2 * CONTENT + 1;
    let cue = 2 * CUE as u8 + 1;
    let is_content = |label: u8| usize::from(label) >= begin;
    let mut hungry = chain.clone();
    for from in &mut hungry.scores {
        from[begin] += HUNGER;
    }
    let mut start = 0;
    while start < labels.len() {
        let sentence = passage.places[start].sentence;
        let mut end = start + 1;
        while end < labels.len() && passage.places[end].sentence == sentence {
            end += 1;
        }
        let before = start.checked_sub(1).map_or(0, |at| labels[at]);
        let after = labels.get(end).copied().unwrap_or(0);
        let own = &labels[start..end];
        // What goes on into or out of the sentence is left alone.
        let apart = !is_content(before) && !is_content(after) && (after == 0 || after % 2 == 1);
        if apart && own.contains(&cue) && !own.iter().any(|label| is_content(*label)) {
            let again = hungry.best(&emissions[start..end], usize::from(before));
            if again.contains(&cue) && again.iter().any(|label| is_content(*label)) {
                labels[start..end].copy_from_slice(&again);
            }
        }
        start = end;
    }
}
