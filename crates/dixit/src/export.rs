//! `dixit export`: a record for other programs.

use crate::args::flags::ExportFormat;
use crate::args::{Export, Shape};
use crate::chosen;
use crate::output::{Destination, Sink, WholeFolder};
use crate::pipeline::Pipeline;
use crate::progress::Progress;
use crate::tally::Tally;
use anyhow::{Context, Result, bail};
use dixit_engine::{Stage, Timings};
use dixit_export::{
    Csv, FollowTheMoney, Gexf, GraphMl, JsonLines, LinkedData, Ninjs, Parquet, Readings, Table,
    TableWriter, Tables, Tei, csv,
};
use dixit_ledger::Ledger;
use std::error::Error;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What takes a record up, in any format.
type Exporter<'a> = Box<dyn dixit_export::Export + 'a>;

/// Exports.
pub fn run(task: &Export) -> Result<ExitCode> {
    let done = match &task.shape {
        Shape::Folder(format, path) => folder(task, *format, path),
        Shape::Corrections(format, to) => corrections(task, *format, to),
        Shape::Table(_, _, to)
        | Shape::Readings(to)
        | Shape::Graph(_, _, to)
        | Shape::Whole(_, to) => file(task, to),
    };
    match done {
        // `dixit export … | head` ends without a word.
        Err(error) if reader_is_gone(&error) => Ok(ExitCode::SUCCESS),
        done => Ok(done?.exit_code()),
    }
}

fn folder(task: &Export, format: ExportFormat, path: &Path) -> Result<Tally> {
    let folder = WholeFolder::replacing(path)?;
    let ending = match format {
        ExportFormat::Csv => "csv",
        ExportFormat::Parquet => "parquet",
        _ => "jsonl",
    };
    let writers = Table::ALL.map(|table| {
        let file = folder.file(&format!("{}.{ending}", table.name()))?;
        Ok((table, writer(format, table, file)?))
    });
    let writers = writers.into_iter().collect::<Result<Vec<_>>>()?;
    let tally = feed(
        task,
        Box::new(Tables::new(writers, task.with_text)),
        &tables_in(path),
    )?;
    if tally.read > 0 {
        folder.finish()?;
    }
    Ok(tally)
}

/// All files that an export into a folder may have left there.
fn tables_in(folder: &Path) -> Vec<PathBuf> {
    let endings = ["csv", "parquet", "jsonl"];
    let names = Table::ALL.iter().flat_map(|table| {
        let name = table.name();
        endings.map(|ending| format!("{name}.{ending}"))
    });
    names.map(|name| folder.join(name)).collect()
}

fn file(task: &Export, to: &Destination) -> Result<Tally> {
    let mut sink = to.open()?;
    let own = match to {
        Destination::File(path) => std::slice::from_ref(path),
        Destination::Stdout => &[],
    };
    let tally = feed(task, exporter(task, &mut sink)?, own)?;
    if tally.read > 0 {
        sink.finish()
            .context("what is exported cannot be written")?;
    }
    Ok(tally)
}

fn exporter<'a>(task: &Export, out: &'a mut Sink) -> Result<Exporter<'a>> {
    Ok(match &task.shape {
        Shape::Table(format, table, _) => {
            let writer = writer(*format, *table, out)?;
            Box::new(Tables::new(vec![(*table, writer)], task.with_text))
        }
        Shape::Graph(format, kind, _) => match format {
            ExportFormat::Gexf => Box::new(Gexf::new(*kind, out)?),
            _ => Box::new(GraphMl::new(*kind, out)?),
        },
        Shape::Whole(ExportFormat::Jsonld, _) => Box::new(LinkedData::new(out, task.with_text)),
        Shape::Whole(ExportFormat::Ninjs, _) => Box::new(Ninjs::new(out, task.with_text)),
        Shape::Whole(ExportFormat::Tei, _) => Box::new(Tei::new(out, task.with_text)),
        Shape::Whole(ExportFormat::Ftm, _) => Box::new(FollowTheMoney::new(out, task.with_text)),
        _ => Box::new(Readings::new(out, task.with_text)),
    })
}

