//! Words and marks.

use dixit_model::Span;

/// Appends the tokens of one stretch of `text`.
pub fn tokens(text: &str, stretch: Span, found: &mut Vec<Span>) {
    let mut word: Option<usize> = None;
    for (offset, c) in stretch.of(text).char_indices() {
        let at = stretch.start + offset;
        if c.is_alphanumeric() || c == '_' {
            word.get_or_insert(at);
            continue;
        }
        if let Some(start) = word.take() {
            found.push(Span::new(start, at));
        }
        if !c.is_whitespace() {
            found.push(Span::new(at, at + c.len_utf8()));
        }
    }
    if let Some(start) = word {
        found.push(Span::new(start, stretch.end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_and_marks_stand_alone() {
        let text = "Zoë’s co_op paid $3.5m…  (naïve)\u{a0}№2";
        let mut found = Vec::new();
        tokens(text, Span::new(0, text.len()), &mut found);
        let words: Vec<&str> = found.iter().map(|span| span.of(text)).collect();
        let expected = [
            "Zoë", "’", "s", "co_op", "paid", "$", "3", ".", "5m", "…", "(", "naïve", ")", "№", "2",
        ];
        assert_eq!(words, expected);
    }
}
