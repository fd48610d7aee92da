//! What has come since the last rest: taken in, noted, woven.

use super::clock::{after, hour, now};
use super::visit::{Came, Visit, Visited};
use crate::add::{Batch, Bookmarks, Found, Manifest};
use crate::args::Watch;
use crate::progress::Progress;
use crate::tally::Tally;
use anyhow::Result;
use dixit_engine::Outcome;
use dixit_ledger::{FeedRow, Ledger, Polled, RunState, Taken, Tried, Weaving};
use std::fmt::Display;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// An address that has failed so often is given up; that takes about a week.
const TRIES: u32 = 24;

/// A feed that is refused is asked again after so long.
const REFUSED: Duration = Duration::from_secs(24 * 3600);

/// While pages keep coming, what has come is woven so often.
const WEAVE: Duration = Duration::from_secs(60);

/// What has come since the last rest. A run of the ledger is begun with the
/// first article and ends when it is woven.
pub struct Round<'a> {
    task: &'a Watch,
    model: String,
    progress: &'a Progress,
    run: Option<Run>,
    /// Pages read whose articles wait for the next commit.
    unsaved: Vec<(i64, Tried)>,
    /// What answered, and what was given up.
    tally: Tally,
    since: String,
    /// When the progress line was last brought up to date.
    told: Option<Instant>,
}

struct Run {
    manifest: Manifest,
    batch: Batch,
    since: Instant,
}

impl<'a> Round<'a> {
    /// Nothing has come yet.
    pub fn new(task: &'a Watch, model: String, progress: &'a Progress) -> Self {
        Round {
            task,
            model,
            progress,
            run: None,
            unsaved: Vec::new(),
            tally: Tally::default(),
            since: now(),
            told: None,
        }
    }

    /// Whether a visit was made, and only its commit is still to come.
    pub fn is_waiting(&self, visit: &Visit) -> bool {
        match visit {
            Visit::Page(link) => self.unsaved.iter().any(|(id, _)| *id == link.id),
            Visit::Feed(_) => false,
        }
    }

    /// Takes in what came of a visit.
    pub fn take(&mut self, visited: Visited, ledger: &mut Ledger) -> Result<()> {
        match visited.visit {
            Visit::Feed(feed) => self.take_feed(&feed, visited.came, ledger),
            Visit::Page(link) => {
                let at = now();
                let tried = match visited.came {
                    Came::Page {
                        found, validators, ..
                    } => {
                        let fetched = Tried::Fetched {
                            etag: validators.etag,
                            modified: validators.modified,
                        };
                        return self.take_page(link.id, &link.url, found, fetched, ledger);
                    }
                    Came::NotModified => {
                        self.tally.read += 1;
                        Tried::Fetched {
                            etag: None,
                            modified: None,
                        }
                    }
                    Came::Feed(_) => {
                        self.tally.read += 1;
                        self.say(
                            "feed",
                            format_args!("{}: is a feed, and looked at from now on", link.url),
                        );
                        ledger.watch(&link.url, &at)?;
                        Tried::Fetched {
                            etag: None,
                            modified: None,
                        }
                    }
                    Came::Later { due, why } => match why {
                        Some(why) if link.failures + 1 >= TRIES => self.refuse(&why, ledger)?,
                        why => {
                            self.put_off(why.as_deref(), &due);
                            Tried::Later { due, problem: why }
                        }
                    },
                    Came::Names(_) => {
                        self.refuse(&format!("{}: is no article", link.url), ledger)?
                    }
                    Came::Never(why) => self.refuse(&why, ledger)?,
                };
                Ok(ledger.tried(link.id, &tried, &at)?)
            }
        }
    }

    fn take_feed(&mut self, feed: &FeedRow, came: Came, ledger: &mut Ledger) -> Result<()> {
        let (at, due) = (now(), after(self.task.every));
        let answers = matches!(came, Came::Feed(_) | Came::Names(_) | Came::NotModified);
        self.tally.read += usize::from(answers);
        match came {
            Came::Feed(polled) => {
                let new = ledger.polled(feed.id, &polled, &at, &due)?;
                let all = polled.links.len();
                self.say("feed", format_args!("{}: {new} new of {all}", feed.url));
            }
            Came::Names(feeds) => {
                self.say(
                    "feed",
                    format_args!("{}: names {}", feed.url, feeds.join(", ")),
                );
                let polled = Polled {
                    feeds,
                    ..Polled::default()
                };
                // Its feeds are looked at; it names no others every time.
                ledger.polled(feed.id, &polled, &at, &after(REFUSED))?;
            }
            Came::NotModified => {
                ledger.unchanged(feed.id, &at, &due)?;
                self.say("feed", format_args!("{}: as it was", feed.url));
            }
            // Out of order, or behind a wall: what has been a feed stays one.
            Came::Page { .. } if feed.checked_at.is_some() => {
                let why = format!("{}: answers with a page instead of its feed", feed.url);
                self.put_off(Some(&why), &due);
                ledger.put_off(feed.id, &due, Some(&why))?;
            }
            Came::Page {
                found,
                hint,
                validators,
            } => {
                let link = ledger.is_page(feed.id, &hint, &at)?;
                let fetched = Tried::Fetched {
                    etag: validators.etag,
                    modified: validators.modified,
                };
                return self.take_page(link, &hint.url, found, fetched, ledger);
            }
            Came::Later { due, why } => {
                self.put_off(why.as_deref(), &due);
                ledger.put_off(feed.id, &due, why.as_deref())?;
            }
            Came::Never(why) => {
                self.progress.warn(&why);
                ledger.put_off(feed.id, &after(REFUSED.max(self.task.every)), Some(&why))?;
            }
        }
        Ok(())
    }

