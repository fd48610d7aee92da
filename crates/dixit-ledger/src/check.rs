//! Whether a ledger is sound.

use crate::{Ledger, Result};

impl Ledger {
    /// What is wrong with the ledger, in plain sentences; nothing, if all is
    /// well. Looks at every page, every reference and every word: minutes for
    /// a large ledger, which has to be open for writing.
    pub fn faults(&self) -> Result<Vec<String>> {
        let mut found = Vec::new();
        let mut check = self.conn.prepare("PRAGMA integrity_check")?;
        for line in check.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            found.extend((line != "ok").then_some(line));
        }
        let mut check = self.conn.prepare("PRAGMA foreign_key_check")?;
        let orphans = check.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for orphan in orphans {
            let (table, row, parent): (String, Option<i64>, String) = orphan?;
            let row = row.map_or(String::new(), |row| format!(" {row}"));
            found.push(format!("{table}{row} has lost its {parent}"));
        }
        for table in ["article_text", "statement_text", "entity_text"] {
            let sql = format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
            if let Err(error) = self.conn.execute(&sql, []) {
                found.push(format!(
                    "the words of {table} are not those of the ledger ({error})"
                ));
            }
        }
        let mut check = self.conn.prepare(
            "SELECT s.key, f.text FROM story_entity l JOIN form f ON f.id = l.form
             JOIN story s ON s.id = l.story WHERE l.entity IS NOT f.entity",
        )?;
        let told = check.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for told in told {
            let (story, name): (String, String) = told?;
            found.push(format!("{story} tells of another '{name}' than the ledger"));
        }
        for (name, counted, there) in self.counted()? {
            if counted != there {
                found.push(format!("{there} {name} are counted as {counted}"));
            }
        }
        Ok(found)
    }
}
