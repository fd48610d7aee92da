//! A group of rows as a statement of the record.

use super::owners;
use super::row::Row;
use crate::corpus::Corpus;
use crate::entities::{Entities, most};
use crate::paths::{Paths, outlet_of};
use crate::routes::{Party, independent};
use crate::tell::Guidance;
use crate::wordings::{Version, compare};

use dixit_model::{
    Copy, DiffOp, Inferred, Member, Mode, Route, Span, Spans, Statement, Wording, WordingClass,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The statement that some rows are; its id comes later.
pub(crate) fn statement(
    corpus: &mut Corpus,
    entities: &Entities,
    copies: &[Copy],
    guidance: &Guidance,
    rows: &[Row],
) -> Statement {
    let wordings = wordings(corpus, rows);
    let routes = routes(corpus, copies, rows);
    let Paths { paths, silent } = Paths::of(
        &routes,
        |article| outlet_of(&corpus.readings[article]),
        |entity| &entities.list[entity].names,
    );
    let (count, cut) = independent(&paths);
    let names: Vec<String> = cut
        .iter()
        .map(|&party| name(corpus, entities, party))
        .collect();
    let by_owner = owners::by_owner(&paths, guidance, &|party| {
        let state = match party {
            Party::Relay(entity) => entities.state_of(entity),
            _ => None,
        };
        (name(corpus, entities, party), state)
    });
    Statement {
        id: String::new(),
        story: "s1".to_owned(),
        speaker: speaker(entities, rows),
        to: most(rows.iter().filter_map(|r| r.to)),
        channel: most(rows.iter().filter_map(|r| r.channel.clone())),
        gist: gist(corpus, rows),
        said_on: said_on(corpus, rows),
        members: rows
            .iter()
            .map(|row| Member {
                article: row.reading,
                attribution: row.id.clone(),
            })
            .collect(),
        wordings,
        explanation: explain(corpus, &routes, &cut, &names, silent) + &owners::sentence(&by_owner),
        routes,
        independent: count,
        rests_on: names,
        by_owner,
        denied_by: Vec::new(),
        relays: rows.iter().all(|row| row.relays),
    }
}

/// Whom most rows name; where none names anybody, whom most describe.
fn speaker(entities: &Entities, rows: &[Row]) -> Option<usize> {
    let speakers = || rows.iter().filter_map(|row| row.speaker);
    let named = most(speakers().filter(|&speaker| !entities.is_described(speaker)));
    named.or_else(|| most(speakers()))
}

/// What a statement is sorted by inside its story: rows that only relay last,
/// then how telling it is, then the order of the text.
pub(crate) fn rank(corpus: &Corpus, statement: &Statement, rows: &[Row]) -> impl Ord + use<> {
    (
        rows.iter().all(|r| r.relays),
        statement.speaker.is_none(),
        Reverse((1000.0 * telling(corpus, statement, rows)) as i64),
        rows.first().map(|r| (r.start, r.reading, r.index)),
    )
}

/// How telling a statement is: how many carry it and by how many routes, in
/// whose words, how much it says, and how sure it is that it was said.
fn telling(corpus: &Corpus, statement: &Statement, rows: &[Row]) -> f32 {
    let articles: BTreeSet<usize> = rows.iter().map(|r| r.reading).collect();
    let share = |of: &dyn Fn(&Row) -> bool| {
        rows.iter().filter(|row| of(row)).count() as f32 / rows.len().max(1) as f32
    };
    let mass = |row: &Row| {
        let terms = row.terms.iter().map(|t| corpus.vocabulary.weight(t.term));
        terms.filter(|&weight| weight > 1.5).sum::<f32>()
    };
    let most = rows.iter().map(mass).fold(0.0, f32::max);
    let sure = rows.iter().map(|r| r.confidence).fold(0.0, f32::max);
    let verbatim = rows.iter().any(|r| r.mode != Mode::Indirect);
    // A second noun phrase adds no second witness to a proposition.
    let whole = 1.0 - 0.7 * share(&|r| r.bare || r.loose);
    let carried = articles.len().saturating_sub(1) as f32;
    let routes = statement.independent.saturating_sub(1) as f32;
    (3.0 * carried + 2.0 * routes + 1.0) * whole
        + if verbatim { 1.0 } else { 0.0 }
        + (most / 30.0).min(1.5)
        + 2.0 * sure
        - 2.0 * share(&|r| r.bare)
        - share(&|r| r.nested && r.via.is_empty())
}

/// Whether a statement says enough to stand in a finding.
pub(crate) fn tells(rows: &[Row]) -> bool {
    rows.iter()
        .any(|row| !row.relays && !row.bare && !row.loose && row.confidence >= 0.5)
}

/// A row's words as the article has them.
pub(crate) fn text(corpus: &Corpus, row: &Row) -> String {
    let reading = &corpus.readings[row.reading];
    let content = &reading.attributions[row.index].content;
    let text = content.text(&reading.article.text);
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn wordings(corpus: &mut Corpus, rows: &[Row]) -> Vec<Wording> {
    let mut sorted: Vec<(Row, String)> = rows
        .iter()
        .map(|row| (row.clone(), text(corpus, row)))
        .collect();
    sorted.sort_by_key(|(row, text)| {
        let mode = match row.mode {
            Mode::Direct => 0,
            Mode::Mixed => 1,
            Mode::Indirect => 2,
        };
        (
            row.relays,
            mode,
            Reverse(text.len()),
            row.reading,
            row.index,
        )
    });
    let words: Vec<_> = sorted
        .iter()
        .map(|(_, text)| corpus.vocabulary.words_in(text, Span::new(0, text.len())))
        .collect();
    sorted
        .iter()
        .zip(&words)
        .enumerate()
        .map(|(number, ((row, text), own))| {
            let (class, diff) = if number == 0 {
                (WordingClass::Base, Vec::new())
            } else {
                let version = |row: &Row, text, words| Version {
                    text,
                    words,
                    quoted: row.mode == Mode::Direct,
                    negated: row.negated,
                };
                let (base, base_text) = &sorted[0];
                let base = version(base, base_text, &words[0]);
                compare(&base, &version(row, text, own), &corpus.vocabulary)
            };
            // Where hardly a word is shared, marks on every word show nothing.
            let shared = diff.iter().any(|part| part.op == DiffOp::Same);
            Wording {
                member: Member {
                    article: row.reading,
                    attribution: row.id.clone(),
                },
                text: text.clone(),
                class,
                diff: if shared { diff } else { Vec::new() },
            }
        })
        .collect()
}

/// The words that give a statement best: those most like the others', of
/// reported speech rather than of a fragment.
fn gist(corpus: &Corpus, rows: &[Row]) -> String {
    let terms: Vec<BTreeSet<u32>> = rows
        .iter()
        .map(|r| r.terms.iter().map(|t| t.term).collect())
        .collect();
    let weight = |terms: &mut dyn Iterator<Item = u32>| {
        terms.map(|t| corpus.vocabulary.weight(t)).sum::<f32>()
    };
    let best = rows.iter().enumerate().max_by(|(i, a), (j, b)| {
        let score = |at: usize, row: &Row| {
            let own = &terms[at];
            let shared: f32 = terms
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at)
                .map(|(_, other)| weight(&mut own.intersection(other).copied()))
                .sum();
            let size = weight(&mut own.iter().copied());
            let poor = own.len() < 4 || row.bare || row.loose;
            let fragment = if poor { 0.3 } else { 1.0 };
            let fragment = fragment * (0.3 + row.confidence);
            let mode = if row.mode == Mode::Direct { 0.9 } else { 1.0 };
            (shared + 0.1 * size) / size.max(1.0).sqrt() * fragment * mode
        };
        // Of equals the first.
        score(*i, a).total_cmp(&score(*j, b)).then(j.cmp(i))
    });
    let gist = best.map_or(String::new(), |(_, row)| text(corpus, row));
    let gist = gist.strip_prefix("that ").unwrap_or(&gist);
    gist.trim_end_matches([',', ';']).to_owned()
}

/// The day that most rows give, by the surest of them.
fn said_on(corpus: &Corpus, rows: &[Row]) -> Option<Inferred<dixit_model::Date>> {
    let day = most(rows.iter().filter_map(|r| r.day))?;
    rows.iter()
        .filter_map(|r| {
            corpus.readings[r.reading].attributions[r.index]
                .said_on
                .as_ref()
        })
        .filter(|d| d.value == day)
        .reduce(|best, next| {
            if next.confidence > best.confidence {
                next
            } else {
                best
            }
        })
        .cloned()
}

/// One route per article and chain of relays. Where an article names a relay
/// for some rows, its other rows came the same way.
fn routes(corpus: &Corpus, copies: &[Copy], rows: &[Row]) -> Vec<Route> {
    let mut chains: BTreeMap<usize, BTreeMap<Vec<usize>, Vec<&Row>>> = BTreeMap::new();
    for row in rows {
        let chain = chains.entry(row.reading).or_default();
        chain.entry(row.via.clone()).or_default().push(row);
    }
    let articles: BTreeSet<usize> = chains.keys().copied().collect();
    let mut routes = Vec::new();
    for (article, mut chains) in chains {
        if chains.len() > 1
            && let Some(direct) = chains.remove(&Vec::new())
            && let Some(mut first) = chains.first_entry()
        {
            first.get_mut().extend(direct);
        }
        for (relays, mut rows) in chains {
            rows.sort_by_key(|row| row.index);
            let spans: Vec<Span> = rows
                .iter()
                .filter_map(|r| {
                    corpus.readings[article].attributions[r.index]
                        .content
                        .hull()
                })
                .collect();
            routes.push(Route {
                article,
                attributions: rows.iter().map(|r| r.id.clone()).collect(),
                relays,
                copy: copied(copies, article, &articles, &spans),
            });
        }
    }
    routes
}

/// The copy that all of some spans of an article stand in, if another article
/// that carries the statement has it too.
fn copied(
    copies: &[Copy],
    article: usize,
    carriers: &BTreeSet<usize>,
    spans: &[Span],
) -> Option<usize> {
    let inside = |copy: &Copy| {
        let own = copy.passages.iter().find(|p| p.article == article);
        own.is_some_and(|own| {
            spans.iter().all(|&span| {
                // Most of it: a copy may begin inside an opening quotation.
                let from = own.span.start.max(span.start);
                let to = own.span.end.min(span.end);
                to.saturating_sub(from) * 10 >= span.len() * 7
            })
        })
    };
    copies.iter().position(|copy| {
        !copy.quotation
            && copy
                .passages
                .iter()
                .any(|p| p.article != article && carriers.contains(&p.article))
            && inside(copy)
    })
}

/// A party by name.
fn name(corpus: &Corpus, entities: &Entities, party: Party) -> String {
    match party {
        Party::Relay(entity) => entities.list[entity].name.clone(),
        Party::Copy(_) => "a text that several articles share".to_owned(),
        Party::Outlet(article) => outlet_name(corpus, article),
    }
}

/// An outlet by name, or the article that stands for it.
pub(crate) fn outlet_name(corpus: &Corpus, article: usize) -> String {
    let article = &corpus.readings[article].article;
    match &article.outlet {
        Some(outlet) => outlet.value.clone(),
        None => format!("article {}", article.id),
    }
}

fn explain(
    corpus: &Corpus,
    routes: &[Route],
    cut: &[Party],
    names: &[String],
    silent: usize,
) -> String {
    let articles: BTreeSet<usize> = routes.iter().map(|r| r.article).collect();
    let relayed = routes.iter().any(|r| !r.relays.is_empty());
    let mut text = match articles.len() {
        1 => {
            let outlet = articles
                .first()
                .map_or(String::new(), |&a| outlet_name(corpus, a));
            format!("Only {outlet} carries it.")
        }
        n => format!("{} articles carry it.", capital(&number(n))),
    };
    let all = if articles.len() == 1 {
        "It rests"
    } else {
        "They rest"
    };
    match (cut, relayed) {
        ([], _) => {}
        ([Party::Outlet(_)], false) if articles.len() == 1 => {
            text.push_str(" It names nobody between the speaker and itself.");
        }
        ([_], _) => text.push_str(&format!(" {all} on one route: {}.", names[0])),
        (_, false) => text.push_str(&format!(
            " None names a relay, so each outlet is taken to have heard it for itself: {} routes, through {}.",
            number(cut.len()),
            listed(names)
        )),
        _ => text.push_str(&format!(
            " {all} on {} routes: {}. If all were wrong, nothing here would be left of it.",
            number(cut.len()),
            listed(names)
        )),
    }
    match silent {
        0 => {}
        1 => text.push_str(" One article names no relay and is not counted as a route of its own."),
        n => text.push_str(&format!(
            " {} articles name no relay and are not counted as routes of their own.",
            capital(&number(n))
        )),
    }
    text
}

/// A count in words, up to twelve.
pub(crate) fn number(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// With a capital at the beginning of a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// `A, B and C`.
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
