//! `ORRIN, June 3 (Kald Press) — The port`: where and when an article was written
//! is no part of what somebody said.

use crate::page::Page;
use crate::row::Row;
use crate::word::Word;
use dixit_model::Span;

/// Bytes of the longest dateline.
const LONGEST: usize = 60;

/// Lets contents that begin with a dateline begin behind it.
pub(crate) fn skip(page: &Page, rows: &mut [Row]) {
    for first in rows.iter_mut().filter_map(|row| row.content.first_mut()) {
        first.start = behind(page, *first);
    }
}

/// Where the words behind a dateline begin; the span's own start without one.
fn behind(page: &Page, span: Span) -> usize {
    let begins_line = page.text[..span.start].ends_with('\n') || span.start == 0;
    if !begins_line {
        return span.start;
    }
    let text = span.of(page.text);
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let dash = [" — ", " – ", " -- ", " - "]
        .iter()
        .filter_map(|dash| text.find(dash).map(|at| (at, at + dash.len())))
        .min();
    let Some((end, after)) = dash else {
        return span.start;
    };
    let words = page.words(Span::new(span.start, span.start + end));
    let place = words.first().is_some_and(|word| {
        word.text.chars().count() > 2 && word.text.chars().all(char::is_uppercase)
    });
    let small = |word: &Word| word.text.starts_with(char::is_lowercase);
    match place && !words.iter().any(small) && span.start + after < span.end {
        true => span.start + after,
        false => span.start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Analysis, Article};

    fn skipped(text: &str, content: &str) -> String {
        let start = text.find(content).expect("a part of the text");
        let mut rows = [Row {
            content: vec![Span::new(start, start + content.len())],
            ..Row::default()
        }];
        let (article, analysis) = (Article::plain("t", text), Analysis::default());
        skip(&Page::new(&article, &analysis), &mut rows);
        rows[0].content[0].of(text).to_owned()
    }

    #[test]
    fn a_dateline_is_said_by_nobody() {
        let text = "VASTAD, June 16, 2033 — The strait will open, Veld said.";
        let content = "VASTAD, June 16, 2033 — The strait will open";
        assert_eq!(skipped(text, content), "The strait will open");
    }

    #[test]
    fn a_dash_alone_makes_no_dateline() {
        let text = "NATO will act - soon, Veld said.";
        assert_eq!(
            skipped(text, "NATO will act - soon"),
            "NATO will act - soon"
        );
    }
}
