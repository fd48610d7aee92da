//! Queries as conditions of SQL.

use super::{Marks, Query, Word};
use rusqlite::types::Value;

/// Statements of somebody by which articles are found.
const LATEST: usize = 2000;

/// Conditions that all have to hold, with the values they speak of.
#[derive(Clone, Default)]
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

    /// What `query` asks of a statement `s` beside words and [`Marks`].
    pub(crate) fn of_statements(query: &Query) -> Self {
        let mut clause = Clause::default();
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
                "(SELECT last FROM story WHERE id = s.story) >= ?",
                [day.to_string().into()],
            );
        }
        if let Some(day) = query.until {
            clause.and(
                "(SELECT first FROM story WHERE id = s.story) <= ?",
                [day.to_string().into()],
            );
        }
        if let Some(routes) = query.routes {
            clause.and("s.independent >= ?", [Value::from(routes as i64)]);
        }
        clause
    }

    /// What `query` asks of an article `a` beside words.
    pub(crate) fn of_articles(query: &Query, marks: &Marks) -> Self {
        let mut clause = Clause::default();
        if let Some(outlets) = &marks.outlet {
            clause.in_list("a.outlet", outlets.iter().cloned());
        }
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
            let and = said.sql().replacen(" WHERE ", " AND ", 1);
            match marks.of_people() {
                // Of somebody who says more, the latest.
                Some(marks) => {
                    let values = std::iter::once(marks.into()).chain(said.values);
                    clause.and(
                        format!(
                            "a.id IN (SELECT t.article FROM (SELECT rowid AS id FROM statement_text \
                             WHERE statement_text MATCH ? ORDER BY rowid DESC LIMIT {LATEST}) met \
                             CROSS JOIN statement s ON s.id = met.id{and} \
                             CROSS JOIN attribution t ON t.statement = s.id)"
                        ),
                        values,
                    );
                }
                None => clause.and(
                    format!(
                        "EXISTS (SELECT 1 FROM attribution t JOIN statement s \
                         ON s.id = t.statement{and} WHERE t.article = a.id)"
                    ),
                    said.values,
                ),
            }
        }
        clause
    }

    /// Whether a column holds one of some values.
    pub(crate) fn in_list<V: Into<Value>>(
        &mut self,
        column: &str,
        values: impl Iterator<Item = V>,
    ) {
        let values: Vec<Value> = values.map(Into::into).collect();
        let marks = vec!["?"; values.len()].join(", ");
        self.and(format!("{column} IN ({marks})"), values);
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

/// Whether a column holds the row of `table` that a key leads to now.
fn group_is(column: &str, table: &str) -> String {
    format!(
        "{column} = (SELECT g.id FROM (SELECT ? AS key) asked JOIN {table} g \
         ON g.key = ifnull((SELECT now FROM alias WHERE alias.key = asked.key), asked.key))"
    )
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
    let groups = groups_of(query);
    if groups.is_empty() {
        return None;
    }
    let wanted = groups.join(" AND ");
    Some(match query.without.is_empty() {
        true => wanted,
        false => format!("({wanted}) NOT ({})", alternatives(&query.without)),
    })
}

/// What full text is asked for each of the words of `query` by itself.
pub(crate) fn groups_of(query: &Query) -> Vec<String> {
    let groups = query.words.iter().filter(|group| !group.is_empty());
    groups
        .map(|group| format!("({})", alternatives(group)))
        .collect()
}

/// What full text is asked for the words that may not be met, where there are
/// no others (beside others they are part of [`match_of`]).
pub(crate) fn only_without(query: &Query) -> Option<String> {
    let only = match_of(query).is_none() && !query.without.is_empty();
    only.then(|| alternatives(&query.without))
}

/// [`match_of`], for statements.
pub(crate) fn match_of_statements(query: &Query) -> Option<String> {
    match_of(query).map(|words| in_columns(STATEMENT_WORDS, &words))
}

/// [`only_without`], for statements.
pub(crate) fn only_without_statements(query: &Query) -> Option<String> {
    only_without(query).map(|words| in_columns(STATEMENT_WORDS, &words))
}

/// The columns of a statement's full text that hold words.
pub(crate) const STATEMENT_WORDS: &str = "gist wordings";

/// What full text is asked for words in some columns only.
pub(crate) fn in_columns(columns: &str, words: &str) -> String {
    format!("{{{columns}}} : ({words})")
}

fn alternatives(words: &[Word]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(&word.text)).collect();
    words.join(" OR ")
}

/// Text as a string of full text's own language, in which nothing is special.
pub(super) fn quoted(text: &str) -> String {
    // A NUL ends a string for SQLite.
    format!("\"{}\"", text.replace('"', "\"\"").replace('\0', " "))
}
