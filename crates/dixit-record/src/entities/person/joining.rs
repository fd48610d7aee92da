//! Persons of a story from their names.

use super::super::join::Join;
use super::sound::skeleton;
use super::{PersonName, Short};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A person in the making: all names that agree.
struct Cluster {
    names: BTreeSet<PersonName>,
    /// An index that stands for it, and its name as written.
    first: usize,
    /// How many articles of each story name it in full.
    stories: BTreeMap<usize, usize>,
}

/// Joins names of one person: full names that agree with all names joined so
/// far, then short ones with the only person of their story who answers to
/// them.
pub(crate) fn join<'n>(
    indexes: &[usize],
    name: &dyn Fn(usize) -> &'n str,
    story: &dyn Fn(usize) -> usize,
    join: &mut Join,
) {
    let mut by_name: BTreeMap<PersonName, Vec<usize>> = BTreeMap::new();
    for &index in indexes {
        if let Some(parsed) = PersonName::parse(name(index)) {
            by_name.entry(parsed).or_default().push(index);
        }
    }
    let clusters = full_names(&by_name, name, story, join);
    let mut answers: BTreeMap<(usize, String), BTreeSet<usize>> = BTreeMap::new();
    for (number, cluster) in clusters.iter().enumerate() {
        for parsed in &cluster.names {
            for &story in cluster.stories.keys() {
                for key in parsed.short_forms() {
                    answers
                        .entry((story, skeleton(key)))
                        .or_default()
                        .insert(number);
                }
            }
        }
    }
    let mut alone: BTreeMap<(usize, PersonName), usize> = BTreeMap::new();
    for (parsed, holders) in by_name.iter().filter(|(parsed, _)| parsed.is_single()) {
        for &index in holders {
            let key = (story(index), skeleton(&parsed.surname));
            let who: Vec<(Short, &Cluster)> = answers
                .get(&key)
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
            if let Some(only) = foremost(&who, story(index)) {
                let why = format!(
                    "“{}” is short for “{}”, the foremost person of that name in the story.",
                    name(index),
                    name(only.first)
                );
                join.unite(only.first, index, why);
            } else {
                // The same short name in one story means the same person,
                // unless several could be meant.
                let first = *alone.entry((story(index), parsed.clone())).or_insert(index);
                if who.is_empty() {
                    join.unite(first, index, "");
                }
            }
        }
    }
}

/// The only one of some persons, or the one that more than twice as many
/// articles of a story name in full as any other.
fn foremost<'c>(who: &[&'c Cluster], story: usize) -> Option<&'c Cluster> {
    let count = |cluster: &Cluster| cluster.stories.get(&story).copied().unwrap_or(0);
    let first = who.iter().max_by_key(|c| (count(c), Reverse(c.first)))?;
    let rest = who.iter().filter(|c| c.first != first.first);
    let next = rest.map(|c| count(c)).max().unwrap_or(0);
    (count(first) > 2 * next).then_some(*first)
}

/// Joins full names that agree; the most frequent name of a block comes first.
fn full_names<'n>(
    by_name: &BTreeMap<PersonName, Vec<usize>>,
    name: &dyn Fn(usize) -> &'n str,
    story: &dyn Fn(usize) -> usize,
    join: &mut Join,
) -> Vec<Cluster> {
    let mut full: Vec<(&PersonName, &Vec<usize>)> =
        by_name.iter().filter(|(n, _)| !n.is_single()).collect();
    full.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(b.0)));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (parsed, holders) in full {
        let first = holders[0];
        let block = blocks.entry(skeleton(&parsed.surname)).or_default();
        // An initial agrees with many; then nothing is known.
        let found: Vec<usize> = block
            .iter()
            .copied()
            .filter(|&number| {
                clusters[number]
                    .names
                    .iter()
                    .all(|n| n.agrees(parsed).is_some())
            })
            .collect();
        let number = match found[..] {
            [only] => only,
            _ => {
                block.push(clusters.len());
                clusters.push(Cluster {
                    names: BTreeSet::new(),
                    first,
                    stories: BTreeMap::new(),
                });
                clusters.len() - 1
            }
        };
        let cluster = &mut clusters[number];
        let why = match cluster.names.iter().find_map(|n| n.agrees(parsed)) {
            Some(why) if name(cluster.first) != name(first) => {
                format!("“{}” and “{}”: {why}.", name(cluster.first), name(first))
            }
            _ => String::new(),
        };
        cluster.names.insert(parsed.clone());
        for &index in holders {
            *cluster.stories.entry(story(index)).or_default() += 1;
            join.unite(cluster.first, index, why.as_str());
        }
    }
    clusters
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
        let stories = [0, 0, 0, 0, 0, 1];
        let mut sets = Join::new(names.len());
        let all: Vec<usize> = (0..names.len()).collect();
        join(&all, &|i| names[i], &|i| stories[i], &mut sets);
        let groups: Vec<Vec<usize>> = sets.groups().into_iter().map(|(g, _)| g).collect();
        assert_eq!(groups, [vec![0, 1], vec![2], vec![3], vec![4], vec![5]]);
    }
}
