//! Pages fetched with good manners.

use crate::client::{Answer, Client, Extent};
use crate::hosts::{HostState, Hosts, later};
use crate::{Error, Manners, Outcome, Page, Request, Rules, Validators, guard, retry, robots};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use ureq::http::header::{LOCATION, RETRY_AFTER};
use url::Url;

/// What groups in `robots.txt` call us.
const AGENT: &str = "dixit";

/// Fetches pages; several threads may use one.
pub struct Fetcher {
    client: Client,
    hosts: Hosts,
    manners: Manners,
}

/// Why a page does not come now, or not at all.
enum Stop {
    Later(Timestamp, Option<String>),
    Never(String),
}

impl Fetcher {
    /// A fetcher that knows no host yet.
    pub fn new(manners: Manners) -> Self {
        Fetcher {
            client: Client::new(manners.limits, manners.allow_private),
            hosts: Hosts::default(),
            manners,
        }
    }

    /// How it behaves.
    pub fn manners(&self) -> &Manners {
        &self.manners
    }

    /// Fetches a page: waits for its turn, follows redirects, obeys
    /// `robots.txt` at every host on the way.
    pub fn fetch(&self, request: &Request) -> Outcome {
        let found = self.find(request);
        found.unwrap_or_else(|stop| match stop {
            Stop::Later(at, why) => Outcome::Later { at, why },
            Stop::Never(why) => Outcome::Never { why },
        })
    }

    /// Hosts that are left alone, to be remembered by the next program.
    pub fn barred(&self) -> Vec<HostState> {
        self.hosts.states()
    }

    /// Takes over what an earlier program knew of a host.
    pub fn remember(&self, state: HostState) {
        self.hosts.remember(state);
    }

    fn find(&self, request: &Request) -> Result<Outcome, Stop> {
        let never = |error: Error| Stop::Never(error.to_string());
        let mut url = guard::checked(&request.url, self.manners.allow_private).map_err(never)?;
        let mut seen = vec![url.clone()];
        loop {
            let rules = self.rules(&url, request)?;
            if !rules.allow(&path(&url)) {
                let why = format!("{url}: its robots.txt does not let programs visit it");
                return Err(Stop::Never(why));
            }
            // What is known is known of the address that was asked for.
            let fresh = Validators::default();
            let known = match seen.len() {
                1 => &request.validators,
                _ => &fresh,
            };
            let answer = self.get(&url, known, Extent::Whole, request)?;
            if !is_trouble(answer.status) {
                self.hosts.succeeded(&host(&url));
            }
            match answer.status {
                200..=299 => return Ok(Outcome::Got(self.page(url, answer))),
                304 => return Ok(Outcome::NotModified),
                300..=399 => {
                    url = self.next(&url, &answer).map_err(Stop::Never)?;
                    if seen.contains(&url) {
                        let why = format!("{}: is led round in a circle", request.url);
                        return Err(Stop::Never(why));
                    }
                    if seen.len() > self.manners.limits.redirects {
                        let why = format!("{}: is led on too often", request.url);
                        return Err(Stop::Never(why));
                    }
                    seen.push(url.clone());
                }
                status => return Err(self.refused(&url, status, &answer, request)),
            }
        }
    }

    /// One request, in its turn.
    fn get(
        &self,
        url: &Url,
        known: &Validators,
        extent: Extent,
        request: &Request,
    ) -> Result<Answer, Stop> {
        let host = host(url);
        let wait = self.hosts.turn(&host, &self.manners);
        let wait = wait.map_err(|at| Stop::Later(at, None))?;
        if !wait.is_zero() && !self.manners.clock.wait(wait) {
            return Err(Stop::Later(self.manners.clock.now(), None));
        }
        match self.client.get(url, known, extent) {
            Ok(answer) => Ok(answer),
            Err(error) if error.may_pass() => {
                let host = self.hosts.failed(&host, None, &self.manners);
                let at = host.max(self.next_try(request));
                Err(Stop::Later(at, Some(error.to_string())))
            }
            Err(error) => Err(Stop::Never(error.to_string())),
        }
    }

