//! Definitions over HTTP: drafts, conditions, histories, names.

use crate::desk;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use desk::{Answer, Desk};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/definitions/audience/lapsed-buyers";

/// Asks with a condition, as `if-match: "1"`.
async fn ask(desk: &Desk, method: Method, path: &str, condition: (&str, &str), body: Value) -> Answer {
    let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    let request = request.header(condition.0, condition.1);
    desk.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn tag(answer: &Answer) -> String {
    answer.headers["etag"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_draft_is_kept_applied_and_told() {
    let desk = Desk::signed_in().await;
    let read = desk.get(PATH).await;
    let text = read.body["applied"]["text"].as_str().unwrap().to_owned();
    assert_eq!((tag(&read).as_str(), read.body["stamp"].as_str()), ("\"1\"", Some("1")));
    assert_eq!(read.body["dependents"][0]["name"], "ai-win-back");
    // Without a condition it would be written over what was not seen.
    let blind = desk.put(PATH, json!({ "text": text })).await;
    assert_eq!((blind.status.as_u16(), blind.body["code"].as_str()), (428, Some("no_precondition")));
    let wrong = json!({ "text": text.replace("name: lapsed-buyers", "name: lapsed") });
    let kept = ask(&desk, Method::PUT, PATH, ("if-match", &tag(&read)), wrong).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    assert!(kept.body["problems"][0]["what"].as_str().unwrap().contains("calls itself `lapsed`"));
    let apply = format!("{PATH}/apply");
    let refused = ask(&desk, Method::POST, &apply, ("if-match", &tag(&kept)), json!({})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body["problems"][0]["severity"], "error", "{}", refused.body);
    let right = json!({ "text": format!("{text}# mended\n") });
    let stale = ask(&desk, Method::PUT, PATH, ("if-match", &tag(&read)), right.clone()).await;
    assert_eq!((stale.status.as_u16(), stale.body["code"].as_str()), (412, Some("overtaken")));
    let other = &stale.body["overtaken"];
    assert_eq!((other["by"].as_str(), other["is_draft"].as_bool()), (Some("Ann"), Some(true)));
    assert_eq!(other["base"], json!(text));
    let condition = format!("\"{}\"", other["stamp"].as_str().unwrap());
    let kept = ask(&desk, Method::PUT, PATH, ("if-match", &condition), right).await;
    let reason = json!({ "reason": "a comment" });
    let applied = ask(&desk, Method::POST, &apply, ("if-match", &tag(&kept)), reason).await;
    assert_eq!((applied.status, applied.body["version"].as_i64()), (StatusCode::OK, Some(2)));
    let versions = desk.get(&format!("{PATH}/versions")).await;
    assert_eq!(versions.body["items"][0]["reason"], "a comment");
    let second = desk.get(&format!("{PATH}/versions/2")).await;
    let last = second.body["difference"].as_array().unwrap().last().unwrap();
    assert_eq!((last["fate"].as_str(), last["text"].as_str()), (Some("added"), Some("# mended")));
    let restored = desk.post(&format!("{PATH}/versions/1/restore"), json!({})).await;
    assert_eq!(restored.body["version"], 3, "{}", restored.body);
    assert_eq!(desk.get(&format!("{PATH}/versions/9")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.get("/api/v1/audit").await.body["verified"], true);
}

#[tokio::test]
async fn a_new_one_is_listed_renamed_and_taken_back() {
    let desk = Desk::signed_in().await;
    let text =
        "name: gold\ndescription: The best\nwho:\n  trait: {name: state, is: GA, even_if_unseen: true}\n";
    let path = "/api/v1/definitions/audience/gold";
    let kept = ask(&desk, Method::PUT, path, ("if-none-match", "*"), json!({ "text": text })).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    let again = ask(&desk, Method::PUT, path, ("if-none-match", "*"), json!({ "text": "name: gold" })).await;
    assert_eq!(again.status, StatusCode::PRECONDITION_FAILED);
    let list = desk.get("/api/v1/definitions?kind=audience").await;
    let gold = &list.body["items"][0];
    assert_eq!((gold["name"].as_str(), gold["state"].as_str()), (Some("gold"), Some("draft")));
    assert_eq!((gold["title"].as_str(), gold["by"].as_str()), (Some("The best"), Some("Ann")));
    assert_eq!(desk.get("/api/v1/definitions?kind=shoe").await.status, StatusCode::NOT_FOUND);
    let dropped = ask(&desk, Method::DELETE, &format!("{path}/draft"), ("if-match", "*"), json!({})).await;
    assert_eq!(dropped.status, StatusCode::NO_CONTENT, "{}", dropped.body);
    assert_eq!(desk.get(path).await.status, StatusCode::NOT_FOUND);
    let to = json!({ "to": "gone-quiet", "reason": "plainer" });
    let renamed = desk.post(&format!("{PATH}/rename"), to.clone()).await;
    assert_eq!(renamed.body["dependents"][0]["name"], "ai-win-back", "{}", renamed.body);
    assert_eq!(desk.post(&format!("{PATH}/rename"), to).await.status, StatusCode::NOT_FOUND);
    let moved = "/api/v1/definitions/audience/gone-quiet";
    assert_eq!(desk.delete(moved).await.status, StatusCode::CONFLICT, "a pilot names it");
    let removed = desk.delete(&format!("{moved}?even_if_used=true&reason=over")).await;
    assert_eq!(removed.body["left_behind"], json!(["ai-win-back"]));
}

#[tokio::test]
async fn every_kind_has_a_schema_and_an_example_that_holds() {
    let desk = Desk::signed_in().await;
    for (kind, _) in engine::definitions::KINDS {
        let found = desk.get(&format!("/api/v1/schemas/{kind}")).await;
        assert_eq!(found.body["schema"]["type"], "object", "{kind}: {}", found.body);
        assert!(found.body["example"].as_str().unwrap().starts_with("# "), "{kind}");
    }
    assert_eq!(desk.get("/api/v1/schemas/shoe").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_write_key_is_ended() {
    let desk = Desk::signed_in().await;
    let made = desk.post("/api/v1/write-keys", json!({ "source": "app", "kind": "server" })).await;
    let key = made.body["write_key"].as_str().unwrap().to_owned();
    let event = json!({ "userId": "u1", "event": "Opened" }).to_string();
    assert_eq!(desk.collect("/v1/track", &event, &key).await.status, StatusCode::OK);
    let list = desk.get("/api/v1/write-keys").await;
    let app = list.body["items"].as_array().unwrap().iter().find(|key| key["source"] == "app").unwrap();
    let path = format!("/api/v1/write-keys/{}", app["id"].as_str().unwrap());
    assert_eq!(desk.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.collect("/v1/track", &event, &key).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(desk.delete(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_text_is_checked_while_it_is_written() {
    let desk = Desk::signed_in().await;
    let check = async |kind: &str, text: &str| {
        let body = json!({ "kind": kind, "name": "a", "text": text });
        desk.post("/api/v1/definitions/check", body).await
    };
    let found = check("voice", "name: a\nbrand: B\ntone: [x]\ncolour: red\n").await;
    assert_eq!(found.body["problems"][0]["line"], 4, "{}", found.body);
    assert_eq!(check("voice", "name: a\nbrand: B\ntone: [x]\n").await.body["problems"], json!([]));
    assert_eq!(check("audience", "name: [").await.status, StatusCode::OK);
    assert_eq!(check("shoe", "").await.status, StatusCode::NOT_FOUND);
}
