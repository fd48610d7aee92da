//! Quotations that stand alone and carry on the speaker before them.

use crate::page::Page;
use crate::quotation::{Quotation, Quotations};
use crate::row::Row;
use crate::word::words;
use dixit_model::Span;

/// How much less sure a row is that was cut from a frame or found beside one.
const CUT: f32 = 0.9;
const FOUND: f32 = 0.7;

/// Gives every quotation that stands alone its own row.
pub(crate) fn split(page: &Page, quotations: &Quotations, rows: &mut Vec<Row>) {
    let framed = rows.len();
    for index in 0..framed {
        cut(page, quotations, index, rows);
    }
    adopt(page, rows);
    find(page, quotations, rows);
}

/// `"A," she said. "B."`: B leaves the row of A, because words stand between.
///
/// What follows in a sentence of its own without quotation marks is nobody's.
fn cut(page: &Page, quotations: &Quotations, index: usize, rows: &mut Vec<Row>) {
    let row = &rows[index];
    if row.is_bare() {
        return;
    }
    let anchor = row.anchor();
    // A paragraph with a label is its speaker's to the end.
    if anchor.of(page.text) == ":" && row.content.len() == 1 && anchor.end <= row.content[0].start {
        return;
    }
    let sentence_end = page.sentence_span(anchor.start).end.max(anchor.end);
    let mut kept: Vec<Span> = Vec::new();
    let mut rest: Vec<Span> = Vec::new();
    for &span in &row.content {
        if span.start >= sentence_end {
            rest.push(span);
        } else if span.end > sentence_end
            && !kept.is_empty()
            && let Some((head, tail)) = cut_at(page, span, sentence_end)
        {
            kept.push(head);
            rest.push(tail);
        } else if span.end > sentence_end
            && span.start >= anchor.end
            && !opens_quotation(page.text, span)
            && let Some((head, tail)) = cut_at(page, span, sentence_end)
        {
            kept.push(head);
            rest.push(tail);
        } else {
            kept.push(span);
        }
    }
    if kept.is_empty() || rest.is_empty() {
        return;
    }
    // `He said: "A.` and `"B."` with nothing between is one quotation running on.
    let gap = Span::new(
        kept[kept.len() - 1].end,
        rest[0].start.max(kept[kept.len() - 1].end),
    );
    if words(page.text, gap).is_empty() && opens_quotation(page.text, kept[kept.len() - 1]) {
        return;
    }
    let confidence = row.confidence * CUT;
    let parent = row.parent;
    rows[index].content = kept;
    rest.retain(|span| quotations.at(span.start).is_some());
    let mut previous: Option<Span> = None;
    for span in rest {
        let between = previous.map(|p| Span::new(p.end, span.start.max(p.end)));
        previous = Some(span);
        if between.is_some_and(|gap| words(page.text, gap).is_empty())
            && let Some(last) = rows.last_mut()
        {
            last.content.push(span);
            continue;
        }
        rows.push(Row {
            content: vec![span],
            parent,
            continues: Some(index),
            confidence,
            ..Row::default()
        });
    }
}

fn cut_at(page: &Page, span: Span, at: usize) -> Option<(Span, Span)> {
    let head = Span::new(span.start, at).trimmed(page.text);
    let tail = Span::new(at, span.end).trimmed(page.text);
    // A full stop outside quotation marks is no part of a content.
    let head = match head.of(page.text).strip_suffix('.') {
        Some(kept) => Span::new(head.start, head.start + kept.len()),
        None => head,
    };
    let whole = !words(page.text, head).is_empty() && !words(page.text, tail).is_empty();
    whole.then_some((head, tail))
}

fn opens_quotation(text: &str, span: Span) -> bool {
    span.of(text).starts_with(['"', '“', '«', '\'', '‘'])
}

/// A frame without source and cue carries on the nearest row before it.
fn adopt(page: &Page, rows: &mut [Row]) {
    let mut order: Vec<usize> = (0..rows.len())
        .filter(|&i| rows[i].parent.is_none())
        .collect();
    order.sort_by_key(|&i| (rows[i].hull(), i));
    let mut last: Option<usize> = None;
    for &index in &order {
        if !rows[index].is_bare() {
            last = Some(index);
            continue;
        }
        if rows[index].continues.is_some() {
            continue;
        }
        let Some(before) = last else { continue };
        let end = page.sentence(rows[before].hull().end.saturating_sub(1));
        let start = page.sentence(rows[index].content_hull().start);
        let near = start > end && page.paragraph(start) <= page.paragraph(end) + 1;
        if near && start - end <= 3 {
            rows[index].continues = Some(before);
        }
    }
}

