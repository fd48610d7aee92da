//! What the elements of a page hold together, and which holds most prose.

use super::block::Block;
use crate::html::dom::{Dom, Id, Step};

/// Fewer words are no prose.
const PROSE: usize = 15;
/// Farther up nobody looks.
const REACH: usize = 40;

/// Sums over the blocks in and below an element.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub blocks: u32,
    pub words: u32,
    pub linked: u32,
    pub prose: u32,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.blocks += other.blocks;
        self.words += other.words;
        self.linked += other.linked;
        self.prose += other.prose;
    }
}

/// The sums of every element, and the element that holds most prose closely.
pub(super) struct Shape {
    pub sums: Vec<Sum>,
    /// How far below each element above it the best one stands.
    below: Vec<u32>,
    best: Option<Id>,
}

impl Shape {
    pub(super) fn new(dom: &Dom, body: Id, blocks: &[Block], measures: &[Sum]) -> Self {
        let mut sums = vec![Sum::default(); dom.len()];
        let mut close = vec![0.0_f32; dom.len()];
        for (block, &measure) in blocks.iter().zip(measures) {
            sums[block.element as usize].add(measure);
            let mut holder = holder(dom, block.element);
            for share in [1.0, 0.5, 0.25] {
                let Some(id) = holder else { break };
                close[id as usize] += measure.prose as f32 * share;
                holder = dom.parent(id);
            }
        }
        for step in dom.walk(body) {
            if let Step::Leave(id) = step
                && let Some(parent) = dom.parent(id)
            {
                let own = sums[id as usize];
                sums[parent as usize].add(own);
            }
        }
        let most = |a: &usize, b: &usize| close[*a].total_cmp(&close[*b]).then(b.cmp(a));
        let best = (0..close.len()).max_by(most).filter(|&id| close[id] > 0.0);
        let mut below = vec![u32::MAX; dom.len()];
        let mut above = best.map(|id| id as Id);
        let mut distance = 0;
        while let Some(id) = above {
            below[id as usize] = distance;
            distance += 1;
            above = dom.parent(id);
        }
        Shape {
            sums,
            below,
            best: best.map(|id| id as Id),
        }
    }

    /// The element that holds most prose closely.
    pub(super) fn best(&self) -> Option<Id> {
        self.best
    }

    /// How many elements up from `id`, then how many down, lies the best one.
    pub(super) fn way_to_best(&self, dom: &Dom, id: Id) -> (usize, usize) {
        let mut at = Some(id);
        for up in 0..REACH {
            let Some(here) = at else { break };
            let down = self.below[here as usize];
            if down != u32::MAX {
                return (up, (down as usize).min(REACH));
            }
            at = dom.parent(here);
        }
        (REACH, REACH)
    }
}

/// What a block's element stands in: paragraphs and their like stand in others.
pub(super) fn holder(dom: &Dom, element: Id) -> Option<Id> {
    match dom.name(element) {
        "p" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" => {
            dom.parent(element)
        }
        _ => Some(element),
    }
}

/// The sums of one block.
pub(super) fn measure(block: &Block, words: usize, letters: usize) -> Sum {
    let linked = (words * block.linked)
        .checked_div(letters)
        .unwrap_or(0)
        .min(words);
    let prose = words >= PROSE && linked * 3 < words;
    Sum {
        blocks: 1,
        words: words as u32,
        linked: linked as u32,
        prose: if prose { words as u32 } else { 0 },
    }
}
