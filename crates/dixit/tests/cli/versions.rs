//! Articles that come again, in other addresses and in other words.

use crate::harness::Folder;
use dixit_ledger::{Ledger, Page, Query};

#[test]
fn variants_of_an_address_are_one_article_and_other_words_a_version() {
    let line = |url: &str, words: &str| {
        format!(
            "{{\"id\": \"a\", \"url\": \"{url}\", \"published\": \"2031-03-07\", \"text\": \"{words}\"}}\n"
        )
    };
    let first = "The port of Kest will open, Ilse Marant said on Friday.";
    let longer = "The port of Kest will open within a week, Ilse Marant said on Friday.";
    let folder = Folder::new()
        .file("1.jsonl", line("https://post.example/kest", first))
        .file(
            "2.jsonl",
            line("http://m.post.example/kest/amp?utm_source=x", first),
        )
        .file("3.jsonl", line("https://www.post.example/kest#top", longer));
    folder.run("add desk.ledger 1.jsonl").exits(0);
    let again = folder.run("add desk.ledger 2.jsonl").exits(0);
    assert!(
        again.out.contains("0 articles added") && again.out.contains("1 known"),
        "{again:?}"
    );
    let run = folder.run("add desk.ledger 3.jsonl --list").exits(0);
    assert!(run.lines()[0]["changed"].is_string(), "{run:?}");
    let ledger = Ledger::open_read_only(&folder.path("desk.ledger")).unwrap();
    let all = ledger
        .articles(&Query::default(), &Page::first(9))
        .unwrap()
        .rows;
    assert_eq!(all.len(), 1);
    let versions = ledger.versions(&all[0].key).unwrap().unwrap();
    let words: Vec<_> = versions
        .iter()
        .map(|v| (v.text.as_str(), v.current))
        .collect();
    assert_eq!(
        words,
        [(first, false), (longer, true)],
        "the longer of one day"
    );
}

#[test]
fn a_feed_in_a_file_gives_what_it_holds_and_names_the_rest() {
    let words = "<p>The ferries will sail again within a week, the port authority said on Friday. \
        The ramps are clean, said Joren Haske, a captain of the port of Vastad.</p>"
        .repeat(8);
    let item = |n: usize, more: &str| {
        format!(
            "<item><title>Ferries {n}</title><link>https://post.example/{n}</link>\
        <pubDate>Fri, 07 Mar 2031 10:00:00 GMT</pubDate>{more}</item>"
        )
    };
    let whole = format!("<content:encoded><![CDATA[{words}]]></content:encoded>");
    let feed = format!(
        "<?xml version='1.0'?><rss><channel><title>The Harbour Post</title>{}{}{}</channel></rss>",
        item(1, &whole),
        item(2, ""),
        item(3, "<description>Short &amp;hellip;</description>")
    );
    let folder = Folder::new().file("feed.xml", feed).file(
        "urls.txt",
        "https://post.example/4\nhttps://post.example/5\n",
    );
    let run = folder
        .run("read feed.xml")
        .exits(3)
        .says(&["2 entries hold only addresses; `dixit watch` fetches them"]);
    let line = &run.lines()[0];
    assert_eq!(
        (line["title"].as_str(), line["url"].as_str()),
        (Some("Ferries 1"), Some("https://post.example/1"))
    );
    assert_eq!(line["outlet"]["name"], "The Harbour Post");
    assert_eq!(line["published"]["date"], "2031-03-07");
    folder
        .run("read urls.txt")
        .exits(1)
        .says(&["2 entries hold only addresses"]);
}
