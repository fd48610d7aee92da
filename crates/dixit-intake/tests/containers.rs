//! Archives, packed files, wire files, mail and tables, as files among others.

use dixit_intake::{Error, ErrorKind, Intake, Options};
use dixit_model::Article;
use flate2::{Compression, read::GzEncoder};
use std::io::{Cursor, Read};
use std::path::Path;

const WORDS: &str = "The harbour of Kest will open again within a week, President Ilse Marant told the harbour \
    council on Friday, after six weeks in which no ship had left it. The council agreed to the plan.";

fn read(bytes: impl AsRef<[u8]>, name: &str) -> Vec<Result<Article, Error>> {
    let name = (!name.is_empty()).then(|| Path::new(name));
    let reader = Box::new(Cursor::new(bytes.as_ref().to_vec()));
    Intake::new(Options::default()).read_from(reader, name)
}

fn only(bytes: impl AsRef<[u8]>, name: &str) -> Article {
    let mut found = read(bytes, name);
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    found.remove(0).unwrap_or_else(|error| panic!("{error}"))
}

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = GzEncoder::new(bytes.as_ref(), Compression::best());
    encoder.read_to_end(&mut packed).unwrap();
    packed
}

fn capture(id: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let mut block =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n").into_bytes();
    block.extend_from_slice(body);
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: 2031-03-08T10:00:00Z\r\n\
         WARC-Target-URI: https://post.example/{id}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(&block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn page(day: &str) -> String {
    format!(
        "<html><head><meta property='article:published_time' content='{day}'></head><body><h1>Kest</h1><p>{WORDS}</p></body></html>"
    )
}

#[test]
fn a_page_in_an_archive_is_an_article() {
    let archive = capture("a", "Content-Encoding: gzip\r\n", &gzip(page("2031-03-07")));
    for (bytes, name) in [
        (archive.clone(), "news.warc"),
        (gzip(&archive), "news.warc.gz"),
        (gzip(&archive), ""),
        (zstd::encode_all(&archive[..], 3).unwrap(), "news.warc.zst"),
        (archive.clone(), "saved.txt"),
    ] {
        let article = only(bytes, name);
        assert_eq!(article.id, "a");
        assert_eq!(article.url.as_deref(), Some("https://post.example/a"));
        assert!(article.origin.ends_with("@0"), "{}", article.origin);
        assert_eq!(article.published.unwrap().value.to_string(), "2031-03-07");
        assert_eq!(article.extra["archived"], "2031-03-08T10:00:00Z");
    }
}

#[test]
fn no_page_was_published_after_it_was_archived() {
    let article = only(capture("a", "", page("2032-03-07").as_bytes()), "a.warc");
    assert!(article.published.is_none(), "{:?}", article.published);
}

#[test]
fn the_charset_of_the_answer_is_a_hint() {
    let (bytes, _, _) = encoding_rs::ISO_8859_7
        .encode("Ο πρόεδρος μίλησε για το λιμάνι της πόλης και τα πλοία του.");
    let body = [
        b"<html><body><p>",
        &bytes[..],
        b" ",
        &bytes[..],
        b" ",
        &bytes[..],
        b" ",
        &bytes[..],
        b"</p></body></html>",
    ]
    .concat();
    let block = capture("a", "", &body);
    let block = String::from_utf8_lossy(&block[..60]).len();
    assert_eq!(block, 60);
    let mut archive = capture("a", "X-A: b\r\n", &body);
    let at = archive.windows(9).position(|w| w == b"text/html").unwrap() + 9;
    archive.splice(at..at, *b"; charset=iso-8859-7");
    // The length is now wrong by twenty, which the end of the file mends.
    assert!(only(archive, "a.warc").text.contains("πρόεδρος"));
}

