//! Readable snapshots: invented wire copy, and under it who says what to whom.
//!
//! Each file under `tests/readings` holds a text with its frames and names in
//! brackets, a line `---`, and the reading. `[1s …]`, `[1c …]` and `[1k …]` are
//! source, cue and content of frame 1; `[p …]`, `[o …]`, `[l …]` and `[n …]`
//! name persons, bodies, places and others. `UPDATE=1 cargo test` writes the
//! readings anew: read them before you commit them.

use dixit_attribution::read;
use dixit_language::{segment, times};
use dixit_model::{Analysis, Article, Frame, Inferred, Name, NameKind, Reading, Span, Spans};
use std::collections::BTreeMap;
use std::fmt::Write;

#[test]
fn readings_are_as_reviewed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readings");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder of readings")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for path in files {
        let file = std::fs::read_to_string(&path).expect("a readable file");
        let (input, expected) = file.split_once("\n---\n").unwrap_or((file.trim_end(), ""));
        let found = shown(&marked(input));
        if update {
            std::fs::write(&path, format!("{input}\n---\n{found}")).expect("a writable file");
        } else if found != expected {
            let _ = writeln!(
                wrong,
                "{}:\n{found}\n-- but reviewed was:\n{expected}",
                path.display()
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The text without its brackets, and what they mark, read.
fn marked(input: &str) -> Reading {
    let mut text = String::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut names = Vec::new();
    let mut frames: BTreeMap<usize, Frame> = BTreeMap::new();
    let mut rest = input;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => {
                let (label, after) = rest.split_once(' ').expect("a label");
                open.push((label.to_owned(), text.len()));
                rest = after;
            }
            ']' => {
                let (label, start) = open.pop().expect("an open bracket");
                let span = Span::new(start, text.len());
                match label.as_str() {
                    "p" => names.push((span, NameKind::Person)),
                    "o" => names.push((span, NameKind::Organisation)),
                    "l" => names.push((span, NameKind::Place)),
                    "n" => names.push((span, NameKind::Other)),
                    label => {
                        let (number, role) = label.split_at(label.len() - 1);
                        let frame = frames.entry(number.parse().expect("a number")).or_default();
                        frame.confidence = 0.9;
                        match role {
                            "s" => frame.source.push(span),
                            "c" => frame.cue.push(span),
                            _ => frame.content.push(span),
                        }
                    }
                }
            }
            c => text.push(c),
        }
    }
    names.sort_by_key(|(span, _)| *span);
    let cut = segment(&text, &[]);
    let published = "2031-03-08".parse().ok();
    let analysis = Analysis {
        times: times(&text, &cut.sentences, &cut.tokens, published),
        sentences: cut.sentences,
        tokens: Vec::new(),
        names: names
            .into_iter()
            .map(|(span, kind)| Name {
                span,
                kind,
                confidence: 0.9,
            })
            .collect(),
        frames: frames.into_values().collect(),
    };
    let article = Article {
        published: published.map(|day| Inferred::new(day, "metadata", 1.0)),
        ..Article::plain("wire", text)
    };
    read(article, &analysis)
}

/// One row a paragraph: the words, then who says them through whom to whom.
fn shown(reading: &Reading) -> String {
    let text = &reading.article.text;
    let who = |entity: usize| reading.entities[entity].name.as_str();
    let mut out = String::new();
    for row in &reading.attributions {
        let _ = write!(
            out,
            "{} {:?}: {}\n   ",
            row.id,
            row.mode,
            row.content.text(text).replace('\n', " ")
        );
        match &row.speaker {
            Some(speaker) => {
                let _ = write!(out, " {} ({})", who(speaker.entity), speaker.how);
            }
            None => out.push_str(" nobody known"),
        }
        for relay in row.via.iter().rev() {
            let _ = write!(out, " through {}", who(relay.entity));
        }
        if let Some(to) = &row.to {
            let _ = write!(out, " to {}", who(to.entity));
        }
        if let Some(channel) = &row.channel {
            let _ = write!(out, " in: {}", channel.name);
        }
        if let Some(day) = &row.said_on {
            let _ = write!(out, " on {} ({})", day.value, day.how);
        }
        for (words, id) in [("inside", &row.parent), ("carries on", &row.continues)] {
            if let Some(id) = id {
                let _ = write!(out, " {words} {id}");
            }
        }
        out.push_str(if row.negated { " negated" } else { "" });
        out.push_str(if row.hedged { " hedged" } else { "" });
        out.push('\n');
    }
    out
}