    /// When an address that has just failed once more is tried again.
    fn next_try(&self, request: &Request) -> Timestamp {
        let failures = request.failures.saturating_add(1);
        let wait = self.manners.backoff.wait(failures, &request.url);
        later(self.manners.clock.now(), wait)
    }

    fn refused(&self, url: &Url, status: u16, answer: &Answer, request: &Request) -> Stop {
        let why = format!("{url}: answers {status}{}", meaning(status));
        match status {
            _ if is_trouble(status) => {
                let retry = answer.header(RETRY_AFTER);
                let retry = retry.and_then(|value| retry::after(&value, self.manners.clock.now()));
                let host = self.hosts.failed(&host(url), retry, &self.manners);
                Stop::Later(host.max(self.next_try(request)), Some(why))
            }
            408 | 500..=599 => Stop::Later(self.next_try(request), Some(why)),
            _ => Stop::Never(why),
        }
    }

    fn next(&self, from: &Url, answer: &Answer) -> Result<Url, String> {
        let status = answer.status;
        let nowhere = || format!("{from}: answers {status} without saying where to go");
        let location = answer.header(LOCATION).ok_or_else(nowhere)?;
        let to = from.join(&location).map_err(|_| nowhere())?;
        guard::checked(to.as_str(), self.manners.allow_private).map_err(|error| error.to_string())
    }

    fn page(&self, url: Url, answer: Answer) -> Page {
        let validators = answer.validators();
        let (media_type, charset) = answer.content_type();
        Page {
            url: url.into(),
            bytes: answer.bytes,
            media_type,
            charset,
            validators,
            at: self.manners.clock.now(),
        }
    }

    /// What the host of `url` lets us visit. Where there is no such file,
    /// everything; where it cannot be had, nothing until it can.
    fn rules(&self, url: &Url, request: &Request) -> Result<Arc<Rules>, Stop> {
        let name = host(url);
        let now = self.manners.clock.now();
        if let Some(rules) = self.hosts.rules(&name, now) {
            return Ok(rules);
        }
        let nowhere = || Stop::Never(format!("{url}: names no host"));
        let mut at = url.join("/robots.txt").map_err(|_| nowhere())?;
        let mut hops = 0;
        let rules = loop {
            let beginning = Extent::Beginning(robots::MOST);
            let answer = match self.get(&at, &Validators::default(), beginning, request) {
                Ok(answer) => answer,
                // One that leads into a private network says nothing.
                Err(Stop::Never(_)) if hops > 0 => break Rules::default(),
                Err(stop) => return Err(stop),
            };
            // A host is well when it lets us visit it, not when it answers at all.
            let is_well = !is_trouble(answer.status) && answer.status < 500;
            if is_well {
                self.hosts.succeeded(&host(&at));
            }
            match answer.status {
                200..=299 => break Rules::of(&answer.bytes, AGENT),
                300..=399 if hops < 5 => {
                    hops += 1;
                    match self.next(&at, &answer) {
                        Ok(next) => at = next,
                        Err(_) => break Rules::default(),
                    }
                }
                status if !is_well => {
                    let retry = answer.header(RETRY_AFTER);
                    let retry = retry.and_then(|value| retry::after(&value, now));
                    let until = self.hosts.failed(&name, retry, &self.manners);
                    let why = format!("{at}: answers {status}{}", meaning(status));
                    return Err(Stop::Later(until.max(self.next_try(request)), Some(why)));
                }
                _ => break Rules::default(),
            }
        };
        let until = later(now, self.manners.robots_hold.max(Duration::from_secs(1)));
        Ok(self.hosts.set_rules(&name, rules, until))
    }
}

/// Whether a status says that the host, not the page, is in trouble.
fn is_trouble(status: u16) -> bool {
    matches!(status, 429 | 502..=504)
}

fn meaning(status: u16) -> &'static str {
    match status {
        401 | 402 | 403 | 451 => " (not for everybody)",
        404 | 410 => " (there is no such page)",
        429 => " (too many requests)",
        500..=599 => " (in trouble)",
        _ => "",
    }
}

fn host(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn path(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}