fn writer<'a>(
    format: ExportFormat,
    table: Table,
    out: impl Write + Send + 'a,
) -> Result<Box<dyn TableWriter + 'a>> {
    Ok(match format {
        ExportFormat::Csv => Box::new(Csv::new(table, out)?),
        ExportFormat::Parquet => Box::new(Parquet::new(table, out)?),
        _ => Box::new(JsonLines::new(table, out)),
    })
}

/// Gives everything to `export`: a ledger story by story, articles as one record.
fn feed(task: &Export, mut export: Exporter, own: &[PathBuf]) -> Result<Tally> {
    let progress = Progress::new(task.inputs.quiet, true);
    let ledger = ledger_of(task)?;
    let made = match &ledger {
        Some(ledger) => chosen::from_ledger(ledger, &task.inputs.paths[0], &task.selection)?,
        None => chosen::from_folder(&task.inputs.paths, &task.selection)?,
    };
    if let Some(record) = made {
        export.add(&record).and_then(|()| export.finish())?;
        progress.finish();
        return Ok(Tally {
            read: record.readings.len(),
            skipped: 0,
        });
    }
    if let Some(ledger) = ledger {
        let mut tally = Tally::default();
        ledger.pieces(|piece| -> Result<()> {
            progress.exporting(piece.done, piece.of);
            tally.read += piece.record.readings.len();
            Ok(export.add(&piece.record)?)
        })?;
        export.finish()?;
        progress.finish();
        // An empty ledger is exported as what it is.
        tally.read = tally.read.max(1);
        return Ok(tally);
    }
    chosen::from_articles(&task.selection)?;
    let timings = Timings::start();
    let pipeline = Pipeline::new(&task.inputs, &progress, &timings)?.without(own);
    let mut readings = Vec::new();
    let keep = |reading| {
        readings.push(reading);
        ControlFlow::Continue(())
    };
    let tally = pipeline.run(|reading| reading, keep)?;
    progress.finish();
    if tally.read > 0 {
        let record = timings.time(Stage::Record, || {
            dixit_record::build_with(readings, &dixit_attribution::redate)
        });
        timings.time(Stage::Output, || {
            export.add(&record).and_then(|()| export.finish())
        })?;
    }
    crate::close(&task.inputs, &progress, &timings, tally);
    Ok(tally)
}

fn ledger_of(task: &Export) -> Result<Option<Ledger>> {
    match task.inputs.paths.as_slice() {
        [path] if Ledger::is_ledger(path) => Ok(Some(Ledger::open_read_only(path)?)),
        _ => Ok(None),
    }
}

fn corrections(task: &Export, format: ExportFormat, to: &Destination) -> Result<Tally> {
    let Some(ledger) = ledger_of(task)? else {
        bail!("corrections are part of a ledger: give one ledger as the only PATH");
    };
    const COLUMNS: [&str; 8] = [
        "id", "at", "author", "reason", "kind", "target", "value", "undoes",
    ];
    let mut out = to.open()?;
    if format == ExportFormat::Csv {
        out.write_all(csv::MARK)?;
        csv::line(&mut out, &COLUMNS.map(str::to_owned))?;
    }
    for row in ledger.correction_log()? {
        let row = serde_json::to_value(&row)?;
        let cells = COLUMNS.map(|name| row[name].clone());
        if format == ExportFormat::Csv {
            let cells = cells.map(|cell| match cell {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => csv::harmless(&text),
                other => other.to_string(),
            });
            csv::line(&mut out, &cells)?;
        } else {
            let names = COLUMNS.map(str::to_owned).into_iter();
            let object: serde_json::Map<_, _> = names.zip(cells).collect();
            writeln!(out, "{}", serde_json::Value::Object(object))?;
        }
    }
    out.finish()?;
    Ok(Tally {
        read: 1,
        skipped: 0,
    })
}

fn reader_is_gone(error: &anyhow::Error) -> bool {
    let mut chain = error.chain();
    chain.any(|error: &(dyn Error + 'static)| {
        error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
