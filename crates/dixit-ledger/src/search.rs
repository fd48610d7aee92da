//! Finding statements, articles and speakers by words.

mod ranking;

use crate::article::{self, ArticleRow};
use crate::entity::{self, EntityRow};
use crate::page::Page;
use crate::query::{Clause, Marks, Query, Within, match_of, match_of_statements};
use crate::statement::{self, StatementRow};
use crate::{Error, ErrorKind, Ledger, Result};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};
use serde::Serialize;

/// Of what meets the words and names of a query that has other fields besides,
/// so many of the latest are looked at.
const SCANNED: usize = 5000;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Hits {
    /// Statements, the best first.
    pub statements: Vec<StatementHit>,
    /// Articles, the best first.
    pub articles: Vec<ArticleHit>,
    /// Speakers, those who say the most first.
    pub speakers: Vec<EntityRow>,
    /// The cursor of the page that follows, if one does; only where one kind
    /// of thing is looked through.
    pub next: Option<String>,
}

/// A statement that a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementHit {
    /// The statement.
    pub statement: StatementRow,
    /// The words that were met.
    pub snippet: Vec<SnippetPart>,
}

/// An article that a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArticleHit {
    /// The article.
    pub article: ArticleRow,
    /// The words that were met.
    pub snippet: Vec<SnippetPart>,
}

/// A run of words of a snippet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SnippetPart {
    /// The words.
    pub text: String,
    /// Whether they were looked for.
    pub met: bool,
}

impl Ledger {
    /// What meets `query`, ranked by how well its words are met and by
    /// independent routes.
    pub fn search(&self, query: &Query, page: &Page) -> Result<Hits> {
        let within = |kind| query.within == Within::Everything || query.within == kind;
        let mut hits = Hits::default();
        let mut more = false;
        if within(Within::Statements) {
            (hits.statements, more) = self.statement_hits(query, page)?;
        }
        if within(Within::Articles) {
            (hits.articles, more) = self.article_hits(query, page)?;
        }
        if within(Within::Speakers) {
            (hits.speakers, more) = self.speaker_hits(query, page)?;
        }
        if more && query.within != Within::Everything {
            hits.next = Some(format!("~{}", offset(page)? + page.limit() as i64));
        }
        Ok(hits)
    }

