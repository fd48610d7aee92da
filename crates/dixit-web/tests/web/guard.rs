//! Who is let in, and what every answer carries.

use crate::desk::Open;
use axum::body::Body;
use axum::http::Request;

#[tokio::test]
async fn every_answer_forbids_what_is_not_ours() {
    let desk = Open::new();
    for path in [
        "/",
        "/nowhere",
        "/api/v1",
        "/api/v1/nowhere",
        "/help",
        "/stories",
    ] {
        let answer = desk.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'; script-src 'self'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
    }
}

#[tokio::test]
async fn another_name_of_this_computer_is_refused() {
    let desk = Open::new();
    for host in [
        "harbour.example",
        "harbour.example:8017",
        "127.0.0.1.harbour.example",
    ] {
        let request = Request::get("/")
            .header("host", host)
            .body(Body::empty())
            .unwrap();
        assert_eq!(desk.send(request).await.status, 421, "{host}");
    }
    let request = Request::get("/").body(Body::empty()).unwrap();
    assert_eq!(desk.send(request).await.status, 421);
    let request = Request::get("/")
        .header("host", "localhost:1")
        .body(Body::empty())
        .unwrap();
    assert_eq!(desk.send(request).await.status, 200);
}

#[tokio::test]
async fn a_token_is_asked_for_everywhere() {
    let desk = Open::with(false, Some("a token of some length"));
    for path in [
        "/",
        "/api/v1",
        "/api/v1/openapi.json",
        "/nowhere",
        "/?token=wrong",
    ] {
        let answer = desk.get(path).await;
        assert_eq!(answer.status, 401, "{path}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        assert!(!answer.body.contains("Marant"));
    }
    let bearer = [("authorization", "Bearer a token of some length")];
    assert_eq!(desk.get_with("/api/v1", &bearer).await.status, 200);
    let wrong = [("authorization", "Bearer a token of some lengt")];
    assert_eq!(desk.get_with("/api/v1", &wrong).await.status, 401);
    let first = desk
        .get("/speakers?token=a+token+of+some+length&after=x")
        .await;
    assert_eq!(
        (first.status.as_u16(), first.header("location")),
        (303, "/speakers?after=x")
    );
    let cookie = first.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    assert!(!cookie.contains("token"), "{cookie}");
    let pass = cookie.split(';').next().unwrap();
    assert_eq!(desk.get_with("/", &[("cookie", pass)]).await.status, 200);
    assert_eq!(
        desk.get_with("/", &[("cookie", "dixit=0")]).await.status,
        401
    );
}

#[tokio::test]
async fn sending_on_never_leads_elsewhere() {
    let desk = Open::with(false, Some("a token of some length"));
    let answer = desk
        .get("//harbour.example/?token=a+token+of+some+length")
        .await;
    assert!(
        !answer.header("location").starts_with("//"),
        "{}",
        answer.header("location")
    );
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again() {
    let desk = Open::new();
    for path in ["/", "/api/v1/stories"] {
        let tag = desk.get(path).await.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{path}: {tag}");
        let again = desk.get_with(path, &[("if-none-match", &tag)]).await;
        assert_eq!(
            (again.status.as_u16(), again.body.as_str()),
            (304, ""),
            "{path}"
        );
        let other = desk.get_with(path, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(other.status, 200);
    }
    let one = desk.get("/api/v1/stories").await;
    let two = desk.get("/api/v1/stories?limit=1").await;
    assert_ne!(one.header("etag"), two.header("etag"));
}

#[tokio::test]
async fn too_much_is_refused() {
    let desk = Open::with(true, None);
    let long = format!("/search?q={}", "a".repeat(5000));
    assert_eq!(desk.get(&long).await.status, 414);
    let json = [("content-type", "application/json")];
    let big = desk
        .post("/api/v1/corrections", &json, &" ".repeat(70_000))
        .await;
    assert_eq!(big.status, 413);
    assert_eq!(big.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn assets_may_be_kept_and_change_their_names() {
    let desk = Open::new();
    let page = desk.get("/").await.body;
    let links = crate::desk::attributes(&page, "href");
    let style = links.iter().find(|href| href.ends_with(".css")).unwrap();
    let answer = desk.get(style).await;
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert!(answer.header("cache-control").contains("immutable"));
    assert!(!page.contains("<style") && !page.contains(" style="));
}