/// Quotations that no frame covers, standing alone right after a row.
fn find(page: &Page, quotations: &Quotations, rows: &mut Vec<Row>) {
    let mut covered: Vec<Span> = rows.iter().map(Row::hull).collect();
    covered.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in covered {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    let free = |span: Span| {
        let next = merged.partition_point(|m| m.end <= span.start);
        merged.get(next).is_none_or(|m| m.start >= span.end)
    };
    let mut heads: Vec<usize> = (0..rows.len())
        .filter(|&i| rows[i].parent.is_none())
        .collect();
    heads.sort_by_key(|&i| (rows[i].hull(), i));
    for index in heads {
        let row = &rows[index];
        let quoted = row.content.iter().any(|s| opens_quotation(page.text, *s));
        let root = row.continues.unwrap_or(index);
        let confidence = row.confidence * FOUND;
        let mut end = page
            .sentence_span(row.hull().end.saturating_sub(1))
            .end
            .max(row.hull().end);
        let mut spans: Vec<Span> = Vec::new();
        while let Some(quotation) = quotations.from(end) {
            let gap = &page.text[end..quotation.span.start];
            let adjacent = gap.chars().all(char::is_whitespace);
            let new_paragraph = gap.contains('\n');
            if !adjacent || (new_paragraph && !quoted) || !stands_alone(page, quotation) {
                break;
            }
            if !free(quotation.span) {
                break;
            }
            spans.push(quotation.span);
            end = quotation.span.end;
        }
        if !spans.is_empty() {
            rows.push(Row {
                content: spans,
                continues: Some(root),
                confidence,
                ..Row::default()
            });
        }
    }
}

/// Whether a quotation is a sentence of its own (or several).
fn stands_alone(page: &Page, quotation: &Quotation) -> bool {
    let text = page.text;
    let ends = quotation
        .inner
        .of(text)
        .trim_end()
        .ends_with(['.', '!', '?', '…']);
    let after = text[quotation.span.end..]
        .chars()
        .find(|c| !matches!(c, ' ' | '\u{a0}'));
    let lower = after.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':'));
    (ends || !quotation.closed) && !lower && words(text, quotation.inner).len() >= 3
}

/// The row at the end of the chain that `index` continues.
pub(crate) fn root(rows: &[Row], index: usize) -> usize {
    let mut at = index;
    let mut steps = 0;
    while let Some(next) = rows[at].continues {
        at = next;
        steps += 1;
        if steps > rows.len() {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;
    use dixit_model::{Analysis, Article, Spans};

    fn article(text: &str) -> Article {
        Article::plain("t", text)
    }

    fn sentences(text: &str, parts: &[&str]) -> Analysis {
        let find = |part: &&str| {
            let start = text.find(*part).unwrap();
            Span::new(start, start + part.len())
        };
        Analysis {
            sentences: parts.iter().map(find).collect(),
            ..Analysis::default()
        }
    }

    fn after(text: &str, parts: &[&str], first: Row) -> Vec<Row> {
        let article = article(text);
        let analysis = sentences(text, parts);
        let page = Page::new(&article, &analysis);
        let mut rows = vec![first];
        split(&page, &Quotations::of(text), &mut rows);
        rows
    }

    #[test]
    fn the_second_sentence_is_cut_off() {
        let text = "“We sail,” Marant said. “The tide will not wait.”";
        let first = row(
            text,
            "Marant",
            "said",
            &["“We sail,”", "“The tide will not wait.”"],
        );
        let rows = after(
            text,
            &["“We sail,” Marant said.", "“The tide will not wait.”"],
            first,
        );
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].content.text(text), "“We sail,”");
        assert_eq!(rows[1].content.text(text), "“The tide will not wait.”");
        assert_eq!(rows[1].continues, Some(0));
    }

    #[test]
    fn an_interrupted_sentence_is_one_row() {
        let text = "“We sail,” Marant said, “and soon.”";
        let first = row(text, "Marant", "said", &["“We sail,”", "“and soon.”"]);
        assert_eq!(after(text, &[text], first).len(), 1);
    }

    #[test]
    fn a_quotation_running_on_is_one_row() {
        let text = "Marant said: “We sail. The tide will not wait.”";
        let first = row(
            text,
            "Marant",
            "said",
            &["“We sail. The tide will not wait.”"],
        );
        let rows = after(
            text,
            &["Marant said: “We sail.", "The tide will not wait.”"],
            first,
        );
        assert_eq!(rows.len(), 1);
    }

    #[test]
    fn a_quotation_that_the_model_missed_is_found() {
        let text = "“We sail,” Marant said.\n\n“The tide will not wait.”\n\nGulls cried.";
        let first = row(text, "Marant", "said", &["“We sail,”"]);
        let rows = after(
            text,
            &[
                "“We sail,” Marant said.",
                "“The tide will not wait.”",
                "Gulls cried.",
            ],
            first,
        );
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].continues, Some(0));
    }

    #[test]
    fn scare_quotes_are_no_sentence() {
        let text = "Marant said they sail. “Frank talks” were held.";
        let first = row(text, "Marant", "said", &["they sail"]);
        let rows = after(
            text,
            &["Marant said they sail.", "“Frank talks” were held."],
            first,
        );
        assert_eq!(rows.len(), 1);
    }
}
