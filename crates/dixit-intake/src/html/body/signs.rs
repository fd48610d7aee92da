//! Words in the names of classes, in the names of elements and in short lines
//! that tell what a block is.

mod classes;
mod lines;

use crate::html::dom::{Dom, Id};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
use classes::CLASSES;
use lines::LINES;
use std::sync::LazyLock;

/// Signs of one kind: a pattern that begins (ends) with `|` begins (ends) a word.
type Kind = &'static [&'static str];

/// How many kinds of elements there are.
const ELEMENTS: usize = 22;

/// What an element tells by its name.
fn kind_of_element(name: &str) -> Option<usize> {
    Some(match name {
        "article" => 0,
        "main" => 1,
        "section" => 2,
        "nav" => 3,
        "aside" => 4,
        "footer" => 5,
        "header" => 6,
        "form" | "fieldset" => 7,
        "figure" | "figcaption" => 8,
        "table" => 9,
        "ul" | "ol" => 10,
        "li" => 11,
        "blockquote" => 12,
        "dl" | "dt" | "dd" => 13,
        "h1" => 14,
        "h2" | "h3" | "h4" | "h5" | "h6" => 15,
        "p" => 16,
        "pre" => 17,
        "address" => 18,
        "center" => 19,
        "details" | "summary" => 20,
        "td" | "th" => 21,
        _ => return None,
    })
}

const COMMENTS: usize = 3;
const NAVIGATION: usize = 6;
const FOOT: usize = 7;
const SIDE: usize = 8;
/// Where the kinds of elements begin.
const ELEMENTS_AT: usize = CLASSES.len();

/// Two more: what is hidden, what schema.org calls the article's words.
pub(super) const KINDS: usize = CLASSES.len() + ELEMENTS + 2;

/// Deeper or farther than this is all the same.
const FAR: u8 = 30;

/// So near above a comment stand the names that say so; farther up they speak of
/// whole pages.
const NEAR: u8 = 4;

/// How many kinds of lines there are.
pub(super) const LINE_KINDS: usize = LINES.len();

struct Finder {
    patterns: AhoCorasick,
    /// Of each pattern its kind and whether it has to begin and end a word.
    of: Vec<(usize, bool, bool)>,
}

impl Finder {
    fn new(kinds: &[Kind]) -> Self {
        let mut patterns = Vec::new();
        let mut of = Vec::new();
        for (kind, signs) in kinds.iter().enumerate() {
            for sign in *signs {
                patterns.push(sign.trim_matches('|'));
                of.push((kind, sign.starts_with('|'), sign.ends_with('|')));
            }
        }
        let patterns = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(patterns)
            .expect("few and short patterns");
        Finder { patterns, of }
    }

    fn find(&self, words: &str, mut found: impl FnMut(usize)) {
        let bytes = words.as_bytes();
        let inside = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_alphanumeric)
        };
        for place in self.patterns.find_overlapping_iter(words) {
            let (kind, begins, ends) = self.of[place.pattern().as_usize()];
            let cut =
                begins && inside(place.start().checked_sub(1)) || ends && inside(Some(place.end()));
            if !cut {
                found(kind);
            }
        }
    }
}

/// The kinds of signs in a line, as bits.
pub(super) fn of_line(line: &str) -> u32 {
    static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(LINES));
    let mut kinds = 0;
    FINDER.find(line, |kind| kinds |= 1 << kind);
    kinds
}

/// How many elements up each sign stands: 0 on the element itself, [`FAR`]
/// where there is none.
#[derive(Clone, Copy)]
pub(super) struct Above(pub(super) [u8; KINDS]);

impl Above {
    /// Whether it stands in navigation, a foot or beside the page's matter.
    pub(super) fn is_beside(&self) -> bool {
        let beside = [
            NAVIGATION,
            FOOT,
            SIDE,
            ELEMENTS_AT + 3,
            ELEMENTS_AT + 4,
            ELEMENTS_AT + 5,
        ];
        beside.iter().any(|&kind| self.0[kind] < FAR)
    }

    /// Whether it stands among comments.
    pub(super) fn is_comment(&self) -> bool {
        self.0[COMMENTS] <= NEAR
    }

    /// Whether anything above it is named after comments.
    pub(super) fn is_below_comments(&self) -> bool {
        self.0[COMMENTS] < FAR
    }

    /// Above the whole page there is nothing.
    pub(super) const NOTHING: Above = Above([FAR; KINDS]);

    /// The signs on and above an element, given those above it.
    pub(super) fn enter(&self, dom: &Dom, element: Id) -> Above {
        static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(CLASSES));
        let mut signs = self.0.map(|far| (far + 1).min(FAR));
        let name = dom.name(element);
        if let Some(kind) = kind_of_element(name) {
            signs[ELEMENTS_AT + kind] = 0;
        }
        for (key, value) in dom.attributes(element) {
            match key {
                "class" | "id" | "role" | "data-component" | "data-testid" | "data-module"
                | "data-qa" => {
                    FINDER.find(value, |kind| signs[kind] = 0);
                }
                "hidden" => signs[KINDS - 2] = 0,
                "style" if is_hiding(value) => signs[KINDS - 2] = 0,
                "aria-hidden" if value == "true" => signs[KINDS - 2] = 0,
                "itemprop" if value.eq_ignore_ascii_case("articleBody") => signs[KINDS - 1] = 0,
                _ => {}
            }
        }
        Above(signs)
    }
}

/// Whether an element says of itself that it is not shown.
pub(super) fn is_hidden(dom: &Dom, element: Id) -> bool {
    dom.attribute(element, "hidden").is_some()
        || dom.attribute(element, "style").is_some_and(is_hiding)
}

fn is_hiding(style: &str) -> bool {
    let style: String = style.split_whitespace().collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
