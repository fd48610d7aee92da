//! Hosts: whose turn it is, and who is to be left alone.

use crate::{Manners, Rules};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Of fewer hosts nothing is forgotten.
const FEW: usize = 1024;

/// Who fails so seldom has not failed in a row.
const ROW: Duration = Duration::from_secs(24 * 3600);

/// What is known of the hosts visited.
#[derive(Default)]
pub(crate) struct Hosts {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    hosts: BTreeMap<String, Host>,
    /// With so many hosts, those are forgotten of which nothing matters any more.
    full: usize,
}

#[derive(Default)]
struct Host {
    /// The next request may be made then.
    free: Option<Timestamp>,
    /// Until then none may, because the host is in trouble or said so.
    barred: Option<Timestamp>,
    failures: u32,
    rules: Option<(Arc<Rules>, Timestamp)>,
}

/// What of a host should outlive the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostState {
    /// `https://post.example`
    pub host: String,
    /// To be left alone until then.
    pub barred: Timestamp,
    /// Failures in a row.
    pub failures: u32,
}

impl Host {
    /// Whether something known of it still says how to treat it.
    fn matters(&self, now: Timestamp) -> bool {
        self.free.is_some_and(|free| free > now)
            || self.barred.is_some_and(|barred| later(barred, ROW) > now)
            || self.rules.as_ref().is_some_and(|(_, until)| *until > now)
    }
}

impl Known {
    /// What is known of a host, where nothing is, a place for it.
    fn of(&mut self, host: &str, now: Timestamp) -> &mut Host {
        if self.hosts.len() >= self.full.max(FEW) && !self.hosts.contains_key(host) {
            self.hosts.retain(|_, host| host.matters(now));
            // Looking through all of them is worth it once they are twice as many.
            self.full = 2 * self.hosts.len();
        }
        self.hosts.entry(host.to_owned()).or_default()
    }
}

impl Hosts {
    fn lock(&self) -> MutexGuard<'_, Known> {
        // Nothing in here can be half done.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next turn with a host: how long to wait for it; or, where that
    /// is longer than `manners` have patience for, when to come again.
    pub(crate) fn turn(&self, host: &str, manners: &Manners) -> Result<Duration, Timestamp> {
        let now = manners.clock.now();
        let mut known = self.lock();
        let host = known.of(host, now);
        let asked = host.rules.as_ref().and_then(|(rules, _)| rules.delay());
        let interval = asked
            .unwrap_or_default()
            .min(manners.longest_delay)
            .max(manners.interval);
        // A clock that was set back must not make anybody wait for hours.
        let free = host.free.unwrap_or(now).min(later(now, interval * 64));
        let at = free.max(now).max(host.barred.unwrap_or(now));
        let wait = Duration::try_from(at.duration_since(now)).unwrap_or_default();
        if wait > manners.patience {
            return Err(at);
        }
        host.free = Some(later(at, interval));
        Ok(wait)
    }

    /// The host is well.
    pub(crate) fn succeeded(&self, host: &str) {
        if let Some(host) = self.lock().hosts.get_mut(host) {
            (host.barred, host.failures) = (None, 0);
        }
    }

    /// The host is in trouble, or asks to be left alone for a while: until when
    /// it is.
    pub(crate) fn failed(
        &self,
        name: &str,
        retry: Option<Duration>,
        manners: &Manners,
    ) -> Timestamp {
        let now = manners.clock.now();
        let mut known = self.lock();
        let host = known.of(name, now);
        host.failures = host.failures.saturating_add(1);
        let own = manners.backoff.wait(host.failures, name);
        let wait = retry
            .unwrap_or_default()
            .min(manners.longest_retry)
            .max(own);
        let until = later(now, wait);
        let barred = host.barred.map_or(until, |before| before.max(until));
        host.barred = Some(barred);
        barred
    }

    pub(crate) fn rules(&self, host: &str, now: Timestamp) -> Option<Arc<Rules>> {
        let known = self.lock();
        let (rules, until) = known.hosts.get(host)?.rules.as_ref()?;
        (*until > now).then(|| Arc::clone(rules))
    }

    pub(crate) fn set_rules(&self, host: &str, rules: Rules, until: Timestamp) -> Arc<Rules> {
        let rules = Arc::new(rules);
        let mut known = self.lock();
        // Its turn came first, so it has a place.
        let host = known.hosts.entry(host.to_owned()).or_default();
        host.rules = Some((Arc::clone(&rules), until));
        rules
    }

