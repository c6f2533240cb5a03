//! The OpenAI-compatible provider against a small server of its own on 127.0.0.1.

use crate::definitions;

use definitions::request;
use models::{ModelError, OpenAi, OpenAiSettings, Provider, Reply, Usage};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use vocabulary::Redacted;

type Seen = Arc<Mutex<Vec<(String, Value)>>>;

/// Answers the requests one after another with the given status and body, and keeps what was asked.
async fn serve(answers: Vec<(u16, String)>) -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/", listener.local_addr().unwrap());
    let seen: Seen = Arc::default();
    let kept = seen.clone();
    tokio::spawn(async move {
        for (status, body) in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut bytes = Vec::new();
            let (head, sent) = loop {
                let mut buffer = [0u8; 4096];
                let n = stream.read(&mut buffer).await.unwrap();
                bytes.extend_from_slice(&buffer[..n]);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                if let Some((head, sent)) = text.split_once("\r\n\r\n") {
                    let length = head.to_lowercase().split("content-length: ").nth(1).unwrap().to_owned();
                    let length: usize = length.lines().next().unwrap().trim().parse().unwrap();
                    if length <= sent.len() {
                        break (head.to_owned(), sent.to_owned());
                    }
                }
            };
            kept.lock().unwrap().push((head, serde_json::from_str(&sent).unwrap()));
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        // Whoever asks more often than expected is left without an answer.
        std::future::pending::<()>().await;
    });
    (url, seen)
}