    fn statement_hits(&self, query: &Query, page: &Page) -> Result<(Vec<StatementHit>, bool)> {
        let Some(words) = match_of_statements(query) else {
            return self.statements_unranked(query, page);
        };
        let names = Marks::of(&self.conn, query)?.matching();
        let met = match &names {
            Some(names) => format!("{words} AND {names}"),
            None => words.clone(),
        };
        let clause = Clause::of_statements(query);
        let and = clause.sql().replacen(" WHERE ", " AND ", 1);
        // Ranking by words weighs names too, one by one.
        if and.is_empty() && names.is_none() {
            let (sql, values) = self.ranked_statements(query, &words)?;
            return self.statements_of(&sql, &words, &values, page);
        }
        let sql = if query.story.is_empty() {
            format!(
                "SELECT s.id FROM (SELECT rowid AS id FROM statement_text
                   WHERE statement_text MATCH ? ORDER BY rowid DESC LIMIT {SCANNED}) met
                 CROSS JOIN statement s ON s.id = met.id{and}
                 ORDER BY s.independent DESC, s.id DESC"
            )
        } else {
            // A story has few statements: each is asked for its words.
            format!(
                "SELECT s.id FROM (SELECT ? AS words) CROSS JOIN statement s
                 CROSS JOIN statement_text ON statement_text.rowid = s.id
                 WHERE statement_text MATCH words{and}
                 ORDER BY s.independent DESC, s.id DESC"
            )
        };
        self.statements_of(&sql, &words, &with_words(&met, &clause), page)
    }

    /// The statements that `sql` finds.
    fn statements_of(
        &self,
        sql: &str,
        words: &str,
        values: &[Value],
        page: &Page,
    ) -> Result<(Vec<StatementHit>, bool)> {
        let ids = self.ranked(sql, values, page)?;
        let more = ids.len() > page.limit();
        let mut row = self
            .conn
            .prepare_cached(&format!("{} WHERE s.id = ?1", statement::ROW))?;
        let mut hits = Vec::new();
        for id in ids.into_iter().take(page.limit()) {
            hits.push(StatementHit {
                statement: row.query_row([id], StatementRow::of)?,
                snippet: self.statement_snippet(words, id)?,
            });
        }
        Ok((hits, more))
    }

    fn statements_unranked(&self, query: &Query, page: &Page) -> Result<(Vec<StatementHit>, bool)> {
        let at = offset(page)? as usize;
        if !query.asks_for_statements() && !query.is_narrow() && query.within != Within::Statements
        {
            return Ok((Vec::new(), false));
        }
        let upto = Page::first(at + page.limit());
        let listing = self.statements(query, &upto)?;
        let hits = listing.rows.into_iter().skip(at).map(|statement| {
            let gist = SnippetPart {
                text: statement.gist.clone(),
                met: false,
            };
            StatementHit {
                statement,
                snippet: vec![gist],
            }
        });
        Ok((hits.collect(), listing.next.is_some()))
    }

    fn article_hits(&self, query: &Query, page: &Page) -> Result<(Vec<ArticleHit>, bool)> {
        let Some(words) = match_of(query) else {
            return Ok((Vec::new(), false));
        };
        // Fields that most statements meet say little of articles.
        let by_statements = query.asks_for_statements() && !query.names_somebody();
        if by_statements && query.within != Within::Articles {
            return Ok((Vec::new(), false));
        }
        let clause = Clause::of_articles(query, &Marks::of(&self.conn, query)?);
        let and = clause.sql().replacen(" WHERE ", " AND ", 1);
        let (sql, values) = match and.is_empty() {
            true => self.ranked_articles(query, &words)?,
            false => (
                format!(
                    "SELECT a.id FROM (SELECT rowid AS id FROM article_text
                       WHERE article_text MATCH ? ORDER BY rowid DESC LIMIT {SCANNED}) met
                     CROSS JOIN article a ON a.id = met.id{and}
                     ORDER BY a.published DESC, a.id DESC"
                ),
                with_words(&words, &clause),
            ),
        };
        let ids = self.ranked(&sql, &values, page)?;
        let more = ids.len() > page.limit();
        let mut row = self
            .conn
            .prepare_cached(&format!("{} WHERE a.id = ?1", article::ROW))?;
        let mut hits = Vec::new();
        for id in ids.into_iter().take(page.limit()) {
            hits.push(ArticleHit {
                article: row.query_row([id], ArticleRow::of)?,
                snippet: self.snippet("article_text", 1, &words, id)?,
            });
        }
        Ok((hits, more))
    }

    fn speaker_hits(&self, query: &Query, page: &Page) -> Result<(Vec<EntityRow>, bool)> {
        let Some(words) = match_of(query) else {
            return Ok((Vec::new(), false));
        };
        if query.asks_for_statements() || query.is_narrow() {
            return Ok((Vec::new(), false));
        }
        let mut named = self.conn.prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM entity_text WHERE entity_text MATCH ?1 LIMIT ?2)",
        )?;
        let named: usize = named.query_row((&words, self.few + 1), |row| row.get(0))?;
        let (met, sorted) = if named > self.few {
            ("+", "")
        } else {
            ("", "+")
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "{} WHERE {sorted}statements > 0 AND {met}id IN
               (SELECT rowid FROM entity_text WHERE entity_text MATCH ?1)
             ORDER BY {sorted}statements DESC, id LIMIT ?2 OFFSET ?3",
            entity::ROW
        ))?;
        let rows = statement.query_map((words, page.limit() + 1, offset(page)?), entity::row)?;
        let mut rows: Vec<EntityRow> = rows.collect::<rusqlite::Result<_>>()?;
        let more = rows.len() > page.limit();
        rows.truncate(page.limit());
        Ok((rows, more))
    }

    /// The rows of a page, and one more if there are more.
    fn ranked(&self, sql: &str, values: &[Value], page: &Page) -> Result<Vec<i64>> {
        let sql = format!("{sql} LIMIT {} OFFSET {}", page.limit() + 1, offset(page)?);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// Words of the gist if some are met there, else of another wording.
    fn statement_snippet(&self, words: &str, id: i64) -> Result<Vec<SnippetPart>> {
        let gist = self.snippet("statement_text", 0, words, id)?;
        match gist.iter().any(|part| part.met) {
            true => Ok(gist),
            false => self.snippet("statement_text", 1, words, id),
        }
    }

    fn snippet(&self, table: &str, column: i64, words: &str, id: i64) -> Result<Vec<SnippetPart>> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT snippet({table}, ?3, '\u{2}', '\u{3}', '…', 40) FROM {table}
             WHERE {table} MATCH ?1 AND rowid = ?2"
        ))?;
        let found: Option<Option<String>> = statement
            .query_row((words, id, column), |row| row.get(0))
            .optional()?;
        Ok(snippet_parts(&found.flatten().unwrap_or_default()))
    }
}

/// The words, then the values of a clause.
fn with_words(words: &str, clause: &Clause) -> Vec<Value> {
    let words = Value::from(words.to_owned());
    std::iter::once(words)
        .chain(clause.values().iter().cloned())
        .collect()
}

/// How many rows the pages before have shown.
fn offset(page: &Page) -> Result<i64> {
    match page.parts()? {
        Some((sorted, at)) if sorted.is_empty() && (0..=SCANNED as i64).contains(&at) => Ok(at),
        Some(_) => Err(Error::new(
            ErrorKind::Cursor,
            "no search gave this cursor: take the one that the page before gave",
        )),
        None => Ok(0),
    }
}

fn snippet_parts(marked: &str) -> Vec<SnippetPart> {
    let mut parts = Vec::new();
    let mut met = false;
    for piece in marked.split_inclusive(['\u{2}', '\u{3}']) {
        let text = piece.trim_end_matches(['\u{2}', '\u{3}']);
        if !text.is_empty() {
            parts.push(SnippetPart {
                text: text.to_owned(),
                met,
            });
        }
        met = piece.ends_with('\u{2}');
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_come_in_parts() {
        let parts = snippet_parts("the \u{2}oil\u{3} \u{2}spill\u{3}");
        let met: Vec<&str> = parts
            .iter()
            .filter(|p| p.met)
            .map(|p| p.text.as_str())
            .collect();
        assert_eq!(met, ["oil", "spill"]);
        assert_eq!(parts.len(), 4);
        assert!(snippet_parts("").is_empty());
    }
}
