//! NewsML-G2, IPTC's exchange format in XML, and NITF.

use super::item::{Item, words};
use super::xml::{self, Element};
use super::{markup, nitf};
use crate::draft::Draft;
use crate::{Error, ErrorKind};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// Whether a file that begins so is one of these.
pub(crate) fn begins(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(4096)]);
    let mut rest = head.as_ref();
    // The first element counts, whatever stands before it.
    while let Some((_, after)) = rest.split_once('<') {
        if !after.starts_with(['?', '!']) {
            let name: String = after
                .chars()
                .take_while(|c| !c.is_whitespace() && !"/>".contains(*c))
                .collect();
            let local = name.rsplit(':').next().unwrap_or_default();
            return ["newsItem", "newsMessage", "nitf"].contains(&local);
        }
        if let Some(comment) = after.strip_prefix("!--") {
            let Some((_, behind)) = comment.split_once("-->") else {
                return false;
            };
            rest = behind;
        } else {
            rest = after;
        }
    }
    false
}

/// Where the items of a message lie in it; of a file with one item, all of it.
pub(crate) fn items(document: &str) -> Vec<Range<usize>> {
    let mut reader = Reader::from_str(document);
    let (mut found, mut depth, mut start) = (Vec::new(), 0_u32, None);
    loop {
        let before = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "newsItem" => {
                depth += 1;
                start.get_or_insert(before);
            }
            Ok(Event::End(element)) if element.local_name().as_ref() == "newsItem" => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(start) = start.take()
                {
                    found.push(start..reader.buffer_position() as usize);
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            // What comes before a break is read; the rest is told when it is parsed.
            Err(_) => {
                found.extend(start.map(|start| start..document.len()));
                break;
            }
        }
    }
    match found.len() {
        0 | 1 => std::iter::once(0..document.len()).collect(),
        _ => found,
    }
}

/// The article of an item; `document` holds one.
pub(crate) fn draft(document: &str, id: String, origin: &str) -> Result<Draft, Error> {
    let root = xml::parse(document, origin)?;
    if root.name == "nitf" {
        return nitf::item(&root).draft(id, origin, "NITF");
    }
    let found = match root.name.as_str() {
        "newsItem" => Some(&root),
        _ => root.find("newsItem"),
    };
    match found {
        Some(found) => item(found).draft(id, origin, "NewsML-G2"),
        None => Err(Error::new(
            ErrorKind::NoText,
            origin,
            "is a message without a news item",
            "give the items that it announces",
        )),
    }
}

fn item(root: &Element) -> Item {
    let content = root.first("contentSet");
    let inline = content.and_then(|set| set.first("inlineXML"));
    // What the envelope does not say, the letter may.
    let mut item = inline
        .and_then(|inline| inline.elements().find(|element| element.name == "nitf"))
        .map(nitf::item)
        .unwrap_or_default();
    if item.text.is_empty() {
        item.text = inline
            .map(|inline| markup::of_element(inline.find("body").unwrap_or(inline)))
            .or_else(|| content.and_then(inline_data))
            .unwrap_or_default();
    }
    let word = |path: &str| root.words(path);
    let code = |path: &str, attribute: &str| {
        let value = root.first(path)?.attribute(attribute)?;
        Some(value.rsplit(':').next().unwrap_or(value).to_owned())
    };
    let named = |path: &str| {
        word(&format!("{path}/name"))
            .or_else(|| root.first(path)?.attribute("literal").map(str::to_owned))
            .or_else(|| code(path, "qcode"))
    };
    if let Some(guid) = root.attribute("guid") {
        item.id = Some(guid.to_owned());
        item.url = Some(guid.to_owned()).filter(|guid| guid.starts_with("http"));
    }
    item.title = word("contentMeta/headline")
        .or(item.title)
        .or_else(|| word("itemMeta/title"));
    item.outlet = named("itemMeta/provider")
        .or_else(|| word("contentMeta/creditline"))
        .or_else(|| named("rightsInfo/copyrightHolder"))
        .or(item.outlet);
    let days = [
        "itemMeta/firstCreated",
        "itemMeta/versionCreated",
        "contentMeta/contentCreated",
    ];
    let mut days: Vec<String> = days.into_iter().filter_map(word).collect();
    days.append(&mut item.days);
    item.days = days;
    let by = root.all("contentMeta/by");
    let authors: Vec<String> = by.iter().filter_map(|line| words(&line.text())).collect();
    let creators = || {
        root.all("contentMeta/creator")
            .into_iter()
            .filter_map(|c| c.words("name"))
    };
    if !authors.is_empty() {
        item.authors = authors;
    } else if item.authors.is_empty() {
        item.authors = creators().collect();
    }
    let language = root
        .first("contentMeta/language")
        .and_then(|tag| tag.attribute("tag"));
    item.language = language.map(str::to_owned).or(item.language);
    item.kind = code("itemMeta/itemClass", "qcode");
    item.status = code("itemMeta/pubStatus", "qcode");
    for (key, value) in [
        ("version", root.attribute("version").map(str::to_owned)),
        ("slugline", word("contentMeta/slugline")),
        ("dateline", word("contentMeta/dateline")),
        ("located", word("contentMeta/located/name")),
        ("embargoed", word("itemMeta/embargoed")),
        ("edNote", word("itemMeta/edNote")),
        ("copyrightnotice", word("rightsInfo/copyrightNotice")),
        ("usageterms", word("rightsInfo/usageTerms")),
    ] {
        if let Some(value) = value {
            item.extra.insert(key.to_owned(), value.into());
        }
    }
    item
}

