//! Entities of stories to entities of the record: who is known beyond a story.
//!
//! Inside a story short names, acronyms and descriptions have been joined with
//! what they stand for. Across stories only full names count: a person's given
//! name and surname, a body's words. What a name means there depends on the
//! names of its *block* alone (all surnames that sound alike, all bodies of the
//! same initials), so that a new story changes nothing outside the blocks of
//! its own names.

use super::body;
use super::person::{PersonName, agreeing};
use dixit_model::{EntityKind, RecordEntity};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How an entity of a story is known beyond it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// Names that could mean the same share a block.
    pub block: String,
    /// The name as blocks compare it.
    pub text: String,
}

impl Form {
    /// The form of a story's entity; `None` if nobody outside the story can
    /// know it by its name: a surname alone, a description, a text, a body that
    /// every country has under that name.
    pub fn of(entity: &RecordEntity) -> Option<Form> {
        match entity.kind {
            EntityKind::Person => person(&entity.name),
            EntityKind::Organisation | EntityKind::State | EntityKind::Place => body(entity),
            // A body all the same, of a kind that its article did not tell.
            EntityKind::Other if entity.name.starts_with(char::is_uppercase) => body(entity),
            EntityKind::Group | EntityKind::Document | EntityKind::Other => None,
        }
    }
}

impl Form {
    /// By what an entity is known beyond stories to which `lead` leads of the
    /// names of this form's block: blocks of one class share it.
    pub fn identity(&self, lead: &str) -> String {
        let class = self.block.split(' ').next().unwrap_or_default();
        format!("{class} {lead}")
    }

    /// Whether it is a person's.
    pub(crate) fn is_person(&self) -> bool {
        self.block.starts_with(PERSON)
    }
}

/// What the blocks of persons' names begin with.
const PERSON: &str = "person ";

fn person(name: &str) -> Option<Form> {
    if super::person::is_description(name) {
        return None;
    }
    let parsed = PersonName::parse(name).filter(|parsed| !parsed.is_single())?;
    Some(Form {
        block: format!("{PERSON}{}", parsed.sound()),
        text: parsed.text(),
    })
}

fn body(entity: &RecordEntity) -> Option<Form> {
    let form = |block: &str, text: String| {
        Some(Form {
            block: format!("body {block}"),
            text,
        })
    };
    // The fullest name that tells whose body it is.
    let owned = entity
        .names
        .iter()
        .map(|name| body::key(name))
        .filter(|key| key.len() > 1 && key.iter().any(|word| body::is_country(word)))
        .max_by_key(|key| (key.len(), Reverse(key.clone())));
    if let Some(acronym) = body::acronym(&entity.name)
        && !body::is_country(&entity.name)
    {
        return form(&acronym, acronym.clone());
    }
    let key = match owned {
        Some(owned) if !body::is_country(&entity.name) => owned,
        _ if body::is_common(&entity.name) => return None,
        _ => body::key(&entity.name),
    };
    let text = key.join(" ");
    let block = body::initials(&entity.name).unwrap_or_else(|| text.clone());
    form(&block, format!("={text}"))
}

/// Which name leads for each form of one block, by its uses: a function of the
/// block alone. The result is in the order of `forms`, which are distinct.
pub fn leading(forms: &[(Form, usize)]) -> Vec<String> {
    match forms.first() {
        Some((first, _)) if first.is_person() => leading_persons(forms),
        _ => leading_bodies(forms),
    }
}

fn leading_bodies(forms: &[(Form, usize)]) -> Vec<String> {
    // By the powers of two that uses have passed: they rarely pass another, so
    // that what an acronym means, and every story that has it, seldom changes.
    let full: BTreeMap<&str, usize> = forms
        .iter()
        .map(|(form, uses)| (form.text.as_str(), 1 << uses.max(&1).ilog2()))
        .filter(|(text, _)| text.starts_with('='))
        .collect();
    // An acronym means the only body whose initials it gives, or one beside
    // which the others are rare.
    let foremost = body::foremost(&full, 4);
    let lead = |form: &Form| match foremost {
        Some(foremost) if !form.text.starts_with('=') => foremost.to_owned(),
        _ => form.text.clone(),
    };
    forms.iter().map(|(form, _)| lead(form)).collect()
}

