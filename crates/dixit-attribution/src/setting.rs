//! To whom and through what each row was said.

mod addressee;
mod carry;
mod live;
mod partner;

use crate::occasion::{Occasion, occasions};
use crate::resolver::{Resolver, position};
use crate::row::Row;
use crate::split;
use carry::carry;
use dixit_model::{Channel, Resolved, Span, Spans};
use live::{Live, called, is_dated, open_between};
use std::collections::BTreeMap;

/// To whom and through what one row was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Setting {
    pub to: Option<Resolved>,
    pub channel: Option<Channel>,
}

/// The settings of all rows.
pub(crate) fn settings(resolver: &mut Resolver) -> Vec<Setting> {
    let rows = resolver.rows;
    let mut settings = vec![Setting::default(); rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&i| (position(&rows[i]), i));
    let mut live: Vec<Live> = Vec::new();
    let mut cache: BTreeMap<usize, Vec<Occasion>> = BTreeMap::new();
    // The last row at each level: what is said inside a quotation does not
    // come between its speaker and himself.
    let mut previous: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    let mut read_until = 0;
    for &index in &order {
        let here = resolver.page.sentence(rows[index].anchor().start);
        // Sentences without a row can open an occasion too.
        for sentence in read_until.max(here.saturating_sub(3))..here {
            open_between(resolver, sentence, &mut live);
        }
        read_until = read_until.max(here);
        if rows[index].is_bare() {
            continue;
        }
        settings[index] = setting(resolver, index, here, &mut live, &mut cache);
        let before = previous.insert(rows[index].parent, index);
        carry(resolver, index, here, before, &mut live, &mut settings);
    }
    for &index in &order {
        let root = split::root(rows, index);
        if rows[index].is_bare() && root != index {
            settings[index] = settings[root].clone();
            for to in settings[index].to.iter_mut() {
                to.how = "carried over".into();
                to.confidence *= 0.9;
            }
        }
    }
    settings
}

/// What the row's own sentence says.
fn setting(
    resolver: &mut Resolver,
    index: usize,
    here: usize,
    live: &mut Vec<Live>,
    cache: &mut BTreeMap<usize, Vec<Occasion>>,
) -> Setting {
    let page = resolver.page;
    let text = page.text;
    let row = &resolver.rows[index];
    let speaker = resolver.speakers[index].as_ref().map(|s| s.entity);
    let mut found = Setting {
        to: resolver.addressee(index).or_else(|| resolver.asked(index)),
        channel: None,
    };
    let sentence = page.sentences.get(here).copied().unwrap_or(Span::new(0, 0));
    let known = cache
        .entry(here)
        .or_insert_with(|| occasions(page, sentence))
        .clone();
    let document = document_channel(resolver, row);
    let own = own_occasion(resolver.rows, row, &known)
        .filter(|_| document.is_none())
        .cloned();
    if let Some(occasion) = own {
        let channel = Channel {
            name: one_line(occasion.span.of(text)),
            span: occasion.span,
        };
        let mut sides: Vec<usize> = speaker.into_iter().collect();
        let mut press = None;
        if let Some(span) = occasion.partner {
            let partner = resolver.partner(span, index);
            if let Some(partner) = partner {
                press = is_press(span.of(text)).then_some(partner.entity);
                sides.push(partner.entity);
                if found.to.is_none() && Some(partner.entity) != speaker {
                    found.to = Some(partner);
                }
            }
        }
        if let Some((a, b)) = occasion.between {
            for side in [a, b] {
                sides.extend(resolver.partner(side, index).map(|s| s.entity));
            }
        }
        sides.extend(found.to.as_ref().map(|to| to.entity));
        sides.sort();
        sides.dedup();
        if found.to.is_none()
            && occasion.is_conversation()
            && let Some(speaker) = speaker
            && sides.len() == 2
            && let Some(&other) = sides.iter().find(|&&side| side != speaker)
            && sides.contains(&speaker)
        {
            found.to = Some(Resolved {
                entity: other,
                how: "other side of the call".into(),
                confidence: 0.8,
                evidence: Some(occasion.span),
            });
        }
        // `during the call`: the call that was spoken of before, or that a verb
        // reports.
        if occasion.is_conversation()
            && sides.len() < 2
            && let Some(speaker) = speaker
        {
            let before = live
                .iter()
                .rev()
                .find(|l| {
                    is_conversation(&l.head) && l.sides.contains(&speaker) && l.sides.len() > 1
                })
                .and_then(|l| l.other(speaker))
                // `one official said on the call`: a call with reporters.
                .or_else(|| {
                    let same = |l: &&Live| l.press.is_some() && l.head == occasion.head;
                    let call = live.iter().rev().filter(|_| occasion.definite).find(same);
                    press = call.and_then(|l| l.press);
                    press
                })
                .or_else(|| {
                    occasion
                        .definite
                        .then(|| called(resolver, speaker, here, occasion.span.start))
                        .flatten()
                });
            if let Some(other) = before {
                sides.push(other);
                if found.to.is_none() {
                    found.to = Some(Resolved {
                        entity: other,
                        how: "other side of the call".into(),
                        confidence: 0.75,
                        evidence: Some(occasion.span),
                    });
                }
            }
        }
        live.push(Live {
            channel: channel.clone(),
            head: occasion.head.clone(),
            sides,
            sentence: here,
            dated: is_dated(resolver, occasion.span),
            press,
        });
        found.channel = Some(channel);
    } else if let Some(span) = document {
        found.channel = Some(Channel {
            name: one_line(span.of(text)),
            span,
        });
    }
    // A second row of the sentence may name what the first one only used.
    if let Some(to) = &found.to
        && let Some(speaker) = speaker
        && let Some(last) = live.last_mut()
        && last.sentence == here
        && is_conversation(&last.head)
        && last.sides.contains(&speaker)
        && last.sides.len() < 2
    {
        last.sides.push(to.entity);
    }
    if live.len() > 12 {
        live.remove(0);
    }
    found
}

/// The occasion of the sentence that stands at the row's own level: not in its
/// content, and for a row inside another's content, inside that.
fn own_occasion<'o>(rows: &[Row], row: &Row, known: &'o [Occasion]) -> Option<&'o Occasion> {
    let outer = row.parent.map(|parent| rows[parent].content_hull());
    let anchor = row.anchor();
    known
        .iter()
        .filter(|occasion| {
            !row.content.iter().any(|part| part.overlaps(occasion.span))
                && !row.source.iter().any(|part| part.overlaps(occasion.span))
                && outer.is_none_or(|outer| outer.contains(occasion.span))
        })
        .min_by_key(|occasion| {
            if occasion.span.start >= anchor.end {
                occasion.span.start - anchor.end
            } else {
                anchor.start.saturating_sub(occasion.span.end) + 20
            }
        })
}

/// A source that is itself a document is the channel: `the statement said`.
fn document_channel(resolver: &Resolver, row: &Row) -> Option<Span> {
    let span = row.source.hull()?;
    let phrase = crate::phrase::Phrase::of(resolver.page, span)?;
    if phrase.kind != crate::phrase::Head::Document
        || phrase.head == "report" && phrase.main.len() == 1
    {
        return None;
    }
    let last = phrase.main.last()?.span;
    Some(last)
}

fn is_conversation(head: &str) -> bool {
    crate::lexicon::is_conversation(head)
}

fn is_press(words: &str) -> bool {
    ["reporters", "journalists", "correspondents"]
        .iter()
        .any(|press| words.ends_with(press))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
