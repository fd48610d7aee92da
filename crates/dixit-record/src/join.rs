//! Stories' records as one.

use crate::entities::{self, EntityJoin, Form, leading};
use crate::renumber::{Places, renumber};
use crate::stories::days::DayMarks;
use crate::words::Vocabulary;
use crate::{corpus, positions};
use dixit_model::{Date, Reading, Record, RecordEntity};
use std::collections::{BTreeMap, BTreeSet};

/// Joins the records of stories, in whatever order they come: readings sorted
/// by id, stories by their first day, entities that are known across stories
/// made one, statements of one speaker on one matter made positions.
pub fn join(mut told: Vec<Record>) -> Record {
    let (readings, places) = gather(&mut told);
    let mut parts: Vec<Part> = told
        .into_iter()
        .zip(places)
        .map(|(record, readings)| Part { record, readings })
        .collect();
    // By first day, then first article; undated ones last.
    parts.sort_by_cached_key(|part| (part.first_day(), part.readings.clone()));
    let (entities, of) = across(&parts, &readings);
    let mut record = Record {
        entities,
        readings,
        ..Record::default()
    };
    for (part, entities) in parts.into_iter().zip(of) {
        part.place(&entities, &mut record);
    }
    record.positions = positions::positions(&record.statements, &record.readings);
    link(&mut record);
    record
}

/// Takes the readings out of the records: all of them sorted, and by record
/// where each of its own went.
fn gather(told: &mut [Record]) -> (Vec<Reading>, Vec<Vec<usize>>) {
    let mut all: Vec<((usize, usize), Reading)> = Vec::new();
    let mut places = Vec::with_capacity(told.len());
    for (number, record) in told.iter_mut().enumerate() {
        let readings = std::mem::take(&mut record.readings);
        places.push(vec![0; readings.len()]);
        let named = readings.into_iter().enumerate();
        all.extend(named.map(|(at, reading)| ((number, at), reading)));
    }
    all.sort_by(|a, b| corpus::compare(&a.1, &b.1));
    for (place, ((number, at), _)) in all.iter().enumerate() {
        places[*number][*at] = place;
    }
    (
        all.into_iter().map(|(_, reading)| reading).collect(),
        places,
    )
}

/// A story's record, its readings taken out.
struct Part {
    record: Record,
    /// By reading of the story: the reading of the whole.
    readings: Vec<usize>,
}

impl Part {
    fn first_day(&self) -> Date {
        let days = self.record.stories.iter().filter_map(|story| story.first);
        days.min().unwrap_or(Date::MAX)
    }

    /// Adds the story to the whole under numbers of the whole.
    fn place(self, entities: &[usize], whole: &mut Record) {
        let Part {
            mut record,
            readings,
        } = self;
        let places = Places {
            articles: &readings,
            entities,
            copies: whole.copies.len(),
        };
        renumber(&mut record, &places);
        let first = whole.statements.len() + 1;
        let ids: BTreeMap<String, String> = record
            .statements
            .iter()
            .enumerate()
            .map(|(at, statement)| (statement.id.clone(), format!("st{}", first + at)))
            .collect();
        let statement_id = |own: &String| ids.get(own).unwrap_or(own).clone();
        let story_id = format!("s{}", whole.stories.len() + 1);
        for mut story in record.stories {
            story.id.clone_from(&story_id);
            for finding in &mut story.findings {
                finding.statement = finding.statement.as_ref().map(statement_id);
            }
            whole.stories.push(story);
        }
        for mut statement in record.statements {
            statement.id = statement_id(&statement.id);
            statement.story.clone_from(&story_id);
            statement.denied_by = statement.denied_by.iter().map(statement_id).collect();
            whole.statements.push(statement);
        }
        for mut copy in record.copies {
            copy.id = format!("c{}", whole.copies.len() + 1);
            whole.copies.push(copy);
        }
    }
}

