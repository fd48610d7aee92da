//! A page as a tree.
//!
//! Parsed as browsers parse (html5ever), into one list of nodes that know their
//! neighbours by number: nothing here is walked by recursion, and a tree that is
//! deep costs no more than one that is wide.

mod sink;
mod tokens;

use html5ever::interface::TreeSink;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, ParseOpts, QualName};
use sink::Sink;

/// The number of a node; the document is number 0.
pub(crate) type Id = u32;

/// No node.
const NONE: Id = u32::MAX;

/// A page, parsed.
pub(crate) struct Dom {
    nodes: Vec<Node>,
}

struct Node {
    parent: Id,
    previous: Id,
    next: Id,
    first: Id,
    last: Id,
    data: Data,
}

enum Data {
    /// The document, or a comment, which is kept nowhere.
    Other,
    Text(StrTendril),
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
}

/// A step of a walk in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A node begins.
    Enter(Id),
    /// An element that was entered ends.
    Leave(Id),
}

impl Dom {
    /// The tree of `page`. Scripts count as off, so `noscript` has elements.
    pub(crate) fn parse(page: &str) -> Self {
        let builder = TreeBuilder::new(Sink::default(), options());
        tokens::feed(page, &builder);
        builder.sink.finish()
    }

    /// What [`Dom::parse`] and html5ever's own parser make of a page, to be compared.
    pub(super) fn twice(page: &str) -> [String; 2] {
        let options = ParseOpts {
            tree_builder: options(),
            ..ParseOpts::default()
        };
        let theirs = html5ever::parse_document(Sink::default(), options).one(page);
        [Dom::parse(page), theirs].map(|dom| dom.outline())
    }

    /// The tree in words: names, the attributes that are asked for, texts.
    fn outline(&self) -> String {
        let mut outline = String::new();
        for step in self.walk(Dom::ROOT) {
            outline += &match step {
                Step::Enter(id) => match self.words(id) {
                    Some(words) => format!("{words:?} "),
                    None => {
                        let asked = self
                            .attributes(id)
                            .filter(|(name, _)| tokens::is_asked_for(name));
                        format!("<{} {:?}> ", self.name(id), asked.collect::<Vec<_>>())
                    }
                },
                Step::Leave(id) => format!("</{}> ", self.name(id)),
            };
        }
        outline
    }

    /// The document itself.
    pub(crate) const ROOT: Id = 0;

