//! A desk over a ledger, as its readers meet it: how long pages, answers of the
//! API and searches take on one core, how much memory the server needs, and
//! whether a crowd is answered while somebody adds.

mod addresses;
mod client;

use crate::multiply::another;
use crate::{growth, memory};
use addresses::addresses;
use client::Client;
use dixit_ledger::{Ledger, RunEnd, RunStart, RunState};
use dixit_model::Reading;
use dixit_web::{Desk, Options, Server};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

/// Every address is asked so often; the first time it may be cold.
const ROUNDS: usize = 3;
/// Readers who ask at the same time while somebody adds.
const CROWD: usize = 200;
/// Articles that are added meanwhile.
const ADDED: usize = 500;
/// The number of a copy of the readings that no ledger has yet.
const LATER: usize = 1000;

/// Measures everything about a desk over the ledger at `path`.
pub fn measure(readings: &[Reading], path: &Path) -> anyhow::Result<()> {
    let kinds = addresses(&Ledger::open_read_only(path)?)?;
    let server = Background::start(path)?;
    let mut client = Client::to(server.address)?;
    println!("{:>8} {:>8} {:>8} ms  on one core", "p50", "p95", "most");
    let mut all: Vec<(bool, f64)> = Vec::new();
    for (kind, paths) in &kinds {
        let mut took = Vec::new();
        for path in (0..ROUNDS).flat_map(|_| paths) {
            let begun = Instant::now();
            let (status, _) = client.get(path)?;
            took.push(begun.elapsed().as_secs_f64() * 1000.0);
            anyhow::ensure!(status == 200, "{path} answers {status}");
        }
        all.extend(took.iter().map(|&ms| (kind.starts_with("search"), ms)));
        quantiles(kind, took);
    }
    for (what, search) in [("pages and API", false), ("searches", true)] {
        let took = all.iter().filter(|(of, _)| *of == search);
        quantiles(&format!("= all {what}"), took.map(|&(_, ms)| ms).collect());
    }
    println!("{} MiB at most", memory(&server.id()) >> 10);
    let paths: Vec<&String> = kinds.iter().flat_map(|(_, paths)| paths).collect();
    crowd(&server, &paths, readings, path)?;
    println!("{} MiB at most", memory(&server.id()) >> 10);
    Ok(())
}

fn quantiles(what: &str, mut took: Vec<f64>) {
    took.sort_by(f64::total_cmp);
    let at = |share: f64| took[((took.len() - 1) as f64 * share).round() as usize];
    println!(
        "{:8.2} {:8.2} {:8.2}     {what}",
        at(0.5),
        at(0.95),
        at(1.0)
    );
}

/// Many readers while articles are added.
fn crowd(
    server: &Background,
    paths: &[&String],
    readings: &[Reading],
    ledger: &Path,
) -> anyhow::Result<()> {
    let over = AtomicBool::new(false);
    let (answers, errors) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let reader = |number: usize| {
        let mut client = Client::to(server.address).ok();
        let mut turn = number * 7;
        while !over.load(Ordering::Relaxed) {
            let answer = client
                .as_mut()
                .map(|client| client.get(paths[turn % paths.len()]));
            match answer {
                Some(Ok((200..=399, _))) => answers.fetch_add(1, Ordering::Relaxed),
                _ => {
                    client = Client::to(server.address).ok();
                    errors.fetch_add(1, Ordering::Relaxed)
                }
            };
            turn += 1;
        }
    };
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for number in 0..CROWD {
            scope.spawn(move || reader(number));
        }
        let added = add(readings, ledger);
        over.store(true, Ordering::Relaxed);
        added
    })?;
    println!(
        "{CROWD} readers while {ADDED} articles were added in {:.1} s: {} answers, {} errors",
        begun.elapsed().as_secs_f64(),
        answers.load(Ordering::Relaxed),
        errors.load(Ordering::Relaxed)
    );
    Ok(())
}

fn add(readings: &[Reading], path: &Path) -> anyhow::Result<()> {
    let mut ledger = Ledger::open(path)?;
    // Another one each time that the same ledger is measured.
    let time = LATER + ledger.revision()? as usize % LATER;
    let run = ledger.start_run(&RunStart::default())?;
    let some: Vec<_> = readings
        .iter()
        .take(ADDED)
        .map(|reading| growth::taken(another(reading, time)))
        .collect::<anyhow::Result<_>>()?;
    for batch in some.chunks(50) {
        growth::add(&mut ledger, run, batch)?;
    }
    ledger.finish_run(run, &RunEnd::of(RunState::Finished))?;
    Ok(())
}

/// Answers until it is stopped: the other program.
pub fn serve(path: &Path) -> anyhow::Result<()> {
    let desk = Desk::open(Options {
        ledger: path.to_owned(),
        write: None,
        token: None,
        local: true,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        readers: 2,
    })?;
    let server = Server::bind(desk, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    println!("{}", server.address());
    server.run()?;
    Ok(())
}

/// This program as a server on one core.
struct Background {
    child: Child,
    address: SocketAddr,
}

impl Background {
    fn start(path: &Path) -> anyhow::Result<Self> {
        let mut child = Command::new("taskset")
            .args(["--cpu-list", "0"])
            .arg(std::env::current_exe()?)
            .arg("serve")
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let address = line.trim().parse();
        let server = Background {
            child,
            address: address.unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))),
        };
        anyhow::ensure!(server.address.port() > 0, "the server did not start");
        Ok(server)
    }

    fn id(&self) -> String {
        self.child.id().to_string()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
