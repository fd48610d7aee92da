//! The finding of a story in sentences, each proved by the record.

use crate::corpus::Corpus;
use crate::entities::Entities;
use crate::statements::{Statements, capital, listed, number, outlet_name, tells};
use dixit_model::{Finding, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Sentences about statements that several articles carry.
const MOST: usize = 3;

/// The findings of a story, from its statements, best first.
pub(crate) fn findings(
    corpus: &Corpus,
    entities: &Entities,
    statements: &Statements,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let told: Vec<usize> = (0..statements.list.len())
        .filter(|&n| !statements.list[n].relays)
        .collect();
    let shared = told
        .iter()
        .copied()
        .filter(|&n| carriers(&statements.list[n]).len() > 1 && tells(&statements.rows[n]));
    for n in shared.take(MOST) {
        let statement = &statements.list[n];
        findings.push(Finding {
            text: carried(corpus, entities, statement),
            statement: Some(statement.id.clone()),
        });
    }
    if corpus.readings.len() > 1 {
        findings.extend(alone(corpus, statements, &told));
    }
    for &n in &told {
        let statement = &statements.list[n];
        if !statement.denied_by.is_empty() {
            findings.push(Finding {
                text: denied(entities, statements, statement),
                statement: Some(statement.id.clone()),
            });
        }
    }
    findings
}

fn carriers(statement: &Statement) -> BTreeSet<usize> {
    statement.members.iter().map(|m| m.article).collect()
}

/// Who carries a statement, on how many routes, and who leaves it out.
fn carried(corpus: &Corpus, entities: &Entities, statement: &Statement) -> String {
    let carriers = carriers(statement);
    let who = statement
        .speaker
        .map_or("an unnamed source", |s| &entities.list[s].name);
    let share = match (carriers.len(), corpus.readings.len()) {
        (2, 2) => "Both articles".to_owned(),
        (some, all) if some == all => format!("All {} articles", number(all)),
        (some, all) => format!("{} of {} articles", capital(&number(some)), number(all)),
    };
    let mut text = format!(
        "{share} carry what {who} said: “{}”. {}",
        short(&statement.gist),
        rests(statement)
    );
    let without: Vec<String> = (0..corpus.readings.len())
        .filter(|a| !carriers.contains(a))
        .map(|a| outlet_name(corpus, a))
        .collect::<BTreeSet<String>>()
        .into_iter()
        .collect();
    match without.len() {
        0 => {}
        1 => text.push_str(&format!(" {} leaves it out.", capital(&without[0]))),
        2 | 3 => text.push_str(&format!(" {} leave it out.", capital(&listed(&without)))),
        n => text.push_str(&format!(" {} outlets leave it out.", capital(&number(n)))),
    }
    text
}

fn rests(statement: &Statement) -> String {
    match statement.independent {
        1 => format!("They rest on one route: {}.", listed(&statement.rests_on)),
        n => format!(
            "They rest on {} routes: {}.",
            number(n),
            listed(&statement.rests_on)
        ),
    }
}

/// How many statements one outlet alone carries, by outlet.
fn alone(corpus: &Corpus, statements: &Statements, told: &[usize]) -> Option<Finding> {
    let mut outlets: BTreeMap<String, usize> = BTreeMap::new();
    for &n in told {
        let carriers = carriers(&statements.list[n]);
        if let (1, Some(&article)) = (carriers.len(), carriers.first()) {
            *outlets.entry(outlet_name(corpus, article)).or_default() += 1;
        }
    }
    let all: usize = outlets.values().sum();
    if all == 0 {
        return None;
    }
    let mut outlets: Vec<(String, usize)> = outlets.into_iter().collect();
    outlets.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    outlets.truncate(4);
    let parts: Vec<String> = outlets
        .iter()
        .map(|(outlet, count)| format!("{} by {outlet}", number(*count)))
        .collect();
    let verb = if all == 1 {
        "statement is"
    } else {
        "statements are"
    };
    Some(Finding {
        text: format!(
            "{} {verb} carried by one outlet only: {}.",
            capital(&number(all)),
            listed(&parts)
        ),
        statement: None,
    })
}

fn denied(entities: &Entities, statements: &Statements, statement: &Statement) -> String {
    let name = |speaker: Option<usize>| {
        speaker.map_or("an unnamed source".to_owned(), |s| {
            entities.list[s].name.clone()
        })
    };
    let deniers: BTreeSet<String> = statement
        .denied_by
        .iter()
        .filter_map(|id| statements.list.iter().find(|s| &s.id == id))
        .map(|s| name(s.speaker))
        .collect();
    let deniers: Vec<String> = deniers.into_iter().collect();
    format!(
        "What {} said (“{}”), {} denied.",
        name(statement.speaker),
        short(&statement.gist),
        listed(&deniers)
    )
}

/// A gist short enough to stand inside a sentence.
fn short(gist: &str) -> String {
    const WORDS: usize = 28;
    let gist = gist.trim_matches(['“', '”', '"', '.', ',', ' ']);
    let words: Vec<&str> = gist.split_whitespace().collect();
    if words.len() <= WORDS {
        words.join(" ")
    } else {
        format!("{} …", words[..WORDS].join(" "))
    }
}
