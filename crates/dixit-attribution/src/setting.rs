//! To whom and through what each row was said.

mod addressee;

use crate::occasion::{Occasion, occasions};
use crate::resolver::{Resolver, position};
use crate::row::Row;
use crate::split;
use dixit_model::{Channel, EntityKind, Resolved, Span, Spans};
use std::collections::BTreeMap;

/// To whom and through what one row was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Setting {
    pub to: Option<Resolved>,
    pub channel: Option<Channel>,
}

/// An occasion that later rows may still belong to.
#[derive(Clone, Debug)]
struct Live {
    channel: Channel,
    head: String,
    /// Figures that take part.
    sides: Vec<usize>,
    /// The last sentence that belonged to it.
    sentence: usize,
    /// Whether it has a time of its own (`in July`), and so is not the news.
    dated: bool,
    /// The reporters on its other side.
    press: Option<usize>,
}

impl Live {
    /// Sentences over which it goes on without a word of it.
    fn reach(&self) -> usize {
        match self.head.as_str() {
            _ if self.dated => 1,
            _ if self.press.is_some() => 12,
            "interview" | "interviews" => 8,
            _ => 3,
        }
    }

    fn other(&self, side: usize) -> Option<usize> {
        let mut others = self.sides.iter().copied().filter(|&s| s != side);
        let first = others.next();
        if others.next().is_some() { None } else { first }
    }
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

/// `has called his counterpart`: the other side of a call that only a verb
/// speaks of, in the sentences before.
fn called(resolver: &mut Resolver, speaker: usize, here: usize, before: usize) -> Option<usize> {
    let page = resolver.page;
    for sentence in (here.saturating_sub(4)..=here).rev() {
        let span = *page.sentences.get(sentence)?;
        if span.len() > 3_000 {
            continue;
        }
        let words = page.words(span);
        let verb = words.iter().position(|word| {
            word.span.start < before
                && matches!(
                    word.text,
                    "called"
                        | "phoned"
                        | "telephoned"
                        | "met"
                        | "spoke"
                        | "spoken"
                        | "talked"
                        | "rang"
                )
        });
        let Some(verb) = verb else { continue };
        let takes_part = resolver
            .cast
            .sightings_in(Span::new(span.start, words[verb].span.end))
            .iter()
            .any(|s| s.figure == speaker);
        if !takes_part {
            continue;
        }
        let end = words.get(verb + 14).map_or(span.end, |word| word.span.end);
        let other = resolver
            .cast
            .sightings_in(Span::new(words[verb].span.end, end))
            .iter()
            .find(|s| {
                s.figure != speaker
                    && resolver.cast.figures[s.figure].kind == EntityKind::Person
                    && !s.modifier
            })
            .map(|s| s.figure);
        if other.is_some() {
            return other;
        }
    }
    None
}

/// A conversation that a sentence reports with both its sides.
fn open_between(resolver: &mut Resolver, sentence: usize, live: &mut Vec<Live>) {
    let page = resolver.page;
    let Some(&span) = page.sentences.get(sentence) else {
        return;
    };
    for occasion in occasions(page, span) {
        if !occasion.is_conversation() {
            continue;
        }
        let mut sides = Vec::new();
        let spans: Vec<Span> = match (occasion.between, occasion.partner) {
            (Some((a, b)), _) => vec![a, b],
            (None, Some(partner)) => vec![partner],
            (None, None) => continue,
        };
        for part in spans {
            let named = resolver
                .cast
                .sightings_in(part)
                .iter()
                .rev()
                .find(|s| !s.modifier)
                .map(|s| s.figure);
            let named = named.or_else(|| resolver.cast.by_words(part.of(page.text)));
            sides.extend(named);
        }
        if sides.len() == 1 {
            let office = page.words(Span::new(span.start, occasion.span.start));
            let subject = resolver
                .cast
                .sightings_in(Span::new(span.start, occasion.span.start))
                .iter()
                .find(|s| !s.modifier && resolver.cast.figures[s.figure].kind == EntityKind::Person)
                .map(|s| s.figure);
            let subject = subject.or_else(|| {
                // `The President spoke by phone with …`.
                let [the, office, ..] = office.as_slice() else {
                    return None;
                };
                let role = the.lower() == "the" && crate::lexicon::is_role(&office.lower());
                let found =
                    role.then(|| resolver.phrase(Span::new(the.span.start, office.span.end), None));
                found.flatten().map(|found| found.entity)
            });
            sides.extend(subject);
        }
        sides.dedup();
        if sides.len() < 2 {
            continue;
        }
        live.push(Live {
            channel: Channel {
                name: one_line(occasion.span.of(page.text)),
                span: occasion.span,
            },
            head: occasion.head,
            sides,
            sentence,
            dated: is_dated(resolver, occasion.span),
            press: None,
        });
    }
    while live.len() > 12 {
        live.remove(0);
    }
}

/// Whether a month or a year stands right after the words for an occasion.
fn is_dated(resolver: &Resolver, span: Span) -> bool {
    resolver
        .page
        .words_after(span.end, 80)
        .iter()
        .take(9)
        .take_while(|word| !matches!(word.text, "that" | "said"))
        .any(|word| {
            is_month(word.text)
                || is_year(word.text)
                || matches!(word.text, "year" | "month" | "years" | "months" | "week")
        })
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.chars().all(|c| c.is_ascii_digit())
}

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "January"
            | "February"
            | "March"
            | "April"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
    )
}

