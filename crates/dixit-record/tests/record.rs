//! What holds of every record, whatever the articles and their order.

use dixit_model::{
    Article, Attribution, Entity, EntityKind, Inferred, Reading, Record, Resolved, Span,
};
use std::collections::BTreeSet;

/// An article in which each line is `Speaker|relay|content`.
fn reading(id: &str, outlet: Option<&str>, published: Option<&str>, lines: &[&str]) -> Reading {
    let mut text = String::new();
    let mut entities: Vec<Entity> = Vec::new();
    let mut attributions = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let parts: Vec<&str> = line.split('|').collect();
        let mut resolve = |name: &str, kind| {
            let known = entities.iter().position(|e| e.name == name);
            let entity = known.unwrap_or_else(|| {
                entities.push(Entity {
                    name: name.to_owned(),
                    kind,
                    names: vec![name.to_owned()],
                    roles: Vec::new(),
                    mentions: Vec::new(),
                });
                entities.len() - 1
            });
            Resolved {
                entity,
                how: "name".to_owned(),
                confidence: 1.0,
                evidence: None,
            }
        };
        let speaker = resolve(parts[0], EntityKind::Person);
        let via = match parts[1] {
            "" => Vec::new(),
            relay => vec![resolve(relay, EntityKind::Organisation)],
        };
        let source = Span::new(text.len(), text.len() + parts[0].len());
        text.push_str(parts[0]);
        text.push_str(" said ");
        let content = Span::new(text.len(), text.len() + parts[2].len());
        text.push_str(parts[2]);
        text.push_str(".\n");
        attributions.push(Attribution {
            source: vec![source],
            cue: vec![Span::new(source.end + 1, source.end + 5)],
            speaker: Some(speaker),
            via,
            confidence: 0.9,
            ..Attribution::plain(format!("a{}", number + 1), vec![content])
        });
    }
    Reading {
        article: Article {
            outlet: outlet.map(|o| Inferred::new(o.to_owned(), "metadata", 1.0)),
            published: published.map(|d| Inferred::new(d.parse().unwrap(), "metadata", 1.0)),
            ..Article::plain(id, text)
        },
        sentences: Vec::new(),
        attributions,
        entities,
        names: Vec::new(),
        times: Vec::new(),
    }
}

fn coverage() -> Vec<Reading> {
    let offer = "Orrin was willing to reopen the strait port within a week";
    vec![
        reading(
            "harbour",
            Some("The Harbour Post"),
            Some("2031-03-07"),
            &[
                &format!("Ilse Marant|Orrin State Radio|{offer}"),
                "Ren Castor||no ship would enter before the crews of the dockyard were paid",
            ],
        ),
        reading(
            "courier",
            Some("Veld Courier"),
            Some("2031-03-07"),
            &[
                "Ilse Marant|Orrin Presidency|that Orrin is ready to reopen the strait port in a week",
            ],
        ),
        reading("undated", None, None, &[&format!("Ilse Marant||{offer}")]),
        reading(
            "lentils",
            Some("Kest Farmer"),
            Some("2033-08-01"),
            &["Jana Holm||lentil harvests failed in the northern valleys after hail"],
        ),
    ]
}

fn check(record: &Record) {
    let members: Vec<usize> = record
        .stories
        .iter()
        .flat_map(|s| s.articles.iter().map(|m| m.article))
        .collect();
    let different: BTreeSet<usize> = members.iter().copied().collect();
    assert_eq!(
        members.len(),
        record.readings.len(),
        "each article in one story"
    );
    assert_eq!(
        different.len(),
        record.readings.len(),
        "each article in one story"
    );
    let mut seen = BTreeSet::new();
    for statement in &record.statements {
        assert!(!statement.members.is_empty());
        assert!(statement.independent <= statement.routes.len());
        assert_eq!(statement.rests_on.len(), statement.independent);
        assert!(!statement.explanation.is_empty());
        assert_eq!(statement.wordings.len(), statement.members.len());
        for member in &statement.members {
            let rows = &record.readings[member.article].attributions;
            assert!(rows.iter().any(|row| row.id == member.attribution));
            assert!(seen.insert(member.clone()), "a row in one statement");
        }
    }
    for entity in &record.entities {
        assert!(!entity.name.is_empty() && !entity.members.is_empty());
    }
}

#[test]
fn nothing_makes_an_empty_record() {
    assert_eq!(dixit_record::build(Vec::new()), Record::default());
}

#[test]
fn any_order_ends_in_the_same_record() {
    let expected = dixit_record::build(coverage());
    check(&expected);
    for turn in 0..coverage().len() {
        let mut readings = coverage();
        readings.rotate_left(turn);
        assert_eq!(dixit_record::build(readings.clone()), expected);
        readings.reverse();
        assert_eq!(dixit_record::build(readings), expected);
    }
}

#[test]
fn articles_without_words_or_attributions_do_no_harm() {
    let mut bare = reading("bare", None, None, &[]);
    bare.article.text = "…".to_owned();
    check(&dixit_record::build(vec![
        bare,
        reading("empty", None, None, &[]),
    ]));
}

#[test]
fn one_offer_through_two_relays_has_two_routes() {
    let record = dixit_record::build(coverage());
    let story = |id: &str| {
        let article = record.readings.iter().position(|r| r.article.id == id);
        let mut stories = record.stories.iter();
        stories.position(|s| s.articles.iter().any(|m| Some(m.article) == article))
    };
    assert_eq!(story("harbour"), story("courier"));
    assert_eq!(story("harbour"), story("undated"));
    assert_ne!(story("harbour"), story("lentils"));
    let offer = &record.statements[0];
    assert_eq!(offer.members.len(), 3);
    assert_eq!(offer.independent, 2);
    assert_eq!(offer.rests_on, ["Orrin Presidency", "Orrin State Radio"]);
    let undated = record.readings.iter().find(|r| r.article.id == "undated");
    let published = undated.and_then(|r| r.article.published.as_ref());
    assert_eq!(
        published.map(|p| p.how.as_str()),
        Some("dated by its story")
    );
}

#[test]
fn a_dated_article_is_handed_back_to_resolve_its_days() {
    let record = dixit_record::build_with(coverage(), &|reading, day| {
        for attribution in &mut reading.attributions {
            attribution.said_on = Some(Inferred::new(day, "of its story", 0.5));
        }
    });
    let undated = record.readings.iter().find(|r| r.article.id == "undated");
    assert!(undated.is_some_and(|r| r.attributions[0].said_on.is_some()));
}
