//! The words of a reason: from `because` to the end of the clause.

use crate::lexicon::is_function;
use crate::page::Page;
use crate::word::Word;
use dixit_model::Span;

/// Words that may stand between the clause and its reason.
const BETWEEN: usize = 6;

/// The longest reason, in words: what is longer has lost its end.
const LONGEST: usize = 60;

/// The reason that follows a clause: `words` are those behind it.
pub(super) fn behind(page: &Page, sentence: Span, words: &[Word]) -> Option<Span> {
    for place in 0..words.len().min(BETWEEN) {
        if let Some(least) = opens(&words[place..]) {
            return Some(until_end(page, sentence, &words[place..], least));
        }
        if !between(&words[place].lower()) {
            return None;
        }
    }
    None
}

/// The reason before a clause, set off by commas: `citing company rules, he …`.
/// The last of `words` is the clause's first.
pub(super) fn ahead(page: &Page, sentence: Span, words: &[Word]) -> Option<Span> {
    let words = &words[words.len().saturating_sub(LONGEST)..];
    let at = words.last()?.span.start;
    let from = match words.len() {
        LONGEST => words[0].span.start,
        _ => sentence.start,
    };
    let before = &page.text[from..at];
    let end = before.rfind(',')?;
    let start = before[..end].rfind(',').map_or(0, |comma| comma + 1);
    let part = Span::new(from + start, from + end).trimmed(page.text);
    let inside = page.words(part);
    let lead = inside.first()?.lower();
    let leads = matches!(
        lead.as_str(),
        "citing" | "fearing" | "because" | "given" | "worried" | "wary"
    );
    let close = words.iter().filter(|word| word.span.start > part.end);
    (leads && inside.len() > 1 && close.count() <= 5).then_some(part)
}

/// What may stand between `named` and `because`: `by name`, `in this article`,
/// `, a common request,`.
fn between(word: &str) -> bool {
    matches!(
        word,
        "by" | "name"
            | "full"
            | "last"
            | "his"
            | "her"
            | "their"
            | "publicly"
            | "in"
            | "for"
            | "this"
            | "the"
            | "an"
            | "article"
            | "story"
            | "report"
            | "interview"
            | "on"
            | "record"
            | "further"
            | "himself"
            | "herself"
            | "themselves"
            | "partly"
            | "only"
            | "mainly"
            | "either"
    )
}

/// Whether a reason opens with these words, and how many of them it needs.
fn opens(words: &[Word]) -> Option<usize> {
    let lower = |place: usize| words.get(place).map(|word| word.lower());
    let first = lower(0)?;
    let second = lower(1)?;
    let third = lower(2).unwrap_or_default();
    match first.as_str() {
        "because" | "citing" | "fearing" | "owing" | "lest" => Some(2),
        "due" if second == "to" => Some(3),
        "given" if !is_people_word(&second) => Some(2),
        "out" if second == "of" => Some(3),
        "for" if second == "fear" => Some(3),
        // `for security reasons`.
        "for" => {
            let end = words.iter().take(5).position(|word| {
                matches!(word.lower().as_str(), "reason" | "reasons" | "safety")
            })?;
            Some(end + 1)
        }
        "over" | "amid" if feels(&second) || feels(&third) => Some(3),
        "in" if second == "order" && third == "to" => Some(4),
        "in" if second == "discussing" || second == "describing" => Some(2),
        "so" if second == "as" || subject(&second) => Some(3),
        // `since the talks go on`, not `since Friday`; `as the talks go on`
        // may be when, `as they are not allowed to` is why.
        "since" if subject(&second) => Some(3),
        "as" if pronoun(&second) => Some(3),
        // `to speak freely`, not `to reporters`, `to the paper`.
        "to" if is_verb(&words[1]) => Some(2),
        _ => None,
    }
}

fn feels(word: &str) -> bool {
    matches!(word, "fear" | "fears" | "concern" | "concerns" | "worries")
}

fn pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "i" | "we")
}

fn subject(word: &str) -> bool {
    pronoun(word)
        || matches!(
            word,
            "the" | "his" | "her" | "their" | "its" | "no" | "such" | "there" | "that"
        )
}

fn is_people_word(word: &str) -> bool {
    matches!(word, "name" | "names")
}

/// Whether what follows `to` can be a verb: nothing with a capital, no
/// article or pronoun, no plural.
fn is_verb(word: &Word) -> bool {
    let lower = word.lower();
    let plural = lower.ends_with('s') && !lower.ends_with("ss");
    let be = matches!(lower.as_str(), "be" | "have" | "do");
    !word.is_capital() && !plural && (be || !is_function(&lower)) && lower != "media"
}

/// From the first of `words` to the end of their clause, which is not looked
/// for in the first `least`.
pub(super) fn until_end(page: &Page, sentence: Span, words: &[Word], least: usize) -> Span {
    let words = &words[..words.len().min(LONGEST)];
    let start = words.first().map_or(sentence.end, |word| word.span.start);
    let mut end = words.last().map_or(start, |word| word.span.end);
    for place in 1..words.len() {
        let gap = &page.text[words[place - 1].span.end..words[place].span.start];
        let stop = gap.contains([';', ':', '(', ')', '"', '“', '”', '—', '–', '\n'])
            || gap.contains(" - ")
            || gap.contains("--")
            || gap.contains(',') && !lists(page, &words[place..])
            || turns(&words[place..]);
        if place >= least.max(1) && stop {
            end = words[place - 1].span.end;
            break;
        }
    }
    Span::new(start, end.min(sentence.end))
}

/// Whether a comma stands inside a list: `diplomatic, military and other talks`.
fn lists(page: &Page, words: &[Word]) -> bool {
    let [one, two, ..] = words else {
        return false;
    };
    let gap = &page.text[one.span.end..two.span.start];
    one.text.len() > 3
        && (gap == " " && matches!(two.text, "and" | "or") || gap.starts_with(", "))
        && !one.lower().ends_with("ing")
        && !matches!(one.lower().as_str(), "said" | "told" | "however" | "though")
}

/// `and spoke on condition of anonymity`, `but said`: the clause goes on to
/// something else than the reason.
fn turns(words: &[Word]) -> bool {
    let [joint, verb, ..] = words else {
        return false;
    };
    let verb = verb.lower();
    match joint.lower().as_str() {
        "and" => matches!(
            verb.as_str(),
            "spoke"
                | "asked"
                | "requested"
                | "insisted"
                | "said"
                | "told"
                | "so"
                | "thus"
                | "therefore"
                | "wished"
                | "wanted"
                | "declined"
                | "added"
        ),
        "but" => true,
        _ => false,
    }
}
