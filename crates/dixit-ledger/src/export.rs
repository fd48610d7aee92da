//! What a ledger holds, piece by piece, for other programs.

use crate::article::as_told;
use crate::entity::PositionRow;
use crate::record::kind_of;
use crate::{Error, Ledger, Result};
use dixit_model::{
    Date, DiffPart, EntityKind, Member, Position, PositionEntry, Record, RecordEntity, Statement,
    Wording, WordingClass,
};

/// A part of what a ledger holds.
#[derive(Debug)]
pub struct Piece {
    /// One story; or an article that is not yet woven into one; or, last, what
    /// one speaker said over time, without the statements that it refers to.
    pub record: Record,
    /// So many pieces came before it.
    pub done: usize,
    /// So many stories and articles there are in all.
    pub of: usize,
}

impl Ledger {
    /// Hands over what the ledger holds, as it is at this moment, whatever is
    /// added meanwhile: stories by their first day, then articles that are not
    /// yet woven, then positions.
    ///
    /// Only one piece is in memory at a time. Entities have the ledger's keys,
    /// so one may be in many pieces; copies and positions are numbered through.
    pub fn pieces<E: From<Error>>(
        &self,
        mut each: impl FnMut(Piece) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let snapshot = self.conn.unchecked_transaction().map_err(Error::from)?;
        let stories = self.ids("SELECT id FROM story ORDER BY first IS NULL, first, key")?;
        let waiting = self.ids("SELECT id FROM article WHERE story IS NULL ORDER BY key")?;
        let of = stories.len() + waiting.len();
        let mut copies = 0;
        for (done, &story) in stories.iter().enumerate() {
            let mut record = self.record_of(story)?;
            for copy in &mut record.copies {
                copies += 1;
                copy.id = format!("c{copies}");
            }
            for told in &mut record.stories {
                told.earlier = self.earlier(story)?;
            }
            each(Piece { record, done, of })?;
        }
        for (at, &article) in waiting.iter().enumerate() {
            let record = Record {
                readings: vec![as_told(&self.conn, article)?],
                ..Record::default()
            };
            let done = stories.len() + at;
            each(Piece { record, done, of })?;
        }
        let speakers = "SELECT DISTINCT s.speaker FROM position_link l JOIN statement s
             ON s.id = l.a JOIN entity e ON e.id = s.speaker ORDER BY e.key";
        let mut positions = 0;
        for speaker in self.ids(speakers)? {
            let mut record = self.positions_of(speaker)?;
            for position in &mut record.positions {
                positions += 1;
                position.id = format!("p{positions}");
            }
            each(Piece {
                record,
                done: of,
                of,
            })?;
        }
        Ok(snapshot.finish().map_err(Error::from)?)
    }

    fn ids(&self, sql: &str) -> Result<Vec<i64>> {
        let mut statement = self.conn.prepare(sql)?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// Keys of the stories before one.
    fn earlier(&self, story: i64) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.key FROM earlier l JOIN story e ON e.id = l.earlier
             WHERE l.story = ?1 ORDER BY e.first, e.key",
        )?;
        let keys = statement.query_map([story], |row| row.get(0))?;
        Ok(keys.collect::<rusqlite::Result<_>>()?)
    }

    /// A speaker with its positions.
    fn positions_of(&self, speaker: i64) -> Result<Record> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT key, name, kind FROM entity WHERE id = ?1")?;
        let (id, name, kind): (String, String, String) =
            statement.query_row([speaker], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let entity = RecordEntity {
            id,
            name,
            kind: kind_of(&kind).unwrap_or(EntityKind::Other),
            names: Vec::new(),
            roles: Vec::new(),
            members: Vec::new(),
            why: Vec::new(),
        };
        let positions = self.positions(speaker, i64::MAX as usize)?;
        Ok(Record {
            entities: vec![entity],
            positions: positions.iter().map(position).collect(),
            ..Record::default()
        })
    }
}

/// A position of the only entity of a record.
fn position(row: &PositionRow) -> Position {
    let gists: Vec<Statement> = row.entries.iter().map(|e| only_gist(&e.gist)).collect();
    let entry = |entry: &crate::StatementRow| PositionEntry {
        statement: entry.key.clone(),
        day: entry
            .said_on
            .as_ref()
            .and_then(|day| day.parse::<Date>().ok()),
    };
    Position {
        id: String::new(),
        speaker: 0,
        matter: dixit_record::matter::title(&gists.iter().collect::<Vec<_>>()),
        entries: row.entries.iter().map(entry).collect(),
    }
}

/// A statement of which nothing is known but its gist: enough for the matter.
fn only_gist(gist: &str) -> Statement {
    let wording = Wording {
        member: Member {
            article: 0,
            attribution: String::new(),
        },
        text: gist.to_owned(),
        class: WordingClass::Base,
        diff: Vec::<DiffPart>::new(),
    };
    Statement {
        gist: gist.to_owned(),
        wordings: vec![wording],
        ..Statement::default()
    }
}