#[test]
fn what_is_passed_over_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc");
    let request = String::from_utf8(capture("r", "", b""))
        .unwrap()
        .replace("Type: response", "Type: request");
    let archive = [
        request.as_bytes(),
        &capture("a", "", page("2031-03-07").as_bytes()),
        request.as_bytes(),
    ]
    .concat();
    std::fs::write(&path, archive).unwrap();
    let intake = Intake::new(Options::default());
    assert_eq!(intake.read(&[path]).flatten().count(), 1);
    assert_eq!(intake.passed_over(), 2);
}

#[test]
fn packed_files_are_read_as_what_is_in_them() {
    assert_eq!(only(gzip(page("2031-03-07")), "kest.html.gz").id, "kest");
    assert_eq!(
        only(gzip(format!("{{\"text\": \"{WORDS}\"}}")), "kest.jsonl.gz").id,
        "kest-1"
    );
    assert_eq!(
        only(
            zstd::encode_all(WORDS.as_bytes(), 3).unwrap(),
            "kest.txt.zst"
        )
        .text,
        WORDS
    );
    assert_eq!(only(gzip(gzip(WORDS)), "kest.txt.gz.gz").text, WORDS);
    let thrice = read(gzip(gzip(gzip(WORDS))), "kest.txt.gz");
    assert!(
        thrice[0]
            .as_ref()
            .is_err_and(|error| error.to_string().contains("packed again"))
    );
}

#[test]
fn packed_files_and_archives_are_found_in_folders() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("a.html.gz", &gzip(page("2031-03-07")));
    write(
        "b.warc.gz",
        &gzip(capture("b", "", page("2031-03-07").as_bytes())),
    );
    write("c.png.gz", b"x");
    write("d.csv", format!("id,text\nd,\"{WORDS}\"\n").as_bytes());
    let found = Intake::new(Options::default()).read(&[folder.path().to_owned()]);
    let ids: Vec<_> = found.map(|article| article.unwrap().id).collect();
    assert_eq!(ids, ["a", "b", "d"]);
}

#[test]
fn tables_are_read_row_by_row() {
    let table = format!(
        "\u{feff}ID,Title,Publish_Date,URL,Text,Section\nk1,Kest,2031-03-07,https://post.example/1,\"{WORDS}\nSoon.\",World\n\
         k2,,,,{},\n,,,,,\n",
        WORDS.replace(',', "")
    );
    for name in ["a.csv", ""] {
        let found = read(&table, name);
        let first = found[0].as_ref().unwrap();
        assert_eq!(first.id, "k1");
        assert_eq!(first.text, format!("{WORDS}\nSoon."));
        assert_eq!(
            first.published.as_ref().unwrap().value.to_string(),
            "2031-03-07"
        );
        assert_eq!(first.section.as_deref(), Some("World"));
        assert_eq!(found[1].as_ref().unwrap().id, "k2");
        assert_eq!(found[2].as_ref().unwrap_err().kind(), ErrorKind::NoText);
        assert_eq!(found.len(), 3);
    }
}

#[test]
fn lists_of_addresses_are_refused_with_what_to_do() {
    for (bytes, name) in [
        (
            "id,title,url\n1,Kest,https://post.example/1\n",
            "mediacloud.csv",
        ),
        (
            r#"{"articles": [{"url": "https://post.example/1", "title": "Kest", "seendate": "20310307T081500Z", "domain": "post.example"}]}"#,
            "gdelt.json",
        ),
    ] {
        let message = read(bytes, name)[0].as_ref().unwrap_err().to_string();
        assert!(
            message.contains("address") && message.contains("dixit watch"),
            "{message}"
        );
    }
}

#[test]
fn collectors_lists_are_read_item_by_item() {
    let fundus = format!(
        r#"{{"The Harbour Post": [{{"plaintext": "{WORDS}", "publishing_date": "2031-03-07"}}],
            "Orrin Wire": [{{"plaintext": "{WORDS} Soon."}}, {{"plaintext": "{WORDS} No."}}]}}"#
    );
    assert_eq!(read(fundus, "a.json").iter().flatten().count(), 3);
    let wrapped = format!(r#"{{"status": "ok", "articles": [{{"maintext": "{WORDS}"}}]}}"#);
    assert_eq!(only(wrapped, "a.json").id, "a-1");
}

