//! What the text itself tells about the article, where its metadata is silent.
//!
//! Every answer says how it was found and how sure it is; where general rules
//! find nothing, there is no answer.

mod address;
mod body;
mod language;
mod outlet;
mod published;
mod title;

pub(crate) use address::{outlet as outlet_in_address, published as published_in_address};
pub(crate) use body::Body;
pub(crate) use language::of as language_of;
pub(crate) use outlet::outlet;
pub(crate) use published::published;
pub(crate) use title::title;
