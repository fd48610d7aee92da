//! Articles as web pages.

mod body;
mod bounds;
mod dom;
mod head;
mod json_ld;
mod kind;
mod metadata;

use crate::draft::Draft;
use crate::{Error, ErrorKind};
use body::Hints;
use dixit_model::Form;
pub(crate) use dom::{Dom, Step};
use head::Head;
use json_ld::Linked;

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
    let dom = Dom::parse(page);
    let linked = json_ld::read(&dom);
    let head = Head::read(&dom);
    let wide = kind::is_discussion(&head, &linked);
    let body::Found { text, near } =
        body::find(&dom, &hints(&head, &linked), wide).map_err(|(words, links)| {
            let said = kind::refusal(&head, &linked, 0);
            refuse(said.unwrap_or_else(|| kind::nothing(words, links)))
        })?;
    if let Some(why) = kind::refusal(&head, &linked, text.split_whitespace().count()) {
        return Err(refuse(why));
    }
    let form = kind::form(&head, &linked, &text);
    let mut found = metadata::read(&dom, &head, &linked, &near);
    if form != Form::Article {
        found.grounds.insert("form".to_owned(), "page".to_owned());
    }
    Ok(Draft {
        id,
        text,
        title: found.title,
        outlet: found.outlet,
        published: found.published,
        published_time: found.published_time,
        modified: found.modified,
        section: found.section,
        form,
        grounds: found.grounds,
        authors: found.authors,
        language: found.language,
        url: found.url,
        ..Draft::default()
    })
}

fn hints<'h>(head: &'h Head, linked: &'h Linked) -> Hints<'h> {
    let titles = [
        linked.headline.as_deref(),
        head.named(&["og:title"]),
        head.title.as_deref(),
    ];
    Hints {
        titles: titles.into_iter().flatten().collect(),
        description: head.named(&["og:description", "description", "twitter:description"]),
        body: linked.body.as_deref(),
    }
}

/// A page cut into blocks, each with its words, how many they are, what the model
/// sees of it and how likely it is before; for training only.
#[doc(hidden)]
pub fn training_blocks(page: &str) -> Vec<(String, usize, Vec<f32>, f32)> {
    let dom = Dom::parse(page);
    let linked = json_ld::read(&dom);
    let head = Head::read(&dom);
    body::training(&dom, &hints(&head, &linked))
}

/// The tree of a page, by its own reading of tags and by that of html5ever, to be
/// compared; for fuzzing only.
#[doc(hidden)]
pub fn two_trees(page: &str) -> [String; 2] {
    Dom::twice(page)
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

    #[test]
    fn vast_pages_take_little_time() {
        let start = Instant::now();
        let _ = read(&"<i>".repeat(1_000_000));
        let _ = read(&format!("<p>{}", "x<b>".repeat(1_000_000)));
        assert!(read(&one_line(2 << 20)).is_ok());
        assert!(start.elapsed() < Duration::from_secs(60));
    }

    #[test]
    #[ignore = "slow without --release"]
    fn a_page_of_sixty_four_megabytes_is_read() {
        let text = read(&one_line(64 << 20)).map(|draft| draft.text.len());
        assert!(text.is_ok_and(|length| length > 60 << 20));
    }

    fn one_line(bytes: usize) -> String {
        let line = "The harbour of Kest will open again, the minister said. ";
        format!("<body><p>{}</p>", line.repeat(bytes / line.len()))
    }

    #[test]
    fn lines_are_as_a_browser_shows_them() {
        let page = format!(
            "<body><article><p>CCTV</b>reported  on\n<i>Friday</i>&nbsp;that<br>Kest is open.</p>{WORDS}</article>"
        );
        let text = read(&page).unwrap().text;
        assert!(
            text.starts_with(
                "CCTVreported on Friday\u{a0}that\nKest is open.\nThe harbour of Kest"
            ),
            "{text}"
        );
    }

    #[test]
    fn moments_sections_and_grounds_are_told() {
        let page = format!(
            r#"<html><head><meta property="article:published_time" content="2031-03-07T23:10:00-05:00">
            <meta property="article:modified_time" content="2031-03-08T08:00:00Z"><meta property="article:section" content="World">
            <meta name="author" content="By Jo Lund, Staff Writer"></head><body><article><h1>Port to reopen</h1>{WORDS}</article>"#
        );
        let draft = read(&page).unwrap();
        assert_eq!(draft.published.unwrap().value.to_string(), "2031-03-07");
        assert_eq!(
            draft.published_time.as_deref(),
            Some("2031-03-07T23:10:00-05:00")
        );
        assert_eq!(draft.modified.as_deref(), Some("2031-03-08T08:00:00Z"));
        assert_eq!(draft.section.as_deref(), Some("World"));
        assert_eq!(draft.authors, ["Jo Lund"]);
        let grounds = |field: &str| draft.grounds[field].as_str();
        assert_eq!(
            [grounds("authors"), grounds("section")],
            ["meta", "Open Graph"]
        );
    }

    #[test]
    fn microdata_and_elements_tell_what_the_head_does_not() {
        let page = format!(
            r#"<body><article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Port of Kest to reopen</h1>
            <p class="byline">By <span itemprop="author">Jo Lund</span></p><time datetime="2031-03-07T08:15+01:00">today</time>
            <div itemprop="articleBody">{WORDS}</div></article>"#
        );
        let draft = read(&page).unwrap();
        assert_eq!(draft.title.unwrap().value, "Port of Kest to reopen");
        assert_eq!(draft.authors, ["Jo Lund"]);
        assert_eq!(
            draft.published_time.as_deref(),
            Some("2031-03-07T08:15+01:00")
        );
    }

    #[test]
    fn forms_are_marked() {
        let form = |json: &str, more: &str| {
            let script = format!(r#"<script type="application/ld+json">{json}</script>"#);
            read(&format!(
                "<html><head>{script}</head><body><article>{WORDS}{more}</article>"
            ))
            .unwrap()
            .form
        };
        assert_eq!(
            form(
                r#"{"@type": "NewsArticle", "isAccessibleForFree": "False"}"#,
                ""
            ),
            Form::Stub
        );
        assert_eq!(
            form(
                r#"{"@type": "NewsArticle"}"#,
                r#"<div class="paywall">Subscribe to continue reading.</div>"#
            ),
            Form::Stub
        );
        assert_eq!(
            form(
                r#"{"@type": "NewsArticle", "isAccessibleForFree": true}"#,
                ""
            ),
            Form::Article
        );
        assert_eq!(form(r#"{"@type": "LiveBlogPosting"}"#, ""), Form::LiveBlog);
    }

    #[test]
    fn pages_in_an_articles_place_are_refused_by_name() {
        let why = |title: &str, words: &str| {
            let page = format!(
                "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body>"
            );
            read(&page).unwrap_err().to_string()
        };
        let sorry = "We looked everywhere in the harbour but what you came for has been moved, or was never here at all; \
            please go back to the front page or use the search field at the top of this one.";
        for (title, expected) in [
            ("404 - Page not found", "no such page"),
            ("Just a moment...", "a person"),
            ("Before you continue to Harbour Post", "consent"),
            ("Log in", "log in"),
            ("Search results for Kest", "a search found"),
        ] {
            let why = why(title, sorry);
            assert!(why.contains(expected), "{title}: {why}");
        }
        assert!(
            read(&format!(
                "<title>404 miles to Kest</title><p>{}",
                WORDS.repeat(3)
            ))
            .is_ok()
        );
    }
}
