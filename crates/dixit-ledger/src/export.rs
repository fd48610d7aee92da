//! What a ledger holds, for other programs.

use crate::article::as_told;
use crate::{Error, ErrorKind, Ledger, Result};
use dixit_model::wire::ReadingLine;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value};
use std::io::{self, Write};

/// What of a ledger is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// Articles: as JSON with their readings.
    Articles,
    /// Statements.
    Statements,
    /// Attributions, with speaker, relays and statement.
    Attributions,
    /// Corrections.
    Corrections,
}

/// What a ledger is exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// One JSON object each, on a line of its own.
    Jsonl,
    /// Comma-separated values with a header (RFC 4180).
    Csv,
}

impl Export {
    fn sql(self) -> &'static str {
        match self {
            Export::Articles => {
                "SELECT a.key AS id, a.name, story.key AS story, a.title, a.outlet, a.outlet_how,
                   a.published, a.published_how, a.language, a.url, a.words, o.sha256, o.media_type,
                   a.run, a.added_at
                 FROM article a JOIN original o ON o.id = a.original
                 LEFT JOIN story ON story.id = a.story ORDER BY a.id"
            }
            Export::Statements => {
                "SELECT s.key AS id, story.key AS story, speaker.name AS speaker,
                   speaker.key AS speaker_id, addressee.name AS addressee,
                   addressee.key AS addressee_id, s.channel, s.said_on, s.said_on_how, s.gist,
                   s.independent, s.articles, s.modes, s.explanation
                 FROM statement s JOIN story ON story.id = s.story
                 LEFT JOIN entity speaker ON speaker.id = s.speaker
                 LEFT JOIN entity addressee ON addressee.id = s.addressee
                 ORDER BY s.story, s.place"
            }
            Export::Attributions => {
                "SELECT a.key AS article, t.name AS id, t.parent, s.key AS statement,
                   a.outlet, a.published, speaker.name AS speaker, speaker.key AS speaker_id,
                   (SELECT group_concat(name, ' < ') FROM
                     (SELECT e.name FROM relay r JOIN entity e ON e.id = r.entity
                      WHERE r.attribution = t.id ORDER BY r.place)) AS relays,
                   addressee.name AS addressee, t.channel, t.said_on, t.mode, t.negated, t.hedged,
                   t.confidence, t.state, t.start, t.end, t.source, t.cue, t.content
                 FROM attribution t JOIN article a ON a.id = t.article
                 LEFT JOIN statement s ON s.id = t.statement
                 LEFT JOIN entity speaker ON speaker.id = t.speaker
                 LEFT JOIN entity addressee ON addressee.id = t.addressee
                 ORDER BY t.article, t.start, t.end, t.id"
            }
            Export::Corrections => {
                "SELECT id, at, author, reason, kind, target, value, undoes
                 FROM correction ORDER BY id"
            }
        }
    }
}

impl Ledger {
    /// Writes what the ledger holds, as it is at this moment, whatever is
    /// added meanwhile.
    pub fn export(
        &self,
        what: Export,
        format: ExportFormat,
        with_text: bool,
        out: &mut dyn Write,
    ) -> Result<()> {
        let snapshot = self.conn.unchecked_transaction()?;
        match (what, format) {
            (Export::Articles, ExportFormat::Jsonl) => self.readings(with_text, out)?,
            (what, format) => self.rows(what.sql(), format, out)?,
        }
        snapshot.finish()?;
        Ok(())
    }

    /// Readings, as they leave the program everywhere; those of the record
    /// with their story and its entities.
    fn readings(&self, with_text: bool, out: &mut dyn Write) -> Result<()> {
        let mut stories = self.conn.prepare("SELECT id FROM story ORDER BY id")?;
        let stories: Vec<i64> = stories
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for story in stories {
            let record = self.record_of(story)?;
            for line in ReadingLine::of_record(&record, with_text) {
                write_line(out, &line)?;
            }
        }
        let mut waiting = self
            .conn
            .prepare("SELECT id FROM article WHERE story IS NULL ORDER BY id")?;
        let waiting: Vec<i64> = waiting
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for article in waiting {
            let reading = as_told(&self.conn, article)?;
            write_line(out, &ReadingLine::new(&reading, with_text))?;
        }
        Ok(())
    }

    fn rows(&self, sql: &str, format: ExportFormat, out: &mut dyn Write) -> Result<()> {
        let mut statement = self.conn.prepare(sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        if format == ExportFormat::Csv {
            let header: Vec<Value> = names.iter().map(|name| name.as_str().into()).collect();
            write_record(out, &header)?;
        }
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let values = (0..names.len()).map(|at| Ok(value(&names[at], row.get_ref(at)?)));
            let values: Vec<Value> = values.collect::<Result<_>>()?;
            match format {
                ExportFormat::Csv => write_record(out, &values)?,
                ExportFormat::Jsonl => {
                    let object: Map<String, Value> = names.iter().cloned().zip(values).collect();
                    write_line(out, &object)?;
                }
            }
        }
        Ok(())
    }
}

/// A column's value in JSON: what the ledger keeps as JSON comes out as such,
/// yes and no as such.
fn value(name: &str, value: ValueRef) -> Value {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) if matches!(name, "negated" | "hedged") => (number != 0).into(),
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => ((number * 100.0).round() / 100.0).into(),
        ValueRef::Text(text) => {
            let text = String::from_utf8_lossy(text);
            match name {
                "target" | "value" => serde_json::from_str(&text).unwrap_or_default(),
                _ => text.into_owned().into(),
            }
        }
    }
}

fn write_line(out: &mut dyn Write, line: &impl serde::Serialize) -> Result<()> {
    let mut bytes = serde_json::to_vec(line)?;
    bytes.push(b'\n');
    out.write_all(&bytes).map_err(unwritten)
}

fn write_record(out: &mut dyn Write, values: &[Value]) -> Result<()> {
    let cells: Vec<String> = values
        .iter()
        .map(|value| match value {
            Value::Null => String::new(),
            Value::String(text) => quoted(text),
            other => quoted(&other.to_string()),
        })
        .collect();
    write!(out, "{}\r\n", cells.join(",")).map_err(unwritten)
}

fn quoted(text: &str) -> String {
    match text.contains(['"', ',', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

fn unwritten(error: io::Error) -> Error {
    Error::new(ErrorKind::Output, "what is exported cannot be written").because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_commas_quotes_or_breaks_are_quoted() {
        let mut out = Vec::new();
        let cells = ["a", "b,c", "d\"e", "f\ng"].map(Value::from);
        write_record(&mut out, &cells).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n"
        );
    }
}
