//! Corrections: written down, put into effect, undone.

use crate::coverage::{Desk, faults, report, weave, woven};
use dixit_ledger::{
    Anchor, ArticleDetail, AttributionState, Change, Correction, ErrorKind, Page, Query,
    StatementRow,
};
use dixit_model::EntityKind;

impl Desk {
    fn said_by(&self, speaker: &str) -> Vec<StatementRow> {
        let query = Query::default().by(speaker);
        self.reader()
            .statements(&query, &Page::first(50))
            .unwrap()
            .rows
    }

    fn article_named(&self, name: &str) -> ArticleDetail {
        let reader = self.reader();
        let rows = reader
            .articles(&Query::default(), &Page::first(50))
            .unwrap()
            .rows;
        let row = rows.into_iter().find(|row| row.name == name).expect(name);
        reader.article(&row.key).unwrap().unwrap().here().unwrap()
    }

    fn anchor(&self, article: &str, attribution: &str) -> Anchor {
        let key = self.article_named(article).article.key;
        self.reader()
            .anchor(&key, attribution)
            .unwrap()
            .expect("an anchor")
    }

    fn correct(&mut self, change: Change) -> dixit_ledger::CorrectionId {
        let id = self.ledger.correct(&Correction {
            author: "Mira".to_owned(),
            reason: "heard the recording".to_owned(),
            change,
        });
        let id = id.expect("a correction");
        weave(&mut self.ledger);
        assert_eq!(faults(&self.path()), Vec::<String>::new());
        id
    }

    fn undo(&mut self, id: dixit_ledger::CorrectionId) -> dixit_ledger::CorrectionId {
        let id = self
            .ledger
            .undo(id, "Tam", "was right after all")
            .expect("undone");
        weave(&mut self.ledger);
        id
    }
}

#[test]
fn a_rejected_attribution_leaves_the_record_and_comes_back() {
    let mut desk = woven();
    let attribution = desk.anchor("two", "a2");
    assert_eq!(desk.said_by("Veld").len(), 1);
    let id = desk.correct(Change::Reject { attribution });
    assert_eq!(desk.said_by("Veld").len(), 0);
    let article = desk.article_named("two");
    assert_eq!(article.reading.attributions.len(), 1);
    assert_eq!(article.rejected[0].id, "a2");
    assert_eq!(article.attributions[1].state, AttributionState::Rejected);
    assert_eq!(article.attributions[1].statement, None);

    let undoing = desk.undo(id);
    assert_eq!(desk.said_by("Veld").len(), 1);
    desk.undo(undoing);
    assert_eq!(desk.said_by("Veld").len(), 0);
    let log = desk.reader().corrections(&Page::first(2)).unwrap();
    assert_eq!(log.rows.len(), 2);
    let rest = desk
        .reader()
        .corrections(&Page::after(log.next.unwrap(), 2))
        .unwrap();
    assert_eq!(
        (rest.rows[0].kind.as_str(), rest.rows[0].undone_by),
        ("reject", None)
    );
    assert_eq!(log.rows[1].undone_by, Some(log.rows[0].id));
    assert_eq!(rest.rows[0].reason, "heard the recording");
    let about = desk
        .reader()
        .corrections_about(&article.article.key)
        .unwrap();
    assert_eq!(about.len(), 2, "itself, and what undoes it");
}

#[test]
fn what_a_person_said_wins_and_says_so() {
    let mut desk = woven();
    let attribution = desk.anchor("two", "a2");
    let first = Change::Speaker {
        attribution: attribution.clone(),
        name: "Anna Veld".to_owned(),
        kind: EntityKind::Person,
    };
    desk.correct(first);
    assert_eq!(desk.said_by("\"Tomas\"").len(), 0);
    assert_eq!(desk.said_by("Anna Veld").len(), 1);
    let article = desk.article_named("two");
    let speaker = article.reading.attributions[1].speaker.clone().unwrap();
    assert_eq!(
        (speaker.how.as_str(), speaker.confidence),
        ("set by Mira", 1.0)
    );
    assert_eq!(article.attributions[1].state, AttributionState::Corrected);
    desk.correct(Change::Confirm { attribution });
    let article = desk.article_named("two");
    assert_eq!(article.reading.attributions[1].confidence, 1.0);
    assert_eq!(article.attributions[1].state, AttributionState::Confirmed);
    assert_eq!(desk.said_by("Anna Veld").len(), 1);
}

