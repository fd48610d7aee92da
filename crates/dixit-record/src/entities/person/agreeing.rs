//! Full names that mean one person.

use super::PersonName;
use super::given::lines;
use super::sound::skeleton;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Joins different full names, given with their uses, that agree with all
/// names joined so far. The most used come first and lead; a name that fits
/// several, as one with an initial does, joins none. Each group is in the order
/// of joining, as indexes of `names`.
pub(crate) fn agreeing(names: &[(PersonName, usize)]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&at| (Reverse(names[at].1), &names[at].0));
    let heard: Vec<Heard> = names.iter().map(|(name, _)| Heard::new(name)).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut blocks: BTreeMap<String, BTreeMap<Clue, Vec<usize>>> = BTreeMap::new();
    for at in order {
        let name = &heard[at];
        // The groups of a block by the clues of the name that leads them.
        let led = blocks.entry(skeleton(&name.name.surname)).or_default();
        let near: BTreeSet<usize> = sought(name)
            .iter()
            .filter_map(|clue| led.get(clue))
            .flatten()
            .copied()
            .collect();
        let fits = |&group: &usize| {
            let mut members = groups[group].iter();
            members.all(|&member| names[member].0.agrees(name.name).is_some())
        };
        let found: Vec<usize> = near.into_iter().filter(fits).collect();
        match found[..] {
            [only] => groups[only].push(at),
            _ => {
                for clue in borne(name) {
                    led.entry(clue).or_default().push(groups.len());
                }
                groups.push(vec![at]);
            }
        }
    }
    groups
}

/// A name and how its first given name sounds.
struct Heard<'a> {
    name: &'a PersonName,
    first: String,
}

impl<'a> Heard<'a> {
    fn new(name: &'a PersonName) -> Self {
        let first = name.given.first().map(|first| skeleton(first));
        Heard {
            name,
            first: first.unwrap_or_default(),
        }
    }
}

/// What two names that agree have in common, beside the sound of their
/// surnames: namesakes are many, and only those that share one are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Clue<'a> {
    /// How the first given name sounds.
    Sound(&'a str),
    /// A line of everyday forms that has it.
    Form(usize),
    /// Its first letter, where it is written out.
    Letter(char),
    /// Its first letter, where there is no more of it.
    Initial(char),
    /// The only given name.
    Only(&'a str),
    /// A later one.
    Later(&'a str),
}

/// The clues under which a name is found.
fn borne<'a>(name: &'a Heard) -> Vec<Clue<'a>> {
    clues(name, Clue::Letter, Clue::Only, Clue::Later)
}

/// The clues under which names that agree with one are found.
fn sought<'a>(name: &'a Heard) -> Vec<Clue<'a>> {
    let mut clues = clues(name, Clue::Initial, Clue::Later, Clue::Only);
    // An initial stands for every name that begins so.
    if let Some((first, letter)) = first_of(name.name)
        && first.len() == 1
    {
        clues.push(Clue::Letter(letter));
    }
    clues
}

fn clues<'a>(
    name: &'a Heard,
    letter: impl Fn(char) -> Clue<'a>,
    only: impl Fn(&'a str) -> Clue<'a>,
    later: impl Fn(&'a str) -> Clue<'a>,
) -> Vec<Clue<'a>> {
    let Some((first, initial)) = first_of(name.name) else {
        return Vec::new();
    };
    let mut clues = match first.len() {
        1 => vec![Clue::Initial(initial)],
        _ => vec![Clue::Sound(&name.first), letter(initial)],
    };
    clues.extend(lines(first).iter().copied().map(Clue::Form));
    match &name.name.given[..] {
        [one] => clues.push(only(one)),
        all => clues.extend(all[1..].iter().map(|given| later(given))),
    }
    clues
}

fn first_of(name: &PersonName) -> Option<(&str, char)> {
    let first = name.given.first()?;
    Some((first, first.chars().next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found by clues is what comparing all with all finds.
    #[test]
    fn names_that_agree_share_a_clue() {
        let firsts = [
            "John",
            "Jon",
            "J.",
            "Jack",
            "Johann",
            "Ivan Jack",
            "Jack Ivan",
            "J. R.",
            "Ivan",
            "I.",
            "Robert J.",
            "Bob",
            "Rob Ivan",
            "Mohammed",
            "Muhammad",
            "Ted",
            "Edward",
            "Theodore",
        ];
        let surnames = ["Veld", "Velt", "Zelensky", "Zelenskyy", "Veld Jr."];
        let names: Vec<PersonName> = firsts
            .iter()
            .flat_map(|first| surnames.iter().map(move |last| format!("{first} {last}")))
            .filter_map(|name| PersonName::parse(&name))
            .collect();
        assert_eq!(names.len(), firsts.len() * surnames.len());
        let mut agreed = 0;
        for a in &names {
            for b in names.iter().filter(|b| a.agrees(b).is_some()) {
                agreed += 1;
                assert_eq!(skeleton(&a.surname), skeleton(&b.surname));
                assert!(
                    borne(&Heard::new(a))
                        .iter()
                        .any(|clue| sought(&Heard::new(b)).contains(clue)),
                    "{a:?} {b:?}"
                );
            }
        }
        assert!(agreed > names.len());
    }
}
