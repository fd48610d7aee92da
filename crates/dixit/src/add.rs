//! `dixit add`: articles into a ledger.

mod batch;
mod manifest;

use crate::args::Add;
use crate::output::{INTERRUPTED, asked_to_stop, stop_gently};
use crate::pipeline::Pipeline;
use crate::progress::Progress;
use crate::tally::Tally;
use anyhow::{Context, Result};
use batch::Batch;
use dixit_engine::{Outcome, Stage, Timings, guarded, map_in_order};
use dixit_intake::{Arrival, Error};
use dixit_ledger::{Known, Ledger, RunState, Taken, Weaving, Woven};
use manifest::Manifest;
use std::io::Write;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::time::Instant;

/// What became of what was found.
enum Found {
    /// The ledger has it already.
    Known(Known),
    /// It was read, or not.
    Read(Outcome<Box<Taken>>),
}

/// Adds.
pub fn run(task: &Add) -> Result<ExitCode> {
    let begin = Instant::now();
    let progress = Progress::new(task.inputs.quiet, true);
    let timings = Timings::start();
    let mut ledger = Ledger::open_or_create(&task.ledger)?;
    // Looks things up while the other writes.
    let lookout = Ledger::open_read_only(&task.ledger)?;
    let pipeline = Pipeline::new(&task.inputs, &progress, &timings)?;
    let mut manifest = Manifest::start(&mut ledger, &task.inputs, &pipeline.model_name())?;
    pipeline.tell_if_waiting();
    stop_gently(true);
    let mut batch = Batch::new(manifest.run, task.list);
    let mut failed = Ok(());
    let arrivals = {
        let (pipeline, timings) = (&pipeline, &timings);
        move || {
            let mut found = pipeline.intake().arrivals(&task.inputs.paths);
            std::iter::from_fn(move || timings.time(Stage::Intake, || found.next()))
                .map(move |arrival| looked_up(&lookout, arrival))
        }
    };
    map_in_order(
        arrivals,
        task.inputs.jobs,
        |(from, found)| (from, work(&pipeline, found)),
        |(from, found)| {
            manifest.found(&from);
            let result = match found {
                Found::Known(known) => {
                    manifest.known(known);
                    Ok(())
                }
                Found::Read(Outcome::Read { result, note }) => {
                    progress.advance();
                    if let Some(note) = note {
                        progress.warn(note);
                    }
                    batch.push(*result, &mut ledger, &mut manifest)
                }
                Found::Read(Outcome::Skipped(why)) => {
                    manifest.skipped(&from.origin, &why);
                    progress.warn(format_args!("skipped {why}"));
                    Ok(())
                }
            };
            failed = result;
            match failed.is_err() || asked_to_stop() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        },
    )
    .context("cannot start the threads that read; try a smaller --jobs")?;
    let failed = failed.and_then(|()| batch.flush(&mut ledger, &mut manifest));
    if let Err(error) = failed {
        progress.finish();
        // Where not even this can be written, the run is seen to be broken off.
        let _ = manifest.finish(&mut ledger, RunState::Failed);
        return Err(error).context(format!(
            "{} articles were added; the rest was not",
            manifest.added
        ));
    }
    stop_gently(false);
    if asked_to_stop() {
        manifest.finish(&mut ledger, RunState::Interrupted)?;
        progress.finish();
        progress.warn(format_args!(
            "stopped; {} articles were added, and the next run weaves them into the record",
            manifest.added
        ));
        return Ok(ExitCode::from(INTERRUPTED));
    }
    manifest.finish(&mut ledger, RunState::Finished)?;
    let weaving = Weaving {
        redate: &dixit_attribution::redate,
        threads: task.inputs.jobs,
    };
    let woven = timings.time(Stage::Record, || {
        ledger.weave(&weaving, &mut |done, all| progress.weaving(done, all))
    })?;
    progress.finish();
    if !task.inputs.quiet {
        summary(task, &manifest, woven, begin);
    }
    let tally = Tally {
        read: manifest.added + manifest.passed_over(),
        skipped: manifest.skipped_count(),
    };
    crate::close(&task.inputs, &progress, &timings, tally);
    Ok(tally.exit_code())
}

/// Where something was found.
struct From {
    /// The file.
    file: Option<String>,
    /// File and line.
    origin: String,
    /// SHA-256 of the file, where the article is all that it holds.
    sha256: Option<String>,
}

/// An arrival, unless the ledger knows it: then nothing is read.
type LookedUp = (
    From,
    std::result::Result<Box<Arrival>, Result<Known, String>>,
);

fn looked_up(lookout: &Ledger, arrival: std::result::Result<Arrival, Error>) -> LookedUp {
    let arrival = match arrival {
        Ok(arrival) => arrival,
        Err(error) => {
            let from = From {
                file: None,
                origin: error.origin().to_owned(),
                sha256: None,
            };
            return (from, Err(Err(error.to_string())));
        }
    };
    let alone = arrival.media_type() != "application/json";
    let from = From {
        file: Some(arrival.file().to_owned()),
        origin: arrival.origin().to_owned(),
        sha256: alone.then(|| arrival.sha256().to_owned()),
    };
    // A look that fails costs only the reading: taking in looks again.
    match lookout.knows(arrival.sha256(), arrival.url(), arrival.text()) {
        Ok(Some(known)) => (from, Err(Ok(known))),
        _ => (from, Ok(Box::new(arrival))),
    }
}

fn work(
    pipeline: &Pipeline,
    found: std::result::Result<Box<Arrival>, Result<Known, String>>,
) -> Found {
    match found {
        Err(Ok(known)) => Found::Known(known),
        Err(Err(why)) => Found::Read(Outcome::Skipped(why)),
        Ok(arrival) => {
            let origin = arrival.origin().to_owned();
            Found::Read(guarded(&origin, || {
                let media_type = arrival.media_type();
                let (article, original) = arrival.read();
                pipeline.read(article, |reading| {
                    Box::new(Taken {
                        reading,
                        original,
                        media_type,
                    })
                })
            }))
        }
    }
}

fn summary(task: &Add, manifest: &Manifest, woven: Woven, begin: Instant) {
    let seconds = begin.elapsed().as_secs_f64();
    let mut text = format!(
        "{} articles added to {}",
        manifest.added,
        task.ledger.display()
    );
    for (number, what) in [
        (manifest.known, "known already"),
        (
            manifest.changed,
            "known under their address, with other words",
        ),
        (manifest.skipped_count(), "skipped"),
    ] {
        if number > 0 {
            text.push_str(&format!("; {number} {what}"));
        }
    }
    text.push_str(&format!(
        "\n{} stories told; {seconds:.1} s, {:.1} articles a second",
        woven.stories,
        manifest.added as f64 / seconds.max(1e-9)
    ));
    // Nobody to read it is no reason to fail: the articles are safe.
    let _ = match task.list {
        true => writeln!(anstream::stderr(), "{text}"),
        false => writeln!(anstream::stdout(), "{text}"),
    };
}
