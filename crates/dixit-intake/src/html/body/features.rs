//! Blocks as the model sees them: numbers about their words, their elements,
//! their place on the page and their like elsewhere on it.

mod place;
mod words;

use super::block::Block;
use super::shape::{self, Shape, Sum};
use super::signs::LINE_KINDS;
use crate::html::dom::{Dom, Id};
use place::Places;
use std::collections::{BTreeMap, BTreeSet};
pub(super) use words::of_words;
use words::{FNV, Words, eat, look_at};

/// What the page's head says about the article, to be compared with its words.
#[derive(Default)]
pub(crate) struct Hints<'h> {
    pub titles: Vec<&'h str>,
    pub description: Option<&'h str>,
    pub body: Option<&'h str>,
}

/// What is known of all blocks of a page before the model has looked.
pub(super) struct Features {
    /// The numbers that the first stage sees.
    pub rows: Vec<Vec<f32>>,
    /// How many words each has.
    pub words: Vec<usize>,
}

/// Looks at the blocks of a page.
pub(super) fn of(dom: &Dom, body: Id, blocks: &[Block], hints: &Hints) -> Features {
    let page = Page::new(dom, body, blocks, hints);
    Features {
        rows: page.rows(),
        words: page.words.iter().map(|words| words.count).collect(),
    }
}

/// The hashes of the words of a text, in lower case and without marks.
pub(super) fn hashes(text: &str) -> Vec<u64> {
    look_at(text).hashes
}

struct Page<'p> {
    dom: &'p Dom,
    blocks: &'p [Block],
    words: Vec<Words>,
    sums: Vec<Sum>,
    shape: Shape,
    whole: Sum,
    /// Blocks by the make of their element, and by that and what is around it.
    makes: [Vec<u64>; 3],
    like: [BTreeMap<u64, Sum>; 3],
    titles: Vec<BTreeSet<u64>>,
    description: BTreeSet<u64>,
    linked_data: Option<BTreeSet<u64>>,
    repeats: BTreeMap<u64, u32>,
    /// The block that says the title, and the first of the best element.
    title_at: Option<usize>,
    best_range: Option<(usize, usize)>,
}

impl<'p> Page<'p> {
    fn new(dom: &'p Dom, body: Id, blocks: &'p [Block], hints: &Hints) -> Self {
        let words: Vec<Words> = blocks.iter().map(|block| look_at(&block.text)).collect();
        let sums: Vec<Sum> = blocks
            .iter()
            .zip(&words)
            .map(|(block, words)| shape::measure(block, words.count, words.letters))
            .collect();
        let shape = Shape::new(dom, body, blocks, &sums);
        let whole = shape.sums[body as usize];
        let makes = [0, 1, 2].map(|around| {
            let make = |block: &Block| make(dom, block.element, around);
            blocks.iter().map(make).collect::<Vec<u64>>()
        });
        let like = [0, 1, 2].map(|around: usize| {
            let mut like: BTreeMap<u64, Sum> = BTreeMap::new();
            for (make, sum) in makes[around].iter().zip(&sums) {
                let entry = like.entry(*make).or_default();
                entry.blocks += 1;
                entry.words += sum.words;
                entry.linked += sum.linked;
                entry.prose += sum.prose;
            }
            like
        });
        let set = |text: &str| look_at(text).hashes.into_iter().collect::<BTreeSet<u64>>();
        let titles: Vec<BTreeSet<u64>> = hints.titles.iter().map(|title| set(title)).collect();
        let mut repeats = BTreeMap::new();
        for words in &words {
            *repeats.entry(of_words(&words.hashes)).or_insert(0) += 1;
        }
        let mut page = Page {
            dom,
            blocks,
            words,
            sums,
            whole,
            makes,
            like,
            titles,
            description: hints.description.map(set).unwrap_or_default(),
            linked_data: hints
                .body
                .map(|body| look_at(body).hashes.windows(3).map(of_words).collect()),
            repeats,
            title_at: None,
            best_range: None,
            shape,
        };
        page.title_at = page.find_title();
        page.best_range = page.find_best();
        page
    }

    /// The first heading that says the title, else the first line that does.
    fn find_title(&self) -> Option<usize> {
        let same = |index: &usize| self.title_likeness(*index) >= 0.75;
        let is_heading =
            |index: &usize| matches!(self.dom.name(self.blocks[*index].element), "h1" | "h2");
        let all = 0..self.blocks.len();
        all.clone()
            .find(|i| is_heading(i) && same(i))
            .or_else(|| all.clone().find(same))
            .or_else(|| {
                all.clone()
                    .find(|&index| self.dom.name(self.blocks[index].element) == "h1")
            })
    }

    fn find_best(&self) -> Option<(usize, usize)> {
        self.shape.best()?;
        let inside = |index: &usize| {
            self.shape
                .way_to_best(self.dom, self.blocks[*index].element)
                .1
                == 0
        };
        let first = (0..self.blocks.len()).find(inside)?;
        let last = (0..self.blocks.len()).rfind(inside)?;
        Some((first, last))
    }

    fn title_likeness(&self, index: usize) -> f32 {
        let hashes = &self.words[index].hashes;
        let own: BTreeSet<u64> = hashes.iter().copied().collect();
        if own.is_empty() || own.len() > 60 {
            return 0.0;
        }
        let alike = |title: &BTreeSet<u64>| {
            let both = title.intersection(&own).count();
            both as f32 / (title.len() + own.len() - both).max(1) as f32
        };
        self.titles.iter().map(alike).fold(0.0, f32::max)
    }

