//! /api/v1/workspaces, /api/v1/workspace and /api/v1/session/workspace: one person in several, and who is not.

use crate::desk;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use desk::{Answer, Desk};
use serde_json::{Value, json};
use store::NewWorkspace;
use vocabulary::WorkspaceId;

const ANN: &str = "ann@example.com";
/// What `desk::first_member` is made with.
const OF_ANN: &str = "correct horse";
const OF_EVE: &str = "a horse of Eve";

fn is(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!((answer.status, answer.body["code"].as_str()), (status, Some(code)), "{}", answer.body);
}

fn good(answer: &Answer) {
    assert!(answer.status.is_success(), "{} {}", answer.status, answer.body);
}

async fn make(desk: &Desk, name: &str) -> String {
    let made = desk.post("/api/v1/workspaces", json!({ "name": name, "country": "DE" })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.body["id"].as_str().unwrap().to_owned()
}

async fn switch(desk: &Desk, to: &str) -> Answer {
    desk.post("/api/v1/session/workspace", json!({ "workspace": to })).await
}

async fn go(desk: &mut Desk, to: &str) {
    let went = switch(desk, to).await;
    good(&went);
    assert_eq!(went.body["workspace"]["id"], to);
    desk.take_session(&went);
}

async fn sign_in(desk: &Desk, email: &str, password: &str, to: Option<&str>) -> Answer {
    desk.post("/api/v1/session", json!({ "email": email, "password": password, "workspace": to })).await
}

/// Invites from where `desk` is, and joins in another browser.
async fn join(desk: &Desk, email: &str, role: &str, password: &str) -> Desk {
    let made = desk.post("/api/v1/members", json!({ "name": "X", "email": email, "role": role })).await;
    good(&made);
    by_link(desk, &made.body, password).await
}

async fn by_link(desk: &Desk, made: &Value, password: &str) -> Desk {
    let token = made["path"].as_str().unwrap().strip_prefix("/join?token=").unwrap();
    let mut other = desk.other_browser();
    let joined = other.post("/api/v1/join", json!({ "token": token, "password": password })).await;
    good(&joined);
    other.take_session(&joined);
    other
}

/// The ids of the workspaces that the session can go to.
async fn workspaces(desk: &Desk) -> Vec<String> {
    let session = desk.get("/api/v1/session").await;
    good(&session);
    let all = session.body["workspaces"].as_array().unwrap();
    let mut ids: Vec<String> = all.iter().map(|own| own["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

/// Ann's server with a second workspace whose admin is Eve; Ann is a member of the first alone.
async fn two_owners() -> (Desk, Desk) {
    let mut ann = Desk::signed_in().await;
    let shop = make(&ann, "Eve's Shop").await;
    assert_eq!(shop, "eve-s-shop");
    go(&mut ann, &shop).await;
    let eve = join(&ann, "eve@example.com", "admin", OF_EVE).await;
    let id = ann.get("/api/v1/session").await.body["member"]["id"].as_str().unwrap().to_owned();
    go(&mut ann, "peach-state").await;
    good(&eve.delete(&format!("/api/v1/members/{id}")).await);
    assert_eq!(workspaces(&ann).await, ["peach-state"]);
    (ann, eve)
}

#[tokio::test]
async fn an_admin_makes_a_workspace_and_goes_there_and_back() {
    let mut ann = Desk::signed_in().await;
    let shop = make(&ann, "  Köln & Söhne  ").await;
    assert_eq!(shop, "k-ln-s-hne");
    assert_eq!(workspaces(&ann).await, ["k-ln-s-hne", "peach-state"]);
    let definitions = ann.get("/api/v1/definitions").await.body["items"].as_array().unwrap().len();
    assert!(5 < definitions);
    go(&mut ann, &shop).await;
    let session = ann.get("/api/v1/session").await.body;
    assert_eq!(
        (&session["workspace"]["is_simulated"], &session["member"]["role"]),
        (&json!(false), &json!("admin"))
    );
    // Nothing of the first is found here: only the country it was made with.
    let items = ann.get("/api/v1/definitions").await.body["items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 1, "{items}");
    for path in ["pilots/ai-win-back", "definitions/source/crm", "pilots/ai-win-back/inbox"] {
        is(&ann.get(&format!("/api/v1/{path}")).await, StatusCode::NOT_FOUND, "not_found");
    }
    assert_eq!(ann.get("/api/v1/write-keys").await.body["items"], json!([]));
    let again = ann.post("/api/v1/workspaces", json!({ "name": "Kohn", "country": "Atlantis" })).await;
    assert_eq!(again.body["field"], "country", "{}", again.body);
    go(&mut ann, "peach-state").await;
    assert_eq!(ann.get("/api/v1/definitions").await.body["items"].as_array().unwrap().len(), definitions);
    is(&switch(&ann, "nowhere").await, StatusCode::NOT_FOUND, "not_found");
    // A change like any other: without the page's token nobody is moved.
    ann.forget_csrf();
    is(&switch(&ann, &shop).await, StatusCode::FORBIDDEN, "csrf");
}

#[tokio::test]
async fn a_role_counts_where_it_was_given() {
    let mut ann = Desk::signed_in().await;
    let mut ben = join(&ann, "ben@example.com", "brand", "a horse of Ben").await;
    let shop = make(&ann, "Shop").await;
    go(&mut ann, &shop).await;
    let there = join(&ann, "ben@example.com", "admin", "a horse of Ben").await;
    assert_eq!(workspaces(&there).await, ["peach-state", "shop"], "he joined with the password he has");
    let new = |email: &str| json!({ "name": "C", "email": email, "role": "legal" });
    is(&ben.post("/api/v1/members", new("c@example.com")).await, StatusCode::FORBIDDEN, "wrong_role");
    go(&mut ben, &shop).await;
    let invited = ben.post("/api/v1/members", new("c@example.com")).await;
    assert_eq!(invited.status, StatusCode::CREATED, "{}", invited.body);
    go(&mut ben, "peach-state").await;
    is(&ben.post("/api/v1/members", new("d@example.com")).await, StatusCode::FORBIDDEN, "wrong_role");
    let team = ben.get("/api/v1/members").await.body.to_string();
    assert!(!team.contains("c@example.com"), "who was invited there is no member here");
}

#[tokio::test]
async fn who_writes_an_address_down_gets_nowhere_with_it() {
    let (ann, eve) = two_owners().await;
    // Eve makes a member with Ann's address, opens the link herself and chooses a password.
    let removed = eve.get("/api/v1/members").await.body;
    let id =
        removed["items"].as_array().unwrap().iter().find(|one| one["email"] == ANN).unwrap()["id"].clone();
    let path = format!("/api/v1/members/{}", id.as_str().unwrap());
    good(&eve.post(&format!("{path}/bring-back"), json!({})).await);
    let made = eve.post(&format!("{path}/link"), json!({})).await;
    good(&made);
    let fake = by_link(&eve, &made.body, OF_EVE).await;
    assert_eq!(workspaces(&fake).await, ["eve-s-shop"]);
    is(&switch(&fake, "peach-state").await, StatusCode::NOT_FOUND, "not_found");
    let browser = ann.other_browser();
    is(
        &sign_in(&browser, ANN, OF_EVE, Some("peach-state")).await,
        StatusCode::UNAUTHORIZED,
        "wrong_credentials",
    );
    assert_eq!(sign_in(&browser, ANN, OF_EVE, None).await.body["workspace"]["id"], "eve-s-shop");
    // And the other way round: Ann's password opens hers alone.
    let own = sign_in(&browser, ANN, OF_ANN, None).await;
    assert_eq!(own.body["workspace"]["id"], "peach-state");
    assert_eq!(own.body["workspaces"].as_array().unwrap().len(), 1);
    is(
        &sign_in(&browser, ANN, OF_ANN, Some("eve-s-shop")).await,
        StatusCode::UNAUTHORIZED,
        "wrong_credentials",
    );
    is(&switch(&ann, "eve-s-shop").await, StatusCode::NOT_FOUND, "not_found");
    // A link does not say whether a guess was right elsewhere, and a guess is a try at Ann's door.
    let mut tries = Vec::new();
    for _ in 0..10 {
        let made = eve.post(&format!("{path}/link"), json!({})).await;
        let token = made.body["path"].as_str().unwrap().strip_prefix("/join?token=").unwrap().to_owned();
        let guess = json!({ "token": token, "password": "a guess of Eve" });
        tries.push(eve.other_browser().post("/api/v1/join", guess).await.status);
    }
    assert!(tries.contains(&StatusCode::TOO_MANY_REQUESTS), "{tries:?}");
}

#[tokio::test]
async fn a_reset_there_takes_nobody_here() {
    let mut ann = Desk::signed_in().await;
    let shop = make(&ann, "Shop").await;
    go(&mut ann, &shop).await;
    let eve = join(&ann, "eve@example.com", "admin", OF_EVE).await;
    let ann_there = ann.get("/api/v1/session").await.body["member"]["id"].as_str().unwrap().to_owned();
    // Eve ends Ann's sessions there: one that Ann has elsewhere does not lead back without her password.
    go(&mut ann, "peach-state").await;
    good(&eve.delete(&format!("/api/v1/members/{ann_there}/sessions")).await);
    is(&switch(&ann, &shop).await, StatusCode::NOT_FOUND, "not_found");
    let again = sign_in(&ann.other_browser(), ANN, OF_ANN, Some("peach-state")).await;
    good(&again);
    ann.take_session(&again);
    go(&mut ann, &shop).await;
    go(&mut ann, "peach-state").await;
    // Eve sets another password for Ann there, which is then another person's door.
    let made = eve.post(&format!("/api/v1/members/{ann_there}/link"), json!({})).await;
    let fake = by_link(&eve, &made.body, OF_EVE).await;
    assert_eq!(workspaces(&fake).await, ["shop"]);
    assert_eq!(workspaces(&ann).await, ["peach-state"]);
    is(&switch(&ann, &shop).await, StatusCode::NOT_FOUND, "not_found");
    // By a link of her own, with the password she has, Ann is one again.
    let made = eve.post(&format!("/api/v1/members/{ann_there}/link"), json!({})).await;
    let joined = by_link(&ann, &made.body, OF_ANN).await;
    assert_eq!(workspaces(&joined).await, ["peach-state", "shop"]);
}

#[tokio::test]
async fn the_same_password_given_to_both_is_one_person() {
    let (ann, eve) = two_owners().await;
    // Both had it before anybody knew that they are one: the rows differ by their salt.
    let workspace = WorkspaceId::new("eve-s-shop").unwrap();
    let store = ann.engine.store();
    let hash =
        server::credentials::hash_password(&vocabulary::Redacted::new("of Dan alone".to_owned())).unwrap();
    for (of, role) in [(&workspace, governance::Role::Legal), (&ann.workspace, governance::Role::Brand)] {
        let salted =
            server::credentials::hash_password(&vocabulary::Redacted::new("of Dan alone".to_owned()));
        let salted = salted.unwrap();
        assert_ne!(hash, salted);
        let new =
            store::NewMember { name: "Dan", email: "dan@example.com", role, password_hash: Some(&salted) };
        store.create_member(of, new, server::wall_clock()).await.unwrap();
    }
    let mut dan = eve.other_browser();
    let entered = sign_in(&dan, "dan@example.com", "of Dan alone", None).await;
    good(&entered);
    assert_eq!(
        entered.body["workspace"]["id"], "peach-state",
        "the front door's, where none was used before"
    );
    dan.take_session(&entered);
    assert_eq!(workspaces(&dan).await, ["eve-s-shop", "peach-state"]);
    go(&mut dan, "eve-s-shop").await;
    // Where he was last is where he gets to next.
    let next = sign_in(&dan.other_browser(), "dan@example.com", "of Dan alone", None).await;
    assert_eq!(next.body["workspace"]["id"], "eve-s-shop");
    // One change holds in both, and ends what was open in both.
    let change = json!({ "current_password": "of Dan alone", "new_password": "of Dan anew" });
    good(&dan.post("/api/v1/account/password", change).await);
    is(
        &sign_in(&eve.other_browser(), "dan@example.com", "of Dan alone", None).await,
        StatusCode::UNAUTHORIZED,
        "wrong_credentials",
    );
    let sessions = dan.get("/api/v1/account/sessions").await.body["items"].as_array().unwrap().len();
    assert_eq!(sessions, 1);
    go(&mut dan, "peach-state").await;
    for of in [&workspace, &ann.workspace] {
        assert!(store.audit_report(of, None).await.unwrap().holds(), "{of}");
    }
}

#[tokio::test]
async fn a_page_that_was_left_behind_reads_and_changes_nothing() {
    let mut ann = Desk::signed_in().await;
    let shop = make(&ann, "Shop").await;
    go(&mut ann, &shop).await;
    let shows = |method: &str, path: &str, workspace: &str| {
        Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .header("x-truelift-workspace", workspace)
            .body(Body::from("{}"))
            .unwrap()
    };
    for (method, path) in
        [("GET", "/api/v1/people"), ("GET", "/api/v1/home"), ("POST", "/api/v1/quarantine/replay")]
    {
        let behind = ann.send(shows(method, path, "peach-state")).await;
        is(&behind, StatusCode::CONFLICT, "other_workspace");
        good(&ann.send(shows(method, path, &shop)).await);
    }
    // Where the browser is by now is what such a page has to ask.
    let told = ann.send(shows("GET", "/api/v1/session", "peach-state")).await;
    assert_eq!((told.status, told.body["workspace"]["id"].as_str()), (StatusCode::OK, Some("shop")));
    is(
        &ann.send(shows("DELETE", "/api/v1/session", "peach-state")).await,
        StatusCode::CONFLICT,
        "other_workspace",
    );
}

#[tokio::test]
async fn a_simulated_workspace_is_removed_by_its_name() {
    let mut ann = Desk::signed_in().await;
    let mine = ann.get("/api/v1/session").await.body["member"]["id"].as_str().unwrap().to_owned();
    let only = ann.get("/api/v1/workspace/holdings").await;
    assert!(only.body["why_not"].as_str().unwrap().contains("the only one"), "{}", only.body);
    let demo = WorkspaceId::new("demo").unwrap();
    let new = NewWorkspace { workspace: &demo, name: "Demo", seed: Some(1) };
    let maker = vocabulary::MemberId::new(mine).unwrap();
    ann.engine.store().make_workspace(new, (&ann.workspace, &maker), server::wall_clock()).await.unwrap();
    go(&mut ann, "demo").await;
    let guest = join(&ann, "guest@example.com", "leader", "a horse of guests").await;
    is(&guest.get("/api/v1/workspace/holdings").await, StatusCode::FORBIDDEN, "wrong_role");
    let removal = json!({ "name": "Demo" });
    is(&guest.post("/api/v1/workspace/removal", removal.clone()).await, StatusCode::FORBIDDEN, "wrong_role");
    let holdings = ann.get("/api/v1/workspace/holdings").await.body;
    assert_eq!(
        (&holdings["name"], &holdings["n_members"], &holdings["why_not"]),
        (&json!("Demo"), &json!(2), &Value::Null)
    );
    let wrong = ann.post("/api/v1/workspace/removal", json!({ "name": "Peach State Provisions" })).await;
    assert_eq!(
        (wrong.status, wrong.body["field"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("name"))
    );
    let removed = ann.post("/api/v1/workspace/removal", removal.clone()).await;
    good(&removed);
    assert_eq!(removed.body["session"]["workspace"]["id"], "peach-state");
    ann.take_cookie(&removed);
    let session = ann.get("/api/v1/session").await;
    assert_eq!(session.body["workspaces"].as_array().unwrap().len(), 1, "{}", session.body);
    assert_eq!(guest.get("/api/v1/session").await.status, StatusCode::UNAUTHORIZED);
    is(
        &sign_in(&guest, "guest@example.com", "a horse of guests", None).await,
        StatusCode::UNAUTHORIZED,
        "wrong_credentials",
    );
    let record = ann.get("/api/v1/audit").await.body.to_string();
    assert!(record.contains("workspace.made") && record.contains("workspace.removed"), "{record}");
}

#[tokio::test]
async fn real_data_are_not_removed_and_no_world_is_made_without_a_simulator() {
    let mut ann = Desk::signed_in().await;
    is(&ann.post("/api/v1/jobs/demo", json!({})).await, StatusCode::CONFLICT, "not_ready");
    let shop = make(&ann, "Shop").await;
    go(&mut ann, &shop).await;
    let refused = ann.post("/api/v1/workspace/removal", json!({ "name": "Shop" })).await;
    is(&refused, StatusCode::CONFLICT, "not_ready");
    assert!(refused.body["detail"].as_str().unwrap().contains("is not simulated"), "{}", refused.body);
    assert_eq!(ann.get("/api/v1/session").await.body["workspace"]["id"], "shop", "nobody was moved");
}
