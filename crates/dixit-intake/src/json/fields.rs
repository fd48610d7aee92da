//! The keys of an article's JSON object.

use crate::draft::Draft;
use crate::wire::{collector, ninjs};
use crate::{Error, ErrorKind, date};
use dixit_model::{Date, Inferred};
use serde_json::{Map, Value};

/// Keys that readings and records write themselves. An article that comes with
/// one keeps its value, but under [`KEPT`], so that no line says a thing twice.
const OWN_KEYS: &[&str] = &[
    "id",
    "story",
    "title",
    "outlet",
    "published",
    "modified",
    "section",
    "form",
    "authors",
    "language",
    "url",
    "sha256",
    "text",
    "furniture",
    "attributions",
    "entities",
    "names",
    "times",
    "unread",
    KEPT,
];

/// Where values are kept that would collide or could not be understood.
const KEPT: &str = "input";

/// The article of a JSON object; `id` is what to call it if it has none.
pub(crate) fn draft(
    mut object: Map<String, Value>,
    id: String,
    origin: &str,
) -> Result<Draft, Error> {
    if ninjs::is_one(&object) {
        return ninjs::draft(object, id, origin);
    }
    collector::rename(&mut object);
    let text = match object.shift_remove("text") {
        Some(Value::String(text)) => text,
        Some(Value::Null) | None => {
            if let Some(error) = collector::only_address(&object, origin) {
                return Err(error);
            }
            return Err(no_text(origin, "has no \"text\"".to_owned()));
        }
        Some(other) => {
            return Err(no_text(
                origin,
                format!("has {} as \"text\"", kind_of(&other)),
            ));
        }
    };
    if text.trim().is_empty() {
        return Err(Error::empty(origin));
    }
    let id = match object.get("id") {
        Some(Value::String(own)) if !own.trim().is_empty() => own.clone(),
        Some(Value::Number(own)) => own.to_string(),
        _ => id,
    };
    if object
        .get("id")
        .is_some_and(|own| own.is_string() || own.is_number() || own.is_null())
    {
        object.shift_remove("id");
    }
    let known = |value: String| Inferred::new(value, "metadata", 1.0);
    let draft = Draft {
        id,
        text,
        title: take(&mut object, "title", plain).map(known),
        outlet: take(&mut object, "outlet", named).map(known),
        published: take(&mut object, "published", dated)
            .or_else(|| take(&mut object, "date", dated))
            .map(|day| Inferred::new(day, "metadata", 1.0)),
        modified: take(&mut object, "modified", moment),
        section: take(&mut object, "section", plain),
        authors: take(&mut object, "authors", listed)
            .or_else(|| take(&mut object, "author", listed))
            .unwrap_or_default(),
        language: take(&mut object, "language", plain).map(known),
        url: take(&mut object, "url", plain),
        extra: rest(object),
        ..Draft::default()
    };
    Ok(draft)
}

/// Takes a key away if its value was understood; else it stays to be kept.
fn take<T>(object: &mut Map<String, Value>, key: &str, read: fn(&Value) -> Option<T>) -> Option<T> {
    let value = object.get(key).and_then(read);
    if value.is_some() || object.get(key).is_some_and(Value::is_null) {
        object.shift_remove(key);
    }
    value
}

fn rest(object: Map<String, Value>) -> Map<String, Value> {
    let (mut extra, mut kept) = (Map::new(), Map::new());
    for (key, value) in object {
        if OWN_KEYS.contains(&key.as_str()) {
            kept.insert(key, value);
        } else {
            extra.insert(key, value);
        }
    }
    if !kept.is_empty() {
        extra.insert(KEPT.to_owned(), Value::Object(kept));
    }
    extra
}

/// A string with words in it; `None` and its like, as programs write out what
/// they do not know, are none.
fn plain(value: &Value) -> Option<String> {
    let words = value.as_str()?.trim();
    let unknown = ["", "None", "null", "NULL", "nan", "NaN", "N/A"].contains(&words);
    (!unknown).then(|| words.to_owned())
}

