//! What a row takes over from an occasion or a row before it.

use super::live::{Live, is_interview, is_month, is_year, open_between};
use super::{Setting, is_conversation};
use crate::resolver::Resolver;
use crate::row::Row;
use dixit_model::{Resolved, Span, Spans};

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

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
pub(super) fn carry(
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
