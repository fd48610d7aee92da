//! Clauses that keep somebody's name out of the article, and give a reason.

use super::reason;
use crate::page::Page;
use crate::word::Word;
use dixit_model::Span;

/// `spoke on condition of anonymity because …`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    /// The word that keeps the name out: `anonymity`, `named`, `authorised`.
    pub at: Span,
    /// The reason it gives.
    pub reason: Span,
}

/// The clauses of an article that give a reason, in text order.
pub(super) fn clauses(page: &Page) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for sentence in &page.sentences {
        // Most articles name everybody; most sentences hold none of these.
        let text = sentence.of(page.text);
        let some = ["nonym", "name", "identi", "quoted", "uthori"];
        if !some.iter().any(|part| text.contains(part)) {
            continue;
        }
        let words = page.words(*sentence);
        let from = clauses.len();
        for place in 0..words.len() {
            let Some(first) = withholds(&words, place) else {
                continue;
            };
            let behind = reason::behind(page, *sentence, &words[place + 1..]);
            let reason = behind.or_else(|| reason::ahead(page, *sentence, &words[..=first]));
            if let Some(reason) = reason {
                let at = words[place].span;
                clauses.push(Clause { at, reason });
            }
        }
        for place in 0..words.len() {
            if let Some(reason) = not_allowed(page, *sentence, &words, place)
                && !clauses[from..]
                    .iter()
                    .any(|other| other.reason.overlaps(reason))
            {
                let at = words[place].span;
                clauses.push(Clause { at, reason });
            }
        }
    }
    clauses
}

/// Verbs and nouns with which somebody bargains for a name left out.
fn bargains(word: &str) -> bool {
    const STEMS: [&str; 17] = [
        "condition",
        "request",
        "ask",
        "sought",
        "seek",
        "grant",
        "demand",
        "insist",
        "promis",
        "guarantee",
        "want",
        "wish",
        "prefer",
        "chose",
        "agree",
        "exchange",
        "given",
    ];
    STEMS.iter().any(|stem| word.starts_with(stem))
}

/// Whether the word at `place` says that a name is kept out: where the clause
/// that says so begins.
fn withholds(words: &[Word], place: usize) -> Option<usize> {
    let lower = |place: usize| words[place].lower();
    let word = lower(place);
    let from = place.saturating_sub(8);
    let before: Vec<String> = (from..place).map(lower).collect();
    let bargain = before.iter().rposition(|word| bargains(word));
    let refusal = before
        .iter()
        .rposition(|word| word.starts_with("declin") || word.starts_with("refus"));
    let negation = before.iter().rposition(|word| is_not(word));
    let follows = |after: &str| before.last().is_some_and(|word| word == after);
    let found = match word.as_str() {
        "anonymity" => bargain,
        "anonymous" if follows("remain") || follows("stay") || follows("be") => bargain,
        "anonymously" => before
            .iter()
            .rposition(|word| word.starts_with("spoke") || word.starts_with("speak")),
        "named" | "identified" | "quoted" => {
            let passive = before
                .iter()
                .rev()
                .take(2)
                .any(|word| matches!(word.as_str(), "be" | "being"));
            // `cannot be named for legal reasons`, `asked not to be named`.
            let barred = negation.filter(|&not| {
                before[not].starts_with("can")
                    || before[not].starts_with("could")
                    || not > 0 && matches!(before[not - 1].as_str(), "can" | "could")
                    || bargain.is_some()
            });
            refusal.or(barred).filter(|_| passive)
        }
        // `asked that his name not be used`, `did not want her name published`.
        "used" | "published" | "printed" | "disclosed" | "withheld" => {
            let name = before
                .iter()
                .rposition(|word| matches!(word.as_str(), "name" | "names" | "identity"))?;
            let near = before.len() - name <= 4;
            let left_out = negation.is_some() || word == "withheld";
            bargain.filter(|_| near && left_out)
        }
        _ => None,
    };
    found.map(|place| from + place)
}

/// `not authorised to speak publicly`: a reason that is its own clause.
fn not_allowed(page: &Page, sentence: Span, words: &[Word], place: usize) -> Option<Span> {
    let word = words[place].lower();
    let allowed = matches!(
        word.as_str(),
        "authorized" | "authorised" | "permitted" | "allowed"
    );
    let barred = matches!(word.as_str(), "unauthorized" | "unauthorised");
    if !(allowed || barred) {
        return None;
    }
    let from = place.saturating_sub(3);
    let not = (from..place).rev().find(|&at| is_not(&words[at].lower()));
    let first = if barred { place } else { not? };
    let mut after = words[place + 1..].iter().map(|word| word.lower());
    if after.next()? != "to" {
        return None;
    }
    after
        .take(3)
        .any(|word| speaks(&word))
        .then(|| reason::until_end(page, sentence, &words[first..], 0))
}

fn is_not(word: &str) -> bool {
    matches!(word, "not" | "never" | "cannot") || word.ends_with("n't") || word.ends_with("n’t")
}

/// What those who may not be named were not allowed to do.
fn speaks(word: &str) -> bool {
    matches!(
        word,
        "speak"
            | "talk"
            | "discuss"
            | "comment"
            | "disclose"
            | "reveal"
            | "release"
            | "share"
            | "describe"
            | "divulge"
            | "brief"
            | "confirm"
            | "quoted"
            | "named"
            | "identified"
    )
}
