//! What a model must be able to do; all else is shared between models.

use crate::decode::{Chain, Stretch};
use crate::fast::roles::ROLE_LABELS;
use crate::link::Linker;
use crate::passage::Passage;
use crate::tagged::Tagged;
use dixit_model::Name;

/// A model that reads.
///
/// It scores words and pairs; decoding, linking and nesting are the same for all.
pub trait Reader: Send + Sync {
    /// The model's name and version, for records and messages.
    fn name(&self) -> String;

    /// The words of an article tagged, the names in it, in text order, and the
    /// scores of every word.
    fn read<'t>(&self, passage: Passage<'t>) -> (Tagged<'t>, Vec<Name>, Emissions);

    /// The scores of every word of each passage. The passages of one call
    /// belong to one article and are independent of each other.
    fn emit(&self, passages: &[&Tagged]) -> Vec<Emissions>;

    /// How roles follow each other.
    fn chain(&self) -> &Chain<ROLE_LABELS>;

    /// How fragments are put together to frames.
    fn linker(&self) -> &Linker;
}

/// What a model says of the words of one passage.
pub struct Emissions {
    /// For every word the scores of: outside, and beginning and inside of
    /// source, cue and content.
    pub labels: Vec<[f32; ROLE_LABELS]>,
    /// What it thinks of pairs, if it thinks of them.
    pub pairs: Option<Box<dyn Pairs>>,
}

/// Scores pairs of fragments of one passage.
pub trait Pairs {
    /// How much `fragment`, a source or a content, belongs to `cue`: the
    /// logarithm of its odds.
    fn score(&self, fragment: Stretch, cue: Stretch) -> f32;
}
