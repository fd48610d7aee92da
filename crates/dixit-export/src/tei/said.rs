//! What is said, marked in the text.

use super::Cast;
use crate::id::plain;
use crate::xml::{element, escaped, open};
use dixit_model::{Attribution, Mode, Reading, Span, Spans};
use std::collections::{BTreeMap, BTreeSet};

/// A stretch of a content that no other crosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    span: Span,
    /// Index of the attribution.
    row: usize,
}

pub(super) fn body(cast: &Cast, number: usize, reading: &Reading, with_text: bool) -> String {
    let text = &reading.article.text;
    if !with_text {
        let rows = reading.attributions.iter();
        let said = rows.map(|row| {
            let attributes = attributes(cast, number, row);
            format!(
                "<p>{}</p>",
                element("said", &attributes, &row.content.text(text))
            )
        });
        let said: String = said.collect();
        return if said.is_empty() {
            "<p/>".to_owned()
        } else {
            said
        };
    }
    let pieces = pieces(&reading.attributions);
    let mut count: BTreeMap<usize, usize> = BTreeMap::new();
    for piece in &pieces {
        *count.entry(piece.row).or_default() += 1;
    }
    let mut out = open("ab", &[("xml:space", Some("preserve".to_owned()))]);
    let mut done: BTreeMap<usize, usize> = BTreeMap::new();
    let mut stack: Vec<Piece> = Vec::new();
    let mut at = 0;
    for piece in &pieces {
        while let Some(top) = stack.last()
            && top.span.end <= piece.span.start
        {
            out.push_str(&escaped(&text[at..top.span.end]));
            out.push_str("</said>");
            at = top.span.end;
            stack.pop();
        }
        out.push_str(&escaped(&text[at..piece.span.start]));
        at = piece.span.start;
        let row = &reading.attributions[piece.row];
        let part = done.entry(piece.row).or_default();
        *part += 1;
        let name = |part: usize| plain("said", &[&reading.article.id, &row.id, &part.to_string()]);
        let mut all = vec![("xml:id", Some(name(*part)))];
        all.extend(attributes(cast, number, row));
        let link = |part: usize| format!("#{}", name(part));
        all.push(("prev", (*part > 1).then(|| link(*part - 1))));
        all.push(("next", (*part < count[&piece.row]).then(|| link(*part + 1))));
        out.push_str(&open("said", &all));
        stack.push(*piece);
    }
    while let Some(top) = stack.pop() {
        out.push_str(&escaped(&text[at..top.span.end]));
        out.push_str("</said>");
        at = top.span.end;
    }
    out.push_str(&escaped(&text[at..]));
    out.push_str("</ab>");
    out
}

/// Contents cut where another begins or ends inside them without lying wholly
/// inside: what is left nests. In text order, the longer first.
fn pieces(rows: &[Attribution]) -> Vec<Piece> {
    let all = rows.iter().enumerate();
    let mut whole: Vec<Piece> = all
        .flat_map(|(row, attribution)| {
            let spans = attribution.content.iter().filter(|span| !span.is_empty());
            spans.map(move |&span| Piece { span, row })
        })
        .collect();
    order(&mut whole);
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in &whole {
        // The ends of those that began before and end inside this one.
        let cuts: BTreeSet<usize> = pieces
            .iter()
            .filter(|other| other.span.start < piece.span.start)
            .map(|other| other.span.end)
            .filter(|&end| piece.span.start < end && end < piece.span.end)
            .collect();
        let mut start = piece.span.start;
        for end in cuts.into_iter().chain([piece.span.end]) {
            let (span, row) = (Span::new(start, end), piece.row);
            pieces.push(Piece { span, row });
            start = end;
        }
    }
    order(&mut pieces);
    pieces
}

fn order(pieces: &mut [Piece]) {
    pieces.sort_by_key(|piece| {
        (
            piece.span.start,
            std::cmp::Reverse(piece.span.end),
            piece.row,
        )
    });
}

fn attributes<'k>(cast: &Cast, number: usize, row: &Attribution) -> Vec<(&'k str, Option<String>)> {
    let who = |role: &dixit_model::Resolved| format!("#{}", cast.id(number, role.entity));
    let score = (row.confidence * 100.0).round() / 100.0;
    vec![
        ("who", row.speaker.as_ref().map(who)),
        ("toWhom", row.to.as_ref().map(who)),
        ("direct", Some((row.mode == Mode::Direct).to_string())),
        ("cert", Some(score.to_string())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(contents: &[&[(usize, usize)]]) -> Vec<(usize, usize, usize)> {
        let row = |spans: &&[(usize, usize)]| Attribution {
            mode: Mode::Direct,
            ..Attribution::plain(
                "",
                spans
                    .iter()
                    .map(|&(start, end)| Span::new(start, end))
                    .collect(),
            )
        };
        let rows: Vec<Attribution> = contents.iter().map(row).collect();
        let pieces = pieces(&rows).into_iter();
        pieces.map(|p| (p.row, p.span.start, p.span.end)).collect()
    }

    #[test]
    fn what_lies_inside_stays_whole() {
        assert_eq!(cut(&[&[(0, 9)], &[(2, 5)]]), [(0, 0, 9), (1, 2, 5)]);
    }

    #[test]
    fn what_crosses_is_cut() {
        let cut = cut(&[&[(0, 5)], &[(3, 8)]]);
        assert_eq!(cut, [(0, 0, 5), (1, 3, 5), (1, 5, 8)]);
    }

    #[test]
    fn a_cut_that_makes_another_crossing_is_followed() {
        // The last crosses the end of the first and of the second.
        let cut = cut(&[&[(0, 5)], &[(3, 8)], &[(4, 9)]]);
        let nested = |a: &(usize, usize, usize), b: &(usize, usize, usize)| {
            a.2 <= b.1 || b.2 <= a.1 || (a.1 <= b.1 && b.2 <= a.2) || (b.1 <= a.1 && a.2 <= b.2)
        };
        assert!(
            cut.iter().all(|a| cut.iter().all(|b| nested(a, b))),
            "{cut:?}"
        );
    }
}
