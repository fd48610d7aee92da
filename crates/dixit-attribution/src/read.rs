//! From frames to a reading, step by step.

use crate::page::Page;
use crate::quotation::Quotations;
use crate::resolver::Resolver;
use crate::row::Row;
use crate::{
    anonymity, aside, confidence, dateline, day, deed, mode, nesting, polarity, relay, repair, row,
    setting, split,
};
use dixit_model::{Analysis, Article, Attribution, Date, Inferred, Reading, Resolved, Span};

/// Resolves everybody in `article`.
///
/// Frames whose spans do not fit the text are left out; the rest become rows in
/// text order, each with whoever it means.
pub fn read(article: Article, analysis: &Analysis) -> Reading {
    let parts = resolve(&article, analysis);
    let mut reading = Reading {
        sentences: parts.sentences,
        attributions: parts.attributions,
        entities: parts.entities,
        names: parts.names,
        times: analysis.times.clone(),
        article,
    };
    reading.times.sort_by_key(|time| time.span);
    reading
        .times
        .retain(|time| crate::page::fits(&reading.article.text, time.span));
    day::assign(&mut reading);
    reading
}

/// Works the days out again for an article that turns out to be of `published`:
/// its time expressions are read anew against that day.
///
/// The date itself is left to the caller to write into the article with its
/// grounds, unless the article has none yet.
pub fn redate(reading: &mut Reading, published: Date) {
    let article = &reading.article;
    let furniture: Vec<Span> = article.furniture.iter().map(|piece| piece.span).collect();
    let cut = dixit_language::segment(&article.text, &furniture);
    let times = dixit_language::times(&article.text, &cut.sentences, &cut.tokens, Some(published));
    let known = reading.article.published.as_ref().map(|day| day.value);
    if known != Some(published) {
        reading.article.published = Some(Inferred::new(published, "story", 0.8));
    }
    reading.times = times;
    reading.times.sort_by_key(|time| time.span);
    reading
        .times
        .retain(|time| crate::page::fits(&reading.article.text, time.span));
    day::assign(reading);
}

struct Parts {
    sentences: Vec<Span>,
    attributions: Vec<Attribution>,
    entities: Vec<dixit_model::Entity>,
    names: Vec<(dixit_model::Name, usize)>,
}

fn resolve(article: &Article, analysis: &Analysis) -> Parts {
    let page = Page::new(article, analysis);
    let quotations = Quotations::of(page.text);
    let mut rows = row::rows(page.text, analysis);
    repair::repair(&page, &quotations, &mut rows);
    aside::hear(&page, &quotations, &mut rows);
    dateline::skip(&page, &mut rows);
    nesting::nest(page.text, &mut rows);
    deed::drop_attitudes(&page, &mut rows);
    repair::trim_appositions(&page, &mut rows);
    split::split(&page, &quotations, &mut rows);
    nesting::rehome(&mut rows);
    let rows = in_text_order(rows);
    let mut resolver = Resolver::new(&page, &quotations, &rows);
    let settings = setting::settings(&mut resolver);
    let Resolver {
        mut speakers, cast, ..
    } = resolver;
    confidence::settle(&rows, &cast, &mut speakers);
    let via = relay::relays(&page, &quotations, &rows, &speakers);
    let reasons = anonymity::reasons(&page, &rows, &speakers, &cast);
    let attributions = rows
        .iter()
        .zip(settings)
        .zip(speakers.into_iter().zip(reasons))
        .zip(via)
        .map(|(((row, setting), (speaker, anonymity)), via)| {
            let (negated, hedged) = polarity::polarity(&page, row);
            Attribution {
                id: String::new(),
                parent: row.parent.map(id),
                continues: row.continues.map(id),
                mode: mode::of(page.text, &quotations, row),
                source: row.source.clone(),
                cue: row.cue.clone(),
                content: row.content.clone(),
                via,
                to: setting.to.filter(|to| is_other(to, &speaker)),
                speaker,
                anonymity,
                channel: setting.channel,
                said_on: None,
                negated,
                hedged,
                confidence: row.confidence,
            }
        })
        .enumerate()
        .map(|(index, row)| Attribution {
            id: id(index),
            ..row
        })
        .collect();
    let names = page.names.iter().copied().zip(cast.of_name).collect();
    Parts {
        attributions,
        entities: cast
            .figures
            .into_iter()
            .map(|figure| figure.into_entity())
            .collect(),
        names,
        sentences: page.sentences,
    }
}

fn id(index: usize) -> String {
    format!("a{}", index + 1)
}

/// Nobody speaks to himself.
fn is_other(to: &Resolved, speaker: &Option<Resolved>) -> bool {
    speaker
        .as_ref()
        .is_none_or(|speaker| speaker.entity != to.entity)
}

/// The rows by where they begin, their references to each other renumbered.
fn in_text_order(rows: Vec<Row>) -> Vec<Row> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&i| {
        let hull = rows[i].hull();
        (hull.start, std::cmp::Reverse(hull.end), i)
    });
    let mut place = vec![0; rows.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut sorted: Vec<Row> = Vec::with_capacity(rows.len());
    for &old in &order {
        let row = &rows[old];
        sorted.push(Row {
            parent: row.parent.map(|parent| place[parent]),
            continues: row.continues.map(|root| place[root]),
            ..row.clone()
        });
    }
    // What carries on comes after what it carries on.
    for (index, row) in sorted.iter_mut().enumerate() {
        if row.continues.is_some_and(|root| root >= index) {
            row.continues = None;
        }
    }
    sorted
}
