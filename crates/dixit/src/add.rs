//! `dixit add`: articles into a ledger.

mod batch;
mod bookmarks;
mod manifest;
mod work;

use crate::args::Add;
use crate::output::{INTERRUPTED, asked_to_stop, stop_gently};
use crate::pipeline::Pipeline;
use crate::progress::Progress;
use crate::tally::Tally;
use anyhow::{Context, Result};
pub use batch::Batch;
pub use bookmarks::Bookmarks;
use dixit_engine::{Outcome, Stage, Timings, map_in_order};
use dixit_ledger::{Ledger, RunState, Weaving, Woven};
pub use manifest::Manifest;
use std::io::Write;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;
pub use work::{Found, Origin, Work};

/// Adds.
pub fn run(task: &Add) -> Result<ExitCode> {
    let begin = Instant::now();
    let progress = Progress::new(task.inputs.quiet, true);
    let timings = Timings::start();
    let mut ledger = Ledger::open_or_create(&task.ledger)?;
    // Looks things up while the other writes.
    let lookout = Mutex::new(Ledger::open_read_only(&task.ledger)?);
    let pipeline = Pipeline::new(&task.inputs, &progress, &timings)?;
    let mut manifest = Manifest::start(&mut ledger, "add", &task.inputs, &pipeline.model_name())?;
    pipeline.tell_if_waiting();
    stop_gently(true);
    let bookmarks = Bookmarks::of(&ledger, &task.inputs.paths)?;
    let starts = bookmarks.starts();
    let resumed = starts.len();
    for path in starts.keys().filter(|_| !task.inputs.quiet) {
        let path = path.display();
        progress.event(format_args!("{path}: goes on where an earlier run stopped"));
    }
    let mut batch = Batch::new(manifest.run, task.list, bookmarks);
    let mut failed = Ok(());
    let arrivals = {
        let timings = &timings;
        move || {
            let mut found = task.inputs.intake_from(starts).arrivals(&task.inputs.paths);
            std::iter::from_fn(move || timings.time(Stage::Intake, || found.next()))
        }
    };
    let work = Work {
        pipeline: &pipeline,
        timings: &timings,
        lookout: &lookout,
    };
    map_in_order(
        arrivals,
        task.inputs.jobs,
        |arrival| work.on(arrival),
        |(from, found)| {
            let result = match found {
                Found::Known => {
                    manifest.found(&from);
                    manifest.known();
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
            failed = result.and_then(|()| batch.pass(&from, &mut ledger, &mut manifest));
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
        // What an earlier run has read of an archive is read.
        read: manifest.added + manifest.changed + manifest.passed_over() + resumed,
        skipped: manifest.skipped_count(),
    };
    crate::close(&task.inputs, &progress, &timings, tally);
    Ok(tally.exit_code())
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
        (manifest.changed, "new versions"),
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
