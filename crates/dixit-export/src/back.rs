//! Tables read back: the record that they were made of.
//!
//! What tables do not hold is lost: how titles and languages were found, the
//! files that articles came from, and all but two decimals of confidences. The
//! pages and the JSON of both records are the same.

mod article;
mod view;

use crate::batch;
use crate::cell::Row;
use crate::error::{Error, ErrorKind, Result};
use crate::tables::Table;
use dixit_model::{
    Attribution, ByOwner, CodePoints, Copy, Credit, DiffPart, Disagreement, Finding, Member,
    Membership, Passage, Position, PositionEntry, Record, RecordEntity, Route, Side, Span,
    Statement, Story, Wording,
};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use view::View;

/// The record whose tables lie in `folder` as Parquet files, as `dixit export
/// --format parquet` writes them: `articles.parquet` and so on.
///
/// # Errors
/// If a table is missing or damaged, was written by another version, or if the
/// articles' texts were left out.
pub fn read_parquet(folder: &Path) -> Result<Record> {
    let mut tables = HashMap::new();
    for table in Table::ALL {
        let path = folder.join(format!("{}.parquet", table.name()));
        tables.insert(table, rows(table, &path)?);
    }
    record(&tables)
}

fn rows(table: Table, path: &Path) -> Result<Vec<Row<'static>>> {
    let unread = |why: Box<dyn std::error::Error + Send + Sync>| {
        let message = format!(
            "{}: cannot be read ({why}); name a folder that `dixit export --format parquet` wrote",
            path.display()
        );
        Error::new(ErrorKind::Input, message)
    };
    let file = File::open(path).map_err(|error| unread(error.into()))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|builder| builder.build())
        .map_err(|error| unread(error.into()))?;
    let mut all = Vec::new();
    for piece in reader {
        let piece = piece.map_err(|error| unread(error.into()))?;
        all.extend(batch::rows(table, &piece)?);
    }
    Ok(all)
}

/// What stands where, by the ids that tables use.
struct Known<'a> {
    maps: Vec<CodePoints<'a>>,
    articles: HashMap<&'a str, usize>,
    entities: HashMap<&'a str, usize>,
    copies: HashMap<&'a str, usize>,
}

fn record(tables: &HashMap<Table, Vec<Row<'static>>>) -> Result<Record> {
    let of = |table: Table| {
        let rows = tables.get(&table).map_or(&[][..], Vec::as_slice);
        rows.iter()
            .map(move |row| View::new(table.name(), table.columns(), row))
    };
    let mut readings = Vec::new();
    for row in of(Table::Articles) {
        readings.push(article::reading(&row)?);
    }
    let mut places: HashMap<String, usize> = HashMap::new();
    for (number, reading) in readings.iter().enumerate() {
        places.insert(reading.article.id.clone(), number);
    }
    let texts = readings.iter().map(|reading| &reading.article.text);
    let maps: Vec<CodePoints> = texts.map(|text| CodePoints::new(text)).collect();
    let mut said: Vec<Vec<Attribution>> = vec![Vec::new(); readings.len()];
    for row in of(Table::Attributions) {
        let place = *found(&places, "article", row.text("article")?)?;
        let entities = readings[place].entities.len();
        said[place].push(article::attribution(&maps[place], entities, &row)?);
    }
    drop(maps);
    for (reading, said) in readings.iter_mut().zip(said) {
        reading.attributions = said;
    }
    let mut entities = Vec::new();
    for row in of(Table::Entities) {
        entities.push(entity(&row)?);
    }
    let mut known = Known {
        maps: readings
            .iter()
            .map(|r| CodePoints::new(&r.article.text))
            .collect(),
        articles: places
            .iter()
            .map(|(id, &place)| (id.as_str(), place))
            .collect(),
        entities: HashMap::new(),
        copies: HashMap::new(),
    };
    let ids: Vec<String> = entities
        .iter()
        .map(|entity: &RecordEntity| entity.id.clone())
        .collect();
    known.entities = ids
        .iter()
        .enumerate()
        .map(|(place, id)| (id.as_str(), place))
        .collect();
    members(of(Table::Articles), &known, &mut entities)?;
    let mut copies = Vec::new();
    for row in of(Table::Copies) {
        copies.push(known.copy(&row)?);
    }
    let ids: Vec<String> = copies.iter().map(|copy: &Copy| copy.id.clone()).collect();
    known.copies = ids
        .iter()
        .enumerate()
        .map(|(place, id)| (id.as_str(), place))
        .collect();
    let mut routes: HashMap<&str, Vec<Route>> = HashMap::new();
    for row in of(Table::Routes) {
        let route = known.route(&row)?;
        routes
            .entry(row.text("statement")?)
            .or_default()
            .push(route);
    }
    let mut statements = Vec::new();
    for row in of(Table::Statements) {
        let own = routes.remove(row.text("id")?).unwrap_or_default();
        statements.push(known.statement(&row, own)?);
    }
    let stories = of(Table::Stories)
        .map(|row| known.story(&row))
        .collect::<Result<_>>()?;
    let positions = of(Table::Positions)
        .map(|row| known.position(&row))
        .collect::<Result<_>>()?;
    drop(known);
    Ok(Record {
        readings,
        stories,
        statements,
        entities,
        copies,
        positions,
    })
}