#[test]
fn wire_files_and_mail_are_known_by_what_they_hold() {
    let item = |id: &str| {
        format!(
            "<newsItem guid='{id}'><contentSet><inlineXML><html><body><p>{WORDS}</p></body></html></inlineXML></contentSet></newsItem>"
        )
    };
    let message = format!(
        "<?xml version='1.0'?><newsMessage><itemSet>{}{}</itemSet></newsMessage>",
        item("k1"),
        item("k2")
    );
    for name in ["", "a.xml", "a.txt"] {
        let ids: Vec<_> = read(&message, name)
            .into_iter()
            .map(|article| article.unwrap().id)
            .collect();
        assert_eq!(ids, ["k1", "k2"], "{name}");
    }
    let ninjs = format!(
        r#"{{"uri": "urn:kest:1", "versioncreated": "2031-03-07T08:00:00Z", "body_text": "{WORDS}"}}"#
    );
    assert_eq!(only(&ninjs, "").id, "urn:kest:1");
    let letter = format!(
        "From: Harbour Post <a@post.example>\nDate: Fri, 7 Mar 2031 08:00:00 +0000\nSubject: Kest\n\n{WORDS}\n"
    );
    for name in ["", "a.eml"] {
        assert_eq!(only(&letter, name).title.unwrap().value, "Kest");
    }
}

mod hostile {
    use super::*;
    use std::time::{Duration, Instant};

