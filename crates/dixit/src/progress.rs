//! What a person sees while articles are read, and every message to them.

use anstyle::{AnsiColor, Style};
use dixit_report::plain;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr};
use std::time::Duration;

const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// Progress on standard error, and messages that do not tear it.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Shown only on a terminal, and not when `quiet`.
    pub fn new(quiet: bool, wanted: bool) -> Self {
        let bar = ProgressBar::no_length();
        if quiet || !wanted || !stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        } else {
            // The template is fixed; a mistake in it would show in the tests.
            if let Ok(style) = ProgressStyle::with_template(
                "{spinner} {msg}{pos} articles read, {per_sec} ({elapsed})",
            ) {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Progress { bar }
    }

    /// One more article is read.
    pub fn advance(&self) {
        self.bar.inc(1);
    }

    /// So many of so many articles are woven into the record.
    pub fn weaving(&self, done: usize, all: usize) {
        self.bar.set_message(format!("weaving: {done} of {all}; "));
    }

    /// A line about what has happened, under the progress line.
    pub fn event(&self, message: impl Display) {
        // With standard error gone there is nobody left to tell.
        let message = plain(&message.to_string());
        let _ = self.aside(|| writeln!(anstream::stderr(), "{message}"));
    }

    /// What is going on, before the number of articles.
    pub fn status(&self, message: String) {
        self.bar.set_message(message);
    }

    /// So many of so many stories, and articles without one, are exported.
    pub fn exporting(&self, done: usize, all: usize) {
        if self.bar.length().is_none() {
            let template = "{spinner} {pos} of {len} stories exported ({elapsed})";
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style);
            }
            self.bar.set_length(all as u64);
        }
        self.bar.set_position(done as u64);
    }

    /// Takes the progress line away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Something is wrong with one article; the rest goes on.
    pub fn warn(&self, message: impl Display) {
        self.say(WARNING, "warning", message);
    }

    /// Asked for, so said even when quiet.
    pub fn tell(&self, message: impl Display) {
        self.say(NOTE, "note", message);
    }

    /// Runs `print` while the progress line is out of the way.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    fn say(&self, style: Style, label: &str, message: impl Display) {
        self.aside(|| say(style, label, message));
    }
}

/// Something that a person should know, where nothing is in progress.
pub fn note(message: impl Display) {
    say(NOTE, "note", message);
}

/// The last message of a run that failed.
pub fn error(message: impl Display) {
    say(ERROR, "error", message);
}

fn say(style: Style, label: &str, message: impl Display) {
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(
        anstream::stderr(),
        "{style}{label}:{style:#} {}",
        indented(&plain(&message.to_string()))
    );
}

/// Further lines of a message stand under its first.
fn indented(message: &str) -> String {
    message.trim_end().replace('\n', "\n  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_lines_stand_under_the_first() {
        assert_eq!(indented("a\nb\n"), "a\n  b");
    }
}
