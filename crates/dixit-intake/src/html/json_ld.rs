//! What a page says about its article as JSON-LD (schema.org).

use super::dom::Dom;
use regex::Regex;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// What the article's JSON-LD object says; strings with their entities resolved.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub section: Option<String>,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub body: Option<String>,
    /// Whether the page says that the article may be read without paying.
    pub free: Option<bool>,
    /// How many words the article has.
    pub words: Option<usize>,
    /// Whether it is a live blog.
    pub live: bool,
    /// The types of all objects on the page.
    pub types: Vec<String>,
}

/// Deeper objects say nothing about the article.
const DEEP: usize = 8;

/// Reads all JSON-LD of a page.
pub(super) fn read(dom: &Dom) -> Linked {
    let scripts: Vec<String> = dom
        .named(Dom::ROOT, "script")
        .map(|script| dom.raw_text(script))
        .filter(|script| !script.trim().is_empty())
        .collect();
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for value in &values {
        gather(value, DEEP, &mut objects);
    }
    let rank = |object: &&Map<String, Value>| kind_rank(object);
    // Of several the first, as a page lists related articles after its own.
    let best = objects
        .iter()
        .copied()
        .filter(|o| rank(o) > 0)
        .rev()
        .max_by_key(rank);
    let mut linked = match best {
        Some(article) => of_article(article, &objects),
        None => rescue(&scripts),
    };
    // What the article's object leaves out, the page's may say.
    for page in objects.iter().filter(|o| kind_rank(o) == 1) {
        let page = of_article(page, &[]);
        linked.published = linked.published.or(page.published);
        linked.modified = linked.modified.or(page.modified);
        linked.language = linked.language.or(page.language);
    }
    linked.types = objects
        .iter()
        .flat_map(|object| types(object))
        .map(str::to_owned)
        .collect();
    linked
}

/// JSON as pages write it: with comment marks around it, line breaks inside
/// strings, a comma too many.
fn parse(script: &str) -> Option<Value> {
    static WRAPPED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*.*?\*/)|(?://\s*)?(?:-->|\]\]>)\s*$|;\s*$",
        )
        .expect("a sound pattern")
    });
    static COMMA: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r",\s*([}\]])").expect("a sound pattern"));
    if let Ok(value) = serde_json::from_str(script.trim()) {
        return Some(value);
    }
    let bare = WRAPPED.replace_all(script.trim(), "");
    let bare = bare.replace(['\n', '\r', '\t'], " ");
    let bare = COMMA.replace_all(&bare, "$1");
    serde_json::from_str(bare.trim()).ok()
}

fn gather<'v>(value: &'v Value, depth: usize, objects: &mut Vec<&'v Map<String, Value>>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| gather(item, depth - 1, objects)),
        Value::Object(object) => {
            objects.push(object);
            for inner in object.values().filter(|v| v.is_object() || v.is_array()) {
                gather(inner, depth - 1, objects);
            }
        }
        _ => {}
    }
}

fn kind_rank(object: &Map<String, Value>) -> u8 {
    let rank = |kind: &str| match kind {
        kind if kind.ends_with("NewsArticle") || kind == "LiveBlogPosting" => 4,
        kind if kind.ends_with("Article") || kind.ends_with("BlogPosting") => 3,
        "DiscussionForumPosting" | "SocialMediaPosting" | "Report" | "Review" | "Recipe" => 2,
        "CreativeWork" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    };
    types(object).into_iter().map(rank).max().unwrap_or(0)
}

/// The types of an object, without what they are prefixed with.
fn types(object: &Map<String, Value>) -> Vec<&str> {
    let bare = |kind| str::rsplit(kind, ['/', ':', '#']).next().unwrap_or(kind);
    match object.get("@type") {
        Some(Value::String(kind)) => vec![bare(kind)],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).map(bare).collect(),
        _ => Vec::new(),
    }
}

fn of_article(article: &Map<String, Value>, objects: &[&Map<String, Value>]) -> Linked {
    let words = |key: &str| article.get(key).and_then(Value::as_str).and_then(clean);
    let name = |key: &str| {
        article
            .get(key)
            .map(|v| names(v, objects))
            .unwrap_or_default()
    };
    let page = article.get("mainEntityOfPage");
    Linked {
        headline: words("headline").or_else(|| words("name")),
        published: words("datePublished").or_else(|| words("dateCreated")),
        modified: words("dateModified"),
        section: first_words(article.get("articleSection")),
        free: free(article),
        words: article
            .get("wordCount")
            .and_then(|count| {
                count
                    .as_u64()
                    .or_else(|| count.as_str()?.trim().parse().ok())
            })
            .map(|count| count as usize),
        live: types(article).contains(&"LiveBlogPosting"),
        types: Vec::new(),
        publisher: name("publisher").into_iter().next(),
        authors: Some(name("author"))
            .filter(|names| !names.is_empty())
            .unwrap_or_else(|| name("creator")),
        language: words("inLanguage"),
        url: words("url")
            .or_else(|| page?.as_str().and_then(clean))
            .or_else(|| page?.get("@id")?.as_str().and_then(clean)),
        body: words("articleBody").or_else(|| updates(article)),
    }
}

