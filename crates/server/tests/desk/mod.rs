//! A server on a folder of its own, asked without a socket.
#![allow(dead_code)]

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use engine::{Definitions, Engine};
use http_body_util::BodyExt;
use serde_json::Value;
use server::{App, Settings};
use std::path::Path;
use std::sync::Arc;
use store::NewMember;
use tower::ServiceExt;
use vocabulary::{Digest, KeyKind, Timestamp, WorkspaceId};

pub const WRITE_KEY: &str = "a-write-key";
pub const SETUP_TOKEN: &str = "a-set-up-token";

pub struct Desk {
    pub engine: Arc<Engine>,
    pub workspace: WorkspaceId,
    router: Router,
    pub cookie: Option<String>,
    csrf: Option<String>,
    _folder: Arc<tempfile::TempDir>,
}

pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
    pub headers: HeaderMap,
}

impl Desk {
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = Arc::new(Engine::open(folder.path(), None).await.unwrap());
        let workspace = WorkspaceId::new("peach-state").unwrap();
        let now = Timestamp::parse("2026-09-15T14:00:00Z").unwrap();
        let store = engine.store();
        store.ensure_workspace(&workspace, "Peach State Provisions", true, Some(1), now).await.unwrap();
        engine.set_now(&workspace, now).await.unwrap();
        let new = NewMember {
            name: "Script",
            email: "s@example.com",
            role: governance::Role::Marketer,
            password_hash: None,
        };
        let script = store.create_member(&workspace, new, now).await.unwrap().member_id;
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
        Definitions::read(&demo).unwrap().apply(store, &workspace, &script, now).await.unwrap();
        let hash = Digest::of([WRITE_KEY]).to_string();
        store.create_write_key(&workspace, "web", &hash, KeyKind::Browser, now).await.unwrap();
        let settings = Settings::new(["shop.example"]).unwrap().with_setup_token(SETUP_TOKEN);
        let router = server::router(App::new(Arc::clone(&engine), workspace.clone(), settings));
        Self { engine, workspace, router, cookie: None, csrf: None, _folder: Arc::new(folder) }
    }

    /// A desk whose first member is made and signed in.
    pub async fn signed_in() -> Self {
        let mut desk = Self::open().await;
        let answer = desk.post("/api/v1/setup", first_member("ann@example.com")).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        desk.take_cookie(&answer);
        let session = desk.get("/api/v1/session").await;
        desk.csrf = session.body["csrf_token"].as_str().map(str::to_owned);
        desk
    }

    /// The same server for somebody who is not signed in.
    pub fn other_browser(&self) -> Self {
        Self {
            engine: Arc::clone(&self.engine),
            workspace: self.workspace.clone(),
            router: self.router.clone(),
            cookie: None,
            csrf: None,
            _folder: Arc::clone(&self._folder),
        }
    }

    /// Goes on as the member whose session `answer` began.
    pub fn take_session(&mut self, answer: &Answer) {
        self.take_cookie(answer);
        self.csrf = answer.body["csrf_token"].as_str().map(str::to_owned);
    }

    pub fn take_cookie(&mut self, answer: &Answer) {
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        self.cookie = cookie.split(';').next().map(str::to_owned);
    }

    pub fn forget_csrf(&mut self) {
        self.csrf = None;
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, Some(body.to_string()), None).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::PUT, path, Some(body.to_string()), None).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.ask(Method::DELETE, path, None, None).await
    }

    /// Posts as an SDK does, with the write key as the user name of Basic auth.
    pub async fn collect(&self, path: &str, body: &str, key: &str) -> Answer {
        use base64::Engine as _;
        let basic = base64::engine::general_purpose::STANDARD.encode(format!("{key}:"));
        self.ask(Method::POST, path, Some(body.to_owned()), Some(format!("Basic {basic}"))).await
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        authorization: Option<String>,
    ) -> Answer {
        let mut request =
            Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        self.send(request.body(Body::from(body.unwrap_or_default())).unwrap()).await
    }

    /// Sends a request as it is, as the member who is signed in; by the name `localhost` unless it has one.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (status, headers, bytes) = self.exchange(request).await;
        Answer { status, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null), headers }
    }

    /// The same for an answer that is no JSON.
    pub async fn text(&self, request: Request<Body>) -> (HeaderMap, String) {
        let (_, headers, bytes) = self.exchange(request).await;
        (headers, String::from_utf8(bytes).unwrap())
    }

    async fn exchange(&self, mut request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
        let headers = request.headers_mut();
        headers.entry(header::HOST).or_insert(HeaderValue::from_static("localhost"));
        for (name, value) in
            [(header::COOKIE, &self.cookie), (header::HeaderName::from_static("x-csrf-token"), &self.csrf)]
        {
            if let Some(value) = value {
                headers.insert(name, HeaderValue::from_str(value).unwrap());
            }
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (parts.status, parts.headers, bytes.to_vec())
    }
}

pub fn first_member(email: &str) -> Value {
    let token = SETUP_TOKEN;
    serde_json::json!({ "name": "Ann", "email": email, "password": "correct horse", "setup_token": token })
}
