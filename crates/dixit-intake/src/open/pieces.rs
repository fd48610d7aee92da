//! The items of a message in XML.

use super::Origin;
use crate::Error;
use crate::arrival::{Arrival, Kind, Within};
use std::ops::Range;

/// The items still to come.
pub(super) struct Pieces {
    document: String,
    places: std::iter::Enumerate<std::vec::IntoIter<Range<usize>>>,
    origin: Origin,
}

impl Pieces {
    pub(super) fn new(document: String, places: Vec<Range<usize>>, origin: Origin) -> Self {
        Pieces {
            document,
            places: places.into_iter().enumerate(),
            origin,
        }
    }
}

impl Iterator for Pieces {
    type Item = Result<Arrival, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let (number, place) = self.places.next()?;
        let number = number as u64 + 1;
        let bytes = self.document.as_bytes()[place].to_vec();
        let id = format!("{}-{number}", self.origin.stem);
        Some(Ok(self.origin.arrival(
            Within::Item(number),
            id,
            Kind::NewsItem,
            bytes,
        )))
    }
}
