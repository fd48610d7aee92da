//! Persons of a story from their names.

use super::super::join::Join;
use super::agreeing::agreeing;
use super::sound::skeleton;
use super::{PersonName, Short};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A person in the making: all names that agree.
struct Cluster {
    names: Vec<PersonName>,
    /// An index that stands for it, and its name as written.
    first: usize,
    /// How many articles name it in full.
    articles: usize,
}

/// Joins names of one person of a story: full names that agree with all names
/// joined so far, then short ones with the only person who answers to them.
pub(crate) fn join<'n>(indexes: &[usize], name: &dyn Fn(usize) -> &'n str, join: &mut Join) {
    let mut by_name: BTreeMap<PersonName, Vec<usize>> = BTreeMap::new();
    for &index in indexes {
        if let Some(parsed) = PersonName::parse(name(index)) {
            by_name.entry(parsed).or_default().push(index);
        }
    }
    let clusters = full_names(&by_name, name, join);
    let mut answers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (number, cluster) in clusters.iter().enumerate() {
        for short in cluster.names.iter().flat_map(PersonName::short_forms) {
            answers.entry(skeleton(short)).or_default().insert(number);
        }
    }
    for (parsed, holders) in by_name.iter().filter(|(parsed, _)| parsed.is_single()) {
        let who: Vec<(Short, &Cluster)> = answers
            .get(&skeleton(&parsed.surname))
            .into_iter()
            .flatten()
            .map(|&number| &clusters[number])
            .filter_map(|c| {
                let shorts = c.names.iter().filter_map(|full| full.answers_to(parsed));
                Some((shorts.min()?, c))
            })
            .collect();
        let best = who.iter().map(|(short, _)| *short).min();
        let who: Vec<&Cluster> = who
            .into_iter()
            .filter(|(short, _)| Some(*short) == best)
            .map(|(_, cluster)| cluster)
            .collect();
        let only = foremost(&who);
        for &index in holders {
            if let Some(only) = only {
                let why = format!(
                    "“{}” is short for “{}”, the foremost person of that name in the story.",
                    name(index),
                    name(only.first)
                );
                join.unite(only.first, index, why);
            } else if who.is_empty() {
                // The same short name in one story means the same person,
                // unless several could be meant.
                join.unite(holders[0], index, "");
            }
        }
    }
}

/// The only one of some persons, or the one that more than twice as many
/// articles name in full as any other.
fn foremost<'c>(who: &[&'c Cluster]) -> Option<&'c Cluster> {
    let first = who.iter().max_by_key(|c| (c.articles, Reverse(c.first)))?;
    let rest = who.iter().filter(|c| c.first != first.first);
    let next = rest.map(|c| c.articles).max().unwrap_or(0);
    (first.articles > 2 * next).then_some(*first)
}

/// Joins full names that agree.
fn full_names<'n>(
    by_name: &BTreeMap<PersonName, Vec<usize>>,
    name: &dyn Fn(usize) -> &'n str,
    join: &mut Join,
) -> Vec<Cluster> {
    let full: Vec<(&PersonName, &Vec<usize>)> =
        by_name.iter().filter(|(n, _)| !n.is_single()).collect();
    let uses: Vec<(PersonName, usize)> = full
        .iter()
        .map(|(parsed, holders)| ((*parsed).clone(), holders.len()))
        .collect();
    agreeing(&uses)
        .into_iter()
        .map(|group| {
            let first = full[group[0]].1[0];
            let mut cluster = Cluster {
                names: Vec::new(),
                first,
                articles: 0,
            };
            for (parsed, holders) in group.into_iter().map(|at| full[at]) {
                let why = match cluster.names.iter().find_map(|n| n.agrees(parsed)) {
                    Some(why) if name(first) != name(holders[0]) => {
                        format!("“{}” and “{}”: {why}.", name(first), name(holders[0]))
                    }
                    _ => String::new(),
                };
                cluster.names.push(parsed.clone());
                cluster.articles += holders.len();
                for &index in holders {
                    join.unite(first, index, why.as_str());
                }
            }
            cluster
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_alone_joins_the_only_bearer_in_its_story() {
        let names = [
            "Ilse Marant",
            "Marant",
            "Tomas Veld",
            "Jon Veld",
            "Veld",
            "Marant",
        ];
        let mut sets = Join::new(names.len());
        let all: Vec<usize> = (0..names.len()).collect();
        join(&all, &|i| names[i], &mut sets);
        let groups: Vec<Vec<usize>> = sets.groups().into_iter().map(|(g, _)| g).collect();
        assert_eq!(groups, [vec![0, 1, 5], vec![2], vec![3], vec![4]]);
    }
}
