//! An attribution while it is being worked out.

use crate::page::fits;
use crate::word::words;
use dixit_model::{Analysis, Frame, Span, Spans};

/// A frame made sound, before anybody is resolved. Rows refer to each other by
/// index.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    /// Never empty.
    pub content: Vec<Span>,
    pub parent: Option<usize>,
    pub continues: Option<usize>,
    pub confidence: f32,
}

impl Row {
    /// From the content's first byte to its last.
    pub fn content_hull(&self) -> Span {
        self.content.hull().unwrap_or(Span::new(0, 0))
    }

    /// From the first byte of any role to the last.
    pub fn hull(&self) -> Span {
        let own = self.content_hull();
        [&self.source, &self.cue]
            .iter()
            .filter_map(|spans| spans.hull())
            .fold(own, Span::hull)
    }

    /// Where the row speaks from: its cue, else its source, else its content.
    pub fn anchor(&self) -> Span {
        self.cue
            .last()
            .or(self.source.last())
            .copied()
            .unwrap_or(Span::new(
                self.content_hull().start,
                self.content_hull().start,
            ))
    }

    /// Whether the text marks neither a source nor a cue.
    pub fn is_bare(&self) -> bool {
        self.source.is_empty() && self.cue.is_empty()
    }
}

/// Which rows have content where, as long as none gains any.
pub(crate) struct Contents {
    /// Parts of contents in text order, with their rows.
    parts: Vec<(Span, usize)>,
    /// How far the parts up to each of them reach.
    reach: Vec<usize>,
}

impl Contents {
    pub fn of(rows: &[Row]) -> Self {
        let parts = rows.iter().enumerate();
        let mut parts: Vec<(Span, usize)> = parts
            .flat_map(|(index, row)| row.content.iter().map(move |&part| (part, index)))
            .collect();
        parts.sort();
        let reach = parts.iter().scan(0, |reach, (part, _)| {
            *reach = part.end.max(*reach);
            Some(*reach)
        });
        Contents {
            reach: reach.collect(),
            parts,
        }
    }

    /// The rows that have content in `span`, in their order.
    pub fn over(&self, span: Span) -> Vec<usize> {
        let end = self
            .parts
            .partition_point(|(part, _)| part.start < span.end);
        let mut rows: Vec<usize> = (0..end)
            .rev()
            .take_while(|&place| self.reach[place] > span.start)
            .filter(|&place| self.parts[place].0.overlaps(span))
            .map(|place| self.parts[place].1)
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// The rows of an analysis: spans that fit, roles that do not overlap, contents
/// that are not empty; one row each.
pub(crate) fn rows(text: &str, analysis: &Analysis) -> Vec<Row> {
    let mut place: Vec<Option<usize>> = Vec::with_capacity(analysis.frames.len());
    let mut rows: Vec<Row> = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for frame in &analysis.frames {
        // A frame that falls away leaves its children to its own parent.
        let parent = frame
            .parent
            .and_then(|index| place.get(index).copied().flatten());
        let Some(row) = sound(text, frame) else {
            place.push(parent);
            continue;
        };
        let key = (row.source.clone(), row.cue.clone(), row.content.clone());
        if let Some(&same) = seen.get(&key) {
            place.push(Some(same));
            continue;
        }
        seen.insert(key, rows.len());
        place.push(Some(rows.len()));
        rows.push(Row { parent, ..row });
    }
    rows
}

/// Lets rows fall away; children of what falls away stand higher up.
pub(crate) fn keep_only(rows: &mut Vec<Row>, keep: &[bool]) {
    let mut place = vec![None; rows.len()];
    let mut next = 0;
    for (index, kept) in keep.iter().enumerate() {
        if *kept {
            place[index] = Some(next);
            next += 1;
        }
    }
    let parents: Vec<Option<usize>> = rows.iter().map(|row| row.parent).collect();
    for row in rows.iter_mut() {
        let mut steps = 0;
        while let Some(parent) = row.parent
            && !keep[parent]
            && steps < 64
        {
            row.parent = parents[parent];
            steps += 1;
        }
        row.parent = row.parent.and_then(|parent| place[parent]);
        row.continues = row.continues.and_then(|root| place[root]);
    }
    let mut index = 0;
    rows.retain(|_| {
        index += 1;
        keep[index - 1]
    });
}

fn sound(text: &str, frame: &Frame) -> Option<Row> {
    let cue: Vec<Span> = without(text, &frame.cue, &[])
        .into_iter()
        .map(|span| unmarked(text, span))
        .collect();
    let source: Vec<Span> = without(text, &frame.source, &cue)
        .into_iter()
        .map(|span| last_line(text, span))
        .collect();
    let mut taken: Vec<Span> = source.iter().chain(&cue).copied().collect();
    taken.sort();
    let content: Vec<Span> = without(text, &frame.content, &taken)
        .into_iter()
        .map(|span| content_ends(text, span))
        .filter(|span| !words(text, *span).is_empty())
        .collect();
    let content = closed_gaps(text, content, &taken);
    (!content.is_empty()).then(|| Row {
        source: source
            .into_iter()
            .map(|span| shaved(text, span))
            .filter(|span| !span.is_empty())
            .collect(),
        cue,
        content,
        parent: None,
        continues: None,
        confidence: if frame.confidence.is_finite() {
            frame.confidence.clamp(0.0, 1.0)
        } else {
            0.0
        },
    })
}

/// Sorted, disjoint, trimmed, without the bytes of `taken` (sorted).
pub(crate) fn without(text: &str, spans: &[Span], taken: &[Span]) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.iter().copied().filter(|&s| fits(text, s)).collect();
    sorted.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in sorted {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    let mut found = Vec::new();
    for span in merged {
        let mut start = span.start;
        let from = taken.partition_point(|t| t.end <= span.start);
        for cut in taken[from..].iter().take_while(|t| t.start < span.end) {
            if start < cut.start {
                found.push(Span::new(start, cut.start));
            }
            start = start.max(cut.end);
        }
        if start < span.end {
            found.push(Span::new(start, span.end));
        }
    }
    found
        .into_iter()
        .map(|span| span.trimmed(text))
        .filter(|span| !span.is_empty())
        .collect()
}

/// A cue of many words without the mark after it: `summed up the mood:`. The
/// colon of a headline stays, and that of `said:`, which some take for a part.
fn unmarked(text: &str, span: Span) -> Span {
    let stem = span
        .of(text)
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':'));
    let end = span.start + stem.len();
    if words(text, Span::new(span.start, end)).len() < 3 {
        span
    } else {
        Span::new(span.start, end)
    }
}

