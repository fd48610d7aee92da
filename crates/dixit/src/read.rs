//! `dixit read`: who says what in each article.

use crate::args::Read;
use crate::args::flags::ReadingFormat;
use crate::output::pass_on;
use crate::pipeline::Pipeline;
use crate::progress::Progress;
use crate::table;
use crate::tally::Tally;
use anyhow::{Context, Result};
use dixit_engine::{Sitting, Timings};
use dixit_model::Reading;
use dixit_model::wire::ReadingLine;
use std::io::{self, ErrorKind, IsTerminal, stdout};
use std::ops::ControlFlow;

/// Prints the readings of all articles.
pub fn run(task: &Read) -> Result<Tally> {
    // On a terminal the tables are their own progress.
    let progress = Progress::new(task.inputs.quiet, !stdout().is_terminal());
    let timings = Timings::start();
    let pipeline = Pipeline::new(&task.inputs, &progress, &timings)?;
    let width = table::width();
    let mut out = stdout().lock();
    let mut written = Ok(());
    let mut print = |reading: &Reading| {
        written = match task.format {
            ReadingFormat::Jsonl => line(reading, task.with_text),
            ReadingFormat::Table => Ok(table::of(reading, width).into_bytes()),
        }
        .and_then(|text| Ok(pass_on(&mut out, &text)?));
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    };
    let mut sitting = Sitting::default();
    let tally = pipeline.run(
        |reading| reading,
        |reading| sitting.take(reading, |reading| print(&reading)),
    )?;
    let _ = sitting.finish(|reading| print(&reading));
    progress.finish();
    match written {
        Err(error) if reader_is_gone(&error) => return Ok(tally),
        result => result.context("cannot write to standard output")?,
    }
    crate::close(&task.inputs, &progress, &timings, tally);
    Ok(tally)
}

fn line(reading: &Reading, with_text: bool) -> Result<Vec<u8>> {
    let mut line = serde_json::to_vec(&ReadingLine::new(reading, with_text))?;
    line.push(b'\n');
    Ok(line)
}

/// `dixit read … | head` ends the run without a word.
fn reader_is_gone(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
