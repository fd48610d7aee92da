//! Trains Dixit's fast model from the corpora and writes its files.
//!
//! `train-fast CORPORA MODELS [STEP...]` with the steps `tags`, `names`,
//! `roles` (which includes the linker); all of them without one. The step
//! `accurate`, only when named, fits the linker and the confidence of the
//! accurate model, whose network must have been exported.

mod accurate;
mod chain;
mod corpus;
mod links;
mod names;
mod roles;
mod tags;

use anyhow::{Context, Result};
use corpus::{Labelled, conll, polnear};
use dixit_language::decode::{Chain, stretches};
use dixit_language::fast::linear::Linear;
use dixit_language::fast::names::NAME_LABELS;
use dixit_language::fast::roles::Draft;
use dixit_language::fast::tagger::WORD_TAGS;
use links::Guess;
use roles::{Ready, Tally};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Parts the training articles are cut into, so that each is drafted by a
/// first chain that has not seen it.
const FOLDS: usize = 3;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let corpora = PathBuf::from(
        arguments
            .next()
            .context("usage: CORPORA MODELS [STEP...]")?,
    );
    let models = PathBuf::from(
        arguments
            .next()
            .context("usage: CORPORA MODELS [STEP...]")?,
    );
    let steps: Vec<String> = arguments.collect();
    let wanted = |step: &str| steps.is_empty() || steps.iter().any(|s| s == step);
    let start = Instant::now();
    let train = polnear::read(&corpora.join("polnear"), "train")?;
    let dev = polnear::read(&corpora.join("polnear"), "dev")?;
    eprintln!(
        "{:?} read {} and {} articles",
        start.elapsed(),
        train.len(),
        dev.len()
    );
    if wanted("tags") {
        train_tags(&corpora, &models, &train, &dev)?;
        eprintln!("{:?} tags", start.elapsed());
    }
    let tagger: Linear<WORD_TAGS> = load(&models, "fast-tags")?;
    if wanted("names") {
        train_names(&corpora, &models, &tagger, &train, &dev)?;
        eprintln!("{:?} names", start.elapsed());
    }
    let namer: Linear<NAME_LABELS> = load(&models, "fast-names")?;
    if steps.iter().any(|step| step == "accurate") {
        return accurate::fit(&models, &tagger, &namer, &dev);
    }
    if wanted("roles") {
        train_roles(&models, &tagger, &namer, &train, &dev, start)?;
    }
    Ok(())
}

fn load<const K: usize>(models: &Path, kind: &'static str) -> Result<Linear<K>> {
    let bytes = std::fs::read(models.join(format!("{kind}.bin"))).context(kind)?;
    Ok(Linear::read(kind, Vec::leak(bytes))?)
}

fn save<const K: usize>(models: &Path, kind: &'static str, model: &Linear<K>) -> Result<()> {
    std::fs::write(models.join(format!("{kind}.bin")), model.bytes(kind)).context(kind)
}

fn train_tags(
    corpora: &Path,
    models: &Path,
    train: &[polnear::Article],
    dev: &[polnear::Article],
) -> Result<()> {
    let bank = conll::treebank(&corpora.join("ud/en_ewt-ud-train.conllu.xz"))?;
    let bank_dev = conll::treebank(&corpora.join("ud/en_ewt-ud-dev.conllu.xz"))?;
    let gum = conll::gum(&corpora.join("ud/gum.tar.xz"))?;
    let all: Vec<&Labelled> = bank
        .iter()
        .chain(&gum)
        .chain(train.iter().map(|a| &a.labelled))
        .collect();
    let model = tags::train(&tags::sentences(&all, 12), 15, 6);
    for (name, set) in [
        (
            "polnear dev (silver)",
            dev.iter().map(|a| &a.labelled).collect::<Vec<_>>(),
        ),
        ("ewt dev", bank_dev.iter().collect()),
    ] {
        let (fine, coarse) = tags::score(&model, &tags::sentences(&set, 0));
        println!("tags {name}: classes {fine:.4}, parts of speech {coarse:.4}");
    }
    save(models, "fast-tags", &model)
}

