//! Articles as web pages.

use crate::draft::Draft;
use crate::{Error, ErrorKind};

/// The article of a page.
pub(crate) fn draft(_page: &str, _id: String, origin: &str) -> Result<Draft, Error> {
    Err(Error::new(
        ErrorKind::NoArticle,
        origin,
        "a page without an article",
        "save the article's own page",
    ))
}
