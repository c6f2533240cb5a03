//! The pages' endpoints before the loop has run: empty, not broken.

use crate::desk;

use axum::http::StatusCode;
use desk::Desk;
use store::NewDefinition;
use vocabulary::{Digest, MemberId, Timestamp};

#[tokio::test]
async fn an_empty_workspace_is_empty_and_says_what_to_do() {
    let desk = Desk::signed_in().await;
    let overview = desk.get("/api/v1/overview").await;
    assert_eq!(overview.status, StatusCode::OK, "{}", overview.body);
    let steps: Vec<&str> =
        overview.body["steps"].as_array().unwrap().iter().map(|s| s["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["collect", "unify", "target", "create", "review", "release", "measure", "decide"]);
    assert_eq!(overview.body["workspace"]["is_simulated"], true);
    assert_eq!(overview.body["pilot"]["state"], "draft");

    let people = desk.get("/api/v1/people?q=ann").await;
    assert_eq!((people.body["n_total"].as_i64(), people.body["next_cursor"].is_null()), (Some(0), true));
    let pilot = desk.get("/api/v1/pilots/ai-win-back").await;
    assert_eq!(pilot.status, StatusCode::OK, "{}", pilot.body);
    assert!(pilot.body["readout"].as_array().unwrap().is_empty());
    assert!(pilot.body["approval"].is_null());
    assert!(pilot.body["gate_rule"].as_str().unwrap().contains("scale when"));
    assert!(pilot.body["registration"].is_null());
    assert_eq!(
        (pilot.body["design"]["method"].as_str(), pilot.body["design"]["level"].as_f64()),
        (Some("simple"), Some(0.95))
    );
    let programme = desk.get("/api/v1/programme/readout").await;
    assert_eq!(programme.status, StatusCode::OK, "{}", programme.body);
    assert_eq!(
        (programme.body["n_experiments"].as_i64(), programme.body["win_rate"]["share"].as_f64()),
        (Some(0), None)
    );
    assert!(programme.body["cumulative_withheld"].as_str().unwrap().contains("no global holdout"));
    assert_eq!(desk.get("/api/v1/pilots/ai-win-back/inbox").await.body["n_total"], 0);
    assert_eq!(desk.get("/api/v1/quarantine").await.body["n_total"], 0);
    let audit = desk.get("/api/v1/audit").await;
    assert_eq!(audit.body["verified"], true, "{}", audit.body);
    assert!(audit.body["not_covered"][0].as_str().unwrap().contains("lake"), "{}", audit.body);
    assert!(pilot.body["problems"].as_array().unwrap().is_empty(), "{}", pilot.body["problems"]);
}

/// Puts an audience as somebody's database tool would, past every check.
async fn put_audience(desk: &Desk, body: &str) {
    let by_member = MemberId::new("nobody").unwrap();
    let new = NewDefinition {
        kind: "audience",
        name: "lapsed-buyers",
        body,
        digest: Digest::of([body]),
        by_member: &by_member,
    };
    let now = Timestamp::parse("2026-09-15T14:00:00Z").unwrap();
    desk.engine.store().put_definition(&desk.workspace, new, now).await.unwrap();
}

/// A pilot whose audience is broken in whatever way shows its page, with what is wrong and what to do.
#[tokio::test]
async fn a_pilot_with_a_broken_audience_is_shown_with_it() {
    let desk = Desk::signed_in().await;
    for (body, words) in [
        ("", "lapsed-buyers"),
        ("who: [", "lapsed-buyers"),
        ("{name: lapsed-buyers, who: {any: []}}", "lapsed-buyers"),
        ("{name: lapsed-buyers, who: {trait: {name: shoe_size, is: x}}}", "shoe_size"),
    ] {
        put_audience(&desk, body).await;
        let answer = desk.get("/api/v1/pilots/ai-win-back").await;
        assert_eq!(answer.status, StatusCode::OK, "{body}: {}", answer.body);
        assert_eq!(answer.body["audience"]["name"], "lapsed-buyers");
        assert!(answer.body["audience"]["n_people"].is_null(), "{body}: {}", answer.body["audience"]);
        let problem = &answer.body["problems"][0];
        assert_eq!(problem["about"], "audience");
        assert!(problem["why"].as_str().unwrap().contains(words), "{body}: {problem}");
        assert!(problem["next_step"].as_str().unwrap().contains("truelift apply"), "{problem}");
        for path in ["overview", "pilots"] {
            assert_eq!(desk.get(&format!("/api/v1/{path}")).await.status, StatusCode::OK, "{path}: {body}");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let desk = Desk::signed_in().await;
    for path in ["/api/v1/pilots/none", "/api/v1/people/p_none", "/api/v1/nothing"] {
        let answer = desk.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.body);
        assert!(
            answer.body["detail"].as_str().unwrap().contains(path.rsplit('/').next().unwrap()),
            "{}",
            answer.body
        );
    }
    let bad = desk.get("/api/v1/quarantine/rows?cursor=x").await;
    assert_eq!((bad.status, bad.body["field"].as_str()), (StatusCode::BAD_REQUEST, Some("cursor")));
}

/// Source: as `experiment::power`'s own test, 62,462 people for 10 % more of 5 %.
#[tokio::test]
async fn a_test_is_planned() {
    let desk = Desk::signed_in().await;
    let answer = desk.get("/api/v1/power?rate=0.05&lift=0.1&per_day=5000").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!((answer.body["n_people"].as_u64(), answer.body["n_days"].as_u64()), (Some(62_462), Some(13)));
    let impossible = desk.get("/api/v1/power?rate=0.05&lift=30").await;
    assert!(impossible.body["n_people"].is_null() && impossible.body["withheld"].is_string());
    for (query, field) in [("lift=0.1", "mean"), ("rate=2&lift=0.1", "rate"), ("rate=0.1", "lift")] {
        let bad = desk.get(&format!("/api/v1/power?{query}")).await;
        assert_eq!((bad.status, bad.body["field"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some(field)));
    }
}

/// An audience is counted before there is anybody, and what is wrong with it is told with its place.
#[tokio::test]
async fn an_audience_is_counted_as_it_is_written() {
    let desk = Desk::signed_in().await;
    let text = "name: all\nwho: { trait: { name: n_records, at_least: 1 } }\n";
    let ask = serde_json::json!({ "text": text, "channel": "email", "purposes": ["marketing"] });
    let answer = desk.post("/api/v1/audiences/preview", ask).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!((answer.body["count"].as_u64(), answer.body["people"].as_u64()), (Some(0), Some(0)));
    assert_eq!(answer.body["reachable"]["count"], 0);
    assert_eq!(answer.body["sentence"], "People who have number of records at least 1.");
    let broken = serde_json::json!({ "text": "name: all\nwho:\n  any: []\n" });
    let answer = desk.post("/api/v1/audiences/preview", broken).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.body["count"].is_null());
    assert_eq!(answer.body["problems"][0]["line"], 3, "{}", answer.body);
    for (channel, purposes, field) in [
        ("web", vec!["marketing"], "channel"),
        ("email", vec![], "purposes"),
        ("sms", vec!["fun"], "purposes"),
    ] {
        let ask = serde_json::json!({ "text": text, "channel": channel, "purposes": purposes });
        let answer = desk.post("/api/v1/audiences/preview", ask).await;
        assert_eq!(
            (answer.status, answer.body["field"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some(field))
        );
    }
    let list = desk.get("/api/v1/audiences").await;
    assert_eq!(list.body["items"][0]["name"], "lapsed-buyers", "{}", list.body);
    assert_eq!(list.body["items"][0]["used_by"][0], "ai-win-back");
    assert_eq!(list.body["items"][0]["by_member"], "Script");
    let traits = desk.get("/api/v1/vocabulary/traits").await;
    assert_eq!(traits.body["items"][0]["name"], "given_name");
    assert_eq!(desk.get("/api/v1/vocabulary/values?trait=city&starts=at").await.status, StatusCode::OK);
    assert_eq!(desk.get("/api/v1/vocabulary/values?trait=shoe_size").await.status, StatusCode::NOT_FOUND);
    let bad = desk.get("/api/v1/vocabulary/values?event=Order%20Completed").await;
    assert_eq!(bad.body["field"], "property");
}

/// Views are a member's own.
#[tokio::test]
async fn views_are_kept_for_the_member() {
    let desk = Desk::signed_in().await;
    assert!(desk.get("/api/v1/account/views").await.body["items"].as_array().unwrap().is_empty());
    let view =
        |name: &str| serde_json::json!({ "page": "people", "name": name, "search": "sort=-n_records" });
    let kept =
        desk.put("/api/v1/account/views", serde_json::json!({ "items": [view("Most records")] })).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    assert_eq!(desk.get("/api/v1/account/views").await.body, kept.body);
    let twice = serde_json::json!({ "items": [view("a"), view("a")] });
    for bad in [twice, serde_json::json!({ "items": [view(" ")] })] {
        let answer = desk.put("/api/v1/account/views", bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    }
    let home = desk.get("/api/v1/home").await;
    assert_eq!(home.status, StatusCode::OK, "{}", home.body);
    assert_eq!(home.body["waiting"][0]["task"], "write_lines", "{}", home.body);
    assert_eq!(home.body["first_hour"]["n_members"], 1);
}

/// Every step of a pilot says whether it can be done, and the acts say why not.
#[tokio::test]
async fn the_steps_of_a_pilot_say_what_is_to_be_done() {
    let desk = Desk::signed_in().await;
    let pilot = "/api/v1/pilots/ai-win-back";
    let work = desk.get(&format!("{pilot}/work")).await;
    assert_eq!(work.status, StatusCode::OK, "{}", work.body);
    let steps = &work.body["steps"];
    assert_eq!(steps["writers"], serde_json::json!([{ "provider": "phrasebook", "model": "phrasebook" }]));
    assert!(steps["generate"]["why_not"].is_null() && steps["generate"]["job"].is_null(), "{steps}");
    for (step, word) in [("release", "no chosen line"), ("readout", "nobody")] {
        let why = steps[step]["why_not"].as_str().unwrap();
        assert!(why.contains(word), "{why}");
    }
    assert!(steps["gate_says"].is_null() && steps["gate_why_not"].as_str().unwrap().contains("read out"));
    assert_eq!(steps["is_simulated"], true);

    let none = serde_json::json!({});
    assert_eq!(desk.get(&format!("{pilot}/release")).await.status, StatusCode::CONFLICT);
    let decided = desk.post(&format!("{pilot}/gate"), none).await;
    assert_eq!(decided.status, StatusCode::CONFLICT, "{}", decided.body);
    let ask = async |body: serde_json::Value| desk.post("/api/v1/jobs/rehearse", body).await;
    let wrong = ask(serde_json::json!({ "pilot": "ai-win-back", "n_runs": 1001 })).await;
    assert_eq!((wrong.status, &wrong.body["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"n_runs".into()));
    let wrong = ask(serde_json::json!({ "pilot": "ai-win-back", "metric": "luck" })).await;
    assert_eq!(wrong.status, StatusCode::CONFLICT, "{}", wrong.body);
    let job = ask(serde_json::json!({ "pilot": "ai-win-back", "lift": 0.1, "is_relative": true })).await;
    assert_eq!((job.status, &job.body["kind"]), (StatusCode::ACCEPTED, &"rehearse".into()), "{}", job.body);
    let found = desk.get(&format!("{pilot}/rehearsal")).await;
    assert_eq!((&found.body["job"]["id"], found.body["rehearsal"].is_null()), (&job.body["id"], true));

    let pass = async |to: &str| desk.post("/api/v1/workspace/date", serde_json::json!({ "to": to })).await;
    assert_eq!(pass("soon").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(pass("2026-09-15T13:00:00Z").await.status, StatusCode::CONFLICT);
    assert_eq!(pass("2026-09-16T14:00:00Z").await.body["now"], "2026-09-16T14:00:00Z");
}
