//! /v1/identify … /v1/batch

use crate::desk;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::{Answer, Desk, WRITE_KEY};
use flate2::Compression;
use flate2::write::GzEncoder;
use gathering::collect;
use serde_json::{Value, json};
use std::io::Write;
use vocabulary::{Digest, KeyKind, Timestamp};

/// A post without any header that an SDK of a page would not send.
async fn plain(desk: &Desk, path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header("content-type", "text/plain");
    desk.send(request.body(body.into()).unwrap()).await
}

async fn n_pending(desk: &Desk) -> i64 {
    desk.engine.store().n_pending_events(&desk.workspace).await.unwrap()
}

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

#[tokio::test]
async fn every_name_that_sdks_use_takes_messages() {
    let desk = Desk::open().await;
    let mut n = 0;
    for path in [
        "/v1/t",
        "/v1/i",
        "/v1/p",
        "/v1/s",
        "/v1/g",
        "/v1/a",
        "/v1/t/",
        "/v1/track/",
        "/v1/identify/",
        "/v1/b",
        "/v1/b/",
        "/v1/batch/",
        "/v1/import",
        "/v1/import/",
    ] {
        n += 1;
        let message = json!({ "type": "track", "event": "A", "userId": "K1", "groupId": "g", "previousId": "p",
            "messageId": format!("m{n}"), "writeKey": WRITE_KEY });
        let body = json!({ "writeKey": WRITE_KEY, "batch": [message] });
        let is_batch = path.contains("/b") || path.contains("/import");
        let answer = plain(&desk, path, if is_batch { body } else { message }.to_string()).await;
        assert_eq!((answer.status, answer.body["n_accepted"].as_i64()), (StatusCode::OK, Some(1)), "{path}");
        assert_eq!(n_pending(&desk).await, n, "{path}");
    }
    let pending = desk.engine.store().pending_events(&desk.workspace, 100).await.unwrap();
    assert!(pending.iter().all(|event| !event.body.contains(WRITE_KEY)), "the key is not kept");
}

