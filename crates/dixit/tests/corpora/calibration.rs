//! Whether what is said with .8 is right four times of five: of speakers on
//! annotated articles, of whole attributions on PolNeAR's development side.

use crate::annotated::lay_out;
use crate::scoring::{Shared, calibration_error, readings_of};
use std::path::PathBuf;

#[track_caller]
fn at_most(most: f64, error: f64) {
    assert!(error <= most, "{error:.3}, at most {most:.2} is asked");
}

fn reported(shared: &Shared, articles: PathBuf, name: &str) -> PathBuf {
    let record = shared.report(&[articles], "accurate", &format!("{name}.json"));
    let readings = shared.result(&format!("{name}.jsonl"));
    readings_of(&record, &readings);
    readings
}

#[test]
#[ignore = "slow without --release"]
fn calibration_of_speakers() {
    let Some(shared) = Shared::find() else { return };
    let seeds = shared.read(&shared.files("seeds", "txt"), "accurate", "seeds.jsonl");
    let mut files = vec![shared.corpus("seeds/seeds.gold.json"), seeds];
    for ledger in ["c", "d"] {
        files.push(shared.corpus(&format!("ledgers/{ledger}/ledger.gold.json")));
        let articles = shared.corpus(&format!("ledgers/{ledger}/articles.jsonl"));
        files.push(reported(&shared, articles, ledger));
    }
    let (gold, articles) = lay_out(&shared, "seen");
    files.extend([gold, reported(&shared, articles, "seen")]);
    let title = "speakers of 41 articles that rules were written on";
    at_most(0.07, calibration_error(&shared, title, "speakers", &files));
}

#[test]
#[ignore = "slow without --release"]
fn calibration_of_speakers_not_looked_at() {
    let Some(shared) = Shared::find() else { return };
    let (gold, articles) = lay_out(&shared, "held");
    let files = [gold, reported(&shared, articles, "held")];
    let title = "speakers of 12 articles that no rule was written on";
    at_most(0.15, calibration_error(&shared, title, "speakers", &files));
}

#[test]
#[ignore = "slow without --release"]
fn calibration_of_attributions() {
    let Some(shared) = Shared::find() else { return };
    let dev = shared.corpus("polnear/dev.jsonl");
    for model in ["accurate", "fast"] {
        let readings = shared.read(std::slice::from_ref(&dev), model, "dev.jsonl");
        let files = [dev.clone(), readings];
        let title = format!("whole attributions of PolNeAR dev, {model}");
        at_most(
            0.05,
            calibration_error(&shared, &title, "attributions", &files),
        );
    }
}
