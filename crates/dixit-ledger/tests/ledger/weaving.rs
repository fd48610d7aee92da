//! Stories, statements and entities as the weaver leaves them.

use crate::coverage::{article, faults, harbour, report, weave, woven};
use dixit_ledger::{Ledger, Order, Page, Query, Result, StoryFilter, StoryOrder};

#[test]
fn a_woven_ledger_tells_stories_statements_and_speakers() {
    let desk = woven();
    let ledger = desk.reader();
    let stories = ledger
        .stories(&StoryFilter::default(), &Page::first(9))
        .unwrap()
        .rows;
    assert_eq!(stories.len(), 2, "{stories:#?}");
    assert_eq!(
        (
            stories[1].articles,
            stories[1].outlets,
            stories[1].independent
        ),
        (3, 3, 2)
    );
    let detail = ledger
        .story(&stories[1].key)
        .unwrap()
        .unwrap()
        .here()
        .unwrap();
    assert_eq!(detail.record.readings.len(), 3);
    assert_eq!(detail.record.stories[0].id, stories[1].key);
    assert_eq!(detail.record.statements.len(), stories[1].statements);

    let by = Query::default().by("Marant");
    let said = ledger.statements(&by, &Page::first(9)).unwrap().rows;
    assert_eq!(
        (said.len(), said[0].articles, said[0].independent),
        (1, 3, 2)
    );
    assert_eq!(said[0].modes, ["indirect"]);
    let speaker = said[0].speaker.clone().unwrap();
    let entity = ledger
        .entity(&speaker.key)
        .unwrap()
        .unwrap()
        .here()
        .unwrap();
    assert_eq!(entity.entity.name, "Ilse Marant");
    assert_eq!((entity.entity.statements, entity.entity.articles), (1, 3));
    assert_eq!(entity.names[0].uses, 1);
    assert_eq!(entity.outlets.len(), 3);
    let statement = ledger
        .statement(&said[0].key)
        .unwrap()
        .unwrap()
        .here()
        .unwrap();
    let told = &statement.record.statements[statement.statement];
    assert_eq!(
        (told.id.as_str(), told.members.len()),
        (said[0].key.as_str(), 3)
    );
    let name = &statement.record.entities[told.speaker.unwrap()];
    assert_eq!(
        (&name.id, name.name.as_str()),
        (&speaker.key, "Ilse Marant")
    );

    let article = &detail.record.readings[0].article.id;
    let article = ledger.article(article).unwrap().unwrap().here().unwrap();
    assert_eq!(
        article.article.story.as_deref(),
        Some(stories[1].key.as_str())
    );
    assert_eq!(article.attributions.len(), 2);
    assert!(
        article
            .attributions
            .iter()
            .all(|row| row.statement.is_some())
    );
    assert_eq!(faults(&desk.path()), Vec::<String>::new());
}

#[test]
fn weaving_again_changes_nothing_and_new_articles_find_their_story() {
    let mut desk = woven();
    let keys = |ledger: &dixit_ledger::Ledger| -> Vec<String> {
        let query = Query::default().in_order(Order::Newest);
        let rows = ledger.statements(&query, &Page::first(50)).unwrap().rows;
        rows.into_iter().map(|row| row.key).collect()
    };
    let before = keys(&desk.reader());
    assert_eq!(weave(&mut desk.ledger).stories, 0);
    let reopen = "that the port of Vastad would reopen to ferries within a week";
    let late = report(
        "five",
        "Night Wire",
        "2031-03-08",
        &[("Ilse Marant", "said", reopen)],
    );
    desk.ledger.take_in(desk.run, &[late]).unwrap();
    assert_eq!(weave(&mut desk.ledger).articles, 1);
    let reader = desk.reader();
    assert_eq!(reader.summary().unwrap().stories, 2);
    assert_eq!(reader.summary().unwrap().waiting, 0);
    let (mut before, mut after) = (before, keys(&reader));
    before.sort();
    after.sort();
    assert_eq!(before, after, "keys name founding members");
    assert_eq!(faults(&desk.path()), Vec::<String>::new());
}

