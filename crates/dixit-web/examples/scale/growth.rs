//! How a ledger grows: the rate of taking in and weaving from its first
//! article to its last, and its size.

use crate::{line, memory};
use dixit_ledger::{Ledger, RunEnd, RunId, RunStart, RunState, Taken, Weaving};
use dixit_model::Reading;
use std::path::Path;
use std::time::Instant;

/// Articles to a measurement.
const BATCH: usize = 1000;
/// Measurements at either end that are compared.
const END: usize = 5;

/// Adds readings as they come, a batch at a time, as a desk that grows does; to a
/// new ledger, or to one that has some of them already, as many as `before`.
///
/// Rates are by the clock, and by the processor's time where others work beside.
pub fn grow(
    readings: impl Iterator<Item = Reading>,
    before: usize,
    path: &Path,
) -> anyhow::Result<()> {
    let mut ledger = match before {
        0 => Ledger::create(path)?,
        _ => Ledger::open(path)?,
    };
    let run = ledger.start_run(&RunStart::default())?;
    let mut batch = Vec::new();
    let mut took: Vec<[f64; 2]> = Vec::new();
    for reading in readings {
        batch.push(taken(reading)?);
        if batch.len() == BATCH {
            let busy = processor_seconds();
            let (take, weave) = add(&mut ledger, run, &batch)?;
            batch.clear();
            let busy = processor_seconds() - busy;
            took.push([take + weave, busy]);
            let articles = before + took.len() * BATCH;
            println!(
                "{articles} articles: taken in {:.0} a second, woven {:.0} a second, \
                 {:.0} a second of the processor's; {} bytes an article, {} MiB at most",
                BATCH as f64 / take,
                BATCH as f64 / weave,
                BATCH as f64 / busy,
                std::fs::metadata(path)?.len() / articles as u64,
                memory("self") >> 10
            );
        }
    }
    add(&mut ledger, run, &batch)?;
    ledger.finish_run(run, &RunEnd::of(RunState::Finished))?;
    for (at, clock) in ["by the clock", "by the processor's time"]
        .iter()
        .enumerate()
    {
        let rate = |took: &[[f64; 2]]| {
            (took.len() * BATCH) as f64 / took.iter().map(|both| both[at]).sum::<f64>()
        };
        println!("added {:.1} a second {clock}", rate(&took));
        if took.len() < 2 * END {
            continue;
        }
        let (first, last) = (rate(&took[..END]), rate(&took[took.len() - END..]));
        println!(
            "{first:.1} at the start, {last:.1} at the end: {:+.0} %",
            (last / first - 1.0) * 100.0
        );
    }
    Ok(())
}

/// How long processors have worked for this program.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = fields.split(' ').skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// An article to be taken in, with its reading.
pub fn taken(reading: Reading) -> anyhow::Result<Taken> {
    Ok(Taken {
        seen: None,
        original: serde_json::to_vec(&line(&reading))?,
        reading,
        media_type: "application/json",
    })
}

/// Adds some articles; the seconds that taking in and weaving take.
pub fn add(ledger: &mut Ledger, run: RunId, batch: &[Taken]) -> anyhow::Result<(f64, f64)> {
    let weaving = Weaving {
        redate: &dixit_attribution::redate,
        threads: 1,
    };
    let start = Instant::now();
    for some in batch.chunks(64) {
        ledger.take_in(run, some)?;
    }
    let took = start.elapsed().as_secs_f64();
    ledger.weave(&weaving, &mut |_, _| {})?;
    Ok((took, start.elapsed().as_secs_f64() - took))
}
