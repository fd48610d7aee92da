//! Corrections: from a form to the log to the record, and back again.

use crate::desk::{Answer, Open, attributes};
use serde_json::{Value, json};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("content-type", "application/json");

/// What a hidden field of a page's first form holds.
fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    let field = format!("name=\"{name}\" value=\"");
    page.split(&field)
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
}

/// The article of the port's story that quotes Dora Linnet, who speaks but once.
async fn article(desk: &Open) -> (String, Value) {
    let story = desk
        .get(&format!("/api/v1/stories/{}", desk.port()))
        .await
        .json();
    let statement = story["statements"]
        .as_array()
        .unwrap()
        .iter()
        .find(|statement| statement["speaker"]["name"] == "Dora Linnet");
    let member = statement.expect("Dora Linnet speaks")["members"][0].clone();
    (
        member["article"].as_str().unwrap().to_owned(),
        member["attribution"].clone(),
    )
}

async fn speakers(desk: &Open) -> Vec<String> {
    let page = desk.get("/api/v1/entities?limit=200").await.json();
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

async fn correct(desk: &Open, change: Value) -> Answer {
    let mut body = json!({"author": "Pia Holm", "reason": "as the recording has it"});
    for (name, value) in change.as_object().unwrap() {
        body[name] = value.clone();
    }
    desk.post("/api/v1/corrections", &[JSON], &body.to_string())
        .await
}

#[tokio::test]
async fn a_speaker_is_set_by_form_shown_as_set_and_undone() {
    let desk = Open::with(true, None);
    let (key, attribution) = article(&desk).await;
    let at = format!("/articles/{key}");
    let seal = hidden(&desk.get(&at).await.body, "seal").to_owned();
    let body = format!(
        "seal={seal}&back=/articles/{key}&kind=speaker&article={key}&attribution={}\
         &name=Wanda+Reth&entity_kind=person&author=Pia+Holm&reason=as+the+recording+has+it",
        attribution.as_str().unwrap()
    );
    let origin = ("origin", "http://127.0.0.1:8017");
    let made = desk.post("/corrections", &[FORM, origin], &body).await;
    assert_eq!(made.status, 303, "{}", made.body);
    assert_eq!(made.header("location"), format!("{at}?done=1"));
    let page = desk.get(made.header("location")).await.body;
    assert!(page.contains("Correction 1 is in the record"));
    assert!(page.contains("Wanda Reth") && page.contains("set by Pia Holm"));
    assert!(speakers(&desk).await.contains(&"Wanda Reth".to_owned()));
    let log = desk.get("/corrections").await.body;
    assert!(log.contains("Set the speaker of") && log.contains("as the recording has it"));
    let body = format!("seal={seal}&back=/corrections&author=Pia+Holm&reason=misheard");
    let undone = desk
        .post("/corrections/1/undo", &[FORM, origin], &body)
        .await;
    assert_eq!(
        undone.header("location"),
        "/corrections?done=2",
        "{}",
        undone.body
    );
    assert!(!speakers(&desk).await.contains(&"Wanda Reth".to_owned()));
    assert!(desk.get("/corrections").await.body.contains("Undone by"));
    let twice = desk
        .post("/corrections/1/undo", &[FORM, origin], &body)
        .await;
    assert_eq!(twice.status, 409);
}

#[tokio::test]
async fn forms_of_others_are_refused() {
    let desk = Open::with(true, None);
    let (key, _) = article(&desk).await;
    let at = format!("/articles/{key}");
    let seal = hidden(&desk.get(&at).await.body, "seal").to_owned();
    let rest = format!("kind=reject&article={key}&attribution=a1&author=X&reason=Y");
    let sealed = format!("seal={seal}&{rest}");
    let other = ("origin", "http://harbour.example");
    for (headers, body) in [
        (vec![FORM], rest.clone()),
        (vec![FORM], format!("seal=00&{rest}")),
        (vec![FORM, other], sealed.clone()),
        (vec![FORM, ("sec-fetch-site", "cross-site")], sealed.clone()),
    ] {
        assert_eq!(
            desk.post("/corrections", &headers, &body).await.status,
            403,
            "{body}"
        );
    }
    let plain = [("content-type", "text/plain")];
    let json = json!({"kind": "reject", "article": key, "attribution": "a1", "author": "X", "reason": "Y"});
    assert_eq!(
        desk.post("/api/v1/corrections", &plain, &json.to_string())
            .await
            .status,
        415
    );
    let away = format!("{sealed}&back=//harbour.example/");
    let made = desk.post("/corrections", &[FORM], &away).await;
    assert_eq!(made.header("location"), "/corrections?done=1");
    assert_eq!(desk.ledger().summary().unwrap().corrections, 1);
}

#[tokio::test]
async fn what_is_rejected_leaves_the_record() {
    let desk = Open::with(true, None);
    let (key, attribution) = article(&desk).await;
    assert!(speakers(&desk).await.contains(&"Dora Linnet".to_owned()));
    let made = correct(
        &desk,
        json!({"kind": "reject", "article": key, "attribution": attribution}),
    )
    .await;
    assert_eq!(
        (made.status.as_u16(), &made.json()["id"]),
        (201, &json!(1)),
        "{}",
        made.body
    );
    assert!(!speakers(&desk).await.contains(&"Dora Linnet".to_owned()));
    let page = desk.get(&format!("/articles/{key}")).await.body;
    assert!(page.contains("class=\"rejected\"") && page.contains("It is no part of the record"));
    let body = json!({"author": "Pia Holm", "reason": "it is one"}).to_string();
    let undone = desk
        .post("/api/v1/corrections/1/undo", &[JSON], &body)
        .await;
    assert_eq!(undone.status, 201, "{}", undone.body);
    assert!(speakers(&desk).await.contains(&"Dora Linnet".to_owned()));
}

#[tokio::test]
async fn every_kind_of_correction_is_taken_and_told() {
    let desk = Open::with(true, None);
    let (key, attribution) = article(&desk).await;
    let port = desk.port();
    let story = desk.get(&format!("/api/v1/stories/{port}")).await.json();
    let statement = &story["statements"][0];
    let member = &statement["members"][0];
    let entity = |n: usize| story["entities"][n]["id"].clone();
    let stories = desk.get("/api/v1/stories").await.json();
    let other = stories["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["key"] != *port)
        .unwrap();
    for (change, told) in [
        (
            json!({"kind": "confirm", "article": key, "attribution": attribution}),
            "Confirmed",
        ),
        (
            json!({"kind": "owner", "outlet": "Veld Courier", "owner": "Strait Holding"}),
            "Set the owner",
        ),
        (
            json!({"kind": "published", "article": key, "date": "2031-03-09"}),
            "9 March 2031",
        ),
        (
            json!({"kind": "outlet", "article": key, "outlet": "Harbour Evening"}),
            "Harbour Evening",
        ),
        (
            json!({"kind": "split-statement", "statement": statement["id"], "article": member["article"], "attribution": member["attribution"]}),
            "Took",
        ),
        (
            json!({"kind": "merge-entities", "from": entity(0), "into": entity(1)}),
            "Joined",
        ),
        (
            json!({"kind": "rename-in", "articles": key, "name": "Marant", "new_name": "Ada Marant"}),
            "Ada Marant",
        ),
        (
            json!({"kind": "merge-statements", "a": story["statements"][1]["id"], "b": story["statements"][2]["id"]}),
            "Joined",
        ),
        (
            json!({"kind": "split-story", "story": port, "article": key}),
            "Took",
        ),
        (
            json!({"kind": "merge-stories", "a": port, "b": other["key"]}),
            "Joined",
        ),
    ] {
        let made = correct(&desk, change.clone()).await;
        assert_eq!(made.status, 201, "{change}: {}", made.body);
        let log = desk.get("/corrections").await.body;
        let entry = log.split("<li id=\"c").nth(1).unwrap();
        assert!(entry.contains(told), "{change}: {entry}");
        for href in attributes(entry, "href") {
            let status = desk.get(&crate::desk::asked(href)).await.status;
            assert!(
                status.is_success() || status == 308,
                "{change}: {href} {status}"
            );
        }
    }
    for page in desk.pages() {
        assert_eq!(desk.get(&page).await.status, 200, "{page}");
    }
    assert!(
        desk.get("/outlets/Veld%20Courier")
            .await
            .body
            .contains("Strait Holding")
    );
}

#[tokio::test]
async fn a_correction_that_means_nothing_says_what_is_wrong() {
    let desk = Open::with(true, None);
    let (key, _) = article(&desk).await;
    for (change, status, word) in [
        (json!({}), 400, "kind"),
        (json!({"kind": "improve"}), 400, "confirm"),
        (
            json!({"kind": "confirm", "article": key}),
            400,
            "attribution",
        ),
        (
            json!({"kind": "confirm", "article": key, "attribution": "a99"}),
            409,
            "a99",
        ),
        (
            json!({"kind": "confirm", "article": "a000000000000", "attribution": "a1"}),
            409,
            "a000000000000",
        ),
        (
            json!({"kind": "published", "article": key, "date": "7 March"}),
            400,
            "date",
        ),
        (
            json!({"kind": "speaker", "article": key, "attribution": "a1", "name": "A", "entity_kind": "ship"}),
            400,
            "entity_kind",
        ),
        (
            json!({"kind": "merge-stories", "a": desk.port(), "b": desk.port()}),
            409,
            "itself",
        ),
        (
            json!({"kind": "owner", "outlet": "Veld Courier", "owner": "x".repeat(301)}),
            400,
            "300",
        ),
        (
            json!({"kind": "owner", "outlet": "Veld Courier", "owner": "a\nb"}),
            400,
            "one line",
        ),
        (
            json!({"kind": "owner", "outlet": 7, "owner": "a"}),
            400,
            "outlet",
        ),
        (
            json!({"kind": "confirm", "author": "", "article": key, "attribution": "a1"}),
            400,
            "author",
        ),
    ] {
        let answer = correct(&desk, change.clone()).await;
        assert_eq!(answer.status, status, "{change}: {}", answer.body);
        assert!(
            answer.json()["detail"].as_str().unwrap().contains(word),
            "{change}: {}",
            answer.body
        );
    }
    for broken in ["", "[]", "{", "null", "\u{0}"] {
        let answer = desk.post("/api/v1/corrections", &[JSON], broken).await;
        assert_eq!(answer.status, 400, "{broken}");
    }
    assert_eq!(desk.ledger().summary().unwrap().corrections, 0);
}
