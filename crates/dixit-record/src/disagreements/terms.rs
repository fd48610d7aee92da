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
    // *a "special drill" in Veld* names no owner: it goes with what it is like.
    let owned: Vec<Slot> = slots.keys().filter(|s| !s.0.is_empty()).cloned().collect();
    let ownerless: Vec<Slot> = slots.keys().filter(|s| s.0.is_empty()).cloned().collect();
    for slot in ownerless {
        let uses = slots.remove(&slot).unwrap_or_default();
        let home = owned.iter().filter(|s| s.1 == slot.1).max_by_key(|s| {
            (
                slots
                    .get(*s)
                    .map_or(0, |heads| heads.values().flatten().count()),
                Reverse(*s),
            )
        });
        if let Some(heads) = home.and_then(|home| slots.get_mut(home)) {
            for found in uses.into_values().flatten() {
                heads.entry(found.head).or_default().push(found);
            }
        }
    }
    let mut list = Vec::new();
    for heads in slots.into_values() {
        let heads = one_thing(corpus, heads);
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

/// The heads that are like the one most used, or like one that is.
fn one_thing(corpus: &Corpus, mut heads: BTreeMap<u32, Vec<Use>>) -> BTreeMap<u32, Vec<Use>> {
    let main = heads
        .iter()
        .max_by_key(|(head, uses)| {
            let owned = uses.iter().filter(|u| !u.slot.0.is_empty()).count();
            (owned, Reverse(**head))
        })
        .map(|(&head, _)| head);
    let mut kept = BTreeMap::new();
    let mut open: Vec<u32> = main.into_iter().collect();
    while let Some(head) = open.pop() {
        let Some(uses) = heads.remove(&head) else {
            continue;
        };
        let like = |other: &Vec<Use>| {
            let words = uses.iter().flat_map(|u| &u.words);
            let others: BTreeSet<u32> = other.iter().flat_map(|u| u.words.clone()).collect();
            words
                .flat_map(|&a| others.iter().map(move |&b| (a, b)))
                .any(|(a, b)| corpus.vocabulary.likeness(a, b) >= ALIKE)
        };
        open.extend(
            heads
                .iter()
                .filter(|(_, other)| like(other))
                .map(|(&head, _)| head),
        );
        kept.insert(head, uses);
    }
    kept
}

/// Whose thing, and against or in what, by the keys of both bodies.
type Slot = (Vec<String>, Vec<String>);

/// A thing named in a slot.
struct Use {
    article: usize,
    slot: Slot,
    /// The last word of the name, as a term.
    head: u32,
    /// All words of the name, as terms.
    words: Vec<u32>,
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
        // Without an owner only a name in quotation marks is one.
        let ownerless = matches!(owner_text, "a" | "an" | "the" | "A" | "An" | "The");
        // An adjective owns only if it means a country.
        let owns = owner_text.starts_with(char::is_uppercase)
            && (possessive || body::is_country(owner_text));
        // *Orrin-led* owns nothing.
        let hyphen = text[owner.span.end..].starts_with('-');
        if hyphen || !owns && !ownerless {
            continue;
        }
        let owner_key = if ownerless {
            Vec::new()
        } else {
            body::key(owner_text)
        };
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
        let unbroken = !whole.contains([',', '.', ';', ':', '\n']);
        if ownerless && !named.iter().all(|w| w.quoted) {
            continue;
        }
        if !plain || !unbroken || !body::is_country(object_text) {
            continue;
        }
        let (Some(first), Some(last)) = (named.first(), named.last()) else {
            continue;
        };
        let weight = named.iter().map(|w| corpus.vocabulary.weight(w.term));
        if weight.fold(0.0, f32::max) < PLAIN {
            continue;
        }
        uses.push(Use {
            article,
            slot: (owner_key, body::key(object_text)),
            head: last.term,
            words: named.iter().map(|w| w.term).collect(),
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
