//! What the intake hands out, and how fast: for archives of any size.
//!
//! ```console
//! $ cargo run --release -p dixit-intake --example arrivals -- count|list|open PATH...
//! ```
//!
//! `count` takes arrivals as they come; `list` prints the id and the SHA-256 of
//! each page's bytes, a line each; `open` makes articles of them, on as many threads as
//! there are cores. Figures and the greatest memory go to standard error.

use dixit_intake::{Intake, Options};
use std::io::{BufWriter, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let paths: Vec<_> = arguments.map(Into::into).collect();
    let start = Instant::now();
    let intake = Intake::new(Options::default());
    let (mut arrived, mut errors) = (0_u64, 0_u64);
    let read = AtomicU64::new(0);
    let mut out = BufWriter::new(std::io::stdout());
    let jobs = std::thread::available_parallelism()?.get();
    let (sender, receiver) = sync_channel(jobs * 8);
    let receiver = Mutex::new(receiver);
    std::thread::scope(|scope| -> std::io::Result<()> {
        let (receiver, read, sender) = (&receiver, &read, sender);
        for _ in 0..jobs {
            scope.spawn(move || {
                loop {
                    let next = receiver
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .recv();
                    let Ok(arrival): Result<dixit_intake::Arrival, _> = next else {
                        break;
                    };
                    if arrival
                        .open()
                        .is_ok_and(|draft| !draft.finish().0.text.is_empty())
                    {
                        read.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        for arrival in intake.arrivals(&paths) {
            match arrival {
                Ok(arrival) => {
                    arrived += 1;
                    match what.as_str() {
                        "list" => writeln!(out, "{} {}", arrival.id(), arrival.sha256())?,
                        "open" => drop(sender.send(arrival)),
                        _ => {}
                    }
                }
                Err(error) => {
                    errors += 1;
                    eprintln!("{error}");
                }
            }
        }
        drop(sender);
        Ok(())
    })?;
    out.flush()?;
    let seconds = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("VmHWM unknown");
    eprintln!(
        "{arrived} pages, {errors} problems, {} articles; {seconds:.1} s, {:.0} pages a second; {peak}",
        read.into_inner(),
        arrived as f64 / seconds
    );
    Ok(())
}
