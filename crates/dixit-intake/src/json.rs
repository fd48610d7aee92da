//! Articles as JSON objects.

mod fields;
mod lines;

pub(crate) use fields::{by_line, draft, kind_of};
pub(crate) use lines::{Line, Lines};
