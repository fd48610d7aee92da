//! `dixit check`: what would be read, from where each thing about it came, and
//! what would be refused.

use crate::args::Check;
use crate::args::flags::ReadingFormat;
use crate::output::pass_on;
use crate::progress::Progress;
use crate::tally::Tally;
use anyhow::{Context, Result};
use dixit_engine::{guarded, map_in_order};
use dixit_intake::{Arrival, Error, Ids};
use dixit_model::{Article, Form};
use dixit_report::plain;
use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::io::{ErrorKind, IsTerminal, stdout};
use std::ops::ControlFlow;

/// An article that would be read.
struct Checked {
    article: Article,
    media_type: &'static str,
    bytes: usize,
}

/// Something that is known about an article.
struct Field {
    name: &'static str,
    value: Value,
    how: String,
    confidence: Option<f32>,
}

/// Says what is found; nothing is read by a model.
pub fn run(task: &Check) -> Result<Tally> {
    let inputs = &task.inputs;
    let progress = Progress::new(inputs.quiet, !stdout().is_terminal());
    let mut ids = Ids::default();
    let mut tally = Tally::default();
    let mut out = stdout().lock();
    let mut written = Ok(());
    let intake = inputs.intake();
    map_in_order(
        || intake.arrivals(&inputs.paths),
        inputs.jobs,
        look,
        |found| {
            let found = found.and_then(|checked| {
                let Article { id, origin, .. } = &checked.article;
                match ids.take(id, origin) {
                    Ok(()) => Ok(checked),
                    Err(error) => Err((origin.clone(), error.to_string())),
                }
            });
            match &found {
                Ok(_) => tally.read += 1,
                Err((_, why)) => {
                    tally.skipped += 1;
                    progress.warn(format_args!("would skip {why}"));
                }
            }
            progress.advance();
            let text = match (task.format, &found) {
                (ReadingFormat::Table, Ok(checked)) => checked.lines(),
                // The warning has said it.
                (ReadingFormat::Table, Err(_)) => String::new(),
                (ReadingFormat::Jsonl, Ok(checked)) => format!("{}\n", checked.json()),
                (ReadingFormat::Jsonl, Err((origin, why))) => {
                    format!("{}\n", json!({ "origin": origin, "refused": why }))
                }
            };
            written = pass_on(&mut out, text.as_bytes());
            match written.is_err() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        },
    )
    .context("cannot start the threads that look; try a smaller --jobs")?;
    progress.finish();
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            return Err(error).context("cannot write to standard output");
        }
        _ => {}
    }
    let passed_over = intake.passed_over();
    if passed_over > 0 {
        progress.tell(format_args!(
            "{passed_over} records of archives are no pages (requests, pictures, \
             answers other than 200 …) and would be passed over"
        ));
    }
    if let Some(problem) = tally.problem() {
        progress.warn(problem);
    }
    Ok(tally)
}

/// What opening an arrival shows, or where and why it is refused.
fn look(arrival: std::result::Result<Arrival, Error>) -> Result<Checked, (String, String)> {
    let refused = |error: Error| (error.origin().to_owned(), error.to_string());
    let arrival = arrival.map_err(refused)?;
    let origin = arrival.origin();
    let opened = guarded(&origin, || {
        let draft = arrival.open()?;
        let media_type = draft.media_type();
        let (article, original) = draft.finish();
        Ok(Checked {
            article,
            media_type,
            bytes: original.len(),
        })
    });
    match opened {
        Ok(opened) => opened.map_err(|error: Error| (origin, error.to_string())),
        Err(fault) => Err((origin, fault)),
    }
}

impl Checked {
    fn words(&self) -> usize {
        self.article.text.split_whitespace().count()
    }

    fn fields(&self) -> Vec<Field> {
        let article = &self.article;
        let field = |name, value: Value, how: &str, confidence| Field {
            name,
            value,
            how: how.to_owned(),
            confidence,
        };
        let mut fields = Vec::new();
        for (name, inferred) in [
            ("title", &article.title),
            ("outlet", &article.outlet),
            ("language", &article.language),
        ] {
            if let Some(found) = inferred {
                let value = found.value.as_str().into();
                fields.push(field(name, value, &found.how, Some(found.confidence)));
            }
        }
        if let Some(day) = &article.published {
            let value = day.value.to_string().into();
            fields.push(field("published", value, &day.how, Some(day.confidence)));
        }
        let form = (article.form != Form::Article).then(|| article.form.word().into());
        let authors = (!article.authors.is_empty()).then(|| article.authors.clone().into());
        let words = |value: &Option<String>| value.as_deref().map(Value::from);
        for (name, value) in [
            ("time", words(&article.published_time)),
            ("modified", words(&article.modified)),
            ("section", words(&article.section)),
            ("form", form),
            ("authors", authors),
            ("url", words(&article.url)),
        ] {
            if let Some(value) = value {
                let how = article.grounds.get(name).map_or("metadata", String::as_str);
                fields.push(field(name, value, how, None));
            }
        }
        fields
    }

    /// Why no model will read it, if none will.
    fn note(&self) -> Option<String> {
        let language = self.article.unread()?;
        Some(format!(
            "in a language that no model reads ({language}); kept without attributions"
        ))
    }

    fn json(&self) -> Value {
        let fields: Map<String, Value> = self
            .fields()
            .into_iter()
            .map(|field| {
                let mut value = json!({ "value": field.value, "how": field.how });
                if let Some(confidence) = field.confidence {
                    value["confidence"] = (f64::from(confidence * 100.0).round() / 100.0).into();
                }
                (field.name.to_owned(), value)
            })
            .collect();
        json!({
            "id": self.article.id,
            "origin": self.article.origin,
            "media_type": self.media_type,
            "bytes": self.bytes,
            "sha256": self.article.sha256,
            "words": self.words(),
            "furniture": self.article.furniture.len(),
            "fields": fields,
            "note": self.note(),
        })
    }

    fn lines(&self) -> String {
        let mut text = format!(
            "{}  ({}, {} words, {} pieces of furniture; {})\n",
            self.article.id,
            self.media_type,
            self.words(),
            self.article.furniture.len(),
            self.article.origin
        );
        for field in self.fields() {
            let value = match &field.value {
                Value::String(words) => words.clone(),
                Value::Array(items) => {
                    let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                    items.join(", ")
                }
                other => other.to_string(),
            };
            let sure = field.confidence.filter(|&confidence| confidence < 1.0);
            let sure = sure.map_or_else(String::new, |sure| format!(", {:.0} %", sure * 100.0));
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {:<10} {value}  [{}{sure}]", field.name, field.how);
        }
        let known: Vec<&str> = self.fields().iter().map(|field| field.name).collect();
        let unknown: Vec<&str> = ["title", "outlet", "published", "language"]
            .into_iter()
            .filter(|name| !known.contains(name))
            .collect();
        if !unknown.is_empty() {
            let _ = writeln!(text, "  unknown    {}", unknown.join(", "));
        }
        if let Some(note) = self.note() {
            let _ = writeln!(text, "  note       {note}");
        }
        text.push('\n');
        plain(&text)
    }
}
