//! Whether something was said at all, and how surely.

use crate::page::Page;
use crate::row::Row;

/// Negated (*did not say*) and hedged (*reportedly*, *may have*).
///
/// A denial is said aloud and is not negated.
pub(crate) fn polarity(page: &Page, row: &Row) -> (bool, bool) {
    let Some(cue) = row.cue.first() else {
        return (false, false);
    };
    let mut near: Vec<String> = page
        .words_before(cue.start)
        .iter()
        .rev()
        .take(3)
        .take_while(|word| !row.source.iter().any(|s| s.overlaps(word.span)))
        .map(|word| word.lower())
        .collect();
    near.retain(|word| helps(word));
    let own = row
        .cue
        .iter()
        .flat_map(|span| page.words(*span))
        .map(|word| word.lower());
    let words: Vec<String> = near.into_iter().chain(own).collect();
    let negated = words.iter().any(|word| {
        matches!(word.as_str(), "not" | "never" | "nor" | "neither")
            || word.ends_with("n't")
            || word.ends_with("n’t")
    });
    let hedged = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "reportedly"
                | "allegedly"
                | "apparently"
                | "supposedly"
                | "purportedly"
                | "could"
                | "may"
                | "might"
                | "would"
                | "possibly"
                | "perhaps"
                | "seemed"
                | "seems"
                | "appeared"
                | "appears"
                | "rumored"
                | "rumoured"
        )
    });
    (negated, hedged)
}

/// Words between source and cue that bear on the cue.
fn helps(word: &str) -> bool {
    matches!(
        word,
        "not"
            | "never"
            | "reportedly"
            | "allegedly"
            | "apparently"
            | "supposedly"
            | "could"
            | "may"
            | "might"
            | "has"
            | "have"
            | "had"
            | "would"
            | "did"
            | "does"
            | "do"
    ) || word.ends_with("n't")
        || word.ends_with("n’t")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;
    use dixit_model::{Analysis, Article};

    fn of(text: &str, cue: &str) -> (bool, bool) {
        let article = Article::plain("t", text);
        let analysis = Analysis::default();
        let page = Page::new(&article, &analysis);
        polarity(&page, &row(text, "Veld", cue, &["the pier"]))
    }

    #[test]
    fn negation_and_hedging() {
        assert_eq!(
            of("Veld did not say the pier was closed.", "did not say"),
            (true, false)
        );
        assert_eq!(
            of("Veld has not confirmed the pier was closed.", "confirmed"),
            (true, false)
        );
        assert_eq!(
            of("Veld reportedly said the pier was closed.", "said"),
            (false, true)
        );
        assert_eq!(
            of("Veld denied the pier was closed.", "denied"),
            (false, false)
        );
    }
}