fn train_names(
    corpora: &Path,
    models: &Path,
    tagger: &Linear<WORD_TAGS>,
    train: &[polnear::Article],
    dev: &[polnear::Article],
) -> Result<()> {
    let cross: Vec<Labelled> = [
        conll::crossner(&corpora.join("names/train.txt"))?,
        conll::crossner(&corpora.join("names/dev.txt"))?,
    ]
    .into_iter()
    .flatten()
    .collect();
    let cut = cross.len() * 4 / 5;
    let (cross, held) = cross.split_at(cut);
    let silver: Vec<&Labelled> = train.iter().map(|a| &a.labelled).collect();
    let mut sequences = names::sequences(tagger, &silver, 1.0);
    let gold: Vec<&Labelled> = cross.iter().collect();
    for _ in 0..2 {
        sequences.extend(names::sequences(tagger, &gold, 2.0));
    }
    for (at, labelled) in silver.iter().enumerate() {
        if at % 12 == 0 {
            for shout in [true, false] {
                sequences.extend(names::sequences(
                    tagger,
                    &[&tags::recased(labelled, shout)],
                    1.0,
                ));
            }
        }
    }
    let model = names::fit(&sequences.iter().collect::<Vec<_>>(), 16, 5);
    for (name, set) in [
        (
            "polnear dev (silver)",
            dev.iter().map(|a| &a.labelled).collect::<Vec<_>>(),
        ),
        ("crossner held out", held.iter().collect()),
    ] {
        let [p, r, f] = names::score(tagger, &model, &set);
        println!("names {name}: P {p:.3} R {r:.3} F1 {f:.3}");
    }
    save(models, "fast-names", &model)
}

