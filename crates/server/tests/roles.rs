//! Every route × every role, asked of the running router, against the table `roles.md` that people read.
//!
//! `TRUELIFT_WRITE_TABLE=1` writes the table anew; look at what changed before it is committed.

use crate::desk;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use desk::Desk;
use governance::Role;
use serde_json::Value;
use std::path::Path;
use store::{Member, NewMember, NewSession};
use vocabulary::{DAY, Digest};

const HEAD: &str = "\
# Who may call what

Read by `crates/server/tests/roles.rs`, which asks the running router for every operation of the API and every role.
`nobody` is a request without a session; `write key` stands where a machine's key is asked for instead.
Which act a route is, stands in `crates/server/src/policy.rs`; who may do it, in `crates/governance/src/policy.rs`.

| operation | marketer | analyst | brand | legal | leader | admin | nobody |
|---|---|---|---|---|---|---|---|
";

/// A request that reaches the route and changes nothing: what is named is not there, and a body is no JSON.
fn request(method: &str, path: &str, operation: &Value) -> Request<Body> {
    let named = path.split('/').map(|part| if part.starts_with('{') { "nothing" } else { part });
    let uri = named.collect::<Vec<_>>().join("/");
    // What SDKs post is read before the key is looked for.
    let (kind, body) = match operation.get("requestBody") {
        _ if path.starts_with("/v1/") => ("application/json", "{}"),
        Some(_) => ("text/plain", "no json"),
        None => ("text/plain", ""),
    };
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    Request::builder().method(method).uri(uri).header("content-type", kind).body(Body::from(body)).unwrap()
}

async fn session(desk: &Desk, member: &Member, n: usize) -> String {
    let (token, now) = (format!("{}-{n}", member.role), server::wall_clock());
    let session = NewSession {
        token_hash: &Digest::of([&token]).to_string(),
        csrf_token: "csrf",
        member_id: &member.member_id,
        expires_at: now + DAY,
        browser: "",
        password_hash: None,
    };
    desk.engine.store().create_session(&desk.workspace, session, now).await.unwrap();
    token
}

/// Whether the policy let a request through to its route.
fn word(status: StatusCode, body: &Value) -> &'static str {
    match (status, body["code"].as_str()) {
        (StatusCode::UNAUTHORIZED, Some("not_signed_in")) => "",
        (StatusCode::UNAUTHORIZED, _) => "write key",
        (StatusCode::FORBIDDEN, Some("wrong_role")) => "",
        (StatusCode::FORBIDDEN, Some("no_rule" | "csrf")) => panic!("a route without a rule: {body}"),
        _ => "yes",
    }
}

#[tokio::test]
async fn every_route_asks_the_role() {
    let desk = Desk::open().await;
    let mut members = Vec::new();
    for role in Role::ALL {
        let email = format!("{role}@example.com");
        let new = NewMember { name: role.as_str(), email: &email, role: *role, password_hash: Some("hash") };
        let now = server::wall_clock();
        members.push(desk.engine.store().create_member(&desk.workspace, new, now).await.unwrap());
    }
    let mut table = HEAD.to_owned();
    let document = server::document();
    let mut n = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let mut cells = Vec::new();
            for member in &members {
                n += 1;
                let token = session(&desk, member, n).await;
                let mut asked = request(method, path, operation);
                let headers = asked.headers_mut();
                headers.insert("cookie", format!("truelift_session={token}").parse().unwrap());
                headers.insert("x-csrf-token", "csrf".parse().unwrap());
                let answer = desk.send(asked).await;
                cells.push(word(answer.status, &answer.body));
            }
            let nobody = desk.send(request(method, path, operation)).await;
            cells.push(word(nobody.status, &nobody.body));
            table.push_str(&format!("| {} {path} | {} |\n", method.to_uppercase(), cells.join(" | ")));
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/roles.md");
    if std::env::var_os("TRUELIFT_WRITE_TABLE").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    for (known, now) in known.lines().zip(table.lines()) {
        assert_eq!(known, now, "who may call it changed: see the head of this test");
    }
    assert_eq!(
        known.lines().count(),
        table.lines().count(),
        "an operation came or went: see the head of this test"
    );
}
