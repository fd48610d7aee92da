//! What a model's frames get wrong in the same way again and again.

mod source;

use crate::page::Page;
use crate::quotation::Quotations;
use crate::row::{Row, keep_only};
use crate::word::bare;
use dixit_model::{Span, Spans};

/// Rows of one sentence looked back at.
const BACK: usize = 6;

/// Puts frames right where the text leaves no doubt.
pub(crate) fn repair(page: &Page, quotations: &Quotations, rows: &mut Vec<Row>) {
    for row in rows.iter_mut() {
        trim_cue(page, row);
        source::repair(page, row);
        keep_paragraph(page, quotations, row);
    }
    quote_in_turn(page, rows);
    share_sources(page, rows);
    wrap(page, rows);
    drop_bare(page, quotations, rows);
}

/// `said in a statement`: where and when are no part of the cue.
fn trim_cue(page: &Page, row: &mut Row) {
    for span in &mut row.cue {
        let words = page.words(*span);
        let cut = (1..words.len()).find(|&place| {
            let next = words.get(place + 1).map(|word| word.lower());
            let next = next.as_deref().unwrap_or_default();
            match words[place].text {
                "in" | "at" | "during" | "on" | "by" => {
                    matches!(
                        next,
                        "a" | "an" | "the" | "his" | "her" | "its" | "their" | "this"
                    ) || crate::occasion::is_day(next)
                        || words[place].text == "on" && crate::lexicon::is_channel(next)
                }
                "for" => matches!(next, "days" | "weeks" | "months" | "years"),
                "earlier" | "last" => {
                    matches!(next, "this" | "in" | "on" | "week" | "month" | "year")
                }
                word => crate::occasion::is_day(&word.to_lowercase()) && word.ends_with("day"),
            }
        });
        if let Some(cut) = cut {
            span.end = words[cut - 1].span.end;
        }
    }
}

/// `The paper quoted the report as saying P`: the paper quotes, the report says.
fn quote_in_turn(page: &Page, rows: &mut Vec<Row>) {
    for index in 0..rows.len() {
        let [cue] = rows[index].cue[..] else { continue };
        let words = page.words(cue);
        let [first, middle @ .., link, last] = words.as_slice() else {
            continue;
        };
        let quotes = matches!(
            first.text,
            "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing"
        );
        let (Some(from), Some(to)) = (middle.first(), middle.last()) else {
            continue;
        };
        if !quotes || link.text != "as" || !last.text.ends_with("ing") {
            continue;
        }
        let inner = Row {
            source: vec![from.span.hull(to.span)],
            cue: vec![last.span],
            content: rows[index].content.clone(),
            parent: Some(index),
            continues: None,
            confidence: rows[index].confidence,
        };
        rows[index].cue = vec![first.span];
        rows.push(inner);
    }
}

/// What is said ends with its paragraph, unless quotation marks or a colon lead
/// on: a heading's verb does not reach into the article.
fn keep_paragraph(page: &Page, quotations: &Quotations, row: &mut Row) {
    let anchor = row.anchor();
    if row.is_bare() {
        return;
    }
    let Some(line) = page.text[anchor.end..].find('\n') else {
        return;
    };
    let line = anchor.end + line;
    if page.text[anchor.end..line].trim_end().ends_with(':') {
        return;
    }
    let quoted = |offset: usize| quotations.at(offset).is_some();
    let mut kept: Vec<Span> = Vec::new();
    for &part in &row.content {
        if part.start >= line && !quoted(part.start) {
            continue;
        }
        let rest = page.text.get(line..part.end).unwrap_or_default();
        let next = line + (rest.len() - rest.trim_start().len());
        if part.start < line && line < part.end && !quoted(next) {
            kept.push(Span::new(part.start, line).trimmed(page.text));
        } else {
            kept.push(part);
        }
    }
    if !kept.is_empty() {
        row.content = kept;
    }
}

/// `She praised the crew, saying that …`: the second verb has the first one's
/// source.
fn share_sources(page: &Page, rows: &mut [Row]) {
    let mut order: Vec<usize> = (0..rows.len())
        .filter(|&i| !rows[i].cue.is_empty())
        .collect();
    order.sort_by_key(|&i| (rows[i].cue[0], i));
    for place in 0..order.len() {
        let index = order[place];
        if !rows[index].source.is_empty() {
            continue;
        }
        let cue = rows[index].cue[0];
        let verb = page
            .words(cue)
            .first()
            .map(|word| word.lower())
            .unwrap_or_default();
        if !(verb.ends_with("ing") || verb.ends_with("ed")) || verb.ends_with("ly") {
            continue;
        }
        let sentence = page.sentence_span(cue.start);
        let before = order[place.saturating_sub(BACK)..place]
            .iter()
            .rev()
            .copied()
            .find(|&other| {
                rows[other].parent == rows[index].parent
                    && rows[other]
                        .source
                        .last()
                        .is_some_and(|s| sentence.contains(*s) && s.end <= cue.start)
                    && !rows[other].content.touch(cue)
            });
        if let Some(other) = before {
            rows[index].source = rows[other].source.clone();
            let source = rows[index].source.clone();
            rows[index]
                .content
                .retain(|part| !source.iter().any(|s| s.overlaps(*part)));
            if rows[index].content.is_empty() {
                rows[index].source.clear();
                rows[index].content = rows[other].content.clone();
            }
        }
    }
}

