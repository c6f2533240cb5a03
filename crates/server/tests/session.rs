//! /api/v1/setup and /api/v1/session

use crate::desk;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use desk::{Desk, first_member};
use serde_json::json;

#[tokio::test]
async fn the_first_visit_makes_one_member_and_no_second() {
    let mut desk = Desk::open().await;
    assert_eq!(desk.get("/api/v1/setup").await.body["needs_first_member"], true);
    let made = desk.post("/api/v1/setup", first_member("ann@example.com")).await;
    assert_eq!((made.status, made.body["member"]["role"].as_str()), (StatusCode::CREATED, Some("admin")));
    let second = desk.post("/api/v1/setup", first_member("eve@example.com")).await;
    assert_eq!((second.status, second.body["code"].as_str()), (StatusCode::CONFLICT, Some("already_set_up")));
    assert_eq!(desk.get("/api/v1/setup").await.body["needs_first_member"], false);
    desk.take_cookie(&made);
    assert_eq!(desk.get("/api/v1/session").await.body["member"]["name"], "Ann");
}

#[tokio::test]
async fn a_wrong_input_names_its_field() {
    let desk = Desk::open().await;
    for (field, value) in [("email", "ann"), ("password", "short"), ("name", " ")] {
        let mut body = first_member("ann@example.com");
        body[field] = json!(value);
        let answer = desk.post("/api/v1/setup", body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.body["field"], field);
        assert!(!answer.body.to_string().contains("short"), "{}", answer.body);
    }
}

#[tokio::test]
async fn nothing_is_shown_without_a_session() {
    let desk = Desk::open().await;
    for path in [
        "session",
        "overview",
        "people",
        "people/p_1",
        "pilots",
        "pilots/ai-win-back",
        "pilots/ai-win-back/inbox",
        "quarantine",
        "quarantine/rows",
        "audit",
    ] {
        let answer = desk.get(&format!("/api/v1/{path}")).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (StatusCode::UNAUTHORIZED, Some("not_signed_in")),
            "{path}"
        );
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }
}

#[tokio::test]
async fn signing_in_and_out() {
    let mut desk = Desk::signed_in().await;
    assert_eq!(desk.delete("/api/v1/session").await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.get("/api/v1/session").await.status, StatusCode::UNAUTHORIZED);
    for (email, password) in [("ann@example.com", "wrong"), ("nobody@example.com", "correct horse")] {
        let answer = desk.post("/api/v1/session", json!({ "email": email, "password": password })).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (StatusCode::UNAUTHORIZED, Some("wrong_credentials"))
        );
    }
    let right = json!({ "email": "ANN@example.com ", "password": "correct horse" });
    let answer = desk.post("/api/v1/session", right).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    desk.take_cookie(&answer);
    assert_eq!(desk.get("/api/v1/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let desk = Desk::signed_in().await;
    let wrong = json!({ "email": "ann@example.com", "password": "guess" });
    // All at once: a try counts before its password is looked at.
    let tries = (0..12).map(|_| desk.post("/api/v1/session", wrong.clone()));
    let mut statuses: Vec<StatusCode> =
        futures::future::join_all(tries).await.into_iter().map(|answer| answer.status).collect();
    statuses.sort();
    let mut expect = vec![StatusCode::UNAUTHORIZED; 8];
    expect.extend([StatusCode::TOO_MANY_REQUESTS; 4]);
    assert_eq!(statuses, expect);
    // From another address, through a proxy on this machine, she can sign in all the same.
    let right = json!({ "email": "ann@example.com", "password": "correct horse" }).to_string();
    let elsewhere = Request::post("/api/v1/session")
        .header("content-type", "application/json")
        .header("x-forwarded-for", "203.0.113.9, 198.51.100.7")
        .body(Body::from(right))
        .unwrap();
    assert_eq!(desk.send(elsewhere).await.status, StatusCode::OK);
    let long = json!({ "email": format!("{}@example.com", "a".repeat(300)), "password": "x" });
    assert_eq!(desk.post("/api/v1/session", long).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_first_member_needs_the_token_that_was_printed() {
    let desk = Desk::open().await;
    let mut body = first_member("eve@example.com");
    body["setup_token"] = json!("a guess");
    let answer = desk.post("/api/v1/setup", body.clone()).await;
    assert_eq!(
        (answer.status, answer.body["code"].as_str(), answer.body["field"].as_str()),
        (StatusCode::FORBIDDEN, Some("wrong_setup_token"), Some("setup_token"))
    );
    body.as_object_mut().unwrap().remove("setup_token");
    assert_eq!(desk.post("/api/v1/setup", body).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.get("/api/v1/setup").await.body["needs_first_member"], true);
}

#[tokio::test]
async fn a_change_needs_the_pages_token() {
    let mut desk = Desk::signed_in().await;
    assert_eq!(desk.post("/api/v1/quarantine/replay", json!({})).await.status, StatusCode::OK);
    desk.forget_csrf();
    let answer = desk.post("/api/v1/quarantine/replay", json!({})).await;
    assert_eq!((answer.status, answer.body["code"].as_str()), (StatusCode::FORBIDDEN, Some("csrf")));
}
