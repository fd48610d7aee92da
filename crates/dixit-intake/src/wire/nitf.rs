//! NITF, the news industry's older markup, alone or inside NewsML-G2.

use super::item::Item;
use super::markup;
use super::xml::Element;

/// What a `nitf` element says.
pub(super) fn item(nitf: &Element) -> Item {
    let head = |path: &str, attribute: &str| {
        let element = nitf.first(&format!("head/{path}"))?;
        element.attribute(attribute).map(str::to_owned)
    };
    let body_head = |path: &str| nitf.words(&format!("body/body.head/{path}"));
    let mut item = Item {
        id: head("docdata/doc-id", "id-string"),
        text: nitf
            .first("body/body.content")
            .map(markup::of_element)
            .unwrap_or_default(),
        title: body_head("hedline/hl1")
            .or_else(|| body_head("headline/hl1"))
            .or_else(|| nitf.words("head/title")),
        outlet: head("docdata/doc.copyright", "holder")
            .or_else(|| head("pubdata", "name"))
            .or_else(|| body_head("distributor")),
        days: [
            head("docdata/date.issue", "norm"),
            head("docdata/date.release", "norm"),
            head("pubdata", "date.publication"),
        ]
        .into_iter()
        .flatten()
        .map(|day| spelled_out(&day))
        .collect(),
        authors: authors(nitf),
        language: nitf.attribute("lang").map(str::to_owned),
        ..Item::default()
    };
    for (key, value) in [
        ("dateline", body_head("dateline")),
        ("abstract", body_head("abstract")),
        ("section", head("pubdata", "position.section")),
        ("urgency", head("docdata/urgency", "ed-urg")),
    ] {
        if let Some(value) = value {
            item.extra.insert(key.to_owned(), value.into());
        }
    }
    item
}

/// The persons in the by-line, else the by-line.
fn authors(nitf: &Element) -> Vec<String> {
    let lines = nitf.all("body/body.head/byline");
    let persons: Vec<String> = lines
        .iter()
        .flat_map(|line| line.all("person"))
        .filter_map(|person| super::item::words(&person.text()))
        .collect();
    match persons.is_empty() {
        false => persons,
        true => lines
            .iter()
            .filter_map(|line| super::item::words(&line.text()))
            .collect(),
    }
}

/// `20310307T081500Z` as `2031-03-07T081500Z`.
fn spelled_out(day: &str) -> String {
    match day.get(..8) {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])
        }
        _ => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::newsml;

    #[test]
    fn a_file_of_nitf_is_read() {
        let draft = newsml::draft(
            r#"<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-6.dtd"><nitf xml:lang="en"><head><title>x</title>
            <docdata><doc-id id-string="kest-1"/><date.issue norm="20310307T081500Z"/><doc.copyright holder="Orrin Wire"/></docdata></head>
            <body><body.head><hedline><hl1>Kest to reopen</hl1></hedline><byline>By <person>Jo Lund</person>, Orrin Wire</byline>
            <dateline>KEST, March 7</dateline></body.head><body.content><p>The port of <location>Kest</location> opens.</p>
            <media><media-caption>no</media-caption></media><block><p>Soon.</p></block></body.content></body></nitf>"#,
            "a".to_owned(),
            "a.xml",
        )
        .unwrap();
        assert_eq!(draft.text, "The port of Kest opens.\nSoon.");
        assert_eq!(draft.id, "kest-1");
        assert_eq!(draft.title.unwrap().value, "Kest to reopen");
        assert_eq!(draft.outlet.unwrap().value, "Orrin Wire");
        assert_eq!(draft.authors, ["Jo Lund"]);
        assert_eq!(draft.published.unwrap().value.to_string(), "2031-03-07");
        assert_eq!(draft.extra["dateline"], "KEST, March 7");
    }
}