#[tokio::test]
async fn the_key_comes_as_clients_write_it() {
    let desk = Desk::open().await;
    let body = || r#"{"event":"A","userId":"K1"}"#.to_owned();
    for credentials in [
        format!("Basic {}", STANDARD.encode(format!("{WRITE_KEY}:"))),
        format!("basic {}", STANDARD.encode(format!("{WRITE_KEY}:"))),
        format!("BASIC {}", STANDARD.encode(WRITE_KEY)),
        format!("Basic {}", STANDARD.encode(WRITE_KEY).trim_end_matches('=')),
        format!("Basic {}", STANDARD.encode(format!("{WRITE_KEY}:password"))),
    ] {
        let request = Request::post("/v1/track").header("authorization", &credentials);
        let answer = desk.send(request.body(body().into()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{credentials}");
    }
    let answer = plain(&desk, &format!("/v1/track?writeKey={WRITE_KEY}"), body()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let long = format!("Basic {}", STANDARD.encode("k".repeat(3000)));
    let request = Request::post("/v1/track").header("authorization", long);
    assert_eq!(desk.send(request.body(body().into()).unwrap()).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn compressed_bodies_are_read_within_the_limit() {
    let desk = Desk::open().await;
    let gzip = |text: &str| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let send = async |bytes: Vec<u8>, encoding: &str| {
        let request = Request::post("/v1/batch").header("content-encoding", encoding);
        desk.send(request.body(bytes.into()).unwrap()).await
    };
    let batch = |n_blanks: usize| {
        let messages = [json!({ "type": "track", "event": "A", "userId": "K1", "messageId": "m1" })];
        let batch = json!({ "writeKey": WRITE_KEY, "batch": messages }).to_string();
        format!("{batch}{}", " ".repeat(n_blanks))
    };
    let answer = send(gzip(&batch(0)), "gzip").await;
    assert_eq!((answer.status, answer.body["n_accepted"].as_i64()), (StatusCode::OK, Some(1)));
    let bomb = send(gzip(&batch(50_000_000)), "gzip").await;
    assert_eq!((bomb.status, bomb.body["code"].as_str()), (StatusCode::PAYLOAD_TOO_LARGE, Some("too_large")));
    for (bytes, encoding, status) in [
        (batch(0).into_bytes(), "br", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (batch(0).into_bytes(), "gzip", StatusCode::BAD_REQUEST),
        (batch(5_000_000).into_bytes(), "identity", StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        assert_eq!(send(bytes, encoding).await.status, status, "{encoding}");
    }
}

#[tokio::test]
async fn pages_of_other_sites_may_post_events_and_nothing_else() {
    let desk = Desk::open().await;
    let ask = async |method: &str, path: &str| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("origin", "https://other.example")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type, authorization")
            .header("content-type", "application/json");
        desk.send(request.body(Body::from("{}")).unwrap()).await
    };
    for path in ["/v1/track", "/v1/t", "/v1/batch", "/v1/b/"] {
        let answer = ask("OPTIONS", path).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{path}");
        assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
        let allowed = answer.headers["access-control-allow-headers"].to_str().unwrap();
        assert!(allowed.contains("authorization") && allowed.contains("content-type"), "{allowed}");
        let refused = ask("POST", path).await;
        assert_eq!(refused.headers["access-control-allow-origin"], "*", "a page reads why: {path}");
    }
    for path in ["/api/v1/session", "/api/v1/setup", "/api/v1/quarantine/replay"] {
        for method in ["OPTIONS", "POST"] {
            let answer = ask(method, path).await;
            assert!(!answer.headers.contains_key("access-control-allow-origin"), "{method} {path}");
            assert!(answer.status.is_client_error(), "{method} {path}");
        }
        assert_eq!(ask("POST", path).await.body["code"], "other_origin", "{path}");
    }
}

#[tokio::test]
async fn a_batch_tells_of_each_message_that_is_not_taken() {
    let desk = Desk::open().await;
    let batch = json!({ "batch": [
        { "type": "track", "event": "A", "userId": "K1", "messageId": "m1" },
        7,
        { "type": "track", "userId": "K1", "messageId": "m2" },
    ] });
    let answer = desk.collect("/v1/batch", &batch.to_string(), WRITE_KEY).await;
    assert_eq!((answer.status, answer.body["success"].as_bool()), (StatusCode::OK, Some(true)));
    let problems: Vec<(i64, &str)> = answer.body["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| (problem["index"].as_i64().unwrap(), problem["field"].as_str().unwrap()))
        .collect();
    assert_eq!(problems, [(1, "type"), (2, "event")]);
    let many = json!({ "batch": vec![7; 1_001] });
    let answer = desk.collect("/v1/batch", &many.to_string(), WRITE_KEY).await;
    assert_eq!(
        (answer.status, answer.body["code"].as_str()),
        (StatusCode::PAYLOAD_TOO_LARGE, Some("too_many"))
    );
}

/// The workspace lives at 2026-09-15T14:00:00Z; the devices do not.
#[tokio::test]
async fn a_devices_clock_is_corrected_and_stays_so_when_read_again() {
    let desk = Desk::open().await;
    let cases = [
        ("fast", "2026-09-18T13:59:58Z", "2026-09-18T14:00:00Z"),
        ("slow", "2025-08-11T13:59:58Z", "2025-08-11T14:00:00Z"),
    ];
    for (id, timestamp, sent) in cases {
        let message = json!({ "type": "track", "event": "Clock", "userId": id, "messageId": id, "timestamp": timestamp });
        let batch = json!({ "sentAt": sent, "batch": [message] });
        let answer = desk.collect("/v1/batch", &batch.to_string(), WRITE_KEY).await;
        assert_eq!(answer.body["n_accepted"], 1, "{id}: {}", answer.body);
    }
    let alone = json!({ "event": "Clock", "userId": "alone", "messageId": "alone",
        "timestamp": cases[0].1, "sentAt": cases[0].2 });
    assert_eq!(desk.collect("/v1/track", &alone.to_string(), WRITE_KEY).await.status, StatusCode::OK);
    for event in desk.engine.store().pending_events(&desk.workspace, 10).await.unwrap() {
        let message: Value = serde_json::from_str(&event.body).unwrap();
        assert_eq!(message["receivedAt"], "2026-09-15T14:00:00Z", "{}", event.message_id);
        assert!(message["sentAt"].is_string(), "the envelope's moment is kept with each message");
    }
}

/// An SDK deletes what it holds on any 2xx.
#[tokio::test]
async fn an_unknown_path_is_a_problem_and_never_the_page() {
    let desk = Desk::open().await;
    for path in ["/v1/nonsense", "/v1", "/v1/", "/v1/projects/x/settings", "/api", "/api/", "/api/v1/nothing"]
    {
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
            let request = Request::builder().method(method).uri(path).header("accept", "text/html, */*");
            let answer = desk.send(request.body(Body::from("{}")).unwrap()).await;
            assert_eq!(
                (answer.status, answer.body["code"].as_str()),
                (StatusCode::NOT_FOUND, Some("not_found")),
                "{method} {path}"
            );
        }
    }
    for path in ["/batch", "/", "/people", "/assets/x.js", "/index.html"] {
        let answer = plain(&desk, path, "{}").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "POST {path}");
        assert_eq!(answer.headers["content-type"], "application/problem+json", "POST {path}");
    }
    for (method, path) in [("GET", "/v1/track"), ("PUT", "/v1/b"), ("PUT", "/api/v1/people")] {
        let request = Request::builder().method(method).uri(path);
        let answer = desk.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert!(answer.headers.contains_key("allow"), "{method} {path}");
    }
    for (path, accept, status) in [
        ("/assets/nothing.js", "*/*", StatusCode::NOT_FOUND),
        ("/nowhere", "text/html", StatusCode::NOT_FOUND),
        ("/nowhere", "application/json", StatusCode::NOT_FOUND),
    ] {
        let request = Request::get(path).header("accept", accept);
        let found = desk.send(request.body(Body::empty()).unwrap()).await.status;
        // A binary without the page says so.
        assert!(found == status || found == StatusCode::SERVICE_UNAVAILABLE, "{path} {accept}: {found}");
    }
}

/// The bodies in quarantine, with the rule each breaks.
async fn quarantined(desk: &Desk) -> Vec<(String, String)> {
    let filter = store::QuarantineFilter::default();
    let rows = desk.engine.store().quarantine_rows(&desk.workspace, filter, 0, 50).await.unwrap().items;
    rows.into_iter().map(|row| (row.rule, row.original)).collect()
}

/// Who is closed, of customers.
async fn is_closed(desk: &Desk, customer: &str) -> bool {
    let handles = [format!("customer_id:{customer}")];
    let said = desk.engine.store().consents_of(&desk.workspace, &handles).await.unwrap();
    said.iter().any(|line| line.action.as_str() == "withdrawn")
}

const SERVER_KEY: &str = "a-servers-key";

async fn of_a_server() -> Desk {
    let desk = Desk::open().await;
    let hash = Digest::of([SERVER_KEY]).to_string();
    let now = Timestamp::parse("2026-09-15T14:00:00Z").unwrap();
    desk.engine.store().create_write_key(&desk.workspace, "shop", &hash, KeyKind::Server, now).await.unwrap();
    desk
}

/// `JSON.stringify` writes a cut emoji as `\ud83d`, `json.dumps` writes `NaN`.
#[tokio::test]
async fn one_text_that_cannot_be_read_takes_no_other_along() {
    let desk = of_a_server().await;
    for (n, bad) in [r#""sale \ud83d""#, "NaN", "-Infinity", r#""\x41""#, "1e999"].into_iter().enumerate() {
        let body = format!(
            r#"{{"sentAt":"2026-09-15T14:00:00Z","batch":[{{"type":"track","userId":"A{n}","event":"Email Unsubscribed","messageId":"a{n}"}},{{"type":"track","event":"Unsubscribed","userId":"B{n}","writeKey":"{SERVER_KEY}","messageId":"b{n}","properties":{{"title":{bad}}}}}]}}"#
        );
        let answer = desk.collect("/v1/batch", &body, SERVER_KEY).await;
        let counts = (answer.body["n_accepted"].as_i64(), answer.body["n_quarantined"].as_i64());
        assert_eq!((answer.status, counts), (StatusCode::OK, (Some(1), Some(1))), "{bad}: {}", answer.body);
        let problem = &answer.body["problems"][0];
        assert_eq!((problem["index"].as_i64(), problem["code"].as_str()), (Some(1), Some("json")), "{bad}");
        assert!(is_closed(&desk, &format!("B{n}")).await, "{bad}");
        collect::land_pending(&desk.engine, &desk.workspace).await.unwrap();
        assert!(is_closed(&desk, &format!("A{n}")).await, "{bad}");
        let kept = quarantined(&desk).await;
        let (rule, original) = kept.iter().find(|(_, original)| original.contains(&format!("B{n}"))).unwrap();
        assert_eq!(rule, "json");
        // As it came, but for the secret in it.
        assert!(original.contains(bad) && !original.contains(SERVER_KEY), "{original}");
    }
    // Letters of another encoding, and an envelope that says what cannot be read.
    let mut body = br#"{"context":{"x":NaN},"batch":[{"type":"track","userId":"A9","event":"Seen","messageId":"a9"},{"type":"page","userId":"B9","name":"caf"#.to_vec();
    body.extend(b"\xe9\"}]}");
    let request = Request::post("/v1/batch")
        .header("authorization", format!("Basic {}", STANDARD.encode(format!("{SERVER_KEY}:"))));
    let answer = desk.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(
        (answer.body["n_accepted"].as_i64(), answer.body["n_quarantined"].as_i64()),
        (Some(1), Some(1)),
        "{}",
        answer.body
    );
    // What does not close is cut off, and told so.
    for body in [r#"{"batch":[{"type":"track""#, r#"{"batch":[{"a":NaN}"#, "NaN", r#"{"batch":[1"#] {
        let answer = desk.collect("/v1/batch", body, SERVER_KEY).await;
        assert_eq!(
            (answer.status, answer.body["code"].as_str()),
            (StatusCode::BAD_REQUEST, Some("not_json")),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_single_call_that_cannot_be_read_is_kept_and_its_no_counts() {
    let desk = of_a_server().await;
    let body = format!(
        r#"{{"userId":"K1","event":"Unsubscribed","writeKey":"{SERVER_KEY}","properties":{{"t":"\ud83d"}}}}"#
    );
    let answer = plain(&desk, "/v1/track", body.clone()).await;
    assert_eq!(
        (answer.status, answer.body["code"].as_str()),
        (StatusCode::BAD_REQUEST, Some("not_in_spec")),
        "{}",
        answer.body
    );
    assert!(is_closed(&desk, "K1").await);
    let kept = quarantined(&desk).await;
    assert!(
        kept[0].1.starts_with(r#"{"type":"track","userId":"K1""#) && !kept[0].1.contains(SERVER_KEY),
        "{kept:?}"
    );
    // Nobody is heard without a key.
    let answer = plain(&desk, "/v1/track", body.replace(SERVER_KEY, "another")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn another_message_under_an_id_is_a_conflict_however_soon_it_comes() {
    let desk = of_a_server().await;
    let message = |user: &str, event: &str| json!({ "type": "track", "userId": user, "event": event, "messageId": format!("m-{user}") });
    // In one batch: the first counts, the same again is the same, another is none.
    let batch = [("A", "Email Opened"), ("A", "Email Unsubscribed"), ("A", "Email Opened")]
        .map(|(user, event)| message(user, event));
    let answer = desk.collect("/v1/batch", &json!({ "batch": batch }).to_string(), SERVER_KEY).await;
    assert_eq!(
        (answer.body["n_accepted"].as_i64(), answer.body["n_quarantined"].as_i64()),
        (Some(2), Some(1)),
        "{}",
        answer.body
    );
    let problem = &answer.body["problems"][0];
    assert_eq!((problem["index"].as_i64(), problem["code"].as_str()), (Some(1), Some("conflict")));
    assert!(is_closed(&desk, "A").await);
    // One after the other.
    let collect = async |path: &str, body: Value| desk.collect(path, &body.to_string(), SERVER_KEY).await;
    assert_eq!(collect("/v1/track", message("B", "Email Opened")).await.status, StatusCode::OK);
    let answer = collect("/v1/track", message("B", "Email Unsubscribed")).await;
    assert_eq!((answer.status, answer.body["code"].as_str()), (StatusCode::CONFLICT, Some("conflict")));
    assert!(is_closed(&desk, "B").await);
    let batch = json!({ "batch": [message("B", "Email Unsubscribed")] });
    let answer = collect("/v1/batch", batch).await;
    assert_eq!(answer.body["n_quarantined"].as_i64(), Some(1), "{}", answer.body);
    // The same one sent again, at another time of its sender's clock, is taken as sent.
    let mut again = message("B", "Email Opened");
    again["sentAt"] = json!("2026-09-15T13:00:00Z");
    assert_eq!(collect("/v1/track", again).await.status, StatusCode::OK);
    assert_eq!(n_pending(&desk).await, 2);
    let rules: Vec<String> = quarantined(&desk).await.into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["conflict", "conflict"]);
    // What a browser says of others closes nobody.
    for event in ["Email Opened", "Email Unsubscribed"] {
        desk.collect("/v1/track", &message("C", event).to_string(), WRITE_KEY).await;
    }
    assert!(!is_closed(&desk, "C").await);
}
