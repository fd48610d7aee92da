//! How a fetcher behaves.

use crate::{Backoff, Clock, Limits, SystemClock};
use std::sync::Arc;
use std::time::Duration;

/// Who asks, as every request says.
pub const USER_AGENT: &str = concat!(
    "Dixit/",
    env!("CARGO_PKG_VERSION"),
    " (+https://github.com/dixit-record/dixit)"
);

/// How a fetcher behaves.
#[derive(Clone)]
pub struct Manners {
    /// The least time between two requests to one host.
    pub interval: Duration,
    /// The most that a host's `Crawl-delay` is honoured with.
    pub longest_delay: Duration,
    /// How long hosts in trouble are left alone.
    pub backoff: Backoff,
    /// The most that a host's `Retry-After` is honoured with.
    pub longest_retry: Duration,
    /// How long what `robots.txt` says holds.
    pub robots_hold: Duration,
    /// A turn that is further away is not waited for, but handed out.
    pub patience: Duration,
    /// Bounds on one request.
    pub limits: Limits,
    /// Whether private networks may be visited.
    pub allow_private: bool,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

impl Default for Manners {
    fn default() -> Self {
        Manners {
            interval: Duration::from_secs(2),
            longest_delay: Duration::from_secs(60),
            backoff: Backoff::default(),
            longest_retry: Duration::from_secs(24 * 3600),
            robots_hold: Duration::from_secs(24 * 3600),
            patience: Duration::from_secs(90),
            limits: Limits::default(),
            allow_private: false,
            clock: Arc::new(SystemClock),
        }
    }
}
