//! Names of persons, organisations and places on texts that no finder of names
//! was trained on: the accurate model has seen CrossNER's training side and
//! nothing of GUM, the fast one both sides of CrossNER and GUM's parts of speech.

use crate::scoring::{Shared, at_least, evaluation};
use std::path::PathBuf;

/// Prints the scores of a model's names; F1 of those that are the gold's word
/// for word.
fn scored(shared: &Shared, which: &str, corpus: PathBuf, model: &str) -> f64 {
    let articles = shared.result(&format!("{which}.jsonl"));
    let listed = evaluation("names.py", &[which.into(), corpus.clone()]);
    std::fs::write(&articles, listed).expect("articles");
    let readings = shared.read(&[articles], model, &format!("{which}.readings.jsonl"));
    let text = evaluation("names.py", &[which.into(), corpus, readings]);
    println!("\n== names: {which}, {model}\n{text}");
    let word = text
        .split("F1 ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next());
    word.and_then(|word| word.parse().ok()).expect("an F1")
}

#[test]
#[ignore = "slow without --release"]
fn names_of_crossner_politics() {
    let Some(shared) = Shared::find() else { return };
    let dev = shared.corpus("names/dev.txt");
    at_least(0.75, "names", scored(&shared, "crossner", dev, "accurate"));
}

#[test]
#[ignore = "slow without --release"]
fn names_of_gum_news() {
    let Some(shared) = Shared::find() else { return };
    for (model, least) in [("accurate", 0.45), ("fast", 0.40)] {
        let gum = shared.corpus("ud/gum.tar.xz");
        at_least(least, "names", scored(&shared, "gum", gum, model));
    }
}