fn inline_data(set: &Element) -> Option<String> {
    let data = set.first("inlineData")?;
    let plain = data.attribute("encoding").is_none();
    let kind = data.attribute("contenttype").unwrap_or("text/plain");
    let text = data.text();
    match (plain, kind.contains("html")) {
        (false, _) => None,
        (true, true) => Some(markup::of_html(&text)),
        (true, false) => Some(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news_item(number: u32, content: &str) -> String {
        format!(
            r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:kest:{number}" version="2" xml:lang="en">
            <rightsInfo><copyrightHolder literal="x"/><usageTerms>Not after Friday</usageTerms></rightsInfo>
            <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:OrrinWire"/>
            <versionCreated>2031-03-08T23:10:00-05:00</versionCreated><firstCreated>2031-03-07T23:10:00-05:00</firstCreated>
            <pubStatus qcode="stat:usable"/></itemMeta>
            <contentMeta><headline>Kest to &amp; reopen</headline><by>By Jo Lund and Ann Orme</by><language tag="en-GB"/>
            <located><name>Kest</name></located></contentMeta><contentSet>{content}</contentSet></newsItem>"#
        )
    }

    const XHTML: &str = r#"<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
        <head><title>no</title></head><body><p>The port of <b>Kest</b> opens.</p><p>Soon.</p></body></html></inlineXML>"#;

    fn read(document: &str) -> Result<Draft, Error> {
        draft(document, "a-1".to_owned(), "a.xml")
    }

    #[test]
    fn an_item_is_read() {
        let draft = read(&news_item(1, XHTML)).unwrap();
        assert_eq!(draft.text, "The port of Kest opens.\nSoon.");
        assert_eq!(draft.id, "urn:kest:1");
        assert_eq!(draft.title.unwrap().value, "Kest to & reopen");
        assert_eq!(draft.outlet.unwrap().value, "OrrinWire");
        assert_eq!(draft.authors, ["Jo Lund", "Ann Orme"]);
        assert_eq!(draft.published.unwrap().value.to_string(), "2031-03-07");
        assert_eq!(draft.language.unwrap().value, "en-GB");
        let extra = Value::Object(draft.extra).to_string();
        assert_eq!(
            extra,
            r#"{"version":"2","located":"Kest","usageterms":"Not after Friday"}"#
        );
    }

    use serde_json::Value;

    #[test]
    fn bodies_come_as_nitf_and_as_plain_text_too() {
        let nitf = "<inlineXML><nitf><body><body.content><p>The port opens.</p></body.content></body></nitf></inlineXML>";
        assert_eq!(read(&news_item(1, nitf)).unwrap().text, "The port opens.");
        let plain = r#"<inlineData contenttype="text/plain">The port
opens.</inlineData>"#;
        assert_eq!(read(&news_item(1, plain)).unwrap().text, "The port\nopens.");
        let picture =
            news_item(1, "<remoteContent href='a.jpg'/>").replace("ninat:text", "ninat:picture");
        assert!(read(&picture).unwrap_err().to_string().contains("picture"));
        let killed = news_item(1, XHTML).replace("stat:usable", "stat:canceled");
        assert!(read(&killed).unwrap_err().to_string().contains("canceled"));
    }

    #[test]
    fn the_items_of_a_message_are_told_apart() {
        let message = format!(
            "<?xml version='1.0'?><newsMessage><header/><itemSet>{}{}</itemSet></newsMessage>",
            news_item(1, XHTML),
            news_item(2, XHTML)
        );
        assert!(begins(message.as_bytes()));
        let ids: Vec<_> = items(&message)
            .into_iter()
            .map(|range| read(&message[range]).unwrap().id)
            .collect();
        assert_eq!(ids, ["urn:kest:1", "urn:kest:2"]);
        let one = news_item(1, XHTML);
        assert_eq!((items(&one).len(), items(&one)[0].len()), (1, one.len()));
    }

    #[test]
    fn other_xml_is_not_taken_for_it() {
        assert!(begins(
            b"<!-- <a> --><?xml version='1.0'?> <n:newsItem guid='x'>"
        ));
        assert!(!begins(b"<rss><newsItem/>") && !begins(b"<!-- newsItem") && !begins(b""));
    }
}
