//! Who is named by a preposition or in a clause with *as*: `The port will open,
//! according to the ministry`; `As the Post points out, the port is shut.`

use super::{Aside, end_at, speaks};
use crate::page::Page;
use crate::quotation::Quotations;
use crate::row::Row;
use crate::word::Word;
use dixit_language::communicates;
use dixit_model::{Span, Spans};

/// Words of the longest source looked for.
const LONGEST: usize = 14;
/// How sure a row is that no model found.
const CONFIDENCE: f32 = 0.75;

/// Gives everyone so named the clause as content, with who speaks in it.
pub(super) fn hear(page: &Page, quotations: &Quotations, rows: &mut Vec<Row>) {
    for index in 0..page.sentences.len() {
        let sentence = page.sentences[index];
        if sentence.len() > super::SENTENCE {
            continue;
        }
        let words = page.words(sentence);
        let found = (0..words.len())
            .find_map(|place| preposition(page, &words, place, sentence))
            .or_else(|| clause(page, &words, sentence));
        if let Some(aside) = found
            && quotations.at(aside.cue.start).is_none()
        {
            take(page, rows, aside);
        }
    }
}

fn preposition(page: &Page, words: &[Word], place: usize, sentence: Span) -> Option<Aside> {
    let cue = match words[place].lower().as_str() {
        "according" if words.get(place + 1)?.text == "to" => {
            words[place].span.hull(words[place + 1].span)
        }
        // `three ships per day` counts; `per the ministry` names.
        "per"
            if place > 0
                && page.text[words[place - 1].span.end..words[place].span.start].contains(',')
                && words
                    .get(place + 1)
                    .is_some_and(|next| next.is_capital() || next.text == "the") =>
        {
            words[place].span
        }
        _ => return None,
    };
    // `wrote that according to a guard, P` belongs to who wrote.
    if place > 0
        && matches!(
            &*words[place - 1].lower(),
            "that" | "because" | "while" | "when" | "if" | "as" | "which" | "who"
        )
    {
        return None;
    }
    let first = words.iter().position(|word| word.span.start >= cue.end)?;
    let source = source(page, &words[first..])?;
    let clause = if words[..place].iter().all(|word| opens(&word.lower())) {
        let rest = page.text[source.end..sentence.end].trim_start();
        if !rest.starts_with([',', ':']) {
            return None;
        }
        let clause = sentence_end(page, Span::new(source.end + 1, sentence.end));
        // `According to the ministry,` above the passage that it put out.
        if clause.is_empty() {
            super::block::passage(page, sentence.end)?
        } else {
            clause
        }
    } else {
        sentence_end(page, Span::new(sentence.start, cue.start))
    };
    (page.words(clause).len() >= 3).then_some(Aside {
        source,
        cue,
        clause,
    })
}

/// `As the Post points out, P`.
fn clause(page: &Page, words: &[Word], sentence: Span) -> Option<Aside> {
    if words.first()?.text != "As" {
        return None;
    }
    let comma = sentence.start + page.text[sentence.range()].find(',')?;
    let verb = (2..words.len().min(LONGEST)).find(|&place| {
        let word = words[place].lower();
        words[place].span.end <= comma && finite(&word) && communicates(&word)
    })?;
    let last = match words.get(verb + 1) {
        Some(next) if next.text == "out" => verb + 1,
        _ => verb,
    };
    let named = &words[1..verb];
    let source = named.first()?.span.hull(named.last()?.span);
    // Nothing but the verb may stand before the comma.
    if !page.text[words[last].span.end..comma].trim().is_empty() || !speaks(page, source, named) {
        return None;
    }
    let clause = sentence_end(page, Span::new(comma + 1, sentence.end));
    (page.words(clause).len() >= 3).then_some(Aside {
        source,
        cue: words[verb].span.hull(words[last].span),
        clause,
    })
}

fn finite(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with('s') || matches!(word, "said" | "told" | "wrote" | "put")
}

/// Words that may stand before a leading `according to`.
fn opens(word: &str) -> bool {
    matches!(word, "and" | "but" | "yet" | "meanwhile" | "still" | "also")
}

/// The words that name somebody, up to a mark or a relative clause.
pub(super) fn source(page: &Page, words: &[Word]) -> Option<Span> {
    let mut last = 0;
    for (place, word) in words.iter().enumerate().skip(1).take(LONGEST) {
        let gap = &page.text[words[place - 1].span.end..word.span.start];
        let joins = word.text == "and"
            && words[place - 1].is_capital()
            && words.get(place + 1).is_some_and(Word::is_capital);
        let mark = gap.contains([',', ';', ':', '“', '"', '(', ')', '—', '–', '\n']);
        if mark || !joins && (parts(word.text) || matches!(word.text, "and" | "but" | "as")) {
            break;
        }
        last = place;
    }
    let named = words.get(..=last)?;
    let source = named.first()?.span.hull(named[last].span);
    speaks(page, source, named).then_some(source)
}

/// Words that begin what a source can do without: `a report published on Monday`.
fn parts(word: &str) -> bool {
    matches!(
        word,
        "who"
            | "which"
            | "that"
            | "updated"
            | "dated"
            | "published"
            | "released"
            | "obtained"
            | "reviewed"
            | "issued"
            | "posted"
            | "seen"
    )
}

