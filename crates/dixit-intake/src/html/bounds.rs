//! Pages that no newsroom wrote, told before they are parsed.
//!
//! HTML parsers look through all open elements again and again, and extractors
//! walk the tree by recursion: a page of nothing but opening tags would cost the
//! square of its size, or the stack. Real articles stay far below these bounds.
//! They are counts, not seconds, so that a page is read or refused alike on
//! every machine.

use memchr::memchr_iter;

/// Elements open at once.
const DEEP: usize = 3_000;
/// Elements.
const MANY: usize = 400_000;

/// Longer names are no element's that ends without a closing tag.
const LONGEST: usize = 12;

/// Whether an element ends without a closing tag.
fn is_loose(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
            | b"p"
            | b"li"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"option"
            | b"optgroup"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"rt"
            | b"rp"
    )
}

/// Why a page cannot be an article, if it is beyond the bounds.
pub(super) fn check(page: &str) -> Result<(), &'static str> {
    let bytes = page.as_bytes();
    let (mut depth, mut count, mut loose) = (0_usize, 0_usize, 0_usize);
    for at in memchr_iter(b'<', bytes) {
        let rest = &bytes[at + 1..];
        let (closing, rest) = match rest.strip_prefix(b"/") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let mut name = [0; LONGEST];
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric());
        let mut length = 0;
        for (own, letter) in name.iter_mut().zip(letters) {
            *own = letter.to_ascii_lowercase();
            length += 1;
        }
        if !name[0].is_ascii_alphabetic() {
            continue;
        }
        match (closing, is_loose(&name[..length])) {
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
