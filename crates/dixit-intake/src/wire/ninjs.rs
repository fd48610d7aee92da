//! ninjs, IPTC's news in JSON: 1.x, 2.x and 3.x.

use super::item::{Item, words};
use super::markup;
use crate::Error;
use crate::draft::Draft;
use serde_json::{Map, Value};

/// Keys that no other JSON of articles has.
const MARKS: &[&str] = &[
    "body_text",
    "body_xhtml",
    "body_html",
    "bodies",
    "headlines",
    "bylines",
    "representationtype",
    "versioncreated",
    "contentcreated",
    "firstcreated",
    "copyrightholder",
];

/// Whether an object is an item of ninjs.
pub(crate) fn is_one(object: &Map<String, Value>) -> bool {
    let own = |key: &String| MARKS.contains(&key.to_ascii_lowercase().as_str());
    !object.contains_key("text") && object.contains_key("uri") && object.keys().any(own)
}

/// The article of an item.
pub(crate) fn draft(object: Map<String, Value>, id: String, origin: &str) -> Result<Draft, Error> {
    item(object).draft(id, origin, "ninjs")
}

fn item(object: Map<String, Value>) -> Item {
    let mut keys = Keys(object);
    let uri = keys.word("uri");
    let mut item = Item {
        text: keys.text(),
        title: keys
            .word("headline")
            .or_else(|| keys.chosen("headlines", "main")),
        outlet: keys
            .chosen("providers", "")
            .or_else(|| keys.word("copyrightholder"))
            .or_else(|| keys.chosen("infosources", "")),
        // A version is published when it is made; later ones keep the first's day.
        days: ["firstcreated", "versioncreated", "contentcreated"]
            .into_iter()
            .filter_map(|key| keys.word(key))
            .collect(),
        authors: keys.word("byline").into_iter().collect(),
        language: keys.word("language"),
        kind: keys.word("type"),
        status: keys.word("pubstatus"),
        url: uri.clone().filter(|uri| uri.starts_with("http")),
        id: uri,
        ..Item::default()
    };
    if item.authors.is_empty() {
        item.authors = keys.named("bylines");
    }
    item.extra = keys.0;
    item
}

/// Keys in whatever case: 2.x writes `versionCreated` for `versioncreated`.
struct Keys(Map<String, Value>);

impl Keys {
    fn own(&self, key: &str) -> Option<String> {
        self.0
            .keys()
            .find(|own| own.eq_ignore_ascii_case(key))
            .cloned()
    }

    /// Takes the words under a key.
    fn word(&mut self, key: &str) -> Option<String> {
        let own = self.own(key)?;
        let found = words(self.0.get(&own)?.as_str()?)?;
        self.0.shift_remove(&own);
        Some(found)
    }

    /// The body: plain text if there is one, else the words of the marked-up one.
    fn text(&mut self) -> String {
        if let Some(own) = self.own("bodies")
            && let Some(text) = self.0.get(&own).and_then(of_bodies)
        {
            self.0.shift_remove(&own);
            return text;
        }
        let keys = ["body_text", "body_xhtml", "body_html", "body"];
        let (mut text, mut all) = (String::new(), Vec::new());
        for key in keys {
            let Some(own) = self.own(key) else { continue };
            let Some(body) = self.0.get(&own).and_then(Value::as_str) else {
                continue;
            };
            if text.trim().is_empty() {
                text = match key {
                    "body_text" => body.to_owned(),
                    _ => marked_up(body),
                };
            }
            all.push(own);
        }
        for own in all {
            self.0.shift_remove(&own);
        }
        text
    }

    /// The name or value of the list's item with that role, else of its first; the
    /// list is taken if there is no more in it.
    fn chosen(&mut self, key: &str, role: &str) -> Option<String> {
        let own = self.own(key)?;
        let list = self.0.get(&own)?.as_array()?;
        let has_role = |item: &&Value| item.get("role").and_then(Value::as_str) == Some(role);
        let chosen = list.iter().find(has_role).or(list.first())?;
        let found = name_of(chosen)?;
        if list.len() == 1 {
            self.0.shift_remove(&own);
        }
        Some(found)
    }

    fn named(&mut self, key: &str) -> Vec<String> {
        let list = self.own(key).and_then(|own| self.0.shift_remove(&own));
        let list = list.as_ref().and_then(Value::as_array);
        list.into_iter().flatten().filter_map(name_of).collect()
    }
}

fn name_of(item: &Value) -> Option<String> {
    let keys = ["value", "name", "byline", "text", "literal"];
    item.as_str()
        .or_else(|| keys.iter().find_map(|key| item.get(key)?.as_str()))
        .and_then(words)
}

