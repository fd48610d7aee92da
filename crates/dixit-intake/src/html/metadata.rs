//! What a page says about its article, each thing from where it is most
//! trusted: JSON-LD, Open Graph, other meta elements, the page's own elements.

use super::json_ld::{Linked, clean};
use crate::{date, json};
use dixit_model::{Date, Inferred};
use dom_query::Document;

/// What was found.
pub(super) struct Metadata {
    pub title: Option<Inferred<String>>,
    pub outlet: Option<Inferred<String>>,
    pub published: Option<Inferred<Date>>,
    pub authors: Vec<String>,
    pub language: Option<Inferred<String>>,
    pub url: Option<String>,
}

/// Reads the metadata of a page, of which `linked` is the JSON-LD.
pub(super) fn read(document: &Document, linked: &Linked) -> Metadata {
    let page = Page { document };
    let outlet = page.outlet(linked);
    Metadata {
        title: page.title(linked, outlet.as_ref().map(|name| name.value.as_str())),
        published: page.published(linked),
        authors: page.authors(linked),
        language: page.language(linked),
        url: page.url(linked),
        outlet,
    }
}

struct Page<'d> {
    document: &'d Document,
}

/// Names of meta elements that hold the day of publication.
const PUBLISHED: &[&str] = &[
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "cxenseparse:recs:publishtime",
    "og:published_time",
    "og:article:published_time",
    "article.published",
    "ptime",
    "pdate",
    "rnews:datepublished",
    "citation_publication_date",
];

impl Page<'_> {
    /// The content of the first meta element with one of these names.
    fn meta(&self, names: &[&str]) -> Option<String> {
        let metas = self.document.select("meta");
        names.iter().find_map(|name| {
            metas.iter().find_map(|meta| {
                let own = ["property", "name", "itemprop"].iter().any(|key| {
                    meta.attr(key)
                        .is_some_and(|value| value.eq_ignore_ascii_case(name))
                });
                own.then(|| clean(&meta.attr("content")?)).flatten()
            })
        })
    }

    fn first_text(&self, selector: &str) -> Option<String> {
        let first = self.document.select(selector).iter().next()?;
        let words: Vec<String> = first.text().split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn first_attr(&self, selector: &str, attribute: &str) -> Option<String> {
        let found = self.document.select(selector);
        found
            .iter()
            .find_map(|element| clean(&element.attr(attribute)?))
    }

    fn title(&self, linked: &Linked, outlet: Option<&str>) -> Option<Inferred<String>> {
        let known = |value: String, how: &str, sure| Inferred::new(value, how, sure);
        let linked = linked
            .headline
            .clone()
            .map(|value| known(value, "JSON-LD", 0.97));
        linked
            .or_else(|| Some(known(self.meta(&["og:title"])?, "Open Graph", 0.95)))
            .or_else(|| {
                Some(known(
                    self.meta(&["twitter:title", "dc.title", "headline"])?,
                    "meta",
                    0.9,
                ))
            })
            .or_else(|| Some(known(self.first_text("h1")?, "heading", 0.85)))
            .or_else(|| Some(known(self.first_text("title")?, "title element", 0.7)))
            .map(|title| Inferred {
                value: without_outlet(&title.value, outlet).to_owned(),
                ..title
            })
    }

    fn published(&self, linked: &Linked) -> Option<Inferred<Date>> {
        let day = |value: Option<String>, how: &str, sure| {
            Some(Inferred::new(date::day(&value?)?, how, sure))
        };
        let time = |selector| self.first_attr(selector, "datetime");
        day(linked.published.clone(), "JSON-LD", 0.98)
            .or_else(|| day(self.meta(&["article:published_time"]), "Open Graph", 0.98))
            .or_else(|| day(self.meta(PUBLISHED), "meta", 0.93))
            .or_else(|| {
                day(
                    time("time[itemprop=\"datePublished\"]"),
                    "time element",
                    0.93,
                )
            })
            .or_else(|| day(time("time[pubdate]"), "time element", 0.9))
            .or_else(|| day(time("article time"), "time element", 0.8))
            .or_else(|| day(time("time"), "time element", 0.7))
    }

    fn outlet(&self, linked: &Linked) -> Option<Inferred<String>> {
        let name = |value: Option<String>, how: &str, sure| {
            let value = value.filter(|name| !name.contains("://") && name.chars().count() <= 60)?;
            Some(Inferred::new(value, how, sure))
        };
        name(linked.publisher.clone(), "JSON-LD", 0.95)
            .or_else(|| name(self.meta(&["og:site_name"]), "Open Graph", 0.95))
            .or_else(|| {
                name(
                    self.meta(&["dc.publisher", "publisher", "application-name"]),
                    "meta",
                    0.8,
                )
            })
            .or_else(|| {
                let title = self.first_text("title")?;
                let (_, tail) = title
                    .rsplit_once(" | ")
                    .or_else(|| title.rsplit_once(" – "))?;
                let short = (1..=5).contains(&tail.split_whitespace().count());
                short.then(|| Inferred::new(tail.trim().to_owned(), "title element", 0.6))
            })
    }

    fn authors(&self, linked: &Linked) -> Vec<String> {
        if !linked.authors.is_empty() {
            return linked.authors.clone();
        }
        let meta = self.meta(&[
            "author",
            "article:author",
            "dc.creator",
            "parsely-author",
            "byl",
        ]);
        let line = meta
            .or_else(|| self.first_text("[rel=\"author\"]"))
            .or_else(|| self.first_text("[itemprop=\"author\"]"));
        let line = line.filter(|line| !line.contains("://") && line.chars().count() <= 120);
        line.map(|line| json::by_line(&line)).unwrap_or_default()
    }

    fn language(&self, linked: &Linked) -> Option<Inferred<String>> {
        let code = |value: Option<String>, how: &str, sure| {
            let value = value?.to_ascii_lowercase();
            let code = value.split(['-', '_']).next()?.trim();
            let plain =
                (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphabetic());
            plain.then(|| Inferred::new(code.to_owned(), how, sure))
        };
        code(linked.language.clone(), "JSON-LD", 0.95)
            .or_else(|| code(self.first_attr("html", "lang"), "html element", 0.95))
            .or_else(|| code(self.meta(&["og:locale", "content-language"]), "meta", 0.9))
    }

    fn url(&self, linked: &Linked) -> Option<String> {
        let whole = |url: &String| url.contains("://");
        self.first_attr("link[rel=\"canonical\"]", "href")
            .filter(whole)
            .or_else(|| self.meta(&["og:url"]).filter(whole))
            .or_else(|| linked.url.clone().filter(whole))
    }
}

/// A title less the outlet's name behind it.
fn without_outlet<'t>(title: &'t str, outlet: Option<&str>) -> &'t str {
    let Some(outlet) = outlet else {
        return title;
    };
    for mark in [" | ", " - ", " – ", " — ", " :: "] {
        if let Some((head, tail)) = title.rsplit_once(mark)
            && !head.trim().is_empty()
            && tail.trim().eq_ignore_ascii_case(outlet)
        {
            return head.trim_end();
        }
    }
    title
}
