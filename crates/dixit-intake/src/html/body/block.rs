//! A page cut into blocks: what stands together without a break.

use super::signs::{self, Above};
use crate::html::dom::{Dom, Id, Step};

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

/// Elements without words of the article.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "option",
    "textarea", "button", "head", "audio", "video", "canvas", "datalist", "map", "title",
    "noframes",
];

/// Elements that stand in a block of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

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
                let name = dom.name(id);
                let block = BLOCKS.contains(&name);
                if SILENT.contains(&name) || !block && signs::is_hidden(dom, id) {
                    walk.pass_over();
                }
                match name {
                    "br" => cutter.line_break(),
                    "a" => {
                        cutter.anchors += 1;
                        cutter.links += 1;
                    }
                    "b" | "strong" | "em" | "i" => cutter.stress += 1,
                    "pre" => cutter.kept += 1,
                    _ => {}
                }
                if block {
                    cutter.flush();
                    cutter.broken = false;
                    let above = cutter.above().enter(dom, id);
                    cutter.open.push((id, above));
                }
            }
            Step::Leave(id) => {
                let name = dom.name(id);
                match name {
                    "a" => cutter.anchors -= 1,
                    "b" | "strong" | "em" | "i" => cutter.stress -= 1,
                    "pre" => cutter.kept -= 1,
                    _ => {}
                }
                if BLOCKS.contains(&name) {
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
        for (index, run) in words.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            self.space |= index > 0;
            if run.is_empty() {
                continue;
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
    }

    /// Preformatted words keep their spaces and lines.
    fn write_kept(&mut self, words: &str) {
        self.text
            .extend(std::iter::repeat_n('\n', std::mem::take(&mut self.breaks)));
        self.put(words);
    }

    fn put(&mut self, run: &str) {
        let letters = run.chars().count();
        self.text.push_str(run);
        if self.anchors > 0 {
            self.linked += letters;
        }
        if self.stress > 0 {
            self.stressed += letters;
        }
    }

    fn line_break(&mut self) {
        self.breaks += 1;
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let (element, above) = *self.open.last().expect("the body is open");
        if text.chars().any(|c| !c.is_whitespace()) {
            self.blocks.push(Block {
                text: text.trim_matches(['\n', '\r', ' ', '\t']).to_owned(),
                element,
                above,
                depth: self.open.len(),
                linked: self.linked,
                links: self.links.max(usize::from(self.anchors > 0)),
                stressed: self.stressed,
                broken: self.broken,
            });
        }
        (self.linked, self.links, self.stressed) = (0, 0, 0);
        (self.space, self.breaks) = (false, 0);
    }
}
