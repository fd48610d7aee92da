//! A passage set off after a colon: `The paper explained:` and a paragraph; or
//! after a comma: `According to the ministry,` and a paragraph.

use crate::lexicon::is_document;
use crate::page::Page;
use crate::row::Row;
use crate::word::bare;
use dixit_model::Span;

/// Shorter paragraphs than this are headings and links.
const WORDS: usize = 8;
/// How much less sure the row of a passage is than that of its introduction.
const FOUND: f32 = 0.8;
/// How sure the row of a passage under its own title is.
const OWNED: f32 = 0.6;

/// Gives whoever introduces a passage the whole of its paragraph.
pub(super) fn hear(page: &Page, rows: &mut Vec<Row>) {
    let mut line = 0;
    for text in page.text.split_inclusive('\n') {
        let end = line + text.trim_end().len();
        if text.trim_end().ends_with([':', ','])
            && let Some(passage) = passage(page, line + text.len())
        {
            introduce(page, rows, Span::new(line, end), passage);
        }
        line += text.len();
    }
}

/// The paragraph that begins at `from` or after empty lines there.
pub(super) fn passage(page: &Page, from: usize) -> Option<Span> {
    let rest = page.text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start().len());
    let line = page.text[start..].lines().next()?.trim_end();
    // Quotation marks tell by themselves how far somebody speaks.
    let quoted = line.starts_with(['"', '“', '«', '‘', '\'']);
    let ends = line.ends_with(['.', '!', '?', '”', '"', '…']);
    let kept = line.strip_suffix('.').unwrap_or(line);
    let span = Span::new(start, start + kept.len());
    (!quoted && ends && page.words(span).len() >= WORDS).then_some(span)
}

fn introduce(page: &Page, rows: &mut Vec<Row>, line: Span, passage: Span) {
    // The last speaker of the line: what ends in the colon is his.
    let Some(index) = (0..rows.len())
        .filter(|&index| {
            let row = &rows[index];
            row.parent.is_none() && !row.is_bare() && line.contains(row.anchor())
        })
        .max_by_key(|&index| (rows[index].anchor().start, index))
    else {
        if page.text[line.range()].ends_with(':') {
            rows.extend(owned(page, line, passage));
        }
        return;
    };
    let sentence = page.sentence(rows[index].anchor().start);
    if sentence != page.sentence(line.end.saturating_sub(1)) {
        return;
    }
    let content = rows[index].content_hull();
    if content.start >= line.end {
        if passage.contains(content) {
            rows[index].content = vec![passage];
        }
        return;
    }
    // A comma alone introduces nothing.
    if page.text[line.range()].ends_with(',') {
        return;
    }
    // Rows that say where the passage comes from need no second one.
    let known = rows
        .iter()
        .any(|row| row.parent.is_none() && row.content_hull().contains(passage));
    if content.end <= line.end && !known {
        let confidence = rows[index].confidence * FOUND;
        rows.push(Row {
            content: vec![passage],
            continues: Some(index),
            confidence,
            ..Row::default()
        });
    }
}

/// `More of Marant's speech:`: the text's owner speaks in it.
fn owned(page: &Page, line: Span, passage: Span) -> Option<Row> {
    let words = page.words(line);
    let place = words
        .windows(2)
        .position(|pair| pair[0].is_possessive() && is_document(&pair[1].lower()))?;
    let owner = words[place];
    let end = owner.span.start + bare(owner.text).len();
    // The whole name, if a model knows it.
    let near = page.names_in(Span::new(line.start, line.end));
    let name = page.names[near]
        .iter()
        .find(|name| name.span.contains(Span::new(owner.span.start, end)))
        .map_or(owner.span.start, |name| name.span.start);
    owner.is_capital().then(|| Row {
        source: vec![Span::new(name, end)],
        cue: vec![words[place + 1].span],
        content: vec![passage],
        confidence: OWNED,
        ..Row::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aside::tests::heard_by;
    use crate::row::row;
    use dixit_model::Spans;

    const TEXT: &str = "The pier was unsafe, according to the Orrin Post:\n\nThe mayor says the planks \
                        were old. The port, he says, knew of it.\n\nGulls cried.";

    fn heard(text: &str, rows: Vec<Row>) -> Vec<Row> {
        heard_by(|page, _, rows| hear(page, rows), text, rows)
    }

    #[test]
    fn after_a_comma_the_whole_paragraph_is_what_was_announced() {
        let text = "According to a statement from the ministry,\n\nThe minister met Veld on \
                    Monday in Orrin. The two agreed that the ferries should sail.\n";
        let said = "The minister met Veld on Monday in Orrin";
        let source = "a statement from the ministry";
        let rows = heard(text, vec![row(text, source, "According to", &[said])]);
        assert!(rows[0].content.text(text).ends_with("should sail"));
        assert_eq!(rows.len(), 1);
    }

    #[test]
    fn the_passage_carries_on_its_introduction() {
        let first = row(
            TEXT,
            "the Orrin Post",
            "according to",
            &["The pier was unsafe"],
        );
        let rows = heard(TEXT, vec![first]);
        assert_eq!(rows[1].continues, Some(0));
        assert_eq!(
            rows[1].content.text(TEXT),
            "The mayor says the planks were old. The port, he says, knew of it"
        );
    }

    #[test]
    fn a_text_speaks_for_its_owner() {
        let text = "More from Marant’s speech:\n\nThe planks of the pier were old, and the port knew of it.";
        let rows = heard(text, Vec::new());
        assert_eq!(rows[0].source.text(text), "Marant");
        assert_eq!(rows[0].cue.text(text), "speech");
    }

    #[test]
    fn a_passage_of_which_the_model_took_a_part_is_whole() {
        let text = "The paper explained:\n\nThe planks of the pier were old. The port knew of it.";
        let first = row(
            text,
            "The paper",
            "explained",
            &["The planks of the pier were old"],
        );
        let rows = heard(text, vec![first]);
        assert_eq!(rows.len(), 1);
        assert_eq!(
            rows[0].content.text(text),
            "The planks of the pier were old. The port knew of it"
        );
    }
}