    /// How many nodes there are; each is numbered below.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The name of an element in lower case; nothing for other nodes.
    pub(crate) fn name(&self, id: Id) -> &str {
        match &self.nodes[id as usize].data {
            Data::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    /// The same for comparing without letters; nothing for other nodes.
    pub(super) fn local(&self, id: Id) -> Option<&LocalName> {
        match &self.nodes[id as usize].data {
            Data::Element { name, .. } => Some(&name.local),
            _ => None,
        }
    }

    /// The words of a text node.
    pub(crate) fn words(&self, id: Id) -> Option<&str> {
        match &self.nodes[id as usize].data {
            Data::Text(words) => Some(words),
            _ => None,
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        self.attributes(id)
            .find(|own| own.0 == name)
            .map(|own| own.1)
    }

    /// The attributes of an element, name and value.
    pub(super) fn attributes(&self, id: Id) -> impl Iterator<Item = (&str, &str)> {
        let attributes: &[Attribute] = match &self.nodes[id as usize].data {
            Data::Element { attributes, .. } => attributes,
            _ => &[],
        };
        attributes.iter().map(|own| (&*own.name.local, &*own.value))
    }

    /// The element (or document) around a node.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].parent)
    }

    /// All elements below `root`, in document order.
    pub(super) fn elements(&self, root: Id) -> impl Iterator<Item = Id> {
        self.walk(root).filter_map(|step| match step {
            Step::Enter(id) if !self.name(id).is_empty() => Some(id),
            _ => None,
        })
    }

    /// The elements below `root` of one name.
    pub(super) fn named(&self, root: Id, name: &str) -> impl Iterator<Item = Id> {
        self.elements(root).filter(move |&id| self.name(id) == name)
    }

    /// The steps through everything below `root`, in document order.
    pub(crate) fn walk(&self, root: Id) -> Walk<'_> {
        Walk {
            dom: self,
            root,
            last: None,
            passed: false,
        }
    }

    /// All text directly in an element, as it stands in the source.
    pub(super) fn raw_text(&self, id: Id) -> String {
        let mut text = String::new();
        let mut child = some(self.nodes[id as usize].first);
        while let Some(at) = child {
            text.push_str(self.words(at).unwrap_or_default());
            child = some(self.nodes[at as usize].next);
        }
        text
    }

    /// The text below an element if it has no more than so many bytes.
    pub(super) fn short_text(&self, root: Id, most: usize) -> Option<String> {
        // Looking is bounded too: what holds much is left early.
        let mut bytes = 0;
        for (steps, step) in self.walk(root).enumerate() {
            if let Step::Enter(id) = step {
                bytes += self.words(id).map_or(0, |words| words.trim().len());
            }
            if bytes > most || steps > 400 {
                return None;
            }
        }
        Some(self.text(root)).filter(|text| !text.is_empty() && text.len() <= most)
    }

    /// All text below an element, white space folded.
    pub(super) fn text(&self, root: Id) -> String {
        let mut text = String::new();
        let mut walk = self.walk(root);
        while let Some(step) = walk.next() {
            if let Step::Enter(id) = step {
                match self.words(id) {
                    Some(words) => text.push_str(words),
                    None if matches!(self.name(id), "br" | "p" | "div" | "li") => text.push(' '),
                    None if matches!(self.name(id), "script" | "style" | "template") => {
                        walk.pass_over()
                    }
                    None => {}
                }
            }
        }
        folded(&text)
    }
}

/// How trees are built: `noscript` has elements.
fn options() -> TreeBuilderOpts {
    TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    }
}

/// Words with one space between them.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}

/// A walk; see [`Dom::walk`].
pub(crate) struct Walk<'d> {
    dom: &'d Dom,
    root: Id,
    last: Option<Step>,
    passed: bool,
}

impl Walk<'_> {
    /// Passes over what is inside the element just entered.
    pub(crate) fn pass_over(&mut self) {
        self.passed = true;
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let nodes = &self.dom.nodes;
        let inward = |id: Id| some(nodes[id as usize].first).map(Step::Enter);
        let onward = |id: Id| {
            let node = &nodes[id as usize];
            match some(node.next) {
                Some(next) => Some(Step::Enter(next)),
                None if node.parent == self.root => None,
                None => some(node.parent).map(Step::Leave),
            }
        };
        let passed = std::mem::take(&mut self.passed);
        let step = match self.last {
            None => inward(self.root),
            Some(Step::Enter(id)) if matches!(nodes[id as usize].data, Data::Element { .. }) => {
                let child = if passed { None } else { inward(id) };
                child.or(Some(Step::Leave(id)))
            }
            Some(Step::Enter(id) | Step::Leave(id)) => onward(id),
        }?;
        self.last = Some(step);
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_enter_and_leave_in_order() {
        let dom = Dom::parse("<p>a<b>c</b><!-- x --></p><br>d");
        let body = dom.named(Dom::ROOT, "body").next().unwrap();
        let seen: Vec<String> = dom
            .walk(body)
            .map(|step| match step {
                Step::Enter(id) => dom
                    .words(id)
                    .map_or(format!("<{}", dom.name(id)), str::to_owned),
                Step::Leave(id) => format!("{}>", dom.name(id)),
            })
            .collect();
        assert_eq!(seen.join(" "), "<p a <b c b> p> <br br> d");
    }

    #[test]
    fn broken_pages_are_mended_as_browsers_do() {
        let text = |page| Dom::parse(page).text(Dom::ROOT);
        assert_eq!(text("<table><b>x<tr><td>y</table>z"), "xyz");
        assert_eq!(text("<p><b>a<p>b</b>c"), "a bc");
        assert_eq!(text("<script>var a;</script><style>b{}</style>c"), "c");
        assert_eq!(text("<select><option>a<option>b</select>c"), "abc");
    }
}
