//! Who published it.
use super::Body;
use dixit_model::Inferred;
pub(crate) fn outlet(_body: &Body) -> Option<Inferred<String>> {
    None
}
