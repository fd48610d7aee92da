//! The JSON of collectors of news, by the keys that each writes.

use crate::{Error, ErrorKind};
use serde_json::{Map, Value};

/// How a collector calls what Dixit calls otherwise: its key, and Dixit's.
struct Collector {
    /// Keys of which an object has all.
    marks: &'static [&'static str],
    names: &'static [(&'static str, &'static str)],
}

/// In the order in which they are tried.
const COLLECTORS: &[Collector] = &[
    // news-please
    Collector {
        marks: &["maintext"],
        names: &[
            ("maintext", "text"),
            ("date_publish", "published"),
            ("source_domain", "domain"),
        ],
    },
    // Fundus
    Collector {
        marks: &["plaintext"],
        names: &[
            ("plaintext", "text"),
            ("publishing_date", "published"),
            ("publisher", "outlet"),
            ("lang", "language"),
        ],
    },
    Collector {
        marks: &["body", "publishing_date"],
        names: &[
            ("body", "text"),
            ("publishing_date", "published"),
            ("publisher", "outlet"),
            ("lang", "language"),
        ],
    },
    // schema.org, as pages carry it
    Collector {
        marks: &["@type", "articleBody"],
        names: &[
            ("articleBody", "text"),
            ("headline", "title"),
            ("datePublished", "published"),
            ("publisher", "outlet"),
            ("inLanguage", "language"),
            ("@id", "id"),
        ],
    },
    // Media Cloud
    Collector {
        marks: &["media_name"],
        names: &[
            ("story_text", "text"),
            ("article_text", "text"),
            ("stories_id", "id"),
            ("media_name", "outlet"),
            ("publish_date", "published"),
        ],
    },
    // newspaper3k and newspaper4k
    Collector {
        marks: &["text", "publish_date"],
        names: &[
            ("publish_date", "published"),
            ("meta_lang", "language"),
            ("meta_site_name", "outlet"),
            ("canonical_link", "url"),
        ],
    },
    // GDELT
    Collector {
        marks: &["seendate", "domain"],
        names: &[("seendate", "seen")],
    },
];

/// Gives a collector's keys Dixit's names; of objects that no collector wrote,
/// nothing changes. A key that is there under its own name stays.
pub(crate) fn rename(object: &mut Map<String, Value>) {
    let wrote =
        |collector: &&Collector| collector.marks.iter().all(|key| object.contains_key(*key));
    let Some(collector) = COLLECTORS.iter().find(wrote) else {
        return;
    };
    for (theirs, ours) in collector.names {
        if object.get(*ours).is_some_and(|value| !value.is_null()) {
            continue;
        }
        if let Some(value) = object.shift_remove(*theirs) {
            let value = match *ours {
                "text" => told(value),
                _ => value,
            };
            object.insert((*ours).to_owned(), value);
        }
    }
}

/// Fundus writes a body as summary and sections: its paragraphs, a line each.
fn told(body: Value) -> Value {
    fn collect(value: &Value, lines: &mut Vec<String>) {
        match value {
            Value::String(line) if !line.trim().is_empty() => lines.push(line.trim().to_owned()),
            Value::Array(items) => items.iter().for_each(|item| collect(item, lines)),
            Value::Object(fields) => ["summary", "headline", "sections", "paragraphs"]
                .iter()
                .filter_map(|key| fields.get(*key))
                .for_each(|value| collect(value, lines)),
            _ => {}
        }
    }
    match body {
        Value::Object(_) | Value::Array(_) => {
            let mut lines = Vec::new();
            collect(&body, &mut lines);
            lines.join("\n").into()
        }
        other => other,
    }
}

/// Why an object without words that has an address is refused.
pub(crate) fn only_address(object: &Map<String, Value>, origin: &str) -> Option<Error> {
    let url = object.get("url").and_then(Value::as_str)?;
    url.contains("://").then(|| {
        Error::new(
            ErrorKind::NoText,
            origin,
            "holds only an address, not the article's words",
            "fetch it with `dixit watch`, or give the text itself",
        )
    })
}

/// Keys under which whole files keep their list of articles.
pub(crate) const LISTS: &[&str] = &["articles", "stories", "items", "results", "data"];

#[cfg(test)]
mod tests {
    use crate::json;
    use serde_json::Value;

    fn read(json: &str) -> Result<crate::Draft, crate::Error> {
        let Value::Object(object) = serde_json::from_str(json).unwrap() else {
            panic!("an object");
        };
        json::draft(object, "a-1".to_owned(), "a.json")
    }

    #[test]
    fn each_collector_s_keys_are_understood() {
        for json in [
            r#"{"maintext": "The port opens.", "date_publish": "2031-03-07 08:00:00", "title": "Kest", "authors": ["Jo Lund"],
                "url": "https://post.example/1", "language": "en", "source_domain": "post.example", "filename": "x"}"#,
            r#"{"plaintext": "The port opens.", "publishing_date": "2031-03-07 08:00:00+00:00", "title": "Kest", "authors": ["Jo Lund"],
                "url": "https://post.example/1", "lang": "en", "publisher": "The Harbour Post"}"#,
            r#"{"body": {"summary": [], "sections": [{"headline": [], "paragraphs": ["The port opens."]}]}, "url": "https://post.example/1",
                "publishing_date": "2031-03-07", "title": "Kest", "authors": ["Jo Lund"], "lang": "en"}"#,
            r#"{"@type": "NewsArticle", "articleBody": "The port opens.", "headline": "Kest", "datePublished": "2031-03-07T08:00Z",
                "author": {"name": "Jo Lund"}, "publisher": {"name": "The Harbour Post"}, "inLanguage": "en", "url": "https://post.example/1"}"#,
            r#"{"stories_id": 7, "media_name": "The Harbour Post", "publish_date": "2031-03-07", "title": "Kest", "author": "Jo Lund",
                "story_text": "The port opens.", "url": "https://post.example/1", "language": "en"}"#,
            r#"{"text": "The port opens.", "publish_date": "2031-03-07T08:00:00", "title": "Kest", "authors": ["Jo Lund"],
                "canonical_link": "https://post.example/1", "meta_lang": "en", "top_image": ""}"#,
        ] {
            let draft = read(json).unwrap_or_else(|error| panic!("{error}: {json}"));
            assert_eq!(draft.text, "The port opens.", "{json}");
            assert_eq!(draft.title.unwrap().value, "Kest", "{json}");
            assert_eq!(
                draft.published.unwrap().value.to_string(),
                "2031-03-07",
                "{json}"
            );
            assert_eq!(
                draft.url.as_deref(),
                Some("https://post.example/1"),
                "{json}"
            );
            assert_eq!(draft.language.unwrap().value, "en", "{json}");
            assert_eq!(draft.authors, ["Jo Lund"], "{json}");
        }
    }

    #[test]
    fn a_list_of_addresses_is_told_as_such() {
        let gdelt = r#"{"url": "https://post.example/1", "title": "Kest", "seendate": "20310307T081500Z", "domain": "post.example", "language": "English"}"#;
        let message = read(gdelt).unwrap_err().to_string();
        assert!(
            message.contains("only an address") && message.contains("dixit watch"),
            "{message}"
        );
    }
}
