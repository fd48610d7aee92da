//! Formats that hold everything, and the page that explains them.

#[path = "../../dixit-report/tests/support/mod.rs"]
mod support;

use dixit_export::{
    Column, Export, FollowTheMoney, Gexf, GraphKind, GraphMl, Kind, LinkedData, Ninjs, Table, Tei,
};
use dixit_model::Record;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use support::{edge, strait};

/// Begins a format that writes into some bytes.
type Begin = fn(&mut Vec<u8>) -> Box<dyn Export + '_>;

/// Every format as it is made.
const FORMATS: [(&str, Begin); 8] = [
    ("jsonld", |out| Box::new(LinkedData::new(out, true))),
    ("ninjs", |out| Box::new(Ninjs::new(out, true))),
    ("ftm", |out| Box::new(FollowTheMoney::new(out, true))),
    ("tei", |out| Box::new(Tei::new(out, true))),
    ("graphml", |out| {
        Box::new(GraphMl::new(GraphKind::Citations, out).unwrap())
    }),
    ("graphml routes", |out| {
        Box::new(GraphMl::new(GraphKind::Routes, out).unwrap())
    }),
    ("gexf", |out| {
        Box::new(Gexf::new(GraphKind::Citations, out).unwrap())
    }),
    ("gexf routes", |out| {
        Box::new(Gexf::new(GraphKind::Routes, out).unwrap())
    }),
];

fn written(make: fn(&mut Vec<u8>) -> Box<dyn Export + '_>, records: &[Record]) -> String {
    let mut out = Vec::new();
    let mut export = make(&mut out);
    for record in records {
        export.add(record).unwrap();
    }
    export.finish().unwrap();
    String::from_utf8(out).unwrap()
}

fn format(name: &str, record: Record) -> String {
    let (_, make) = FORMATS.into_iter().find(|(own, _)| *own == name).unwrap();
    written(make, &[record])
}

#[test]
fn nothing_that_is_exported_breaks_a_format() {
    for (name, make) in FORMATS {
        for record in [
            edge::hostile(),
            edge::silent(),
            edge::long(5),
            Record::default(),
        ] {
            let text = written(make, &[record]);
            assert!(!text.contains('\u{0}'), "{name}");
            match name {
                "jsonld" => drop(serde_json::from_str::<Value>(&text).unwrap()),
                "ninjs" | "ftm" => {
                    for line in text.lines() {
                        serde_json::from_str::<Value>(line).unwrap();
                    }
                }
                _ => elements(name, &text),
            }
        }
    }
}

/// Every element is closed, every attribute and every reference sound, and none
/// of them has come of what an article holds.
fn elements(name: &str, xml: &str) {
    let mut reader = Reader::from_str(xml);
    let mut open = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                open += 1;
                attributes(name, &tag);
            }
            Event::Empty(tag) => attributes(name, &tag),
            Event::End(_) => open -= 1,
            Event::GeneralRef(known) => {
                let known = &*known;
                let named = ["lt", "gt", "amp", "quot", "apos"].contains(&known);
                assert!(named || known.starts_with('#'), "{name}: &{known};");
            }
            Event::Text(_) | Event::Decl(_) => {}
            Event::Eof => break,
            other => panic!("{name}: {other:?}"),
        }
    }
    assert_eq!(open, 0, "{name}");
}

fn attributes(name: &str, tag: &BytesStart) {
    let element = tag.name().0;
    assert!(
        !["script", "img", "b"].contains(&element),
        "{name}: <{element}>"
    );
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap();
        let key = attribute.key.0;
        assert!(!key.starts_with("on"), "{name}: <{element} {key}>");
        attribute.normalized_value(XmlVersion::Implicit1_0).unwrap();
    }
}

#[test]
fn nothing_at_all_is_a_whole_document() {
    for (name, make) in FORMATS {
        let text = written(make, &[]);
        match name {
            "jsonld" => drop(serde_json::from_str::<Value>(&text).unwrap()),
            "ninjs" | "ftm" => assert!(text.is_empty()),
            _ => assert!(
                text.trim_end().ends_with('>') && text.contains("</"),
                "{text}"
            ),
        }
    }
}

