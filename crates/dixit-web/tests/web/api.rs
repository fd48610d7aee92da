//! The API, and its description.

use crate::desk::{Open, encoded};
use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

/// Paths of the description with something real in the place of variables.
fn real(desk: &Open, path: &str) -> String {
    let ledger = desk.ledger();
    let story = desk.port();
    let record = ledger.record(std::slice::from_ref(&story)).unwrap();
    let key = match path.split('/').nth(3) {
        Some("stories") => story,
        Some("statements") => record.statements[0].id.clone(),
        Some("articles") => record.readings[0].article.id.clone(),
        Some("entities") => record.entities[0].id.clone(),
        _ => "1".to_owned(),
    };
    path.replace("{key}", &key)
        .replace("{name}", &encoded("The Harbour Post"))
        .replace("{id}", "1")
}

/// Whether `value` has what `schema` says, as far as the schemas here go.
fn fits(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(to) = schema["$ref"].as_str() {
        let name = to.rsplit('/').next().unwrap();
        return fits(
            document,
            &document["components"]["schemas"][name],
            value,
            name,
        );
    }
    if value.is_null() {
        let types = schema["type"].to_string();
        assert!(
            types.contains("null") || schema["type"].is_null(),
            "{at} is null"
        );
        return;
    }
    let kind = match value {
        Value::Object(_) => "object",
        Value::Array(_) => "array",
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        _ => "integer",
    };
    let types = schema["type"].to_string();
    assert!(
        schema["type"].is_null() || types.contains(kind),
        "{at}: {kind}, not {types}"
    );
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(
            value.get(name.as_str().unwrap()).is_some(),
            "{at} lacks {name}"
        );
    }
    if let Some(properties) = schema["properties"].as_object() {
        for (name, property) in properties {
            if let Some(inner) = value.get(name) {
                fits(document, property, inner, &format!("{at}.{name}"));
            }
        }
    }
    for inner in value.as_array().into_iter().flatten() {
        if !schema["items"].is_null() {
            fits(document, &schema["items"], inner, at);
        }
    }
}

#[tokio::test]
async fn what_is_described_is_there_and_as_described() {
    let desk = Open::new();
    let document = desk.get("/api/v1/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 15);
    for (path, methods) in paths {
        let to = real(&desk, path);
        for (method, operation) in methods.as_object().unwrap() {
            if method == "post" {
                // Read-only: there, and closed.
                let answer = desk
                    .post(&to, &[("content-type", "application/json")], "{}")
                    .await;
                assert_eq!(answer.status, 403, "{to}");
                continue;
            }
            let answer = desk.get(&to).await;
            assert_eq!(answer.status, 200, "{to}: {}", answer.body);
            let content = &operation["responses"]["200"]["content"];
            let kind = answer.header("content-type");
            assert!(content.get(kind).is_some(), "{to} is {kind}");
            if kind == "application/json" {
                fits(&document, &content[kind]["schema"], &answer.json(), &to);
            }
        }
        let wrong = Request::delete(&to)
            .header("host", "127.0.0.1")
            .body(Body::empty());
        let answer = desk.send(wrong.unwrap()).await;
        assert_eq!(answer.status, 405, "{to}");
        fits(
            &document,
            &document["components"]["schemas"]["Problem"],
            &answer.json(),
            &to,
        );
        assert!(!answer.header("allow").is_empty());
    }
}

#[tokio::test]
async fn listings_are_read_to_their_end_by_cursor() {
    let desk = Open::new();
    for (path, all) in [
        ("stories", 3),
        ("statements", 18),
        ("articles", 10),
        ("outlets", 6),
        ("runs", 2),
    ] {
        let mut seen = Vec::new();
        let mut next = Some(format!("/api/v1/{path}?limit=2"));
        while let Some(at) = next {
            let page = desk.get(&at).await;
            assert_eq!(page.status, 200, "{at}: {}", page.body);
            let page = page.json();
            seen.extend(
                page["rows"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(Value::to_string),
            );
            next = page["next"]
                .as_str()
                .map(|next| format!("/api/v1/{path}?limit=2&after={}", encoded(next)));
        }
        let distinct: std::collections::BTreeSet<&String> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len()), (all, all), "{path}");
    }
}

#[tokio::test]
async fn every_error_is_a_problem() {
    let desk = Open::new();
    for (path, status) in [
        ("/api/v1/nowhere", 404),
        ("/api", 404),
        ("/api/v1/stories/s0", 404),
        ("/api/v1/outlets/None", 404),
        ("/api/v1/runs/x", 404),
        ("/api/v1/stories?limit=0", 400),
        ("/api/v1/stories?limit=many", 400),
        ("/api/v1/stories?after=x", 400),
        ("/api/v1/stories?until=", 400),
        ("/api/v1/stories?from=7+March", 400),
        ("/api/v1/stories/%ff", 400),
        ("/api/v1/articles/a?text=maybe", 404),
    ] {
        let answer = desk.get(path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{path}"
        );
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{path}");
        assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|detail| detail.len() > 10),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_statement_and_an_article_speak_of_the_same_keys() {
    let desk = Open::new();
    let story = desk
        .get(&format!("/api/v1/stories/{}", desk.port()))
        .await
        .json();
    let statement = &story["statements"][0];
    let alone = desk
        .get(&format!(
            "/api/v1/statements/{}",
            statement["id"].as_str().unwrap()
        ))
        .await
        .json();
    assert_eq!(&alone, statement);
    let article = &story["articles"][0];
    let at = format!("/api/v1/articles/{}", article["id"].as_str().unwrap());
    let alone = desk.get(&at).await.json();
    assert_eq!(&alone, article);
    let without = desk.get(&format!("{at}?text=false")).await.json();
    assert!(without.get("text").is_none() && alone.get("text").is_some());
    let speaker = statement["speaker"]["entity"].as_str().unwrap();
    let entity = desk
        .get(&format!("/api/v1/entities/{speaker}"))
        .await
        .json();
    assert_eq!(entity["entity"]["name"], statement["speaker"]["name"]);
}
