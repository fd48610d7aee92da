//! Reads the articles of a gold ledger and prints readings for the scorer.
//!
//! ```text
//! ledger LEDGER.json [--frames gold|model] [--show] > readings.jsonl
//! ```
//!
//! With `--frames gold` the spans are the ledger's and only the resolution is
//! tried; with `model` everything is read. `--show` prints rows for people.

use dixit_attribution::read;
use dixit_language::{Analyzer, ModelKind, segment, times};
use dixit_model::wire::ReadingLine;
use dixit_model::{
    Analysis, Article, CodePoints, Frame, Furniture, FurnitureKind, Inferred, Name, NameKind, Pos,
    Reading, Span, Spans, Token,
};
use serde_json::Value;
use std::path::Path;

fn main() {
    let mut path = None;
    let mut gold = true;
    let mut show = false;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--frames" => gold = args.next().as_deref() != Some("model"),
            "--show" => show = true,
            _ => path = Some(arg),
        }
    }
    let Some(path) = path.filter(|path| Path::new(path).exists()) else {
        eprintln!("no ledger at hand: nothing to read");
        return;
    };
    let ledger: Value = std::fs::read_to_string(&path)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .expect("a ledger in JSON");
    let analyzer = match Analyzer::load(ModelKind::Fast) {
        Ok(analyzer) => Some(analyzer),
        Err(error) => {
            eprintln!("no model, plain capitals instead of names: {error}");
            None
        }
    };
    let folder = Path::new(&path).parent().unwrap_or(Path::new("."));
    for entry in ledger["articles"].as_array().into_iter().flatten() {
        let id = entry["id"].as_str().unwrap_or_default();
        let text = std::fs::read_to_string(folder.join(format!("{id}.txt"))).unwrap_or_default();
        let article = article(id, text, entry);
        let cut = segment(
            &article.text,
            &article.furniture.iter().map(|f| f.span).collect::<Vec<_>>(),
        );
        let mut analysis = match &analyzer {
            Some(analyzer) => analyzer.analyze(&article),
            None => plain(&article, &cut),
        };
        analysis.times = times(
            &article.text,
            &cut.sentences,
            &cut.tokens,
            article.published.as_ref().map(|day| day.value),
        );
        if gold {
            analysis.frames = frames(&article.text, entry);
        }
        let reading = read(article, &analysis);
        if show {
            rows(&reading);
        } else {
            println!(
                "{}",
                serde_json::to_string(&ReadingLine::new(&reading, false)).expect("a line")
            );
        }
    }
}

fn article(id: &str, text: String, entry: &Value) -> Article {
    let map = CodePoints::new(&text);
    let furniture = entry["furniture"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|pair| span(&map, pair))
        .map(|span| Furniture {
            span,
            kind: FurnitureKind::Other,
        })
        .collect();
    let known = |key: &str| entry[key].as_str().map(str::to_owned);
    Article {
        id: id.to_owned(),
        title: None,
        outlet: known("outlet").map(|name| Inferred::new(name, "metadata", 1.0)),
        published: known("published")
            .and_then(|day| day.parse().ok())
            .map(|day| Inferred::new(day, "metadata", 1.0)),
        authors: Vec::new(),
        language: None,
        url: None,
        sha256: String::new(),
        origin: String::new(),
        furniture,
        text,
        ..Article::plain("", "")
    }
}

fn span(map: &CodePoints, pair: &Value) -> Option<Span> {
    let at = |index: usize| {
        pair[index]
            .as_u64()
            .map(|offset| map.to_byte(offset as usize))
    };
    Some(Span::new(at(0)?, at(1)?))
}

/// The ledger's rows as frames, implicit ones without a parent.
fn frames(text: &str, entry: &Value) -> Vec<Frame> {
    let map = CodePoints::new(text);
    let rows = entry["attributions"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let ids: Vec<&str> = rows
        .iter()
        .map(|row| row["id"].as_str().unwrap_or_default())
        .collect();
    rows.iter()
        .enumerate()
        .map(|(index, row)| Frame {
            source: span(&map, &row["source"]).into_iter().collect(),
            cue: span(&map, &row["cue"]).into_iter().collect(),
            content: span(&map, &row["content"]).into_iter().collect(),
            parent: row["parent"]
                .as_str()
                .and_then(|parent| ids.iter().position(|id| *id == parent))
                .filter(|&parent| parent < index),
            confidence: 0.9,
        })
        .collect()
}

/// Sentences, and runs of capitalised words as names.
fn plain(article: &Article, cut: &dixit_language::Segmented) -> Analysis {
    let text = &article.text;
    let mut names: Vec<Name> = Vec::new();
    for sentence in &cut.sentences {
        let inside: Vec<Span> = cut
            .tokens
            .iter()
            .copied()
            .filter(|t| sentence.contains(*t))
            .collect();
        let mut run: Option<Span> = None;
        for (place, token) in inside.iter().enumerate() {
            let words = token.of(text);
            let capital = words.chars().next().is_some_and(char::is_uppercase);
            let common = place == 0
                && (words.len() < 4
                    || inside.get(1).is_none_or(|t| {
                        !t.of(text).chars().next().is_some_and(char::is_uppercase)
                    }) && words.len() < 5);
            if capital && !common {
                run = Some(match run {
                    Some(open) if token.start - open.end <= 1 => open.hull(*token),
                    open => {
                        names.extend(open.map(|span| name(text, span)));
                        *token
                    }
                });
            } else if let Some(open) = run.take() {
                names.push(name(text, open));
            }
        }
        names.extend(run.map(|span| name(text, span)));
    }
    Analysis {
        sentences: cut.sentences.clone(),
        tokens: cut
            .tokens
            .iter()
            .map(|&span| Token { span, pos: Pos::X })
            .collect(),
        names,
        ..Analysis::default()
    }
}

fn name(text: &str, span: Span) -> Name {
    let words: Vec<&str> = span.of(text).split_whitespace().collect();
    let body = [
        "House",
        "Department",
        "Ministry",
        "Times",
        "Journal",
        "Congress",
        "Organization",
        "News",
        "Nations",
    ];
    let kind = if words.iter().any(|word| body.contains(word))
        || words.iter().all(|w| w.chars().all(char::is_uppercase))
    {
        NameKind::Organisation
    } else if words.len() == 2 || words.len() == 3 {
        NameKind::Person
    } else {
        NameKind::Other
    };
    Name {
        span,
        kind,
        confidence: 0.5,
    }
}

fn rows(reading: &Reading) {
    let text = &reading.article.text;
    let who = |entity: usize| reading.entities[entity].name.as_str();
    println!("== {}", reading.article.id);
    for row in &reading.attributions {
        let via: Vec<&str> = row.via.iter().map(|relay| who(relay.entity)).collect();
        println!(
            "{} {:?} [{}] <{}> {:.90}\n     {} ({}) via {:?} to {} ch {} on {} parent {:?} continues {:?}{}{}",
            row.id,
            row.mode,
            row.source.text(text),
            row.cue.text(text),
            row.content.text(text).replace('\n', " "),
            row.speaker.as_ref().map_or("-", |s| who(s.entity)),
            row.speaker.as_ref().map_or("-", |s| s.how.as_str()),
            via,
            row.to.as_ref().map_or("-", |s| who(s.entity)),
            row.channel.as_ref().map_or("-", |c| c.name.as_str()),
            row.said_on
                .as_ref()
                .map_or("-".into(), |d| format!("{} ({})", d.value, d.how)),
            row.parent,
            row.continues,
            if row.negated { " negated" } else { "" },
            if row.hedged { " hedged" } else { "" },
        );
    }
}
