//! What XML needs: escaping, and no characters that it forbids.

use std::fmt::Write;

/// Text as it stands between tags or in a quoted attribute.
///
/// Characters that XML cannot hold become U+FFFD, one for one, so that offsets
/// go on counting.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() && c < '\u{20}' => out.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A tag, opened, with the attributes that have a value.
pub(crate) fn open(name: &str, attributes: &[(&str, Option<String>)]) -> String {
    let mut tag = format!("<{name}");
    for (key, value) in attributes {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let value = escaped(value).replace(['\n', '\t'], " ");
            let _ = write!(tag, " {key}=\"{value}\"");
        }
    }
    tag.push('>');
    tag
}

/// An element that holds nothing but text.
pub(crate) fn element(name: &str, attributes: &[(&str, Option<String>)], text: &str) -> String {
    format!("{}{}</{name}>", open(name, attributes), escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_its_place() {
        assert_eq!(
            escaped("a<b>&\"\u{1}\r"),
            "a&lt;b&gt;&amp;&quot;\u{fffd}&#13;"
        );
        let tag = open("n", &[("a", Some("\"x\n".to_owned())), ("b", None)]);
        assert_eq!(tag, "<n a=\"&quot;x \">");
    }
}
