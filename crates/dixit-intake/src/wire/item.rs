//! An agency's item, whatever it was written in.

use crate::draft::Draft;
use crate::{Error, ErrorKind, date, json};
use dixit_model::Inferred;
use serde_json::{Map, Value};

/// What an agency's item says. Days and names are as they are written.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(crate) id: Option<String>,
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    /// The days that may be that of publication, the best first.
    pub(crate) days: Vec<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) language: Option<String>,
    pub(crate) url: Option<String>,
    /// Text, picture, video …
    pub(crate) kind: Option<String>,
    /// Whether it may be used.
    pub(crate) status: Option<String>,
    /// Whatever else it says.
    pub(crate) extra: Map<String, Value>,
}

impl Item {
    /// The article; `id` is what to call it if it has none.
    pub(crate) fn draft(mut self, id: String, origin: &str, how: &str) -> Result<Draft, Error> {
        let refuse = |what: String, fix: &str| Error::new(ErrorKind::NoText, origin, what, fix);
        let status = self.status.as_deref().map(str::to_ascii_lowercase);
        if let Some(status @ ("canceled" | "cancelled" | "withheld")) = status.as_deref() {
            let what = format!("may not be used: its publisher marked it as {status}");
            return Err(refuse(what, "leave it out"));
        }
        if self.text.trim().is_empty() {
            return Err(match self.kind.as_deref() {
                Some(kind) if kind != "text" => {
                    refuse(format!("has no text (it is a {kind})"), "leave it out")
                }
                _ => refuse("has no body with words".to_owned(), "give the item in full"),
            });
        }
        for (key, value) in [("kind", self.kind.take()), ("status", self.status.take())] {
            if let Some(value) = value.filter(|value| value != "text" && value != "usable") {
                self.extra.insert(key.to_owned(), value.into());
            }
        }
        let known = |value: String| Inferred::new(value, how, 1.0);
        let mut authors: Vec<String> = Vec::new();
        for name in self.authors.iter().flat_map(|line| json::by_line(line)) {
            if !authors.contains(&name) {
                authors.push(name);
            }
        }
        Ok(Draft {
            id: self.id.unwrap_or(id),
            text: self.text,
            title: self.title.map(known),
            outlet: self.outlet.map(known),
            published: self
                .days
                .iter()
                .find_map(|written| date::day(written))
                .map(|day| Inferred::new(day, how, 1.0)),
            authors,
            language: self.language.map(known),
            url: self.url,
            extra: self.extra,
            ..Draft::default()
        })
    }
}

/// The words of a value, if there are any.
pub(super) fn words(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
