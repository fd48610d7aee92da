//! A request as the functions see it that answer it.

use crate::desk::Desk;
use crate::fault::Fault;
use dixit_model::Date;
use std::sync::Arc;

/// What was asked for.
pub(crate) struct Ask {
    /// The desk that is asked.
    pub desk: Arc<Desk>,
    /// The path, as it came.
    pub path: String,
    /// The variable parts of the path, decoded, in their order.
    pub variables: Vec<String>,
    /// The pairs after the question mark, decoded, in their order.
    pub query: Vec<(String, String)>,
}

impl Ask {
    /// The pairs of a query or a form.
    pub(crate) fn pairs(text: &[u8]) -> Vec<(String, String)> {
        form_urlencoded::parse(text).into_owned().collect()
    }

    /// The nth variable part of the path.
    pub(crate) fn variable(&self, nth: usize) -> &str {
        self.variables.get(nth).map_or("", String::as_str)
    }

    /// The first value of `name` that is not empty.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .find(|value| !value.is_empty())
    }

    /// All values of `name` that are not empty.
    pub(crate) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.query
            .iter()
            .filter(move |(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }

    /// The value of `name`: a form leaves fields empty, a program does not.
    fn given(&self, name: &str) -> Option<&str> {
        if !self.path.starts_with("/api/") {
            return self.value(name);
        }
        let mut all = self.query.iter().filter(|(key, _)| key == name);
        all.next().map(|(_, value)| value.as_str())
    }

    /// The value of `name` as a day.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, Fault> {
        self.given(name)
            .map(|text| {
                text.parse::<Date>().map_err(|_| {
                    Fault::wrong(format!(
                        "“{name}” is no day: write year, month and day as in 2031-03-07"
                    ))
                })
            })
            .transpose()
    }

    /// The value of `name` as a whole number from `least` to `most`.
    pub(crate) fn number(
        &self,
        name: &str,
        least: usize,
        most: usize,
    ) -> Result<Option<usize>, Fault> {
        let Some(text) = self.given(name) else {
            return Ok(None);
        };
        text.parse::<usize>()
            .ok()
            .filter(|number| (least..=most).contains(number))
            .map(Some)
            .ok_or_else(|| {
                Fault::wrong(format!(
                    "“{name}” has to be a whole number from {least} to {most}"
                ))
            })
    }

    /// This address with `name` set to `value`, or without it.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, old) in &self.query {
            if key != name && !old.is_empty() {
                query.append_pair(key, old);
            }
        }
        if let Some(value) = value {
            query.append_pair(name, value);
        }
        match query.finish() {
            query if query.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }
}