fn leading_persons(forms: &[(Form, usize)]) -> Vec<String> {
    let mut leads: Vec<String> = forms.iter().map(|(form, _)| form.text.clone()).collect();
    let (places, names): (Vec<usize>, Vec<(PersonName, usize)>) = forms
        .iter()
        .enumerate()
        .filter_map(|(at, (form, uses))| Some((at, (PersonName::from_text(&form.text)?, *uses))))
        .unzip();
    for group in agreeing(&names) {
        for &member in &group {
            leads[places[member]].clone_from(&forms[places[group[0]]].0.text);
        }
    }
    leads
}

/// Why two names of one entity are one, in a sentence; nothing where they are
/// the same.
pub fn why(a: &RecordEntity, b: &RecordEntity) -> String {
    if a.name == b.name {
        return String::new();
    }
    let persons = PersonName::parse(&a.name).zip(PersonName::parse(&b.name));
    let reason = persons
        .filter(|_| a.kind == EntityKind::Person)
        .and_then(|(a, b)| a.agrees(&b));
    match reason {
        Some(reason) => format!("“{}” and “{}”: {reason}.", a.name, b.name),
        None if body::acronym(&b.name).is_some() => {
            format!("“{}” gives the initials of “{}”.", b.name, a.name)
        }
        None => format!(
            "“{}” and “{}” name one body in the same words.",
            a.name, b.name
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(kind: EntityKind, name: &str) -> RecordEntity {
        RecordEntity {
            id: "e1".to_owned(),
            name: name.to_owned(),
            kind,
            names: vec![name.to_owned()],
            roles: Vec::new(),
            members: Vec::new(),
            why: Vec::new(),
        }
    }

    fn leads(kind: EntityKind, names: &[(&str, usize)]) -> Vec<String> {
        let forms: Vec<(Form, usize)> = names
            .iter()
            .map(|&(name, uses)| (Form::of(&entity(kind, name)).expect("a form"), uses))
            .collect();
        assert!(forms.iter().all(|(form, _)| form.block == forms[0].0.block));
        leading(&forms)
    }

    #[test]
    fn spellings_of_one_person_are_one() {
        let found = leads(
            EntityKind::Person,
            &[
                ("Volodymyr Zelensky", 2),
                ("Volodimir Zelenskyy", 9),
                ("Olena Zelenska", 1),
            ][..2],
        );
        assert_eq!(found[0], found[1]);
    }

    #[test]
    fn an_initial_that_fits_two_joins_neither() {
        let found = leads(
            EntityKind::Person,
            &[("John Veld", 5), ("Jane Veld", 4), ("J. Veld", 1)],
        );
        assert_eq!(
            found
                .iter()
                .collect::<std::collections::BTreeSet<_>>()
                .len(),
            3
        );
    }

    #[test]
    fn an_acronym_means_the_only_body_it_can() {
        let organisation = EntityKind::Organisation;
        let found = leads(organisation, &[("Orrin State Radio", 3), ("OSR", 9)]);
        assert_eq!(found[0], found[1]);
        let found = leads(
            organisation,
            &[("Orrin State Radio", 3), ("Open Sea Rescue", 1), ("OSR", 9)],
        );
        assert_ne!(found[0], found[2]);
        let meant = |uses: usize| {
            let names = [
                ("Orrin State Radio", uses),
                ("Open Sea Rescue", 10),
                ("OSR", 9),
            ];
            let found = leads(organisation, &names);
            found[0] == found[2]
        };
        // It is settled once, not at every use near the border.
        let changes: Vec<usize> = (10..1000).filter(|&n| meant(n) != meant(n + 1)).collect();
        assert_eq!(changes, [63]);
    }

    #[test]
    fn what_only_a_story_tells_apart_has_no_form() {
        assert_eq!(Form::of(&entity(EntityKind::Person, "Marant")), None);
        assert_eq!(Form::of(&entity(EntityKind::Group, "port officials")), None);
        assert_eq!(
            Form::of(&entity(EntityKind::Organisation, "Parliament")),
            None
        );
    }
}
