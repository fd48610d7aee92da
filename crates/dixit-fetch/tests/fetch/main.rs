//! The fetcher against servers that behave, and servers that do not.

mod hostile;
mod polite;
mod server;

use dixit_fetch::{Backoff, Fetcher, Limits, Manners, Outcome, Page, Request};
use std::time::Duration;

/// Manners in tests: this computer may be visited, and nobody waits long.
fn manners() -> Manners {
    Manners {
        interval: Duration::from_millis(5),
        patience: Duration::from_millis(300),
        allow_private: true,
        backoff: Backoff {
            first: Duration::from_millis(400),
            most: Duration::from_secs(2),
            seed: 7,
        },
        limits: Limits {
            bytes: 1 << 20,
            unpacked: 4 << 20,
            connect: Duration::from_secs(2),
            whole: Duration::from_millis(1500),
            headers: 16 << 10,
            redirects: 5,
            ..Limits::default()
        },
        ..Manners::default()
    }
}

fn fetch(url: &str) -> Outcome {
    Fetcher::new(manners()).fetch(&Request::to(url))
}

fn page(outcome: Outcome) -> Page {
    match outcome {
        Outcome::Got(page) => page,
        other => panic!("{other:?}"),
    }
}

/// Why it does not come at all.
fn never(outcome: Outcome) -> String {
    match outcome {
        Outcome::Never { why } => why,
        other => panic!("{other:?}"),
    }
}

/// Why it does not come now.
fn later(outcome: Outcome) -> String {
    match outcome {
        Outcome::Later { why, .. } => why.unwrap_or_default(),
        other => panic!("{other:?}"),
    }
}
