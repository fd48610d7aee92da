//! The speaker named in an aside: `The port will open, the ministry said on Friday.`
//!
//! Models trained on outermost attributions can take the attribution inside
//! such a sentence for the outermost one and lose who told the outlet.

mod according;
mod block;
mod citing;
mod labelled;
mod tagged;

use crate::lexicon::{is_body, is_document, is_people, is_role};
use crate::occasion::is_day;
use crate::page::Page;
use crate::quotation::Quotations;
use crate::row::Row;
use crate::word::Word;
use dixit_language::communicates;
use dixit_model::{Span, Spans};

/// Words of the longest source looked for.
const LONGEST: usize = 14;
/// A sentence longer than this, in bytes, is a list or a table.
const SENTENCE: usize = 1200;
/// How sure a row is that no model found.
const CONFIDENCE: f32 = 0.7;

/// Gives everybody named beside a clause or before a passage that as content.
pub(crate) fn hear(page: &Page, quotations: &Quotations, rows: &mut Vec<Row>) {
    verbs(page, quotations, rows);
    according::hear(page, quotations, rows);
    citing::hear(page, quotations, rows);
    block::hear(page, rows);
    labelled::hear(page, rows);
    tagged::hear(page, quotations, rows);
}

/// Gives every aside with a verb the clause before it as its content.
fn verbs(page: &Page, quotations: &Quotations, rows: &mut Vec<Row>) {
    let placed = |role: fn(&Row) -> &[Span]| {
        let rows = rows.iter().enumerate();
        let mut placed: Vec<(Span, usize)> = rows
            .flat_map(|(index, row)| role(row).iter().map(move |&span| (span, index)))
            .collect();
        placed.sort();
        placed
    };
    let (cues, sources) = (placed(|row| &row.cue), placed(|row| &row.source));
    for &sentence in &page.sentences {
        if sentence.len() > SENTENCE || !sentence.of(page.text).contains(',') {
            continue;
        }
        let Some(aside) = find(page, sentence) else {
            continue;
        };
        if quotations.at(aside.cue.start).is_some() || returns(page, rows, &sources, aside) {
            continue;
        }
        let from = cues.partition_point(|(span, _)| span.end <= aside.cue.start);
        let known = cues[from..]
            .first()
            .filter(|(span, _)| span.overlaps(aside.cue))
            .map(|&(_, index)| index);
        let outer = match known {
            Some(index) if covers(&rows[index], aside.clause) => continue,
            Some(index) => {
                rows[index].content = vec![aside.clause];
                if rows[index].source.is_empty() {
                    rows[index].source = vec![aside.source];
                }
                rows[index].parent = None;
                index
            }
            None => {
                rows.push(Row {
                    source: vec![aside.source],
                    cue: vec![aside.cue],
                    content: vec![aside.clause],
                    confidence: CONFIDENCE,
                    ..Row::default()
                });
                rows.len() - 1
            }
        };
        end_at(page, rows, outer, aside);
    }
}

/// `Veld doubted that it was safe, calling it “a risk,” he said`: a pronoun
/// behind a clause comes back to who speaks in it, and relays nothing.
fn returns(page: &Page, rows: &[Row], sources: &[(Span, usize)], aside: Aside) -> bool {
    let pronoun = matches!(
        &*aside.source.of(page.text).to_lowercase(),
        "he" | "she" | "it" | "they"
    );
    let from = sources.partition_point(|(source, _)| source.start < aside.clause.start);
    let end = sources.partition_point(|(source, _)| source.start < aside.clause.end);
    pronoun
        && sources[from..end].iter().any(|&(source, row)| {
            aside.clause.contains(source)
                && rows[row].cue.iter().all(|cue| aside.clause.contains(*cue))
                && page.words(source).iter().any(Word::is_capital)
        })
}

/// An aside and the clause it stands behind.
#[derive(Clone, Copy)]
struct Aside {
    source: Span,
    cue: Span,
    clause: Span,
}

fn find(page: &Page, sentence: Span) -> Option<Aside> {
    let words = page.words(sentence);
    (4..words.len()).rev().find_map(|verb| {
        let word = words[verb].lower();
        let finite = word.ends_with("ed")
            || word.ends_with('s')
            || matches!(&*word, "said" | "told" | "wrote");
        if !finite || !communicates(&word) || !ends(page, words[verb].span.end, sentence.end) {
            return None;
        }
        let mut first = verb;
        while first > 0
            && matches!(
                &*words[first - 1].lower(),
                "has" | "have" | "had" | "also" | "earlier" | "later" | "reportedly"
            )
        {
            first -= 1;
        }
        let cue = Span::new(words[first].span.start, words[verb].span.end);
        let comma = sentence.start + page.text[sentence.start..cue.start].rfind(',')?;
        let named: Vec<Word> = words[..first]
            .iter()
            .copied()
            .filter(|word| word.span.start > comma)
            .collect();
        let source = Span::new(named.first()?.span.start, named.last()?.span.end);
        if named.len() > LONGEST || !speaks(page, source, &named) {
            return None;
        }
        let clause = Span::new(sentence.start, comma).trimmed(page.text);
        stands(page, clause).then_some(Aside {
            source,
            cue,
            clause,
        })
    })
}