/// `She added that P, Veld said`: what Veld said is that she added P.
fn wrap(page: &Page, rows: &mut [Row]) {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&i| (rows[i].content_hull(), i));
    for place in 0..order.len() {
        for &other in &order[place + 1..order.len().min(place + 3)] {
            let index = order[place];
            let (inner, outer) = if trails(&rows[index]) {
                (other, index)
            } else {
                (index, other)
            };
            if !trails(&rows[outer])
                || !leads(&rows[inner])
                || is_pronoun(page, &rows[outer]) && !is_pronoun(page, &rows[inner])
                || rows[inner].parent != rows[outer].parent && rows[outer].parent != Some(inner)
            {
                continue;
            }
            let (a, b) = (rows[inner].content_hull(), rows[outer].content_hull());
            let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
            let sentence = page.sentence_span(rows[outer].anchor().start);
            if shared * 5 < a.len().max(b.len()) * 4 || !sentence.contains(rows[inner].hull()) {
                continue;
            }
            let start = rows[inner].hull().start;
            // The inner content does not reach into the outer source.
            let end = rows[outer]
                .source
                .iter()
                .chain(&rows[outer].cue)
                .map(|s| s.start)
                .min()
                .unwrap_or(b.end);
            let end = b.end.max(a.end).min(end);
            if start >= end {
                continue;
            }
            let content = Span::new(start, end);
            let kept = page.text[content.range()]
                .trim_end_matches([',', ' ', '\u{a0}'])
                .len();
            let content = Span::new(start, start + kept.max(1));
            if page.text.get(content.range()).is_none() {
                continue;
            }
            rows[outer].content = vec![content];
            let grand = if rows[outer].parent == Some(inner) {
                rows[inner].parent
            } else {
                rows[outer].parent
            };
            rows[outer].parent = grand;
            rows[inner].parent = Some(outer);
            let outer_source = rows[outer].source.hull();
            if let Some(source) = outer_source {
                for part in rows[inner].content.iter_mut() {
                    if part.end > source.start && part.start < source.start {
                        let kept = page.text[part.start..source.start]
                            .trim_end_matches([',', ' ', '\u{a0}'])
                            .len();
                        part.end = part.start + kept;
                    }
                }
                rows[inner].content.retain(|part| !part.is_empty());
                if rows[inner].content.is_empty() {
                    rows[inner].content = vec![content];
                }
            }
        }
    }
}

/// `Veld hinted at P, he said`: a pronoun comes back to who was named.
fn is_pronoun(page: &Page, row: &Row) -> bool {
    matches!(
        &*row.source.text(page.text).to_lowercase(),
        "he" | "she" | "it" | "they"
    )
}

/// Source and cue come after all of the content.
fn trails(row: &Row) -> bool {
    let end = row.content_hull().end;
    !row.source.is_empty()
        && row
            .source
            .iter()
            .chain(&row.cue)
            .all(|span| span.start >= end)
}

/// Source and cue come before all of the content.
fn leads(row: &Row) -> bool {
    let start = row.content_hull().start;
    !row.source.is_empty()
        && !row.cue.is_empty()
        && row
            .source
            .iter()
            .chain(&row.cue)
            .all(|span| span.end <= start)
}

/// A content without source, cue and quotation marks is nobody's.
fn drop_bare(page: &Page, quotations: &Quotations, rows: &mut Vec<Row>) {
    let keep: Vec<bool> = rows
        .iter()
        .map(|row| {
            !row.is_bare()
                || row.content.iter().any(|part| {
                    quotations.at(part.start).is_some()
                        || quotations
                            .from(part.start)
                            .is_some_and(|q| q.span.start < part.end)
                        || page.text[part.range()].contains(['"', '“', '«'])
                })
        })
        .collect();
    keep_only(rows, &keep);
}

