//! Entities of articles to entities of the record.
//!
//! Names meet in blocks (a surname's consonants, a set of words, initials),
//! never each with each; what meets is compared by the rules of [`person`] and
//! [`body`]. Every merge leaves a sentence that says why.

mod across;
pub(crate) mod body;
mod country;
mod join;
mod naming;
mod person;
mod place;

pub use across::{Form, leading, why};
pub(crate) use join::Join as EntityJoin;
pub use naming::Naming;
pub(crate) use person::same_name;

use crate::corpus::Corpus;
use dixit_model::{EntityKind, Reading, RecordEntity};
use join::Join;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Entities across articles, and where each article's went.
pub(crate) struct Entities {
    pub(crate) list: Vec<RecordEntity>,
    /// By reading and entity in it: the index in `list`.
    pub(crate) of: Vec<Vec<usize>>,
}

impl Entities {
    /// Whether an entity is only described and could be one that others name.
    pub(crate) fn is_described(&self, entity: usize) -> bool {
        let entity = &self.list[entity];
        match entity.kind {
            EntityKind::Group => true,
            EntityKind::Person => person::is_description(&entity.name),
            _ => false,
        }
    }

    /// The state that an entity is or whose organ its name says it is.
    pub(crate) fn state_of(&self, entity: usize) -> Option<String> {
        let key = body::state_of(&self.list[entity].name)?;
        let is_it =
            |e: &&RecordEntity| e.kind == EntityKind::State && body::key(&e.name) == [key.as_str()];
        let state = self.list.iter().find(is_it);
        Some(state.map_or("one state".to_owned(), |state| state.name.clone()))
    }
}

/// One entity of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Local {
    reading: usize,
    entity: usize,
}

/// Joins the entities of a story.
pub(crate) fn entities(corpus: &Corpus) -> Entities {
    let mut locals = Vec::new();
    for (reading, r) in corpus.readings.iter().enumerate() {
        for entity in 0..r.entities.len() {
            locals.push(Local { reading, entity });
        }
    }
    let kind = |local: &Local| corpus.readings[local.reading].entities[local.entity].kind;
    let name = |index: usize| {
        let local: Local = locals[index];
        corpus.readings[local.reading].entities[local.entity]
            .name
            .as_str()
    };
    let roles = |index: usize| {
        let local: Local = locals[index];
        let entity = &corpus.readings[local.reading].entities[local.entity];
        entity.roles.as_slice()
    };
    let mut join = Join::new(locals.len());
    let (mut persons, mut bodies, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    let misread = misread(corpus, &locals);
    for (index, local) in locals.iter().enumerate() {
        match kind(local) {
            EntityKind::Person if misread.contains(&index) => bodies.push(index),
            // `a senior official` has no surname to be known by.
            EntityKind::Person if person::is_description(name(index)) => groups.push(index),
            EntityKind::Person => persons.push(index),
            EntityKind::Organisation
            | EntityKind::State
            | EntityKind::Place
            | EntityKind::Other => bodies.push(index),
            EntityKind::Group => groups.push(index),
            // A text speaks for itself in its own article only.
            EntityKind::Document => {}
        }
    }
    person::join(&persons, &name, &roles, &mut join);
    body::join(&bodies, &name, &mut join);
    same_name_in_story(&groups, &name, &mut join);
    assemble(corpus, &locals, join)
}

/// Persons of one word that other articles of the story take for a body, and
/// none for somebody's surname: *Kremlin*.
fn misread(corpus: &Corpus, locals: &[Local]) -> BTreeSet<usize> {
    let entity = |local: &Local| &corpus.readings[local.reading].entities[local.entity];
    let mut bodies = BTreeSet::new();
    let mut surnames = BTreeSet::new();
    for local in locals {
        let entity = entity(local);
        let name = body::folded(&entity.name);
        match entity.kind {
            EntityKind::Organisation | EntityKind::State | EntityKind::Place => {
                bodies.insert(name);
            }
            EntityKind::Person => {
                let words: Vec<&str> = name.split(' ').collect();
                if words.len() > 1 {
                    surnames.extend(words.iter().map(|word| (*word).to_owned()));
                }
            }
            _ => {}
        }
    }
    let taken = |local: &Local| {
        let entity = entity(local);
        let key = body::folded(&entity.name);
        entity.kind == EntityKind::Person && bodies.contains(&key) && !surnames.contains(&key)
    };
    (0..locals.len()).filter(|&n| taken(&locals[n])).collect()
}

/// Unnamed speakers are one where one story gives them the same description.
fn same_name_in_story<'n>(indexes: &[usize], name: &dyn Fn(usize) -> &'n str, join: &mut Join) {
    let mut blocks: BTreeMap<String, usize> = BTreeMap::new();
    for &index in indexes {
        let key = body::folded(name(index));
        match blocks.get(&key) {
            Some(&first) => {
                let why = format!("“{}” is described alike in one story.", name(index));
                join.unite(first, index, why);
            }
            None => {
                blocks.insert(key, index);
            }
        }
    }
}

fn assemble(corpus: &Corpus, locals: &[Local], mut join: Join) -> Entities {
    let mut of: Vec<Vec<usize>> = corpus
        .readings
        .iter()
        .map(|r| vec![0; r.entities.len()])
        .collect();
    let mut list = Vec::new();
    for (members, why) in join.groups() {
        let index = list.len();
        for &member in &members {
            let local = locals[member];
            of[local.reading][local.entity] = index;
        }
        let members = members
            .iter()
            .map(|&m| (locals[m].reading, locals[m].entity));
        list.push(entity(index, &corpus.readings, members.collect(), why));
    }
    Entities { list, of }
}

/// The entity that some articles' entities, (reading, entity in it), are.
pub(crate) fn entity(
    index: usize,
    readings: &[Reading],
    members: Vec<(usize, usize)>,
    why: BTreeSet<String>,
) -> RecordEntity {
    let mut naming = Naming {
        why,
        ..Naming::default()
    };
    for &(reading, entity) in &members {
        naming.add(&readings[reading].entities[entity]);
    }
    RecordEntity {
        members,
        ..naming.entity(format!("e{}", index + 1))
    }
}

/// The name that the record uses: one written as a name, a person's with a
/// given name and without an office, an organisation's most used; of several
/// the most used, then, of a person's, the one with fewer capitals
/// (*al-Orrin*), then the longest.
fn canonical(kind: EntityKind, names: &[(String, usize)]) -> String {
    let person = kind == EntityKind::Person;
    let best = names.iter().max_by_key(|(name, count)| {
        let words = name.split_whitespace().count();
        let capitals = name.chars().filter(|c| c.is_uppercase()).count();
        (
            capitals > 0,
            !person || words > 1,
            !person || person::without_office(name) == name,
            *count,
            Reverse(if person { capitals } else { 0 }),
            name.len(),
            Reverse(name.clone()),
        )
    });
    let name = best.map_or("", |(name, _)| name.as_str());
    let name = if person {
        person::without_office(name)
    } else {
        name
    };
    name.to_owned()
}

/// The most frequent of some values, the smallest of equals.
pub(crate) fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    most_counted(counts)
}

fn most_counted<T>(counts: BTreeMap<T, usize>) -> Option<T> {
    counts
        .into_iter()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(value, _)| value)
}
