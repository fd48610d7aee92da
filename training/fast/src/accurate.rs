//! Fits the linker and the confidence of the accurate model to what its network says.
//!
//! The network has seen all training articles and is too sure of them. So the
//! handful of numbers fitted here come from every other article of the
//! development side, and are reported on the rest.

use crate::corpus::polnear::Article;
use crate::links::{self, Guess};
use crate::roles::{Ready, Tally, ready};
use crate::{load, save};
use anyhow::Result;
use dixit_language::accurate::Accurate;
use dixit_language::decode::stretches;
use dixit_language::fast::linear::Linear;
use dixit_language::fast::names::NAME_LABELS;
use dixit_language::fast::tagger::WORD_TAGS;
use dixit_language::link::Linker;
use dixit_language::reader::Reader;
use std::path::Path;

/// Fits and writes `accurate-links`.
pub fn fit(
    models: &Path,
    tagger: &Linear<WORD_TAGS>,
    namer: &Linear<NAME_LABELS>,
    dev: &[Article],
) -> Result<()> {
    // The weights of features stay; only the extras are fitted.
    let fast: Linear<1> = load(models, "fast-links")?;
    let with = |opinion: f32, least: [f32; 2], sure: &[f32]| {
        let mut linear = fast.clone();
        linear.extras = vec![opinion, opinion, least[0], least[1]];
        linear.extras.extend(sure);
        linear
    };
    let reader = Accurate::with(Linker::new(fast.clone()))?;
    let mut articles: Vec<Ready> = dev.iter().map(|a| ready(tagger, namer, a)).collect();
    let mut emitted = Vec::new();
    for article in &mut articles {
        let (tagged, _, emissions) = reader.read(article.tagged.passage.clone());
        article.tagged = tagged;
        emitted.push(emissions);
    }
    let mut tally = Tally::default();
    let (mut fitted, mut held) = (Vec::new(), Vec::new());
    for (at, (ready, emissions)) in articles.iter().zip(emitted).enumerate() {
        let labels = reader.chain().best(&emissions.labels, 0);
        tally.add(ready, &labels);
        let guess = Guess {
            ready,
            fragments: stretches(&labels),
            marginals: reader.chain().marginals(&emissions.labels, 0),
            pairs: emissions.pairs,
        };
        if at % 2 == 0 { &mut fitted } else { &mut held }.push(guess);
    }
    println!("network, dev: {tally}");
    let mut best = (0.0, 0.0f32, [0.0f32; 2]);
    for opinion in [0.0f32, 0.25, 0.5, 1.0, 2.0] {
        for source in [-2.0f32, -1.0, -0.5, 0.0, 0.5, 1.0] {
            for content in [-6.0f32, -3.0, -1.0, 0.0] {
                let linker = Linker::new(with(opinion, [source, content], &[]));
                let [_, _, f] = links::linked(&linker, &fitted);
                if f > best.0 {
                    best = (f, opinion, [source, content]);
                }
            }
        }
    }
    let (f, opinion, least) = best;
    eprintln!("  opinion {opinion}, least {least:?}, linked F1 {f:.3}");
    let linker = Linker::new(with(opinion, least, &[]));
    let sure = links::calibrate(&linker, &fitted);
    save(models, "accurate-links", &with(opinion, least, &sure))?;
    let [p, r, f] = links::linked(&linker, &held);
    println!("linked, held half of dev: P {p:.3} R {r:.3} F1 {f:.3}");
    let (error, bins) = links::calibration_error(&linker, &held, &sure);
    println!("confidence, held half of dev: expected calibration error {error:.3}");
    for (p, y, n) in bins {
        eprintln!("  said {p:.2} was {y:.2} of {n}");
    }
    Ok(())
}
