//! Character references: `&amp;`, `&#8217;`, `&copy`.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use html5ever::tendril::StrTendril;

/// What a reference stands for: one character, or two.
pub(super) struct Reference {
    first: char,
    second: Option<char>,
    /// How many bytes it has behind its `&`.
    pub length: usize,
}

impl Reference {
    /// Puts it at the end of some words.
    pub(super) fn push_to(&self, words: &mut StrTendril) {
        words.push_char(self.first);
        if let Some(second) = self.second {
            words.push_char(second);
        }
    }
}

/// The reference at the beginning of `rest`, which stands behind an `&`.
pub(super) fn read(rest: &str, in_attribute: bool) -> Option<Reference> {
    match rest.as_bytes().first()? {
        b'#' => numeric(rest),
        byte if byte.is_ascii_alphanumeric() => named(rest, in_attribute),
        _ => None,
    }
}

fn numeric(rest: &str) -> Option<Reference> {
    let bytes = rest.as_bytes();
    let (base, start) = match bytes.get(1)? {
        b'x' | b'X' => (16, 2),
        _ => (10, 1),
    };
    let is_digit = |byte: &&u8| char::from(**byte).is_digit(base);
    let end = start + bytes[start..].iter().take_while(is_digit).count();
    if end == start {
        return None;
    }
    let number = u32::from_str_radix(&rest[start..end], base).unwrap_or(u32::MAX);
    let old = number
        .checked_sub(0x80)
        .and_then(|at| *C1_REPLACEMENTS.get(at as usize)?);
    let first = old
        .or(char::from_u32(number))
        .filter(|&first| first != '\0');
    Some(Reference {
        first: first.unwrap_or('\u{fffd}'),
        second: None,
        length: end + usize::from(bytes.get(end) == Some(&b';')),
    })
}

/// A name that ends in `;` is one as a whole or not at all; old ones need no end
/// and may be followed by anything.
fn named(rest: &str, in_attribute: bool) -> Option<Reference> {
    let bytes = rest.as_bytes();
    let letters = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let of = |end: usize| {
        let &(first, second) = NAMED_ENTITIES.get(&rest[..end])?;
        // The table holds the beginnings of names too.
        let first = char::from_u32(first).filter(|&first| first != '\0')?;
        let second = char::from_u32(second).filter(|&second| second != '\0');
        Some(Reference {
            first,
            second,
            length: end,
        })
    };
    if bytes.get(letters) == Some(&b';')
        && let Some(found) = of(letters + 1)
    {
        return Some(found);
    }
    // No name without an end is longer.
    const LONGEST: usize = 6;
    let found = (1..=letters.min(LONGEST)).rev().find_map(of)?;
    let goes_on = bytes
        .get(found.length)
        .is_some_and(|&next| next == b'=' || next.is_ascii_alphanumeric());
    (!(in_attribute && goes_on)).then_some(found)
}
