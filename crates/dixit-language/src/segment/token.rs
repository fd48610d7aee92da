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
            push(text, Span::new(start, at), found);
        }
        if !c.is_whitespace() {
            found.push(Span::new(at, at + c.len_utf8()));
        }
    }
    if let Some(start) = word {
        push(text, Span::new(start, stretch.end), found);
    }
}

/// Capitals that begin a word which lost its space: `KBSreported` is two words,
/// `NGOs` and `PhD` are one.
const CAPITALS: usize = 3;
/// Small letters of the shortest word that can have been glued on.
const GLUED: usize = 4;

fn push(text: &str, word: Span, found: &mut Vec<Span>) {
    let letters = word.of(text);
    let capitals = letters.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &letters.as_bytes()[capitals..];
    if capitals >= CAPITALS && rest.len() >= GLUED && rest.iter().all(u8::is_ascii_lowercase) {
        let cut = word.start + capitals;
        found.push(Span::new(word.start, cut));
        found.push(Span::new(cut, word.end));
    } else {
        found.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_glued_to_an_acronym_is_cut_off() {
        let text = "KBSreported NGOs, TVs and IPad";
        let mut found = Vec::new();
        tokens(text, Span::new(0, text.len()), &mut found);
        let words: Vec<&str> = found.iter().map(|span| span.of(text)).collect();
        assert_eq!(
            words,
            ["KBS", "reported", "NGOs", ",", "TVs", "and", "IPad"]
        );
    }

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
