//! Names that could mean the same, and which of them do.

use crate::Result;
use dixit_record::{Form, leading};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// The names of a block that are in use.
pub(super) struct Block<'b> {
    name: &'b str,
    pub(super) rows: Vec<Known>,
    /// The names that each leads, itself among them, as indexes of `rows`.
    pub(super) groups: BTreeMap<String, Vec<usize>>,
}

/// A name as the ledger has it.
pub(super) struct Known {
    pub(super) form: i64,
    text: String,
    uses: i64,
    /// Whom it meant so far.
    pub(super) entity: Option<i64>,
    /// What led it so far.
    lead: Option<String>,
}

impl<'b> Block<'b> {
    /// The block as it stands now; names that nobody uses any more go.
    pub(super) fn read(tx: &Connection, name: &'b str) -> Result<Block<'b>> {
        let mut all = tx.prepare_cached(
            "SELECT id, text, uses, entity, lead FROM form WHERE block = ?1 ORDER BY text",
        )?;
        let all = all.query_map([name], |row| {
            Ok(Known {
                form: row.get(0)?,
                text: row.get(1)?,
                uses: row.get(2)?,
                entity: row.get(3)?,
                lead: row.get(4)?,
            })
        })?;
        let all: Vec<Known> = all.collect::<rusqlite::Result<_>>()?;
        let (rows, unused): (Vec<Known>, Vec<Known>) = all.into_iter().partition(|r| r.uses > 0);
        for Known { text, .. } in &unused {
            tx.prepare_cached("DELETE FROM form WHERE block = ?1 AND text = ?2")?
                .execute([name, text])?;
        }
        let mut block = Block {
            name,
            rows,
            groups: BTreeMap::new(),
        };
        let forms = block.rows.iter().map(|row| {
            let uses = usize::try_from(row.uses).unwrap_or(0);
            (block.form(&row.text), uses)
        });
        let leads = leading(&forms.collect::<Vec<_>>());
        for (at, lead) in leads.into_iter().enumerate() {
            block.groups.entry(lead).or_default().push(at);
        }
        Ok(block)
    }

    fn form(&self, text: &str) -> Form {
        Form {
            block: self.name.to_owned(),
            text: text.to_owned(),
        }
    }

    /// By what the ledger finds the entity again to which `lead` leads.
    pub(super) fn identity(&self, lead: &str) -> String {
        self.form(lead).identity(lead)
    }

    /// Whether an identity is that of a group.
    fn has(&self, identity: &str) -> bool {
        self.groups
            .keys()
            .any(|lead| self.identity(lead) == identity)
    }

    /// Whom a group meant so far, if all of it did and `lead` led it.
    pub(super) fn settled(&self, lead: &str, members: &[usize]) -> Option<i64> {
        let led = |&at: &usize| self.rows[at].lead.as_deref() == Some(lead);
        self.rows[members[0]]
            .entity
            .filter(|_| members.iter().all(led))
    }

    /// The entity, with its key, that a group takes over because its most used
    /// names meant it and no others do.
    pub(super) fn heir(&self, tx: &Connection, members: &[usize]) -> Result<Option<(i64, String)>> {
        let mut by_use = members.to_vec();
        by_use.sort_by_key(|&at| (std::cmp::Reverse(self.rows[at].uses), &self.rows[at].text));
        let mut whose = tx.prepare_cached(
            "SELECT identity, key, EXISTS
               (SELECT 1 FROM form WHERE form.entity = entity.id AND block <> ?2)
             FROM entity WHERE id = ?1",
        )?;
        for holder in by_use.iter().filter_map(|&at| self.rows[at].entity) {
            let mut rows = whose.query(params![holder, self.name])?;
            let Some(row) = rows.next()? else { continue };
            let (identity, key, elsewhere): (String, String, bool) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            if !elsewhere && !self.has(&identity) {
                return Ok(Some((holder, key)));
            }
        }
        Ok(None)
    }

    /// Notes whom a name means now; whom it meant, if that was somebody else.
    pub(super) fn mean(
        &self,
        tx: &Connection,
        at: usize,
        lead: &str,
        entity: i64,
    ) -> Result<Option<i64>> {
        let row = &self.rows[at];
        tx.prepare_cached("UPDATE form SET entity = ?3, lead = ?4 WHERE block = ?1 AND text = ?2")?
            .execute(params![self.name, row.text, entity, lead])?;
        Ok(row.entity.filter(|before| *before != entity))
    }
}
