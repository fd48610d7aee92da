//! A query as a person types it, cut into its parts.

use crate::{Error, ErrorKind, Result};

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Where it begins, in code points.
    pub offset: usize,
    /// Whether a minus stands before it.
    pub minus: bool,
    /// What it is.
    pub kind: PartKind,
}

/// What a part of a query is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// `OR`
    Or,
    /// A word.
    Word(String),
    /// Words in quotation marks.
    Phrase(String),
    /// `field:value`; the value and where it begins.
    Field(String, String, usize),
}

/// Cuts `query` into its parts.
pub(crate) fn parts(query: &str) -> Result<Vec<Part>> {
    let chars: Vec<char> = query.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let offset = at;
        // A minus with nothing after it, or inside a word, is only a mark.
        let minus = chars[at] == '-' && chars.get(at + 1).is_some_and(|c| !c.is_whitespace());
        at += usize::from(minus);
        let kind = match is_quote(chars[at]) {
            true => PartKind::Phrase(phrase(&chars, &mut at)?),
            false => word(&chars, &mut at)?,
        };
        parts.push(Part {
            offset,
            minus,
            kind,
        });
    }
    Ok(parts)
}

/// A word, `OR`, or a field with its value.
fn word(chars: &[char], at: &mut usize) -> Result<PartKind> {
    let begin = *at;
    while *at < chars.len() && !chars[*at].is_whitespace() && !is_quote(chars[*at]) {
        let name: String = chars[begin..*at].iter().collect();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
        // What follows `//` is an address, not a value.
        let address = chars[*at..].starts_with(&[':', '/', '/']);
        if chars[*at] == ':' && is_name && !address {
            *at += 1;
            let value_at = *at;
            let value = match chars.get(*at) {
                Some(&c) if is_quote(c) => phrase(chars, at)?,
                _ => run(chars, at),
            };
            return Ok(PartKind::Field(name.to_ascii_lowercase(), value, value_at));
        }
        *at += 1;
    }
    let word: String = chars[begin..*at].iter().collect();
    Ok(match word.as_str() {
        "OR" => PartKind::Or,
        _ => PartKind::Word(word),
    })
}

fn run(chars: &[char], at: &mut usize) -> String {
    let begin = *at;
    while *at < chars.len() && !chars[*at].is_whitespace() {
        *at += 1;
    }
    chars[begin..*at].iter().collect()
}

/// Words in quotation marks, straight or curly.
fn phrase(chars: &[char], at: &mut usize) -> Result<String> {
    let begin = *at;
    *at += 1;
    while *at < chars.len() {
        if is_quote(chars[*at]) {
            let words = chars[begin + 1..*at].iter().collect();
            *at += 1;
            return Ok(words);
        }
        *at += 1;
    }
    let message = "the quotation mark that opens here is not closed: add one after the last word";
    Err(Error::new(ErrorKind::Query, message).at_offset(begin))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(query: &str) -> Vec<(usize, bool, PartKind)> {
        let parts = parts(query).unwrap().into_iter();
        parts.map(|p| (p.offset, p.minus, p.kind)).collect()
    }

    fn field(name: &str, value: &str, at: usize) -> PartKind {
        PartKind::Field(name.to_owned(), value.to_owned(), at)
    }

    #[test]
    fn words_phrases_and_fields_are_told_apart() {
        let word = |word: &str| PartKind::Word(word.to_owned());
        let phrase = |words: &str| PartKind::Phrase(words.to_owned());
        assert_eq!(
            kinds("port \"oil spill\" -ferry OR"),
            [
                (0, false, word("port")),
                (5, false, phrase("oil spill")),
                (17, true, word("ferry")),
                (24, false, PartKind::Or)
            ]
        );
        assert_eq!(
            kinds("Zoë “a b”"),
            [(0, false, word("Zoë")), (4, false, phrase("a b"))]
        );
        assert_eq!(
            kinds("Speaker:\"Ilse Marant\" to:x"),
            [
                (0, false, field("speaker", "Ilse Marant", 8)),
                (22, false, field("to", "x", 25))
            ]
        );
    }

    #[test]
    fn times_and_addresses_are_words() {
        for words in ["10:30", "https://post.example/a", "cease-fire", "-"] {
            assert_eq!(kinds(words), [(0, false, PartKind::Word(words.to_owned()))]);
        }
    }

    #[test]
    fn an_open_quotation_is_pointed_at() {
        let error = parts("port \"oil spill").unwrap_err();
        assert_eq!(error.offset(), Some(5));
    }
}
