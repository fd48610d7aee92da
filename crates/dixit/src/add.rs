//! `dixit add`: articles into a ledger.

mod batch;
mod manifest;

use crate::args::Add;
use crate::ordered::map_in_order;
use crate::output::{INTERRUPTED, asked_to_stop, stop_gently};
use crate::pipeline::{Outcome, Pipeline, guarded};
use crate::progress::Progress;
use crate::tally::Tally;
use crate::timings::{Stage, Timings};
use anyhow::{Context, Result};
use batch::Batch;
use dixit_intake::{Arrival, Error};
use dixit_ledger::{Known, Ledger, RunState, Taken, Weaving, Woven};
use manifest::Manifest;
use std::io::Write;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Mutex;
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
    let lookout = Mutex::new(Ledger::open_read_only(&task.ledger)?);
    let pipeline = Pipeline::new(&task.inputs, &progress, &timings)?;
    let mut manifest = Manifest::start(&mut ledger, &task.inputs, &pipeline.model_name())?;
    pipeline.tell_if_waiting();
    stop_gently(true);
    let mut batch = Batch::new(manifest.run, task.list);
    let mut failed = Ok(());
    let arrivals = {
        let timings = &timings;
        move || {
            let mut found = task.inputs.intake().arrivals(&task.inputs.paths);
            std::iter::from_fn(move || timings.time(Stage::Intake, || found.next()))
        }
    };
    map_in_order(
        arrivals,
        task.inputs.jobs,
        |arrival| work(&pipeline, &timings, &lookout, arrival),
        |(from, found)| {
            let result = match found {
                Found::Known(known) => {
                    manifest.found(&from);
                    manifest.known(known);
                    Ok(())
                }
                Found::Read(Outcome::Read(kept)) => {
                    manifest.found(&from);
                    progress.advance();
                    if let Some(note) = kept.note {
                        progress.warn(note);
                    }
                    batch.push(*kept.result, &mut ledger, &mut manifest)
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

/// Reads an arrival, unless the ledger knows it: by its bytes, or once they
/// are opened by its address and words. Only what is new costs a model's time.
fn work(
    pipeline: &Pipeline,
    timings: &Timings,
    lookout: &Mutex<Ledger>,
    arrival: std::result::Result<Arrival, Error>,
) -> (From, Found) {
    let arrival = match arrival {
        Ok(arrival) => arrival,
        Err(error) => {
            let from = From {
                file: None,
                origin: error.origin().to_owned(),
                sha256: None,
            };
            return (from, Found::Read(Outcome::Skipped(error.to_string())));
        }
    };
    let sha256 = arrival.sha256();
    let from = From {
        file: Some(arrival.file().to_owned()),
        origin: arrival.origin(),
        sha256: arrival.is_whole_file().then(|| sha256.clone()),
    };
    // A look that fails costs only the reading: taking in looks again.
    let knows = |url: Option<&str>, text: &str| {
        let lookout = lookout.lock().ok()?;
        lookout.knows(&sha256, url, text).ok()?
    };
    if let Some(known) = knows(None, "") {
        return (from, Found::Known(known));
    }
    let found = guarded(&from.origin, || {
        let draft = match timings.time(Stage::Intake, || arrival.open()) {
            Ok(draft) => draft,
            Err(error) => return Found::Read(Outcome::Skipped(error.to_string())),
        };
        if let Some(known) = knows(draft.url(), draft.text()) {
            return Found::Known(known);
        }
        let media_type = draft.media_type();
        let (article, original) = timings.time(Stage::Intake, || draft.finish());
        Found::Read(pipeline.read(article, |reading| {
            Box::new(Taken {
                reading,
                original,
                media_type,
            })
        }))
    });
    let found = found.unwrap_or_else(|why| Found::Read(Outcome::Skipped(why)));
    (from, found)
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
