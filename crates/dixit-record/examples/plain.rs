//! The record of articles that no model has read, for measuring what needs no
//! attributions (copies, stories): files or folders as arguments, the record on
//! standard output as JSON, the time it took on standard error. With
//! `--together` first, all articles are taken for one story.

use dixit_intake::{Intake, Options};
use dixit_model::Reading;
use dixit_model::wire::RecordPage;
use dixit_record::{Coverage, Guidance};
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
    let together = paths.first().is_some_and(|p| p.as_os_str() == "--together");
    if together {
        paths.remove(0);
    }
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
    let record = if together {
        readings.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        let coverage = Coverage {
            readings,
            alike: Vec::new(),
        };
        dixit_record::tell(coverage, &Guidance::default(), &|_, _| {})
    } else {
        dixit_record::build(readings)
    };
    eprintln!("{:.2} s", start.elapsed().as_secs_f64());
    println!(
        "{}",
        serde_json::to_string(&RecordPage::new(&record, false))?
    );
    Ok(())
}
