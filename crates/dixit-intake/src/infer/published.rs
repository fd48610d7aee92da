//! When.
use super::Body;
use dixit_model::{Date, Inferred};
pub(crate) fn published(_body: &Body) -> Option<Inferred<Date>> {
    None
}
