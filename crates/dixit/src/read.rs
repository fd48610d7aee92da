//! `dixit read`: who says what in each article.

use crate::args::Read;
use crate::args::flags::ReadingFormat;
use crate::output::pass_on;
use crate::pipeline::Pipeline;
use crate::progress::Progress;
use crate::table;
use crate::tally::Tally;
use crate::timings::Timings;
use anyhow::{Context, Result};
use dixit_model::Reading;
use dixit_model::wire::ReadingLine;
use std::collections::HashMap;
use std::io::{self, ErrorKind, IsTerminal, stdout};
use std::ops::ControlFlow;

/// So many articles are one sitting: they are held back until all are read, so
/// that those without a date get it from the others of their story. More are an
/// archive, of which each article is read by itself and passed on at once.
const SITTING: usize = 200;

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
    let mut sitting = Some(Vec::new());
    let tally = pipeline.run(
        |reading| reading,
        |reading| {
            let Some(waiting) = &mut sitting else {
                return print(&reading);
            };
            waiting.push(reading);
            if waiting.len() <= SITTING {
                return ControlFlow::Continue(());
            }
            sitting
                .take()
                .unwrap_or_default()
                .iter()
                .try_for_each(&mut print)
        },
    )?;
    let _ = dated(sitting.unwrap_or_default())
        .iter()
        .try_for_each(&mut print);
    progress.finish();
    match written {
        Err(error) if reader_is_gone(&error) => return Ok(tally),
        result => result.context("cannot write to standard output")?,
    }
    crate::close(&task.inputs, &progress, &timings, tally);
    Ok(tally)
}

/// The readings in their own order, those without a date dated by the others of
/// their story.
fn dated(readings: Vec<Reading>) -> Vec<Reading> {
    let undated = |reading: &Reading| reading.article.published.is_none();
    if readings.len() < 2 || !readings.iter().any(undated) {
        return readings;
    }
    let order: HashMap<String, usize> = readings
        .iter()
        .enumerate()
        .map(|(place, reading)| (reading.article.id.clone(), place))
        .collect();
    let mut readings = dixit_record::build_with(readings, &dixit_attribution::redate).readings;
    readings.sort_by_key(|reading| order.get(&reading.article.id).copied());
    readings
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
