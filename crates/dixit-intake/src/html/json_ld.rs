//! What a page says about its article as JSON-LD (schema.org).

use dom_query::Document;
use regex::Regex;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// What the article's JSON-LD object says; strings with their entities resolved.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub body: Option<String>,
}

/// Deeper objects say nothing about the article.
const DEEP: usize = 8;

/// Reads all JSON-LD of a page.
pub(super) fn read(document: &Document) -> Linked {
    let scripts: Vec<String> = document
        .select("script[type=\"application/ld+json\"]")
        .iter()
        .map(|script| script.text().to_string())
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
    match best {
        Some(article) => of_article(article, &objects),
        None => rescue(&scripts),
    }
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
    let kinds: Vec<&str> = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return 0,
    };
    let rank = |kind: &&str| match kind.rsplit(['/', ':']).next().unwrap_or(kind) {
        kind if kind.ends_with("NewsArticle") => 4,
        kind if kind.ends_with("Article") || kind.ends_with("BlogPosting") => 3,
        "Report" | "CreativeWork" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    };
    kinds.iter().map(rank).max().unwrap_or(0)
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
        publisher: name("publisher").into_iter().next(),
        authors: name("author"),
        language: words("inLanguage"),
        url: words("url")
            .or_else(|| page?.as_str().and_then(clean))
            .or_else(|| page?.get("@id")?.as_str().and_then(clean)),
        body: words("articleBody"),
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
        Regex::new(r#""(headline|datePublished)"\s*:\s*"((?:[^"\\]|\\.)*)""#)
            .expect("a sound pattern")
    });
    let mut linked = Linked::default();
    for script in scripts.iter().filter(|script| script.contains("Article")) {
        for found in FIELD.captures_iter(script) {
            let value = clean(&found[2].replace("\\\"", "\"").replace("\\/", "/"));
            match &found[1] {
                "headline" => linked.headline = linked.headline.or(value),
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
        read(&Document::from(format!(
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