/// The entries of a live blog, in the page's order.
fn updates(article: &Map<String, Value>) -> Option<String> {
    let entries = article.get("liveBlogUpdate")?.as_array()?;
    let of = |entry: &Value, key| entry.get(key).and_then(Value::as_str).and_then(clean);
    let lines = entries
        .iter()
        .flat_map(|entry| [of(entry, "headline"), of(entry, "articleBody")]);
    let lines: Vec<String> = lines.flatten().collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A string, or the first of a list of them.
fn first_words(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(words) => clean(words),
        Value::Array(items) => items.iter().find_map(|item| clean(item.as_str()?)),
        _ => None,
    }
}

/// What `isAccessibleForFree` says, however it is written.
fn free(article: &Map<String, Value>) -> Option<bool> {
    match article.get("isAccessibleForFree")? {
        Value::Bool(free) => Some(*free),
        Value::String(words) if words.eq_ignore_ascii_case("true") => Some(true),
        Value::String(words) if words.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// The names of people or organisations, given as strings, objects, references
/// to objects elsewhere, or lists of these.
fn names(value: &Value, objects: &[&Map<String, Value>]) -> Vec<String> {
    match value {
        Value::String(name) => clean(name).into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(|item| names(item, objects)).collect(),
        Value::Object(object) => {
            let own = object.get("name").and_then(Value::as_str);
            let elsewhere = || {
                let id = object.get("@id")?;
                let same = |other: &&&Map<String, Value>| other.get("@id") == Some(id);
                objects
                    .iter()
                    .filter(same)
                    .find_map(|other| other.get("name")?.as_str())
            };
            own.or_else(elsewhere).and_then(clean).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// What can still be read of JSON-LD that is broken beyond repair.
fn rescue(scripts: &[String]) -> Linked {
    static FIELD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#""(headline|datePublished|dateModified)"\s*:\s*"((?:[^"\\]|\\.)*)""#)
            .expect("a sound pattern")
    });
    let mut linked = Linked::default();
    for script in scripts.iter().filter(|script| script.contains("Article")) {
        for found in FIELD.captures_iter(script) {
            let value = clean(&found[2].replace("\\\"", "\"").replace("\\/", "/"));
            match &found[1] {
                "headline" => linked.headline = linked.headline.or(value),
                "dateModified" => linked.modified = linked.modified.or(value),
                _ => linked.published = linked.published.or(value),
            }
        }
    }
    linked
}

/// The words of a metadata string: entities resolved, white space trimmed.
pub(super) fn clean(value: &str) -> Option<String> {
    let mut words = value.trim().to_owned();
    if words.contains('&') {
        for (entity, character) in [
            ("&quot;", "\""),
            ("&#34;", "\""),
            ("&#39;", "'"),
            ("&#039;", "'"),
            ("&#x27;", "'"),
            ("&apos;", "'"),
            ("&rsquo;", "’"),
            ("&lsquo;", "‘"),
            ("&ldquo;", "“"),
            ("&rdquo;", "”"),
            ("&#8217;", "’"),
            ("&#8216;", "‘"),
            ("&#8220;", "“"),
            ("&#8221;", "”"),
            ("&ndash;", "–"),
            ("&mdash;", "—"),
            ("&nbsp;", " "),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
        ] {
            words = words.replace(entity, character);
        }
    }
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Linked {
        read(&Dom::parse(&format!(
            "<html><script type=\"application/ld+json\">{json}</script></html>"
        )))
    }

    #[test]
    fn references_are_followed() {
        let linked = of(r##"{"@graph": [{"@type": "WebPage", "name": "x"},
            {"@type": "NewsArticle", "headline": "A", "publisher": {"@id": "#p"}, "author": "Jo Lund"},
            {"@type": "Organization", "@id": "#p", "name": "The Harbour Post"}]}"##);
        assert_eq!(linked.publisher.as_deref(), Some("The Harbour Post"));
        assert_eq!(linked.headline.as_deref(), Some("A"));
        assert_eq!(linked.authors, ["Jo Lund"]);
    }

    #[test]
    fn the_first_article_of_a_list_is_the_pages_own() {
        let linked =
            of(r#"[{"@type": "Article", "headline": "A"}, {"@type": "Article", "headline": "B"}]"#);
        assert_eq!(linked.headline.as_deref(), Some("A"));
    }

    #[test]
    fn broken_json_is_repaired_or_rescued() {
        let linked = of("//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"A\nb\",}\n//]]>");
        assert_eq!(linked.headline.as_deref(), Some("A b"));
        let linked = of(r#"{"@type": "Article", "datePublished": "2031-03-07", "headline": "A" "#);
        assert_eq!(linked.published.as_deref(), Some("2031-03-07"));
        assert_eq!(of("{{{"), Linked::default());
    }
}