    fn take_page(
        &mut self,
        link: i64,
        url: &str,
        found: Found,
        fetched: Tried,
        ledger: &mut Ledger,
    ) -> Result<()> {
        match found {
            Found::Known => {
                self.tally.read += 1;
                self.say("known", url);
                Ok(ledger.tried(link, &fetched, &now())?)
            }
            Found::Read(Outcome::Skipped(why)) => {
                let tried = self.refuse(&why, ledger)?;
                Ok(ledger.tried(link, &tried, &now())?)
            }
            Found::Read(Outcome::Read(kept)) => {
                self.tally.read += 1;
                self.progress.advance();
                if let Some(note) = kept.note {
                    self.progress.warn(note);
                }
                self.say("read", format_args!("{}{url}", titled(&kept.result)));
                self.begin(ledger)?;
                self.unsaved.push((link, fetched));
                if let Some(run) = &mut self.run {
                    run.batch.push(*kept.result, ledger, &mut run.manifest)?;
                    if run.batch.is_empty() {
                        self.note_saved(ledger)?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Commits what has waited for long enough; weaves now and then.
    pub fn flush_if_due(&mut self, ledger: &mut Ledger) -> Result<()> {
        let Some(run) = &self.run else { return Ok(()) };
        if run.since.elapsed() >= WEAVE {
            return self.close(ledger);
        }
        match run.batch.is_due() {
            true => self.flush(ledger),
            false => Ok(()),
        }
    }

    /// Commits what waits, and weaves it into the record.
    pub fn close(&mut self, ledger: &mut Ledger) -> Result<()> {
        self.flush(ledger)?;
        let Some(run) = self.run.take() else {
            return Ok(());
        };
        run.manifest.finish(ledger, RunState::Finished)?;
        let weaving = Weaving {
            redate: &dixit_attribution::redate,
            threads: self.task.inputs.jobs,
        };
        let woven = ledger.weave(&weaving, &mut |done, all| self.progress.weaving(done, all))?;
        let Manifest { added, changed, .. } = run.manifest;
        self.say(
            "added",
            format_args!(
                "{added} articles, {changed} new versions; {} stories told",
                woven.stories
            ),
        );
        Ok(())
    }

    /// Commits what waits; the next program weaves it.
    pub fn break_off(&mut self, ledger: &mut Ledger) -> Result<()> {
        self.flush(ledger)?;
        if let Some(run) = self.run.take() {
            run.manifest.finish(ledger, RunState::Interrupted)?;
        }
        self.progress.finish();
        self.say(
            "stopped",
            "everything that came is kept; the next run goes on here",
        );
        Ok(())
    }

    /// 0 all came, 1 nothing, 3 some did not: given up, put off, or of a feed or
    /// host that is left alone for now. That nothing was new is no failure.
    pub fn exit_code(&self, ledger: &Ledger) -> Result<ExitCode> {
        self.progress.finish();
        let came = Tally {
            skipped: self.tally.skipped + ledger.missing(&self.since)?,
            ..self.tally
        };
        Ok(match came.skipped {
            0 => ExitCode::SUCCESS,
            _ => came.exit_code(),
        })
    }

    /// Says on the progress line what is going on.
    pub fn status(&mut self, ledger: &Ledger, out: usize) -> Result<()> {
        // Counting takes longer the more there is.
        if self
            .told
            .is_some_and(|told| told.elapsed() < Duration::from_secs(2))
        {
            return Ok(());
        }
        self.told = Some(Instant::now());
        let counts = ledger.watched()?;
        let status = format!("{out} on their way, {} waiting; ", counts.waiting);
        self.progress.status(status);
        Ok(())
    }

    fn begin(&mut self, ledger: &mut Ledger) -> Result<()> {
        if self.run.is_none() {
            let manifest = Manifest::start(ledger, "watch", &self.task.inputs, &self.model)?;
            self.run = Some(Run {
                batch: Batch::new(manifest.run, false, Bookmarks::default()),
                manifest,
                since: Instant::now(),
            });
        }
        Ok(())
    }

    fn flush(&mut self, ledger: &mut Ledger) -> Result<()> {
        if let Some(run) = &mut self.run {
            run.batch.flush(ledger, &mut run.manifest)?;
        }
        self.note_saved(ledger)
    }

    /// Notes of pages whose articles are safe that they are fetched: in this
    /// order, a program that is killed fetches twice rather than never.
    fn note_saved(&mut self, ledger: &mut Ledger) -> Result<()> {
        let at = now();
        for (link, tried) in self.unsaved.drain(..) {
            ledger.tried(link, &tried, &at)?;
        }
        Ok(())
    }

    fn refuse(&mut self, why: &str, ledger: &mut Ledger) -> Result<Tried> {
        self.tally.skipped += 1;
        self.progress.warn(why);
        self.begin(ledger)?;
        if let Some(run) = &mut self.run {
            run.manifest
                .skipped(why.split(": ").next().unwrap_or(why), why);
        }
        Ok(Tried::Refused {
            problem: why.to_owned(),
        })
    }

    fn put_off(&self, why: Option<&str>, due: &str) {
        if let Some(why) = why {
            self.say("later", format_args!("{why}; again at {due}"));
        }
    }

    /// A line about what has happened.
    fn say(&self, what: &str, message: impl Display) {
        if !self.task.inputs.quiet {
            let at = now();
            self.progress
                .event(format_args!("{} {what:<7} {message}", hour(&at)));
        }
    }
}

/// Headline and outlet, for people.
fn titled(taken: &Taken) -> String {
    let article = &taken.reading.article;
    let title = article.title.as_ref().map(|title| title.value.as_str());
    match title {
        Some(title) => {
            let title: String = title.chars().take(80).collect();
            format!("{}: ", dixit_report::phrase::flat(&title))
        }
        None => String::new(),
    }
}
