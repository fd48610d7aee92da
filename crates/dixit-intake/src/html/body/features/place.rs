//! Where a block stands among what a page has of its kind: in a list of many
//! alike, behind a heading of comments, in the passage that the title is about.

use super::Page;
use crate::html::body::hash::Set;
use crate::html::body::shape;
use crate::html::dom::{Dom, Id};
use std::collections::{BTreeMap, BTreeSet};

/// Elements above a block whose like beside them are counted.
const LEVELS: usize = 5;
/// Signs of lines (see `signs`): what follows is other articles, comments.
const RELATED: u32 = 1;
const COMMENTS: u32 = 1 << 5;
/// Blocks farther off than this are all as far.
const FAR: usize = 200;
/// Fewer words are no sentence.
const SENTENCE: usize = 8;

/// The places of all blocks of a page.
pub(super) struct Places {
    rows: Vec<Vec<f32>>,
}

impl Places {
    pub(super) fn new(page: &Page) -> Self {
        let mut rows = vec![Vec::with_capacity(20); page.blocks.len()];
        repeats(page, &mut rows);
        holders(page, &mut rows);
        headings(page, &mut rows);
        runs(page, &mut rows);
        dates(page, &mut rows);
        Places { rows }
    }

    pub(super) fn add(&self, index: usize, row: &mut Vec<f32>) {
        row.extend_from_slice(&self.rows[index]);
    }
}

/// The elements above a block, from the one that holds it.
fn above(dom: &Dom, element: Id) -> impl Iterator<Item = Id> + '_ {
    std::iter::successors(shape::holder(dom, element), |&id| dom.parent(id))
}

/// How many elements beside each of those above a block are made like it and
/// hold prose: comments, teasers and the like stand in rows.
fn repeats(page: &Page, rows: &mut [Vec<f32>]) {
    let mut made: BTreeMap<Id, u64> = BTreeMap::new();
    let mut make = |id: Id| {
        *made
            .entry(id)
            .or_insert_with(|| super::make(page.dom, id)[1])
    };
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    let mut alike: BTreeMap<(Option<Id>, u64), u32> = BTreeMap::new();
    let has_words = |id: Id| page.shape.sums[id as usize].words >= SENTENCE as u32;
    for block in page.blocks {
        for id in above(page.dom, block.element).take(LEVELS) {
            if seen.insert(id) && has_words(id) {
                *alike.entry((page.dom.parent(id), make(id))).or_default() += 1;
            }
        }
    }
    for (block, row) in page.blocks.iter().zip(rows) {
        let mut counts = [0.0_f32; LEVELS];
        for (count, id) in counts.iter_mut().zip(above(page.dom, block.element)) {
            let key = (page.dom.parent(id), make(id));
            *count = alike.get(&key).map_or(0.0, |&count| count as f32);
        }
        let most = counts.iter().copied().fold(0.0, f32::max);
        row.extend(counts);
        row.push(most);
    }
}

/// What the element that holds a block is worth beside the others: its share of
/// the most prose that one holds, how many come before it since the title, and
/// how much of the title and the description its words say.
fn holders(page: &Page, rows: &mut [Vec<f32>]) {
    struct Held {
        prose: u32,
        place: usize,
        /// Those of its words that the title or the description has too.
        words: Set,
    }
    let told = |word: &&u64| {
        page.description.contains(word) || page.titles.iter().any(|title| title.contains(word))
    };
    let mut held: BTreeMap<Id, Held> = BTreeMap::new();
    let holder =
        |index: usize| shape::holder(page.dom, page.blocks[index].element).unwrap_or(Dom::ROOT);
    let (mut count, title) = (0, page.title_at.unwrap_or(0));
    for index in 0..page.blocks.len() {
        let prose = page.sums[index].prose;
        let held = held.entry(holder(index)).or_insert_with(|| Held {
            prose: 0,
            place: count,
            words: Set::default(),
        });
        count += usize::from(prose > 0 && index >= title);
        held.prose += prose;
        held.words
            .extend(page.words[index].hashes.iter().filter(told));
    }
    let most = held
        .values()
        .map(|held| held.prose)
        .max()
        .unwrap_or(0)
        .max(1);
    let covered = |known: &Set, words: &Set| match known.len() {
        0 => -1.0,
        count => known.intersection(words).count() as f32 / count as f32,
    };
    let values: BTreeMap<Id, [f32; 4]> = held
        .iter()
        .map(|(&id, held)| {
            let titled = page
                .titles
                .iter()
                .map(|title| covered(title, &held.words))
                .fold(-1.0, f32::max);
            let described = covered(&page.description, &held.words);
            (
                id,
                [
                    held.prose as f32 / most as f32,
                    held.place.min(FAR) as f32,
                    titled,
                    described,
                ],
            )
        })
        .collect();
    for (index, row) in rows.iter_mut().enumerate() {
        row.extend(values[&holder(index)]);
    }
}

/// How far back the last short line stands that speaks of comments or of other
/// articles, and whether any does before the block and behind the title.
fn headings(page: &Page, rows: &mut [Vec<f32>]) {
    for sign in [COMMENTS, RELATED] {
        let mut last: Option<usize> = None;
        for (index, row) in rows.iter_mut().enumerate() {
            row.push(last.map_or(FAR, |last| (index - last).min(FAR)) as f32);
            let words = &page.words[index];
            if words.count <= 8
                && words.signs & sign != 0
                && page.title_at.is_none_or(|title| index > title)
            {
                last = Some(index);
            }
        }
    }
}

/// How many words stand before and behind a block without anything between them
/// but sentences, and in the same passage.
fn runs(page: &Page, rows: &mut [Vec<f32>]) {
    let is_sentence = |index: usize| {
        let (sum, words) = (&page.sums[index], &page.words[index]);
        words.count >= SENTENCE && sum.linked * 2 < sum.words
    };
    let run = |indices: &mut dyn Iterator<Item = usize>| {
        let (mut words, mut gap) = (0, 0);
        let mut found = vec![0.0; page.blocks.len()];
        for index in indices {
            found[index] = words as f32;
            if is_sentence(index) {
                words += page.words[index].count;
                gap = 0;
            } else {
                gap += 1;
            }
            if gap > 2 {
                words = 0;
            }
        }
        found
    };
    let (before, behind) = (
        run(&mut (0..page.blocks.len())),
        run(&mut (0..page.blocks.len()).rev()),
    );
    for (index, row) in rows.iter_mut().enumerate() {
        row.extend([
            before[index],
            behind[index],
            before[index] + behind[index] + page.words[index].count as f32,
        ]);
    }
}

/// How far on the next line with a date stands, how many do between the title and
/// the block, how many behind the title, and how far back the last: every comment
/// and every teaser has one, paragraphs have none.
fn dates(page: &Page, rows: &mut [Vec<f32>]) {
    let title = page.title_at.unwrap_or(0);
    let is_dated = |index: usize| page.words[index].dated;
    let all = (title..rows.len()).filter(|&index| is_dated(index)).count();
    let far = |steps: Option<usize>| steps.map_or(FAR, |steps| steps.min(FAR)) as f32;
    let mut next: Option<usize> = None;
    for (index, row) in rows.iter_mut().enumerate().rev() {
        row.push(far(next.map(|next| next - index)));
        next = if is_dated(index) { Some(index) } else { next };
    }
    let (mut before, mut last) = (0, None);
    for (index, row) in rows.iter_mut().enumerate() {
        row.extend([
            before as f32,
            all as f32,
            far(last.map(|last| index - last)),
        ]);
        if index >= title && is_dated(index) {
            before += 1;
            last = Some(index);
        }
    }
}
