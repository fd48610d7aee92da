//! PolNeAR's development side: 84 articles that nothing was trained on.

use crate::scoring::{Figures, Shared, at_least, evaluation};
use std::path::Path;

fn figures(model: &str) -> Option<Figures> {
    let shared = Shared::find()?;
    let dev = shared.corpus("polnear/dev.jsonl");
    let readings = shared.read(std::slice::from_ref(&dev), model, "dev.jsonl");
    let (overlap, sources) = direct_quotations(&shared, &dev, &readings, model);
    at_least(0.95, "overlap of direct contents", overlap);
    at_least(0.93, "sources of direct contents", sources);
    Some(shared.attributions(&format!("PolNeAR dev, {model}"), &dev, &readings))
}

/// Of direct quotations, the overlap F1 of their contents and the share of right
/// sources among those found; printed with more.
pub fn direct_quotations(shared: &Shared, gold: &Path, readings: &Path, model: &str) -> (f64, f64) {
    let files = [shared.scorers(), gold.into(), readings.into()];
    let text = evaluation("direct.py", &files);
    println!("\n== direct quotations of PolNeAR dev, {model}\n{text}");
    let after = |label: &str| {
        let rest = text.split_once(label).map(|(_, rest)| rest);
        let word = rest.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        word.unwrap_or_else(|| panic!("no {label}in {text}"))
    };
    (after("F1 "), after("right "))
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