fn found<'m, T>(
    map: &'m HashMap<impl std::borrow::Borrow<str> + std::hash::Hash + Eq, T>,
    what: &str,
    id: &str,
) -> Result<&'m T> {
    map.get(id).ok_or_else(|| {
        let message = format!("the tables speak of {what} '{id}', which none of them holds");
        Error::new(ErrorKind::Tables, message)
    })
}

fn entity(row: &View) -> Result<RecordEntity> {
    Ok(RecordEntity {
        id: row.text("id")?.to_owned(),
        name: row.text("name")?.to_owned(),
        kind: row.entity_kind("kind")?,
        names: row.texts("names")?,
        roles: row.texts("roles")?,
        members: Vec::new(),
        why: row.texts("why")?,
    })
}

/// Which entities of articles each is.
fn members<'v>(
    articles: impl Iterator<Item = View<'v>>,
    known: &Known,
    entities: &mut [RecordEntity],
) -> Result<()> {
    for (reading, row) in articles.enumerate() {
        for (local, own) in row.rows("entities")?.iter().enumerate() {
            // One that is none of the record's has an id of its article.
            if let Some(&place) = known.entities.get(own.text("entity")?) {
                entities[place].members.push((reading, local));
            }
        }
    }
    Ok(())
}

impl Known<'_> {
    fn article(&self, id: &str) -> Result<usize> {
        found(&self.articles, "article", id).copied()
    }

    fn entity(&self, row: &View, name: &str) -> Result<Option<usize>> {
        let Some(entity) = row.part(name)? else {
            return Ok(None);
        };
        found(&self.entities, "entity", entity.text("entity")?).map(|&place| Some(place))
    }

    fn span(&self, article: usize, row: &View) -> Result<Span> {
        row.span(&self.maps[article])
    }

    fn passages(&self, row: &View) -> Result<Vec<Passage>> {
        let all = row.rows("passages")?;
        let passage = |row: &View| {
            let article = self.article(row.text("article")?)?;
            let span = self.span(article, row)?;
            Ok(Passage { article, span })
        };
        all.iter().map(passage).collect()
    }

    fn member(&self, row: &View) -> Result<Member> {
        Ok(Member {
            article: self.article(row.text("article")?)?,
            attribution: row.text("attribution")?.to_owned(),
        })
    }

    fn copy(&self, row: &View) -> Result<Copy> {
        let credit = row.part("credit")?.map(|credit| -> Result<Credit> {
            let article = self.article(credit.text("article")?)?;
            let span = credit.part("span")?.map(|span| self.span(article, &span));
            Ok(Credit {
                agency: credit.text("agency")?.to_owned(),
                article,
                span: span.transpose()?,
            })
        });
        Ok(Copy {
            id: row.text("id")?.to_owned(),
            passages: self.passages(row)?,
            words: row.count("words")?,
            quotation: row.flag("quotation")?,
            credit: credit.transpose()?,
        })
    }

    fn route(&self, row: &View) -> Result<Route> {
        let relays = row.rows("relays")?;
        let relay = |relay: &View| found(&self.entities, "entity", relay.text("entity")?).copied();
        let copy = row.some_text("copy")?;
        Ok(Route {
            article: self.article(row.text("article")?)?,
            attributions: row.texts("attributions")?,
            relays: relays.iter().map(relay).collect::<Result<_>>()?,
            copy: copy
                .map(|id| found(&self.copies, "copy", id).copied())
                .transpose()?,
        })
    }

    fn statement(&self, row: &View, routes: Vec<Route>) -> Result<Statement> {
        let wording = |row: &View| {
            let part = |part: &View| {
                Ok(DiffPart {
                    op: part.diff_op("op")?,
                    text: part.text("text")?.to_owned(),
                })
            };
            Ok(Wording {
                member: self.member(row)?,
                text: row.text("text")?.to_owned(),
                class: row.wording_class("class")?,
                diff: row.rows("diff")?.iter().map(part).collect::<Result<_>>()?,
            })
        };
        let owner = |row: &View| Ok((row.text("name")?.to_owned(), row.texts("parties")?));
        let by_owner = row.part("by_owner")?.map(|by| -> Result<ByOwner> {
            Ok(ByOwner {
                independent: by.count("independent")?,
                owners: by
                    .rows("owners")?
                    .iter()
                    .map(owner)
                    .collect::<Result<_>>()?,
            })
        });
        let members = row.rows("members")?;
        Ok(Statement {
            id: row.text("id")?.to_owned(),
            story: row.text("story")?.to_owned(),
            speaker: self.entity(row, "speaker")?,
            to: self.entity(row, "to")?,
            channel: row.some_text("channel")?.map(str::to_owned),
            gist: row.text("gist")?.to_owned(),
            said_on: row.dated("said_on")?,
            members: members
                .iter()
                .map(|row| self.member(row))
                .collect::<Result<_>>()?,
            wordings: row
                .rows("wordings")?
                .iter()
                .map(wording)
                .collect::<Result<_>>()?,
            routes,
            independent: row.count("independent")?,
            rests_on: row.texts("rests_on")?,
            explanation: row.text("explanation")?.to_owned(),
            by_owner: by_owner.transpose()?,
            denied_by: row.texts("denied_by")?,
            relays: row.flag("relays")?,
        })
    }

    fn story(&self, row: &View) -> Result<Story> {
        let member = |row: &View| {
            Ok(Membership {
                article: self.article(row.text("article")?)?,
                why: row.text("why")?.to_owned(),
            })
        };
        let finding = |row: &View| {
            Ok(Finding {
                text: row.text("text")?.to_owned(),
                statement: row.some_text("statement")?.map(str::to_owned),
            })
        };
        let side = |row: &View| {
            Ok(Side {
                text: row.text("text")?.to_owned(),
                passages: self.passages(row)?,
            })
        };
        let disagreement = |row: &View| {
            Ok(Disagreement {
                kind: row.disagreement_kind("kind")?,
                about: row.text("about")?.to_owned(),
                sides: row.rows("sides")?.iter().map(side).collect::<Result<_>>()?,
            })
        };
        let disagreements = row.rows("disagreements")?;
        Ok(Story {
            id: row.text("id")?.to_owned(),
            title: row.text("title")?.to_owned(),
            articles: row
                .rows("articles")?
                .iter()
                .map(member)
                .collect::<Result<_>>()?,
            first: row.day("first")?,
            last: row.day("last")?,
            earlier: row.texts("earlier")?,
            findings: row
                .rows("findings")?
                .iter()
                .map(finding)
                .collect::<Result<_>>()?,
            disagreements: disagreements
                .iter()
                .map(disagreement)
                .collect::<Result<_>>()?,
        })
    }

    fn position(&self, row: &View) -> Result<Position> {
        let entry = |row: &View| {
            Ok(PositionEntry {
                statement: row.text("statement")?.to_owned(),
                day: row.day("day")?,
            })
        };
        let speaker = row.part("speaker")?;
        let speaker = speaker
            .as_ref()
            .map_or(Ok(""), |speaker| speaker.text("entity"))?;
        Ok(Position {
            id: row.text("id")?.to_owned(),
            speaker: *found(&self.entities, "entity", speaker)?,
            matter: row.text("matter")?.to_owned(),
            entries: row
                .rows("entries")?
                .iter()
                .map(entry)
                .collect::<Result<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cell;
    use dixit_model::{Article, Entity, EntityKind, Reading, Resolved};

    /// An article in which its only entity says something.
    fn said() -> Record {
        let mut reading = Reading::plain(Article::plain("a", "Marant said no."));
        reading.entities = vec![Entity {
            name: "Marant".to_owned(),
            kind: EntityKind::Person,
            names: vec!["Marant".to_owned()],
            roles: Vec::new(),
            mentions: Vec::new(),
        }];
        reading.attributions = vec![Attribution {
            source: vec![Span::new(0, 6)],
            cue: vec![Span::new(7, 11)],
            speaker: Some(Resolved {
                entity: 0,
                how: "name".to_owned(),
                confidence: 1.0,
                evidence: None,
            }),
            anonymity: Some(Span::new(7, 14)),
            ..Attribution::plain("a1", vec![Span::new(12, 14)])
        }];
        Record {
            readings: vec![reading],
            ..Record::default()
        }
    }

    #[test]
    fn a_speaker_who_is_none_of_the_article_s_is_refused() {
        let own: &'static Record = Box::leak(Box::new(said()));
        let rows = Table::ALL.map(|table| (table, table.rows(own, true)));
        let mut tables = HashMap::from(rows);
        assert_eq!(
            record(&tables).unwrap().readings[0].attributions,
            own.readings[0].attributions
        );
        let columns = Table::Attributions.columns();
        let speaker = columns.iter().position(|c| c.name == "speaker").unwrap();
        let row = &mut tables.get_mut(&Table::Attributions).unwrap()[0];
        let Cell::Struct(cells) = &mut row[speaker] else {
            panic!("{:?}", row[speaker]);
        };
        *cells.last_mut().unwrap() = Cell::count(1);
        let error = record(&tables).unwrap_err();
        assert!(error.to_string().contains("'place'"), "{error}");
    }
}
