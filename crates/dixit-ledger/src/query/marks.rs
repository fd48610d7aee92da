//! Names in a query as what they mean in a ledger.
//!
//! The full text of a statement has a column of marks: its speaker (`s12`, by
//! row), addressee (`t12`), relays (`r12`) and outlets (`o` and the name in
//! hexadecimal). So full text itself finds what somebody says, and with it the
//! words that stand there, however much they say.

use super::Query;
use super::clause::{Clause, is_key, likewise, quoted};
use crate::key::{Kind, find};
use crate::{Found, Result};
use rusqlite::{Connection, params};
use std::fmt::Write;

/// Entities that one name stands for: those who say the most.
const MEANT: usize = 200;

/// What the names of a query mean; `None` where a field is not asked for.
#[derive(Default)]
pub(crate) struct Marks {
    pub(super) speaker: Option<Vec<i64>>,
    addressee: Option<Vec<i64>>,
    relay: Option<Vec<i64>>,
    pub(super) outlet: Option<Vec<String>>,
}

impl Marks {
    pub(crate) fn of(conn: &Connection, query: &Query) -> Result<Marks> {
        let entities = |names: &[String]| meant(names, |name| entities(conn, name));
        Ok(Marks {
            speaker: entities(&query.speaker)?,
            addressee: entities(&query.addressee)?,
            relay: entities(&query.relay)?,
            outlet: meant(&query.outlet, |name| outlets(conn, name))?,
        })
    }

    /// What full text is asked for these names; `None` where there are none.
    pub(crate) fn matching(&self) -> Option<String> {
        let outlets = self.outlet.as_ref().map(|outlets| {
            let marks = outlets.iter().map(|outlet| hexadecimal(outlet));
            any_of('o', marks)
        });
        joined(self.of_people().into_iter().chain(outlets))
    }

    /// The only speaker that is asked for, if nobody else is.
    pub(crate) fn only_speaker(&self) -> Option<i64> {
        match (&self.speaker, &self.addressee, &self.relay, &self.outlet) {
            (Some(speakers), None, None, None) if speakers.len() == 1 => Some(speakers[0]),
            _ => None,
        }
    }

    /// [`Marks::matching`] less outlets.
    pub(crate) fn of_people(&self) -> Option<String> {
        let fields = [
            ('s', &self.speaker),
            ('t', &self.addressee),
            ('r', &self.relay),
        ];
        joined(fields.into_iter().filter_map(|(kind, rows)| {
            let rows = rows.as_ref()?;
            Some(any_of(kind, rows.iter().map(i64::to_string)))
        }))
    }

    /// The same as conditions that are looked at statement by statement, for
    /// what so many meet that they are soon come across.
    pub(crate) fn one_by_one(&self, clause: &mut Clause) {
        let rows = |rows: &Vec<i64>| rows.clone().into_iter();
        if let Some(speakers) = &self.speaker {
            clause.in_list("+s.speaker", rows(speakers));
        }
        if let Some(addressees) = &self.addressee {
            clause.in_list("s.addressee", rows(addressees));
        }
        let within = "EXISTS (SELECT 1 FROM attribution t JOIN";
        if let Some(relays) = &self.relay {
            let mut inner = Clause::default();
            inner.in_list("r.entity", rows(relays));
            clause.and(
                format!(
                    "{within} relay r ON r.attribution = t.id{} AND t.statement = s.id)",
                    inner.sql()
                ),
                inner.values().to_vec(),
            );
        }
        if let Some(outlets) = &self.outlet {
            let mut inner = Clause::default();
            inner.in_list("+a.outlet", outlets.iter().cloned());
            clause.and(
                format!(
                    "{within} article a ON a.id = t.article{} AND t.statement = s.id)",
                    inner.sql()
                ),
                inner.values().to_vec(),
            );
        }
    }
}

/// What all names of one field mean together.
fn meant<T>(
    names: &[String],
    mut of: impl FnMut(&str) -> Result<Vec<T>>,
) -> Result<Option<Vec<T>>> {
    if names.is_empty() {
        return Ok(None);
    }
    let mut all = Vec::new();
    for name in names {
        all.extend(of(name)?);
    }
    Ok(Some(all))
}

/// Rows of the entities that a name (or a key) stands for.
fn entities(conn: &Connection, name: &str) -> Result<Vec<i64>> {
    if is_key('e', name) {
        let found = match find(conn, Kind::Entity, name)? {
            Some(Found::Moved(now)) => find(conn, Kind::Entity, &now)?,
            found => found,
        };
        return Ok(found.and_then(Found::here).into_iter().collect());
    }
    let mut named = conn.prepare_cached(
        "SELECT e.id FROM (SELECT rowid AS id FROM entity_text WHERE entity_text MATCH ?1) met
         CROSS JOIN entity e ON e.id = met.id ORDER BY e.statements DESC, e.id LIMIT ?2",
    )?;
    let rows = named.query_map(params![quoted(name), MEANT], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The outlet of this name; if there is none, those whose names have its words.
fn outlets(conn: &Connection, name: &str) -> Result<Vec<String>> {
    for (condition, value) in [
        ("lower(name) = lower(?1)", name.to_owned().into()),
        ("name LIKE ?1 ESCAPE '\\'", likewise(name)),
    ] {
        let sql = format!("SELECT name FROM outlet WHERE {condition} LIMIT {MEANT}");
        let mut named = conn.prepare_cached(&sql)?;
        let rows = named.query_map([value], |row| row.get(0))?;
        let found: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// One of some marks; none of them meets nothing.
fn any_of(kind: char, marks: impl Iterator<Item = String>) -> String {
    let mut any: Vec<String> = marks.map(|mark| format!("\"{kind}{mark}\"")).collect();
    if any.is_empty() {
        any.push("\"nobody\"".to_owned());
    }
    format!("marks : ({})", any.join(" OR "))
}

fn joined(parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

/// A name as `hex` of SQLite has it.
fn hexadecimal(name: &str) -> String {
    name.bytes().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02X}");
        hex
    })
}
