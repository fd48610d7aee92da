//! What meets some words, the best first.
//!
//! A word that is everywhere says little of what has it, and to weigh it full
//! text would count all that does. So common words have to be met, but the
//! others alone rank (by BM25); where all are common, independent routes,
//! titles and days do.

use crate::query::{Query, STATEMENT_WORDS, groups_of, in_columns};
use crate::{Ledger, Result};
use rusqlite::types::Value;

/// Of what meets a query, so many of the latest are ranked by how well they
/// meet it.
const RANKED: usize = 2000;

/// A question of SQL, and the values of its question marks.
type Asked = (String, Vec<Value>);

impl Ledger {
    /// Rows of the statements that meet `words`, which are those of `query`.
    pub(super) fn ranked_statements(&self, query: &Query, words: &str) -> Result<Asked> {
        let groups = groups_of(query).into_iter();
        let groups = groups.map(|group| in_columns(STATEMENT_WORDS, &group));
        let from = format!(
            "{} SELECT s.id FROM pool JOIN statement s ON s.id = pool.id",
            pool("statement_text")
        );
        let words = Value::from(words.to_owned());
        let Some(telling) = self.telling("statement_text", groups)? else {
            let sql = format!("{from} ORDER BY s.independent DESC, s.id DESC");
            return Ok((sql, vec![words]));
        };
        let weighed = weighed("statement_text", "1.0, 0.4, 0.0");
        let sql = format!(
            "{from} {weighed} ORDER BY weighed.score * (1 + 0.2 * min(s.independent, 6)), s.id DESC"
        );
        Ok((sql, vec![words, telling.into()]))
    }

    /// Rows of the articles that meet `words`, which are those of `query`.
    pub(super) fn ranked_articles(&self, query: &Query, words: &str) -> Result<Asked> {
        let from = format!(
            "{} SELECT a.id FROM pool JOIN article a ON a.id = pool.id",
            pool("article_text")
        );
        let all = Value::from(words.to_owned());
        let groups = groups_of(query).into_iter();
        let Some(telling) = self.telling("article_text", groups)? else {
            let sql = format!(
                "{from} ORDER BY a.id IN (SELECT rowid FROM article_text
                   WHERE article_text MATCH ?2 AND rowid >= (SELECT min(id) FROM pool)) DESC,
                 a.published DESC, a.id DESC"
            );
            return Ok((sql, vec![all, in_columns("title", words).into()]));
        };
        let weighed = weighed("article_text", "3.0, 1.0");
        let sql = format!("{from} {weighed} ORDER BY weighed.score, a.id DESC");
        Ok((sql, vec![all, telling.into()]))
    }

    /// What full text is asked for those of some words that are not common in
    /// `table`; `None` if all are.
    fn telling(&self, table: &str, groups: impl Iterator<Item = String>) -> Result<Option<String>> {
        let mut met = self.conn.prepare_cached(&format!(
            "SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ?1 LIMIT ?2)"
        ))?;
        let mut telling = Vec::new();
        for group in groups {
            let count: usize = met.query_row((&group, self.common + 1), |row| row.get(0))?;
            if count <= self.common {
                telling.push(group);
            }
        }
        Ok((!telling.is_empty()).then(|| telling.join(" AND ")))
    }
}

/// The latest that meet the first question mark.
fn pool(table: &str) -> String {
    format!(
        "WITH pool AS MATERIALIZED (SELECT rowid AS id FROM {table}
           WHERE {table} MATCH ?1 ORDER BY rowid DESC LIMIT {RANKED})"
    )
}

/// What of the pool is worth how much by the words of the second question mark;
/// `weights` are those of the columns.
fn weighed(table: &str, weights: &str) -> String {
    format!(
        "JOIN (SELECT rowid AS id, bm25({table}, {weights}) AS score FROM {table}
           WHERE {table} MATCH ?2 AND rowid >= (SELECT min(id) FROM pool)) weighed
         ON weighed.id = pool.id"
    )
}
