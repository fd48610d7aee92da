//! `dixit search`: statements, articles and speakers of a ledger.

use crate::args::Search;
use crate::args::flags::ReadingFormat;
use crate::output::Destination;
use crate::table;
use anyhow::Result;
use comfy_table::{ContentArrangement, Table, presets};
use dixit_ledger::{ErrorKind, Hits, Ledger, Page, Query, SnippetPart};
use dixit_report::phrase::flat;
use dixit_report::plain;
use serde_json::json;
use std::process::ExitCode;

/// Nothing was found.
const NOTHING: u8 = 1;
/// The search was not understood: wrong usage, as a wrong flag is.
const WRONG: u8 = 2;

/// Searches.
pub fn run(task: &Search) -> Result<ExitCode> {
    let query = match Query::parse(&task.words) {
        Ok(query) => query,
        Err(error) if error.kind() == ErrorKind::Query => {
            let offset = error.offset().unwrap_or(0);
            crate::progress::error(pointed(&task.words, offset, &error.to_string()));
            return Ok(ExitCode::from(WRONG));
        }
        Err(error) => return Err(error.into()),
    };
    let ledger = Ledger::open_read_only(&task.ledger)?;
    let hits = ledger.search(&query, &Page::first(task.limit))?;
    let found = hits.statements.len() + hits.articles.len() + hits.speakers.len();
    let text = match task.format {
        ReadingFormat::Jsonl => lines(&hits),
        ReadingFormat::Table => tables(&hits),
    };
    Destination::Stdout.write(text.as_bytes())?;
    Ok(match found {
        0 => {
            crate::progress::note("nothing in the ledger meets this");
            ExitCode::from(NOTHING)
        }
        _ => ExitCode::SUCCESS,
    })
}

/// The message under the word that it is about.
fn pointed(words: &str, offset: usize, message: &str) -> String {
    let words = words.replace(char::is_control, " ");
    let before: String = words.chars().take(offset).collect();
    let blank = " ".repeat(unicode_width(&before));
    format!("this search was not understood\n{words}\n{blank}^ {message}")
}

/// How many columns words take on a terminal, as far as that can be told.
fn unicode_width(words: &str) -> usize {
    words.chars().count()
}

fn lines(hits: &Hits) -> String {
    let statements = hits.statements.iter().map(
        |hit| json!({"kind": "statement", "statement": hit.statement, "snippet": hit.snippet}),
    );
    let articles = hits
        .articles
        .iter()
        .map(|hit| json!({"kind": "article", "article": hit.article, "snippet": hit.snippet}));
    let speakers = hits
        .speakers
        .iter()
        .map(|speaker| json!({"kind": "speaker", "speaker": speaker}));
    let all = statements.chain(articles).chain(speakers);
    all.map(|line| format!("{line}\n")).collect()
}

fn tables(hits: &Hits) -> String {
    let mut parts = Vec::new();
    if !hits.statements.is_empty() {
        let rows = hits.statements.iter().map(|hit| {
            let row = &hit.statement;
            vec![
                row.key.clone(),
                row.said_on.clone().unwrap_or_default(),
                row.speaker.as_ref().map_or("–", |who| &who.name).to_owned(),
                text(&hit.snippet),
                row.independent.to_string(),
            ]
        });
        let names = ["statement", "said on", "speaker", "what", "routes"];
        parts.push(table_of(&names, rows));
    }
    if !hits.articles.is_empty() {
        let rows = hits.articles.iter().map(|hit| {
            let row = &hit.article;
            vec![
                row.key.clone(),
                row.published.clone().unwrap_or_default(),
                row.outlet.clone().unwrap_or_default(),
                row.title.clone().unwrap_or_default(),
                text(&hit.snippet),
            ]
        });
        let names = ["article", "published", "outlet", "title", "words"];
        parts.push(table_of(&names, rows));
    }
    if !hits.speakers.is_empty() {
        let rows = hits.speakers.iter().map(|row| {
            vec![
                row.key.clone(),
                row.name.clone(),
                row.statements.to_string(),
                row.articles.to_string(),
            ]
        });
        parts.push(table_of(
            &["speaker", "name", "statements", "articles"],
            rows,
        ));
    }
    parts.join("\n")
}

fn table_of(names: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(table::width())
        .set_header(names.to_vec());
    for row in rows {
        table.add_row(row.into_iter().map(|cell| plain(&flat(&cell))));
    }
    format!("{table}\n")
}

fn text(snippet: &[SnippetPart]) -> String {
    snippet.iter().map(|part| part.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_was_not_understood_is_pointed_at() {
        let words = "oil speeker:Marant";
        let error = Query::parse(words).unwrap_err();
        let shown = pointed(words, error.offset().unwrap(), &error.to_string());
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[1], words);
        assert!(
            lines[2].starts_with("    ^ there is no field \"speeker\""),
            "{shown}"
        );
    }
}
