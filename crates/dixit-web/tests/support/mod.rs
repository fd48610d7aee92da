//! A ledger of invented coverage: a strait, and a page that means harm.
#![allow(dead_code, unused_imports)]

#[path = "../../../dixit-report/tests/support/mod.rs"]
pub mod report;

use dixit_ledger::{Ledger, RunEnd, RunStart, RunState, Taken, Weaving};
use dixit_model::{Date, Reading};
use std::path::Path;

/// Dates a reading anew, as far as tests need it.
pub fn redate(reading: &mut Reading, day: Date) {
    if let Some(published) = &mut reading.article.published {
        published.value = day;
    }
}

/// Makes a ledger at `path` from the report's invented records.
pub fn ledger(path: &Path) -> Ledger {
    let mut ledger = Ledger::create(path).expect("a ledger");
    add(&mut ledger, report::strait::record().readings);
    add(&mut ledger, report::edge::hostile().readings);
    ledger
}

/// Adds readings in a run of their own, and weaves them.
pub fn add(ledger: &mut Ledger, readings: Vec<Reading>) {
    let run = ledger
        .start_run(&RunStart {
            kind: "add".to_owned(),
            version: "0.1.0".to_owned(),
            model: "fast 1".to_owned(),
            model_sha256: "5".repeat(64),
            options: serde_json::json!({"jobs": 1}),
        })
        .expect("a run");
    let taken: Vec<Taken> = readings
        .into_iter()
        .map(|reading| Taken {
            original: format!("{}\n{}", reading.article.id, reading.article.text).into_bytes(),
            media_type: "text/html",
            seen: None,
            reading,
        })
        .collect();
    ledger.take_in(run, &taken).expect("articles taken in");
    ledger
        .weave(
            &Weaving {
                redate: &redate,
                threads: 1,
            },
            &mut |_, _| {},
        )
        .expect("a record");
    ledger
        .finish_run(run, &RunEnd::of(RunState::Finished))
        .expect("an end");
}
