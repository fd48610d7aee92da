//! Articles woven into stories.

pub(crate) mod store;
mod whole;

use crate::{Ledger, Result};
use dixit_model::{Date, Reading};
use serde::Serialize;

/// What weaving needs from those who read.
pub struct Weaving<'a> {
    /// Reads the times of an article anew, now that its story has given it a
    /// day.
    pub redate: &'a dyn Fn(&mut Reading, Date),
}

/// What weaving did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Woven {
    /// Articles that were woven for the first time.
    pub articles: usize,
    /// Stories that were told anew.
    pub stories: usize,
}

impl Ledger {
    /// Weaves the articles that are not yet part of the record into it, and
    /// puts corrections into effect; `progress` hears how many of how many
    /// stories are told.
    pub fn weave(
        &mut self,
        weaving: &Weaving,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Woven> {
        let waiting = "SELECT count(*) FROM article WHERE story IS NULL";
        let articles: usize = self.conn.query_row(waiting, [], |row| row.get(0))?;
        let touched = "SELECT count(*) FROM touched";
        let touched: usize = self.conn.query_row(touched, [], |row| row.get(0))?;
        if articles + touched == 0 {
            return Ok(Woven::default());
        }
        let stories = whole::weave(self, weaving, progress)?;
        Ok(Woven { articles, stories })
    }
}