fn train_roles(
    models: &Path,
    tagger: &Linear<WORD_TAGS>,
    namer: &Linear<NAME_LABELS>,
    train: &[polnear::Article],
    dev: &[polnear::Article],
    start: Instant,
) -> Result<()> {
    let number = |name: &str, usual: f32| {
        std::env::var(name)
            .ok()
            .and_then(|v| v.parse().ok())
            .unwrap_or(usual)
    };
    let (rate, shrink) = (number("RATE", 0.025), number("SHRINK", 2e-4));
    let (rounds, far_bits) = (
        number("ROUNDS", 5.0) as usize,
        number("FAR_BITS", 19.0) as u32,
    );
    let far_rounds = number("FAR_ROUNDS", 4.0) as usize;
    let train: Vec<Ready> = train
        .iter()
        .map(|a| roles::ready(tagger, namer, a))
        .collect();
    let dev: Vec<Ready> = dev.iter().map(|a| roles::ready(tagger, namer, a)).collect();
    let near_sequences: Vec<Vec<_>> = train.iter().map(|r| roles::sequences(r, None)).collect();
    eprintln!("{:?} features of the first chain", start.elapsed());
    let without = |fold: usize| {
        near_sequences
            .iter()
            .enumerate()
            .filter(move |(at, _)| at % FOLDS != fold)
            .flat_map(|(_, s)| s)
            .collect::<Vec<_>>()
    };
    // `REUSE=1` keeps a first chain that is there already.
    let near = if number("REUSE", 0.0) > 0.0 {
        load(models, "fast-near")?
    } else {
        roles::fit(&without(FOLDS), 18, rounds, rate, shrink)
    };
    save(models, "fast-near", &near)?;
    let drafts_dev: Vec<Draft> = dev.iter().map(|r| roles::drafted(&near, r)).collect();
    let mut tally = Tally::default();
    for (ready, draft) in dev.iter().zip(&drafts_dev) {
        tally.add(ready, &draft.labels);
    }
    println!("first chain, dev: {tally}");
    eprintln!("{:?} first chain", start.elapsed());
    let mut drafts: Vec<Option<Draft>> = train.iter().map(|_| None).collect();
    for fold in 0..FOLDS {
        let model = roles::fit(&without(fold), 18, rounds.min(3), rate, shrink);
        for (at, draft) in drafts.iter_mut().enumerate() {
            if at % FOLDS == fold {
                *draft = Some(roles::drafted(&model, &train[at]));
            }
        }
        eprintln!("{:?} fold {fold}", start.elapsed());
    }
    drop(near_sequences);
    let far_sequences: Vec<Vec<_>> = train
        .iter()
        .zip(&drafts)
        .map(|(r, d)| roles::sequences(r, d.as_ref()))
        .collect();
    let without = |fold: usize| {
        far_sequences
            .iter()
            .enumerate()
            .filter(move |(at, _)| at % FOLDS != fold)
            .flat_map(|(_, s)| s)
            .collect::<Vec<_>>()
    };
    let held = roles::fit(&without(0), far_bits, far_rounds, rate, shrink);
    // How readily nothing is found: tuned on articles the chain has not seen.
    let mut best = (0.0, 0.0f32);
    let held_emissions: Vec<_> = (0..train.len())
        .step_by(FOLDS)
        .map(|at| {
            (
                at,
                roles::emissions(
                    &held,
                    drafts[at].as_ref().expect("all are drafted"),
                    &train[at],
                ),
            )
        })
        .collect();
    for outside in [-1.0f32, -0.75, -0.5, -0.25, 0.0, 0.25] {
        let chain = shifted(&held.extras, outside);
        let mut tally = Tally::default();
        for (at, emissions) in &held_emissions {
            tally.add(&train[*at], &Chain::new(&chain).best(emissions, 0));
        }
        let sum: f64 = tally.f1().iter().sum();
        eprintln!("  outside {outside}: {tally}");
        if sum > best.0 {
            best = (sum, outside);
        }
    }
    let outside = best.1;
    let mut far = roles::fit(&without(FOLDS), far_bits, far_rounds, rate, shrink);
    far.extras = shifted(&far.extras, outside);
    save(models, "fast-far", &far)?;
    let guess = |ready: &'_ Ready, emissions: Vec<[f32; 7]>, extras: &[f32]| {
        let chain = Chain::new(extras);
        let _ = ready;
        (chain.best(&emissions, 0), chain.marginals(&emissions, 0))
    };
    let mut tally = Tally::default();
    let mut dev_guesses = Vec::new();
    for (ready, draft) in dev.iter().zip(&drafts_dev) {
        let (labels, marginals) = guess(ready, roles::emissions(&far, draft, ready), &far.extras);
        tally.add(ready, &labels);
        dev_guesses.push(Guess {
            ready,
            fragments: stretches(&labels),
            marginals,
            pairs: None,
        });
    }
    println!("second chain, dev: {tally}");
    eprintln!("{:?} second chain", start.elapsed());
    let held_extras = shifted(&held.extras, outside);
    let held_guesses: Vec<Guess> = held_emissions
        .into_iter()
        .map(|(at, emissions)| {
            let (labels, marginals) = guess(&train[at], emissions, &held_extras);
            Guess {
                ready: &train[at],
                fragments: stretches(&labels),
                marginals,
                pairs: None,
            }
        })
        .collect();
    let mut examples = Vec::new();
    for ready in &train {
        examples.extend(links::examples(ready, &stretches(&ready.labels), true));
    }
    for guess in &held_guesses {
        examples.extend(links::examples(guess.ready, &guess.fragments, false));
    }
    let weights = links::fit(&examples, 6);
    let mut best = (0.0, [0.0f32; 2]);
    for source in [-1.5f32, -1.0, -0.5, 0.0, 0.5] {
        for content in [-3.0f32, -2.0, -1.0, 0.0] {
            let (_, linker) = links::linker(&weights, [source, content], &[]);
            let [_, _, f] = links::linked(&linker, &held_guesses);
            if f > best.0 {
                best = (f, [source, content]);
            }
        }
    }
    eprintln!("  least {:?}", best.1);
    let (_, linker) = links::linker(&weights, best.1, &[]);
    let sure = links::calibrate(&linker, &held_guesses);
    let (linear, linker) = links::linker(&weights, best.1, &sure);
    save(models, "fast-links", &linear)?;
    let gold: Vec<Guess> = dev
        .iter()
        .map(|ready| Guess {
            ready,
            fragments: stretches(&ready.labels),
            marginals: Vec::new(),
            pairs: None,
        })
        .collect();
    let [p, r, f] = links::linked(&linker, &gold);
    println!("linked, gold fragments, dev: P {p:.3} R {r:.3} F1 {f:.3}");
    let [p, r, f] = links::linked(&linker, &dev_guesses);
    println!("linked, guessed fragments, dev: P {p:.3} R {r:.3} F1 {f:.3}");
    let (error, bins) = links::calibration_error(&linker, &dev_guesses, &sure);
    println!("confidence, dev: expected calibration error {error:.3}");
    for (p, y, n) in bins {
        eprintln!("  said {p:.2} was {y:.2} of {n}");
    }
    eprintln!("{:?} done", start.elapsed());
    Ok(())
}

/// The transitions with `outside` added to every step to *outside*.
fn shifted(extras: &[f32], outside: f32) -> Vec<f32> {
    let mut extras = extras.to_vec();
    for step in extras.iter_mut().step_by(7) {
        *step += outside;
    }
    extras
}
