//! `dixit export`: what a ledger holds, for other programs.

use crate::args::Export;
use crate::args::flags::{ExportFormat, ExportWhat};
use crate::output::Destination;
use anyhow::{Context, Result};
use dixit_ledger::Ledger;
use std::error::Error;
use std::io::{self, BufWriter, Write, stdout};
use std::process::ExitCode;

/// Exports.
pub fn run(task: &Export) -> Result<ExitCode> {
    let ledger = Ledger::open_read_only(&task.ledger)?;
    match &task.destination {
        Destination::Stdout => {
            let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
            let done = write(&ledger, task, &mut out).and_then(|()| Ok(out.flush()?));
            match done {
                // `dixit export … | head` ends without a word.
                Err(error) if reader_is_gone(&error) => {}
                done => done.context("cannot write to standard output")?,
            }
        }
        Destination::File(_) => {
            let mut bytes = Vec::new();
            write(&ledger, task, &mut bytes)?;
            task.destination.write(&bytes)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write(ledger: &Ledger, task: &Export, out: &mut dyn Write) -> Result<()> {
    let what = match task.what {
        ExportWhat::Articles => dixit_ledger::Export::Articles,
        ExportWhat::Statements => dixit_ledger::Export::Statements,
        ExportWhat::Attributions => dixit_ledger::Export::Attributions,
        ExportWhat::Corrections => dixit_ledger::Export::Corrections,
    };
    let format = match task.format {
        ExportFormat::Jsonl => dixit_ledger::ExportFormat::Jsonl,
        ExportFormat::Csv => dixit_ledger::ExportFormat::Csv,
    };
    Ok(ledger.export(what, format, task.with_text, out)?)
}

fn reader_is_gone(error: &anyhow::Error) -> bool {
    let mut chain = error.chain();
    chain.any(|error: &(dyn Error + 'static)| {
        error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
