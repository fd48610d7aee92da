//! Full names that mean one person.

use super::PersonName;
use super::sound::skeleton;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Joins different full names, given with their uses, that agree with all
/// names joined so far. The most used come first and lead; a name that fits
/// several, as one with an initial does, joins none. Each group is in the order
/// of joining, as indexes of `names`.
pub(crate) fn agreeing(names: &[(PersonName, usize)]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&at| (Reverse(names[at].1), &names[at].0));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in order {
        let name = &names[at].0;
        let block = blocks.entry(skeleton(&name.surname)).or_default();
        let fits = |&group: &usize| {
            let mut members = groups[group].iter();
            members.all(|&member| names[member].0.agrees(name).is_some())
        };
        let found: Vec<usize> = block.iter().copied().filter(fits).collect();
        match found[..] {
            [only] => groups[only].push(at),
            _ => {
                block.push(groups.len());
                groups.push(vec![at]);
            }
        }
    }
    groups
}
