//! Queries as conditions of SQL.

use super::{Query, Word};
use rusqlite::types::Value;

/// Conditions that all have to hold, with the values they speak of.
#[derive(Default)]
pub(crate) struct Clause {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Clause {
    /// Another condition; its question marks stand for `values`, in order.
    pub(crate) fn and(
        &mut self,
        condition: impl Into<String>,
        values: impl IntoIterator<Item = Value>,
    ) {
        self.conditions.push(condition.into());
        self.values.extend(values);
    }

    /// `WHERE …`, or nothing.
    pub(crate) fn sql(&self) -> String {
        match self.conditions.is_empty() {
            true => String::new(),
            false => format!(" WHERE {}", self.conditions.join(" AND ")),
        }
    }

    /// The values, in the order of their question marks.
    pub(crate) fn values(&self) -> &[Value] {
        &self.values
    }

    /// The fields of `query`, as conditions on the statement `s`.
    pub(crate) fn of_statements(query: &Query) -> Self {
        let mut clause = Clause::default();
        clause.any(&query.speaker, |name| entity_is("s.speaker", name));
        clause.any(&query.addressee, |name| entity_is("s.addressee", name));
        clause.any(&query.relay, |name| {
            let (is, value) = entity_is("r.entity", name);
            let condition = format!(
                "s.id IN (SELECT t.statement FROM relay r \
                 JOIN attribution t ON t.id = r.attribution WHERE {is})"
            );
            (condition, value)
        });
        clause.any(&query.outlet, |name| {
            let (is, value) = outlet_is("a.outlet", name);
            let condition = format!(
                "s.id IN (SELECT t.statement FROM article a \
                 JOIN attribution t ON t.article = a.id WHERE {is})"
            );
            (condition, value)
        });
        clause.any(&query.story, |key| {
            (group_is("s.story", "story"), vec![key.clone().into()])
        });
        clause.any(&query.channel, |channel| {
            (
                "s.channel LIKE ? ESCAPE '\\'".to_owned(),
                vec![likewise(channel)],
            )
        });
        clause.any(&query.mode, |mode| {
            (
                "instr(' ' || s.modes || ' ', ' ' || ? || ' ') > 0".to_owned(),
                vec![mode.word().to_owned().into()],
            )
        });
        if let Some(day) = query.said_from {
            clause.and("s.said_on >= ?", [day.to_string().into()]);
        }
        if let Some(day) = query.said_until {
            clause.and("s.said_on <= ?", [day.to_string().into()]);
        }
        if let Some(day) = query.from {
            clause.and(
                "s.story IN (SELECT id FROM story WHERE last >= ?)",
                [day.to_string().into()],
            );
        }
        if let Some(day) = query.until {
            clause.and(
                "s.story IN (SELECT id FROM story WHERE first <= ?)",
                [day.to_string().into()],
            );
        }
        if let Some(routes) = query.routes {
            clause.and("s.independent >= ?", [Value::from(routes as i64)]);
        }
        clause
    }

    /// The fields of `query`, as conditions on the article `a`.
    pub(crate) fn of_articles(query: &Query) -> Self {
        let mut clause = Clause::default();
        clause.any(&query.outlet, |name| outlet_is("a.outlet", name));
        clause.any(&query.story, |key| {
            (group_is("a.story", "story"), vec![key.clone().into()])
        });
        if let Some(day) = query.from {
            clause.and("a.published >= ?", [day.to_string().into()]);
        }
        if let Some(day) = query.until {
            clause.and("a.published <= ?", [day.to_string().into()]);
        }
        if query.asks_for_statements() {
            let said = Clause::of_statements(query);
            clause.and(
                format!(
                    "a.id IN (SELECT t.article FROM statement s \
                     JOIN attribution t ON t.statement = s.id{})",
                    said.sql()
                ),
                said.values,
            );
        }
        clause
    }

    fn any<T>(&mut self, values: &[T], condition: impl Fn(&T) -> (String, Vec<Value>)) {
        if values.is_empty() {
            return;
        }
        let (conditions, values): (Vec<_>, Vec<_>) = values.iter().map(condition).unzip();
        let values = values.into_iter().flatten();
        self.and(format!("({})", conditions.join(" OR ")), values);
    }
}

/// Whether a column holds an entity of this name, or with this key.
fn entity_is(column: &str, name: &str) -> (String, Vec<Value>) {
    if is_key('e', name) {
        let condition = group_is(column, "entity");
        return (condition, vec![name.to_owned().into()]);
    }
    let condition =
        format!("{column} IN (SELECT rowid FROM entity_text WHERE entity_text MATCH ?)");
    (condition, vec![quoted(name).into()])
}

/// Whether a column holds the row of `table` that a key leads to now.
fn group_is(column: &str, table: &str) -> String {
    format!(
        "{column} = (SELECT g.id FROM (SELECT ? AS key) asked JOIN {table} g \
         ON g.key = ifnull((SELECT now FROM alias WHERE alias.key = asked.key), asked.key))"
    )
}

/// Whether a column holds the outlet of this name; if there is none, one whose
/// name has these words.
fn outlet_is(column: &str, name: &str) -> (String, Vec<Value>) {
    let condition = format!(
        "{column} IN (SELECT name FROM outlet WHERE lower(name) = lower(?)
           UNION ALL SELECT name FROM outlet WHERE name LIKE ? ESCAPE '\\'
             AND NOT EXISTS (SELECT 1 FROM outlet WHERE lower(name) = lower(?)))"
    );
    let exactly = Value::from(name.to_owned());
    (condition, vec![exactly.clone(), likewise(name), exactly])
}

/// A key of this kind: its letter and hexadecimal digits.
pub(crate) fn is_key(kind: char, text: &str) -> bool {
    text.strip_prefix(kind).is_some_and(|digits| {
        digits.len() >= 12
            && digits
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

/// A pattern for LIKE that is met by everything that holds `text`.
pub(crate) fn likewise(text: &str) -> Value {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern.into()
}

/// What full text is asked for the words of `query` that have to be met; `None`
/// where it has none.
pub(crate) fn match_of(query: &Query) -> Option<String> {
    let groups: Vec<String> = query
        .words
        .iter()
        .filter(|group| !group.is_empty())
        .map(|group| format!("({})", alternatives(group)))
        .collect();
    if groups.is_empty() {
        return None;
    }
    let wanted = groups.join(" AND ");
    Some(match query.without.is_empty() {
        true => wanted,
        false => format!("({wanted}) NOT ({})", alternatives(&query.without)),
    })
}

/// What full text is asked for the words that may not be met, where there are
/// no others (beside others they are part of [`match_of`]).
pub(crate) fn only_without(query: &Query) -> Option<String> {
    let only = match_of(query).is_none() && !query.without.is_empty();
    only.then(|| alternatives(&query.without))
}

fn alternatives(words: &[Word]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(&word.text)).collect();
    words.join(" OR ")
}

/// Text as a string of full text's own language, in which nothing is special.
fn quoted(text: &str) -> String {
    // A NUL ends a string for SQLite.
    format!("\"{}\"", text.replace('"', "\"\"").replace('\0', " "))
}
