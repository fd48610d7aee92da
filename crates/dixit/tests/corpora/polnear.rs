//! PolNeAR's development side: 84 articles that nothing was trained on.

use crate::scoring::{Figures, Shared, at_least};

fn figures(model: &str) -> Option<Figures> {
    let shared = Shared::find()?;
    let dev = shared.corpus("polnear/dev.jsonl");
    let readings = shared.read(std::slice::from_ref(&dev), model, "dev.jsonl");
    Some(shared.attributions(&format!("PolNeAR dev, {model}"), &dev, &readings))
}

#[test]
#[ignore = "slow without --release"]
fn polnear_dev_with_the_accurate_model() {
    let Some(figures) = figures("accurate") else {
        return;
    };
    for (role, least) in [("source", 0.80), ("cue", 0.73), ("content", 0.67)] {
        at_least(least, role, figures.fragment(role));
    }
}

#[test]
#[ignore = "slow without --release"]
fn polnear_dev_with_the_fast_model() {
    let Some(figures) = figures("fast") else {
        return;
    };
    for (role, least) in [("source", 0.72), ("cue", 0.66), ("content", 0.58)] {
        at_least(least, role, figures.fragment(role));
    }
}
