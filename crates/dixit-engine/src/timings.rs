//! Where the time of a run went.

use std::fmt::{self, Display};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A part of the work, in the order in which articles pass it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Loading the model.
    Model,
    /// Bytes to articles.
    Intake,
    /// Articles to sentences, names, frames.
    Language,
    /// Who, to whom, when.
    Attribution,
    /// Readings to a record.
    Record,
    /// A record, or readings, to what is printed.
    Output,
}

const STAGES: [(Stage, &str); 6] = [
    (Stage::Model, "model"),
    (Stage::Intake, "intake"),
    (Stage::Language, "language"),
    (Stage::Attribution, "attribution"),
    (Stage::Record, "record"),
    (Stage::Output, "output"),
];

/// Time by stage, added up over all threads.
pub struct Timings {
    start: Instant,
    nanos: [AtomicU64; STAGES.len()],
    articles: AtomicUsize,
    bytes: AtomicUsize,
}

impl Timings {
    /// The clock starts.
    pub fn start() -> Self {
        Timings {
            start: Instant::now(),
            nanos: Default::default(),
            articles: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
        }
    }

    /// Runs `work` and counts its time for `stage`.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        let nanos = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.nanos[stage as usize].fetch_add(nanos, Ordering::Relaxed);
        result
    }

    /// An article of so many bytes went through.
    pub fn count(&self, bytes: usize) {
        self.articles.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.start.elapsed().as_secs_f64();
        let articles = self.articles.load(Ordering::Relaxed);
        let bytes = self.bytes.load(Ordering::Relaxed);
        writeln!(f, "time by stage, added up over threads")?;
        for (stage, name) in STAGES {
            let nanos = self.nanos[stage as usize].load(Ordering::Relaxed);
            let time = Duration::from_nanos(nanos).as_secs_f64();
            writeln!(f, "{name:<12}{time:>9.3} s")?;
        }
        write!(
            f,
            "{:<12}{all:>9.3} s  {articles} articles, {:.1} a second, {:.0} KiB of text",
            "in all",
            articles as f64 / all.max(1e-9),
            bytes as f64 / 1024.0
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_stand_at_their_own_number() {
        for (number, (stage, _)) in STAGES.iter().enumerate() {
            assert_eq!(*stage as usize, number);
        }
    }

    #[test]
    fn time_is_counted_where_it_was_spent() {
        let timings = Timings::start();
        timings.time(Stage::Record, || {
            std::thread::sleep(Duration::from_millis(3))
        });
        timings.count(2048);
        let shown = timings.to_string();
        let line = shown
            .lines()
            .find(|line| line.starts_with("record"))
            .unwrap();
        let seconds: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        assert!(seconds >= 0.003, "{shown}");
        assert!(shown.contains("1 articles"), "{shown}");
    }
}