    /// That it takes no more than some seconds, and gives nothing.
    fn refused(bytes: Vec<u8>, name: &str) {
        let start = Instant::now();
        let found = read(bytes, name);
        assert!(found.iter().all(Result::is_err), "{name}: {found:?}");
        assert!(!found.is_empty(), "{name}");
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "{name}: {:?}",
            start.elapsed()
        );
    }

    #[test]
    fn bombs_are_refused() {
        let zeros = vec![b' '; 300 << 20];
        let bomb = gzip(&zeros);
        refused(bomb.clone(), "a.txt.gz");
        refused(bomb.clone(), "a.jsonl.gz");
        refused(bomb.clone(), "a.csv.gz");
        refused(gzip(&bomb), "a.html.gz");
        refused(zstd::encode_all(&zeros[..], 3).unwrap(), "a.html.zst");
        refused(capture("a", "Content-Encoding: gzip\r\n", &bomb), "a.warc");
        refused(
            gzip(capture(
                "a",
                "Content-Encoding: gzip, gzip\r\n",
                &gzip(&bomb),
            )),
            "a.warc.gz",
        );
        refused(
            capture(
                "a",
                "Content-Encoding: zstd\r\n",
                &zstd::encode_all(&zeros[..], 3).unwrap(),
            ),
            "a.warc",
        );
    }

    #[test]
    fn a_line_of_a_gigabyte_takes_no_memory() {
        struct Line(u64);
        impl Read for Line {
            fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
                let count = (into.len() as u64).min(self.0) as usize;
                into[..count].fill(b'a');
                self.0 -= count as u64;
                Ok(count)
            }
        }
        for (name, head) in [
            ("a.jsonl", "{\"text\": \""),
            ("a.json", "{\"text\": \""),
            ("a.csv", "id,text\n1,\""),
            ("a.txt", ""),
            ("a.html", "<html>"),
            ("a.xml", "<newsItem>"),
            ("a.eml", "From: a\nTo: b\nSubject: "),
            ("a.warc", "WARC/1.0\r\nA: "),
            ("a.warc", ""),
        ] {
            let line = Box::new(Cursor::new(head).chain(Line(1 << 30)));
            let mut options = Options::default();
            options.max_bytes = 8 << 20;
            let start = Instant::now();
            let found = Intake::new(options).read_from(line, Some(Path::new(name)));
            assert!(found.len() <= 2 && found[0].is_err(), "{name}: {found:?}");
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "{name}: {:?}",
                start.elapsed()
            );
        }
    }

    #[test]
    fn entities_are_neither_expanded_nor_fetched() {
        let laughs: String = (1..30)
            .map(|n| format!("<!ENTITY l{n} '&l{0};&l{0};'>", n - 1))
            .collect();
        for outside in [
            "'ha'",
            "SYSTEM 'file:///etc/passwd'",
            "SYSTEM 'http://127.0.0.1:9/x'",
        ] {
            let item = format!(
                "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY l0 {outside}>{laughs}]><newsItem guid='a'><contentSet><inlineXML>\
                 <html><body><p>{WORDS} &l29; &l0;</p></body></html></inlineXML></contentSet></newsItem>"
            );
            let article = only(item, "a.xml");
            assert!(article.text.ends_with("&l29; &l0;"), "{}", article.text);
        }
    }

    #[test]
    fn a_million_nested_elements_are_refused() {
        refused(
            [b"<newsItem>".to_vec(), b"<a>".repeat(1_000_000)].concat(),
            "a.xml",
        );
        refused(
            [b"<newsItem>".to_vec(), b"<newsItem>".repeat(1_000_000)].concat(),
            "a.xml",
        );
        refused(
            format!(
                "{{\"uri\": \"a\", \"body_xhtml\": \"{}\"}}",
                "<div>".repeat(1_000_000)
            )
            .into_bytes(),
            "a.json",
        );
        refused(
            format!("{{\"uri\": \"a\", \"bodies\": {}", "[".repeat(1_000_000)).into_bytes(),
            "a.json",
        );
    }

    #[test]
    fn zip_files_that_lie_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wacz");
        let zeros = vec![0; 1000];
        for bytes in [
            &b"PK\x03\x04"[..],
            b"PK\x03\x04 and nothing more",
            &[
                b"PK\x03\x04",
                &zeros[..],
                b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0",
            ]
            .concat(),
        ] {
            std::fs::write(&path, bytes).unwrap();
            let found: Vec<_> = Intake::new(Options::default())
                .read(std::slice::from_ref(&path))
                .collect();
            assert!(found.len() == 1 && found[0].is_err(), "{found:?}");
        }
    }
}

#[test]
fn reading_an_archive_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc.gz");
    let records: Vec<u8> = ["a", "b", "c", "d"]
        .iter()
        .flat_map(|id| gzip(capture(id, "", page("2031-03-07").as_bytes())))
        .collect();
    std::fs::write(&path, records).unwrap();
    let paths = [path.clone()];
    let all: Vec<_> = Intake::new(Options::default())
        .arrivals(&paths)
        .flatten()
        .collect();
    for (done, last) in all.iter().enumerate() {
        let mut options = Options::default();
        options
            .starts
            .insert(path.canonicalize().unwrap(), last.after().unwrap());
        let rest: Vec<_> = Intake::new(options).arrivals(&paths).flatten().collect();
        let ids = |arrivals: &[dixit_intake::Arrival]| -> Vec<_> {
            arrivals
                .iter()
                .map(|found| (found.id().to_owned(), found.origin()))
                .collect()
        };
        assert_eq!(ids(&rest), ids(&all[done + 1..]));
    }
}

#[test]
fn an_archive_that_is_packed_once_more_has_no_places_to_begin_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gz");
    let records = gzip(capture("a", "", page("2031-03-07").as_bytes()));
    std::fs::write(&path, gzip(records)).unwrap();
    let intake = Intake::new(Options::default());
    let all: Vec<_> = intake.arrivals(&[path]).flatten().collect();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].after(), None);
}