    /// Hosts that are left alone.
    pub(crate) fn states(&self) -> Vec<HostState> {
        let known = self.lock();
        let states = known.hosts.iter().filter_map(|(name, host)| {
            Some(HostState {
                host: name.clone(),
                barred: host.barred?,
                failures: host.failures,
            })
        });
        states.collect()
    }

    pub(crate) fn remember(&self, state: HostState) {
        let mut known = self.lock();
        let host = known.hosts.entry(state.host).or_default();
        (host.barred, host.failures) = (Some(state.barred), state.failures);
    }
}

/// A moment so much later.
pub(crate) fn later(moment: Timestamp, wait: Duration) -> Timestamp {
    let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
    moment.saturating_add(wait).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clock;

    struct Still;

    impl Clock for Still {
        fn now(&self) -> Timestamp {
            "2031-03-07T10:00:00Z".parse().unwrap()
        }
        fn wait(&self, _: Duration) -> bool {
            true
        }
    }

    fn manners() -> Manners {
        Manners {
            interval: Duration::from_secs(2),
            patience: Duration::from_secs(5),
            clock: Arc::new(Still),
            ..Manners::default()
        }
    }

    #[test]
    fn turns_with_one_host_keep_their_interval() {
        let (hosts, manners) = (Hosts::default(), manners());
        let turn = |host| hosts.turn(host, &manners).map(|wait| wait.as_secs());
        assert_eq!(
            [turn("a"), turn("a"), turn("b"), turn("a")],
            [Ok(0), Ok(2), Ok(0), Ok(4)]
        );
        let full: Timestamp = "2031-03-07T10:00:06Z".parse().unwrap();
        assert_eq!(turn("a"), Err(full), "longer than patience");
    }

    #[test]
    fn a_host_that_asks_for_more_time_gets_it_within_reason() {
        let (hosts, manners) = (Hosts::default(), manners());
        let rules = Rules::of(b"User-agent: *\nCrawl-delay: 4", "dixit");
        hosts.set_rules("a", rules, Timestamp::MAX);
        let rules = Rules::of(b"User-agent: *\nCrawl-delay: 86400", "dixit");
        hosts.set_rules("b", rules, Timestamp::MAX);
        for (host, seconds) in [("a", 4), ("b", 60)] {
            hosts.turn(host, &manners).unwrap();
            let next = hosts.turn(
                host,
                &Manners {
                    patience: Duration::MAX,
                    ..manners.clone()
                },
            );
            assert_eq!(next.unwrap().as_secs(), seconds);
        }
    }

    #[test]
    fn of_many_hosts_those_are_forgotten_that_do_not_matter_any_more() {
        let (hosts, manners) = (Hosts::default(), manners());
        let (past, future) = (Timestamp::MIN, Timestamp::MAX);
        hosts.failed("in trouble", None, &manners);
        hosts.set_rules("with rules", Rules::default(), future);
        hosts.turn("in its interval", &manners).unwrap();
        for n in 0..2 * FEW {
            hosts.set_rules(&n.to_string(), Rules::default(), past);
        }
        hosts.turn("another", &manners).unwrap();
        let known: Vec<String> = hosts.lock().hosts.keys().cloned().collect();
        assert_eq!(
            known,
            ["another", "in its interval", "in trouble", "with rules"]
        );
    }

    #[test]
    fn trouble_bars_a_host_until_it_is_well() {
        let (hosts, manners) = (Hosts::default(), manners());
        let hour = Duration::from_secs(3600);
        let until = hosts.failed("a", Some(hour), &manners);
        assert_eq!(until.to_string(), "2031-03-07T11:00:00Z");
        assert_eq!(hosts.turn("a", &manners), Err(until));
        assert_eq!(hosts.failed("a", None, &manners), until, "never sooner");
        let other = Hosts::default();
        hosts
            .states()
            .into_iter()
            .for_each(|state| other.remember(state));
        assert_eq!(
            other.turn("a", &manners),
            Err(until),
            "also in the next program"
        );
        other.succeeded("a");
        assert_eq!(other.turn("a", &manners), Ok(Duration::ZERO));
        let far = hosts.failed("b", Some(hour * 1000), &manners);
        assert_eq!(far.to_string(), "2031-03-08T10:00:00Z");
    }
}
