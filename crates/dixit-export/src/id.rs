//! Names for things that have to be unique outside.

use dixit_model::Article;
use std::fmt::Write;

/// `urn:dixit:KIND:ID`, with what may not stand in a URN escaped.
pub(crate) fn urn(kind: &str, parts: &[&str]) -> String {
    let mut urn = format!("urn:dixit:{kind}");
    for part in parts {
        urn.push(':');
        escape(part, &mut urn, '%', |byte| {
            byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
        });
    }
    urn
}

/// An article's address on the web, or else a name for it.
pub(crate) fn article(article: &Article) -> String {
    match &article.url {
        Some(url) if is_iri(url) => url.clone(),
        _ => urn("article", &[&article.id]),
    }
}

/// An id of letters, digits, `.`, `-` and `_`, as XML and FollowTheMoney take it.
pub(crate) fn plain(kind: &str, parts: &[&str]) -> String {
    let mut id = kind.to_owned();
    for part in parts {
        id.push('-');
        escape(part, &mut id, '_', |byte| {
            byte.is_ascii_alphanumeric() || b"-.".contains(&byte)
        });
    }
    id
}

fn escape(text: &str, into: &mut String, mark: char, keep: impl Fn(u8) -> bool) {
    for byte in text.bytes() {
        if keep(byte) {
            into.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(into, "{mark}{byte:02X}");
        }
    }
}

fn is_iri(url: &str) -> bool {
    let web = url.starts_with("http://") || url.starts_with("https://");
    let bad = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    web && !url.contains(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_apart_what_differs() {
        assert_eq!(urn("article", &["a b:c"]), "urn:dixit:article:a%20b%3Ac");
        assert_eq!(plain("e", &["zoë_1"]), "e-zo_C3_AB_5F1");
        assert_ne!(plain("e", &["a b"]), plain("e", &["a_b"]));
    }

    #[test]
    fn an_address_that_is_none_is_not_used() {
        let mut piece = Article::plain("a1", "");
        piece.url = Some("https://post.example/a b".to_owned());
        assert_eq!(article(&piece), "urn:dixit:article:a1");
        piece.url = Some("https://post.example/ab".to_owned());
        assert_eq!(article(&piece), "https://post.example/ab");
    }
}
