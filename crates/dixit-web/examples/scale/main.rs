//! What comes after reading, measured at size: takes readings from standard
//! input as the example `readings` prints them, each of them N times, each time
//! in another month and with other people, so that stories do not grow but
//! their number does.
//!
//!     scale record   [--times N] [--json]   the record step alone, in one go
//!     scale ledger   [--times N] LEDGER     taken into a ledger and woven, 1,000 at a time, in the order
//!                                           of their days; then `desk`
//!     scale desk     LEDGER                 pages, API, searches, memory; many readers while some are added
//!     scale articles [--times N]            the articles as JSON Lines, to be read, in the same order
//!
//! Of `ledger` and `articles`, `--after M` leaves out the first M articles (which
//! the ledger has) and `--until M` all but them.

mod desk;
mod growth;
mod multiply;

use dixit_model::Reading;
use serde_json::json;
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |option: &str, usual: usize| match arguments.iter().position(|a| a == option) {
        Some(at) => arguments.get(at + 1).map_or(Ok(usual), |n| n.parse()),
        None => Ok(usual),
    };
    let (times, after) = (number("--times", 1)?, number("--after", 0)?);
    let until = number("--until", usize::MAX)?;
    let path = Path::new(arguments.last().map_or("", String::as_str));
    if arguments.first().is_some_and(|what| what == "serve") {
        return desk::serve(path);
    }
    let lines = std::io::stdin().lock().lines();
    let readings = lines
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<anyhow::Result<Vec<Reading>>>()?;
    let arrivals = || multiply::arrivals(&readings, times, after, until);
    match arguments.first().map(String::as_str) {
        Some("record") => record(readings, times, arguments.iter().any(|a| a == "--json")),
        Some("ledger") if arguments.len() > 1 => {
            growth::grow(arrivals(), after, path)?;
            desk::measure(&readings, path)
        }
        Some("desk") if arguments.len() > 1 => desk::measure(&readings, path),
        Some("articles") => articles(arrivals()),
        _ => {
            anyhow::bail!(
                "usage: scale record|ledger|desk|articles [--times N] [--after M] [--until M] [--json] [LEDGER]"
            )
        }
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
    let (count, before) = (readings.len(), memory("self"));
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
        memory("self") >> 10
    );
    if print {
        let page = dixit_model::wire::RecordPage::new(&record, true);
        serde_json::to_writer(std::io::stdout().lock(), &page)?;
    }
    Ok(())
}

/// The articles alone.
fn articles(readings: impl Iterator<Item = Reading>) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for reading in readings {
        writeln!(out, "{}", line(&reading))?;
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

/// The most memory that a process (by its number, or `self`) has used so far, in KiB.
fn memory(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}
