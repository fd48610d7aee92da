//! Steps taken on batches, however they are cut and ordered, end in the record
//! that one machine makes of the same articles.

mod cluster;
mod coverage;

use cluster::Cluster;
use dixit_model::{Record, Story};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn invented_coverage() {
    equal(&coverage::lines(9, 3, 3));
}

#[test]
fn one_story_with_half_of_all_articles() {
    equal(&coverage::lines(5, 3, 15));
}

#[test]
fn the_example() {
    equal(&coverage::example());
}

#[test]
fn how_batches_are_cut_and_ordered_leaves_no_trace() {
    let lines = coverage::lines(6, 2, 3);
    let whole = Cluster::of(&lines, usize::MAX, false).records();
    assert_eq!(whole, Cluster::of(&lines, 1, true).records());
    assert_eq!(whole, Cluster::of(&lines, 3, true).records());
}

/// Whoever has anything in common meets, and meets once.
#[test]
fn pairs_are_those_of_all_articles_compared_with_all() {
    let mut seen = 0;
    for seed in 0..6 {
        let cluster = Cluster::of(&coverage::random(seed, 90), 16, false);
        let articles = cluster.profiles();
        let mut all = Vec::new();
        for (at, (a, one)) in articles.iter().enumerate() {
            for (b, other) in &articles[..at] {
                let likeness = dixit_record::likeness(one, other);
                if let Some(likeness) = likeness {
                    let (a, b) = (a.min(b).clone(), a.max(b).clone());
                    all.push((a, b, likeness));
                }
            }
        }
        all.sort_by(|x, y| (&x.0, &x.1).cmp(&(&y.0, &y.1)));
        for parts in [1, 2, 5] {
            let mut pairs = cluster.pairs(parts);
            pairs.sort_by(|x, y| (&x.0, &x.1).cmp(&(&y.0, &y.1)));
            assert_eq!(all, pairs, "seed {seed}, {parts} parts");
        }
        let undated = |id: &str| {
            let article = articles.iter().find(|article| article.0 == id);
            article.is_some_and(|article| article.1.day().is_none())
        };
        seen += all
            .iter()
            .filter(|pair| undated(&pair.0) != undated(&pair.1))
            .count();
    }
    assert!(seen > 50, "{seen} pairs of which one has no day");
}

#[test]
fn what_is_no_article_is_a_row_that_says_why() {
    let mut lines = coverage::lines(1, 2, 2);
    lines.push(r#"{"id": "bad-1", "title": "No text"}"#.to_owned());
    lines.push("no JSON".to_owned());
    let cluster = Cluster::of(&lines, 2, false);
    let problems = cluster.problems();
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0].0.as_deref(), Some("bad-1"));
    assert!(problems[0].1.contains("has no \"text\""), "{problems:?}");
    assert_eq!(problems[1].0, None);
}

/// Both records, told in names and places alone, are one.
fn equal(lines: &[String]) {
    let one = build(lines);
    let many = Cluster::of(lines, 7, true).records();
    assert_eq!(one.stories.len(), many.len());
    assert!(!one.statements.is_empty());
    let mut stories: Vec<Value> = one.stories.iter().map(|s| plain(&one, s)).collect();
    let mut found: Vec<Value> = many.iter().map(|r| plain(r, &r.stories[0])).collect();
    for list in [&mut stories, &mut found] {
        list.sort_by_key(Value::to_string);
    }
    for (one, many) in stories.iter().zip(&found) {
        assert_eq!(one, many);
    }
    for record in &many {
        for reading in &record.readings {
            let own = one
                .readings
                .iter()
                .find(|r| r.article.id == reading.article.id);
            let (mut own, mut reading) = (own.expect("the article").clone(), reading.clone());
            own.article.origin.clear();
            reading.article.origin.clear();
            assert_eq!(own, reading);
        }
    }
    assert_eq!(entities([&one]), entities(&many));
}