/// A source does not begin in the heading above its sentence.
fn last_line(text: &str, span: Span) -> Span {
    let words = span.of(text);
    match words.rfind('\n') {
        Some(line) => Span::new(span.start + line + 1, span.end).trimmed(text),
        None => span,
    }
}

/// A source without marks at its ends.
fn shaved(text: &str, span: Span) -> Span {
    let mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '—' | '–');
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start_matches(mark).len());
    let stem = words.trim_end_matches(mark);
    // The comma that closes an apposition belongs to it.
    let end = if stem.contains(',') {
        span.end
    } else {
        span.start + stem.len()
    };
    Span::new(start.min(end), end.max(start.min(end)))
}

/// Content without a leading comma or colon, and without the sentence's full
/// stop unless that stands inside closing quotation marks.
fn content_ends(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let kept =
        words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'));
    let start = span.end - kept.len();
    let mut end = span.end;
    if let Some(stem) = kept.strip_suffix('.') {
        // `U.S.`, `p.m.` and `…` keep theirs.
        let last = stem.rsplit(|c: char| !c.is_alphanumeric()).next();
        let short = last.is_some_and(|w| w.chars().count() == 1 && stem.ends_with(w))
            && stem.rsplit('.').next() == last
            && stem.contains('.');
        if !short && !stem.ends_with('.') {
            end -= 1;
        }
    }
    Span::new(start, end.max(start)).trimmed(text)
}

/// Joins neighbours between which nothing but white space and marks stands.
fn closed_gaps(text: &str, spans: Vec<Span>, taken: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last)
                if text[last.end..span.start]
                    .chars()
                    .all(|c| !c.is_alphanumeric() && c != '\n')
                    && !taken
                        .iter()
                        .any(|t| t.overlaps(Span::new(last.end, span.start))) =>
            {
                last.end = span.end;
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// A row of the first occurrences of the given words, for tests.
#[cfg(test)]
pub(crate) fn row(text: &str, source: &str, cue: &str, content: &[&str]) -> Row {
    let find = |words: &str| {
        let start = text.find(words).expect("words of the text");
        Span::new(start, start + words.len())
    };
    let some = |words: &str| {
        (!words.is_empty())
            .then(|| find(words))
            .into_iter()
            .collect()
    };
    Row {
        source: some(source),
        cue: some(cue),
        content: content.iter().map(|words| find(words)).collect(),
        confidence: 0.9,
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_do_not_overlap_and_the_stop_is_left_out() {
        let text = "Veld, the mayor, said: the pier is closed.";
        let frame = Frame {
            source: vec![Span::new(0, 17)],
            cue: vec![Span::new(17, 21)],
            content: vec![Span::new(17, text.len())],
            parent: None,
            confidence: 2.0,
        };
        let row = sound(text, &frame).unwrap();
        // The comma that closes an apposition stays with it.
        assert_eq!(row.source.text(text), "Veld, the mayor,");
        assert_eq!(row.content.text(text), "the pier is closed");
        assert_eq!(row.confidence, 1.0);
    }

    #[test]
    fn a_content_of_marks_alone_is_no_row() {
        let text = "Veld said: ...";
        let frame = Frame {
            content: vec![Span::new(9, 14)],
            ..Frame::default()
        };
        assert!(sound(text, &frame).is_none());
    }

    #[test]
    fn a_stop_of_initials_stays() {
        let text = "back to the U.S.";
        assert_eq!(content_ends(text, Span::new(0, 16)), Span::new(0, 16));
        let text = "back to port.";
        assert_eq!(content_ends(text, Span::new(0, 13)), Span::new(0, 12));
    }
}
