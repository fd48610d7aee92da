//! Persons of a story from their names.

use super::super::body::folded;
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
    /// The offices that articles give it, folded.
    offices: BTreeSet<String>,
}

/// The offices that an article gives somebody, in one spelling.
fn offices(roles: &[String]) -> impl Iterator<Item = String> + '_ {
    let roles = roles.iter().map(|role| folded(role));
    roles.filter(|role| !role.is_empty())
}

/// Joins names of one person of a story: full names that agree with all names
/// joined so far, then short ones with the only person who answers to them; of
/// several the one who holds the same office, by the `roles` that articles give.
pub(crate) fn join<'n>(
    indexes: &[usize],
    name: &dyn Fn(usize) -> &'n str,
    roles: &dyn Fn(usize) -> &'n [String],
    join: &mut Join,
) {
    let mut by_name: BTreeMap<PersonName, Vec<usize>> = BTreeMap::new();
    for &index in indexes {
        if let Some(parsed) = PersonName::parse(name(index)) {
            by_name.entry(parsed).or_default().push(index);
        }
    }
    let clusters = full_names(&by_name, name, roles, join);
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
        let who = without_sons(&who);
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
            } else if let Some((holder, office)) = in_office(&who, roles(index)) {
                let why = format!(
                    "“{}” is “{}”, the only person of that name in the story who is called {office}.",
                    name(index),
                    name(holder.first)
                );
                join.unite(holder.first, index, why);
            }
        }
    }
}

/// The only one of some persons who is given an office that `roles` has.
fn in_office<'c>(who: &[&'c Cluster], roles: &[String]) -> Option<(&'c Cluster, String)> {
    let shared = |cluster: &Cluster| offices(roles).find(|role| cluster.offices.contains(role));
    let mut found = who.iter().filter_map(|c| Some((*c, shared(c)?)));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Some persons less those who are told from another of them by a *Jr* alone: a
/// surname by itself is the father's.
fn without_sons<'c>(who: &[&'c Cluster]) -> Vec<&'c Cluster> {
    let is_son = |of: &Cluster, cluster: &Cluster| {
        let mut fathers = cluster.names.iter().filter_map(PersonName::father);
        fathers.any(|father| of.names.iter().any(|name| name.agrees(&father).is_some()))
    };
    let all = who.iter();
    all.filter(|cluster| !who.iter().any(|other| is_son(other, cluster)))
        .copied()
        .collect()
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
    roles: &dyn Fn(usize) -> &'n [String],
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
                offices: BTreeSet::new(),
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
                    cluster.offices.extend(offices(roles(index)));
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

    /// The persons that `names` are, as indexes, with the roles of some.
    fn joined(names: &[&str], roles: &[(usize, &[String])]) -> Vec<Vec<usize>> {
        let mut sets = Join::new(names.len());
        let all: Vec<usize> = (0..names.len()).collect();
        let of = |i: usize| roles.iter().find(|(at, _)| *at == i);
        let roles = |i: usize| of(i).map_or(&[][..], |(_, roles)| roles);
        join(&all, &|i| names[i], &roles, &mut sets);
        sets.groups().into_iter().map(|(g, _)| g).collect()
    }

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
        assert_eq!(
            joined(&names, &[]),
            [vec![0, 1, 5], vec![2], vec![3], vec![4]]
        );
    }

    #[test]
    fn a_surname_alone_is_the_father_s() {
        let names = [
            "Tomas Veld",
            "Tomas Veld Jr.",
            "Veld",
            "Jon Marant",
            "Jon Marant II",
        ];
        let found = joined(&names, &[]);
        assert_eq!(found, [vec![0, 2], vec![1], vec![3], vec![4]]);
    }

    #[test]
    fn a_surname_in_office_is_the_one_who_holds_it() {
        let names = ["Ilse Marant", "Tomas Marant", "Marant", "Marant"];
        let president = ["President".to_owned()];
        let found = joined(&names, &[(0, &president), (2, &president)]);
        assert_eq!(found, [vec![0, 2], vec![1], vec![3]]);
    }
}