#[test]
fn entities_are_merged_and_told_apart() {
    let mut desk = woven();
    let key = |desk: &Desk, name: &str| desk.said_by(name)[0].speaker.clone().unwrap().key;
    let (from, into) = (key(&desk, "Veld"), key(&desk, "Haske"));
    let id = desk.correct(Change::MergeEntities { from, into });
    let said = desk.said_by("Haske");
    let articles: usize = said.iter().map(|row| row.articles).sum();
    assert_eq!(articles, 3, "his two, and the one that was Veld's");
    assert!(
        said.iter()
            .all(|row| row.speaker.as_ref().unwrap().name == "Joren Haske")
    );
    desk.undo(id);
    assert_eq!(desk.said_by("Haske").len(), 1);

    let other = desk.article_named("three").article.key;
    desk.correct(Change::RenameIn {
        articles: vec![other],
        name: "Joren Haske".to_owned(),
        new_name: "Piet Lommer".to_owned(),
    });
    assert_eq!(desk.said_by("Piet Lommer").len(), 1);
    assert_eq!(desk.said_by("Haske")[0].articles, 1);
}

#[test]
fn days_outlets_and_owners_are_set() {
    let mut desk = woven();
    let article = desk.article_named("four").article.key;
    let date = "2031-06-21".parse().unwrap();
    desk.correct(Change::Published {
        article: article.clone(),
        date,
    });
    desk.correct(Change::Outlet {
        article,
        name: "The Evening Gull".to_owned(),
    });
    let row = desk.article_named("four").article;
    assert_eq!(row.published.as_deref(), Some("2031-06-21"));
    assert_eq!(row.published_how.as_deref(), Some("set by Mira"));
    assert_eq!(row.outlet.as_deref(), Some("The Evening Gull"));
    desk.correct(Change::Owner {
        outlet: "The Evening Gull".to_owned(),
        owner: "Gull Holding".to_owned(),
    });
    let outlet = desk.reader().outlet("The Evening Gull").unwrap().unwrap();
    assert_eq!(outlet.owner.as_deref(), Some("Gull Holding"));
}

#[test]
fn stories_and_statements_are_held_together_and_apart() {
    let mut desk = woven();
    let rows = desk
        .reader()
        .stories(&Default::default(), &Page::first(9))
        .unwrap()
        .rows;
    let (a, b) = (rows[0].key.clone(), rows[1].key.clone());
    let statement = desk.said_by("Marant")[0].key.clone();
    let attribution = desk.anchor("two", "a1");
    desk.correct(Change::SplitStatement {
        statement: statement.clone(),
        attribution,
    });
    let articles: Vec<usize> = desk.said_by("Marant").iter().map(|s| s.articles).collect();
    assert_eq!((articles.len(), articles.iter().sum::<usize>()), (2, 3));
    let other = desk.said_by("Haske")[0].key.clone();
    desk.correct(Change::MergeStatements {
        a: statement,
        b: other,
    });
    assert_eq!(
        desk.said_by("Haske").len() + desk.said_by("Marant").len(),
        2
    );
    desk.correct(Change::MergeStories {
        a: a.clone(),
        b: b.clone(),
    });
    assert_eq!(desk.reader().summary().unwrap().stories, 1);
    let story = desk.article_named("one").article.story.unwrap();
    let article = desk.article_named("two").article.key;
    desk.correct(Change::SplitStory {
        story,
        article: article.clone(),
    });
    assert_eq!(desk.reader().summary().unwrap().stories, 2);
    let corrections = desk.reader().corrections_in_effect().unwrap();
    assert_eq!(corrections.stories_together().len(), 2);
    assert_eq!(corrections.stories_apart().len(), 3);
    assert!(
        corrections
            .stories_apart()
            .iter()
            .all(|pair| pair[0] == article)
    );
    let readings: Vec<_> = ["one", "two", "three"]
        .map(|name| desk.article_named(name).reading)
        .into();
    let apart = corrections.statements_apart(&readings);
    assert_eq!(apart.len(), 2);
    assert!(
        apart
            .iter()
            .all(|pair| pair[0] == (article.clone(), "a1".to_owned()))
    );
    assert_eq!(corrections.statements_together(&readings).len(), 1);
}

