//! The record step on perfect readings, for measuring it alone: rows, speakers,
//! relays and days come from a gold ledger (`oracle GOLD.json TEXTS`, with TEXTS
//! a folder of `.txt` or a file of JSON Lines), the record goes to standard
//! output as JSON.

use dixit_model::wire::RecordPage;
use dixit_model::{
    Article, Attribution, Channel, CodePoints, Date, Entity, EntityKind, Inferred, Mode, Reading,
    Resolved, Span,
};
use serde_json::Value;
use std::collections::BTreeMap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, gold, texts] = &arguments[..] else {
        return Err("usage: oracle GOLD.json TEXTS".into());
    };
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(gold)?)?;
    let mut articles = BTreeMap::new();
    if std::fs::metadata(texts)?.is_dir() {
        for article in gold["articles"].as_array().into_iter().flatten() {
            let id = article["id"].as_str().unwrap_or_default();
            let text = std::fs::read_to_string(format!("{texts}/{id}.txt"))?;
            // Only what the text itself says of its day; the rest is for the
            // record to infer.
            let dated = article["meta"]
                .as_object()
                .is_some_and(|meta| meta.contains_key("dateline") || meta.contains_key("caption"));
            let published = if dated {
                &article["published"]
            } else {
                &Value::Null
            };
            articles.insert(id.to_owned(), (text, published.clone()));
        }
    } else {
        for line in std::fs::read_to_string(texts)?.lines() {
            let line: Value = serde_json::from_str(line)?;
            let text = line["text"].as_str().unwrap_or_default().to_owned();
            let id = line["id"].as_str().unwrap_or_default().to_owned();
            articles.insert(id, (text, line["published"].clone()));
        }
    }
    let kinds: BTreeMap<&str, &str> = gold["entities"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|e| Some((e["name"].as_str()?, e["kind"].as_str()?)))
        .collect();
    let readings = gold["articles"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|article| {
            let (text, published) = articles.remove(article["id"].as_str()?)?;
            Some(reading(article, text, &published, &kinds))
        })
        .collect();
    let record = dixit_record::build(readings);
    println!(
        "{}",
        serde_json::to_string(&RecordPage::new(&record, false))?
    );
    Ok(())
}

/// Collects the entities of one article by name.
struct Names<'k> {
    entities: Vec<Entity>,
    kinds: &'k BTreeMap<&'k str, &'k str>,
}

impl Names<'_> {
    fn resolve(&mut self, name: &Value) -> Option<Resolved> {
        let name = name.as_str()?;
        let known = self.entities.iter().position(|e| e.name == name);
        let entity = known.unwrap_or_else(|| {
            self.entities.push(Entity {
                name: name.to_owned(),
                kind: kind(name, self.kinds),
                names: vec![name.to_owned()],
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            self.entities.len() - 1
        });
        Some(Resolved {
            entity,
            how: "name".to_owned(),
            confidence: 1.0,
            evidence: None,
        })
    }
}

fn kind(name: &str, kinds: &BTreeMap<&str, &str>) -> EntityKind {
    match kinds.get(name) {
        Some(&"person") => return EntityKind::Person,
        Some(&"organisation") => return EntityKind::Organisation,
        _ => {}
    }
    if ["China", "Russia", "Syria", "United States", "Damascus"].contains(&name) {
        return EntityKind::State;
    }
    let body = [
        "Ministry",
        "Organi",
        "Congress",
        "House",
        "Department",
        "Court",
        "Nations",
    ];
    let capitals = name.split(' ').all(|w| w.starts_with(char::is_uppercase));
    let words = name.split(' ').count();
    if !capitals {
        EntityKind::Group
    } else if words > 1 && words < 4 && !body.iter().any(|b| name.contains(b)) {
        EntityKind::Person
    } else {
        EntityKind::Organisation
    }
}

fn reading(gold: &Value, text: String, published: &Value, kinds: &BTreeMap<&str, &str>) -> Reading {
    let known = |value: &str| Inferred::new(value.to_owned(), "metadata", 1.0);
    let day = |value: &Value| -> Option<Inferred<Date>> {
        Some(Inferred::new(value.as_str()?.parse().ok()?, "gold", 1.0))
    };
    let map = CodePoints::new(&text);
    let span = |value: &Value| -> Option<Span> {
        let at = |i: usize| value[i].as_u64().map(|n| map.to_byte(n as usize));
        Some(Span::new(at(0)?, at(1)?))
    };
    let mut names = Names {
        entities: Vec::new(),
        kinds,
    };
    let rows = gold["attributions"].as_array().into_iter().flatten();
    let attributions = rows
        .filter_map(|row| {
            let content = span(&row["content"])?;
            let source = span(&row["source"]);
            let speaker = names.resolve(&row["speaker"]);
            if let (Some(speaker), Some(source)) = (&speaker, source) {
                let roles = &mut names.entities[speaker.entity].roles;
                roles.push(source.of(&text).to_owned());
            }
            let via = row["via"].as_array().into_iter().flatten();
            Some(Attribution {
                parent: row["parent"].as_str().map(str::to_owned),
                mode: match row["mode"].as_str() {
                    Some("direct") => Mode::Direct,
                    Some("mixed") => Mode::Mixed,
                    _ => Mode::Indirect,
                },
                source: source.into_iter().collect(),
                cue: span(&row["cue"]).into_iter().collect(),
                speaker,
                via: via.filter_map(|name| names.resolve(name)).collect(),
                to: names.resolve(&row["to"]),
                channel: row["channel"].as_str().map(|name| Channel {
                    name: name.to_owned(),
                    span: Span::new(0, 0),
                }),
                said_on: day(&row["said_on"]),
                ..Attribution::plain(row["id"].as_str()?, vec![content])
            })
        })
        .collect();
    let furniture = gold["furniture"].as_array().into_iter().flatten();
    let furniture = furniture
        .filter_map(|f| {
            Some(dixit_model::Furniture {
                span: span(f)?,
                kind: dixit_model::FurnitureKind::Other,
            })
        })
        .collect();
    Reading {
        article: Article {
            id: gold["id"].as_str().unwrap_or_default().to_owned(),
            title: None,
            outlet: gold["outlet"].as_str().map(known),
            published: day(published),
            authors: Vec::new(),
            language: None,
            url: None,
            sha256: String::new(),
            origin: String::new(),
            furniture,
            text,
            ..Article::plain("", "")
        },
        sentences: Vec::new(),
        attributions,
        entities: names.entities,
        names: Vec::new(),
        times: Vec::new(),
    }
}