/// `Ren Castor, the harbour minister,` is Ren Castor: an inner source is its
/// name. (Outermost ones keep their appositions, as PolNeAR marks them.)
pub(crate) fn trim_appositions(page: &Page, rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|row| row.parent.is_some()) {
        let [span] = row.source.as_mut_slice() else {
            continue;
        };
        // `Marant's proposal` is proposed by Marant.
        match bare(span.of(page.text)).len() {
            0 => continue,
            length => span.end = span.start + length,
        }
        let Some(comma) = span.of(page.text).find(", ") else {
            continue;
        };
        let name = Span::new(span.start, span.start + comma);
        let rest = Span::new(name.end + 2, span.end);
        let describes = page.words(rest).first().is_some_and(|word| {
            !word.is_capital() && !matches!(word.text, "and" | "or" | "including")
        });
        if describes && !page.names_in(name).is_empty() {
            *span = name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;
    use dixit_model::{Analysis, Article};

    fn repaired(text: &str, mut rows: Vec<Row>) -> Vec<Row> {
        let article = Article::plain("t", text);
        let analysis = Analysis::default();
        let page = Page::new(&article, &analysis);
        repair(&page, &Quotations::of(text), &mut rows);
        rows
    }

    #[test]
    fn a_cue_is_its_verb() {
        let text = "The port will open, Veld said in a statement on Friday.";
        let rows = repaired(
            text,
            vec![row(
                text,
                "Veld",
                "said in a statement",
                &["The port will open"],
            )],
        );
        assert_eq!(rows[0].cue.text(text), "said");
    }

    #[test]
    fn a_participle_shares_the_source() {
        let text = "Marant praised the crew, saying that they were brave.";
        let rows = repaired(
            text,
            vec![
                row(text, "Marant", "praised", &["the crew"]),
                row(text, "", "saying", &["that they were brave"]),
            ],
        );
        assert_eq!(rows[1].source, rows[0].source);
    }

    #[test]
    fn the_speaker_at_the_end_says_it_all() {
        let text = "She added that the port would open, Tomas Veld said.";
        let rows = repaired(
            text,
            vec![
                row(text, "She", "added", &["that the port would open"]),
                row(text, "Tomas Veld", "said", &["that the port would open"]),
            ],
        );
        assert_eq!(
            rows[1].content.text(text),
            "She added that the port would open"
        );
        assert_eq!(rows[0].parent, Some(1));
        assert_eq!(rows[1].parent, None);
    }

    #[test]
    fn wishes_inside_what_is_said_are_not_said() {
        let text =
            "Veld said that Norland wants peace and that Ren Castor, a minister, warned of delays.";
        let mut rows = vec![
            row(
                text,
                "Veld",
                "said",
                &["that Norland wants peace and that Ren Castor, a minister, warned of delays"],
            ),
            Row {
                parent: Some(0),
                confidence: 0.9,
                ..row(text, "Norland", "wants", &["peace"])
            },
            Row {
                parent: Some(0),
                ..row(text, "Ren Castor, a minister,", "warned", &["of delays"])
            },
        ];
        let article = Article::plain("t", text);
        let name = text.find("Ren").unwrap();
        let analysis = Analysis {
            names: vec![dixit_model::Name {
                span: Span::new(name, name + 10),
                kind: dixit_model::NameKind::Person,
                confidence: 0.9,
            }],
            ..Analysis::default()
        };
        let page = Page::new(&article, &analysis);
        crate::deed::drop_attitudes(&page, &mut rows);
        trim_appositions(&page, &mut rows);
        let cues: Vec<String> = rows.iter().map(|row| row.cue.text(text)).collect();
        assert_eq!(cues, ["said", "warned"]);
        assert_eq!(rows[1].source.text(text), "Ren Castor");
    }

    #[test]
    fn who_quotes_and_who_is_quoted() {
        let text = "The paper quoted the report as saying “the pier is unsafe.”";
        let cue = "quoted the report as saying";
        let rows = repaired(
            text,
            vec![row(text, "The paper", cue, &["“the pier is unsafe.”"])],
        );
        assert_eq!(rows[0].cue.text(text), "quoted");
        assert_eq!(rows[1].source.text(text), "the report");
        assert_eq!(rows[1].parent, Some(0));
    }

    #[test]
    fn a_heading_says_nothing_of_the_article() {
        let text = "Veld orders ferries to stop\n\nThe ferries stopped on Monday.\n";
        let content = "ferries to stop\n\nThe ferries stopped on Monday";
        let rows = repaired(text, vec![row(text, "Veld", "orders", &[content])]);
        assert_eq!(rows[0].content.text(text), "ferries to stop");
    }

    #[test]
    fn bare_words_are_nobodys() {
        let text = "The harbour was rebuilt after the storm.";
        assert!(repaired(text, vec![row(text, "", "", &["after the storm"])]).is_empty());
    }
}