/// The entities of all stories, those known across stories made one, by their
/// first member; and by story, which of them each of its own is.
fn across(parts: &[Part], readings: &[Reading]) -> (Vec<RecordEntity>, Vec<Vec<usize>>) {
    let all: Vec<(usize, &RecordEntity)> = parts
        .iter()
        .enumerate()
        .flat_map(|(part, told)| told.record.entities.iter().map(move |own| (part, own)))
        .collect();
    let forms: Vec<Option<Form>> = all.iter().map(|(_, entity)| Form::of(entity)).collect();
    let leads = leads(&all, &forms);
    let mut sets = EntityJoin::new(all.len());
    let mut first: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for (number, form) in forms.iter().enumerate() {
        let Some(form) = form else { continue };
        let lead = leads.get(form).map_or(form.text.as_str(), String::as_str);
        let known = *first.entry((form.is_person(), lead)).or_insert(number);
        sets.unite(known, number, entities::why(all[known].1, all[number].1));
    }
    let groups = sets.groups();
    let mut groups: Vec<_> = groups
        .into_iter()
        .map(|(numbers, mut why)| {
            let mut members = Vec::new();
            for &(part, entity) in numbers.iter().map(|&number| &all[number]) {
                let own = entity.members.iter();
                members.extend(own.map(|&(r, e)| (parts[part].readings[r], e)));
                why.extend(entity.why.iter().cloned());
            }
            members.sort_unstable();
            (members, why, numbers)
        })
        .collect();
    groups.sort();
    let mut place = vec![0; all.len()];
    let mut list = Vec::with_capacity(groups.len());
    for (members, why, numbers) in groups {
        numbers
            .iter()
            .for_each(|&number| place[number] = list.len());
        list.push(entities::entity(list.len(), readings, members, why));
    }
    let mut of = vec![Vec::new(); parts.len()];
    for (&(part, _), place) in all.iter().zip(place) {
        of[part].push(place);
    }
    (list, of)
}

/// By form, the name that leads in its block.
fn leads(all: &[(usize, &RecordEntity)], forms: &[Option<Form>]) -> BTreeMap<Form, String> {
    let mut blocks: BTreeMap<&str, BTreeMap<&Form, usize>> = BTreeMap::new();
    for (form, (_, entity)) in forms.iter().zip(all) {
        if let Some(form) = form {
            let block = blocks.entry(&form.block).or_default();
            *block.entry(form).or_default() += entity.members.len();
        }
    }
    let mut leads = BTreeMap::new();
    for block in blocks.into_values() {
        let block: Vec<(Form, usize)> = block.into_iter().map(|(f, n)| (f.clone(), n)).collect();
        let leading = leading(&block);
        leads.extend(block.into_iter().map(|(form, _)| form).zip(leading));
    }
    leads
}

/// Links stories in which one speaker speaks on one matter.
fn link(record: &mut Record) {
    let story: BTreeMap<&str, usize> = record
        .stories
        .iter()
        .enumerate()
        .map(|(number, story)| (story.id.as_str(), number))
        .collect();
    let of: BTreeMap<&str, usize> = record
        .statements
        .iter()
        .filter_map(|s| Some((s.id.as_str(), *story.get(s.story.as_str())?)))
        .collect();
    let mut links: BTreeSet<(usize, usize)> = BTreeSet::new();
    for position in &record.positions {
        let entries = position.entries.iter();
        let of: BTreeSet<usize> = entries
            .filter_map(|entry| of.get(entry.statement.as_str()).copied())
            .collect();
        // Neighbours in time; the chain leads to the rest.
        let of: Vec<usize> = of.into_iter().collect();
        links.extend(of.windows(2).map(|pair| (pair[0], pair[1])));
    }
    for (earlier, later) in links {
        if before(record, earlier, later) {
            let id = record.stories[earlier].id.clone();
            record.stories[later].earlier.push(id);
        }
    }
}

fn before(record: &Record, earlier: usize, later: usize) -> bool {
    let (a, b) = (&record.stories[earlier], &record.stories[later]);
    match (a.last, b.first) {
        (Some(a), Some(b)) => a < b,
        // Stories come by day, those without one last: their texts may still
        // look back on the other's year.
        (Some(day), None) => b.articles.iter().any(|member| {
            let article = &record.readings[member.article].article;
            let mut vocabulary = Vocabulary::new();
            let words = vocabulary.words(article);
            DayMarks::of(&words, &article.text, &vocabulary).speak_against(day)
        }),
        _ => false,
    }
}