/// Of the bodies of 3.x, the main one, plain if it is there.
fn of_bodies(bodies: &Value) -> Option<String> {
    let field = |body: &Value, key: &str| {
        let value = body.get(key).and_then(Value::as_str);
        value.unwrap_or_default().to_ascii_lowercase()
    };
    let mut ranked: Vec<(bool, bool, &str)> = Vec::new();
    for body in bodies.as_array()? {
        let Some(value) = body.get("value").and_then(Value::as_str) else {
            continue;
        };
        let role = field(body, "role");
        let main = role.is_empty() || role == "main" || role == "body";
        let kind = field(body, "contenttype");
        let plain = match kind.is_empty() {
            true => !value.trim_start().starts_with('<'),
            false => kind.contains("plain"),
        };
        ranked.push((!main, !plain, value));
    }
    ranked.sort_by_key(|&(other, marked, _)| (other, marked));
    let (_, marked, value) = ranked.first()?;
    Some(match marked {
        true => marked_up(value),
        false => (*value).to_owned(),
    })
}

fn marked_up(body: &str) -> String {
    match body.contains('<') {
        true => markup::of_html(body),
        false => body.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    fn read(json: &str) -> Result<Draft, Error> {
        let Value::Object(object) = serde_json::from_str(json).unwrap() else {
            panic!("an object");
        };
        assert!(is_one(&object), "{json}");
        draft(object, "a-1".to_owned(), "a.json")
    }

    #[test]
    fn the_first_generation_is_read() {
        let draft = read(
            r#"{"uri": "https://wire.example/1", "type": "text", "language": "en", "headline": "Kest to reopen",
            "byline": "By Jo Lund and Ann Orme", "versioncreated": "2031-03-07T23:10:00-05:00", "urgency": 3,
            "copyrightholder": "Orrin Wire", "located": "Kest", "pubstatus": "usable",
            "body_xhtml": "<p>The port <b>opens</b>.</p><p>Soon.</p>"}"#,
        )
        .unwrap();
        assert_eq!(draft.text, "The port opens.\nSoon.");
        assert_eq!(
            (draft.id.as_str(), draft.url.as_deref()),
            ("https://wire.example/1", Some("https://wire.example/1"))
        );
        assert_eq!(draft.title.unwrap().value, "Kest to reopen");
        assert_eq!(draft.outlet.unwrap().value, "Orrin Wire");
        assert_eq!(draft.authors, ["Jo Lund", "Ann Orme"]);
        assert_eq!(draft.published.unwrap().value.to_string(), "2031-03-07");
        assert_eq!(
            Value::Object(draft.extra).to_string(),
            r#"{"urgency":3,"located":"Kest"}"#
        );
    }

    #[test]
    fn the_second_generation_is_read() {
        let draft = read(
            r#"{"uri": "urn:kest:2", "contentCreated": "2031-03-01", "versionCreated": "2031-03-07",
            "body_text": " The port\r\n opens.", "body_xhtml": "<p>x</p>", "copyrightHolder": "Orrin Wire"}"#,
        )
        .unwrap();
        assert_eq!(draft.text, " The port\r\n opens.");
        assert_eq!(draft.published.unwrap().value.to_string(), "2031-03-07");
        assert_eq!(draft.outlet.unwrap().value, "Orrin Wire");
        assert!(draft.url.is_none());
    }

    #[test]
    fn the_third_generation_is_read() {
        let draft = read(
            r#"{"uri": "urn:kest:3", "standard": {"name": "ninjs", "version": "3.0"}, "firstcreated": "2031-03-07T08:00:00Z",
            "headlines": [{"role": "short", "value": "Kest"}, {"role": "main", "value": "Kest to reopen"}],
            "bylines": [{"name": "Jo Lund"}], "providers": [{"name": "Orrin Wire"}],
            "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>x</p>"},
                       {"role": "caption", "contenttype": "text/plain", "value": "no"},
                       {"role": "main", "contenttype": "text/plain", "value": "The port opens."}]}"#,
        )
        .unwrap();
        assert_eq!(draft.text, "The port opens.");
        assert_eq!(draft.title.unwrap().value, "Kest to reopen");
        assert_eq!(draft.outlet.unwrap().value, "Orrin Wire");
        assert_eq!(draft.authors, ["Jo Lund"]);
    }

    #[test]
    fn what_has_no_words_or_was_withdrawn_is_refused() {
        for (json, why) in [
            (
                r#"{"uri": "a", "type": "picture", "versioncreated": "2031-03-07"}"#,
                "picture",
            ),
            (
                r#"{"uri": "a", "pubstatus": "canceled", "body_text": "No."}"#,
                "canceled",
            ),
        ] {
            let error = read(json).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::NoText);
            assert!(error.to_string().contains(why), "{error}");
        }
    }
}
