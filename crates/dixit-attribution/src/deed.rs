//! Deeds, wishes and silence, which are mostly no attributions.

use crate::page::Page;
use crate::row::{Row, keep_only};
use dixit_language::communicates;

/// How sure a model must be that a deed or a wish is an attribution.
const DEED: f32 = 0.45;

/// How sure, that something inside a content has a cue and no source.
const VAGUE: f32 = 0.6;

/// `He said that Norland was willing to talk` holds one attribution: what a
/// speaker says of others' wishes and deeds is not said by them. Elsewhere
/// wishes and deeds count where the model is sure.
pub(crate) fn drop_attitudes(page: &Page, rows: &mut Vec<Row>) {
    let reports = |row: &Row| {
        row.cue.iter().any(|cue| {
            let words = page.words(*cue);
            words.is_empty() || words.iter().any(|word| communicates(&word.lower()))
        })
    };
    let keep: Vec<bool> = rows
        .iter()
        .map(|row| {
            let sure = row.parent.is_none() && row.confidence >= DEED;
            // Nobody's words inside somebody's are mostly no words at all.
            let vague = row.parent.is_some() && row.source.is_empty() && row.confidence < VAGUE;
            row.cue.is_empty() || (sure || reports(row)) && !vague && !is_deed(page, row)
        })
        .collect();
    keep_only(rows, &keep);
}

/// Whether a cue is a deed of offices and courts, or keeping silent: `signed`,
/// `filed a suit`, `declined to comment`. Such a deed says nothing itself, unless
/// a word beside it does: `filed a suit claiming`.
fn is_deed(page: &Page, row: &Row) -> bool {
    let words: Vec<String> = row
        .cue
        .iter()
        .flat_map(|cue| page.words(*cue))
        .map(|word| word.lower())
        .filter(|word| !helps(word))
        .collect();
    let Some((verb, rest)) = words.split_first() else {
        return false;
    };
    let silent = ["declin", "refus"]
        .iter()
        .any(|stem| verb.starts_with(stem));
    let deeds = [
        "sign",
        "sue",
        "su",
        "fil",
        "indict",
        "enjoin",
        "block",
        "bann",
        "ban",
        "grant",
        "respond",
        "investigat",
        "arrest",
    ];
    let endings = ["", "s", "d", "ed", "es", "ing"];
    let deed = deeds.iter().any(|stem| {
        verb.strip_prefix(stem)
            .is_some_and(|ending| endings.contains(&ending))
    });
    silent
        || deed
            && !rest
                .iter()
                .any(|word| word.len() > 3 && communicates(word) && word.ends_with("ing"))
}

/// Helping verbs and adverbs before a verb.
fn helps(word: &str) -> bool {
    word.ends_with("ly")
        || word.ends_with("n't")
        || word.ends_with("n’t")
        || matches!(
            word,
            "has"
                | "have"
                | "had"
                | "having"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "being"
                | "to"
                | "do"
                | "does"
                | "did"
                | "not"
                | "never"
                | "will"
                | "would"
                | "also"
                | "already"
                | "later"
                | "then"
                | "first"
                | "once"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;
    use dixit_model::{Analysis, Article, Spans};

    #[test]
    fn deeds_and_silence_are_no_rows() {
        let text =
            "Marant signed the order. Veld declined to comment. Castor sued, saying it was void.";
        let mut rows = vec![
            row(text, "Marant", "signed", &["the order"]),
            row(text, "Veld", "declined", &["to comment"]),
            row(text, "Castor", "saying", &["it was void"]),
        ];
        let article = Article::plain("t", text);
        let page = Page::new(&article, &Analysis::default());
        drop_attitudes(&page, &mut rows);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].cue.text(text), "saying");
    }
}
