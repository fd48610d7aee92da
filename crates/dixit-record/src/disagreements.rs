//! Where accounts of one story differ.

mod numbers;
mod terms;

use crate::corpus::Corpus;
use crate::statements::{Row, Statements};
use dixit_model::{Disagreement, DisagreementKind, Passage, Side, Spans};
use std::collections::BTreeSet;

pub(crate) use numbers::numbers;
pub(crate) use terms::terms;

/// Stems of cues that deny.
const DENYING: &[&str] = &[
    "deni",
    "deny",
    "reject",
    "refut",
    "dismiss",
    "disput",
    "rebut",
    "contradict",
];
/// How much of the lighter content two sides of a denial must share.
const SHARED: f32 = 0.5;

/// Denials; statements that are denied learn by whom.
pub(crate) fn denials(corpus: &Corpus, statements: &mut Statements) -> Vec<Disagreement> {
    let mut denials = Vec::new();
    for denying in 0..statements.list.len() {
        let Some(row) = statements.rows[denying]
            .iter()
            .find(|row| denies(corpus, row))
        else {
            continue;
        };
        let row = row.clone();
        let denied = (0..statements.list.len())
            .filter(|&other| {
                let (a, b) = (&statements.list[denying], &statements.list[other]);
                let apart = !overlap(corpus, &row, &statements.rows[other]);
                other != denying && a.speaker != b.speaker && b.speaker.is_some() && apart
            })
            .map(|other| (shared(corpus, &row, &statements.rows[other]), other))
            .filter(|&(shared, _)| shared >= SHARED)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, denied)) = denied else { continue };
        let id = statements.list[denying].id.clone();
        let claim = &mut statements.list[denied];
        claim.denied_by.push(id);
        let about = claim.gist.clone();
        let side = |number: usize| Side {
            text: statements.list[number].gist.clone(),
            passages: passages(corpus, &statements.rows[number]),
        };
        denials.push(Disagreement {
            kind: DisagreementKind::Denial,
            about,
            sides: vec![side(denied), side(denying)],
        });
    }
    denials
}

/// Whether some rows stand in the very words of another: what is denied in
/// them is one report, not two.
fn overlap(corpus: &Corpus, row: &Row, rows: &[Row]) -> bool {
    let hull = |row: &Row| {
        corpus.readings[row.reading].attributions[row.index]
            .content
            .hull()
    };
    rows.iter().any(|other| {
        let both = hull(row).zip(hull(other));
        other.reading == row.reading && both.is_some_and(|(a, b)| a.overlaps(b))
    })
}

fn denies(corpus: &Corpus, row: &Row) -> bool {
    let attribution = &corpus.readings[row.reading].attributions[row.index];
    attribution.cue.iter().any(|&cue| {
        corpus.words_of(row.reading, cue).iter().any(|word| {
            let stem = corpus.vocabulary.stem(word.term);
            DENYING.iter().any(|deny| stem.starts_with(deny))
        })
    })
}

/// The weight of what a denial shares with a statement, over the lighter.
fn shared(corpus: &Corpus, denial: &Row, rows: &[Row]) -> f32 {
    let weight = |term: u32| {
        let weight = corpus.vocabulary.weight(term).min(6.0);
        if weight < 1.5 { 0.0 } else { weight }
    };
    let own: BTreeSet<u32> = denial.terms.iter().map(|t| t.term).collect();
    let theirs: BTreeSet<u32> = rows.iter().flat_map(|r| &r.terms).map(|t| t.term).collect();
    let sum = |terms: &BTreeSet<u32>| terms.iter().map(|&t| weight(t)).sum::<f32>();
    let both: f32 = own.intersection(&theirs).map(|&t| weight(t)).sum();
    let least = sum(&own).min(sum(&theirs));
    if own
        .intersection(&theirs)
        .filter(|&&t| weight(t) > 0.0)
        .count()
        < 2
        || least == 0.0
    {
        return 0.0;
    }
    both / least
}

/// Where the contents of some rows stand.
fn passages(corpus: &Corpus, rows: &[Row]) -> Vec<Passage> {
    rows.iter()
        .filter_map(|row| {
            let attribution = &corpus.readings[row.reading].attributions[row.index];
            let span = attribution.content.hull()?;
            Some(Passage {
                article: row.reading,
                span,
            })
        })
        .collect()
}
