//! Which attribution stands inside the content of which.

use crate::row::Row;
use dixit_model::{Span, Spans};

/// Rows looked back at for a parent. More contents than this never enclose one
/// place of a real text.
const OPEN: usize = 48;

/// Gives rows without a parent the smallest row whose content encloses them.
pub(crate) fn nest(text: &str, rows: &mut [Row]) {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let keys: Vec<(usize, std::cmp::Reverse<usize>)> = rows
        .iter()
        .map(|row| {
            let hull = row.content_hull();
            (hull.start, std::cmp::Reverse(hull.end))
        })
        .collect();
    order.sort_by_key(|&i| (keys[i], i));
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (place, &index) in order.iter().enumerate() {
        if rows[index].parent.is_some() || rows[index].is_bare() {
            continue;
        }
        // Contents begin before the row's first marker, so they come earlier
        // in the order, or just after for rows whose source precedes.
        let from = place.saturating_sub(OPEN);
        let until = (place + OPEN / 4).min(order.len());
        let best = order[from..until]
            .iter()
            .copied()
            .filter(|&other| other != index && encloses(text, &rows[other], &rows[index]))
            .min_by_key(|&other| (rows[other].content_hull().len(), other));
        if let Some(parent) = best {
            found.push((index, parent));
        }
    }
    for (child, parent) in found {
        if !descends(rows, parent, child) {
            rows[child].parent = Some(parent);
        }
    }
    break_cycles(rows);
}

fn encloses(text: &str, outer: &Row, inner: &Row) -> bool {
    let inside = |span: &Span| outer.content.iter().any(|part| part.contains(*span));
    let content = inner.content_hull();
    let whole = outer.content_hull();
    let same = outer.content == inner.content || (same_words(text, outer, inner));
    if same {
        // `X reported P, citing Y`: Y said P to X.
        return is_citing(text, inner) && !is_citing(text, outer);
    }
    inner.source.iter().chain(&inner.cue).all(inside)
        && whole.contains(content)
        && content.len() < whole.len()
}

fn same_words(text: &str, a: &Row, b: &Row) -> bool {
    let (a, b) = (a.content_hull(), b.content_hull());
    let slack = |x: usize, y: usize| x.abs_diff(y) <= 2;
    slack(a.start, b.start) && slack(a.end, b.end) && !text.is_empty()
}

fn is_citing(text: &str, row: &Row) -> bool {
    row.cue.hull().is_some_and(|cue| {
        let first = cue.of(text).split_whitespace().next().unwrap_or("");
        matches!(first, "citing" | "cited" | "quoting" | "referring")
    })
}

/// Whether `index` is `ancestor` or lies below it.
fn descends(rows: &[Row], index: usize, ancestor: usize) -> bool {
    let mut at = Some(index);
    let mut steps = 0;
    while let Some(row) = at {
        if row == ancestor || steps > 64 {
            return true;
        }
        at = rows[row].parent;
        steps += 1;
    }
    false
}

/// A row that is its own ancestor stands alone instead.
fn break_cycles(rows: &mut [Row]) {
    for index in 0..rows.len() {
        if let Some(parent) = rows[index].parent
            && (parent >= rows.len() || descends(rows, parent, index))
        {
            rows[index].parent = None;
        }
    }
}

/// After rows were cut in two, a child belongs to the part that holds it.
pub(crate) fn rehome(rows: &mut [Row]) {
    let mut parts: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
    for (index, row) in rows.iter().enumerate() {
        if let Some(root) = row.continues {
            parts.entry(root).or_default().push(index);
        }
    }
    for index in 0..rows.len() {
        let Some(parent) = rows[index].parent else {
            continue;
        };
        let content = rows[index].content_hull();
        if rows[parent].content_hull().overlaps(content) {
            continue;
        }
        let part = parts.get(&parent).and_then(|parts| {
            parts
                .iter()
                .copied()
                .find(|&part| part != index && rows[part].content_hull().contains(content))
        });
        if let Some(part) = part
            && !descends(rows, part, index)
        {
            rows[index].parent = Some(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;

    #[test]
    fn a_source_inside_a_content_is_a_child() {
        let text = "Veld told Marant that the pier is safe, Orrin Radio reported.";
        let mut rows = vec![
            row(text, "Veld", "told", &["that the pier is safe"]),
            row(
                text,
                "Orrin Radio",
                "reported",
                &["Veld told Marant that the pier is safe"],
            ),
        ];
        nest(text, &mut rows);
        assert_eq!(rows[0].parent, Some(1));
        assert_eq!(rows[1].parent, None);
    }

    #[test]
    fn who_is_cited_stands_behind_who_cites() {
        let text = "The pier is safe, Orrin Radio said, citing two engineers.";
        let mut rows = vec![
            row(text, "two engineers", "citing", &["The pier is safe"]),
            row(text, "Orrin Radio", "said", &["The pier is safe"]),
        ];
        nest(text, &mut rows);
        assert_eq!(rows[0].parent, Some(1));
        assert_eq!(rows[1].parent, None);
    }

    #[test]
    fn parents_never_form_a_ring() {
        let text = "Veld said Marant said Veld lied.";
        let mut rows = vec![
            row(text, "Veld", "said", &["Marant said Veld lied"]),
            row(text, "Marant", "said", &["Veld lied"]),
        ];
        rows[0].parent = Some(1);
        nest(text, &mut rows);
        assert!(rows[0].parent.is_none() || rows[1].parent.is_none());
    }
}
