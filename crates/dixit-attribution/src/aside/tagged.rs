//! `“We sail tonight,” Veld said.`: who is named right behind a quotation that
//! a comma ends speaks it, whoever else a model gave it to.

use crate::page::Page;
use crate::quotation::{Quotation, Quotations};
use crate::row::{Contents, Row};
use crate::word::{Word, bare};
use dixit_model::{Span, Spans};

/// How far behind the quotation its tag may reach, in bytes.
const REACH: usize = 70;
/// Words of the longest name in a tag.
const NAME: usize = 4;
/// How sure a row is that no model found.
const CONFIDENCE: f32 = 0.85;

/// Gives every quotation with a tag to whoever the tag names.
pub(super) fn hear(page: &Page, quotations: &Quotations, rows: &mut Vec<Row>) {
    // Quotations do not overlap, so what one gains does not matter to the next.
    let contents = Contents::of(rows);
    let mut from = 0;
    while let Some(&quotation) = quotations.from(from) {
        from = quotation.span.end.max(from + 1);
        if let Some((source, cue)) = tag(page, quotation) {
            let near = contents.over(quotation.span);
            give(page, rows, &near, quotation.span, source, cue);
        }
    }
}

/// Source and cue behind a quotation.
fn tag(page: &Page, quotation: Quotation) -> Option<(Span, Span)> {
    let inner = quotation.inner.of(page.text).trim_end();
    if !quotation.closed || !inner.ends_with(',') || page.words(quotation.inner).len() < 3 {
        return None;
    }
    let words = page.words_after(quotation.span.end, REACH);
    let first = words.first()?;
    if !page.text[quotation.span.end..first.span.start]
        .trim()
        .is_empty()
    {
        return None;
    }
    let (name, verb) = if says(first) {
        (named(page, &words[1..])?, *first)
    } else {
        let name = if matches!(first.text, "he" | "she" | "they") {
            first.span
        } else {
            named(page, &words)?
        };
        let verb = words.iter().find(|word| word.span.start >= name.end)?;
        (name, *verb)
    };
    let gap = page
        .text
        .get(name.end.min(verb.span.end)..verb.span.start.max(name.start))?;
    (says(&verb) && gap.trim().is_empty()).then_some((name, verb.span))
}

/// The capitalised words that begin here.
fn named(page: &Page, words: &[Word]) -> Option<Span> {
    let is_name = |word: &&Word| word.is_capital();
    let run = words.iter().take_while(is_name).count();
    let joined = words[..run].windows(2).all(|pair| {
        let gap = &page.text[pair[0].span.end..pair[1].span.start];
        gap.trim().is_empty()
    });
    let (first, last) = (words.first()?, words.get(run.checked_sub(1)?)?);
    let end = last.span.start + bare(last.text).len();
    (run <= NAME && joined && !last.is_possessive()).then(|| Span::new(first.span.start, end))
}

fn says(word: &Word) -> bool {
    matches!(
        word.text,
        "said"
            | "says"
            | "wrote"
            | "writes"
            | "added"
            | "tweeted"
            | "warned"
            | "replied"
            | "argued"
    )
}

/// Gives what is quoted to `source`, unless a row of those `near` it has it so.
fn give(page: &Page, rows: &mut Vec<Row>, near: &[usize], quoted: Span, source: Span, cue: Span) {
    let shared = |row: &Row| -> usize {
        let parts = row.content.iter().filter(|part| part.overlaps(quoted));
        parts
            .map(|part| part.end.min(quoted.end) - part.start.max(quoted.start))
            .sum()
    };
    let mut others = near.iter().map(|&index| &rows[index]);
    let known = others
        .clone()
        .any(|row| shared(row) > 0 && (row.source.touch(source) || row.cue.touch(cue)));
    // Of a whole that goes on behind the tag, the tag says nothing.
    let around = others.any(|row| {
        let mut parts = row.content.iter();
        parts.any(|part| part.start < quoted.start && part.end > cue.end)
    });
    if known || around {
        return;
    }
    let sentence = page.sentence(quoted.start);
    let last = page.sentence(quoted.end.saturating_sub(1));
    let holder = near
        .iter()
        .copied()
        .filter(|&index| 2 * shared(&rows[index]) > quoted.len())
        .max_by_key(|&index| shared(&rows[index]));
    match holder {
        Some(index) if rows[index].is_bare() => {
            let row = &mut rows[index];
            row.source = vec![source];
            row.cue = vec![cue];
            row.continues = None;
            row.confidence = row.confidence.max(CONFIDENCE);
            return;
        }
        Some(index) => {
            let there = page.sentence(rows[index].anchor().start);
            let others = rows[index]
                .content
                .iter()
                .any(|part| !part.overlaps(quoted));
            if (sentence..=last).contains(&there) || !others {
                return;
            }
            rows[index].content.retain(|part| !part.overlaps(quoted));
        }
        None => {}
    }
    rows.push(Row {
        source: vec![source],
        cue: vec![cue],
        content: vec![quoted],
        confidence: CONFIDENCE,
        ..Row::default()
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aside::tests::heard_by;
    use crate::row::row;

    fn heard(text: &str, rows: Vec<Row>) -> Vec<[String; 3]> {
        let rows = heard_by(hear, text, rows);
        rows.iter()
            .map(|row| [&row.source, &row.cue, &row.content].map(|role| role.text(text)))
            .collect()
    }

    #[test]
    fn a_quotation_that_nobody_found_is_his_who_is_named_behind_it() {
        let text = "The port is shut. “We sail tonight,” Tomas Veld said.";
        let want = ["Tomas Veld", "said", "“We sail tonight,”"];
        assert_eq!(heard(text, Vec::new()), [want]);
        let turned = "“We sail tonight,” said Ilse Marant, the mayor.";
        assert_eq!(heard(turned, Vec::new())[0][0], "Ilse Marant");
    }

    #[test]
    fn what_seems_to_carry_on_has_its_own_speaker() {
        let text = "“It is late,” Marant said.\n\n“We sail tonight,” Veld said.";
        let first = row(text, "Marant", "said", &["“It is late,”"]);
        let second = Row {
            continues: Some(0),
            ..row(text, "", "", &["“We sail tonight,”"])
        };
        let found = heard(text, vec![first, second]);
        assert_eq!(found[1], ["Veld", "said", "“We sail tonight,”"]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn no_tag_no_speaker() {
        assert!(heard("“We sail tonight,” the banner read.", Vec::new()).is_empty());
        assert!(heard("The ship “Dawn” Veld said was late.", Vec::new()).is_empty());
    }
}
