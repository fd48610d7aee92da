//! Blocks as the model sees them: numbers about their words, their elements,
//! their place on the page and their like elsewhere on it.

mod place;
mod words;

use super::block::Block;
use super::hash::{Map, START, Set, mix_letters, of_words};
use super::shape::{self, Shape, Sum};
use super::signs::LINE_KINDS;
use crate::html::dom::{Dom, Id};
use place::Places;
pub(super) use words::Words;
use words::look_at;

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
    /// What is known about the words of each.
    pub words: Vec<Words>,
    /// The block that says the title.
    pub title: Option<usize>,
}

/// Looks at the blocks of a page.
pub(super) fn of(dom: &Dom, body: Id, blocks: &[Block], hints: &Hints) -> Features {
    let page = Page::new(dom, body, blocks, hints);
    Features {
        rows: page.rows(),
        title: page.title_at,
        words: page.words,
    }
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
    like: [Map<Sum>; 3],
    titles: Vec<Set>,
    description: Set,
    linked_data: Option<Set>,
    /// How like the title each block is, how many say the same as it, and how
    /// far up and down from it the best element stands.
    likeness: Vec<f32>,
    repeats: Vec<u32>,
    ways: Vec<(usize, usize)>,
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
        let mut makes = [const { Vec::new() }; 3];
        for block in blocks {
            for (makes, make) in makes.iter_mut().zip(make(dom, block.element)) {
                makes.push(make);
            }
        }
        let like = [0, 1, 2].map(|around: usize| {
            let mut like: Map<Sum> = Map::default();
            for (make, sum) in makes[around].iter().zip(&sums) {
                let entry = like.entry(*make).or_default();
                entry.blocks += 1;
                entry.words += sum.words;
                entry.linked += sum.linked;
                entry.prose += sum.prose;
            }
            like
        });
        let set = |text: &str| look_at(text).hashes.into_iter().collect::<Set>();
        let titles: Vec<Set> = hints.titles.iter().map(|title| set(title)).collect();
        let ways = blocks
            .iter()
            .map(|block| shape.way_to_best(dom, block.element));
        let mut page = Page {
            dom,
            blocks,
            sums,
            whole,
            makes,
            like,
            likeness: likeness(&words, &titles),
            repeats: repeats(&words),
            ways: ways.collect(),
            words,
            titles,
            description: hints.description.map(set).unwrap_or_default(),
            linked_data: hints
                .body
                .map(|body| look_at(body).hashes.windows(3).map(of_words).collect()),
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
        let same = |index: &usize| self.likeness[*index] >= 0.75;
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
        let inside = |index: &usize| self.ways[*index].1 == 0;
        let first = (0..self.blocks.len()).find(inside)?;
        let last = (0..self.blocks.len()).rfind(inside)?;
        Some((first, last))
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
            self.likeness[index],
            self.repeats[index] as f32,
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
        let (up, down) = self.ways[index];
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
            self.ways[index].1 as f32,
            f32::from(u8::from(words.signs != 0 && words.count <= 40)),
        ]);
    }
}

/// How many of the words of each block and of the likest title they share.
fn likeness(words: &[Words], titles: &[Set]) -> Vec<f32> {
    let mut own = Vec::new();
    let of = |words: &Words| {
        own.clone_from(&words.hashes);
        own.sort_unstable();
        own.dedup();
        if own.is_empty() || own.len() > 60 {
            return 0.0;
        }
        let alike = |title: &Set| {
            let both = own.iter().filter(|&word| title.contains(word)).count();
            both as f32 / (title.len() + own.len() - both).max(1) as f32
        };
        titles.iter().map(alike).fold(0.0, f32::max)
    };
    words.iter().map(of).collect()
}

/// How many blocks say the same as each.
fn repeats(words: &[Words]) -> Vec<u32> {
    let said: Vec<u64> = words.iter().map(|words| of_words(&words.hashes)).collect();
    let mut counts: Map<u32> = Map::default();
    for said in &said {
        *counts.entry(*said).or_default() += 1;
    }
    said.iter().map(|said| counts[said]).collect()
}

/// What an element is made of: its name and classes, the same with the element
/// around it, and with the one around that.
fn make(dom: &Dom, element: Id) -> [u64; 3] {
    let own = |hash: u64, id: Id| {
        let hash = mix_letters(hash, dom.name(id));
        mix_letters(hash, dom.attribute(id, "class").unwrap_or_default())
    };
    let around = |(hash, id): (u64, Option<Id>)| match id.and_then(|id| dom.parent(id)) {
        Some(id) => (own(hash, id), Some(id)),
        None => (hash, None),
    };
    let first = (own(START, element), Some(element));
    let second = around(first);
    [first.0, second.0, around(second).0]
}
