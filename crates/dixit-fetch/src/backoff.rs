//! Waiting longer after each failure.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

/// Twice as long after each failure, up to a bound, and a little apart from
/// everybody else who failed at the same time.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    /// After the first failure.
    pub first: Duration,
    /// After many.
    pub most: Duration,
    /// Sets one program's waits apart from another's.
    pub seed: u64,
}

impl Default for Backoff {
    fn default() -> Self {
        Backoff {
            first: Duration::from_secs(60),
            most: Duration::from_secs(12 * 3600),
            seed: 0,
        }
    }
}

impl Backoff {
    /// How long to wait after so many failures in a row (at least one) of
    /// `what`: between three quarters and five quarters of the doubled time.
    pub fn wait(&self, failures: u32, what: &str) -> Duration {
        let doublings = failures.saturating_sub(1).min(24);
        let wait = self.first.saturating_mul(1 << doublings).min(self.most);
        // Fixed keys: the same question has the same answer, also in tests.
        let mut hasher = DefaultHasher::new();
        (self.seed, failures, what).hash(&mut hasher);
        let share = 0.75 + (hasher.finish() % 1000) as f64 / 2000.0;
        wait.mul_f64(share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_within_their_jitter_up_to_a_bound() {
        let backoff = Backoff {
            first: Duration::from_secs(8),
            most: Duration::from_secs(100),
            seed: 1,
        };
        for (failures, plain) in [
            (1, 8.0),
            (2, 16.0),
            (4, 64.0),
            (5, 100.0),
            (u32::MAX, 100.0),
        ] {
            let wait = backoff.wait(failures, "post.example").as_secs_f64();
            assert!(
                (plain * 0.75..plain * 1.25).contains(&wait),
                "{failures}: {wait}"
            );
        }
        assert_ne!(backoff.wait(1, "a"), backoff.wait(1, "b"));
        assert_eq!(backoff.wait(3, "a"), backoff.wait(3, "a"));
    }
}
