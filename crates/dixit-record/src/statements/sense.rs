//! What a content is about: its words, and whom they mean.
//!
//! *The Orrinian president*, *Marant* and *she* are one token, whatever the
//! words; a speaker's own names and those of whom he speaks for are none, since
//! *I*, *Orrin* and *his country* say the same in his mouth.

use super::row::Token;
use super::ties::Ties;
use crate::corpus::Corpus;
use crate::entities::{Entities, body};
use dixit_model::{Attribution, EntityKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Tokens from here on are entities, not words.
const ENTITY: u32 = 1 << 31;

/// Stems of cues that say no more than that something was said.
const NEUTRAL: &[&str] = &[
    "accord",
    "add",
    "also",
    "announc",
    "argu",
    "as",
    "be",
    "been",
    "believ",
    "call",
    "cite",
    "claim",
    "comment",
    "describ",
    "declar",
    "explain",
    "express",
    "go",
    "had",
    "has",
    "have",
    "he",
    "highlight",
    "indic",
    "insist",
    "is",
    "it",
    "maintain",
    "mention",
    "note",
    "of",
    "on",
    "post",
    "quot",
    "reiter",
    "releas",
    "remark",
    "repli",
    "report",
    "reportedli",
    "respond",
    "said",
    "say",
    "speak",
    "state",
    "statement",
    "stress",
    "suggest",
    "tell",
    "that",
    "the",
    "think",
    "to",
    "told",
    "tweet",
    "underscor",
    "was",
    "were",
    "word",
    "write",
    "wrote",
];
/// Words of which a clause has one and a mere noun phrase none.
const CLAUSAL: &[&str] = &[
    "that", "to", "if", "whether", "is", "are", "was", "were", "be", "been", "am", "will", "would",
    "can", "could", "shall", "should", "may", "might", "must", "has", "have", "had", "do", "does",
    "did", "not", "he", "she", "they", "we", "i", "it", "you", "as",
];
/// A noun phrase with more words than this says something by itself.
const LONG: usize = 9;
/// Owners before a word that means the owner's country.
const OWNERS: &[&str] = &["his", "her", "its", "our", "their", "my"];
/// Before a capital these make it the town and not its government.
const PLACING: &[&str] = &[
    "in", "into", "near", "on", "around", "outside", "toward", "towards", "to", "from", "at",
];
const COUNTRY: &[&str] = &["countri", "nation", "govern", "administr"];

/// Whom each entity speaks for without naming it.
pub(crate) struct Senses {
    own: BTreeMap<usize, BTreeSet<usize>>,
    /// Places that stand for a state: its capital.
    stands_for: BTreeMap<usize, usize>,
}

impl Senses {
    pub(crate) fn of(entities: &Entities, ties: &Ties) -> Self {
        let mut states: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for (number, entity) in entities.list.iter().enumerate() {
            if entity.kind == EntityKind::State {
                states.entry(body::key(&entity.name)).or_insert(number);
            }
        }
        let mut own: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut stands_for = BTreeMap::new();
        for (number, entity) in entities.list.iter().enumerate() {
            let set = own.entry(number).or_default();
            set.insert(number);
            set.extend(ties.of_entity(number));
            if let Some(country) = body::capital(&entity.name)
                && let Some(&state) = states.get([country.to_owned()].as_slice())
            {
                stands_for.insert(number, state);
                set.insert(state);
            }
            let bodies = match entity.kind {
                EntityKind::Person | EntityKind::Group => entity.roles.as_slice(),
                EntityKind::Organisation => std::slice::from_ref(&entity.name),
                _ => &[],
            };
            for word in bodies.iter().flat_map(|role| role.split_whitespace()) {
                let state = states.get(&body::key(word));
                set.extend(state.filter(|_| body::is_country(word)));
            }
        }
        for set in own.values_mut() {
            let places = stands_for.iter().filter(|(_, state)| set.contains(state));
            let places: Vec<usize> = places.map(|(&place, _)| place).collect();
            set.extend(places);
        }
        Senses { own, stands_for }
    }

    /// Whom a speaker means by himself.
    pub(crate) fn own(&self, speaker: Option<usize>) -> BTreeSet<usize> {
        let own = speaker.and_then(|speaker| self.own.get(&speaker));
        own.cloned().unwrap_or_default()
    }

    /// Whom the words of a reading mean.
    pub(crate) fn of_reading(
        &self,
        corpus: &Corpus,
        entities: &Entities,
        reading: usize,
    ) -> Meanings {
        let r = &corpus.readings[reading];
        let mut mentions = Vec::new();
        for (local, entity) in r.entities.iter().enumerate() {
            let Some(&global) = entities.of[reading].get(local) else {
                continue;
            };
            let state = self.stands_for.get(&global).copied();
            let roles: BTreeSet<String> = entities.list[global]
                .roles
                .iter()
                .flat_map(|role| role.split_whitespace().map(body::folded))
                .collect();
            let named = r.names.iter().filter(|(_, of)| *of == local);
            let spans = entity.mentions.iter().map(|mention| mention.span);
            for span in spans.chain(named.map(|(name, _)| name.span)) {
                let text = &r.article.text;
                let before = text[..span.start].split_whitespace().next_back();
                let placed = before.is_some_and(|word| PLACING.contains(&word));
                let whom = state.filter(|_| !placed).unwrap_or(global);
                mentions.push((span, whom, roles.clone()));
            }
        }
        mentions.sort();
        Meanings { mentions }
    }
}

/// The mentions of one reading.
pub(crate) struct Meanings {
    /// Where, whom in the record, and the words of that one's offices.
    mentions: Vec<(Span, usize, BTreeSet<String>)>,
}

impl Meanings {
    /// What some spans are about; `own` stands for the speaker.
    pub(crate) fn tokens(
        &self,
        corpus: &Corpus,
        reading: usize,
        spans: &[Span],
        own: &BTreeSet<usize>,
    ) -> Vec<Token> {
        let text = &corpus.readings[reading].article.text;
        let mut tokens: BTreeMap<u32, bool> = BTreeMap::new();
        for &span in spans {
            let words = corpus.words_of(reading, span);
            let mut meant: Vec<Option<usize>> = vec![None; words.len()];
            let from = self
                .mentions
                .partition_point(|m| m.0.end.max(m.0.start + 200) < span.start);
            for (at, whom, roles) in &self.mentions[from..] {
                if at.start >= span.end {
                    break;
                }
                // A description as long as a clause is none.
                let inside = |word: &crate::words::Word| {
                    word.span.start >= at.start && word.span.end <= at.end
                };
                let first = words.iter().position(inside);
                let Some(first) = first else { continue };
                let count = words[first..].iter().take_while(|w| inside(w)).count();
                if count > 6 {
                    continue;
                }
                for slot in &mut meant[first..first + count] {
                    slot.get_or_insert(*whom);
                }
                // *Orrin's foreign minister* before a name adds nothing to it.
                for before in (0..first).rev() {
                    let word = body::folded(words[before].span.of(text));
                    if !roles.contains(&word) {
                        break;
                    }
                    meant[before] = Some(*whom);
                }
            }
            for (at, word) in words.iter().enumerate() {
                match meant[at] {
                    Some(whom) if own.contains(&whom) => {}
                    Some(whom) => {
                        tokens.insert(ENTITY + whom as u32, true);
                    }
                    None => {
                        let stem = corpus.vocabulary.stem(word.term);
                        let owned = at > 0
                            && COUNTRY.contains(&stem)
                            && OWNERS.contains(&corpus.vocabulary.stem(words[at - 1].term));
                        if !owned {
                            let name = tokens.entry(word.term).or_insert(true);
                            *name &= word.name;
                        }
                    }
                }
            }
        }
        tokens
            .into_iter()
            .map(|(term, name)| Token {
                term,
                weight: 0.0,
                name,
            })
            .collect()
    }

    /// What a cue adds to its content.
    pub(crate) fn cue(&self, corpus: &Corpus, reading: usize, cue: &[Span]) -> Vec<Token> {
        let terms: BTreeSet<u32> = cue
            .iter()
            .flat_map(|&span| corpus.words_of(reading, span))
            .map(|word| word.term)
            .filter(|&term| !NEUTRAL.contains(&corpus.vocabulary.stem(term)))
            .collect();
        terms
            .into_iter()
            .map(|term| Token {
                term,
                weight: 0.0,
                name: false,
            })
            .collect()
    }

    /// Whether a content is a noun phrase rather than a clause.
    pub(crate) fn bare(&self, corpus: &Corpus, reading: usize, row: &Attribution) -> bool {
        let text = &corpus.readings[reading].article.text;
        let mut count = 0;
        for word in row
            .content
            .iter()
            .flat_map(|&span| corpus.words_of(reading, span))
        {
            count += 1;
            let form = word.span.of(text).to_lowercase().replace('’', "'");
            let form = form.split('\'').next().unwrap_or_default();
            if CLAUSAL.contains(&form) {
                return false;
            }
        }
        count < LONG
    }
}

/// Whether a token is an entity.
pub(crate) fn is_entity(token: u32) -> bool {
    token >= ENTITY
}
