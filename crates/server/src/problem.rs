//! One mapping from what went wrong to RFC 9457 problem JSON. No database or provider text passes.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::EngineError;
use engine::definitions::Overtaken;
use serde::Serialize;
use utoipa::ToSchema;

/// What a client is told of an error.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: `code` is the stable name.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short name of the HTTP status.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable code to branch on.
    pub code: String,
    /// What happened, naming the input.
    pub detail: String,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Which field of the request is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is wrong with a definition that could not be applied, each with its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problems: Option<Vec<TextProblem>>,
    /// What somebody else wrote meanwhile, to be put together with what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overtaken: Option<Box<OtherText>>,
    /// Seconds to wait, sent as `Retry-After`.
    #[serde(skip)]
    pub retry_after_s: Option<u32>,
}

/// One thing that is wrong with the text of a definition.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TextProblem {
    /// Kind of definition.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// `error`: it cannot be applied; `warning`: it may be meant.
    pub severity: TextSeverity,
    /// Line, from 1; null where it is about the whole.
    pub line: Option<u32>,
    /// Column, from 1.
    pub column: Option<u32>,
    /// What is wrong and what to do.
    pub what: String,
}

/// Whether a definition can be applied in spite of a problem.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextSeverity {
    Error,
    Warning,
}

impl From<&engine::Problem> for TextProblem {
    fn from(problem: &engine::Problem) -> Self {
        let number = |n: Option<usize>| n.and_then(|n| u32::try_from(n).ok());
        Self {
            kind: problem.kind.to_owned(),
            name: problem.name.clone(),
            severity: match problem.severity {
                engine::Severity::Error => TextSeverity::Error,
                engine::Severity::Warning => TextSeverity::Warning,
            },
            line: number(problem.line),
            column: number(problem.column),
            what: problem.what.clone(),
        }
    }
}

/// What stands there now of a definition that somebody else changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherText {
    /// The text both started from; null where there was none.
    pub base: Option<String>,
    /// The other text; null where the definition was taken back.
    pub text: Option<String>,
    /// The version that is applied now; 0 for none.
    pub version: i64,
    /// Whether the other text is a draft.
    pub is_draft: bool,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Option<String>,
    /// What to send as `If-Match` with the texts put together, and `version` as their `base_version`.
    pub stamp: String,
}

impl From<&Overtaken> for OtherText {
    fn from(other: &Overtaken) -> Self {
        Self {
            base: other.base.clone(),
            text: other.text.clone(),
            version: other.version,
            is_draft: other.is_draft,
            by: other.by.clone(),
            at: other.at.map(|at| at.to_string()),
            stamp: other.stamp.clone(),
        }
    }
}

impl Problem {
    /// A problem with its status, stable code and words.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank".into(),
            title: status.canonical_reason().unwrap_or("Error").into(),
            status: status.as_u16(),
            code: code.into(),
            detail: detail.into(),
            hint: None,
            field: None,
            problems: None,
            overtaken: None,
            retry_after_s: None,
        }
    }

    /// The same with what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with the field that is meant.
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The same with what an error of definitions carries.
    pub fn with_texts(mut self, error: &EngineError) -> Self {
        match error {
            EngineError::Definitions { problems } => {
                self.problems = Some(problems.iter().map(TextProblem::from).collect());
            }
            EngineError::Overtaken(other) => self.overtaken = Some(Box::new(other.as_ref().into())),
            _ => {}
        }
        self
    }

    /// The same with a time to wait.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// 401: nobody is signed in.
    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in", "you are not signed in")
            .hint("sign in and try again")
    }

    /// 404 for one thing of a kind.
    pub fn not_found(what: &str, id: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("there is no {what} `{id}`"))
    }

    /// 400 or 422 for one field.
    pub fn invalid(field: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_input", detail).field(field)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after_s = self.retry_after_s;
        let mut response = (status, Json(self)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
