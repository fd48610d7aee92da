//! What must hold of the page whatever the record.

mod support;

use dixit_report::{About, html, json, markdown, summary};
use std::collections::BTreeSet;
use support::edge::{self, MALICE};
use support::strait;

fn about() -> About {
    About {
        model: "fast 1".to_owned(),
        version: "0.1.0".to_owned(),
        read_on: None,
    }
}

fn records() -> Vec<(&'static str, dixit_model::Record)> {
    vec![
        ("strait", strait::record()),
        ("silent", edge::silent()),
        ("lonely", edge::lonely()),
        ("long", edge::long(40)),
        ("hostile", edge::hostile()),
        ("empty", dixit_model::Record::default()),
    ]
}

/// The values of an attribute, as they stand in the markup.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let opening = format!(" {name}=\"");
    page.split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// The part of a page that the record makes: without style and script.
fn body(page: &str) -> &str {
    let start = page.find("<body>").expect("a body");
    let end = page.rfind("<script>").expect("the script");
    &page[start..end]
}

/// Fails unless every tag is closed in the order it was opened.
fn assert_balanced(name: &str, body: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in body.split('<').skip(1) {
        let (inside, _) = tag
            .split_once('>')
            .unwrap_or_else(|| panic!("{name}: {tag}"));
        let word = inside.split([' ', '\n']).next().unwrap_or_default();
        match word.strip_prefix('/') {
            Some(word) => assert_eq!(open.pop(), Some(word), "{name}: closes the wrong tag"),
            None => {
                let simple = word.chars().all(|c| c.is_ascii_alphanumeric());
                assert!(simple && !word.is_empty(), "{name}: odd tag {word:?}");
                open.push(word);
            }
        }
        // No element inside a paragraph may be one that ends it.
        if matches!(word, "p" | "div" | "ul" | "ol" | "section" | "details") {
            let before = &open[..open.len().saturating_sub(1)];
            assert!(!before.contains(&"p"), "{name}: {word} inside a paragraph");
        }
    }
    assert_eq!(open, ["body"], "{name}: left open");
}

#[test]
fn tags_are_closed_in_order_whatever_the_input() {
    for (name, record) in records() {
        assert_balanced(name, body(&html(&record, &about())));
    }
}

#[test]
fn nothing_of_the_input_becomes_markup() {
    let page = html(&edge::hostile(), &about());
    assert_eq!(page.matches("<script>").count(), 1);
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(!page.contains("<img") && !page.contains("<b>chief"));
    assert!(!page.contains('\0') && !page.contains('\u{8}'));
    for event in ["onerror=\"", "onload=\"", "style=\""] {
        assert!(!page.contains(event), "{event}");
    }
}

#[test]
fn links_lead_into_the_page_or_to_the_web() {
    for (name, record) in records() {
        let page = html(&record, &about());
        let ids = attributes(body(&page), "id");
        let places: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), places.len(), "{name}: two places with one name");
        for href in attributes(body(&page), "href") {
            match href.strip_prefix('#') {
                Some(place) => assert!(places.contains(place), "{name}: {href} leads nowhere"),
                None => assert!(href.starts_with("https://"), "{name}: {href}"),
            }
        }
    }
}

#[test]
fn every_attribution_can_be_linked_to() {
    let record = strait::record();
    let page = html(&record, &about());
    for reading in &record.readings {
        for attribution in &reading.attributions {
            let id = format!("id=\"a-{}-{}\"", reading.article.id, attribution.id);
            assert!(page.contains(&id), "{id}");
        }
    }
    assert!(page.contains("href=\"#a-harbour-1-a3\""));
}

