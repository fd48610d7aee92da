//! How much of a content is quoted.

use crate::quotation::{self, Quotations};
use crate::row::Row;
use crate::word::words;
use dixit_model::{Mode, Span, Spans};

/// Direct if every word stands in quotation marks, indirect if none does.
///
/// Where the whole attribution stands inside a quotation (somebody quoted says
/// what somebody else said), only marks inside that quotation count.
pub(crate) fn of(text: &str, quotations: &Quotations, row: &Row) -> Mode {
    let marker = row.cue.hull().or_else(|| row.source.hull());
    let enclosed = marker.is_some_and(|span| quotations.at(span.start).is_some());
    let mut inside: Vec<Span> = Vec::new();
    if enclosed && let Some(hull) = row.content.hull() {
        // The marks of a nested quotation may stand just outside the content.
        inside = quotation::inner(text, hull);
    }
    let quoted = |offset: usize| {
        if enclosed {
            inside.iter().any(|s| s.start <= offset && offset < s.end)
        } else {
            quotations.at(offset).is_some()
        }
    };
    let mut all = 0;
    let mut within = 0;
    for (index, word) in row
        .content
        .iter()
        .flat_map(|&span| words(text, span))
        .enumerate()
    {
        let is_quoted = quoted(word.span.start);
        // A conjunction before the marks is no paraphrase.
        if index == 0 && !is_quoted && word.text == "that" {
            continue;
        }
        all += 1;
        within += usize::from(is_quoted);
    }
    match within {
        0 => Mode::Indirect,
        n if n == all => Mode::Direct,
        _ => Mode::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::row;

    fn mode(text: &str, source: &str, cue: &str, content: &[&str]) -> Mode {
        of(
            text,
            &Quotations::of(text),
            &row(text, source, cue, content),
        )
    }

    #[test]
    fn the_three_modes() {
        assert_eq!(
            mode("“We sail,” Marant said.", "Marant", "said", &["“We sail,”"]),
            Mode::Direct
        );
        assert_eq!(
            mode(
                "Marant said they would sail.",
                "Marant",
                "said",
                &["they would sail"]
            ),
            Mode::Indirect
        );
        assert_eq!(
            mode(
                "Marant said they would “sail at dawn.”",
                "Marant",
                "said",
                &["they would “sail at dawn.”"]
            ),
            Mode::Mixed
        );
    }

    #[test]
    fn reported_inside_a_quotation_is_not_thereby_direct() {
        let text = "“Veld told us that the pier is safe,” she said.";
        assert_eq!(
            mode(text, "Veld", "told", &["that the pier is safe"]),
            Mode::Indirect
        );
        let text = "“Veld said, ‘The pier is safe,’ to us,” she said.";
        assert_eq!(
            mode(text, "Veld", "said", &["‘The pier is safe,’"]),
            Mode::Direct
        );
    }
}
