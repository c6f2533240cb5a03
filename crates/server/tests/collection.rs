//! /v1/identify … /v1/batch
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desk;

use axum::http::StatusCode;
use desk::{Desk, WRITE_KEY};
use serde_json::json;

#[tokio::test]
async fn every_call_of_the_spec_is_taken_and_durable() {
    let desk = Desk::open().await;
    for (n, (call, more)) in [
        ("identify", json!({ "traits": { "email": "ann@example.com" } })),
        ("track", json!({ "event": "Product Viewed" })),
        ("page", json!({ "name": "Home" })),
        ("screen", json!({ "name": "Home" })),
        ("group", json!({ "groupId": "g1" })),
        ("alias", json!({ "previousId": "a0" })),
    ]
    .into_iter()
    .enumerate()
    {
        let mut message = more;
        message["userId"] = json!("K1");
        message["messageId"] = json!(format!("m{n}"));
        let answer = desk.collect(&format!("/v1/{call}"), &message.to_string(), WRITE_KEY).await;
        assert_eq!(
            (answer.status, answer.body["success"].as_bool()),
            (StatusCode::OK, Some(true)),
            "{call}: {}",
            answer.body
        );
        assert_eq!(
            desk.engine.store().n_pending_events(&desk.workspace).await.unwrap(),
            n as i64 + 1,
            "{call}"
        );
    }
}

#[tokio::test]
async fn a_batch_takes_the_good_and_keeps_the_bad() {
    let desk = Desk::open().await;
    let batch = json!({ "batch": [
        { "type": "track", "event": "A", "userId": "K1", "messageId": "m1" },
        { "type": "track", "userId": "K1", "messageId": "m2" },
        { "type": "page", "anonymousId": "a1", "messageId": "m3" },
    ] });
    for _ in 0..2 {
        let answer = desk.collect("/v1/batch", &batch.to_string(), WRITE_KEY).await;
        assert_eq!(
            (answer.body["n_accepted"].as_i64(), answer.body["n_quarantined"].as_i64()),
            (Some(2), Some(1))
        );
    }
    assert_eq!(desk.engine.store().n_pending_events(&desk.workspace).await.unwrap(), 2);
    assert_eq!(desk.engine.store().n_quarantined(&desk.workspace).await.unwrap(), (1, 1));
}

#[tokio::test]
async fn what_cannot_be_taken_says_why() {
    let desk = Desk::open().await;
    let long =
        json!({ "event": "A", "userId": "K1", "properties": { "x": "y".repeat(33 * 1024) } }).to_string();
    for (path, body, key, status, code) in [
        ("/v1/track", "{}", "another-key", StatusCode::UNAUTHORIZED, "unknown_write_key"),
        ("/v1/track", "{", WRITE_KEY, StatusCode::BAD_REQUEST, "not_json"),
        ("/v1/track", "[]", WRITE_KEY, StatusCode::BAD_REQUEST, "not_json"),
        ("/v1/track", r#"{"userId":"K1"}"#, WRITE_KEY, StatusCode::BAD_REQUEST, "not_in_spec"),
        ("/v1/track", long.as_str(), WRITE_KEY, StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        ("/v1/batch", "{}", WRITE_KEY, StatusCode::UNPROCESSABLE_ENTITY, "invalid_input"),
    ] {
        let answer = desk.collect(path, body, key).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (status, Some(code)),
            "{path} {}",
            answer.body
        );
    }
}
