//! Articles that have changed, on the desk and in the API.

use crate::desk::Open;
use crate::support;
use dixit_ledger::{Ledger, Page, Query};
use dixit_model::Reading;
use serde_json::Value;

/// The first article of the coverage, under an address, in other words.
fn reading(desk: &Open, words: &str) -> Reading {
    let ledger = desk.ledger();
    let key = &ledger
        .articles(&Query::default(), &Page::first(1))
        .unwrap()
        .rows[0]
        .key;
    let detail = ledger.article(key).unwrap().unwrap().here().unwrap();
    let mut reading = detail.reading;
    reading.article.id = "changed".to_owned();
    reading.article.url = Some("https://post.example/changed".to_owned());
    reading.article.text.push_str(words);
    reading
}

#[tokio::test]
async fn an_article_shows_what_each_version_changed() {
    let desk = Open::new();
    let versions = ["", " <b>Nobody</b> was hurt."].map(|words| reading(&desk, words));
    let mut ledger = Ledger::open(&desk.path()).unwrap();
    for version in versions {
        support::add(&mut ledger, vec![version]);
    }
    let key = ledger.changed(1).unwrap()[0].key.clone();
    let page = desk.get(&format!("/articles/{key}")).await.body;
    assert!(
        page.contains("wo versions") && page.contains("words added"),
        "{page}"
    );
    assert!(page.contains("&lt;b&gt;Nobody&lt;/b&gt;") && !page.contains("<b>Nobody"));
    let later = " <b>Nobody</b> was hurt. The council met.";
    support::add(&mut ledger, vec![reading(&desk, later)]);
    let page = desk.get(&format!("/articles/{key}")).await.body;
    assert!(page.contains("hree versions"), "{page}");
    let compared = |page: &str| page.matches("class=\"revision\"").count();
    assert_eq!(compared(&page), 1, "only what the last one changed");
    let path = format!("/articles/{key}?version=");
    let (_, link) = page.split_once(&path).unwrap();
    let (version, _) = link.split_once('#').unwrap();
    let page = desk.get(&format!("{path}{version}")).await.body;
    assert!(compared(&page) == 1 && page.contains("<details open"));
    let article: Value =
        serde_json::from_str(&desk.get(&format!("/api/v1/articles/{key}")).await.body).unwrap();
    let [first, second, _] = &article["versions"].as_array().unwrap()[..] else {
        panic!("{article}");
    };
    assert_eq!(
        (
            first["current"].as_bool(),
            second["change"]["added"].as_u64()
        ),
        (Some(false), Some(3))
    );
    let original = format!(
        "/articles/{key}/original?show=text&version={}",
        first["sha256"].as_str().unwrap()
    );
    let bytes = desk.get(&original).await;
    assert!(bytes.status.is_success() && !bytes.body.contains("Nobody"));
    assert_eq!(
        desk.get(&format!("/articles/{key}/original?version=00"))
            .await
            .status
            .as_u16(),
        404
    );
}
