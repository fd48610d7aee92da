//! An attribution as statements are told apart.

use super::sense::Senses;
use crate::corpus::Corpus;
use crate::entities::Entities;
use dixit_model::{Attribution, Date, Mode, Reading, Span, Spans};
use std::collections::BTreeMap;

/// An attribution with its speaker resolved across articles and its words.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Index of the reading.
    pub(crate) reading: usize,
    /// Index of the attribution in it.
    pub(crate) index: usize,
    pub(crate) id: String,
    parent: Option<String>,
    /// Index into the record's entities.
    pub(crate) speaker: Option<usize>,
    pub(crate) to: Option<usize>,
    pub(crate) channel: Option<String>,
    pub(crate) day: Option<Date>,
    /// Relays, outermost first.
    pub(crate) via: Vec<usize>,
    pub(crate) mode: Mode,
    pub(crate) negated: bool,
    /// Whether the content is wholly another's words: the row only relays.
    pub(crate) relays: bool,
    /// Different terms of the content, in order of term.
    pub(crate) terms: Vec<Token>,
    /// What the content is about, in order: words, and whom it means. Whoever
    /// speaks is left out, however named.
    pub(crate) sense: Vec<Token>,
    /// What the cue adds to that: *approved*, not *said*.
    pub(crate) cue: Vec<Token>,
    /// Whether the content is a mere noun phrase, which says nothing without
    /// its cue.
    pub(crate) bare: bool,
    /// How sure the attribution is.
    pub(crate) confidence: f32,
    /// Whether the row is what another row's speaker says.
    pub(crate) nested: bool,
    /// Whether nothing at hand marks the row as said: no cue, no quotation.
    pub(crate) loose: bool,
    /// Runs of quoted terms.
    pub(crate) quotes: Vec<Vec<u32>>,
    /// Numbers in the content, as terms.
    pub(crate) numbers: Vec<u32>,
    /// First byte of the content.
    pub(crate) start: usize,
}

/// A term of a content.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) term: u32,
    /// What it says inside its story; 0 until the story is known.
    pub(crate) weight: f32,
    /// Whether it is a name here; names have no synonyms.
    pub(crate) name: bool,
}

impl Row {
    /// Whether `other` is a row inside this one's content.
    pub(crate) fn encloses(&self, other: &Row) -> bool {
        self.reading == other.reading && other.parent.as_ref() == Some(&self.id)
    }
}

/// The rows of all articles, in order of article and text.
pub(crate) fn rows(corpus: &Corpus, entities: &Entities, senses: &Senses) -> Vec<Row> {
    let mut rows = Vec::new();
    for reading in 0..corpus.readings.len() {
        let means = senses.of_reading(corpus, entities, reading);
        let r = &corpus.readings[reading];
        let mut children: BTreeMap<&str, Vec<&Attribution>> = BTreeMap::new();
        for attribution in &r.attributions {
            if let Some(parent) = &attribution.parent {
                children.entry(parent).or_default().push(attribution);
            }
        }
        for (index, attribution) in r.attributions.iter().enumerate() {
            let children = children.get(attribution.id.as_str());
            let children = children.map_or(&[][..], Vec::as_slice);
            let mut row = row(corpus, entities, r, reading, index);
            let own = senses.own(row.speaker);
            row.sense = means.tokens(corpus, reading, &attribution.content, &own);
            row.cue = means.cue(corpus, reading, &attribution.cue);
            row.bare = row.mode != Mode::Direct && means.bare(corpus, reading, attribution);
            row.relays = relays(attribution, children, &|child| {
                // *Orrin was willing …*, as Orrin's president says, relays nobody.
                let speaker = child.speaker.as_ref();
                let speaker = speaker.and_then(|s| entities.of[reading].get(s.entity));
                speaker.is_some_and(|speaker| own.contains(speaker))
            });
            rows.push(row);
        }
    }
    rows
}

fn row(corpus: &Corpus, entities: &Entities, r: &Reading, reading: usize, index: usize) -> Row {
    let attribution = &r.attributions[index];
    let of = |entity: usize| entities.of[reading].get(entity).copied();
    let mut terms: BTreeMap<u32, bool> = BTreeMap::new();
    let mut quotes: Vec<Vec<u32>> = Vec::new();
    let mut numbers = Vec::new();
    for &span in &attribution.content {
        let mut quoting = false;
        for word in corpus.words_of(reading, span) {
            // A name wherever the word is one: a lower-case use decides.
            let name = terms.entry(word.term).or_insert(true);
            *name &= word.name;
            let stem = corpus.vocabulary.stem(word.term);
            if stem.starts_with(|c: char| c.is_ascii_digit()) {
                numbers.push(word.term);
            }
            if word.quoted {
                if !quoting {
                    quotes.push(Vec::new());
                }
                if let Some(quote) = quotes.last_mut() {
                    quote.push(word.term);
                }
            }
            quoting = word.quoted;
        }
    }
    numbers.sort_unstable();
    Row {
        reading,
        index,
        id: attribution.id.clone(),
        parent: attribution.parent.clone(),
        speaker: attribution.speaker.as_ref().and_then(|s| of(s.entity)),
        to: attribution.to.as_ref().and_then(|s| of(s.entity)),
        channel: attribution.channel.as_ref().map(|c| c.name.clone()),
        day: attribution.said_on.as_ref().map(|d| d.value),
        via: attribution
            .via
            .iter()
            .filter_map(|v| of(v.entity))
            .collect(),
        mode: attribution.mode,
        negated: attribution.negated,
        relays: false,
        sense: Vec::new(),
        cue: Vec::new(),
        bare: false,
        confidence: attribution.confidence,
        nested: attribution.parent.is_some(),
        loose: attribution.cue.is_empty() && attribution.mode == Mode::Indirect,
        terms: terms
            .into_iter()
            .map(|(term, name)| Token {
                term,
                weight: 0.0,
                name,
            })
            .collect(),
        quotes,
        numbers,
        start: attribution.content.hull().map_or(0, |hull| hull.start),
    }
}

/// Whether one child takes up nearly all of a row's content, and somebody else
/// speaks in it than `his` tells.
fn relays(
    attribution: &Attribution,
    children: &[&Attribution],
    his: &dyn Fn(&Attribution) -> bool,
) -> bool {
    let length = |spans: &[Span]| spans.iter().map(|s| s.len()).sum::<usize>();
    let own = length(&attribution.content);
    children.iter().filter(|child| !his(child)).any(|child| {
        let theirs = length(&child.source) + length(&child.cue) + length(&child.content);
        theirs * 10 >= own * 7
    })
}