fn named(value: &Value) -> Option<String> {
    plain(value).or_else(|| plain(value.get("name")?))
}

fn dated(value: &Value) -> Option<Date> {
    match value {
        Value::String(words) => date::day(words),
        Value::Number(number) => date::day(&number.to_string()),
        Value::Object(object) => dated(object.get("date")?),
        _ => None,
    }
}

/// A day or a moment, as it is written.
fn moment(value: &Value) -> Option<String> {
    plain(value).filter(|words| date::day(words).is_some())
}

fn listed(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(items) => items.iter().map(named).collect(),
        other => named(other).map(|line| by_line(&line)),
    }
}

/// The names of a by-line: `By Ann Orme and Tomas Veld; Jo Lund`.
pub(crate) fn by_line(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = match line.split_once(' ') {
        Some((by, rest)) if by.eq_ignore_ascii_case("by") => rest,
        _ => line,
    };
    let mut names: Vec<String> = Vec::new();
    for part in line
        .split([';', '|', ',', '\n'])
        .flat_map(|part| part.split(" and "))
    {
        let part = part.trim();
        let suffix = ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "MD", "PhD"].contains(&part);
        match names.last_mut() {
            Some(last) if suffix => *last = format!("{last}, {part}"),
            _ if part.is_empty() => {}
            _ => names.push(part.to_owned()),
        }
    }
    names
}

fn no_text(origin: &str, what: String) -> Error {
    let fix = "give each object the article's words as a string under \"text\"";
    Error::new(ErrorKind::NoText, origin, what, fix)
}

/// What a JSON value is, for messages.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Draft, Error> {
        let Value::Object(object) = serde_json::from_str(json).unwrap() else {
            panic!("an object");
        };
        draft(object, "file-1".to_owned(), "file.jsonl")
    }

    #[test]
    fn known_keys_are_read_and_the_rest_kept() {
        let draft = read(
            r#"{"id": 7, "text": " No.\r\n", "date": "2031-03-07", "authors": ["A B", {"name": "C D"}],
                "wire": "None", "story": "s1", "outlet": {"name": "The Harbour Post", "how": "x"}}"#,
        )
        .unwrap();
        assert_eq!(draft.id, "7");
        assert_eq!(draft.text, " No.\r\n");
        assert_eq!(
            draft.published.unwrap().value,
            date::new(2031, 3, 7).unwrap()
        );
        assert_eq!(draft.authors, ["A B", "C D"]);
        assert_eq!(draft.outlet.unwrap().value, "The Harbour Post");
        let extra = Value::Object(draft.extra).to_string();
        assert_eq!(extra, r#"{"wire":"None","input":{"story":"s1"}}"#);
    }

    #[test]
    fn values_not_understood_are_kept_not_guessed() {
        let draft =
            read(r#"{"text": "No.", "published": "lately", "title": 3, "url": null}"#).unwrap();
        assert!(draft.published.is_none() && draft.title.is_none() && draft.url.is_none());
        assert_eq!(draft.id, "file-1");
        let extra = Value::Object(draft.extra).to_string();
        assert_eq!(extra, r#"{"input":{"published":"lately","title":3}}"#);
    }

    #[test]
    fn missing_text_is_said() {
        let kind = |json| read(json).unwrap_err().kind();
        assert_eq!(kind("{}"), ErrorKind::NoText);
        assert_eq!(kind(r#"{"text": ["a"]}"#), ErrorKind::NoText);
        assert_eq!(kind(r#"{"text": " \n\u00a0"}"#), ErrorKind::Empty);
    }

    #[test]
    fn by_lines_are_split() {
        assert_eq!(
            by_line("By Ann Orme and Tomas Veld, Jr.; Jo"),
            ["Ann Orme", "Tomas Veld, Jr.", "Jo"]
        );
    }
}
