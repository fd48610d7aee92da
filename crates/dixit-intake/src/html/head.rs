//! What a page's elements say about it, gathered in one walk.

use super::dom::{Dom, Id};
use super::json_ld::clean;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
use std::sync::LazyLock;

/// Elements that may tell something about the article, in document order.
#[derive(Default)]
pub(super) struct Head {
    /// Meta elements: each name that one has, in lower case, with its content.
    metas: Vec<(String, String)>,
    /// The title element.
    pub title: Option<String>,
    /// Where `link rel=canonical` leads.
    pub canonical: Option<String>,
    /// The language that the page declares.
    pub language: Option<String>,
    pub headings: Vec<Id>,
    pub times: Vec<Id>,
    /// Elements with `itemprop`, and what it is, in lower case.
    pub properties: Vec<(String, Id)>,
    /// Elements with `rel=author`.
    pub authored: Vec<Id>,
    /// Types of schema.org's that elements are marked with.
    pub types: Vec<String>,
    /// The words of the first heading.
    pub first_heading: Option<String>,
    /// Whether an element is there that stands before what must be paid for.
    pub walled: bool,
    /// Elements whose class or id speaks of an author or a by-line, of a date.
    pub bylines: Vec<Id>,
    pub datelines: Vec<Id>,
}

/// What a class or an id may speak of.
const WALL: u8 = 1;
const AUTHOR: u8 = 2;
const DATE: u8 = 4;

/// By which words it does.
const SIGNS: &[(&str, u8)] = &[
    ("paywall", WALL),
    ("regwall", WALL),
    ("subscriber-only", WALL),
    ("subscription-required", WALL),
    ("byline", AUTHOR | DATE),
    ("by-line", AUTHOR),
    ("author", AUTHOR),
    ("writer", AUTHOR),
    ("contributor", AUTHOR),
    ("date", DATE),
    ("time", DATE),
    ("published", DATE),
    ("posted", DATE),
    ("meta", DATE),
];

fn signs(name: &str) -> u8 {
    static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(SIGNS.iter().map(|(sign, _)| sign))
            .expect("few and short patterns")
    });
    let found = FINDER.find_overlapping_iter(name);
    found.fold(0, |signs, place| {
        signs | SIGNS[place.pattern().as_usize()].1
    })
}

impl Head {
    /// Gathers what there is.
    pub(super) fn read(dom: &Dom) -> Self {
        let mut head = Head::default();
        for id in dom.elements(Dom::ROOT) {
            match dom.name(id) {
                "html" => {
                    head.language = dom
                        .attribute(id, "lang")
                        .or(dom.attribute(id, "xml:lang"))
                        .and_then(clean)
                }
                "title" if head.title.is_none() => head.title = dom.short_text(id, 2_000),
                "meta" => head.meta(dom, id),
                "link" => head.link(dom, id),
                "h1" => {
                    head.headings.push(id);
                    head.first_heading = head.first_heading.or_else(|| dom.short_text(id, 600));
                }
                "time" | "relative-time" => head.times.push(id),
                "svg" => continue,
                _ => {}
            }
            head.element(dom, id);
        }
        head
    }

    fn meta(&mut self, dom: &Dom, id: Id) {
        let Some(content) = dom.attribute(id, "content").and_then(clean) else {
            return;
        };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = dom.attribute(id, key) {
                for name in name.split_ascii_whitespace() {
                    self.metas
                        .push((name.to_ascii_lowercase(), content.clone()));
                }
            }
        }
    }

    fn link(&mut self, dom: &Dom, id: Id) {
        let canonical = dom
            .attribute(id, "rel")
            .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if canonical && self.canonical.is_none() {
            self.canonical = dom.attribute(id, "href").and_then(clean);
        }
    }

    fn element(&mut self, dom: &Dom, id: Id) {
        for (key, value) in dom.attributes(id) {
            match key {
                "itemprop" => {
                    let names = value.split_ascii_whitespace();
                    self.properties
                        .extend(names.map(|name| (name.to_ascii_lowercase(), id)));
                }
                "itemtype" => {
                    let kind = value.rsplit(['/', '#']).next().unwrap_or_default();
                    self.types.push(kind.to_owned());
                }
                "rel" if value.split_ascii_whitespace().any(|rel| rel == "author") => {
                    self.authored.push(id);
                }
                "class" | "id" => {
                    let signs = signs(value);
                    self.walled |= signs & WALL != 0;
                    if signs & AUTHOR != 0 {
                        self.bylines.push(id);
                    }
                    if signs & DATE != 0 {
                        self.datelines.push(id);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a meta element says that the words must be paid for.
    pub(super) fn paid(&self) -> bool {
        let tier = self.named(&[
            "article:content_tier",
            "og:article:content_tier",
            "content_tier",
        ]);
        tier.is_some_and(|tier| {
            ["locked", "metered", "paid", "premium"].contains(&tier.to_ascii_lowercase().as_str())
        })
    }

    /// The content of the first meta element with the first of these names that
    /// there is.
    pub(super) fn named(&self, names: &[&str]) -> Option<&str> {
        let of = |name: &&str| self.metas.iter().find(|(key, _)| key == name);
        names
            .iter()
            .find_map(of)
            .map(|(_, content)| content.as_str())
    }

    /// The contents of all meta elements with a name.
    pub(super) fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        let own = self.metas.iter().filter(move |(key, _)| key == name);
        own.map(|(_, content)| content.as_str())
    }
}