fn build(lines: &[String]) -> Record {
    let file = std::path::Path::new("article.jsonl");
    let bytes = std::io::Cursor::new(lines.join("\n").into_bytes());
    let articles = dixit_intake::Intake::default().read_from(Box::new(bytes), Some(file));
    let analyzer =
        dixit_language::Analyzer::load(dixit_language::ModelKind::Fast).expect("a model");
    let readings = articles.into_iter().map(|article| {
        let article = article.expect("an article");
        let analysis = analyzer.analyze(&article);
        dixit_attribution::read(article, &analysis)
    });
    dixit_record::build_with(readings.collect(), &dixit_attribution::redate)
}

/// A story with its statements and copies; ids of articles in place of indexes,
/// names in place of entities.
fn plain(record: &Record, story: &Story) -> Value {
    let article = |at: usize| record.readings[at].article.id.clone();
    let entity = |at: usize| json!([record.entities[at].name, record.entities[at].kind]);
    let own: Vec<_> = record
        .statements
        .iter()
        .filter(|s| s.story == story.id)
        .collect();
    let number = |id: &String| own.iter().position(|s| &s.id == id);
    let members: BTreeSet<usize> = story.articles.iter().map(|m| m.article).collect();
    let copies = record.copies.iter();
    let copies: Vec<_> = copies
        .filter(|c| members.contains(&c.passages[0].article))
        .collect();
    let place = |copy: Option<usize>| {
        let id = &record.copies[copy?].id;
        copies.iter().position(|copy| &copy.id == id)
    };
    let routes = |statement: &dixit_model::Statement| -> Vec<Value> {
        let routes = statement.routes.iter().map(|r| {
            let relays: Vec<Value> = r.relays.iter().map(|&at| entity(at)).collect();
            json!([article(r.article), r.attributions, relays, place(r.copy)])
        });
        routes.collect()
    };
    let statements = own.iter().map(|s| {
        let wordings = s.wordings.iter();
        json!({
            "speaker": s.speaker.map(entity), "to": s.to.map(entity), "channel": s.channel,
            "gist": s.gist, "said_on": s.said_on, "independent": s.independent,
            "rests_on": s.rests_on, "explanation": s.explanation, "relays": s.relays,
            "denied_by": s.denied_by.iter().map(number).collect::<Vec<_>>(),
            "members": s.members.iter().map(|m| json!([article(m.article), m.attribution])).collect::<Vec<_>>(),
            "wordings": wordings.map(|w| json!([article(w.member.article), w.text, w.class, w.diff])).collect::<Vec<_>>(),
            "routes": routes(s), "by_owner": s.by_owner,
        })
    });
    let passages = |c: &dixit_model::Copy| -> Vec<Value> {
        c.passages
            .iter()
            .map(|p| json!([article(p.article), p.span]))
            .collect()
    };
    json!({
        "title": story.title, "first": story.first, "last": story.last,
        "articles": story.articles.iter().map(|m| json!([article(m.article), m.why])).collect::<Vec<_>>(),
        "findings": story.findings.iter().map(|f| json!([f.text, f.statement.as_ref().map(number)])).collect::<Vec<_>>(),
        "statements": statements.collect::<Vec<_>>(),
        "copies": copies.iter().map(|c| json!([passages(c), c.words, c.quotation])).collect::<Vec<_>>(),
    })
}

/// The places (article, entity in it) that mean one entity, its name and kind.
type Known = (BTreeSet<(String, usize)>, String, String);

/// The entities of records, without their ids.
fn entities<'r>(records: impl IntoIterator<Item = &'r Record>) -> BTreeSet<Known> {
    let mut all: BTreeMap<String, Known> = BTreeMap::new();
    for record in records {
        for entity in &record.entities {
            let named = all.entry(entity.id.clone()).or_default();
            (named.1, named.2) = (entity.name.clone(), entity.kind.word().to_owned());
            let members = entity.members.iter();
            let members = members.map(|&(at, own)| (record.readings[at].article.id.clone(), own));
            named.0.extend(members);
        }
    }
    all.into_values().collect()
}
