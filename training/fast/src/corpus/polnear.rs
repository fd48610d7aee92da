//! PolNeAR: attributions by people, tags and names by CoreNLP.

use super::{Labelled, class_of};
use anyhow::{Context, Result};
use dixit_model::{CodePoints, Span};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    annotators: BTreeMap<String, Layer>,
}

#[derive(Deserialize)]
struct Layer {
    attributions: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
}

#[derive(Deserialize)]
struct Parsed {
    id: String,
    sentences: Vec<Vec<(usize, usize, String, String, String, usize, String)>>,
}

/// One attribution: the spans of source, cue and content.
#[derive(Clone, Debug, Default)]
pub struct Attribution {
    pub roles: [Vec<Span>; 3],
}

/// An article and its outermost attributions.
pub struct Article {
    pub labelled: Labelled,
    pub gold: Vec<Attribution>,
}

/// The articles of `train` or `dev`.
pub fn read(folder: &Path, part: &str) -> Result<Vec<Article>> {
    let file = |name: String| std::fs::read_to_string(folder.join(&name)).with_context(|| name);
    let texts = file(format!("{part}.jsonl"))?;
    let parses = file(format!("{part}.corenlp.jsonl"))?;
    let mut parsed: BTreeMap<String, Parsed> = BTreeMap::new();
    for line in parses.lines() {
        let one: Parsed = serde_json::from_str(line)?;
        parsed.insert(one.id.clone(), one);
    }
    texts
        .lines()
        .map(|line| {
            let line: Line = serde_json::from_str(line)?;
            let map = CodePoints::new(&line.text);
            let span = |s: &[usize; 2]| Span::new(map.to_byte(s[0]), map.to_byte(s[1]));
            let layer = line.annotators.values().next().context("no annotator")?;
            let gold = layer
                .attributions
                .iter()
                .map(|row| Attribution {
                    roles: [&row.source, &row.cue, &row.content].map(|list| {
                        let mut spans: Vec<Span> = list.iter().map(span).collect();
                        spans.sort();
                        spans
                    }),
                })
                .collect();
            let mut tags = Vec::new();
            let mut names: Vec<(usize, usize, u8)> = Vec::new();
            if let Some(parse) = parsed.get(&line.id) {
                for sentence in &parse.sentences {
                    let mut open: Option<u8> = None;
                    for (start, end, _, penn, name, _, relation) in sentence {
                        let (start, end) = (map.to_byte(*start), map.to_byte(*end));
                        let lower = line.text[start..end].to_lowercase();
                        tags.push((start, end, class_of(penn, "", relation, &lower)));
                        let kind = match name.as_str() {
                            "PERSON" => Some(0),
                            "ORGANIZATION" => Some(1),
                            "LOCATION" => Some(2),
                            "MISC" => Some(3),
                            _ => None,
                        };
                        // A possessive is no part of the name it hangs on.
                        let kind = kind.filter(|_| penn != "POS");
                        match (kind, open, names.last_mut()) {
                            (Some(now), Some(before), Some(last)) if now == before => last.1 = end,
                            (Some(now), _, _) => names.push((start, end, now)),
                            _ => {}
                        }
                        open = kind;
                    }
                }
            }
            let labelled = Labelled {
                text: line.text,
                tags,
                names: Some(names),
            };
            Ok(Article { labelled, gold })
        })
        .collect()
}
