//! What the pages show, and where they lead.

use crate::desk::{Open, asked, attributes};
use std::collections::BTreeSet;

#[tokio::test]
async fn every_page_answers_and_every_link_on_it_leads_somewhere() {
    let desk = Open::with(true, None);
    let mut links = BTreeSet::new();
    for page in desk.pages() {
        let answer = desk.get(&page).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.body.matches("<h1").count(), 1, "{page}");
        for href in attributes(&answer.body, "href") {
            if href.starts_with('/') {
                links.insert(asked(href));
            }
            let here = href.strip_prefix('#');
            if let Some(place) = here.filter(|place| !place.is_empty()) {
                assert!(
                    answer.body.contains(&format!("id=\"{place}\"")),
                    "{page}: #{place}"
                );
            }
        }
    }
    assert!(links.len() > 60, "{}", links.len());
    for link in links {
        let answer = desk.get(&link).await;
        assert!(
            answer.status.is_success() || answer.status.is_redirection(),
            "{link}: {} {}",
            answer.status,
            answer.body
        );
    }
}

#[tokio::test]
async fn links_into_a_text_arrive_there() {
    let desk = Open::new();
    let page = desk.get(&format!("/stories/{}", desk.port())).await;
    let links: Vec<&str> = attributes(&page.body, "href")
        .into_iter()
        .filter(|href| href.starts_with("/articles/") && href.contains('#'))
        .collect();
    assert!(links.len() > 10);
    for link in links {
        let (path, place) = link.split_once('#').unwrap();
        let article = desk.get(path).await;
        assert!(article.body.contains(&format!("id=\"{place}\"")), "{link}");
    }
}

#[tokio::test]
async fn any_words_of_a_text_have_an_address() {
    let desk = Open::new();
    let pages = desk.pages();
    let article = pages
        .iter()
        .find(|page| page.starts_with("/articles/"))
        .unwrap();
    let lit = desk.get(&format!("{article}?words=3-12#shown")).await.body;
    assert!(lit.contains("id=\"shown\"") && lit.contains("shown\""));
    // Beyond its end there are no words, and that is no error.
    let beyond = desk.get(&format!("{article}?words=900000-900001")).await;
    assert_eq!(beyond.status, 200);
    assert!(!beyond.body.contains("id=\"shown\""));
    for wrong in ["9-3", "x", "3", "3-", "-3-4"] {
        assert_eq!(
            desk.get(&format!("{article}?words={wrong}")).await.status,
            400,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn keys_that_lead_no_more_send_on() {
    let desk = Open::new();
    let (story, statement, entity) = {
        let ledger = desk.ledger();
        let story = desk.port();
        let record = ledger.record(std::slice::from_ref(&story)).unwrap();
        (
            story,
            record.statements[0].id.clone(),
            record.entities[0].id.clone(),
        )
    };
    let ledger = rusqlite::Connection::open(desk.ledger().path()).unwrap();
    for (old, kind, now) in [
        ("s00", "story", &story),
        ("q00", "statement", &statement),
        ("e00", "entity", &entity),
    ] {
        let sql = "INSERT INTO alias (key, kind, now) VALUES (?1, ?2, ?3)";
        ledger.execute(sql, [old, kind, now]).unwrap();
    }
    for (from, to) in [
        ("/stories/s00", format!("/stories/{story}")),
        ("/stories/s00/compare", format!("/stories/{story}/compare")),
        ("/statements/q00", format!("/statements/{statement}")),
        ("/speakers/e00", format!("/speakers/{entity}")),
        ("/api/v1/stories/s00", format!("/api/v1/stories/{story}")),
        (
            "/api/v1/statements/q00",
            format!("/api/v1/statements/{statement}"),
        ),
        ("/api/v1/entities/e00", format!("/api/v1/entities/{entity}")),
    ] {
        let answer = desk.get(from).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (308, to.as_str())
        );
        assert_eq!(desk.get(&to).await.status, 200);
    }
}

#[tokio::test]
async fn filters_of_stories_stand_in_the_address() {
    let desk = Open::new();
    let titles = async |query: &str| {
        let page = desk.get(&format!("/?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        page.body.matches("class=\"headline\"").count()
    };
    assert_eq!(titles("").await, 3);
    assert_eq!(titles("outlet=Island+Ledger").await, 1);
    assert_eq!(titles("from=2031-01-01").await, 2);
    assert_eq!(titles("until=2030-01-01").await, 1);
    assert_eq!(titles("least=5").await, 1);
    assert_eq!(titles("words=nosuchword").await, 0);
    assert_eq!(desk.get("/?from=yesterday").await.status, 400);
    assert_eq!(desk.get("/?least=many").await.status, 400);
    assert_eq!(desk.get("/?order=random").await.status, 400);
    assert_eq!(desk.get("/?after=nonsense").await.status, 400);
    let moved = desk.get("/stories?least=5").await;
    assert_eq!(
        (moved.status.as_u16(), moved.header("location")),
        (308, "/?least=5")
    );
}

#[tokio::test]
async fn a_story_tells_its_finding_and_each_statement_its_routes() {
    let desk = Open::new();
    let page = desk.get(&format!("/stories/{}", desk.port())).await.body;
    for shown in [
        "Marant offers to reopen",
        "class=\"finding\"",
        "independent routes",
        "svg",
        "Compare its outlets",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    let link = attributes(&page, "href")
        .into_iter()
        .find(|href| href.starts_with("/statements/q"));
    let statement = desk.get(link.unwrap()).await.body;
    for shown in [
        "side by side",
        "What it rests on",
        "<ins>",
        "<del>",
        "Routes from",
    ] {
        assert!(statement.contains(shown), "{shown}");
    }
}

#[tokio::test]
async fn outlets_are_compared_as_the_address_says() {
    let desk = Open::new();
    let at = format!("/stories/{}/compare", desk.port());
    let page = desk
        .get(&format!("{at}?outlet=Strait+Times&outlet=Veld+Courier"))
        .await
        .body;
    let columns = page
        .split("<thead>")
        .nth(1)
        .and_then(|t| t.split("</thead>").next())
        .unwrap();
    assert!(columns.contains("Strait Times") && columns.contains("Veld Courier"));
    assert!(!columns.contains("Kest"));
    let checked = page.matches(" checked").count();
    assert_eq!(checked, 2);
}

#[tokio::test]
async fn a_desk_that_reads_shows_no_forms() {
    let open = Open::with(true, None);
    let closed = Open::new();
    let article = open
        .pages()
        .into_iter()
        .find(|p| p.starts_with("/articles/"))
        .unwrap();
    assert!(open.get(&article).await.body.contains("method=\"post\""));
    assert!(!closed.get(&article).await.body.contains("method=\"post\""));
}

#[tokio::test]
async fn what_is_not_there_says_where_to_go() {
    let desk = Open::new();
    for lost in [
        "/nowhere",
        "/stories/s000000000000",
        "/statements/x",
        "/articles/a",
        "/speakers/e",
        "/outlets/None",
        "/runs/99",
        "/runs/x",
        "/stories/%2e%2e",
        "/assets/../desk.css",
    ] {
        let answer = desk.get(lost).await;
        assert_eq!(answer.status, 404, "{lost}");
        assert!(answer.body.contains("href=\"/search\""), "{lost}");
    }
}
