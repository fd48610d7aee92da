//! Words on the page that are not the article.
//!
//! A text is cut into [units](unit) (sentences, lines, and what is glued to
//! them); each is scored by a trained [model] from its words, its shape and its
//! place, then again with the scores around it. Two things that the words of a
//! unit cannot tell come from the text as a whole: where the page turns to its
//! reader on several lines, and which line introduces the next. `training/furniture` trains the
//! model on the very features that are computed here. Headlines, sub-headings,
//! captions and date lines belong to the article.

mod address;
mod credit;
mod features;
mod kind;
mod model;
mod prose;
mod unit;

use dixit_model::{Furniture, Span};
use model::Model;
use std::sync::LazyLock;
use unit::Unit;

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::read(include_bytes!("../../../models/furniture.bin"))
        .expect("the model that is built in was trained for this format")
});

/// The furniture of a text, in order, disjoint.
pub(crate) fn mark(text: &str) -> Vec<Furniture> {
    let units = unit::units(text);
    let voices = features::voices(text, &units);
    let features = features::features(text, &units, &voices);
    let lines: Vec<u32> = units.iter().map(|unit| unit.line).collect();
    let mut labels = MODEL.label(&features, &lines);
    prose::spare(text, &units, &voices, &mut labels);
    for (unit, label) in units.iter().zip(&mut labels) {
        *label |= credit::is_credit(unit.span.of(text));
    }
    address::extend(&units, &voices, &mut labels);
    address::introduce(text, &units, &mut labels);
    let marked = units.iter().zip(labels).filter(|(_, label)| *label);
    join(text, marked.map(|(unit, _)| *unit))
}

/// Neighbours on one line become one piece, with the space between them.
fn join(text: &str, units: impl Iterator<Item = Unit>) -> Vec<Furniture> {
    let mut pieces: Vec<(Span, u32)> = Vec::new();
    for unit in units {
        match pieces.last_mut() {
            Some((span, line))
                if *line == unit.line && text[span.end..unit.span.start].trim().is_empty() =>
            {
                span.end = unit.span.end;
            }
            _ => pieces.push((unit.span, unit.line)),
        }
    }
    let kind = |(span, line): &(Span, u32)| kind::of(span.of(text), *line == 0);
    let furniture = |piece: (Span, u32)| Furniture {
        kind: kind(&piece),
        span: piece.0,
    };
    pieces.into_iter().map(furniture).collect()
}

/// Each unit of `text` with its hashed features and line, for training only.
#[doc(hidden)]
pub fn training_units(text: &str) -> Vec<(Span, Vec<u32>, u32)> {
    let units = unit::units(text);
    let features = features::features(text, &units, &features::voices(text, &units));
    units
        .iter()
        .zip(features)
        .map(|(unit, hashes)| (unit.span, hashes, unit.line))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<&str> {
        mark(text).iter().map(|piece| piece.span.of(text)).collect()
    }

    #[test]
    fn appeals_share_lines_and_rights_are_furniture() {
        let text = "Port of Kest to reopen within a week\n\
            The port of Kest will reopen within a week, President Ilse Marant told the harbour council.\n\
            “We have waited long enough,” she said on Friday.\n\
            The council agreed to lift the ban on grain ships, its chairman said.\n\
            Sign up for our free newsletter to get the news delivered to your inbox.\n\
            Please consider making a contribution to support our journalism.\n\
            Follow us on Twitter and Facebook\n\
            Copyright © 2031 The Harbour Post. All rights reserved.";
        let found = marked(text);
        assert!(found.len() >= 3, "{found:?}");
        assert!(
            found
                .iter()
                .all(|piece| !piece.contains("Marant") && !piece.contains("council"))
        );
        assert!(found.iter().any(|piece| piece.contains("Copyright")));
    }

    #[test]
    fn articles_without_furniture_keep_every_word() {
        let text = "Kest harbour talks fail\n\nKEST, March 7 (Orrin Wire) — Talks on the harbour of Kest \
            broke down on Friday, two officials said.\n\nTomas Veld, the minister of works, told reporters \
            that no date had been set.\n\nWhat comes next\n\n“We will support any offer that keeps the \
            dockers at work,” said the union’s leader, Jo Lund.";
        assert_eq!(marked(text), [""; 0]);
    }
}
