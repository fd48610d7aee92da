//! Time, as far as manners ask for it.

use jiff::Timestamp;
use std::time::Duration;

/// What time it is, and waiting.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Timestamp;

    /// Waits; `false` where the wait was broken off, and what it was for with
    /// it.
    fn wait(&self, time: Duration) -> bool;
}

/// The computer's own.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&self, time: Duration) -> bool {
        std::thread::sleep(time);
        true
    }
}
