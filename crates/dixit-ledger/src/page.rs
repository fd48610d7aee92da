//! Listings that are read a page at a time.

use crate::query::Clause;
use crate::{Error, ErrorKind, Result};
use serde::Serialize;

/// Rows that one page may hold.
const MOST: usize = 500;

/// Which part of a listing is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The `next` of the page before; `None` for the first.
    pub after: Option<String>,
    /// How many rows at most (1 to 500).
    pub limit: usize,
}

impl Page {
    /// The first `limit` rows.
    pub fn first(limit: usize) -> Self {
        Page { after: None, limit }
    }

    /// The rows that follow a page, whose `next` this is.
    pub fn after(cursor: impl Into<String>, limit: usize) -> Self {
        Page {
            after: Some(cursor.into()),
            limit,
        }
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit.clamp(1, MOST)
    }

    /// The cursor in its two parts: what rows are sorted by, and the row's id.
    pub(crate) fn parts(&self) -> Result<Option<(String, i64)>> {
        let Some(cursor) = &self.after else {
            return Ok(None);
        };
        let parts = cursor.rsplit_once('~').and_then(|(sorted, id)| {
            let id = id.parse().ok()?;
            Some((sorted.to_owned(), id))
        });
        parts.map(Some).ok_or_else(|| {
            Error::new(
                ErrorKind::Cursor,
                format!("\"{cursor}\" is no cursor: take the one that the page before gave"),
            )
        })
    }
}

/// A part of a listing by day, the latest first; what has no day comes last.
///
/// Rows without a day compare with no cursor, and asking for both kinds at once
/// would read all that the pages before have shown.
pub(crate) enum Part<'p> {
    /// From its beginning.
    Whole,
    /// After this day and row.
    After(&'p str, i64),
    /// What has no day, before this row.
    Undated(i64),
}

impl Part<'_> {
    /// Narrows the rows of a table down to this part.
    pub(crate) fn of(&self, table: &str, day: &str, clause: &mut Clause) {
        match *self {
            Part::Whole => {}
            Part::After(from, id) => clause.and(
                format!("({table}.{day}, {table}.id) < (?, ?)"),
                [from.to_owned().into(), id.into()],
            ),
            Part::Undated(id) => clause.and(
                format!("{table}.{day} IS NULL AND {table}.id < ?"),
                [id.into()],
            ),
        }
    }
}

/// A row with what it is sorted by and its id.
pub(crate) type Sorted<T> = (T, String, i64);

/// A page of a listing by day, of which `ask` gives so many rows of a part.
pub(crate) fn by_day<T>(
    page: &Page,
    mut ask: impl FnMut(&Part, usize) -> Result<Vec<Sorted<T>>>,
) -> Result<Listing<T>> {
    let limit = page.limit();
    let rows = match page.parts()? {
        None => ask(&Part::Whole, limit + 1)?,
        Some((day, id)) if day.is_empty() => ask(&Part::Undated(id), limit + 1)?,
        Some((day, id)) => {
            let mut rows = ask(&Part::After(&day, id), limit + 1)?;
            if rows.len() <= limit {
                rows.extend(ask(&Part::Undated(i64::MAX), limit + 1 - rows.len())?);
            }
            rows
        }
    };
    Ok(Listing::cut(rows, limit))
}

/// One page of a listing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listing<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The cursor of the page that follows, if one does.
    pub next: Option<String>,
}

impl<T> Listing<T> {
    /// The page of `limit` rows of `found`, one more of which was asked for
    /// than fits; with each row what it is sorted by and its id.
    pub(crate) fn cut(mut found: Vec<Sorted<T>>, limit: usize) -> Self {
        let more = found.len() > limit;
        found.truncate(limit);
        let next = match found.last() {
            Some((_, sorted, id)) if more => Some(format!("{sorted}~{id}")),
            _ => None,
        };
        Listing {
            rows: found.into_iter().map(|(row, _, _)| row).collect(),
            next,
        }
    }
}

/// What a key leads to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Found<T> {
    /// The thing itself.
    Here(T),
    /// The key that it goes by now.
    Moved(String),
}

impl<T> Found<T> {
    /// The thing, if the key is its own.
    pub fn here(self) -> Option<T> {
        match self {
            Found::Here(thing) => Some(thing),
            Found::Moved(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_on_and_the_last_page_has_none() {
        let row = |n: i64| (n, format!("day~{n}"), n);
        let listing = Listing::cut(vec![row(1), row(2), row(3)], 2);
        assert_eq!(listing.rows, [1, 2]);
        let page = Page::after(listing.next.unwrap(), 2);
        assert_eq!(page.parts().unwrap(), Some(("day~2".to_owned(), 2)));
        assert_eq!(Listing::cut(vec![row(1)], 2).next, None);
    }

    #[test]
    fn a_cursor_of_ones_own_making_is_refused() {
        let error = Page::after("yesterday", 5).parts().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cursor);
        assert!(error.to_string().contains("yesterday"));
    }
}
