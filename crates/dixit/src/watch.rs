//! `dixit watch`: feeds looked at again and again, and what is new in them
//! added.

mod clock;
mod round;
mod sources;
mod visit;

use crate::add::Work;
use crate::args::Watch;
use crate::output::{INTERRUPTED, asked_to_stop, stop_gently};
use crate::pipeline::Pipeline;
use crate::progress::Progress;
use anyhow::{Context, Result};
use clock::{Interruptible, after, now};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use dixit_engine::Timings;
use dixit_fetch::{Backoff, Fetcher, HostState, Manners, host_of};
use dixit_ledger::{HostRow, Ledger};
use round::Round;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use visit::{Visit, Visited, Visitor};

/// How long a program that leaves waits for pages that are on their way; they
/// are fetched again by the next.
const LEAVING: Duration = Duration::from_secs(3);

/// The longest time without a look at the clock and at Ctrl-C.
const TICK: Duration = Duration::from_millis(200);

/// Looks at feeds until somebody stops it; with `--once` until all is fetched.
pub fn run(task: &Watch) -> Result<ExitCode> {
    let progress = Progress::new(task.inputs.quiet, true);
    let mut ledger = Ledger::open_or_create(&task.ledger)?;
    for url in &task.forget {
        match ledger.forget_feed(url)? {
            true => progress.event(format_args!("{url} is looked at no more")),
            false => progress.warn(format_args!(
                "{url} was not looked at; --list names those that are"
            )),
        }
    }
    let named = sources::take(&mut ledger, &task.sources, &progress)?;
    if task.list {
        return sources::list(&ledger);
    }
    if named == 0 && !task.forget.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let counts = ledger.watched()?;
    if counts.feeds + counts.waiting == 0 {
        crate::progress::error(
            "there is nothing to look at\nName the address of a feed, or a file that lists some",
        );
        return Ok(ExitCode::FAILURE);
    }
    let timings = Timings::start();
    let pipeline = Pipeline::new(&task.inputs, &progress, &timings)?;
    let lookout = Mutex::new(Ledger::open_read_only(&task.ledger)?);
    let fetcher = fetcher(task, &ledger)?;
    let visitor = Visitor {
        fetcher: &fetcher,
        work: Work {
            pipeline: &pipeline,
            timings: &timings,
            lookout: &lookout,
        },
    };
    if task.once {
        ledger.all_due(&now())?;
    }
    stop_gently(true);
    let (to_visitors, visits) = bounded::<Visit>(task.connections);
    let (to_us, visited) = bounded::<Visited>(task.connections);
    thread::scope(|scope| {
        for _ in 0..task.connections {
            let (visits, to_us, visitor) = (visits.clone(), to_us.clone(), &visitor);
            let work = move || visitor.work(&visits, &to_us);
            thread::Builder::new()
                .stack_size(16 << 20)
                .spawn_scoped(scope, work)
                .context("cannot start the threads that fetch; try fewer --connections")?;
        }
        let mut desk = Desk {
            round: Round::new(task, pipeline.model_name(), &progress),
            task,
            ledger,
            fetcher: &fetcher,
            out: BTreeSet::new(),
            visits: to_visitors,
            visited,
        };
        desk.go()
    })
}

/// The one who fetches, with what the last program knew of hosts.
fn fetcher(task: &Watch, ledger: &Ledger) -> Result<Fetcher> {
    let fetcher = Fetcher::new(Manners {
        interval: task.per_host,
        // Quicker for those who look more often, as tests do.
        backoff: Backoff {
            first: task.every.min(Backoff::default().first),
            // Not at the same moments as everybody else whose host failed.
            seed: RandomState::new().hash_one(()),
            ..Backoff::default()
        },
        allow_private: task.allow_private,
        clock: Arc::new(Interruptible),
        ..Manners::default()
    });
    for host in ledger.hosts()? {
        if let Ok(barred) = host.barred.parse() {
            fetcher.remember(HostState {
                host: host.name,
                barred,
                failures: host.failures,
            });
        }
    }
    Ok(fetcher)
}

/// Gives visits out and takes in what comes of them, on the main thread.
struct Desk<'a> {
    task: &'a Watch,
    ledger: Ledger,
    fetcher: &'a Fetcher,
    round: Round<'a>,
    /// Hosts that are being visited.
    out: BTreeSet<String>,
    visits: Sender<Visit>,
    visited: Receiver<Visited>,
}

impl Desk<'_> {
    fn go(&mut self) -> Result<ExitCode> {
        while !asked_to_stop() {
            self.give_out()?;
            if self.out.is_empty() {
                self.round.close(&mut self.ledger)?;
                self.note_hosts()?;
                if self.task.once && self.is_done()? {
                    return self.round.exit_code(&self.ledger);
                }
                self.rest()?;
                continue;
            }
            match self.visited.recv_timeout(TICK) {
                Ok(visited) => self.take(visited)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.round.flush_if_due(&mut self.ledger)?;
        }
        self.leave()
    }

    /// Gives out what is due, one visit a host, as long as somebody is free.
    fn give_out(&mut self) -> Result<()> {
        if self.out.len() >= self.task.connections {
            return Ok(());
        }
        let now = now();
        let feeds = self.ledger.due_feeds(&now)?.into_iter().map(Visit::Feed);
        let links = self.ledger.due_links(&now)?.into_iter().map(Visit::Page);
        for visit in feeds.chain(links) {
            if self.out.len() >= self.task.connections {
                break;
            }
            let host = host_of(visit.url()).unwrap_or_default();
            // What waits for the next commit is still due in the ledger.
            let free = !self.round.is_waiting(&visit) && !self.out.contains(&host);
            if free && self.visits.send(visit).is_ok() {
                self.out.insert(host);
            }
        }
        self.round.status(&self.ledger, self.out.len())
    }

    fn take(&mut self, visited: Visited) -> Result<()> {
        self.out
            .remove(&host_of(visited.visit.url()).unwrap_or_default());
        self.round.take(visited, &mut self.ledger)
    }

    /// Waits until something is due.
    fn rest(&self) -> Result<()> {
        let next = self.ledger.next_due()?.and_then(|due| due.parse().ok());
        let begin = Instant::now();
        let most = Duration::from_secs(60);
        while !asked_to_stop() && begin.elapsed() < most {
            if next.is_some_and(|next| jiff::Timestamp::now() >= next) {
                return Ok(());
            }
            thread::sleep(TICK);
        }
        Ok(())
    }

    /// Whether nothing is due, nor will be soon for the first time.
    fn is_done(&self) -> Result<bool> {
        let soon = after(self.fetcher.manners().patience * 2);
        Ok(!self.ledger.has_untried(&soon)?)
    }

    fn note_hosts(&mut self) -> Result<()> {
        let hosts: Vec<HostRow> = self
            .fetcher
            .barred()
            .into_iter()
            .map(|state| HostRow {
                name: state.host,
                barred: clock::written(state.barred),
                failures: state.failures,
            })
            .collect();
        Ok(self.ledger.note_hosts(&hosts)?)
    }

    /// Leaves with everything safe that has come.
    fn leave(&mut self) -> Result<ExitCode> {
        let begin = Instant::now();
        while !self.out.is_empty() && begin.elapsed() < LEAVING {
            match self.visited.recv_timeout(TICK) {
                Ok(visited) => self.take(visited)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.note_hosts()?;
        self.round.break_off(&mut self.ledger)?;
        if !self.out.is_empty() {
            // Nobody has to wait for a slow server; its page is still due.
            std::process::exit(INTERRUPTED.into());
        }
        Ok(ExitCode::from(INTERRUPTED))
    }
}
