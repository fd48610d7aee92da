//! Invented articles, as a model would read them.

use dixit_ledger::{Ledger, RunId, RunStart, Taken, Weaving, Woven};
use dixit_model::{
    Article, Attribution, Date, Entity, EntityKind, Inferred, Mention, Name, NameKind, Reading,
    Resolved, Span,
};
use std::path::PathBuf;

/// A ledger in a folder that is gone after the test.
pub struct Desk {
    folder: tempfile::TempDir,
    pub ledger: Ledger,
    pub run: RunId,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut ledger = Ledger::create(&folder.path().join("desk.ledger")).expect("a ledger");
        let run = ledger.start_run(&start()).expect("a run");
        Desk {
            folder,
            ledger,
            run,
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("desk.ledger")
    }

    /// Another reader of the same ledger.
    pub fn reader(&self) -> Ledger {
        Ledger::open_read_only(&self.path()).expect("a reader")
    }
}

pub fn start() -> RunStart {
    RunStart {
        kind: "add".to_owned(),
        version: "0.1.0".to_owned(),
        model: "fast 1".to_owned(),
        model_sha256: "00".to_owned(),
        options: serde_json::json!({"jobs": 2}),
    }
}

/// An article of one sentence, to be taken in.
pub fn article(id: &str, outlet: &str, day: &str, text: &str) -> Taken {
    let mut article = Article::plain(id, text);
    article.title = Some(Inferred::new(format!("Headline of {id}"), "metadata", 1.0));
    article.outlet = Some(Inferred::new(outlet.to_owned(), "metadata", 1.0));
    let day: Date = day.parse().expect("a day");
    article.published = Some(Inferred::new(day, "metadata", 1.0));
    Taken {
        original: format!("{id}\n{text}").into_bytes(),
        media_type: "text/plain",
        seen: None,
        reading: Reading {
            article,
            sentences: Vec::new(),
            attributions: Vec::new(),
            entities: Vec::new(),
            names: Vec::new(),
            times: Vec::new(),
        },
    }
}

/// An article whose sentences are `(speaker, cue, content)`, all of them
/// indirect and all of them in the reading.
pub fn report(id: &str, outlet: &str, day: &str, said: &[(&str, &str, &str)]) -> Taken {
    let sentences: Vec<String> = said
        .iter()
        .map(|(speaker, cue, content)| format!("{speaker} {cue} {content}."))
        .collect();
    let text = sentences.join(" ");
    let mut taken = article(id, outlet, day, &text);
    let reading = &mut taken.reading;
    let mut at = 0;
    for (n, ((speaker, cue, content), sentence)) in said.iter().zip(&sentences).enumerate() {
        reading.sentences.push(Span::new(at, at + sentence.len()));
        let source = Span::new(at, at + speaker.len());
        let cue = Span::new(source.end + 1, source.end + 1 + cue.len());
        let content = Span::new(cue.end + 1, cue.end + 1 + content.len());
        let known = reading.entities.iter().position(|e| e.name == *speaker);
        let entity = known.unwrap_or_else(|| {
            reading.entities.push(Entity {
                name: (*speaker).to_owned(),
                kind: EntityKind::Person,
                names: vec![(*speaker).to_owned()],
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            reading.entities.len() - 1
        });
        let mention = Mention {
            span: source,
            how: "name".into(),
        };
        reading.entities[entity].mentions.push(mention);
        let name = Name {
            span: source,
            kind: NameKind::Person,
            confidence: 0.9,
        };
        reading.names.push((name, entity));
        reading.attributions.push(Attribution {
            source: vec![source],
            cue: vec![cue],
            speaker: Some(Resolved {
                entity,
                how: "name".to_owned(),
                confidence: 0.9,
                evidence: Some(source),
            }),
            confidence: 0.9,
            ..Attribution::plain(format!("a{}", n + 1), vec![content])
        });
        at += sentence.len() + 1;
    }
    taken
}

/// Three outlets on one happening, and one on another; four waiting articles.
pub fn harbour() -> Desk {
    let mut desk = Desk::new();
    let reopen = "that the port of Vastad would reopen to ferries within a week";
    let clean = "the ramps had been cleaned of oil after the spill in Vastad harbour";
    let batch = [
        report(
            "one",
            "The Harbour Post",
            "2031-03-07",
            &[
                ("Ilse Marant", "said", reopen),
                ("Joren Haske", "said", clean),
            ],
        ),
        report(
            "two",
            "Vastad Courier",
            "2031-03-07",
            &[
                ("Ilse Marant", "announced", reopen),
                (
                    "Tomas Veld",
                    "warned",
                    "that the oil spill in Vastad harbour was not contained",
                ),
            ],
        ),
        report(
            "three",
            "Orrin Gazette",
            "2031-03-08",
            &[
                ("Ilse Marant", "said", reopen),
                ("Joren Haske", "said", clean),
            ],
        ),
        report(
            "four",
            "Orrin Gazette",
            "2031-06-20",
            &[(
                "Nela Quist",
                "said",
                "that the orchestra of Orrin would play without a conductor in autumn",
            )],
        ),
    ];
    desk.ledger.take_in(desk.run, &batch).expect("taken in");
    desk
}

/// The same, woven.
pub fn woven() -> Desk {
    let mut desk = harbour();
    weave(&mut desk.ledger);
    desk
}

/// Weaves, dating nothing anew.
pub fn weave(ledger: &mut Ledger) -> Woven {
    let weaving = Weaving {
        redate: &|_, _| {},
        threads: 2,
    };
    ledger.weave(&weaving, &mut |_, _| {}).expect("woven")
}

/// What the ledger's own checks find wrong.
pub fn faults(ledger: &std::path::Path) -> Vec<String> {
    let ledger = Ledger::open(ledger).expect("the ledger");
    ledger.faults().expect("checked")
}