#[test]
fn the_text_in_tei_is_the_article_s() {
    let record = strait::record();
    let tei = format("tei", strait::record());
    let blocks: Vec<String> = tei.split("<ab ").skip(1).map(plain).collect();
    let texts: Vec<&str> = record
        .readings
        .iter()
        .map(|r| r.article.text.as_str())
        .collect();
    assert_eq!(blocks, texts);
}

/// What is left of a block without its tags.
fn plain(block: &str) -> String {
    let (_, block) = block.split_once('>').unwrap();
    let (block, _) = block.split_once("</ab>").unwrap();
    let mut text = String::new();
    for part in block.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

// --- docs/exports.md ---------------------------------------------------------

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/exports.md");
    std::fs::read_to_string(path).unwrap()
}

/// The part of the page that the definitions make.
fn tables() -> String {
    let mut text = String::new();
    for table in Table::ALL {
        let (name, doc) = (table.name(), table.doc());
        writeln!(text, "\n### {name}\n\nA row is {doc}.\n").unwrap();
        writeln!(text, "| column | type | meaning |\n| --- | --- | --- |").unwrap();
        for column in table.columns() {
            line(column, "", &mut text);
        }
    }
    text
}

fn line(column: &Column, before: &str, text: &mut String) {
    let name = format!("{before}{}", column.name);
    let null = if column.nullable { ", or nothing" } else { "" };
    writeln!(
        text,
        "| `{name}` | {}{null} | {} |",
        word(column.kind),
        column.doc
    )
    .unwrap();
    match column.kind {
        Kind::Struct(parts) => parts
            .iter()
            .for_each(|part| line(part, &format!("{name}."), text)),
        Kind::List(Kind::Struct(parts)) => {
            parts
                .iter()
                .for_each(|part| line(part, &format!("{name}[]."), text));
        }
        _ => {}
    }
}

fn word(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Day => "day".to_owned(),
        Kind::Flag => "yes or no".to_owned(),
        Kind::Count => "whole number".to_owned(),
        Kind::Score => "number".to_owned(),
        Kind::List(item) => format!("list of {}", word(*item)),
        Kind::Struct(_) => "struct".to_owned(),
    }
}

/// `DIXIT_WRITE_DOCS=1 cargo test -p dixit-export` writes it anew.
#[test]
fn the_page_explains_every_column() {
    const BEGIN: &str = "<!-- tables: written by the tests of dixit-export -->\n";
    const END: &str = "<!-- end of tables -->";
    let page = page();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let wanted = format!("{before}{BEGIN}{}\n{END}{after}", tables());
    if std::env::var_os("DIXIT_WRITE_DOCS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/exports.md");
        std::fs::write(path, wanted).unwrap();
        return;
    }
    assert!(
        page == wanted,
        "docs/exports.md is not up to date: DIXIT_WRITE_DOCS=1 makes it so"
    );
}

#[test]
fn the_page_explains_every_key_of_every_format() {
    let page = page();
    let mut keys = BTreeSet::new();
    gather(
        &serde_json::from_str(&format("jsonld", strait::record())).unwrap(),
        &mut keys,
    );
    for name in ["ninjs", "ftm"] {
        for line in format(name, strait::record()).lines() {
            gather(&serde_json::from_str(line).unwrap(), &mut keys);
        }
    }
    let unexplained: Vec<&String> = keys
        .iter()
        .filter(|key| !key.starts_with('@') && !page.contains(&format!("`{key}`")))
        .collect();
    // Prefixes stand in the context alone.
    let prefixes = ["dixit", "oa", "prov", "schema", "xsd"];
    let unexplained: Vec<_> = unexplained
        .into_iter()
        .filter(|k| !prefixes.contains(&k.as_str()))
        .collect();
    assert!(
        unexplained.is_empty(),
        "docs/exports.md says nothing of {unexplained:?}"
    );
}

fn gather(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            keys.extend(map.keys().cloned());
            map.values().for_each(|value| gather(value, keys));
        }
        Value::Array(items) => items.iter().for_each(|value| gather(value, keys)),
        _ => {}
    }
}
