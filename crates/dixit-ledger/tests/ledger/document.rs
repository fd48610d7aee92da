//! The questions of docs/ledger.md, asked.

use crate::coverage::{article, harbour, report, weave};
use dixit_ledger::{Change, Correction};

const DOCUMENT: &str = include_str!("../../../../docs/ledger.md");

#[test]
fn every_question_of_the_document_is_answered() {
    let mut desk = harbour();
    let mut taken = report(
        "relayed",
        "Night Wire",
        "2031-03-07",
        &[
            (
                "Orrin Radio",
                "reported",
                "that Ilse Marant had told the port to open",
            ),
            (
                "Ilse Marant",
                "said",
                "that the port of Vastad must open now",
            ),
        ],
    );
    let rows = &mut taken.reading.attributions;
    rows[1].parent = Some("a1".to_owned());
    rows[1].via = rows[0].speaker.clone().into_iter().collect();
    let key = desk
        .ledger
        .take_in(desk.run, &[taken])
        .unwrap()
        .added
        .remove(0);
    for (hour, words) in [("09", "The port is shut."), ("10", "The port is open.")] {
        let mut taken = article("changed", "Night Wire", "2031-03-07", words);
        taken.reading.article.url = Some("https://wire.example/port".to_owned());
        taken.seen = Some(format!("2031-03-07T{hour}:00:00Z"));
        desk.ledger.take_in(desk.run, &[taken]).unwrap();
    }
    weave(&mut desk.ledger);
    let attribution = desk.ledger.anchor(&key, "a2").unwrap().unwrap();
    desk.ledger
        .correct(&Correction {
            author: "Mira".to_owned(),
            reason: "heard it".to_owned(),
            change: Change::Confirm { attribution },
        })
        .unwrap();
    weave(&mut desk.ledger);

    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let conn = rusqlite::Connection::open_with_flags(desk.path(), flags).unwrap();
    let questions: Vec<&str> = DOCUMENT
        .split("```sql\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert_eq!(questions.len(), 7);
    for question in questions {
        let mut statement = conn.prepare(question).expect(question);
        let columns = statement.column_count();
        let mut rows = statement.query([]).expect(question);
        let row = rows
            .next()
            .expect(question)
            .unwrap_or_else(|| panic!("no answer: {question}"));
        for column in 0..columns {
            let value = row.get_ref(column).expect(question);
            let empty = value.data_type() == rusqlite::types::Type::Null;
            // The day is not known where the text names none.
            let may_be_empty = row.as_ref().column_name(column).expect("a name") == "said_on";
            assert!(!empty || may_be_empty, "column {column} of {question}");
        }
    }
}

#[test]
fn every_table_of_the_schema_is_in_the_document_or_the_weavers() {
    let desk = crate::coverage::Desk::new();
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    let mut tables = conn
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow'")
        .unwrap();
    let tables: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let weavers = [
        "profile",
        "term",
        "likeness",
        "touched",
        "story_entity",
        "form",
        "matter",
        "matter_term",
        "meta",
        "statement_words",
        "outlet",
        "sqlite_schema",
        "member_form",
        "citation",
    ];
    for table in tables {
        let told = DOCUMENT.contains(&format!("`{table}`"));
        assert!(told || weavers.contains(&table.as_str()), "{table}");
    }
}
