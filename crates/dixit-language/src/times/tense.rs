//! Whether a sentence speaks of what was or of what will be.

use super::words::Words;

/// What the verbs around a time say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It is over.
    Past,
    /// It lies ahead.
    Future,
    /// They do not say.
    Unknown,
}

/// How many words around the time are looked at: no more than a clause has.
const REACH: usize = 14;

/// The tense around words `start..end`: the nearest verb before them, else the
/// nearest one after.
pub fn tense(words: &Words, start: usize, end: usize) -> Tense {
    let near = start.saturating_sub(2)..start;
    for at in near.rev() {
        if matches!(
            words.get(at),
            "by" | "until"
                | "till"
                | "due"
                | "scheduled"
                | "starting"
                | "beginning"
                | "upcoming"
                | "slated"
        ) {
            if matches!(words.get(at), "by" | "until" | "till") {
                break;
            }
            return Tense::Future;
        }
    }
    if words.before(start, 2) == "ahead" && words.before(start, 1) == "of" {
        return Tense::Future;
    }
    let mut open = true;
    for at in (start.saturating_sub(REACH)..start).rev() {
        // A relative clause or a quotation has a tense of its own.
        open &= !matches!(words.get(at), "\"" | "”" | "“" | ";");
        if open && let Some(tense) = verb(words, at) {
            return tense;
        }
    }
    for at in end..(end + REACH).min(words.len()) {
        if matches!(words.get(at), "\"" | "”" | "“" | ";") {
            break;
        }
        if let Some(tense) = verb(words, at) {
            return tense;
        }
    }
    Tense::Unknown
}

/// The tense of the verb at `at`, if it is one that tells.
fn verb(words: &Words, at: usize) -> Option<Tense> {
    let word = words.get(at);
    Some(match word {
        "will" | "shall" | "would" | "should" | "could" | "may" | "might" | "must" | "ll"
        | "won"
            if word != "won" || matches!(words.get(at + 1), "'" | "’") =>
        {
            Tense::Future
        }
        "expected" | "scheduled" | "due" | "planned" | "slated" | "poised" | "plans"
        | "expects" | "aims" | "hopes" => Tense::Future,
        _ if words.before(at, 1) == "be" => return None,
        "set" if words.get(at + 1) == "to" || words.get(at + 1) == "for" => Tense::Future,
        "is" | "are" if words.get(at + 1) == "to" => Tense::Future,
        "going" if words.get(at + 1) == "to" => Tense::Future,
        "was" | "were" | "had" | "did" | "said" | "told" | "made" | "came" | "went" | "took"
        | "gave" | "met" | "held" | "left" | "began" | "won" | "lost" | "saw" | "found"
        | "spoke" | "wrote" | "fell" | "rose" | "led" | "sent" | "struck" | "broke" | "became"
        | "got" | "kept" | "ran" | "shot" | "hit" | "put" | "cut" | "sold" | "bought" | "built"
        | "paid" | "brought" | "thought" => Tense::Past,
        _ if word.len() > 4
            && word.ends_with("ed")
            && !matches!(word, "united" | "need" | "indeed" | "hundred" | "speed") =>
        {
            Tense::Past
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment;

    fn of(text: &str, time: &str) -> Tense {
        let cut = segment(text, &[]);
        let words = Words::new(text, &cut.tokens);
        let at = (0..words.len())
            .find(|at| words.get(*at) == time)
            .unwrap_or_default();
        tense(&words, at, at + 1)
    }

    #[test]
    fn the_nearest_verb_tells() {
        assert_eq!(
            of("He said Friday that she will go.", "friday"),
            Tense::Past
        );
        assert_eq!(
            of("He said that she will go Friday.", "friday"),
            Tense::Future
        );
        assert_eq!(of("On Friday the ship will sail.", "friday"), Tense::Future);
        assert_eq!(of("Talks ahead of Friday matter.", "friday"), Tense::Future);
        assert_eq!(of("A Friday meeting.", "friday"), Tense::Unknown);
    }
}
