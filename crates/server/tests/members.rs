//! /api/v1/members, /api/v1/account and /api/v1/join

use crate::desk;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use desk::{Answer, Desk};
use serde_json::{Value, json};

const PASSWORD: &str = "a horse of Ben";

fn is(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!((answer.status, answer.body["code"].as_str()), (status, Some(code)), "{}", answer.body);
}

/// Invites, and gives the member's id and the link's token.
async fn invite(desk: &Desk, email: &str, role: &str) -> (String, String) {
    let body = json!({ "name": "Ben", "email": email, "role": role });
    let made = desk.post("/api/v1/members", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    assert_eq!(
        (made.body["kind"].as_str(), made.body["member"]["state"].as_str()),
        (Some("invite"), Some("invited"))
    );
    (made.body["member"]["id"].as_str().unwrap().to_owned(), token(&made.body))
}

fn token(made: &Value) -> String {
    made["path"].as_str().unwrap().strip_prefix("/join?token=").unwrap().to_owned()
}

async fn join(desk: &Desk, token: &str, password: &str) -> Answer {
    desk.post("/api/v1/join", json!({ "token": token, "name": "Ben Ito", "password": password })).await
}

#[tokio::test]
async fn who_is_invited_joins_with_a_password_of_their_own() {
    let ann = Desk::signed_in().await;
    let (_, token) = invite(&ann, "ben@example.com", "brand").await;
    let mut ben = ann.other_browser();
    let offer = ben.post("/api/v1/join/offer", json!({ "token": token })).await;
    assert_eq!(
        (offer.body["made_by"].as_str(), offer.body["workspace"].as_str(), offer.body["role"].as_str()),
        (Some("Ann"), Some("Peach State Provisions"), Some("brand"))
    );
    let short = join(&ben, &token, "short").await;
    assert_eq!(
        (short.status, short.body["field"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("password"))
    );
    let joined = join(&ben, &token, PASSWORD).await;
    assert_eq!((joined.status, joined.body["member"]["name"].as_str()), (StatusCode::OK, Some("Ben Ito")));
    ben.take_session(&joined);
    let session = ben.get("/api/v1/session").await;
    assert_eq!(session.body["member"]["email"], "ben@example.com");
    let denied = session.body["permissions"].as_array().unwrap().iter().find(|p| p["act"] == "keep_members");
    assert_eq!(denied.unwrap()["is_allowed"], false);
    assert!(denied.unwrap()["why_not"].as_str().unwrap().ends_with("ask an admin"));
    is(&join(&ben, &token, PASSWORD).await, StatusCode::GONE, "link_spent");
    let again = json!({ "name": "Ben", "email": "BEN@example.com", "role": "legal" });
    let again = ann.post("/api/v1/members", again).await;
    is(&again, StatusCode::CONFLICT, "taken");
    assert_eq!(again.body["field"], "email");
    let refused =
        ben.post("/api/v1/members", json!({ "name": "C", "email": "c@example.com", "role": "admin" })).await;
    is(&refused, StatusCode::FORBIDDEN, "wrong_role");
    assert_eq!(refused.body["hint"], "ask an admin");
}

#[tokio::test]
async fn two_who_join_by_one_link_are_one() {
    let ann = Desk::signed_in().await;
    let (_, token) = invite(&ann, "ben@example.com", "brand").await;
    let other = ann.other_browser();
    let tries = futures::future::join_all((0..3).map(|_| join(&other, &token, PASSWORD))).await;
    let mut statuses: Vec<StatusCode> = tries.iter().map(|answer| answer.status).collect();
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::GONE, StatusCode::GONE]);
}

#[tokio::test]
async fn a_link_is_taken_back_and_made_anew() {
    let ann = Desk::signed_in().await;
    let (id, first) = invite(&ann, "ben@example.com", "brand").await;
    let anew = ann.post(&format!("/api/v1/members/{id}/link"), json!({})).await;
    assert_eq!((anew.status, anew.body["kind"].as_str()), (StatusCode::CREATED, Some("invite")));
    let ben = ann.other_browser();
    is(&join(&ben, &first, PASSWORD).await, StatusCode::GONE, "link_spent");
    let back = ann.delete(&format!("/api/v1/members/{id}/link")).await;
    assert_eq!((back.status, back.body["state"].as_str()), (StatusCode::OK, Some("without_password")));
    is(&join(&ben, &token(&anew.body), PASSWORD).await, StatusCode::GONE, "link_spent");
    is(&ben.post("/api/v1/join/offer", json!({ "token": "made up" })).await, StatusCode::GONE, "link_spent");
    is(&ann.post("/api/v1/members/member-nobody/link", json!({})).await, StatusCode::NOT_FOUND, "not_found");
}

