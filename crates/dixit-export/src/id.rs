//! Names for things that have to be unique outside.

use dixit_model::Article;
use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
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

/// A name for an article: never its address, which several may have.
pub(crate) fn article(article: &Article) -> String {
    urn("article", &[&article.id])
}

/// The moment at which it was published, as RFC 3339 has it, where its page
/// gives one with its offset: any other is no moment for somebody elsewhere.
pub(crate) fn moment(article: &Article) -> Option<String> {
    let time = article.published_time.as_deref()?;
    let moment: Timestamp = time.parse().ok()?;
    let offset = Pieces::parse(time).ok()?.to_numeric_offset()?;
    Some(match offset == Offset::UTC {
        true => moment.to_string(),
        false => moment.display_with_offset(offset).to_string(),
    })
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
    fn a_moment_has_an_offset() {
        let moment = |time: &str| {
            let mut piece = Article::plain("a1", "");
            piece.published_time = Some(time.to_owned());
            super::moment(&piece)
        };
        for (given, whole) in [
            ("2031-03-07T10:00:00Z", "2031-03-07T10:00:00Z"),
            ("2031-03-07T23:10:00-05:00", "2031-03-07T23:10:00-05:00"),
            ("2031-03-07T10:00+01:00", "2031-03-07T10:00:00+01:00"),
        ] {
            assert_eq!(moment(given).as_deref(), Some(whole));
        }
        for part in [
            "2031-03-07T10:00:00",
            "2031-03-07",
            "2031-03-07T99:00:00Z",
            "soon",
        ] {
            assert_eq!(moment(part), None, "{part}");
        }
    }
}
