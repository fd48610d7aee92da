//! Where a source ends: at its own verb, and where the occasion begins.

use crate::page::Page;
use crate::row::Row;
use crate::word::Word;
use dixit_model::Span;

/// Cuts from a source what is none of it.
pub(super) fn repair(page: &Page, row: &mut Row) {
    free_cue(page, row);
    trim_source(page, row);
}

/// `Ilse Marant said before the port's | comments`: the verb inside the source
/// is the cue.
fn free_cue(page: &Page, row: &mut Row) {
    let [source] = row.source[..] else { return };
    let words = page.words(source);
    let verb = (1..words.len()).find(|&place| matches!(words[place].text, "said" | "says"));
    if let Some(verb) = verb
        && words[verb - 1].is_capital()
        && !clause(&words[..verb])
        && row.cue.iter().all(|cue| cue.start > source.start)
    {
        row.source = vec![Span::new(source.start, words[verb - 1].span.end)];
        row.cue = vec![words[verb].span];
    }
}

/// Whether a clause about somebody begins among these words: what follows is its.
fn clause(words: &[Word]) -> bool {
    words
        .iter()
        .any(|word| matches!(word.text, "who" | "that" | "which" | "whose" | "what"))
}

/// `Mr Veld during the call` is Mr Veld.
fn trim_source(page: &Page, row: &mut Row) {
    if let [span] = row.source.as_mut_slice() {
        let words = page.words(*span);
        let cut = (1..words.len()).find(|&place| {
            words[place].text == "during" && !clause(&words[..place])
                || in_channel(page, &words[place - 1..])
                || beside(page, &words[place - 1..])
                || words[place].text == "on"
                    && words
                        .get(place + 1)
                        .is_some_and(|next| next.text.ends_with("day") && next.is_capital())
        });
        if let Some(cut) = cut {
            span.end = words[cut - 1].span.end;
        }
    }
}

/// `Veld, summing up the talks,`: behind a name, what somebody does meanwhile.
fn beside(page: &Page, words: &[Word]) -> bool {
    let [name, word, ..] = words else {
        return false;
    };
    let title = matches!(
        word.text,
        "including" | "acting" | "managing" | "founding" | "leading" | "outgoing" | "ruling"
    );
    let meanwhile = word.text.ends_with("ing") || matches!(word.text, "at" | "after");
    name.is_capital()
        && meanwhile
        && !title
        && page.text[name.span.end..word.span.start].trim() == ","
}

/// `Veld, the mayor, in a letter to …`: from the second word on, a channel.
fn in_channel(page: &Page, words: &[Word]) -> bool {
    let [before, word, article, noun, ..] = words else {
        return false;
    };
    matches!(word.text, "in" | "on")
        && matches!(article.text, "a" | "an")
        && page.text[before.span.end..word.span.start].contains(',')
        && crate::lexicon::is_channel(&noun.lower())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;
    use dixit_model::{Analysis, Article, Spans};

    fn repaired(source: &str, cue: &str) -> [String; 2] {
        let text = format!("“We sail,” {source} {cue}.");
        let article = Article::plain("t", &text);
        let page = Page::new(&article, &Analysis::default());
        let mut row = row(&text, source, cue, &["“We sail,”"]);
        repair(&page, &mut row);
        [row.source.text(&text), row.cue.text(&text)]
    }

    #[test]
    fn a_source_ends_before_its_verb() {
        let source = "mayor Ilse Marant said at the port before Veld’s";
        assert_eq!(repaired(source, "remarks"), ["mayor Ilse Marant", "said"]);
        let clause = "a friend of Veld who Marant said was drunk";
        assert_eq!(repaired(clause, "claimed"), [clause, "claimed"]);
    }

    #[test]
    fn what_somebody_does_meanwhile_is_no_part_of_the_source() {
        let source = "Mayor Ilse Marant, summing up the talks,";
        assert_eq!(repaired(source, "said"), ["Mayor Ilse Marant", "said"]);
        let title = "Tomas Veld, acting head of the port,";
        assert_eq!(repaired(title, "said"), [title, "said"]);
    }
}