#[test]
fn a_correction_holds_on_to_words_and_survives_another_reading() {
    let desk = woven();
    let anchor = desk.anchor("two", "a2");
    let mut reading = desk.article_named("two").reading;
    // Another model finds another attribution before it, and one word less.
    reading.attributions[0].id = "a2".to_owned();
    reading.attributions[1].id = "a7".to_owned();
    reading.attributions[1].content[0].start += 5;
    let mut other = woven();
    other.correct(Change::Reject {
        attribution: anchor,
    });
    let corrections = other.reader().corrections_in_effect().unwrap();
    let corrected = corrections.apply(reading.clone());
    assert_eq!(corrected.rejected.len(), 1);
    assert_eq!(corrected.rejected[0].id, "a7");
    // Where its words are no attribution any more, it has no effect.
    reading.attributions.truncate(1);
    let corrected = corrections.apply(reading.clone());
    assert_eq!((corrected.reading, corrected.changed), (reading, false));
}

#[test]
fn what_stood_inside_a_rejected_attribution_stays() {
    let mut desk = woven();
    let mut taken = report(
        "nested",
        "Night Wire",
        "2031-09-01",
        &[
            (
                "Orrin State Radio",
                "reported",
                "that Ilse Marant had left the harbour in anger",
            ),
            ("Ilse Marant", "said", "that she had not left at all"),
        ],
    );
    let rows = &mut taken.reading.attributions;
    rows[1].parent = Some("a1".to_owned());
    rows[1].via = rows[0].speaker.clone().into_iter().collect();
    desk.ledger.take_in(desk.run, &[taken]).unwrap();
    weave(&mut desk.ledger);
    let attribution = desk.anchor("nested", "a1");
    desk.correct(Change::Reject { attribution });
    let reading = desk.article_named("nested").reading;
    assert_eq!(reading.attributions.len(), 1);
    assert_eq!(
        (
            &reading.attributions[0].parent,
            reading.attributions[0].via.len()
        ),
        (&None, 0)
    );
}

#[test]
fn corrections_of_nothing_are_refused() {
    let mut desk = woven();
    let nothing = Anchor {
        article: "a000000000000".to_owned(),
        attribution: "a1".to_owned(),
        start: 0,
        end: 0,
        words: String::new(),
    };
    let missing = Anchor {
        attribution: "a9".to_owned(),
        ..desk.anchor("one", "a1")
    };
    let missing = Anchor {
        start: 0,
        end: 0,
        ..missing
    };
    let key = desk.said_by("Veld")[0].speaker.clone().unwrap().key;
    for change in [
        Change::Reject {
            attribution: nothing,
        },
        Change::Confirm {
            attribution: missing,
        },
        Change::MergeEntities {
            from: key.clone(),
            into: key.clone(),
        },
        Change::MergeEntities {
            from: key,
            into: "e000000000000".to_owned(),
        },
        Change::Owner {
            outlet: " ".to_owned(),
            owner: "x".to_owned(),
        },
    ] {
        let correction = Correction {
            author: "Mira".to_owned(),
            reason: String::new(),
            change,
        };
        let error = desk.ledger.correct(&correction).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Correction, "{error}");
    }
    let id = desk.anchor("one", "a1");
    let mut correction = Correction {
        author: " ".to_owned(),
        reason: String::new(),
        change: Change::Confirm { attribution: id },
    };
    assert!(
        desk.ledger.correct(&correction).is_err(),
        "an author is needed"
    );
    correction.author = "Mira".to_owned();
    let id = desk.ledger.correct(&correction).unwrap();
    desk.undo(id);
    let error = desk.ledger.undo(id, "Tam", "").unwrap_err();
    assert!(error.to_string().contains("undone already"), "{error}");
}

#[test]
fn the_log_is_never_rewritten() {
    let mut desk = woven();
    let attribution = desk.anchor("one", "a1");
    desk.correct(Change::Confirm { attribution });
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    for sql in [
        "UPDATE correction SET author = 'x'",
        "DELETE FROM correction",
    ] {
        let error = conn.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("corrections are never"), "{error}");
    }
}
