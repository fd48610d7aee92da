//! `dixit report`: the sourced record of some coverage, on one page.

use crate::args::Report;
use crate::args::flags::PageFormat;
use crate::chosen;
use crate::output::Destination;
use crate::pipeline::Pipeline;
use crate::progress::Progress;
use crate::table;
use crate::tally::Tally;
use anyhow::{Result, bail};
use dixit_engine::{Stage, Timings};
use dixit_ledger::Ledger;
use dixit_model::Record;
use dixit_report::About;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

/// Writes the page.
pub fn run(task: &Report) -> Result<Tally> {
    if let [path] = task.inputs.paths.as_slice()
        && Ledger::is_ledger(path)
    {
        return of_ledger(task, path);
    }
    if let Some(record) = chosen::from_folder(&task.inputs.paths, &task.selection)? {
        return written(task, &record, String::new());
    }
    chosen::from_articles(&task.selection)?;
    let progress = Progress::new(task.inputs.quiet, true);
    let timings = Timings::start();
    let mut pipeline = Pipeline::new(&task.inputs, &progress, &timings)?;
    if let Destination::File(path) = &task.destination {
        pipeline = pipeline.without(std::slice::from_ref(path));
    }
    let mut readings = Vec::new();
    let tally = pipeline.run(
        |reading| reading,
        |reading| {
            readings.push(reading);
            ControlFlow::Continue(())
        },
    )?;
    progress.finish();
    if tally.read > 0 {
        let record = timings.time(Stage::Record, || {
            dixit_record::build_with(readings, &dixit_attribution::redate)
        });
        let about = About {
            model: pipeline.model_name(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            read_on: None,
        };
        let page = timings.time(Stage::Output, || page(&record, task.format, &about))?;
        task.destination.write(&page)?;
        if !task.inputs.quiet {
            summary(&record, &task.destination);
        }
    }
    crate::close(&task.inputs, &progress, &timings, tally);
    Ok(tally)
}

/// The page of a ledger, or of one of its stories.
fn of_ledger(task: &Report, path: &Path) -> Result<Tally> {
    let (record, latest) = Ledger::open_read_only(path)?.at_once(|ledger| -> Result<_> {
        let record = match chosen::from_ledger(ledger, path, &task.selection)? {
            Some(record) => record,
            None => ledger.record(&ledger.story_keys()?)?,
        };
        Ok((
            record,
            ledger.runs(&dixit_ledger::Page::first(1))?.rows.pop(),
        ))
    })?;
    if record.stories.is_empty() {
        bail!("{} holds no stories yet: add some articles", path.display());
    }
    written(
        task,
        &record,
        latest.map_or_else(String::new, |run| run.model),
    )
}

/// The page of a record that was made before.
fn written(task: &Report, record: &Record, model: String) -> Result<Tally> {
    let about = About {
        model,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        read_on: None,
    };
    task.destination
        .write(&page(record, task.format, &about)?)?;
    if !task.inputs.quiet {
        summary(record, &task.destination);
    }
    Ok(Tally {
        read: record.readings.len(),
        skipped: 0,
    })
}

fn page(record: &Record, format: PageFormat, about: &About) -> Result<Vec<u8>> {
    Ok(match format {
        PageFormat::Html => dixit_report::html(record, about).into_bytes(),
        PageFormat::Md => dixit_report::markdown(record, about).into_bytes(),
        PageFormat::Json => {
            let mut page = Vec::new();
            dixit_report::json(record, true, &mut page)?;
            page
        }
    })
}

/// The record in a few lines, beside the page and never in it.
fn summary(record: &Record, destination: &Destination) {
    // Colours are taken out again where they would not be seen.
    let summary = dixit_report::summary(record, table::width().into(), true);
    let summary = summary.trim_end();
    // Nobody to read it is no reason to fail: the page is written.
    let _ = match destination {
        Destination::Stdout => writeln!(anstream::stderr(), "{summary}"),
        Destination::File(path) => {
            writeln!(anstream::stdout(), "{summary}\n\nPage: {}", path.display())
        }
    };
}
