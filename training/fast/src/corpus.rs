//! The corpora as this trainer needs them.

pub mod conll;
pub mod polnear;

use dixit_language::fast::tagger::{TAGS, WORD_TAGS};
use dixit_language::passage::Passage;
use dixit_language::segment;

/// A text whose words carry classes, name labels, or both.
pub struct Labelled {
    pub text: String,
    /// For every stretch of bytes with a known class: start, end, class.
    pub tags: Vec<(usize, usize, u8)>,
    /// For every name: start, end, kind.
    pub names: Option<Vec<(usize, usize, u8)>>,
}

impl Labelled {
    /// The words of the text, as the program cuts it.
    pub fn passage(&self) -> Passage<'_> {
        let cut = segment(&self.text, &[]);
        Passage::new(&self.text, &cut.sentences, &cut.tokens)
    }

    /// The class of every word, 255 where it is not known.
    pub fn word_tags(&self, passage: &Passage) -> Vec<u8> {
        let mut next = 0;
        passage
            .words
            .iter()
            .map(|word| {
                while next < self.tags.len() && self.tags[next].1 <= word.span.start {
                    next += 1;
                }
                match self.tags.get(next) {
                    Some((start, _, tag)) if *start <= word.span.start => *tag,
                    _ => 255,
                }
            })
            .collect()
    }

    /// The BIO name label of every word.
    pub fn word_names(&self, passage: &Passage) -> Option<Vec<u8>> {
        let names = self.names.as_ref()?;
        let mut next = 0;
        let mut last = usize::MAX;
        Some(
            passage
                .words
                .iter()
                .map(|word| {
                    while next < names.len() && names[next].1 <= word.span.start {
                        next += 1;
                    }
                    match names.get(next) {
                        Some((start, _, kind)) if *start <= word.span.start => {
                            let begins = last != next;
                            last = next;
                            2 * kind + if begins { 1 } else { 2 }
                        }
                        _ => 0,
                    }
                })
                .collect(),
        )
    }
}

/// The class called `name`, or 255.
pub fn class(name: &str) -> u8 {
    TAGS.iter()
        .position(|(tag, _)| *tag == name)
        .map_or(255, |i| i as u8)
}

/// A class from a Penn tag, a universal part of speech and a dependency
/// relation, either of which may be empty.
pub fn class_of(penn: &str, universal: &str, relation: &str, lower: &str) -> u8 {
    debug_assert!(WORD_TAGS < 250);
    let relation = relation.split(':').next().unwrap_or("");
    let helps =
        universal == "AUX" || universal.is_empty() && matches!(relation, "aux" | "auxpass" | "cop");
    if matches!(lower, "not" | "n't" | "n’t") {
        return class("NEG");
    }
    match penn {
        "VB" | "VBD" | "VBG" | "VBN" | "VBP" | "VBZ" => {
            if helps {
                class(&format!("AUX-{penn}"))
            } else {
                class(penn)
            }
        }
        "IN" => {
            if universal == "SCONJ" || universal.is_empty() && relation == "mark" {
                class("IN-SCONJ")
            } else {
                class("IN")
            }
        }
        "TO" => {
            if universal == "PART" || universal.is_empty() && matches!(relation, "mark" | "aux") {
                class("TO-PART")
            } else {
                class("TO")
            }
        }
        "DT" | "PDT" => {
            let pronoun = universal == "PRON"
                || universal.is_empty()
                    && matches!(
                        relation,
                        "nsubj" | "nsubjpass" | "dobj" | "nmod" | "root" | "conj"
                    );
            class(if pronoun { "DT-PRON" } else { "DT" })
        }
        "WP$" => class("WP"),
        "FW" | "LS" | "XX" | "ADD" | "AFX" | "GW" => class("X"),
        other => class(other),
    }
}
