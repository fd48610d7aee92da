//! Mail: letters (EML) and pages that browsers save as mail (MHTML).

use crate::draft::Draft;
use crate::{Error, ErrorKind, date, encoding, html};
use dixit_model::Inferred;
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders};

/// Headers with which mail begins.
const HEADERS: &[&str] = &[
    "from:",
    "date:",
    "subject:",
    "mime-version:",
    "message-id:",
    "return-path:",
    "received:",
    "delivered-to:",
    "to:",
    "content-type:",
    "snapshot-content-location:",
];

/// Whether a file that begins so is mail: three headers of mail among its first lines.
pub(crate) fn begins(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(8192)]).to_ascii_lowercase();
    let mut known = 0;
    for line in head.lines() {
        let folded = line.starts_with([' ', '\t']);
        let header = line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic())
        });
        if !folded && !header {
            break;
        }
        known += usize::from(HEADERS.iter().any(|name| line.starts_with(name)));
    }
    known >= 3
}

/// The article of a letter or a saved page.
pub(crate) fn draft(bytes: &[u8], id: String, origin: &str) -> Result<Draft, Error> {
    let refuse = |what: &str| {
        let fix = "save the page as HTML, or its words as text";
        Error::new(ErrorKind::NoText, origin, what, fix)
    };
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| refuse("is no mail that can be made out"))?;
    let saved = word(&message, "Snapshot-Content-Location")
        .or_else(|| word(&message, "Content-Location"))
        .filter(|url| url.contains("://"))
        .or_else(|| location_of_page(&message));
    let mut draft = match message.html_part(0).filter(|part| part.is_text_html()) {
        Some(page) => {
            let page = page.text_contents().unwrap_or_default();
            let page = encoding::decode_page(page.as_bytes(), Some("utf-8"), origin)?;
            match html::draft(&page, id.clone(), origin) {
                Ok(draft) => draft,
                Err(error) => plain(&message, id).ok_or(error)?,
            }
        }
        None => plain(&message, id).ok_or_else(|| refuse("is mail without a text"))?,
    };
    let sure = |value: String, how: &str| Some(Inferred::new(value, how, 0.9));
    let subject = message.subject().and_then(super::item::words);
    draft.title = draft.title.or_else(|| sure(subject?, "subject"));
    let sent = message.date().map(|date| date.to_rfc3339());
    match saved {
        // A page was there when it was saved, and is older.
        Some(url) => {
            draft.url = draft.url.or(Some(url));
            let saved = sent.as_deref().and_then(date::day);
            draft.not_after = saved.and_then(|day| day.tomorrow().ok());
            if let Some(sent) = sent {
                draft.extra.insert("archived".to_owned(), sent.into());
            }
        }
        None => {
            let from = message.from().and_then(|from| from.first());
            let name = from
                .and_then(|from| from.name())
                .and_then(super::item::words);
            draft.outlet = draft.outlet.or_else(|| sure(name?, "sender"));
            let day = sent.as_deref().and_then(date::day);
            draft.published = draft
                .published
                .or_else(|| Some(Inferred::new(day?, "date of the mail", 0.9)));
        }
    }
    Ok(draft)
}

fn plain(message: &Message, id: String) -> Option<Draft> {
    let text = message.body_text(0)?.into_owned();
    (!text.trim().is_empty()).then(|| Draft {
        id,
        text,
        ..Draft::default()
    })
}

fn word(message: &Message, header: &str) -> Option<String> {
    match message.header(header)? {
        HeaderValue::Text(value) => super::item::words(value),
        _ => None,
    }
}

fn location_of_page(message: &Message) -> Option<String> {
    let page = message.html_part(0)?;
    let url = page.content_location()?;
    url.contains("://").then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "<p>The harbour of Kest will open again within a week, President Ilse Marant told the harbour \
        council on Friday, after six weeks in which no ship had left it. The council agreed.</p>";

    #[test]
    fn a_letter_is_read() {
        let letter = "From: The Harbour Post <news@post.example>\r\nDate: Fri, 7 Mar 2031 23:10:00 -0500\r\n\
            Subject: =?utf-8?q?Kest_to_reopen?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\nThe port of Kest =E2=80=93 it opens.\r\n";
        assert!(begins(letter.as_bytes()));
        let draft = draft(letter.as_bytes(), "a".to_owned(), "a.eml").unwrap();
        assert_eq!(draft.text.trim_end(), "The port of Kest – it opens.");
        assert_eq!(draft.title.unwrap().value, "Kest to reopen");
        assert_eq!(draft.outlet.unwrap().value, "The Harbour Post");
        assert_eq!(draft.published.unwrap().value.to_string(), "2031-03-07");
    }

    #[test]
    fn a_saved_page_is_read_as_a_page() {
        let saved = format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/kest\r\nSubject: Kest\r\n\
             Date: Sun, 9 Mar 2031 10:00:00 -0000\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\n\
             Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
             Content-Location: https://post.example/kest\r\n\r\n<html><body><h1>Kest to reopen</h1>{}</body></html>\r\n\
             --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n",
            WORDS.replace('=', "=3D")
        );
        assert!(begins(saved.as_bytes()));
        let draft = draft(saved.as_bytes(), "a".to_owned(), "a.mhtml").unwrap();
        assert!(draft.text.contains("six weeks"), "{}", draft.text);
        assert_eq!(draft.url.as_deref(), Some("https://post.example/kest"));
        assert!(draft.published.is_none());
        assert_eq!(draft.not_after.unwrap().to_string(), "2031-03-10");
    }

    #[test]
    fn other_text_is_not_taken_for_mail() {
        assert!(
            !begins(b"From: here to there\nThe port opens.\n")
                && !begins(b"")
                && !begins(b"{\"a\": 1}")
        );
    }
}
