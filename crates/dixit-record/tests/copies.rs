//! Copies as the record shows them, on invented articles.

use dixit_model::{Article, Copy, Inferred, Reading, Record};

const WIRE: &str = "Dockers at the port of Veld returned to the cranes on Friday after the owners \
    agreed to pay what they had owed since autumn, and the first ships left the strait before dusk.";
const SPEECH: &str = "nobody who loads a ship in this city will wait another winter for the money \
    that was promised to him in writing and before witnesses last spring";

fn record(articles: &[(&str, &str, &str)]) -> Record {
    let readings = articles
        .iter()
        .enumerate()
        .map(|(number, (outlet, day, text))| Reading {
            article: Article {
                outlet: Some(Inferred::new((*outlet).to_owned(), "metadata", 1.0)),
                published: day
                    .parse()
                    .ok()
                    .map(|day| Inferred::new(day, "metadata", 1.0)),
                ..Article::plain(format!("a{number}"), *text)
            },
            sentences: Vec::new(),
            attributions: Vec::new(),
            entities: Vec::new(),
            names: Vec::new(),
            times: Vec::new(),
        });
    dixit_record::build(readings.collect())
}

/// The words of a copy in each article that has it, the likely original first.
fn words<'r>(record: &'r Record, copy: &Copy) -> Vec<(&'r str, &'r str)> {
    let passage = |p: &dixit_model::Passage| {
        let article = &record.readings[p.article].article;
        (article.id.as_str(), p.span.of(&article.text))
    };
    copy.passages.iter().map(passage).collect()
}

#[test]
fn a_wire_text_is_a_copy_with_its_agency_s_article_first() {
    let own = format!("VELD, Orrin (AP) — {WIRE}");
    let taken =
        format!("The strait stirs.\n\n{WIRE}\n\nThe Associated Press contributed to this report.");
    let record = record(&[
        ("Harbour Post", "2031-03-07", &taken),
        ("Associated Press", "2031-03-08", &own),
    ]);
    let [copy] = &record.copies[..] else {
        panic!("{:?}", record.copies)
    };
    let sentence = WIRE.trim_end_matches('.');
    assert_eq!(words(&record, copy), [("a1", sentence), ("a0", sentence)]);
    assert!(!copy.quotation);
    let credit = copy.credit.as_ref().expect("a credit");
    assert_eq!(
        (credit.agency.as_str(), credit.article),
        ("Associated Press", 1)
    );
}

#[test]
fn a_dateline_far_from_the_agency_credits_it() {
    let one = format!("VELD (Reuters) - {WIRE}");
    let record = record(&[
        ("Harbour Post", "2031-03-07", &one),
        ("Veld Courier", "2031-03-07", WIRE),
    ]);
    let credit = record.copies[0].credit.as_ref().expect("a credit");
    let text = &record.readings[credit.article].article.text;
    assert_eq!(credit.agency, "Reuters");
    assert_eq!(credit.span.map(|span| span.of(text)), Some("(Reuters)"));
}

#[test]
fn a_lightly_edited_text_is_one_copy() {
    let edited = WIRE
        .replace("on Friday", "early Friday morning")
        .replace("cranes", "quay");
    let record = record(&[
        ("Harbour Post", "2031-03-07", WIRE),
        ("Veld Courier", "2031-03-07", &edited),
    ]);
    assert_eq!(record.copies.len(), 1);
    assert_eq!(
        words(&record, &record.copies[0])[1].1,
        edited.trim_end_matches('.')
    );
}

#[test]
fn words_that_both_quote_are_quotation() {
    let one = format!("She spoke at noon. “{SPEECH},” she said to the crews.");
    let two = format!("Ilse Marant told a crowd, “{SPEECH}.” Then she left.");
    let record = record(&[
        ("Harbour Post", "2031-03-07", &one),
        ("Veld Courier", "2031-03-07", &two),
    ]);
    assert_eq!(record.copies.len(), 1);
    assert!(record.copies[0].quotation);
}

#[test]
fn a_post_shown_whole_is_quotation() {
    let one = format!(
        "She wrote:\n\nTrust me, {SPEECH} — Ilse Marant (@marant) March 7, 2031\n\nShips sailed."
    );
    let two = format!("“Trust me, {SPEECH},” she wrote.");
    let record = record(&[
        ("Harbour Post", "2031-03-07", &one),
        ("Veld Courier", "2031-03-07", &two),
    ]);
    assert!(record.copies[0].quotation);
}

#[test]
fn prose_that_one_quotes_from_the_other_is_a_copy() {
    let quoting = format!("The Harbour Post writes: “{WIRE}” Not all agree.");
    let record = record(&[
        ("Harbour Post", "2031-03-06", WIRE),
        ("Veld Courier", "2031-03-07", &quoting),
    ]);
    assert!(!record.copies[0].quotation);
    assert_eq!(words(&record, &record.copies[0])[0].0, "a0");
}

#[test]
fn a_credit_line_alone_is_no_copy() {
    let line = "Copyright 2031 The Associated Press. All rights reserved. This material may not \
        be published, broadcast, written through or redistributed without permission.";
    let one = format!("Lentils failed in the north.\n\n{line}");
    let two = format!("Crews cheered at the port.\n\n{line}");
    let record = record(&[
        ("Harbour Post", "2031-03-07", &one),
        ("Veld Courier", "2031-03-07", &two),
    ]);
    let copied: Vec<&Copy> = record
        .copies
        .iter()
        .filter(|copy| !copy.quotation)
        .collect();
    assert_eq!(copied, Vec::<&Copy>::new());
}

#[test]
fn a_long_title_that_two_share_is_no_copy() {
    let title = "the deputy minister for ports and the inland waterways of the northern islands";
    let one = format!("Ships sailed, said {title} at noon.");
    let two = format!("Nobody asked {title} about lentils.");
    let record = record(&[
        ("Harbour Post", "2031-03-07", &one),
        ("Veld Courier", "2031-03-07", &two),
    ]);
    assert_eq!(record.copies, []);
}