    fn rows(&self) -> Vec<Vec<f32>> {
        let (mut words, mut prose) = (0, 0);
        let mut rows = Vec::with_capacity(self.blocks.len());
        let mut since_prose = 0_u32;
        let places = Places::new(self);
        for index in 0..self.blocks.len() {
            let mut row = Vec::with_capacity(192);
            self.own(index, &mut row);
            row.extend(self.blocks[index].above.0.map(f32::from));
            self.around(index, &mut row);
            self.alike(index, &mut row);
            places.add(index, &mut row);
            let parts = |part: u32, whole: u32| part as f32 / whole.max(1) as f32;
            row.extend([
                parts(words, self.whole.words),
                parts(prose, self.whole.prose),
                since_prose as f32,
                self.title_at.map_or(-9999.0, |at| {
                    (index as f32 - at as f32).clamp(-500.0, 500.0)
                }),
                self.best_range.map_or(-9999.0, |(first, _)| {
                    (index as f32 - first as f32).clamp(-500.0, 500.0)
                }),
                self.best_range.map_or(-9999.0, |(_, last)| {
                    (last as f32 - index as f32).clamp(-500.0, 500.0)
                }),
                (self.whole.prose as f32).ln_1p(),
                parts(self.whole.linked, self.whole.words),
            ]);
            for step in [-2_isize, -1, 1, 2] {
                let near = index
                    .checked_add_signed(step)
                    .filter(|&near| near < self.blocks.len());
                self.neighbour(near, &mut row);
            }
            words += self.sums[index].words;
            prose += self.sums[index].prose;
            since_prose = if self.sums[index].prose > 0 {
                0
            } else {
                since_prose + 1
            };
            rows.push(row);
        }
        rows
    }

    /// About the block's words alone.
    fn own(&self, index: usize, row: &mut Vec<f32>) {
        let (block, words) = (&self.blocks[index], &self.words[index]);
        let per = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
        row.extend([
            words.count as f32,
            per(words.letters, words.count),
            per(block.linked, words.letters).min(1.0),
            block.links as f32,
            per(block.stressed, words.letters).min(1.0),
            per(words.upper, words.count),
            per(words.lower, words.count),
            per(words.loud, words.count),
            per(words.digits, words.letters),
            per(words.commas, words.count),
            per(words.stops, words.count),
            per(words.quotes, words.count),
            words.first,
            words.last,
            f32::from(u8::from(block.broken)),
            block.text.lines().count() as f32,
            block.depth as f32,
            self.title_likeness(index),
            self.repeats[&of_words(&words.hashes)] as f32,
        ]);
        let short = words.count <= 40;
        row.extend(
            (0..LINE_KINDS).map(|kind| f32::from(u8::from(short && words.signs >> kind & 1 == 1))),
        );
        let hashes = &words.hashes;
        let described = hashes
            .iter()
            .filter(|hash| self.description.contains(hash))
            .count();
        row.push(if self.description.is_empty() {
            -1.0
        } else {
            per(described, hashes.len())
        });
        row.push(match &self.linked_data {
            None => -1.0,
            Some(_) if hashes.len() < 3 => -0.5,
            Some(known) => {
                let said = hashes
                    .windows(3)
                    .filter(|three| known.contains(&of_words(three)))
                    .count();
                per(said, hashes.len() - 2)
            }
        });
    }

    /// About the elements around it and what they hold.
    fn around(&self, index: usize, row: &mut Vec<f32>) {
        let element = self.blocks[index].element;
        let (up, down) = self.shape.way_to_best(self.dom, element);
        row.extend([up as f32, down as f32]);
        let mut at = shape::holder(self.dom, element);
        for _ in 0..5 {
            let sum = at.map_or(self.whole, |id| self.shape.sums[id as usize]);
            row.extend([
                sum.blocks as f32,
                sum.prose as f32 / self.whole.prose.max(1) as f32,
                sum.linked as f32 / sum.words.max(1) as f32,
                sum.prose as f32 / sum.words.max(1) as f32,
            ]);
            at = at.and_then(|id| self.dom.parent(id));
        }
    }

    /// About the blocks made like it.
    fn alike(&self, index: usize, row: &mut Vec<f32>) {
        for (makes, like) in self.makes.iter().zip(&self.like) {
            let sum = like[&makes[index]];
            row.extend([
                sum.blocks as f32,
                sum.words as f32 / sum.blocks.max(1) as f32,
                sum.linked as f32 / sum.words.max(1) as f32,
                sum.prose as f32 / self.whole.prose.max(1) as f32,
            ]);
        }
    }

    fn neighbour(&self, index: Option<usize>, row: &mut Vec<f32>) {
        let Some(index) = index else {
            row.extend([-1.0; 6]);
            return;
        };
        let (block, words) = (&self.blocks[index], &self.words[index]);
        let name = self.dom.name(block.element);
        let make = match name {
            "p" => 1.0,
            "li" => 2.0,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => 3.0,
            "div" => 4.0,
            "figcaption" => 5.0,
            "td" => 6.0,
            _ => 0.0,
        };
        row.extend([
            words.count as f32,
            block.linked as f32 / words.letters.max(1) as f32,
            words.last,
            make,
            self.shape.way_to_best(self.dom, block.element).1 as f32,
            f32::from(u8::from(words.signs != 0 && words.count <= 40)),
        ]);
    }
}

/// What an element is made of: its name and classes, and those of so many
/// elements around it.
fn make(dom: &Dom, element: Id, around: usize) -> u64 {
    let mut hash = FNV;
    let mut at = Some(element);
    for _ in 0..=around {
        let Some(id) = at else { break };
        hash = eat(hash, dom.name(id).as_bytes());
        hash = eat(
            hash,
            dom.attribute(id, "class").unwrap_or_default().as_bytes(),
        );
        at = dom.parent(id);
    }
    hash
}