fn completion(text: &str, usage: Option<(u64, u64)>) -> (u16, String) {
    let usage =
        usage.map(|(p, c)| json!({"prompt_tokens": p, "completion_tokens": c, "total_tokens": p + c}));
    let choice =
        json!({"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"});
    (200, json!({"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage}).to_string())
}

async fn ask(
    answers: Vec<(u16, String)>,
    n: usize,
    schema: Option<Value>,
) -> (Result<Reply, ModelError>, Seen) {
    let (url, seen) = serve(answers).await;
    let key = Some(Redacted::new("sk-secret".to_owned()));
    let endpoint = OpenAi::new(OpenAiSettings { url, key, model: "m1".to_owned() }).unwrap();
    let mut request = request(7, n);
    request.schema = schema;
    request.limits.timeout = Duration::from_secs(20);
    (Provider::OpenAi(Arc::new(endpoint)).generate(&request).await, seen)
}

#[tokio::test]
async fn lines_come_back_with_their_usage_and_provenance() {
    let answers = vec![
        completion(" Supper's calling, neighbor ", Some((90, 6))),
        completion("Come see us", Some((90, 4))),
    ];
    let (reply, seen) = ask(answers, 2, None).await;
    let reply = reply.unwrap();
    let texts: Vec<&str> = reply.generations.iter().map(|g| g.text.as_str()).collect();
    assert_eq!(texts, ["Supper's calling, neighbor", "Come see us"]);
    assert_eq!(reply.usage, Usage { prompt_tokens: 180, completion_tokens: 10, is_estimate: false });
    let variants = reply.variants(&request(7, 2));
    assert_eq!(
        (variants[1].provider.as_str(), variants[1].model.as_str(), variants[1].seed),
        ("openai", "m1", 8)
    );
    let seen = seen.lock().unwrap();
    let (head, body) = &seen[0];
    assert!(head.starts_with("POST /v1/chat/completions "), "{head}");
    assert!(head.to_lowercase().contains("authorization: bearer sk-secret"));
    assert_eq!(body["messages"][0]["role"], "system");
    assert!(body["messages"][1]["content"].as_str().unwrap().contains("15% off your next order"));
}

#[tokio::test]
async fn missing_usage_is_an_estimate_and_never_zero() {
    let (reply, _) = ask(vec![completion("Come see us", None)], 1, None).await;
    let usage = reply.unwrap().usage;
    assert!(usage.is_estimate && 0 < usage.prompt_tokens && 0 < usage.completion_tokens);
}

#[tokio::test]
async fn a_broken_answer_is_repaired_once_and_then_fails_closed() {
    let schema = json!({"type": "object", "properties": {"line": {"type": "string"}}, "required": ["line"], "additionalProperties": false});
    let good = r#"{"line": "Come see us"}"#;
    let cases: [(&[&str], Option<Value>, Option<&str>); 6] = [
        (&[good], Some(schema.clone()), Some(r#"{"line":"Come see us"}"#)),
        (&["no json", good], Some(schema.clone()), Some(r#"{"line":"Come see us"}"#)),
        (&[r#"{"lines": 3}"#, good], Some(schema.clone()), Some(r#"{"line":"Come see us"}"#)),
        (&["no json", r#"{"line": 3}"#], Some(schema.clone()), None),
        (&["", "Come see us"], None, Some("Come see us")),
        (&["", "  "], None, None),
    ];
    for (answers, schema, expect) in cases {
        let sent = answers.iter().map(|a| completion(a, Some((5, 5)))).collect();
        let (reply, seen) = ask(sent, 1, schema).await;
        assert_eq!(seen.lock().unwrap().len(), answers.len(), "{answers:?}");
        match (reply, expect) {
            (Ok(reply), Some(text)) => {
                assert_eq!(reply.generations[0].text, text);
                assert_eq!(reply.usage.prompt_tokens, 5 * answers.len() as u64, "every try is paid for");
            }
            (Err(ModelError::Unusable { n_tries: 2, problem, .. }), None) => {
                assert!(!problem.contains("no json"), "an error quotes no answer: {problem}");
            }
            (other, _) => panic!("{answers:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn what_goes_wrong_names_the_next_step_and_no_secret() {
    let cases = [
        ((401, r#"{"error": "bad key sk-secret"}"#.to_owned()), "check TRUELIFT_MODEL_KEY"),
        ((404, "no".to_owned()), "check TRUELIFT_MODEL_URL and TRUELIFT_MODEL_NAME"),
        ((429, "slow down".to_owned()), "raise the quota"),
        ((503, "busy".to_owned()), "try again later"),
        ((302, String::new()), "speaks chat completions"),
        ((200, "<html>".to_owned()), "no chat completion"),
        ((200, r#"{"choices": []}"#.to_owned()), "no choices"),
        ((200, "x".repeat(2 << 20)), "longer than 1 MiB"),
    ];
    for (answer, expect) in cases {
        let (reply, _) = ask(vec![answer], 1, None).await;
        let error = reply.unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
        assert!(!error.contains("sk-secret") && !error.contains("15%"), "{error}");
    }
}

#[tokio::test]
async fn silence_ends_at_the_time_limit() {
    let (url, _) = serve(vec![]).await;
    let endpoint = OpenAi::new(OpenAiSettings { url, key: None, model: "m".to_owned() }).unwrap();
    let mut request = request(1, 1);
    request.limits.timeout = Duration::from_millis(200);
    let error = Provider::OpenAi(Arc::new(endpoint)).generate(&request).await.unwrap_err();
    assert_eq!(error.code(), "model_timeout");
}

#[tokio::test]
async fn nobody_at_the_address_is_said_so() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    drop(listener);
    let endpoint = OpenAi::new(OpenAiSettings { url, key: None, model: "m".to_owned() }).unwrap();
    let error = Provider::OpenAi(Arc::new(endpoint)).generate(&request(1, 1)).await.unwrap_err();
    assert_eq!(error.code(), "model_unreachable");
    assert!(error.to_string().contains("127.0.0.1:"), "{error}");
}

#[test]
fn settings_come_from_the_environment() {
    type Given = &'static [(&'static str, &'static str)];
    let cases: [(Given, Option<bool>); 5] = [
        (&[], Some(false)),
        (&[("TRUELIFT_MODEL_URL", " ")], Some(false)),
        (&[("TRUELIFT_MODEL_URL", "http://h/v1"), ("TRUELIFT_MODEL_NAME", "m")], Some(true)),
        (&[("TRUELIFT_MODEL_URL", "http://h/v1")], None),
        (&[("TRUELIFT_MODEL_KEY", "k")], Some(false)),
    ];
    for (given, expect) in cases {
        let read = |name: &str| given.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
        assert_eq!(OpenAiSettings::from_env(read).ok().map(|s| s.is_some()), expect, "{given:?}");
    }
    for url in ["", "not an address", "ftp://host/v1"] {
        let settings = OpenAiSettings { url: url.to_owned(), key: None, model: "m".to_owned() };
        assert_eq!(OpenAi::new(settings).unwrap_err().code(), "model_setting", "{url}");
    }
}