/// The day word of the row's own sentence, outside what it says.
fn own_day<'a>(resolver: &Resolver<'a>, row: &Row, sentence: Span) -> Option<&'a str> {
    if sentence.len() > 3_000 {
        return None;
    }
    resolver
        .page
        .words(sentence)
        .into_iter()
        .find(|word| {
            let weekday = word.text.ends_with("day") && crate::occasion::is_day(&word.lower());
            let dated = is_year(word.text) || is_month(word.text);
            (word.is_capital() && weekday || dated) && !row.content.touch(word.span)
        })
        .map(|word| word.text)
}

/// Fills in from what was said before on the same occasion.
fn carry(
    resolver: &mut Resolver,
    index: usize,
    here: usize,
    previous: Option<usize>,
    live: &mut Vec<Live>,
    settings: &mut [Setting],
) {
    let Some(speaker) = resolver.speakers[index].as_ref().map(|s| s.entity) else {
        return;
    };
    // The sentence's own conversation, for a row at another level.
    if settings[index].channel.is_none() {
        let page = resolver.page;
        let sentence = page.sentences.get(here).copied().unwrap_or(Span::new(0, 0));
        let already = live.iter().any(|l| l.sentence == here);
        if !already && !sentence.is_empty() {
            open_between(resolver, here, live);
        }
    }
    let row = &resolver.rows[index];
    // Quotations before the cue begin where the row does.
    let here = resolver.page.sentence(row.hull().start).min(here);
    let sentence = resolver.page.sentence_span(row.anchor().start);
    let day = own_day(resolver, row, sentence);
    if settings[index].channel.is_none() {
        let page = resolver.page;
        let other_day = |live: &Live| {
            let there = page.sentence_span(live.channel.span.start);
            let there = (!there.overlaps(sentence)).then(|| there.of(page.text));
            let weekday = |day: &str| day.ends_with("day");
            day.is_some_and(|day| {
                there.is_some_and(|there| {
                    let other = !weekday(day) || WEEKDAYS.iter().any(|other| there.contains(other));
                    other && !there.contains(day)
                })
            })
        };
        let going = live.iter_mut().rev().find(|l| {
            l.sides.contains(&speaker)
                && is_conversation(&l.head)
                && !other_day(l)
                && here <= l.sentence + l.reach()
        });
        if let Some(going) = going {
            let own_to = settings[index].to.as_ref().map(|to| to.entity);
            let other = going.other(speaker);
            let agrees = own_to.is_none() || own_to == other;
            if agrees
                && !row
                    .content
                    .iter()
                    .any(|part| part.overlaps(going.channel.span))
            {
                let near = here <= going.sentence + 2;
                going.sentence = going.sentence.max(here);
                if near || is_interview(&going.head) {
                    settings[index].channel = Some(going.channel.clone());
                }
                if let Some(other) = other
                    && settings[index].to.is_none()
                {
                    settings[index].to = Some(Resolved {
                        entity: other,
                        how: "same occasion".into(),
                        confidence: if near { 0.7 } else { 0.55 },
                        evidence: Some(going.channel.span),
                    });
                }
                return;
            }
        }
    }
    if settings[index].channel.is_none() && settings[index].to.is_none() {
        let kind = office(resolver, speaker);
        let going = live.iter_mut().rev().find(|l| {
            let among = |side: &usize| Some(*side) != l.press && office(resolver, *side) == kind;
            l.press.is_some() && here <= l.sentence + l.reach() && l.sides.iter().any(among)
        });
        // `an official said`: one of those who briefed reporters.
        if kind.is_some()
            && let Some(going) = going
            && let Some(press) = going.press
        {
            going.sentence = going.sentence.max(here);
            settings[index].channel = Some(going.channel.clone());
            settings[index].to = Some(Resolved {
                entity: press,
                how: "same occasion".into(),
                confidence: 0.5,
                evidence: Some(going.channel.span),
            });
            return;
        }
    }
    // `he added`: the statement or speech of the row before goes on.
    let Some(previous) = previous else { return };
    let same = resolver.speakers[previous].as_ref().map(|s| s.entity) == Some(speaker);
    let demanded = demands(resolver, &resolver.rows[previous]);
    let there = resolver
        .page
        .sentence(resolver.rows[previous].anchor().start);
    let goes_on = resolver.speakers[index]
        .as_ref()
        .is_some_and(|s| matches!(s.how.as_str(), "pronoun" | "issuer" | "carried over"));
    // `“…,” Veld said` goes on talking to whom Veld told something before.
    let plain = says_on(resolver, row);
    if same
        && !goes_on
        && plain
        && !demanded
        && here.saturating_sub(there) <= 2
        && row.parent == resolver.rows[previous].parent
        && settings[index].to.is_none()
    {
        settings[index].to = settings[previous].to.clone().map(|to| Resolved {
            how: "same occasion".into(),
            confidence: to.confidence * 0.7,
            ..to
        });
    }
    if same
        && goes_on
        && here.saturating_sub(there) <= 2
        && row.parent == resolver.rows[previous].parent
    {
        let before = settings[previous].clone();
        let setting = &mut settings[index];
        if setting.channel.is_none() {
            setting.channel = before.channel;
        }
        if setting.to.is_none() && goes_on && !demanded {
            setting.to = before.to.map(|to| Resolved {
                how: "same occasion".into(),
                confidence: to.confidence * 0.8,
                ..to
            });
        }
    }
}

