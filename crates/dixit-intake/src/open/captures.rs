//! The pages of web archives.

use super::Origin;
use crate::Error;
use crate::archive::{self, Archive, Capture, Offset, Wacz};
use crate::arrival::{Arrival, Hints, Kind, Place, Within};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The pages still to come.
pub(super) struct Captures {
    from: From,
    origin: Origin,
    /// Whether reading can begin again at a record.
    has_places: bool,
    /// How many records have been counted as passed over.
    counted: u64,
}

enum From {
    Warc(Archive<Box<dyn Read>>),
    Wacz(Wacz),
}

impl Captures {
    /// All pages; `has_places` if the reader's bytes are those of a file.
    pub(super) fn of_warc(
        reader: Box<dyn Read>,
        has_places: bool,
        origin: Origin,
    ) -> Result<Self, Error> {
        let archive = Archive::new(reader, &origin.name, origin.limit())
            .map_err(|error| Error::io(&origin.name, &error))?;
        Ok(Captures {
            from: From::Warc(archive),
            has_places,
            origin,
            counted: 0,
        })
    }

    /// The pages from an offset on.
    pub(super) fn of_warc_from(
        mut file: File,
        start: Offset,
        origin: Origin,
    ) -> Result<Self, Error> {
        let mut from = || {
            let dictionary = archive::dictionary(&mut file)?;
            file.seek(SeekFrom::Start(start.member))?;
            let reader: Box<dyn Read> = Box::new(file.try_clone()?);
            Archive::resume(reader, start, dictionary, &origin.name, origin.limit())
        };
        let archive = from().map_err(|error| Error::io(&origin.name, &error))?;
        Ok(Captures {
            from: From::Warc(archive),
            has_places: true,
            origin,
            counted: 0,
        })
    }

    pub(super) fn of_wacz(file: File, origin: Origin) -> Result<Self, Error> {
        Ok(Captures {
            from: From::Wacz(Wacz::new(file, &origin.name, origin.limit())?),
            has_places: false,
            origin,
            counted: 0,
        })
    }

    fn arrival(&self, capture: Capture) -> Arrival {
        let file = match &self.from {
            From::Warc(_) => self.origin.name.clone(),
            From::Wacz(wacz) => wacz.name().to_owned(),
        };
        let id = match capture.id {
            Some(id) => id,
            None => format!("{}{}", self.origin.stem, capture.place),
        };
        let after = self.has_places.then_some(capture.after);
        let within = Within::Record(capture.place);
        Arrival {
            id,
            place: Place { file, within },
            kind: match capture.answer {
                true => Kind::Answer,
                false => Kind::Page,
            },
            bytes: capture.block,
            hints: Hints {
                url: capture.url,
                charset: capture.charset,
                archived: capture.date,
                ..Hints::default()
            },
            after,
            options: Arc::clone(&self.origin.options),
        }
    }
}

impl Captures {
    /// Keeps the count of what has been passed over.
    fn count(&mut self) {
        let passed_over = match &self.from {
            From::Warc(archive) => archive.tally().passed_over(),
            From::Wacz(wacz) => wacz.tally().passed_over(),
        };
        let more = passed_over - std::mem::replace(&mut self.counted, passed_over);
        let all = &self.origin.options.passed_over;
        all.fetch_add(more, Ordering::Relaxed);
    }
}

impl Iterator for Captures {
    type Item = Result<Arrival, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = match &mut self.from {
            From::Warc(archive) => archive.next(),
            From::Wacz(wacz) => wacz.next(),
        };
        self.count();
        Some(found?.map(|capture| self.arrival(capture)))
    }
}
