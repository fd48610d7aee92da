//! Pages that no newsroom wrote, told before they are parsed.
//!
//! HTML parsers look through all open elements again and again, and extractors
//! walk the tree by recursion: a page of nothing but opening tags would cost the
//! square of its size, or the stack. Real articles stay far below these bounds.
//! They are counts, not seconds, so that a page is read or refused alike on
//! every machine.

/// Elements open at once.
const DEEP: usize = 3_000;
/// Elements.
const MANY: usize = 400_000;

/// Elements that end without a closing tag.
const LOOSE: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "option", "optgroup", "thead",
    "tbody", "tfoot", "rt", "rp",
];

/// Why a page cannot be an article, if it is beyond the bounds.
pub(super) fn check(page: &str) -> Result<(), &'static str> {
    let bytes = page.as_bytes();
    let (mut depth, mut count, mut loose) = (0_usize, 0_usize, 0_usize);
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'<') {
        at += found + 1;
        let closing = bytes.get(at) == Some(&b'/');
        let name_start = at + usize::from(closing);
        let name_length = bytes[name_start..]
            .iter()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let name = bytes[name_start..name_start + name_length].to_ascii_lowercase();
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let is_loose = LOOSE.iter().any(|loose| loose.as_bytes() == name);
        match (closing, is_loose) {
            (false, false) => depth += 1,
            (true, false) => depth = depth.saturating_sub(1),
            // Open paragraphs and cells are closed by the next; in tables inside
            // tables they are not, but then the tables count.
            (false, true) => loose += 1,
            (true, true) => {}
        }
        count += usize::from(!closing);
        if depth > DEEP {
            return Err("its elements are nested thousands deep");
        }
        if count > MANY || loose > MANY {
            return Err("it has hundreds of thousands of elements");
        }
    }
    Ok(())
}
