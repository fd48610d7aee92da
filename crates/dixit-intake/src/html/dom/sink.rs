//! What the parser writes its tree into.

use super::{Data, Dom, Id, NONE, Node};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name};
use std::borrow::Cow;
use std::cell::RefCell;

/// The node that stands for all comments; it is never put into the tree.
const COMMENT: Id = 1;

/// A tree that is being built.
pub(super) struct Sink {
    dom: RefCell<Dom>,
}

impl Default for Sink {
    fn default() -> Self {
        let mut dom = Dom { nodes: Vec::new() };
        dom.push(Data::Other);
        dom.push(Data::Other);
        Sink {
            dom: RefCell::new(dom),
        }
    }
}

/// An element's name, by itself: the parser changes the tree while it holds one.
#[derive(Debug)]
pub(super) struct Name {
    namespace: Namespace,
    local: LocalName,
}

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Dom::ROOT
    }

    fn elem_name(&self, &target: &Id) -> Name {
        match &self.dom.borrow().nodes[target as usize].data {
            Data::Element { name, .. } => Name {
                namespace: name.ns.clone(),
                local: name.local.clone(),
            },
            // The parser asks elements alone.
            _ => Name {
                namespace: Namespace::default(),
                local: LocalName::default(),
            },
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        let element = Data::Element { name, attributes };
        self.dom.borrow_mut().push(element)
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        COMMENT
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        COMMENT
    }

    fn append(&self, &parent: &Id, child: NodeOrText<Id>) {
        self.dom.borrow_mut().insert(parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.dom.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's contents stand below it like those of any element.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, &sibling: &Id, child: NodeOrText<Id>) {
        let mut dom = self.dom.borrow_mut();
        if let Some(parent) = dom.parent(sibling) {
            dom.insert(parent, sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, &target: &Id, new: Vec<Attribute>) {
        let mut dom = self.dom.borrow_mut();
        if let Data::Element { attributes, .. } = &mut dom.nodes[target as usize].data {
            for attribute in new {
                if attributes.iter().all(|own| own.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, &target: &Id) {
        self.dom.borrow_mut().detach(target);
    }

    fn reparent_children(&self, &node: &Id, &new_parent: &Id) {
        let mut dom = self.dom.borrow_mut();
        let mut child = dom.nodes[node as usize].first;
        while child != NONE {
            let next = dom.nodes[child as usize].next;
            dom.insert(new_parent, NONE, NodeOrText::AppendNode(child));
            child = next;
        }
    }
}

impl Dom {
    fn push(&mut self, data: Data) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            data,
        });
        id
    }

    /// Puts a child before `next` (at the end if that is no node).
    fn insert(&mut self, parent: Id, next: Id, child: NodeOrText<Id>) {
        let previous = match next {
            NONE => self.nodes[parent as usize].last,
            next => self.nodes[next as usize].previous,
        };
        let id = match child {
            NodeOrText::AppendNode(COMMENT) => return,
            NodeOrText::AppendNode(id) => {
                self.detach(id);
                id
            }
            NodeOrText::AppendText(text) => {
                if self.is_program(parent) {
                    return;
                }
                if previous != NONE
                    && let Data::Text(words) = &mut self.nodes[previous as usize].data
                {
                    words.push_tendril(&text);
                    return;
                }
                self.push(Data::Text(text))
            }
        };
        // Detaching the child may have moved the neighbour.
        let previous = match next {
            NONE => self.nodes[parent as usize].last,
            next => self.nodes[next as usize].previous,
        };
        let node = &mut self.nodes[id as usize];
        (node.parent, node.previous, node.next) = (parent, previous, next);
        match previous {
            NONE => self.nodes[parent as usize].first = id,
            previous => self.nodes[previous as usize].next = id,
        }
        match next {
            NONE => self.nodes[parent as usize].last = id,
            next => self.nodes[next as usize].previous = id,
        }
    }

    fn detach(&mut self, id: Id) {
        let node = &mut self.nodes[id as usize];
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        if parent == NONE {
            return;
        }
        match previous {
            NONE => self.nodes[parent as usize].first = next,
            previous => self.nodes[previous as usize].next = next,
        }
        match next {
            NONE => self.nodes[parent as usize].last = previous,
            next => self.nodes[next as usize].previous = previous,
        }
    }

    /// Scripts and styles are most of many pages and say nothing; linked data does.
    fn is_program(&self, id: Id) -> bool {
        match self.local(id) {
            Some(&local_name!("style")) => true,
            Some(&local_name!("script")) => !self
                .attribute(id, "type")
                .is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")),
            _ => false,
        }
    }
}
