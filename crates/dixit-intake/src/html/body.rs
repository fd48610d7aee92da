//! The article's words on a page.
//!
//! The page is cut into [blocks](block); each is looked at by itself, in its
//! elements and beside its like ([features]); boosted trees ([model]) tell how
//! likely each belongs to the article. Where they find nothing, the text of the page's own JSON-LD is taken,
//! then whatever prose the page has.

mod block;
mod features;
mod hash;
mod model;
mod shape;
mod signs;
mod twice;

use super::dom::{Dom, Id};
use block::Block;
pub(crate) use features::Hints;
use model::Model;

/// Fewer letters are no article.
const LETTERS: usize = 140;
/// A line with fewer is a label.
const LABEL: usize = 60;
/// How much less likely (log odds) comments are the article than the model says: of
/// pages where they outweigh it the model has seen too few. The surest is an even
/// bet then, and taken where a page has nothing better.
const COMMENT: f32 = -8.0;

/// An article's words on its page.
pub(super) struct Found {
    /// A line a paragraph.
    pub text: String,
    /// Short lines just above and below it, where dates and by-lines stand.
    pub near: Vec<String>,
}

/// The article's text; `wide` says that what many people
/// write is the article. Where there is none: how many words the page has, and
/// how many of them are links.
///
/// The text of JSON-LD is taken where the page itself shows too little of it:
/// pages that scripts fill.
pub(super) fn find(dom: &Dom, hints: &Hints, wide: bool) -> Result<Found, (u32, u32)> {
    let page = Page::new(dom, hints, wide);
    let found = Some(page.chosen(wide)).filter(|text| is_article(text));
    let linked = hints.body.map(lines_of).filter(|text| is_article(text));
    let text = match (found, linked) {
        (Some(found), Some(linked)) if letters(&linked) > 3 * letters(&found) => linked,
        (Some(found), _) => found,
        (None, Some(linked)) => linked,
        (None, None) => Some(page.prose(LABEL))
            .filter(|text| is_article(text))
            .or_else(|| Some(page.prose(LABEL / 2)).filter(|text| letters(text) >= 2 * LETTERS))
            .ok_or_else(|| page.measure())?,
    };
    let near = page.near();
    Ok(Found { text, near })
}

struct Page {
    blocks: Vec<Block>,
    /// Which of them are the article, as far as the model can tell.
    own: Vec<bool>,
}

impl Page {
    fn new(dom: &Dom, hints: &Hints, wide: bool) -> Self {
        let Some(body) = body(dom) else {
            return Page {
                blocks: Vec::new(),
                own: Vec::new(),
            };
        };
        let blocks = block::cut(dom, body);
        let features = features::of(dom, body, &blocks, hints);
        let counts: Vec<usize> = features.words.iter().map(|words| words.count).collect();
        let mut scores = Model::own().scores(&features.rows);
        if !wide {
            let priors = priors(&blocks, features.title);
            scores
                .iter_mut()
                .zip(priors)
                .for_each(|(score, prior)| *score += prior);
        }
        let mut own = likeliest(&scores, &counts);
        let hashes: Vec<&[u64]> = features.words.iter().map(|words| &*words.hashes).collect();
        twice::leave_out(&mut own, &hashes);
        Page { blocks, own }
    }

    /// The words of some blocks.
    fn lines(&self, wanted: impl Fn(usize) -> bool) -> String {
        let blocks = self.blocks.iter().enumerate();
        let texts = blocks
            .filter(|(index, _)| wanted(*index))
            .map(|(_, block)| block.text.as_str());
        texts.collect::<Vec<_>>().join("\n")
    }

    /// The words that the model chose; of a discussion also what stands in its
    /// midst and the model is not sure to leave out.
    fn chosen(&self, wide: bool) -> String {
        if !wide {
            return self.lines(|index| self.own[index]);
        }
        self.lines(|index| {
            self.own[index] || self.is_prose(index, LABEL) && !self.blocks[index].above.is_beside()
        })
    }

    /// The short lines before the first of the article's blocks, nearest first,
    /// then its own first ones, then those behind its last.
    fn near(&self) -> Vec<String> {
        let Some(first) = self.own.iter().position(|&own| own) else {
            return Vec::new();
        };
        let last = self.own.iter().rposition(|&own| own).unwrap_or(first);
        let before = (first.saturating_sub(12)..first).rev();
        let lines = before
            .chain(first..first + 3)
            .chain(last.max(first + 2) + 1..last + 5);
        let texts = lines
            .filter_map(|index| self.blocks.get(index))
            .map(|block| &block.text);
        texts.filter(|text| text.len() <= 160).cloned().collect()
    }

    /// The words of all blocks that are more than links and have so many letters.
    fn prose(&self, least: usize) -> String {
        self.lines(|index| self.is_prose(index, least))
    }

    fn is_prose(&self, index: usize, least: usize) -> bool {
        let block = &self.blocks[index];
        letters(&block.text) >= least && block.linked * 3 < block.text.chars().count()
    }

