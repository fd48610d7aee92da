//! Articles as web pages.

mod body;
mod bounds;
mod json_ld;
mod metadata;

use crate::draft::Draft;
use crate::{Error, ErrorKind};
use dom_query::Document;

/// The article of a page.
pub(crate) fn draft(page: &str, id: String, origin: &str) -> Result<Draft, Error> {
    let refuse = |why: &str| {
        Error::new(
            ErrorKind::NoArticle,
            origin,
            format!("is a page without an article ({why})"),
            "save the article's own page, or its words as text",
        )
    };
    bounds::check(page).map_err(refuse)?;
    let document = Document::from(page);
    let linked = json_ld::read(&document);
    let text = body::text(page, &document, linked.body.as_deref()).map_err(refuse)?;
    let found = metadata::read(&document, &linked);
    Ok(Draft {
        id,
        text,
        title: found.title,
        outlet: found.outlet,
        published: found.published,
        authors: found.authors,
        language: found.language,
        url: found.url,
        ..Draft::default()
    })
}

/// Whether a page is one that no newsroom wrote, and would take too long to parse.
pub(crate) fn is_beyond_bounds(page: &str) -> bool {
    bounds::check(page).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    const WORDS: &str = "<p>The harbour of Kest will open again within a week, President Ilse Marant \
        told the harbour council on Friday, after six weeks in which no ship had left it. The council \
        agreed.</p><p>Her minister of works, Tomas Veld, said that the cranes had been repaired and \
        that the first grain ships were expected on Monday, if the weather allowed it at all.</p>";

    fn read(page: &str) -> Result<Draft, Error> {
        draft(page, "a".to_owned(), "a.html")
    }

    #[test]
    fn a_page_gives_its_article_and_what_it_says_about_it() {
        let page = format!(
            r#"<!doctype html><html lang="en-GB"><head><title>Port of Kest to reopen | The Harbour Post</title>
            <meta property="og:site_name" content="The Harbour Post">
            <link rel="canonical" href="https://harbourpost.example/kest">
            <script type="application/ld+json">{{"@graph": [{{"@type": ["NewsArticle"],
            "headline": "Port of Kest to reopen &amp; ship grain", "datePublished": "2031-03-07T23:10:00-05:00",
            "author": [{{"@type": "Person", "name": "Jo Lund"}}]}}]}}</script></head>
            <body><nav><a href="/">Home</a></nav><article><h1>Port of Kest to reopen</h1>{WORDS}</article></body></html>"#
        );
        let draft = read(&page).unwrap();
        assert!(draft.text.contains("first grain ships were expected"));
        assert!(!draft.text.contains("Home"));
        let title = draft.title.unwrap();
        assert_eq!(
            (title.value.as_str(), title.how.as_str()),
            ("Port of Kest to reopen & ship grain", "JSON-LD")
        );
        assert_eq!(draft.published.unwrap().value.to_string(), "2031-03-07");
        assert_eq!(draft.outlet.unwrap().value, "The Harbour Post");
        assert_eq!(draft.authors, ["Jo Lund"]);
        assert_eq!(draft.language.unwrap().value, "en");
        assert_eq!(
            draft.url.as_deref(),
            Some("https://harbourpost.example/kest")
        );
    }

    #[test]
    fn pages_without_an_article_are_refused() {
        for page in [
            "<html><body></body></html>",
            "<html><body><a href=a>Home</a><a href=b>World</a></body></html>",
            "<html><script>var a = 'nothing but a program';</script>",
        ] {
            assert_eq!(
                read(page).unwrap_err().kind(),
                ErrorKind::NoArticle,
                "{page}"
            );
        }
    }

    #[test]
    fn deep_and_broken_pages_take_little_time() {
        let start = Instant::now();
        for page in [
            "<div>".repeat(1_000_000),
            "<b><p>".repeat(200_000),
            format!("{}{WORDS}", "<div>".repeat(2_900)),
            format!("{}{WORDS}", "<table><tr><td>".repeat(900)),
            format!("<html>{}", "<a href='<p>".repeat(50_000)),
            format!("<html>{}", "<p>a<b>c</p>".repeat(2_000)),
            format!("<article>{}</article>", WORDS.repeat(500)),
        ] {
            let _ = read(&page);
        }
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "{:?}",
            start.elapsed()
        );
    }
}
