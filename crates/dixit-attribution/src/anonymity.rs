//! Why a speaker is not named, where the text says so.

mod clause;
mod reason;

use crate::cast::Cast;
use crate::lexicon::{is_people, is_role};
use crate::page::Page;
use crate::row::Row;
use crate::split;
use clause::Clause;
use dixit_model::{NameKind, Resolved, Span, Spans};

/// How far from a clause a source may stand of which it speaks, in bytes.
const REACH: usize = 2_000;

/// How far into its sentence a clause may stand that speaks of what comes after.
const LEAD: usize = 60;

/// Of each row, the words that give the reason why its speaker is not named:
/// `because she feared for her job`.
///
/// A reason goes with the rows of whoever stands beside it, and with
/// quotations that carry on those rows; never with a speaker who has a name.
pub(crate) fn reasons(
    page: &Page,
    rows: &[Row],
    speakers: &[Option<Resolved>],
    cast: &Cast,
) -> Vec<Option<Span>> {
    let mut reasons = vec![None; rows.len()];
    let clauses = clause::clauses(page);
    if clauses.is_empty() {
        return reasons;
    }
    let unnamed = Unnamed::of(rows, speakers, cast);
    for clause in clauses {
        // `because they were not authorised to tell it` may be a row itself.
        let near = unnamed.near(clause.at.start).iter().copied();
        let near: Vec<Sourced> = near
            .filter(|(source, _)| !clause.reason.contains(*source))
            .collect();
        let Some((source, row)) = owner(page, &near, &clause) else {
            continue;
        };
        let Some(reason) = until_cue(page, clause.reason, &rows[row]) else {
            continue;
        };
        for &(other, row) in &near {
            if other == source && reasons[row].is_none() {
                reasons[row] = Some(reason);
            }
        }
    }
    for row in 0..rows.len() {
        let root = split::root(rows, row);
        if root != row && speakers[row].is_some() {
            reasons[row] = reasons[root];
        }
    }
    reasons
}

/// A source and its row.
type Sourced = (Span, usize);

/// Sources without a name, in text order.
struct Unnamed(Vec<Sourced>);

impl Unnamed {
    fn of(rows: &[Row], speakers: &[Option<Resolved>], cast: &Cast) -> Self {
        let mut all: Vec<Sourced> = (0..rows.len())
            .filter(|&row| {
                let speaker = speakers[row].as_ref();
                speaker.is_none_or(|speaker| cast.figures[speaker.entity].head.is_some())
            })
            .filter_map(|row| Some((rows[row].source.hull()?, row)))
            .collect();
        all.sort();
        Unnamed(all)
    }

    /// Those that `at` may speak of.
    fn near(&self, at: usize) -> &[Sourced] {
        let first = self.0.partition_point(|(span, _)| span.start + REACH < at);
        let last = self.0.partition_point(|(span, _)| span.start < at + REACH);
        &self.0[first..last]
    }
}

/// The source of whom a clause speaks.
fn owner(page: &Page, near: &[Sourced], clause: &Clause) -> Option<Sourced> {
    let at = clause.at.start;
    // `an official who asked not to be named said`: the clause is of the source.
    let within = near.iter().find(|(source, _)| source.contains(clause.at));
    if let Some(&found) = within {
        return Some(found);
    }
    let sentence = page.sentence(at);
    let here = near
        .iter()
        .filter(|(source, _)| page.sentence(source.start) == sentence);
    let before = here.clone().filter(|(source, _)| source.end <= at);
    if let Some(&found) = before.min_by_key(|(source, row)| (at - source.end, *row)) {
        return Some(found);
    }
    // `Speaking on condition of anonymity because …, an official said`.
    let mut after = here.filter(|(source, _)| source.start > at);
    let leads = page.sentence_span(at).start + LEAD > at;
    match after.next() {
        Some(&found) if leads => Some(found),
        _ => neighbour(page, near, clause),
    }
}

/// `The official spoke on condition of anonymity because …`, in a sentence of
/// its own: the source nearest before it, else after it, that its subject means.
fn neighbour(page: &Page, near: &[Sourced], clause: &Clause) -> Option<Sourced> {
    let at = clause.at.start;
    let sentence = page.sentence_span(at);
    let words = page.words_before(at);
    let first = words
        .first()
        .filter(|word| word.span.start < sentence.start + 3)?;
    let names = &page.names[page.names_in(Span::new(sentence.start, at))];
    if names.iter().any(|name| name.kind == NameKind::Person) {
        return None;
    }
    let nouns: Vec<String> = words
        .iter()
        .map(|word| word.lower())
        .filter(|word| is_people(word) || is_role(word))
        .collect();
    let looks_back = matches!(
        first.lower().as_str(),
        "he" | "she" | "they" | "both" | "all" | "some" | "most" | "each" | "neither"
    );
    let place = page.paragraph(page.sentence(at));
    let fits = |&&(source, _): &&Sourced| {
        let apart = page.paragraph(page.sentence(source.start)).abs_diff(place);
        let same = page.words(source).iter().any(|word| {
            let word = word.lower();
            nouns.iter().any(|noun| singular(noun) == singular(&word))
        });
        apart <= 1 && (same || looks_back)
    };
    let parted = near.partition_point(|(source, _)| source.start < sentence.start);
    let (before, after) = near.split_at(parted);
    let found = before.iter().rev().find(fits);
    // `he` looks back; `the official` may be heard only after.
    let found = found.or_else(|| after.iter().filter(|_| !looks_back).find(fits));
    found.copied()
}

