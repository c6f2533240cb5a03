//! /api/v1/setup and /api/v1/session
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desk;

use axum::http::StatusCode;
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
    let mut last = StatusCode::OK;
    for _ in 0..9 {
        last = desk.post("/api/v1/session", wrong.clone()).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_change_needs_the_pages_token() {
    let mut desk = Desk::signed_in().await;
    assert_eq!(desk.post("/api/v1/quarantine/replay", json!({})).await.status, StatusCode::OK);
    desk.forget_csrf();
    let answer = desk.post("/api/v1/quarantine/replay", json!({})).await;
    assert_eq!((answer.status, answer.body["code"].as_str()), (StatusCode::FORBIDDEN, Some("csrf")));
}
