//! How wide text is drawn, from a table of glyph widths.
//!
//! The pictures are laid out without a browser, so that nothing overlaps
//! whatever shows them. The widths are those of Arial and of the fonts made to
//! measure like it, with a little room for other faces.

use unicode_width::UnicodeWidthChar;

/// Widths of U+0020 to U+007E in thousandths of the type size.
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Fonts differ; this much is added for those that run wide.
const ROOM: f32 = 1.08;

/// The width of `text` in pixels at `size` pixels.
pub fn width(text: &str, size: f32) -> f32 {
    let units: f32 = text.chars().map(glyph).sum();
    units * size / 1000.0 * ROOM
}

fn glyph(c: char) -> f32 {
    match c {
        ' '..='~' => f32::from(ASCII[c as usize - 0x20]),
        '…' => 1000.0,
        '‘' | '’' => 222.0,
        '–' => 556.0,
        _ => match c.width() {
            Some(0) | None => 0.0,
            Some(1) if c.is_uppercase() => 780.0,
            Some(1) => 610.0,
            Some(_) => 1050.0,
        },
    }
}

/// `text` cut so that it is no wider than `most`, with `…` where it was cut.
pub fn elided(text: &str, size: f32, most: f32) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let room = most - width("…", size);
    let mut used = 0.0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        used += glyph(c) * size / 1000.0 * ROOM;
        if used > room {
            break;
        }
        end = at + c.len_utf8();
    }
    format!("{}…", text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elided_text_fits() {
        for text in [
            "Organisation for the Prohibition of Noise",
            "中華人民共和國外交部",
            "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
        ] {
            let short = elided(text, 11.0, 60.0);
            assert!(width(&short, 11.0) <= 60.0, "{short}");
            assert!(short.ends_with('…'), "{short}");
        }
        assert_eq!(elided("Kest", 11.0, 60.0), "Kest");
    }
}