fn singular(noun: &str) -> &str {
    match noun {
        "people" => "person",
        noun => noun.strip_suffix('s').unwrap_or(noun),
    }
}

/// `reason` up to where the row's own cue begins.
fn until_cue(page: &Page, reason: Span, row: &Row) -> Option<Span> {
    let cue = row.cue.iter().find(|cue| cue.end > reason.start);
    let end = cue.map_or(reason.end, |cue| cue.start.min(reason.end));
    let kept = Span::new(reason.start, end.max(reason.start)).trimmed(page.text);
    (page.words(kept).len() > 1).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotation::Quotations;
    use crate::resolver::Resolver;
    use crate::row::row;
    use dixit_model::{Analysis, Article, Name};

    /// The reason on the row of these words, with `named` known as a person.
    fn of(text: &str, row: Row, named: &str) -> Option<String> {
        let article = Article::plain("t", text);
        let names = text.find(named).filter(|_| !named.is_empty());
        let names = names.map(|start| Name {
            span: Span::new(start, start + named.len()),
            kind: NameKind::Person,
            confidence: 0.9,
        });
        let cut = dixit_language::segment(text, &[]);
        let analysis = Analysis {
            sentences: cut.sentences,
            names: names.into_iter().collect(),
            ..Analysis::default()
        };
        let page = Page::new(&article, &analysis);
        let quotations = Quotations::of(text);
        let rows = [row];
        let resolver = Resolver::new(&page, &quotations, &rows);
        let found = reasons(&page, &rows, &resolver.speakers, &resolver.cast);
        found[0].map(|span| span.of(text).to_owned())
    }

    fn beside(clause: &str) -> Option<String> {
        let text = format!("The pier is unsafe, said a port official, {clause}. The port is shut.");
        let row = row(&text, "a port official", "said", &["The pier is unsafe"]);
        of(&text, row, "")
    }

    #[test]
    fn the_reason_stands_behind_the_clause() {
        for (clause, reason) in [
            (
                "who spoke on condition of anonymity because she feared for her job",
                "because she feared for her job",
            ),
            (
                "who asked not to be named, citing company rules",
                "citing company rules",
            ),
            (
                "who declined to be identified since the talks go on",
                "since the talks go on",
            ),
            ("who requested anonymity to speak freely", "to speak freely"),
            (
                "who did not want his name used for fear of losing his post",
                "for fear of losing his post",
            ),
            (
                "who was not authorised to speak publicly and asked to remain anonymous",
                "not authorised to speak publicly",
            ),
            (
                "who asked that her identity not be disclosed because the talks go on",
                "because the talks go on",
            ),
            (
                "who, fearing reprisals, insisted on anonymity",
                "fearing reprisals",
            ),
        ] {
            assert_eq!(beside(clause).as_deref(), Some(reason), "{clause}");
        }
    }

    #[test]
    fn no_reason_is_none() {
        for clause in [
            "who spoke on condition of anonymity",
            "who spoke on condition of anonymity to The Harbour Post",
            "who asked not to be named as the ferry left",
            "whose crews were not authorised to enter the port",
        ] {
            assert_eq!(beside(clause), None, "{clause}");
        }
    }

    #[test]
    fn the_clause_inside_a_source_ends_before_the_cue() {
        let text = "An aide who spoke on condition of anonymity to describe the talks said the \
                    pier would close.";
        let source = "An aide who spoke on condition of anonymity to describe the talks";
        let row = row(text, source, "said", &["the pier would close"]);
        assert_eq!(of(text, row, "").as_deref(), Some("to describe the talks"));
    }

    #[test]
    fn a_sentence_of_its_own_goes_with_whom_its_subject_means() {
        let text = |subject: &str| {
            format!(
                "The pier would close, two aides said. {subject} spoke on condition of anonymity \
                 because the plan is secret."
            )
        };
        let of_subject = |subject: &str, named: &str| {
            let text = text(subject);
            let row = row(&text, "two aides", "said", &["The pier would close"]);
            of(&text, row, named)
        };
        let reason = Some("because the plan is secret".to_owned());
        assert_eq!(of_subject("The aides", ""), reason);
        assert_eq!(of_subject("They", ""), reason);
        assert_eq!(of_subject("The captain", ""), None);
        assert_eq!(of_subject("Ada Quill", "Ada Quill"), None);
    }

    #[test]
    fn whoever_is_meant_inside_a_reason_does_not_own_it() {
        let text = "Two aides spoke on condition of anonymity because they were not authorised to \
                    discuss the plan.";
        let row = row(
            text,
            "they",
            "were not authorised to discuss",
            &["the plan"],
        );
        assert_eq!(of(text, row, ""), None);
    }

    #[test]
    fn who_has_a_name_gives_no_reason_for_having_none() {
        let text = "Ada Quill said the pier would close, speaking on condition of anonymity \
                    because the plan is secret.";
        let row = row(text, "Ada Quill", "said", &["the pier would close"]);
        assert_eq!(of(text, row, "Ada Quill"), None);
    }
}