#[test]
fn stories_are_filtered_and_ordered() {
    let desk = woven();
    let ledger = desk.reader();
    let titles = |filter: StoryFilter| -> Vec<usize> {
        let rows = ledger.stories(&filter, &Page::first(9)).unwrap().rows;
        rows.iter().map(|row| row.articles).collect()
    };
    let all = StoryFilter::default;
    assert_eq!(titles(all()), [1, 3]);
    assert_eq!(
        titles(StoryFilter {
            order: StoryOrder::Articles,
            ..all()
        }),
        [3, 1]
    );
    assert_eq!(
        titles(StoryFilter {
            outlet: Some("Vastad Courier".to_owned()),
            ..all()
        }),
        [3]
    );
    assert_eq!(
        titles(StoryFilter {
            outlet: Some("Courier".to_owned()),
            ..all()
        }),
        [0; 0]
    );
    assert_eq!(
        titles(StoryFilter {
            words: Some("conductors autumn".to_owned()),
            ..all()
        }),
        [1]
    );
    assert_eq!(
        titles(StoryFilter {
            min_articles: Some(2),
            ..all()
        }),
        [3]
    );
    let day = |day: &str| Some(day.parse().unwrap());
    assert_eq!(
        titles(StoryFilter {
            from: day("2031-04-01"),
            ..all()
        }),
        [1]
    );
    assert_eq!(
        titles(StoryFilter {
            until: day("2031-04-01"),
            ..all()
        }),
        [3]
    );
}

#[test]
fn a_story_that_two_keys_lead_to_is_told_once() {
    let desk = woven();
    let key = desk.ledger.story_keys().unwrap().remove(0);
    let record = desk.ledger.record(&[key.clone(), key.clone()]).unwrap();
    assert_eq!(record, desk.ledger.record(&[key]).unwrap());
}

#[test]
fn what_is_learnt_at_once_is_of_one_moment() {
    let mut desk = woven();
    let reader = desk.reader();
    let articles = |ledger: &Ledger| ledger.summary().unwrap().articles;
    let seen = reader.at_once(|ledger| {
        let before = articles(ledger);
        let new = article("later", "Tideline", "2031-04-01", "The port is shut.");
        desk.ledger.take_in(desk.run, &[new]).unwrap();
        Result::Ok((
            before,
            articles(ledger),
            ledger.record(&ledger.story_keys()?)?,
        ))
    });
    let (before, after, record) = seen.unwrap();
    assert_eq!((before, after), (record.readings.len(), before));
    assert_eq!(articles(&reader), before + 1);
}

#[test]
fn several_stories_make_one_record() {
    let desk = woven();
    let ledger = desk.reader();
    let rows = ledger
        .stories(&StoryFilter::default(), &Page::first(9))
        .unwrap()
        .rows;
    let keys: Vec<String> = rows.iter().map(|row| row.key.clone()).collect();
    let record = ledger.record(&keys).unwrap();
    assert_eq!((record.readings.len(), record.stories.len()), (4, 2));
    for statement in &record.statements {
        for member in &statement.members {
            let reading = &record.readings[member.article];
            assert!(
                reading
                    .attributions
                    .iter()
                    .any(|row| row.id == member.attribution)
            );
        }
        for route in &statement.routes {
            assert!(statement.members.iter().any(|m| m.article == route.article));
        }
    }
    // It leaves the program in the shapes of the wire.
    serde_json::to_string(&dixit_model::wire::RecordPage::new(&record, true)).unwrap();
}

#[test]
fn what_is_not_yet_woven_is_shown_as_waiting() {
    let desk = harbour();
    let ledger = desk.reader();
    assert_eq!(ledger.summary().unwrap().waiting, 4);
    let waiting = ledger.waiting(&Page::first(9)).unwrap().rows;
    let detail = ledger
        .article(&waiting[0].key)
        .unwrap()
        .unwrap()
        .here()
        .unwrap();
    assert_eq!(detail.reading.attributions.len(), 2);
}
