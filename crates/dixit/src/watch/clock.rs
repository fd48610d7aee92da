//! Time, as `dixit watch` tells and keeps it.

use crate::output::asked_to_stop;
use dixit_fetch::Clock;
use jiff::{SignedDuration, Timestamp};
use std::thread;
use std::time::{Duration, Instant};

/// The computer's clock; a wait ends when somebody asks for an end.
pub struct Interruptible;

impl Clock for Interruptible {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&self, time: Duration) -> bool {
        let begin = Instant::now();
        while let Some(left) = time.checked_sub(begin.elapsed()) {
            if asked_to_stop() {
                return false;
            }
            thread::sleep(left.min(Duration::from_millis(100)));
        }
        true
    }
}

/// A moment as a ledger has it: in whole seconds, rounded up, so that nothing
/// is due too early.
pub fn written(at: Timestamp) -> String {
    let up = i64::from(at.subsec_nanosecond() > 0);
    let seconds = Timestamp::from_second(at.as_second() + up).unwrap_or(at);
    seconds.to_string()
}

/// This moment, as a ledger has it.
pub fn now() -> String {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second())
        .unwrap_or(now)
        .to_string()
}

/// So much later, as a ledger has it.
pub fn after(time: Duration) -> String {
    let time = SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX);
    written(
        Timestamp::now()
            .saturating_add(time)
            .unwrap_or(Timestamp::MAX),
    )
}

/// The time of day of a moment, for people.
pub fn hour(at: &str) -> &str {
    at.get(11..19).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_sort_as_they_are_written() {
        let at = |text: &str| written(text.parse().unwrap());
        assert_eq!(at("2031-03-07T10:00:00Z"), "2031-03-07T10:00:00Z");
        assert_eq!(at("2031-03-07T10:00:00.2Z"), "2031-03-07T10:00:01Z");
        assert!(
            now() <= after(Duration::ZERO) && after(Duration::ZERO) < after(Duration::from_secs(9))
        );
        assert_eq!(hour("2031-03-07T10:20:30Z"), "10:20:30");
    }
}
