//! The pieces of a text that are furniture as a whole or not at all.

use dixit_model::Span;

/// A sentence, a line without one, or a part that was glued to either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Where it stands, less white space at both ends; never empty.
    pub span: Span,
    /// The number of its line among those with words.
    pub line: u32,
    /// Nothing but a full stop stands between it and the unit before.
    pub glued: bool,
}

/// The units of a text, in order, disjoint; together they hold every character
/// that is not white space.
pub(crate) fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut line_number = 0;
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let span = Span::new(start, start + line.len());
        start = span.end;
        let before = units.len();
        cut_line(text, span, line_number, &mut units);
        if units.len() > before {
            line_number += 1;
        }
    }
    units
}

fn cut_line(text: &str, line: Span, number: u32, units: &mut Vec<Unit>) {
    let words = line.of(text);
    let mut from = 0;
    let mut push = |from: usize, to: usize, glued: bool| {
        let span = Span::new(line.start + from, line.start + to).trimmed(text);
        if !span.is_empty() {
            units.push(Unit {
                span,
                line: number,
                glued,
            });
        }
    };
    let mut glued = false;
    for (at, character) in words.char_indices() {
        if at < from {
            continue;
        }
        let cut = match character {
            '.' | '!' | '?' | '…' => after_stop(words, at),
            '|' | '»' | '•' => Some((at, false)),
            '[' => credit_bracket(words, at).then_some((at, false)),
            'R' if words[at..].starts_with("REUTERS/") => Some((at, false)),
            'c' => after_label(words, at).map(|cut| (cut, false)),
            _ => None,
        };
        if let Some((cut, sticks)) = cut
            && cut > from
        {
            push(from, cut, glued);
            (from, glued) = (cut, sticks);
        }
    }
    push(from, words.len(), glued);
}

const CLOSERS: [char; 8] = ['.', '!', '?', '…', '"', '”', '’', ')'];
const OPENERS: [char; 6] = ['"', '“', '‘', '\'', '(', '['];

/// Where the next unit begins if one ends with the stop at byte `at`, and
/// whether it is glued to it.
fn after_stop(line: &str, at: usize) -> Option<(usize, bool)> {
    let before = &line[..at];
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || OPENERS.contains(&c))
        .map_or(0, |i| {
            i + before[i..].chars().next().map_or(1, char::len_utf8)
        });
    let word = &before[word_start..];
    let tail = line[at..].trim_start_matches(CLOSERS);
    let next = line.len() - tail.len();
    let rest = tail.trim_start();
    let opened = rest.trim_start_matches(OPENERS);
    let mut coming = opened.chars();
    let first = coming.next()?;
    if rest.len() < tail.len() {
        let begins = first.is_uppercase() || first.is_numeric() || opened.len() < rest.len();
        let short = line[at..].starts_with('.')
            && (is_abbreviation(word) || first.is_numeric() && word.eq_ignore_ascii_case("no"));
        return (begins && !short).then_some((next, false));
    }
    // Glued: `all the difference.Russian president`, `no.”“Yes`; never inside an
    // address, a number or an abbreviation.
    let lower = word
        .chars()
        .rev()
        .take(3)
        .filter(|c| c.is_lowercase())
        .count();
    let address = word.contains(['/', '@', '.', ':']) || word.starts_with("www");
    let plain = lower == 3 && !address;
    let follows = first.is_uppercase()
        && coming
            .next()
            .is_some_and(|c| c.is_lowercase() || c.is_whitespace())
        && !OPENERS[..5].contains(&first);
    (plain && follows).then_some((next, true))
}

/// A full stop after these does not end a sentence.
fn is_abbreviation(word: &str) -> bool {
    const TITLES: &[&str] = &[
        "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "maj", "rep", "sen",
        "gov", "st", "sr", "jr", "vs", "rev", "hon", "jan", "feb", "mar", "apr", "aug", "sep",
        "sept", "oct", "nov", "dec", "ave", "mt", "ft", "adm", "cmdr", "supt", "e.g", "i.e",
    ];
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let single = bare.chars().count() == 1 && bare.chars().all(char::is_uppercase);
    single
        || bare.contains('.') && bare.chars().count() <= 6
        || TITLES.contains(&bare.to_lowercase().as_str())
}

/// Where a caption begins behind the label that pages put before it, as in
/// `Image caption The port at dawn`.
fn after_label(line: &str, at: usize) -> Option<usize> {
    let rest = line[at..].strip_prefix("caption ")?;
    let labelled = line[..at].ends_with(' ') && line[..at].split_whitespace().count() <= 10;
    let begins = rest.chars().next().is_some_and(char::is_uppercase);
    (labelled && begins).then_some(line.len() - rest.len())
}

/// Whether a bracket that opens here is the last thing of its line and short, as
/// picture credits are.
fn credit_bracket(line: &str, at: usize) -> bool {
    let rest = line[at..].trim_end();
    rest.ends_with(']') && rest.chars().count() <= 60 && rest.matches('[').count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        units(text).iter().map(|unit| unit.span.of(text)).collect()
    }

    #[test]
    fn sentences_and_lines_are_units() {
        assert_eq!(
            cut("News / Kest\n\n Mr. Veld said no. “Never,” he said.\r\nShare\n"),
            [
                "News / Kest",
                "Mr. Veld said no.",
                "“Never,” he said.",
                "Share"
            ]
        );
    }

    #[test]
    fn glued_sentences_come_apart() {
        let text = "Your gift keeps us going.Harbour chief Ilse Marant said no.";
        let found = units(text);
        assert_eq!(found.len(), 2);
        assert!(!found[0].glued && found[1].glued);
        assert_eq!(found[1].line, found[0].line);
    }

    #[test]
    fn names_numbers_and_addresses_stay_whole() {
        for text in [
            "The U.S. Treasury gave 3.5 million to J. P. Orme.",
            "See www.harbourpost.example/News.Today or write to a.b@Post.example",
            "He met Gen. Orme at 3 p.m. on Friday",
        ] {
            assert_eq!(cut(text), [text]);
        }
    }

    #[test]
    fn credits_come_apart_from_captions() {
        assert_eq!(
            cut("A crane at Kest [Jo Lund/Agency]"),
            ["A crane at Kest", "[Jo Lund/Agency]"]
        );
        assert_eq!(cut("We [the port] said no."), ["We [the port] said no."]);
    }
}
