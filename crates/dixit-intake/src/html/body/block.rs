//! A page cut into blocks: what stands together without a break.

use super::signs::{self, Above};
use crate::html::dom::{Dom, Id, Step};
use html5ever::{LocalName, local_name};

/// A paragraph, a heading, a label, a cell …
pub(super) struct Block {
    /// Its words, white space folded as on a screen.
    pub text: String,
    /// The innermost element around it that makes a block.
    pub element: Id,
    /// The signs on and above that element.
    pub above: Above,
    /// How deep it stands.
    pub depth: usize,
    /// Letters and marks inside links, and how many links.
    pub linked: usize,
    pub links: usize,
    /// Letters and marks in bold or italics.
    pub stressed: usize,
    /// Whether the block begins after a line break within its element.
    pub broken: bool,
}

/// What an element does to the words in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It has no words of the article.
    Silent,
    /// It stands in a block of its own.
    Block,
    /// So it does, and its spaces and lines are kept.
    Kept,
    Break,
    Link,
    Stress,
    Inline,
}

impl Role {
    fn of(name: &LocalName) -> Role {
        match *name {
            local_name!("script")
            | local_name!("style")
            | local_name!("noscript")
            | local_name!("template")
            | local_name!("svg")
            | local_name!("iframe")
            | local_name!("object")
            | local_name!("select")
            | local_name!("option")
            | local_name!("textarea")
            | local_name!("button")
            | local_name!("head")
            | local_name!("audio")
            | local_name!("video")
            | local_name!("canvas")
            | local_name!("datalist")
            | local_name!("map")
            | local_name!("title")
            | local_name!("noframes") => Role::Silent,
            local_name!("address")
            | local_name!("article")
            | local_name!("aside")
            | local_name!("blockquote")
            | local_name!("body")
            | local_name!("caption")
            | local_name!("center")
            | local_name!("dd")
            | local_name!("details")
            | local_name!("dialog")
            | local_name!("dir")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("dt")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("figure")
            | local_name!("footer")
            | local_name!("form")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("hr")
            | local_name!("legend")
            | local_name!("li")
            | local_name!("main")
            | local_name!("menu")
            | local_name!("nav")
            | local_name!("ol")
            | local_name!("p")
            | local_name!("search")
            | local_name!("section")
            | local_name!("summary")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("td")
            | local_name!("tfoot")
            | local_name!("th")
            | local_name!("thead")
            | local_name!("tr")
            | local_name!("ul") => Role::Block,
            local_name!("pre") => Role::Kept,
            local_name!("br") => Role::Break,
            local_name!("a") => Role::Link,
            local_name!("b") | local_name!("strong") | local_name!("em") | local_name!("i") => {
                Role::Stress
            }
            _ => Role::Inline,
        }
    }

    fn makes_block(self) -> bool {
        matches!(self, Role::Block | Role::Kept)
    }
}

/// The blocks of a page that have words, in order.
pub(super) fn cut(dom: &Dom, body: Id) -> Vec<Block> {
    let mut cutter = Cutter {
        open: vec![(body, Above::NOTHING.enter(dom, body))],
        ..Cutter::default()
    };
    let mut walk = dom.walk(body);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => {
                if let Some(words) = dom.words(id) {
                    cutter.write(words);
                    continue;
                }
                let role = dom.local(id).map_or(Role::Inline, Role::of);
                if role == Role::Silent || !role.makes_block() && signs::is_hidden(dom, id) {
                    walk.pass_over();
                }
                match role {
                    Role::Break => cutter.breaks += 1,
                    Role::Link => {
                        cutter.anchors += 1;
                        cutter.links += 1;
                    }
                    Role::Stress => cutter.stress += 1,
                    Role::Kept => cutter.kept += 1,
                    Role::Silent | Role::Block | Role::Inline => {}
                }
                if role.makes_block() {
                    cutter.flush();
                    cutter.broken = false;
                    let above = cutter.above().enter(dom, id);
                    cutter.open.push((id, above));
                }
            }
            Step::Leave(id) => {
                let role = dom.local(id).map_or(Role::Inline, Role::of);
                match role {
                    Role::Link => cutter.anchors -= 1,
                    Role::Stress => cutter.stress -= 1,
                    Role::Kept => cutter.kept -= 1,
                    Role::Silent | Role::Block | Role::Break | Role::Inline => {}
                }
                if role.makes_block() {
                    cutter.flush();
                    cutter.broken = false;
                    cutter.open.pop();
                }
            }
        }
    }
    cutter.flush();
    cutter.blocks
}

#[derive(Default)]
struct Cutter {
    blocks: Vec<Block>,
    /// The elements that are open and make blocks.
    open: Vec<(Id, Above)>,
    text: String,
    linked: usize,
    links: usize,
    stressed: usize,
    /// Open elements of each sort.
    anchors: usize,
    stress: usize,
    kept: usize,
    /// A space or a line break that shows only if something follows.
    space: bool,
    breaks: usize,
    broken: bool,
}

impl Cutter {
    fn above(&self) -> &Above {
        &self.open.last().expect("the body is open").1
    }

    fn write(&mut self, words: &str) {
        if self.kept > 0 {
            return self.write_kept(words);
        }
        let mut rest = words;
        loop {
            let end = rest.bytes().position(|byte| byte.is_ascii_whitespace());
            let (run, behind) = rest.split_at(end.unwrap_or(rest.len()));
            self.write_run(run);
            if end.is_none() {
                return;
            }
            self.space = true;
            rest = &behind[1..];
        }
    }

    /// Writes words without white space in them.
    fn write_run(&mut self, run: &str) {
        if run.is_empty() {
            return;
        }
        if self.breaks > 1 {
            self.flush();
            self.broken = true;
        }
        if !self.text.is_empty() {
            match (self.breaks, self.space) {
                (1.., _) => self.text.push('\n'),
                (0, true) => self.text.push(' '),
                (0, false) => {}
            }
        }
        (self.space, self.breaks) = (false, 0);
        self.put(run);
    }

    /// Preformatted words keep their spaces and lines.
    fn write_kept(&mut self, words: &str) {
        self.text
            .extend(std::iter::repeat_n('\n', std::mem::take(&mut self.breaks)));
        self.put(words);
    }

    fn put(&mut self, run: &str) {
        self.text.push_str(run);
        if self.anchors > 0 || self.stress > 0 {
            let letters = run.chars().count();
            self.linked += if self.anchors > 0 { letters } else { 0 };
            self.stressed += if self.stress > 0 { letters } else { 0 };
        }
    }

    fn flush(&mut self) {
        if self.text.chars().any(|c| !c.is_whitespace()) {
            let (element, above) = *self.open.last().expect("the body is open");
            let text = self.text.trim_matches(['\n', '\r', ' ', '\t']);
            self.blocks.push(Block {
                text: text.to_owned(),
                element,
                above,
                depth: self.open.len(),
                linked: self.linked,
                links: self.links.max(usize::from(self.anchors > 0)),
                stressed: self.stressed,
                broken: self.broken,
            });
        }
        self.text.clear();
        (self.linked, self.links, self.stressed) = (0, 0, 0);
        (self.space, self.breaks) = (false, 0);
    }
}
