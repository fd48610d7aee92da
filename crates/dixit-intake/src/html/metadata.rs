//! What a page says about its article.
//!
//! Each thing is taken from where it is most trusted and says where that was.
//! The order of trust, the same for all: JSON-LD, Open Graph, other meta
//! elements, elements marked as schema.org's properties, elements made for it
//! (`time`, `rel=author`, headings), lines that look like it, the address.

mod authors;
mod published;
mod title;

use super::dom::Dom;
use super::head::Head;
use super::json_ld::Linked;
use dixit_model::{Date, Inferred};
use std::collections::BTreeMap;

/// What was found.
#[derive(Default)]
pub(super) struct Metadata {
    pub title: Option<Inferred<String>>,
    pub outlet: Option<Inferred<String>>,
    pub published: Option<Inferred<Date>>,
    pub published_time: Option<String>,
    pub modified: Option<String>,
    pub section: Option<String>,
    pub authors: Vec<String>,
    pub language: Option<Inferred<String>>,
    pub url: Option<String>,
    /// How those were found that do not say so themselves.
    pub grounds: BTreeMap<String, String>,
}

/// Where the words of a page stand, for those who look.
struct Page<'p> {
    dom: &'p Dom,
    head: &'p Head,
    linked: &'p Linked,
    /// Short lines around the article.
    near: &'p [String],
}

/// A value and how it was found.
type Found<T> = Option<(T, &'static str)>;

/// Reads the metadata of a page, of which `linked` is the JSON-LD and `near` the
/// lines around the article.
pub(super) fn read(dom: &Dom, head: &Head, linked: &Linked, near: &[String]) -> Metadata {
    let page = Page {
        dom,
        head,
        linked,
        near,
    };
    let mut found = Metadata {
        outlet: page.outlet(),
        language: page.language(),
        ..Metadata::default()
    };
    let mut grounds = BTreeMap::new();
    let mut note = |field: &str, how: &str| {
        grounds.insert(field.to_owned(), how.to_owned());
    };
    if let Some((url, how)) = page.url() {
        found.url = Some(url);
        note("url", how);
    }
    if let Some((section, how)) = page.section() {
        found.section = Some(section);
        note("section", how);
    }
    let outlet = found.outlet.as_ref().map(|name| name.value.as_str());
    found.title = title::read(&page, outlet, found.url.as_deref());
    if let Some((authors, how)) = authors::read(&page, outlet) {
        found.authors = authors;
        note("authors", how);
    }
    let dates = published::read(&page, found.url.as_deref());
    found.published = dates.published;
    if let (Some(day), Some(_)) = (&found.published, &dates.time) {
        note("time", &day.how);
    }
    found.published_time = dates.time;
    if let Some((modified, how)) = dates.modified {
        found.modified = Some(modified);
        note("modified", how);
    }
    found.grounds = grounds;
    found
}

impl Page<'_> {
    /// The content of the first element marked as this property of schema.org's.
    fn property(&self, name: &str) -> Option<String> {
        self.properties(name).next()
    }

    fn properties<'s>(&'s self, name: &'s str) -> impl Iterator<Item = String> + 's {
        let own = self
            .head
            .properties
            .iter()
            .filter(move |(own, _)| own == name);
        own.take(100).filter_map(|&(_, id)| {
            let given = ["content", "datetime"]
                .iter()
                .find_map(|key| self.dom.attribute(id, key));
            let words = given.map(str::to_owned);
            let words = words.or_else(|| self.dom.short_text(id, 400))?;
            super::json_ld::clean(&words)
        })
    }

    fn outlet(&self) -> Option<Inferred<String>> {
        let name = |value: Option<&str>, how: &str, sure| {
            let value = value.filter(|name| !name.contains("://") && name.chars().count() <= 60)?;
            Some(Inferred::new(value.to_owned(), how, sure))
        };
        let meta = [
            "dc.publisher",
            "publisher",
            "application-name",
            "citation_journal_title",
            "cre",
        ];
        name(self.linked.publisher.as_deref(), "JSON-LD", 0.95)
            .or_else(|| name(self.head.named(&["og:site_name"]), "Open Graph", 0.95))
            .or_else(|| name(self.head.named(&meta), "meta", 0.8))
            .or_else(|| {
                let title = self.head.title.as_deref()?;
                let (_, tail) = title
                    .rsplit_once(" | ")
                    .or_else(|| title.rsplit_once(" – "))?;
                let short = (1..=5).contains(&tail.split_whitespace().count());
                short.then(|| Inferred::new(tail.trim().to_owned(), "title element", 0.6))
            })
    }

    fn language(&self) -> Option<Inferred<String>> {
        let code = |value: Option<&str>, how: &str, sure| {
            let value = value?.to_ascii_lowercase();
            let code = value.split(['-', '_']).next()?.trim();
            let plain =
                (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphabetic());
            plain.then(|| Inferred::new(code.to_owned(), how, sure))
        };
        let meta = ["og:locale", "content-language", "language", "dc.language"];
        code(self.linked.language.as_deref(), "JSON-LD", 0.95)
            .or_else(|| code(self.head.language.as_deref(), "html element", 0.95))
            .or_else(|| code(self.head.named(&meta), "meta", 0.9))
    }

    fn url(&self) -> Found<String> {
        let whole = |url: &&str| url.contains("://") && !url.contains(char::is_whitespace);
        let of = |url: Option<&str>, how| Some((url.filter(whole)?.to_owned(), how));
        of(self.head.canonical.as_deref(), "canonical link")
            .or_else(|| of(self.head.named(&["og:url"]), "Open Graph"))
            .or_else(|| of(self.linked.url.as_deref(), "JSON-LD"))
    }

    fn section(&self) -> Found<String> {
        let meta = [
            "parsely-section",
            "section",
            "sailthru.section",
            "news_section",
            "cxenseparse:section",
            "dc.subject",
            "category",
        ];
        let plain = |name: &str| !name.contains("://") && (2..=60).contains(&name.chars().count());
        let of = |name: Option<String>, how| Some((name.filter(|name| plain(name))?, how));
        let named = |names: &[&str]| self.head.named(names).map(str::to_owned);
        of(self.linked.section.clone(), "JSON-LD")
            .or_else(|| of(named(&["article:section"]), "Open Graph"))
            .or_else(|| of(named(&meta), "meta"))
            .or_else(|| of(self.property("articlesection"), "microdata"))
    }
}