/// Whether a cue asks something of its addressee, who need not hear the rest.
fn demands(resolver: &Resolver, row: &Row) -> bool {
    row.cue.iter().any(|cue| {
        resolver.page.words(*cue).iter().any(|word| {
            let word = word.lower();
            ["order", "urg", "call", "instruct", "direct", "command"]
                .iter()
                .any(|stem| word.starts_with(stem))
        })
    })
}

/// Whether a cue only says that somebody talks on.
fn says_on(resolver: &Resolver, row: &Row) -> bool {
    let [cue] = row.cue.as_slice() else {
        return false;
    };
    resolver.page.words(*cue).last().is_some_and(|word| {
        matches!(
            word.text,
            "said" | "says" | "added" | "adds" | "continued" | "explained" | "stressed" | "noted"
        )
    })
}

/// What an unnamed figure is: `official` for `senior officials`, too.
fn office(resolver: &Resolver, figure: usize) -> Option<String> {
    let figure = &resolver.cast.figures[figure];
    figure.head.as_ref()?;
    // A description's head stands at its end.
    let last = figure.name.rsplit(' ').next()?.to_lowercase();
    let one = last.strip_suffix('s').unwrap_or(&last).to_owned();
    crate::lexicon::is_role(&one).then_some(one)
}

fn is_press(words: &str) -> bool {
    ["reporters", "journalists", "correspondents"]
        .iter()
        .any(|press| words.ends_with(press))
}

fn is_interview(head: &str) -> bool {
    matches!(head, "interview" | "interviews")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
