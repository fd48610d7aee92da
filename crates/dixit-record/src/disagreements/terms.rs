//! Names that outlets use for the same thing.
//!
//! What stands in the same slot is taken for the same thing: *Orrin's X of
//! Veld*, *the Orrinian X in Veld*. The slot is an owner before the words and
//! a name after *of*, *in*, *on* or *against*.

use crate::corpus::Corpus;
use crate::entities::body;
use dixit_model::{Disagreement, DisagreementKind, Passage, Side, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Longest name of a thing, in words.
const LONGEST: usize = 3;
/// Heads lighter than this name nothing in particular.
const PLAIN: f32 = 1.2;
/// Heads less alike than this name two things that share a slot.
const ALIKE: f32 = 0.25;

/// The terms that the articles of a story use in one slot and do not agree on.
pub(crate) fn terms(corpus: &Corpus, articles: &[usize]) -> Vec<Disagreement> {
    let mut slots: BTreeMap<Slot, BTreeMap<u32, Vec<Use>>> = BTreeMap::new();
    for &article in articles {
        for found in uses(corpus, article) {
            let slot = slots.entry(found.slot.clone()).or_default();
            slot.entry(found.head).or_default().push(found);
        }
    }
    let mut list = Vec::new();
    for mut heads in slots.into_values() {
        // The head most used gives the thing; the others must be its like.
        let main = heads
            .iter()
            .max_by_key(|(head, uses)| (uses.len(), Reverse(**head)))
            .map(|(&head, _)| head);
        let Some(main) = main else { continue };
        heads.retain(|&head, _| corpus.vocabulary.likeness(main, head) >= ALIKE);
        let users: BTreeSet<usize> = heads.values().flatten().map(|u| u.article).collect();
        // One writer's variation is style; two outlets' is a difference.
        if heads.len() < 2 || users.len() < 2 {
            continue;
        }
        let about = heads.values().flatten().next().map(|u| u.about.clone());
        let mut sides: Vec<Side> = heads
            .into_values()
            .map(|uses| side(corpus, &uses))
            .collect();
        sides.sort_by(|a, b| {
            b.passages
                .len()
                .cmp(&a.passages.len())
                .then_with(|| a.passages.cmp(&b.passages))
        });
        list.push(Disagreement {
            kind: DisagreementKind::Term,
            about: about.unwrap_or_default(),
            sides,
        });
    }
    list
}

/// Whose thing, and against or in what, by the keys of both bodies.
type Slot = (Vec<String>, Vec<String>);

/// A thing named in a slot.
struct Use {
    article: usize,
    slot: Slot,
    /// The last word of the name, as a term.
    head: u32,
    span: Span,
    about: String,
}

fn uses(corpus: &Corpus, article: usize) -> Vec<Use> {
    let text = &corpus.readings[article].article.text;
    let words = &corpus.words[article];
    let mut uses = Vec::new();
    for (at, owner) in words.iter().enumerate() {
        let owner_text = owner.span.of(text);
        let possessive = owner_text.ends_with("'s") || owner_text.ends_with("’s");
        if !owner_text.starts_with(char::is_uppercase) {
            continue;
        }
        let owner_key = body::key(owner_text);
        // An adjective owns only if it means a country.
        if !possessive && !body::is_country(owner_text) {
            continue;
        }
        let found = (1..=LONGEST).find(|&length| {
            words.get(at + length + 1).is_some_and(|word| {
                matches!(word.span.of(text), "of" | "in" | "on" | "against" | "into")
            })
        });
        let Some(length) = found else { continue };
        let named = &words[at + 1..=at + length];
        let Some(object) = words.get(at + length + 2) else {
            continue;
        };
        let object_text = object.span.of(text);
        let plain = named
            .iter()
            .all(|w| w.span.of(text).starts_with(char::is_lowercase));
        let whole = Span::new(owner.span.start, object.span.end).of(text);
        let unbroken = !whole.contains([',', '.', ';', ':', '\n', '"']);
        if !plain || !unbroken || !body::is_country(object_text) {
            continue;
        }
        let (Some(first), Some(last)) = (named.first(), named.last()) else {
            continue;
        };
        if corpus.vocabulary.weight(last.term) < PLAIN {
            continue;
        }
        uses.push(Use {
            article,
            slot: (owner_key, body::key(object_text)),
            head: last.term,
            span: Span::new(first.span.start, last.span.end),
            about: whole.to_owned(),
        });
    }
    uses
}

fn side(corpus: &Corpus, uses: &[Use]) -> Side {
    let words = |u: &Use| u.span.of(&corpus.readings[u.article].article.text);
    // The fullest name says most of how an outlet sees it.
    let text = uses
        .iter()
        .map(words)
        .max_by_key(|text| (text.len(), std::cmp::Reverse(*text)))
        .unwrap_or_default();
    Side {
        text: text.to_owned(),
        passages: uses
            .iter()
            .map(|u| Passage {
                article: u.article,
                span: u.span,
            })
            .collect(),
    }
}
