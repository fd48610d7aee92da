//! The record of articles that no model has read, for measuring what needs no
//! attributions (copies, stories): files or folders as arguments, the record on
//! standard output as JSON, the time it took on standard error.

use dixit_intake::{Intake, Options};
use dixit_model::Reading;
use dixit_model::wire::RecordPage;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<std::path::PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
    let mut readings = Vec::new();
    for article in Intake::new(Options::default()).read(&paths) {
        readings.push(Reading {
            article: article?,
            sentences: Vec::new(),
            attributions: Vec::new(),
            entities: Vec::new(),
            names: Vec::new(),
            times: Vec::new(),
        });
    }
    let start = Instant::now();
    let record = dixit_record::build(readings);
    eprintln!("{:.2} s", start.elapsed().as_secs_f64());
    println!(
        "{}",
        serde_json::to_string(&RecordPage::new(&record, false))?
    );
    Ok(())
}