#[tokio::test]
async fn the_last_admin_stays() {
    let ann = Desk::signed_in().await;
    let me = ann.get("/api/v1/session").await.body["member"]["id"].as_str().unwrap().to_owned();
    is(&ann.delete(&format!("/api/v1/members/{me}")).await, StatusCode::CONFLICT, "last_admin");
    let role = format!("/api/v1/members/{me}/role");
    is(&ann.put(&role, json!({ "role": "brand" })).await, StatusCode::CONFLICT, "last_admin");
    // Somebody who was invited cannot sign in yet; once they can, the first may go.
    let (_, token) = invite(&ann, "ben@example.com", "admin").await;
    is(&ann.put(&role, json!({ "role": "brand" })).await, StatusCode::CONFLICT, "last_admin");
    join(&ann.other_browser(), &token, PASSWORD).await;
    let demoted = ann.put(&role, json!({ "role": "brand" })).await;
    assert_eq!((demoted.status, demoted.body["role"].as_str()), (StatusCode::OK, Some("brand")));
    is(&ann.put(&role, json!({ "role": "admin" })).await, StatusCode::FORBIDDEN, "wrong_role");
}

#[tokio::test]
async fn who_is_removed_is_out_at_once_and_can_be_brought_back() {
    let ann = Desk::signed_in().await;
    let (id, token) = invite(&ann, "ben@example.com", "analyst").await;
    let mut ben = ann.other_browser();
    let joined = join(&ben, &token, PASSWORD).await;
    ben.take_session(&joined);
    assert_eq!(ben.get("/api/v1/overview").await.status, StatusCode::OK);
    let removed = ann.delete(&format!("/api/v1/members/{id}")).await;
    assert_eq!((removed.status, removed.body["state"].as_str()), (StatusCode::OK, Some("removed")));
    assert_eq!(ben.get("/api/v1/overview").await.status, StatusCode::UNAUTHORIZED);
    let credentials = json!({ "email": "ben@example.com", "password": PASSWORD });
    is(
        &ben.post("/api/v1/session", credentials.clone()).await,
        StatusCode::UNAUTHORIZED,
        "wrong_credentials",
    );
    let listed = ann.get("/api/v1/members").await;
    let names: Vec<&str> =
        listed.body["items"].as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Ben Ito"), "the name is still shown: {names:?}");
    let back = ann.post(&format!("/api/v1/members/{id}/bring-back"), json!({})).await;
    assert_eq!((back.status, back.body["state"].as_str()), (StatusCode::OK, Some("active")));
    assert_eq!(ben.post("/api/v1/session", credentials).await.status, StatusCode::OK);
    let record = ann.get("/api/v1/audit").await;
    assert_eq!(record.body["verified"], true, "{}", record.body["problems"]);
    let actions: Vec<&str> = record.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    for action in ["member.invited", "member.joined", "member.removed", "member.brought_back"] {
        assert!(actions.contains(&action), "{action}: {actions:?}");
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let ann = Desk::signed_in().await;
    let mut phone = ann.other_browser();
    let credentials = json!({ "email": "ann@example.com", "password": "correct horse" });
    let entered = phone.post("/api/v1/session", credentials).await;
    phone.take_session(&entered);
    let sessions = ann.get("/api/v1/account/sessions").await;
    assert_eq!(sessions.body["items"].as_array().unwrap().len(), 2);
    let change = |current: &str| json!({ "current_password": current, "new_password": "another horse" });
    let wrong = ann.post("/api/v1/account/password", change("a guess")).await;
    assert_eq!(wrong.body["field"], "current_password");
    let short = json!({ "current_password": "correct horse", "new_password": "short" });
    assert_eq!(ann.post("/api/v1/account/password", short).await.body["field"], "new_password");
    assert_eq!(
        ann.post("/api/v1/account/password", change("correct horse")).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(phone.get("/api/v1/session").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ann.get("/api/v1/session").await.status, StatusCode::OK);
    let renamed = ann.put("/api/v1/account/name", json!({ "name": " Ann Lee " })).await;
    assert_eq!(renamed.body["name"], "Ann Lee");
}

#[tokio::test]
async fn sessions_end_one_by_one_or_all_others() {
    let ann = Desk::signed_in().await;
    let credentials = json!({ "email": "ann@example.com", "password": "correct horse" });
    for _ in 0..2 {
        let request = Request::post("/api/v1/session").header("content-type", "application/json");
        let request = request.header("user-agent", "A browser/1.0").body(Body::from(credentials.to_string()));
        assert_eq!(ann.send(request.unwrap()).await.status, StatusCode::OK);
    }
    let sessions = ann.get("/api/v1/account/sessions").await;
    let others: Vec<&Value> = sessions.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|session| session["is_this"] == false)
        .collect();
    assert_eq!((others.len(), others[0]["browser"].as_str()), (2, Some("A browser/1.0")));
    let one = format!("/api/v1/account/sessions/{}", others[0]["id"].as_str().unwrap());
    assert_eq!(ann.delete(&one).await.body["n_ended"], 1);
    is(&ann.delete(&one).await, StatusCode::NOT_FOUND, "not_found");
    assert_eq!(ann.delete("/api/v1/account/sessions").await.body["n_ended"], 1);
    assert_eq!(ann.get("/api/v1/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_reset_ends_what_was_begun_with_the_old_password() {
    let ann = Desk::signed_in().await;
    let (id, link) = invite(&ann, "ben@example.com", "legal").await;
    let mut ben = ann.other_browser();
    let joined = join(&ben, &link, PASSWORD).await;
    ben.take_session(&joined);
    let made = ann.post(&format!("/api/v1/members/{id}/link"), json!({})).await;
    assert_eq!(made.body["kind"], "reset");
    assert_eq!(ben.get("/api/v1/session").await.status, StatusCode::OK, "a link alone ends nothing");
    let reset = json!({ "token": token(&made.body), "password": "quite another one" });
    let reset = ben.other_browser().post("/api/v1/join", reset).await;
    assert_eq!(reset.status, StatusCode::OK, "{}", reset.body);
    assert_eq!(ben.get("/api/v1/session").await.status, StatusCode::UNAUTHORIZED);
    let old = json!({ "email": "ben@example.com", "password": PASSWORD });
    is(&ben.post("/api/v1/session", old).await, StatusCode::UNAUTHORIZED, "wrong_credentials");
    let ended = ann.delete(&format!("/api/v1/members/{id}/sessions")).await;
    assert_eq!(ended.body["n_ended"], 1);
}

#[tokio::test]
async fn guessing_links_and_the_current_password_is_slowed_down() {
    let ann = Desk::signed_in().await;
    let other = ann.other_browser();
    let guesses = futures::future::join_all((0..10).map(|_| join(&other, "a guess", PASSWORD))).await;
    assert_eq!(guesses.iter().filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS).count(), 2);
    let change = json!({ "current_password": "a guess", "new_password": "another horse" });
    let tries = (0..9).map(|_| ann.post("/api/v1/account/password", change.clone()));
    let tries = futures::future::join_all(tries).await;
    assert_eq!(tries.iter().filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS).count(), 1);
}

#[tokio::test]
async fn wrong_words_are_named() {
    let ann = Desk::signed_in().await;
    for (field, value) in [("name", " "), ("email", "ben"), ("email", "b en@example.com")] {
        let mut body = json!({ "name": "Ben", "email": "ben@example.com", "role": "brand" });
        body[field] = json!(value);
        let answer = ann.post("/api/v1/members", body).await;
        assert_eq!(
            (answer.status, answer.body["field"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some(field))
        );
    }
    let body = json!({ "name": "Ben", "email": "ben@example.com", "role": "king" });
    assert_eq!(ann.post("/api/v1/members", body).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let head = Request::builder().method(Method::HEAD).uri("/api/v1/members").body(Body::empty()).unwrap();
    assert_eq!(ann.send(head).await.status, StatusCode::OK);
}
