//! Names of persons, organisations, places and others: a linear chain.

use super::atoms::{Atom, mix};
use super::linear::{Features, Linear};
use crate::decode::{Chain, stretches};
use crate::passage::Passage;
use dixit_model::{Name, NameKind};

/// Outside, and beginning and inside of each [`KINDS`].
pub const NAME_LABELS: usize = 9;

/// What the labels name, in their order.
pub const KINDS: [NameKind; 4] = [
    NameKind::Person,
    NameKind::Organisation,
    NameKind::Place,
    NameKind::Other,
];

/// The features of word `index`.
pub fn features(atoms: &[Atom], tags: &[u8], begins: &[bool], index: usize, out: &mut Features) {
    let at = |offset: isize| {
        index
            .checked_add_signed(offset)
            .and_then(|i| atoms.get(i))
            .copied()
            .unwrap_or_default()
    };
    let tag = |offset: isize| {
        index
            .checked_add_signed(offset)
            .and_then(|i| tags.get(i))
            .map_or(99, |t| u32::from(*t))
    };
    let (a, p1, n1, p2, n2) = (at(0), at(-1), at(1), at(-2), at(2));
    let begins = u32::from(begins[index]);
    out.clear();
    out.one(0);
    out.one(a.form);
    out.one(a.lower);
    out.one(a.suffix[1]);
    out.one(a.suffix[2]);
    out.one(a.prefix);
    out.two(a.shape, begins);
    out.one(p1.lower);
    out.one(n1.lower);
    out.one(p2.lower);
    out.one(n2.lower);
    out.one(p1.form);
    out.one(n1.form);
    out.two(p1.form, a.form);
    out.two(a.form, n1.form);
    out.two(p1.shape, a.shape);
    out.two(a.shape, n1.shape);
    out.three(p1.shape, a.shape, n1.shape);
    out.three(p2.shape, p1.shape, a.shape);
    out.three(a.shape, n1.shape, n2.shape);
    out.one(tag(0));
    out.two(tag(-1), tag(0));
    out.two(tag(0), tag(1));
    out.three(tag(-1), tag(0), tag(1));
    out.two(tag(-2), tag(-1));
    out.two(p1.lower, a.shape);
    out.two(n1.lower, a.shape);
    out.two(p2.lower, p1.lower);
    out.two(n1.lower, n2.lower);
    out.two(n1.suffix[1], a.shape);
    out.two(p1.suffix[1], a.shape);
    out.two(mix(at(3).lower, 1), a.shape);
    out.two(mix(at(-3).lower, 1), a.shape);
}

/// The scores of the labels of every word.
pub fn emissions(
    model: &Linear<NAME_LABELS>,
    atoms: &[Atom],
    tags: &[u8],
    begins: &[bool],
) -> Vec<[f32; NAME_LABELS]> {
    let mut list = Features::default();
    (0..atoms.len())
        .map(|index| {
            features(atoms, tags, begins, index, &mut list);
            model.scores(&list.list)
        })
        .collect()
}

/// The names in a passage.
pub fn names(
    model: &Linear<NAME_LABELS>,
    passage: &Passage,
    atoms: &[Atom],
    tags: &[u8],
    begins: &[bool],
) -> Vec<Name> {
    let chain = Chain::<NAME_LABELS>::new(&model.extras);
    let emissions = emissions(model, atoms, tags, begins);
    let mut found = Vec::new();
    let mut start = 0;
    while start < passage.len() {
        let mut end = start + 1;
        while end < passage.len() && !begins[end] {
            end += 1;
        }
        let labels = chain.best(&emissions[start..end], 0);
        if labels.iter().any(|label| *label != 0) {
            let marginals = chain.marginals(&emissions[start..end], 0);
            for stretch in stretches(&labels) {
                let mut confidence = 1.0f32;
                for index in stretch.first..stretch.end {
                    confidence = confidence.min(marginals[index][usize::from(labels[index])]);
                }
                found.push(Name {
                    span: passage.span(start + stretch.first, start + stretch.end),
                    kind: KINDS[stretch.of],
                    confidence: confidence.clamp(0.0, 1.0),
                });
            }
        }
        start = end;
    }
    found
}
