//! Files that are given, and work that takes time, over HTTP.

use crate::desk;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use desk::{Answer, Desk};
use engine::Course;
use rounds::jobs::{self, Means, Worker};
use server::{App, Settings, wall_clock};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CRM: &str =
    "crm_id,first_name,last_name,email,phone,birth_date,street,city,state,zip,loyalty_tier,created_at
C1,Olive,Tamsin,olive@example.org,404-555-0141,,1 Oak St,Macon,GA,31201,,2026-01-05
C2,Rufus,Amberly,rufus@example.org,404-555-0142,,2 Oak St,Macon,GA,31201,,2026-01-05
";

async fn give(desk: &Desk, name: &str, body: impl Into<Body>) -> Answer {
    let uri = format!("/api/v1/uploads?name={name}");
    let request = Request::builder().method(Method::POST).uri(uri).header("content-type", "text/csv");
    desk.send(request.body(body.into()).unwrap()).await
}

/// Does the next job as the server's background task does.
async fn work(desk: &Desk) {
    let worker = Worker::begin(&desk.engine).unwrap();
    let job = jobs::next(&desk.engine, &desk.workspace, &worker, wall_clock()).await.unwrap().unwrap();
    let course = Course::default();
    jobs::perform(&desk.engine, &desk.workspace, &job, &Means::default(), &course, wall_clock).await.unwrap();
}

async fn events(desk: &Desk, job: &Answer, last: &str) -> String {
    let uri = format!("/api/v1/jobs/{}/events", job.body["id"]);
    let request = Request::builder().uri(uri).header("last-event-id", last).body(Body::empty()).unwrap();
    let (headers, text) = desk.text(request).await;
    assert!(headers["content-type"].to_str().unwrap().starts_with("text/event-stream"));
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_given_imported_and_followed() {
    let desk = Desk::signed_in().await;
    let given = give(&desk, "M%C3%A4rz%20%2F..%2F%201.csv", CRM).await;
    assert_eq!((given.status, &given.body["name"]), (StatusCode::CREATED, &"1.csv".into()), "{}", given.body);
    assert_eq!((&given.body["bytes"], &given.body["by"]), (&CRM.len().into(), &"Ann".into()));
    let new = serde_json::json!({ "upload_id": given.body["upload_id"], "source": "crm" });
    let job = desk.post("/api/v1/jobs/import", new.clone()).await;
    assert_eq!(job.status, StatusCode::ACCEPTED, "{}", job.body);
    assert_eq!(
        (&job.body["state"], &job.body["by"], &job.body["subject"]),
        (&"queued".into(), &"Ann".into(), &"crm".into())
    );
    let second = desk.post("/api/v1/jobs/unify", serde_json::json!({})).await;
    let open = desk.get("/api/v1/jobs?open=true").await;
    assert_eq!((open.body["items"].as_array().unwrap().len(), &open.body["n_open"]), (2, &2.into()));

    // Who follows sees it from the queue to its end, and the reload of the page costs nothing.
    let later = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        work(&desk).await;
    };
    let (text, ()) = tokio::join!(events(&desk, &job, "0"), later);
    for expect in
        ["event: progress", "\"state\":\"queued\"", "event: log", "begun", "event: done", "retry: 1000"]
    {
        assert!(text.contains(expect), "{text}\nhas no `{expect}`");
    }
    let last = text.lines().filter_map(|line| line.strip_prefix("id: ")).next_back().unwrap().to_owned();
    let again = events(&desk, &job, &last).await;
    assert!(again.contains("event: done") && !again.contains("event: log"), "{again}");

    let path = format!("/api/v1/jobs/{}", job.body["id"]);
    let done = desk.get(&path).await.body;
    assert_eq!((&done["state"], &done["result"]["n_new"]), (&"done".into(), &2.into()), "{done}");
    assert_eq!((&done["may_cancel"], &done["may_start_again"]), (&false.into(), &false.into()));
    assert!(done["log"].as_array().unwrap().len() > 1, "{done}");
    let late = desk.post(&format!("{path}/cancel"), serde_json::json!({})).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    let gone = desk.post("/api/v1/jobs/import", new).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "an upload is imported once: {}", gone.body);

    let path = format!("/api/v1/jobs/{}", second.body["id"]);
    let stopped = desk.post(&format!("{path}/cancel"), serde_json::json!({})).await;
    assert_eq!((&stopped.body["state"], &stopped.body["ended_by"]), (&"cancelled".into(), &"Ann".into()));
    let again = desk.post(&format!("{path}/again"), serde_json::json!({})).await;
    assert_eq!((again.status, &again.body["state"]), (StatusCode::ACCEPTED, &"queued".into()));
    work(&desk).await;
    assert_eq!(desk.get(&path).await.body["message"], "2 people from 2 records");
    let all = desk.get("/api/v1/jobs").await.body;
    assert_eq!((&all["n_total"], &all["n_open"]), (&2.into(), &0.into()));
}