/// `span` without white space, commas and the full stop at its ends.
fn sentence_end(page: &Page, span: Span) -> Span {
    let text = span.of(page.text);
    let head = text.trim_start_matches([' ', ',', ':', '\n', '\u{a0}']);
    let start = span.end - head.len();
    let kept = head.trim_end_matches([' ', '.', ':', '\n', '\u{a0}']);
    // A comma inside closing quotation marks stays with its quotation.
    let kept = kept.trim_end_matches(',').trim_end();
    Span::new(start, start + kept.len())
}

fn take(page: &Page, rows: &mut Vec<Row>, aside: Aside) {
    let known = rows
        .iter()
        .position(|row| row.cue.iter().any(|cue| cue.overlaps(aside.cue)));
    // Who speaks in the clause belongs into the content with his verb.
    let inside = |row: &Row| {
        !row.source.is_empty()
            && !row.cue.is_empty()
            && row
                .source
                .iter()
                .chain(&row.cue)
                .all(|span| aside.clause.contains(*span))
            && row.content_hull().start < aside.clause.end
            && row.content_hull().end > aside.clause.start
    };
    let others: Vec<Span> = rows
        .iter()
        .enumerate()
        .filter(|(index, row)| Some(*index) != known && inside(row))
        .map(|(_, row)| row.hull())
        .collect();
    // A quotation can begin sentences before its verb.
    let start = others
        .iter()
        .map(|hull| hull.start)
        .fold(aside.clause.start, usize::min);
    let whole = Span::new(start, aside.clause.end);
    let outer = match known {
        Some(index) => {
            let content = rows[index].content_hull();
            // The frame took what is said and left out who says it.
            let torn = others.iter().any(|hull| {
                let hull = Span::new(hull.start, hull.end.min(whole.end).max(hull.start));
                hull.overlaps(content) && !content.contains(hull)
            });
            if !torn || !whole.contains(content) && content.end > whole.end {
                return;
            }
            rows[index].content = vec![Span::new(start.min(content.start), whole.end)];
            index
        }
        None => {
            let bare = rows.iter().position(|row| {
                row.is_bare() && row.content.hull().is_some_and(|hull| whole.contains(hull))
            });
            let row = Row {
                source: vec![aside.source],
                cue: vec![aside.cue],
                content: vec![whole],
                confidence: CONFIDENCE,
                ..Row::default()
            };
            match bare {
                Some(index) => {
                    let (parent, continues) = (rows[index].parent, rows[index].continues);
                    rows[index] = Row {
                        parent,
                        continues,
                        ..row
                    };
                    index
                }
                None => {
                    rows.push(row);
                    rows.len() - 1
                }
            }
        }
    };
    end_at(page, rows, outer, aside);
    // A row of the paragraph before does not carry on over it.
    for (index, row) in rows.iter_mut().enumerate() {
        let before = row.anchor().end < whole.start && index != outer && !row.is_bare();
        if before && row.content_hull().start < whole.start {
            let apart = |part: &Span| {
                !whole.contains(*part) || !page.text[row.anchor().end..part.start].contains('\n')
            };
            let kept: Vec<Span> = row.content.iter().copied().filter(apart).collect();
            if !kept.is_empty() {
                row.content = kept;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aside::tests::heard_by;
    use crate::row::row;

    fn heard(text: &str, rows: Vec<Row>) -> Vec<Row> {
        heard_by(hear, text, rows)
    }

    #[test]
    fn who_passes_it_on_is_the_outer_row() {
        let text = "“The pier is safe,” the harbour master said, according to the Orrin newspaper.";
        let inner = row(text, "the harbour master", "said", &["“The pier is safe,”"]);
        let rows = heard(text, vec![inner]);
        assert_eq!(rows[1].source.text(text), "the Orrin newspaper");
        assert_eq!(rows[1].cue.text(text), "according to");
        assert_eq!(
            rows[1].content.text(text),
            "“The pier is safe,” the harbour master said"
        );
    }

    #[test]
    fn a_frame_that_left_the_speaker_out_takes_it_in() {
        let text = "Veld told the crews to sail, according to two officials who saw the order.";
        let rows = heard(
            text,
            vec![
                row(text, "Veld", "told", &["the crews to sail"]),
                row(
                    text,
                    "two officials",
                    "according to",
                    &["the crews to sail"],
                ),
            ],
        );
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].content.text(text), "Veld told the crews to sail");
    }

    #[test]
    fn a_leading_as_names_who_says_it() {
        let text = "As the Orrin newspaper points out, the pier was never safe.";
        let rows = heard(text, Vec::new());
        assert_eq!(rows[0].source.text(text), "the Orrin newspaper");
        assert_eq!(rows[0].cue.text(text), "points out");
        assert_eq!(rows[0].content.text(text), "the pier was never safe");
    }

    #[test]
    fn what_goes_by_a_plan_is_nobodys() {
        for text in [
            "Everything went according to plan in the harbour.",
            "The ferries carry 200 cars, per trip, to the island.",
        ] {
            assert!(heard(text, Vec::new()).is_empty(), "{text}");
        }
    }
}
