//! The words of a piece of marked-up text, a line a block.

use super::xml::{Element, Node};
use crate::html::{Dom, Step};

/// Elements that do not break a line.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdo",
    "big",
    "chron",
    "cite",
    "city",
    "code",
    "copyrite",
    "country",
    "del",
    "dfn",
    "em",
    "event",
    "font",
    "function",
    "i",
    "ins",
    "kbd",
    "lang",
    "location",
    "mark",
    "money",
    "name.given",
    "name.family",
    "num",
    "object.title",
    "org",
    "person",
    "postaddr",
    "pronounce",
    "q",
    "region",
    "s",
    "samp",
    "small",
    "span",
    "state",
    "strike",
    "strong",
    "sub",
    "sublocation",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "virtloc",
];
/// Elements whose words are none of the article's.
const HIDDEN: &[&str] = &[
    "script", "style", "noscript", "template", "head", "iframe", "object", "video", "audio",
    "figure", "media", "table", "form", "button", "nav", "svg",
];

/// Lines that are being put together.
#[derive(Default)]
struct Lines {
    done: String,
    line: String,
}

impl Lines {
    fn add(&mut self, words: &str) {
        for (number, word) in words
            .split(|c: char| c.is_whitespace() && c != '\u{a0}')
            .enumerate()
        {
            if number > 0 && !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
            self.line.push_str(word);
        }
    }

    fn end(&mut self) {
        let line = self.line.trim();
        if !line.is_empty() {
            if !self.done.is_empty() {
                self.done.push('\n');
            }
            self.done.push_str(line);
        }
        self.line.clear();
    }
}

/// The words of an element of XML.
pub(super) fn of_element(element: &Element) -> String {
    fn walk(element: &Element, lines: &mut Lines) {
        for node in &element.children {
            match node {
                Node::Text(text) => lines.add(text),
                Node::Element(inner) if HIDDEN.contains(&inner.name.as_str()) => {}
                Node::Element(inner) => {
                    let block = !INLINE.contains(&inner.name.as_str());
                    if block {
                        lines.end();
                    }
                    walk(inner, lines);
                    if block {
                        lines.end();
                    }
                }
            }
        }
    }
    let mut lines = Lines::default();
    walk(element, &mut lines);
    lines.end();
    lines.done
}

/// The words of a fragment of HTML; none of one that no newsroom wrote.
pub(super) fn of_html(fragment: &str) -> String {
    if crate::html::is_beyond_bounds(fragment) {
        return String::new();
    }
    let dom = Dom::parse(fragment);
    let mut lines = Lines::default();
    let mut walk = dom.walk(Dom::ROOT);
    while let Some(step) = walk.next() {
        let (Step::Enter(id) | Step::Leave(id)) = step;
        if let Some(words) = dom.words(id) {
            lines.add(words);
        } else if !INLINE.contains(&dom.name(id)) {
            lines.end();
        }
        if step == Step::Enter(id) && HIDDEN.contains(&dom.name(id)) {
            walk.pass_over();
        }
    }
    lines.end();
    lines.done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_words_stay_as_they_are() {
        let fragment = "<p>The port of <b>Kest</b> will\n reopen, <i>she</i>said.</p><ul><li>One</li><li>Two</li></ul>\
                        <script>x</script>Tail &amp; more<br>next";
        let found = of_html(fragment);
        assert_eq!(
            found,
            "The port of Kest will reopen, shesaid.\nOne\nTwo\nTail & more\nnext"
        );
        let element = super::super::xml::parse(
            &format!("<d>{}</d>", fragment.replace("<br>", "<br/>")),
            "a",
        )
        .unwrap();
        assert_eq!(of_element(&element), found);
    }
}