#[test]
fn the_text_of_an_article_stands_on_the_page_word_for_word() {
    let record = strait::record();
    let page = html(&record, &about());
    for reading in &record.readings {
        let id = format!("id=\"t-{}\"", reading.article.id);
        let start = page.find(&id).expect("the article");
        let text = &page[start..];
        let text = &text[text.find("data-text").expect("its text")..];
        let text = &text
            [text.find('>').expect("the tag's end") + 1..text.find("</details>").expect("its end")];
        let shown = words(&without_notes(text));
        assert_eq!(
            shown,
            words(&reading.article.text),
            "{}",
            reading.article.id
        );
    }
}

/// `markup` less the numbers and cards that the page adds, less all tags.
fn without_notes(markup: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    let mut note: Option<usize> = None;
    for (at, part) in markup.split('<').enumerate() {
        let (tag, after) = if at == 0 {
            ("", part)
        } else {
            part.split_once('>').expect("a tag")
        };
        if tag.starts_with("span") {
            depth += 1;
            if tag.contains("class=\"note\"") && note.is_none() {
                note = Some(depth);
            }
        } else if tag.starts_with("/span") {
            if note == Some(depth) {
                note = None;
            }
            depth -= 1;
        } else if tag.starts_with("/p") {
            text.push('\n');
        }
        if note.is_none() {
            text.push_str(after);
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_same_record_makes_the_same_bytes() {
    for (name, record) in records() {
        assert_eq!(
            html(&record, &about()),
            html(&record.clone(), &about()),
            "{name}"
        );
    }
}

#[test]
fn json_is_one_object_on_one_line() {
    let mut out = Vec::new();
    json(&strait::record(), false, &mut out).expect("json");
    assert_eq!(out.iter().filter(|&&byte| byte == b'\n').count(), 1);
    let value: serde_json::Value = serde_json::from_slice(&out).expect("an object");
    assert_eq!(value["statements"].as_array().map(Vec::len), Some(12));
    assert!(value["articles"][0].get("text").is_none());
}

#[test]
fn markdown_of_the_strait() {
    insta::assert_snapshot!(markdown(&strait::record(), &about()));
}

#[test]
fn summary_of_the_strait() {
    insta::assert_snapshot!(summary(&strait::record(), 80, false));
}

#[test]
fn a_summary_fits_its_width_and_never_steers_the_terminal() {
    for (name, record) in records() {
        let text = summary(&record, 60, false);
        let steers =
            |c: char| c != '\n' && c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.contains(steers), "{name}");
        assert!(!text.is_empty(), "{name}");
        for line in text.lines() {
            assert!(line.chars().count() <= 60, "{name}: {line}");
        }
    }
    let plain = summary(&strait::record(), 80, false);
    let coloured = summary(&strait::record(), 80, true);
    assert_eq!(
        coloured
            .replace("\x1b[1m", "")
            .replace("\x1b[2m", "")
            .replace("\x1b[0m", ""),
        plain
    );
}

#[test]
fn markdown_keeps_hostile_markup_inert() {
    let page = markdown(&edge::hostile(), &about());
    assert!(!page.contains("<script") && !page.contains("<img"));
    assert!(MALICE.contains("<script") && page.contains("&lt;script&gt;"));
}

#[test]
fn why_a_speaker_is_not_named_is_told_in_the_article_s_words() {
    let told = "leaves the speaker unnamed: “because inquiries go on”.";
    let page = html(&strait::record(), &about());
    assert_eq!(page.matches(told).count(), 1);
    assert!(
        page.contains("not named “because inquiries go on”"),
        "on the card"
    );
    assert_eq!(
        markdown(&strait::record(), &about()).matches(told).count(),
        1
    );
}

#[test]
fn empty_states_say_so() {
    let page = html(&edge::silent(), &about());
    assert!(page.contains("Nobody is reported to have said anything in this article."));
    assert!(page.contains("Outlet not named") && page.contains("Day not known"));
    let page = html(&edge::lonely(), &about());
    assert!(page.contains("Speaker not named"));
    let page = html(&dixit_model::Record::default(), &about());
    assert!(page.contains("There is no article in this record."));
}
