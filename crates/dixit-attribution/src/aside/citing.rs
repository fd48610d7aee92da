//! Who is cited: `the paper reported, citing two officials`.

use super::according::source;
use crate::page::Page;
use crate::phrase::{Head, Phrase};
use crate::quotation::Quotations;
use crate::row::{Row, keep_only};
use dixit_model::{Span, Spans};

/// Gives everybody cited what was said on his word.
pub(super) fn hear(page: &Page, quotations: &Quotations, rows: &mut Vec<Row>) {
    for &sentence in &page.sentences {
        if sentence.len() > super::SENTENCE || !sentence.of(page.text).contains(", citing ") {
            continue;
        }
        let words = page.words(sentence);
        let Some(place) = words.iter().position(|word| word.text == "citing") else {
            continue;
        };
        let cue = words[place].span;
        let Some(named) = source(page, &words[place + 1..]) else {
            continue;
        };
        let apart = page.text[cue.end..named.start].trim().is_empty();
        if apart && is_somebody(page, named) && quotations.at(cue.start).is_none() {
            take(rows, sentence, cue, named);
        }
    }
}

/// Whether the phrase is about somebody or a text: not `the harm to states`.
fn is_somebody(page: &Page, named: Span) -> bool {
    Phrase::of(page, named).is_some_and(|phrase| {
        phrase.kind != Head::Other || phrase.main.last().is_some_and(|word| word.is_capital())
    })
}

fn take(rows: &mut Vec<Row>, sentence: Span, cue: Span, named: Span) {
    let phrase = cue.hull(named);
    let is_own = |row: &Row| row.cue.iter().any(|span| span.overlaps(cue));
    // `citing two people briefed on it`: being briefed is no row.
    let part = |row: &Row| {
        row.source.iter().any(|span| span.overlaps(phrase))
            && row.cue.iter().all(|span| named.contains(*span))
    };
    let outer = (0..rows.len())
        .filter(|&index| {
            let row = &rows[index];
            !row.source.is_empty()
                && !is_own(row)
                && row
                    .cue
                    .hull()
                    .is_some_and(|span| sentence.contains(span) && span.end <= cue.start)
                && !row.content.touch(cue)
        })
        .max_by_key(|&index| (rows[index].cue.hull(), index));
    let Some(outer) = outer else { return };
    let content = rows[outer].content.clone();
    let own = rows.iter().position(is_own);
    if rows[outer].parent == own {
        rows[outer].parent = None;
    }
    match own {
        Some(index) => {
            rows[index].source = vec![named];
            rows[index].cue = vec![cue];
            rows[index].content = content;
            rows[index].parent = Some(outer);
        }
        None => rows.push(Row {
            source: vec![named],
            cue: vec![cue],
            content,
            parent: Some(outer),
            continues: None,
            confidence: rows[outer].confidence * FOUND,
        }),
    }
    let keep: Vec<bool> = rows.iter().map(|row| is_own(row) || !part(row)).collect();
    keep_only(rows, &keep);
}

/// How much less sure a row is than the one beside which it was found.
const FOUND: f32 = 0.8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aside::tests::heard_by;
    use crate::row::row;

    fn heard(text: &str, rows: Vec<Row>) -> Vec<Row> {
        heard_by(hear, text, rows)
    }

    #[test]
    fn who_is_cited_said_it_to_who_cites() {
        let text = "The pier is unsafe, Orrin Radio reported, citing two officials briefed on it.";
        let said = row(text, "Orrin Radio", "reported", &["The pier is unsafe"]);
        let rows = heard(text, vec![said]);
        assert_eq!(rows[1].source.text(text), "two officials briefed on it");
        assert_eq!(rows[1].content, rows[0].content);
        assert_eq!(rows[1].parent, Some(0));
    }

    #[test]
    fn a_reason_is_nobody() {
        let text = "Marant said she would resign, citing family reasons.";
        let said = row(text, "Marant", "said", &["she would resign"]);
        assert_eq!(heard(text, vec![said]).len(), 1);
    }
}
