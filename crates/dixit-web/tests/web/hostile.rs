//! Articles that mean harm.

use crate::desk::{Open, attributes};
use crate::support::report::edge::MALICE;

/// The markup less everything that stands in quotation marks or between tags.
fn tags(page: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start..];
        let mut quoted = false;
        let end = tag.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let end = end.expect("a tag that ends");
        tags.push(tag[1..end].to_owned());
        rest = &tag[end..];
    }
    tags
}

#[tokio::test]
async fn nothing_of_an_article_becomes_markup() {
    let desk = Open::with(true, None);
    let mut seen = 0;
    for page in desk.pages() {
        let body = desk.get(&page).await.body;
        seen += usize::from(body.contains("&lt;script&gt;"));
        for tag in tags(&body) {
            let name = tag.split([' ', '/']).next().unwrap_or_default().to_owned();
            if name == "script" {
                assert!(tag.starts_with("script src=\"/assets/"), "{page}: {tag}");
            }
            assert!(
                ![
                    "img",
                    "style",
                    "iframe",
                    "object",
                    "base",
                    "meta http-equiv"
                ]
                .contains(&name.as_str()),
                "{page}: {tag}"
            );
            for handler in [" onerror=", " onload=", " onclick=", " style="] {
                let outside: String = tag.split('"').step_by(2).collect();
                assert!(!outside.contains(handler), "{page}: {tag}");
            }
        }
        for href in attributes(&body, "href")
            .iter()
            .chain(&attributes(&body, "action"))
        {
            let fine = ["/", "#", "https://", "http://"]
                .iter()
                .any(|start| href.starts_with(start));
            assert!(fine && !href.starts_with("//"), "{page}: {href}");
        }
    }
    assert!(seen > 5, "the hostile article was hardly seen: {seen}");
    assert!(MALICE.contains("<script>"));
}

#[tokio::test]
async fn original_bytes_are_never_shown_as_a_page() {
    let desk = Open::new();
    for page in desk
        .pages()
        .into_iter()
        .filter(|page| page.starts_with("/articles/"))
    {
        let saved = desk.get(&format!("{page}/original")).await;
        assert_eq!(saved.header("content-type"), "application/octet-stream");
        assert!(
            saved
                .header("content-disposition")
                .starts_with("attachment; filename=\"")
        );
        let shown = desk.get(&format!("{page}/original?show=text")).await;
        assert_eq!(shown.header("content-type"), "text/plain; charset=utf-8");
        for answer in [saved, shown] {
            assert_eq!(
                answer.header("content-security-policy"),
                "default-src 'none'; sandbox"
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
        }
    }
}

#[tokio::test]
async fn queries_come_back_as_text() {
    let desk = Open::new();
    let attack = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for path in [
        "/search?q=",
        "/?words=",
        "/?outlet=",
        "/?speaker=",
        "/statements?q=",
        "/?order=",
        "/articles/",
        "/outlets/",
        "/runs/",
        "/search?after=",
    ] {
        let body = desk.get(&format!("{path}{attack}")).await.body;
        assert!(!body.contains("<script>alert"), "{path}");
    }
}