#[tokio::test]
async fn what_is_no_file_is_refused_in_words() {
    let desk = Desk::signed_in().await;
    let empty = give(&desk, "orders.csv", "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body["detail"].as_str().unwrap().contains("it is empty"), "{}", empty.body);
    let uri = "/api/v1/uploads?name=big.csv";
    let request = Request::builder().method(Method::POST).uri(uri).header("content-length", "2147483649");
    let long = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((long.status, &long.body["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &"too_large".into()));
    assert!(long.body["detail"].as_str().unwrap().contains("2 GB"), "{}", long.body);
    let request = Request::builder().method(Method::POST).uri(uri).header("content-length", "9");
    let short = desk.send(request.body(Body::from("half")).unwrap()).await;
    assert_eq!((short.status, &short.body["code"]), (StatusCode::BAD_REQUEST, &"broken_body".into()));
    assert_eq!(desk.get("/api/v1/uploads").await.body["items"], serde_json::json!([]), "nothing of it stays");
    for (source, status) in [("../x.yaml", 422), ("/etc/x.yml", 422), ("nothing", 404)] {
        let new = serde_json::json!({ "upload_id": "x", "source": source });
        let answer = desk.post("/api/v1/jobs/import", new).await;
        assert_eq!(answer.status.as_u16(), status, "{source}: {}", answer.body);
    }
    let given = give(&desk, "a.csv", "a,b\n1,2\n").await;
    let path = format!("/api/v1/uploads/{}", given.body["upload_id"].as_str().unwrap());
    assert_eq!(desk.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.delete(&path).await.status, StatusCode::NOT_FOUND);
    for path in ["/api/v1/jobs/9", "/api/v1/jobs/9/events"] {
        assert_eq!(desk.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// The whole server: its background task does what was asked for, and its end waits for nobody who follows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_does_jobs_and_stops_in_spite_of_those_who_follow() {
    let desk = Desk::signed_in().await;
    let job = desk.post("/api/v1/jobs/unify", serde_json::json!({})).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = Settings::new(Vec::<String>::new()).unwrap();
    let app = App::new(Arc::clone(&desk.engine), desk.workspace.clone(), settings);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server::serve(app, listener, async move {
        let _ = stopped.await;
    }));
    let cookie = desk.cookie.clone().unwrap();
    let follow = async |id: &serde_json::Value, until: &str| {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head =
            format!("GET /api/v1/jobs/{id}/events HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let (mut text, mut piece) = (String::new(), [0; 4096]);
        while !text.contains(until) {
            let n = stream.read(&mut piece).await.unwrap();
            assert!(0 < n, "it ended before `{until}`: {text}");
            text.push_str(&String::from_utf8_lossy(&piece[..n]));
        }
        stream
    };
    follow(&job.body["id"], "event: done").await;

    // A job that is for another process alone stays queued; who follows it is sent home when the server stops.
    let worker = Worker::begin(&desk.engine).unwrap();
    let member = desk.engine.store().members(&desk.workspace).await.unwrap().remove(0);
    let by = governance::Actor::Member { id: member.member_id, role: member.role };
    let asked = jobs::Asked::Unify;
    let waits =
        jobs::ask(&desk.engine, &desk.workspace, &asked, &by, Some(&worker), wall_clock()).await.unwrap();
    let mut stream = follow(&waits.job_id.into(), "queued").await;
    let begun = std::time::Instant::now();
    stop.send(()).unwrap();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    serving.await.unwrap().unwrap();
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
}
