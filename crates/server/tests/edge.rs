//! Who may ask, what may be asked, and how what cannot be answered is said.

use crate::desk;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use desk::{Desk, WRITE_KEY, first_member};
use serde_json::{Value, json};

#[tokio::test]
async fn another_name_is_not_answered() {
    let desk = Desk::open().await;
    for (host, status) in [
        ("localhost:8420", StatusCode::OK),
        ("127.0.0.1", StatusCode::OK),
        ("[::1]:8420", StatusCode::OK),
        ("shop.example:443", StatusCode::OK),
        ("evil.example", StatusCode::MISDIRECTED_REQUEST),
        ("127.0.0.1.evil.example", StatusCode::MISDIRECTED_REQUEST),
    ] {
        let request = Request::get("/api/v1/setup").header("host", host).body(Body::empty()).unwrap();
        let answer = desk.send(request).await;
        assert_eq!(answer.status, status, "{host}");
        if status != StatusCode::OK {
            assert_eq!(answer.headers["content-type"], "application/problem+json");
        }
    }
    let setup = Request::post("/api/v1/setup")
        .header("host", "evil.example")
        .header("content-type", "application/json")
        .body(Body::from(first_member("eve@example.com").to_string()))
        .unwrap();
    assert_eq!(desk.send(setup).await.status, StatusCode::MISDIRECTED_REQUEST);
    let probe = Request::get("/health").header("host", "10.1.2.3:8420").body(Body::empty()).unwrap();
    assert_eq!(desk.send(probe).await.status, StatusCode::OK, "a probe comes by address");
}

#[tokio::test]
async fn another_page_changes_nothing() {
    let desk = Desk::open().await;
    for (name, value, is_let_in) in [
        ("origin", "http://localhost:8420", true),
        ("origin", "https://shop.example", true),
        ("origin", "https://evil.example", false),
        ("origin", "null", false),
        ("sec-fetch-site", "cross-site", false),
        ("sec-fetch-site", "same-origin", true),
    ] {
        let request = Request::post("/api/v1/session")
            .header("content-type", "application/json")
            .header(name, value)
            .body(Body::from(json!({ "email": "a@example.com", "password": "x" }).to_string()))
            .unwrap();
        let answer = desk.send(request).await;
        let expect = if is_let_in { "wrong_credentials" } else { "other_origin" };
        assert_eq!(answer.body["code"], expect, "{name}: {value}");
    }
}

#[tokio::test]
async fn whatever_cannot_be_read_is_a_problem() {
    let desk = Desk::signed_in().await;
    let nul = "/api/v1/quarantine/rows?source=a%00b";
    for (path, status, code) in [
        ("/api/v1/people?cursor=99999999999999999999999", StatusCode::BAD_REQUEST, "invalid_cursor"),
        ("/api/v1/people?cursor=-1", StatusCode::BAD_REQUEST, "invalid_cursor"),
        ("/api/v1/quarantine/rows?cursor=9223372036854775807", StatusCode::BAD_REQUEST, "invalid_cursor"),
        ("/api/v1/quarantine/rows?cursor=x", StatusCode::BAD_REQUEST, "invalid_cursor"),
        ("/api/v1/pilots/ai-win-back/inbox?cursor=1e9", StatusCode::BAD_REQUEST, "invalid_cursor"),
        ("/api/v1/people?limit=many", StatusCode::BAD_REQUEST, "invalid_query"),
        ("/api/v1/people?colour=red", StatusCode::BAD_REQUEST, "invalid_query"),
        (nul, StatusCode::BAD_REQUEST, "nul_character"),
        ("/api/v1/pilots/a%00b", StatusCode::BAD_REQUEST, "nul_character"),
        ("/api/v1/people/a%ff", StatusCode::BAD_REQUEST, "invalid_path"),
    ] {
        let answer = desk.get(path).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (status, Some(code)),
            "{path} {}",
            answer.body
        );
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{path}");
    }
    for (body, kind, status) in [
        ("{", "application/json", StatusCode::BAD_REQUEST),
        ("{}", "text/plain", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("[]", "application/json", StatusCode::UNPROCESSABLE_ENTITY),
        (r#"{"email":"a\u0000@example.com","password":"x"}"#, "application/json", StatusCode::BAD_REQUEST),
        (
            r#"{"email":"a@example.com","password":12345}"#,
            "application/json",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let request = Request::post("/api/v1/session").header("content-type", kind);
        let answer = desk.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, status, "{body}");
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{body}");
        assert!(!answer.body.to_string().contains("12345"), "{}", answer.body);
    }
    let large = Request::post("/api/v1/session").header("content-type", "application/json");
    let answer = desk.send(large.body(Body::from("x".repeat(2_000_000))).unwrap()).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_search_of_many_words_is_refused_and_one_of_some_is_answered() {
    let desk = Desk::signed_in().await;
    let words = |n: usize| vec!["ann"; n].join("+");
    assert_eq!(desk.get(&format!("/api/v1/people?q={}", words(16))).await.status, StatusCode::OK);
    for n in [17, 1_200] {
        let answer = desk.get(&format!("/api/v1/people?q={}", words(n))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{n}: {}", answer.body);
    }
}

#[tokio::test]
async fn operators_can_probe_and_count() {
    let desk = Desk::open().await;
    assert_eq!(desk.get("/health").await.body["status"], "ok");
    assert_eq!(desk.get("/ready").await.body["status"], "ready");
    desk.collect("/v1/track", r#"{"event":"Secret","userId":"K1"}"#, WRITE_KEY).await;
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let (headers, text) = desk.text(request).await;
    assert!(headers["content-type"].to_str().unwrap().starts_with("text/plain"));
    assert!(text.contains("truelift_events_accepted_total 1\n"), "{text}");
    assert!(!text.contains("Secret") && !text.contains("K1"), "{text}");
}

#[tokio::test]
async fn an_admin_makes_write_keys_and_sees_them_once() {
    let desk = Desk::signed_in().await;
    let made = desk.post("/api/v1/write-keys", json!({ "source": "app", "kind": "server" })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let key = made.body["write_key"].as_str().unwrap();
    let answer = desk.collect("/v1/track", r#"{"event":"A","userId":"K1"}"#, key).await;
    assert_eq!(answer.status, StatusCode::OK);
    let list = desk.get("/api/v1/write-keys").await.body;
    assert!(!list.to_string().contains(key));
    let kinds: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    assert_eq!(kinds, ["server", "browser"]);
    let bad = desk.post("/api/v1/write-keys", json!({ "source": "" })).await;
    assert_eq!((bad.status, bad.body["field"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("source")));
}
