//! Search, on the page and through the API.

use crate::desk::Open;

#[tokio::test]
async fn words_are_found_marked_and_lead_on() {
    let desk = Open::new();
    let page = desk.get("/search?q=port").await.body;
    assert!(page.contains("<mark>port</mark>"), "{page}");
    assert!(page.contains("href=\"/statements/q") && page.contains("href=\"/articles/a"));
    let page = desk.get("/search?q=Marant").await.body;
    assert!(page.contains("href=\"/speakers/e"));
    assert!(
        desk.get("/search?q=nosuchword")
            .await
            .body
            .contains("Nothing meets this")
    );
    let statements = desk.get("/statements?q=speaker:Marant").await.body;
    assert!(statements.contains("Ilse Marant") && !statements.contains("Tomas Veld</a>"));
}

#[tokio::test]
async fn a_word_that_is_not_understood_is_pointed_at() {
    let desk = Open::new();
    for path in [
        "/search?q=port+speeker:Marant",
        "/statements?q=port+speeker:Marant",
    ] {
        let answer = desk.get(path).await;
        assert_eq!(answer.status, 400);
        assert!(
            answer.body.contains("port speeker:Marant\n     ^"),
            "{}",
            answer.body
        );
    }
    let answer = desk.get("/api/v1/search?q=port+speeker:Marant").await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["offset"]),
        (400, &5.into())
    );
}

#[tokio::test]
async fn hits_of_one_kind_are_read_page_by_page() {
    let desk = Open::new();
    let first = desk
        .get("/api/v1/search?q=port+in:articles&limit=2")
        .await
        .json();
    let next = first["next"].as_str().expect("more");
    let second = desk
        .get(&format!(
            "/api/v1/search?q=port+in:articles&limit=2&after={}",
            crate::desk::encoded(next)
        ))
        .await
        .json();
    assert_ne!(first["articles"], second["articles"]);
    assert!(!second["articles"].as_array().unwrap().is_empty());
}
