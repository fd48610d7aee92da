//! Tables as they are written and read back.

#[path = "../../dixit-report/tests/support/mod.rs"]
mod support;

use dixit_export::{Csv, Export, JsonLines, Parquet, Table, TableWriter, Tables, read_parquet};
use dixit_model::Record;
use dixit_model::wire::RecordPage;
use std::fs::File;
use std::path::Path;
use support::{edge, strait};

fn records() -> [(&'static str, Record); 5] {
    [
        ("strait", strait::record()),
        ("silent", edge::silent()),
        ("lonely", edge::lonely()),
        ("hostile", edge::hostile()),
        ("empty", Record::default()),
    ]
}

fn json(record: &Record) -> String {
    serde_json::to_string(&RecordPage::new(record, true)).unwrap()
}

fn to_parquet(record: &Record, with_text: bool, folder: &Path) {
    let writers = Table::ALL.map(|table| {
        let file = File::create(folder.join(format!("{}.parquet", table.name()))).unwrap();
        let writer: Box<dyn TableWriter> = Box::new(Parquet::new(table, file).unwrap());
        (table, writer)
    });
    let mut export = Box::new(Tables::new(writers.into(), with_text));
    export.add(record).unwrap();
    export.finish().unwrap();
}

#[test]
fn what_was_exported_is_read_back() {
    for (name, record) in records() {
        let folder = tempfile::tempdir().unwrap();
        to_parquet(&record, true, folder.path());
        let back = read_parquet(folder.path()).unwrap();
        assert_eq!(json(&back), json(&record), "{name}");
        // These are the same in all that the JSON leaves out, too.
        assert_eq!(back.statements, record.statements, "{name}");
        assert_eq!(back.stories, record.stories, "{name}");
        assert_eq!(back.entities, record.entities, "{name}");
        assert_eq!(back.copies, record.copies, "{name}");
        assert_eq!(back.positions, record.positions, "{name}");
        for (back, own) in back.readings.iter().zip(&record.readings) {
            assert_eq!(back.sentences, own.sentences, "{name}");
            assert_eq!(back.entities, own.entities, "{name}");
            assert_eq!(back.attributions, own.attributions, "{name}");
        }
    }
}

#[test]
fn tables_without_texts_are_not_read_back() {
    let folder = tempfile::tempdir().unwrap();
    to_parquet(&strait::record(), false, folder.path());
    let error = read_parquet(folder.path()).unwrap_err();
    assert!(error.to_string().contains("--no-text"), "{error}");
}

#[test]
fn a_table_that_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = read_parquet(folder.path()).unwrap_err();
    assert!(error.to_string().contains("articles.parquet"), "{error}");
}

fn csv(table: Table, record: &Record) -> String {
    let mut out = Vec::new();
    let mut writer = Box::new(Csv::new(table, &mut out).unwrap());
    writer.write(table.rows(record, true)).unwrap();
    writer.finish().unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_same_record_makes_the_same_bytes() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for folder in &folders {
        to_parquet(&strait::record(), true, folder.path());
    }
    for table in Table::ALL {
        let name = format!("{}.parquet", table.name());
        let [a, b] = [0, 1].map(|n: usize| std::fs::read(folders[n].path().join(&name)).unwrap());
        assert!(a == b, "{name}");
        assert_eq!(csv(table, &strait::record()), csv(table, &strait::record()));
    }
}

#[test]
fn an_entity_of_several_pieces_is_one_row() {
    let record = strait::record();
    let mut out = Vec::new();
    let writer: Box<dyn TableWriter> = Box::new(JsonLines::new(Table::Entities, &mut out));
    let mut export = Box::new(Tables::new(vec![(Table::Entities, writer)], true));
    for _ in 0..2 {
        export.add(&record).unwrap();
    }
    export.finish().unwrap();
    let lines = String::from_utf8(out).unwrap();
    assert_eq!(lines.lines().count(), record.entities.len());
}

#[test]
fn every_row_has_every_column_and_the_schema_holds() {
    for (name, record) in records() {
        for table in Table::ALL {
            let batch = table.batch(&record, true).unwrap();
            assert_eq!(batch.schema(), table.schema(), "{name}, {table:?}");
            for row in table.rows(&record, true) {
                assert_eq!(row.len(), table.columns().len(), "{name}, {table:?}");
            }
        }
    }
}
