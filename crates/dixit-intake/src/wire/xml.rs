//! Elements of XML, within bounds; no entity is fetched or expanded.

use crate::{Error, ErrorKind};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements inside each other.
const DEEP: usize = 200;
/// Elements.
const MANY: usize = 500_000;

/// An element; names are without their namespaces' prefixes.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let own = self.attributes.iter().find(|(key, _)| key == name);
        own.map(|(_, value)| value.as_str())
            .filter(|value| !value.trim().is_empty())
    }

    /// The elements directly inside.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements at the end of a path of names, `contentMeta/by`.
    pub(super) fn all<'e>(&'e self, path: &str) -> Vec<&'e Element> {
        let mut found = vec![self];
        for name in path.split('/') {
            found = found
                .into_iter()
                .flat_map(Element::elements)
                .filter(|element| element.name == name)
                .collect();
        }
        found
    }

    /// The first of them.
    pub(super) fn first(&self, path: &str) -> Option<&Element> {
        self.all(path).into_iter().next()
    }

    /// The first element of that name, however deep.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.elements()
            .find_map(|element| match element.name == name {
                true => Some(element),
                false => element.find(name),
            })
    }

    /// All words inside.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => text.push_str(&element.text()),
            }
        }
        text
    }

    /// The words at the end of a path, folded to a line.
    pub(super) fn words(&self, path: &str) -> Option<String> {
        self.all(path)
            .into_iter()
            .find_map(|element| super::item::words(&element.text()))
    }
}

/// The outermost element of a document.
pub(super) fn parse(document: &str, origin: &str) -> Result<Element, Error> {
    let refuse = |what: String| {
        let fix = "give it as its publisher sent it";
        Error::new(ErrorKind::Xml, origin, what, fix)
    };
    let mut reader = Reader::from_str(document);
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|error| {
            refuse(format!(
                "is not XML ({error}, at byte {})",
                reader.error_position()
            ))
        })?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEP || count > MANY {
                    return Err(refuse("has more elements than any item needs".to_owned()));
                }
                open.push(element(&start));
            }
            Event::Empty(start) => {
                count += 1;
                if count > MANY {
                    return Err(refuse("has more elements than any item needs".to_owned()));
                }
                add(&mut open, Node::Element(element(&start)));
            }
            Event::End(_) => {
                if open.len() > 1
                    && let Some(done) = open.pop()
                {
                    add(&mut open, Node::Element(done));
                }
            }
            Event::Text(text) => {
                add(&mut open, Node::Text((*text).to_owned()));
            }
            Event::CData(text) => {
                add(&mut open, Node::Text((*text).to_owned()));
            }
            Event::GeneralRef(name) => {
                add(&mut open, Node::Text(entity(&name)));
            }
            Event::Eof => break,
            // A document type may define entities; nothing of it is read.
            Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if open.len() > 1 {
        return Err(refuse("ends before its elements do".to_owned()));
    }
    let root = open.pop().and_then(|outside| {
        outside.children.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    });
    root.ok_or_else(|| refuse("is XML without an element".to_owned()))
}

fn add(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        match (last.children.last_mut(), node) {
            (Some(Node::Text(before)), Node::Text(more)) => before.push_str(&more),
            (_, node) => last.children.push(node),
        }
    }
}

fn element(start: &BytesStart) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let attributes = start
        .attributes()
        .flatten()
        .map(|attribute| (local(attribute.key.as_ref()), resolved(&attribute.value)));
    Element {
        name: local(start.name().as_ref()),
        attributes: attributes.collect(),
        children: Vec::new(),
    }
}

/// A value with the entities that every document has.
fn resolved(value: &str) -> String {
    let mut whole = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        whole.push_str(before);
        rest = match after.split_once(';') {
            Some((name, tail)) if name.len() <= 10 => {
                whole.push_str(&entity(name));
                tail
            }
            _ => {
                whole.push('&');
                after
            }
        };
    }
    whole.push_str(rest);
    whole
}

/// The character of an entity that XML has of itself, or by number; any other stays as
/// it is written.
fn entity(name: &str) -> String {
    let number = name
        .strip_prefix('#')
        .and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        });
    let own = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => number.and_then(char::from_u32),
    };
    own.map_or_else(|| format!("&{name};"), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_their_names_without_prefixes() {
        let root = parse(
            "<n:a xml:lang='en'><n:b c='1 &amp; 2'>x &lt; <i>y</i></n:b><b/></n:a>",
            "a",
        )
        .unwrap();
        assert_eq!(root.attribute("lang"), Some("en"));
        assert_eq!(root.words("b").as_deref(), Some("x < y"));
        assert_eq!(root.first("b").unwrap().attribute("c"), Some("1 & 2"));
        assert_eq!(root.all("b").len(), 2);
    }

    #[test]
    fn no_entity_is_expanded_or_fetched() {
        let laughs = "<!DOCTYPE a [<!ENTITY l 'ha'><!ENTITY m '&l;&l;&l;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>\
                      <a>&m; &f;</a>";
        assert_eq!(parse(laughs, "a").unwrap().text(), "&m; &f;");
    }

    #[test]
    fn beyond_the_bounds_is_refused() {
        for document in [
            "<a>".repeat(100_000),
            format!("<a>{}</a>", "<b/>".repeat(600_000)),
            "<a>".to_owned(),
            "x".to_owned(),
        ] {
            assert_eq!(parse(&document, "a").unwrap_err().kind(), ErrorKind::Xml);
        }
    }
}
