//! The objects of JSON Lines.

use super::Origin;
use crate::arrival::{Arrival, Within};
use crate::json::{Line, Lines};
use crate::{Error, ErrorKind};
use serde_json::value::RawValue;
use std::io::BufRead;

/// After so many lines, none of them JSON, a file is given up.
const PATIENCE: u64 = 100;

/// The lines still to come; those of white space are passed over.
pub(super) struct Objects {
    lines: Lines<Box<dyn BufRead>>,
    origin: Origin,
    number: u64,
    found: u64,
    /// Some line was JSON.
    sound: bool,
    ended: bool,
}

impl Objects {
    pub(super) fn new(lines: Lines<Box<dyn BufRead>>, origin: Origin) -> Self {
        Objects {
            lines,
            origin,
            number: 0,
            found: 0,
            sound: false,
            ended: false,
        }
    }

    fn given_up(&self) -> Error {
        let what = format!("none of its first {PATIENCE} lines is JSON, the rest is left unread");
        Error::new(
            ErrorKind::Json,
            self.origin.name.as_str(),
            what,
            "give one whole object a line, or name a plain text .txt",
        )
    }

    /// What comes next; lines that need nobody to open them are errors at once.
    fn look(&mut self) -> Option<Result<Arrival, Error>> {
        loop {
            self.number += 1;
            let number = self.number;
            let bytes = match self.lines.next_line() {
                Err(error) => {
                    // What follows a failed read cannot be trusted.
                    self.ended = true;
                    let error = Error::io(&self.origin.name, &error);
                    return Some(Err(error.at_line(Some(number))));
                }
                Ok(None) => return None,
                Ok(Some(Line::TooLong)) => {
                    let error = Error::too_large(&self.origin.name, self.lines.limit());
                    return Some(Err(error.at_line(Some(number))));
                }
                Ok(Some(Line::Whole(bytes))) => bytes,
            };
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            if !self.sound {
                self.sound = serde_json::from_slice::<&RawValue>(&bytes).is_ok();
                if !self.sound && number >= PATIENCE {
                    self.ended = true;
                    return Some(Err(self.given_up()));
                }
            }
            return Some(Ok(self.origin.one_of(number, Within::Line(number), bytes)));
        }
    }
}

impl Iterator for Objects {
    type Item = Result<Arrival, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.look();
        if next.is_none() {
            self.ended = true;
            // A file of nothing but white space is not passed over in silence.
            if self.found == 0 {
                return Some(Err(Error::empty(&self.origin.name)));
            }
        }
        self.found += 1;
        next
    }
}
