//! What comes after reading, measured at size: takes readings from standard
//! input as the example `readings` prints them, each of them N times, each time
//! in another month and with other people, so that stories do not grow but
//! their number does.
//!
//!     scale record   [--times N] [--json]   the record step alone, in one go
//!     scale ledger   [--times N] LEDGER     taken into a ledger and woven, 1,000 at a time
//!     scale articles [--times N]            the articles as JSON Lines, to be read

mod multiply;

use dixit_ledger::{Ledger, RunEnd, RunStart, RunState, Taken, Weaving};
use dixit_model::Reading;
use serde_json::json;
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

/// Articles to a measurement.
const BATCH: usize = 1000;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let times = match arguments.iter().position(|a| a == "--times") {
        Some(at) => arguments.get(at + 1).map_or(Ok(1), |n| n.parse())?,
        None => 1,
    };
    let lines = std::io::stdin().lock().lines();
    let readings = lines
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<anyhow::Result<Vec<Reading>>>()?;
    match arguments.first().map(String::as_str) {
        Some("record") => record(readings, times, arguments.iter().any(|a| a == "--json")),
        Some("ledger") if arguments.len() > 1 => {
            ledger(&readings, times, Path::new(&arguments[arguments.len() - 1]))
        }
        Some("articles") => articles(&readings, times),
        _ => anyhow::bail!("usage: scale record|ledger|articles [--times N] [--json] [LEDGER]"),
    }
}

/// The record step alone.
fn record(mut readings: Vec<Reading>, times: usize, print: bool) -> anyhow::Result<()> {
    let first = readings.len();
    for time in 1..times {
        for at in 0..first {
            readings.push(multiply::another(&readings[at], time));
        }
    }
    let (count, before) = (readings.len(), memory());
    let start = Instant::now();
    let record = dixit_record::build_with(readings, &dixit_attribution::redate);
    let seconds = start.elapsed().as_secs_f64();
    eprintln!(
        "{count} articles in {seconds:.2} s, {:.0} a second; {} stories, {} statements, {} entities; \
         {} MiB with the readings, {} MiB at most",
        count as f64 / seconds,
        record.stories.len(),
        record.statements.len(),
        record.entities.len(),
        before >> 10,
        memory() >> 10
    );
    if print {
        let page = dixit_model::wire::RecordPage::new(&record, true);
        serde_json::to_writer(std::io::stdout().lock(), &page)?;
    }
    Ok(())
}

/// Taking in and weaving, a batch at a time, as a desk that grows does.
fn ledger(readings: &[Reading], times: usize, path: &Path) -> anyhow::Result<()> {
    let mut ledger = Ledger::create(path)?;
    let run = ledger.start_run(&RunStart::default())?;
    let weaving = Weaving {
        redate: &dixit_attribution::redate,
        threads: 1,
    };
    let mut batch = Vec::new();
    let mut done = 0;
    for time in 0..times {
        for reading in readings {
            let reading = match time {
                0 => reading.clone(),
                _ => multiply::another(reading, time),
            };
            let original = serde_json::to_vec(&line(&reading))?;
            batch.push(Taken {
                seen: None,
                reading,
                original,
                media_type: "application/json",
            });
            if batch.len() == BATCH {
                done += BATCH;
                let (took, wove) = add(&mut ledger, run, &weaving, &batch)?;
                let size = std::fs::metadata(path)?.len();
                println!(
                    "{done} articles: taken in {:.0} a second, woven {:.0} a second; \
                     {} bytes an article, {} MiB at most",
                    BATCH as f64 / took,
                    BATCH as f64 / wove,
                    size / done as u64,
                    memory() >> 10
                );
                batch.clear();
            }
        }
    }
    add(&mut ledger, run, &weaving, &batch)?;
    ledger.finish_run(run, &RunEnd::of(RunState::Finished))?;
    Ok(())
}

/// The seconds that taking in and weaving take.
fn add(
    ledger: &mut Ledger,
    run: dixit_ledger::RunId,
    weaving: &Weaving,
    batch: &[Taken],
) -> anyhow::Result<(f64, f64)> {
    let start = Instant::now();
    for some in batch.chunks(64) {
        ledger.take_in(run, some)?;
    }
    let took = start.elapsed().as_secs_f64();
    ledger.weave(weaving, &mut |_, _| {})?;
    Ok((took, start.elapsed().as_secs_f64() - took))
}

/// The articles alone.
fn articles(readings: &[Reading], times: usize) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for time in 0..times {
        for reading in readings {
            let article = match time {
                0 => line(reading),
                _ => line(&multiply::another(reading, time)),
            };
            writeln!(out, "{article}")?;
        }
    }
    Ok(())
}

/// An article as a line of JSON.
fn line(reading: &Reading) -> serde_json::Value {
    let article = &reading.article;
    json!({
        "id": article.id,
        "title": article.title.as_ref().map(|title| &title.value),
        "outlet": article.outlet.as_ref().map(|outlet| &outlet.value),
        "published": article.published.as_ref().map(|day| day.value.to_string()),
        "text": article.text,
    })
}

/// The most memory used so far, in KiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}
