//! The items of a JSON list.

use super::Origin;
use crate::Error;
use crate::arrival::{Arrival, Within};
use serde_json::value::RawValue;

/// The items still to come.
pub(super) struct Items {
    items: std::vec::IntoIter<Box<RawValue>>,
    number: u64,
    origin: Origin,
}

impl Items {
    pub(super) fn new(items: Vec<Box<RawValue>>, origin: Origin) -> Self {
        Items {
            items: items.into_iter(),
            number: 0,
            origin,
        }
    }
}

impl Iterator for Items {
    type Item = Result<Arrival, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.items.next()?;
        self.number += 1;
        let bytes = item.get().as_bytes().to_vec();
        let within = Within::Item(self.number);
        Some(Ok(self.origin.one_of(self.number, within, bytes)))
    }
}