/// Whether nothing that could be said follows the verb.
fn ends(page: &Page, from: usize, until: usize) -> bool {
    let rest = page.text[from..until.max(from)].trim_end_matches(['.', '!', '?', ' ']);
    if rest.is_empty() || rest.starts_with(',') {
        return true;
    }
    if rest.len() > 90 || rest.contains(['"', '“', '”', ':']) || rest.contains(" that ") {
        return false;
    }
    let mut words = rest.split_whitespace().map(str::to_lowercase);
    let (first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    match first.as_str() {
        "in" | "at" | "during" | "on" | "by" => {
            matches!(
                &*second,
                "a" | "an" | "the" | "its" | "his" | "her" | "their"
            ) || is_day(&second)
        }
        "yesterday" | "today" | "late" | "earlier" | "last" | "this" => true,
        word => is_day(word),
    }
}

/// Whether the words between comma and verb are somebody.
fn speaks(page: &Page, source: Span, words: &[Word]) -> bool {
    let first = words[0].lower();
    let begins = words[0].is_capital()
        || is_people(&first)
        || words.last().is_some_and(|word| is_people(word.text))
        || matches!(
            &*first,
            "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "its"
                | "their"
                | "he"
                | "she"
                | "it"
                | "they"
                | "two"
                | "one"
        );
    let clause = words.iter().enumerate().any(|(place, word)| {
        // `the Department of Health and Safety` is one name.
        let joins = word.text == "and"
            && place > 0
            && words[place - 1].is_capital()
            && words.get(place + 1).is_some_and(Word::is_capital);
        !joins
            && matches!(
                &*word.lower(),
                "and"
                    | "but"
                    | "which"
                    | "who"
                    | "that"
                    | "as"
                    | "while"
                    | "because"
                    | "if"
                    | "when"
                    | "where"
                    | "though"
            )
    });
    let somebody = !page.names_in(source).is_empty()
        || matches!(&*first, "he" | "she" | "it" | "they")
        || words.iter().any(|word| {
            let word = word.lower();
            is_role(&word) || is_people(&word) || is_body(&word) || is_document(&word)
        });
    begins && somebody && !clause && !page.text[source.range()].contains(['"', '“', '”', '(', ':'])
}

/// Whether the words before the comma can stand as a sentence: `In a statement
/// on Friday` cannot.
fn stands(page: &Page, clause: Span) -> bool {
    let words = page.words(clause);
    let leads_in = words.first().is_some_and(|word| {
        matches!(
            &*word.lower(),
            "in" | "on"
                | "at"
                | "after"
                | "before"
                | "during"
                | "while"
                | "when"
                | "as"
                | "if"
                | "since"
                | "for"
                | "with"
                | "by"
                | "despite"
                | "earlier"
                | "later"
                | "meanwhile"
                | "asked"
                | "according"
                | "speaking"
                | "announcing"
                | "from"
                | "although"
                | "though"
                | "but"
                | "and"
                | "however"
                | "last"
                | "following"
                | "under"
                | "to"
                | "because"
                | "until"
                | "once"
                | "amid"
                | "writing"
                | "citing"
        )
    });
    words.len() >= 4 && !(leads_in && (words.len() < 10 || !clause.of(page.text).contains(',')))
}

fn covers(row: &Row, clause: Span) -> bool {
    let shared: usize = row
        .content
        .iter()
        .map(|part| {
            part.end
                .min(clause.end)
                .saturating_sub(part.start.max(clause.start))
        })
        .sum();
    shared * 2 >= clause.len()
        || row
            .content
            .hull()
            .is_some_and(|hull| hull.start < clause.start)
}

/// Contents inside the clause do not reach into the aside.
fn end_at(page: &Page, rows: &mut [Row], outer: usize, aside: Aside) {
    for (index, row) in rows.iter_mut().enumerate() {
        if index == outer || !row.content.touch(aside.source) {
            continue;
        }
        for part in &mut row.content {
            if part.start < aside.clause.end && part.end > aside.clause.end {
                part.end = aside.clause.end;
            }
        }
        row.content
            .retain(|part| !part.overlaps(aside.source.hull(aside.cue)));
        if row.content.is_empty() {
            row.content = vec![aside.clause];
        }
        debug_assert!(page.text.get(row.content_hull().range()).is_some());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;
    use dixit_model::{Analysis, Article};

    /// What becomes of `rows` when one kind of aside is looked for.
    pub(super) fn heard_by(
        look: impl Fn(&Page, &Quotations, &mut Vec<Row>),
        text: &str,
        mut rows: Vec<Row>,
    ) -> Vec<Row> {
        let article = Article::plain("t", text);
        let page = Page::new(&article, &Analysis::default());
        look(&page, &Quotations::of(text), &mut rows);
        rows
    }

    fn heard(text: &str, rows: Vec<Row>) -> Vec<Row> {
        heard_by(hear, text, rows)
    }

    #[test]
    fn the_relay_at_the_end_is_found() {
        let text = "Marant told Veld in a call that the port would open, the ministry said in a statement.";
        let inner = row(
            text,
            "Marant",
            "told",
            &["that the port would open, the ministry said"],
        );
        let rows = heard(text, vec![inner]);
        assert_eq!(rows[0].content.text(text), "that the port would open");
        assert_eq!(rows[1].source.text(text), "the ministry");
        assert_eq!(rows[1].cue.text(text), "said");
        assert_eq!(
            rows[1].content.text(text),
            "Marant told Veld in a call that the port would open"
        );
    }

    #[test]
    fn an_aside_in_the_middle_takes_the_clause_before_it() {
        let text = "President Ilse Marant is ready to send envoys, the presidency says, as the blockade goes on.";
        let taken = row(text, "the presidency", "says", &["as the blockade goes on"]);
        let rows = heard(text, vec![taken]);
        assert_eq!(rows.len(), 1);
        assert_eq!(
            rows[0].content.text(text),
            "President Ilse Marant is ready to send envoys"
        );
    }

    #[test]
    fn what_only_leads_in_is_no_content() {
        for text in [
            "In a statement on Friday, the ministry said in a post.",
            "The port, which the ministry closed, opened.",
            "After the vote, the president said that he was glad.",
        ] {
            assert!(heard(text, Vec::new()).is_empty(), "{text}");
        }
    }
}