    /// How many words there are, and how many of them in links.
    fn measure(&self) -> (u32, u32) {
        let linked = |block: &Block| block.linked * 2 > block.text.chars().count();
        let count = |blocks: &mut dyn Iterator<Item = &Block>| {
            blocks
                .map(|block| block.text.split_whitespace().count() as u32)
                .sum()
        };
        (
            count(&mut self.blocks.iter()),
            count(&mut self.blocks.iter().filter(|block| linked(block))),
        )
    }
}

/// What is known of each block before the model has looked (log odds), given the
/// one that says the title: a name of comments above that one means the page.
fn priors(blocks: &[Block], title: Option<usize>) -> impl Iterator<Item = f32> {
    let named = title.is_some_and(|title| blocks[title].above.is_below_comments());
    blocks.iter().map(move |block| {
        if !named && block.above.is_comment() {
            COMMENT
        } else {
            0.0
        }
    })
}

/// The blocks with which F1 is highest as far as their scores (log odds) tell:
/// where all are doubtful, more are taken than even odds would.
fn likeliest(scores: &[f32], words: &[usize]) -> Vec<bool> {
    let chance = |index: usize| 1.0 / (1.0 + (-scores[index]).exp());
    let words = |index: usize| words[index].max(1) as f32;
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let all: f32 = order
        .iter()
        .map(|&index| chance(index) * words(index))
        .sum();
    let (mut gain, mut taken, mut best) = (0.0, 0.0, (0.0, 0));
    for (place, &index) in order.iter().enumerate() {
        gain += chance(index) * words(index);
        taken += words(index);
        let f1 = 2.0 * gain / (taken + all);
        if f1 > best.0 {
            best = (f1, place + 1);
        }
    }
    let mut own = vec![false; scores.len()];
    order[..best.1].iter().for_each(|&index| own[index] = true);
    own
}

fn body(dom: &Dom) -> Option<Id> {
    dom.named(Dom::ROOT, "body").next()
}

fn letters(line: &str) -> usize {
    line.chars().filter(|c| c.is_alphabetic()).count()
}

/// Enough letters, and at least one line that is more than a label.
fn is_article(text: &str) -> bool {
    letters(text) >= LETTERS && text.lines().any(|line| letters(line) >= LABEL)
}

/// A text from JSON-LD, which may hold elements, a line a paragraph.
fn lines_of(text: &str) -> String {
    if text.contains("</") || text.contains("<br") || text.contains("<p>") {
        let dom = Dom::parse(text);
        let blocks = body(&dom)
            .map(|body| block::cut(&dom, body))
            .unwrap_or_default();
        return blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect::<Vec<_>>()
            .join("\n");
    }
    let lines = text
        .lines()
        .map(super::dom::folded)
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A page's blocks, each with its words, how many the model counts, the numbers
/// that it sees and what is known before; for training.
pub(crate) fn training(dom: &Dom, hints: &Hints) -> Vec<(String, usize, Vec<f32>, f32)> {
    let Some(body) = body(dom) else {
        return Vec::new();
    };
    let blocks = block::cut(dom, body);
    let features = features::of(dom, body, &blocks, hints);
    let priors: Vec<f32> = priors(&blocks, features.title).collect();
    let rows = blocks.into_iter().zip(features.words).zip(features.rows);
    rows.zip(priors)
        .map(|(((block, words), row), prior)| (block.text, words.count, row, prior))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_the_article_unless_there_is_nothing_else() {
        let words =
            "The harbour of Kest opens again, and nobody in it asked us whether it should. ";
        let comments = format!(
            "<ol class=comments>{}</ol>",
            format!("<li class=comment><p>{}", words.repeat(3)).repeat(9)
        );
        let article = "<p>The harbour of Kest will open again within a week, President Ilse Marant told \
            the council on Friday, after six weeks in which no ship had left it.</p><p>Her minister of \
            works, Tomas Veld, said that the cranes had been repaired, and that the first grain ships \
            were expected on Monday, if the weather allowed it at all.</p>";
        let text = |body: &str, wide| {
            let dom = Dom::parse(body);
            find(&dom, &Hints::default(), wide).ok().unwrap().text
        };
        let page = format!("<article><h1>Kest</h1>{article}</article>{comments}");
        assert!(!text(&page, false).contains("nobody"));
        assert!(text(&page, true).contains("nobody"));
        assert!(text(&comments, false).contains("nobody"));
        let open = format!("<body class=comments-open><h1>Kest</h1>{article}");
        assert!(text(&open, false).contains("grain ships"));
    }

    #[test]
    fn the_likeliest_are_taken_even_where_all_are_doubtful() {
        assert_eq!(likeliest(&[4.0, -4.0, 3.0], &[50; 3]), [true, false, true]);
        assert_eq!(
            likeliest(&[-0.3, -6.0, -0.2], &[50; 3]),
            [true, false, true]
        );
        assert_eq!(likeliest(&[], &[]), [false; 0]);
    }
}
