//! When the article was published, and last changed.

use super::{Found, Page};
use crate::html::dom::Id;
use crate::{date, infer};
use dixit_model::{Date, Inferred};

/// What was found.
#[derive(Default)]
pub(super) struct Dates {
    pub published: Option<Inferred<Date>>,
    /// The moment, on that day.
    pub time: Option<String>,
    pub modified: Found<String>,
}

/// Names of meta elements that hold the day of publication.
const PUBLISHED: &[&str] = &[
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published",
    "published_at",
    "cxenseparse:recs:publishtime",
    "og:published_time",
    "og:article:published_time",
    "og:pubdate",
    "ptime",
    "pdate",
    "rnews:datepublished",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "datecreated",
    "date_published",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "bt:pubdate",
    "date",
    "dc.created",
];

/// Names of meta elements that hold the day of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "lastmodified",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "bt:moddate",
    "utime",
    "revision_date",
    "updated_time",
];

/// A day with its moment, how it was found, and how surely.
type Candidate = Option<(Date, Option<String>, &'static str, f32)>;

/// Finds both. A day of publication after that of the last change is taken for
/// what it most often is: the change.
pub(super) fn read(page: &Page, url: Option<&str>) -> Dates {
    let of = |value: Option<&str>, how, sure| -> Candidate {
        let (day, time) = date::moment(value?)?;
        Some((day, time, how, sure))
    };
    let head = page.head;
    let all = |names: &[&str], how, sure| {
        names
            .iter()
            .find_map(|name| head.all(name).find_map(|value| of(Some(value), how, sure)))
    };
    let property = |name: &str, sure| {
        page.properties(name)
            .find_map(|value| of(Some(&value), "microdata", sure))
    };
    let address = || {
        let day = infer::published_in_address(url?)?;
        Some((day.value, None, "address", 0.9))
    };
    let published = of(page.linked.published.as_deref(), "JSON-LD", 0.98)
        .or_else(|| all(&["article:published_time"], "Open Graph", 0.98))
        .or_else(|| all(PUBLISHED, "meta", 0.93))
        .or_else(|| property("datepublished", 0.93))
        .or_else(|| property("datecreated", 0.85))
        .or_else(|| time_element(page))
        .or_else(address)
        .or_else(|| date_line(page));
    let modified = of(page.linked.modified.as_deref(), "JSON-LD", 0.95)
        .or_else(|| all(MODIFIED, "meta", 0.9))
        .or_else(|| property("datemodified", 0.9));
    let published = published.map(|found| exact(page, found));
    let modified =
        modified.filter(|(day, ..)| published.as_ref().is_none_or(|known| known.0 <= *day));
    let time = published.as_ref().and_then(|(_, time, ..)| time.clone());
    Dates {
        time,
        published: published.map(|(day, _, how, sure)| Inferred::new(day, how, sure)),
        modified: modified
            .map(|(day, time, how, _)| (time.unwrap_or_else(|| day.to_string()), how)),
    }
}

/// The moment may stand elsewhere than the day that is trusted most.
fn exact(
    page: &Page,
    found: (Date, Option<String>, &'static str, f32),
) -> (Date, Option<String>, &'static str, f32) {
    let (day, time, how, sure) = found;
    let midnight = time.as_deref().is_some_and(|time| time.contains("T00:00"));
    if time.is_some() && !midnight {
        return (day, time, how, sure);
    }
    let values = [
        "article:published_time",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
    ];
    let metas = values
        .iter()
        .flat_map(|name| page.head.all(name))
        .map(str::to_owned);
    let elements = page
        .head
        .times
        .iter()
        .filter_map(|&id| page.dom.attribute(id, "datetime"))
        .map(str::to_owned);
    let other = metas.chain(elements).find_map(|value| {
        let (other, time) = date::moment(&value)?;
        time.filter(|time| other == day && !time.contains("T00:00"))
    });
    // A midnight that nothing contradicts is how a day without a moment is written.
    let own = time.filter(|_| !midnight);
    (day, own.or(other), how, sure)
}

/// The day in `time` elements: one that says so first, then the first near the
/// headline, then the first of the article's.
fn time_element(page: &Page) -> Candidate {
    let times = || {
        page.head
            .times
            .iter()
            .copied()
            .filter(|&id| !is_aside(page, id))
    };
    let value = |id: Id| {
        let words = || page.dom.short_text(id, 160);
        let given = page.dom.attribute(id, "datetime").map(str::to_owned);
        given
            .and_then(|given| date::moment(&given))
            .or_else(|| date::moment(&words()?))
    };
    let of = |id: Id, sure| value(id).map(|(day, time)| (day, time, "time element", sure));
    let says_so = |id: &Id| {
        let class = page.dom.attribute(*id, "class").unwrap_or_default();
        page.dom.attribute(*id, "pubdate").is_some()
            || class.contains("publish")
            || class.contains("entry-date")
    };
    let headline = page.head.headings.first().copied().unwrap_or_default();
    times()
        .filter(says_so)
        .find_map(|id| of(id, 0.9))
        .or_else(|| {
            times()
                .filter(|&id| id > headline)
                .find_map(|id| of(id, 0.8))
        })
        .or_else(|| times().find_map(|id| of(id, 0.7)))
}

/// The day in a short line made for it: behind the headline, then around the
/// article, then anywhere.
fn date_line(page: &Page) -> Candidate {
    let headline = page.head.headings.first().copied().unwrap_or_default();
    let lines = || {
        page.head
            .datelines
            .iter()
            .copied()
            .filter(|&id| !is_aside(page, id))
            .take(400)
    };
    let of = |id: Id| {
        let words = page.dom.short_text(id, 160)?;
        let (day, time) = date::moment(&words)?;
        Some((day, time, "date line", 0.75))
    };
    let near = || page.near.iter().find_map(|line| dated(line));
    let behind = lines().filter(|&id| id > headline).find_map(of);
    behind.or_else(near).or_else(|| lines().find_map(of))
}

/// The day of a line that says little else.
fn dated(line: &str) -> Candidate {
    let (day, time) = date::moment(line)?;
    let words = date::without_days(line);
    let few = words
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count()
        <= 8;
    few.then_some((day, time, "date line", 0.7))
}

/// Whether an element stands beside the article, among links or comments.
fn is_aside(page: &Page, id: Id) -> bool {
    let mut at = Some(id);
    for _ in 0..25 {
        let Some(here) = at else { return false };
        if matches!(page.dom.name(here), "aside" | "footer" | "nav") {
            return true;
        }
        for key in ["class", "id"] {
            let Some(value) = page
                .dom
                .attribute(here, key)
                .filter(|_| !matches!(page.dom.name(here), "body" | "html"))
            else {
                continue;
            };
            let value = value.to_ascii_lowercase();
            let signs = [
                "comment",
                "related",
                "sidebar",
                "recent",
                "popular",
                "trending",
                "footer",
                "widget",
                "recommend",
                "latest",
                "teaser",
                "most-",
            ];
            if signs.iter().any(|sign| value.contains(sign)) {
                return true;
            }
        }
        at = page.dom.parent(here);
    }
    false
}
