//! Which act each route is, and whether the member who asks may. The table is closed: a route that is not in it is
//! refused to everybody.

use crate::app::App;
use crate::problem::Problem;
use crate::session::{self, SignedIn};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governance::Act;

/// What a route asks of whoever calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Nothing: the way in, and the probes.
    Open,
    /// A session of a member whose role may do this.
    Member(Act),
}

const OPEN: Need = Need::Open;
const READ: Need = Need::Member(Act::Read);
const OWN: Need = Need::Member(Act::KeepOwnAccount);
const MAKE: Need = Need::Member(Act::Make);
const APPROVE: Need = Need::Member(Act::Approve);
const MEND: Need = Need::Member(Act::MendData);
const RELEASE: Need = Need::Member(Act::Release);
const JUDGE: Need = Need::Member(Act::Judge);
const TAKE: Need = Need::Member(Act::TakePeople);
const MEMBERS: Need = Need::Member(Act::KeepMembers);
const KEYS: Need = Need::Member(Act::KeepKeys);
const WORKSPACES: Need = Need::Member(Act::KeepWorkspaces);

/// Every route of members and of the way in. What SDKs post asks for a write key instead (`routes::collection`).
const NEEDS: &[(&str, &str, Need)] = &[
    ("GET", "/health", OPEN),
    ("GET", "/ready", OPEN),
    ("GET", "/metrics", OPEN),
    ("GET", "/api/v1/setup", OPEN),
    ("POST", "/api/v1/setup", OPEN),
    ("POST", "/api/v1/session", OPEN),
    ("POST", "/api/v1/join", OPEN),
    ("POST", "/api/v1/join/offer", OPEN),
    ("GET", "/api/v1/session", OWN),
    ("DELETE", "/api/v1/session", OWN),
    // Only to where the same person has a seat: their role there decides there.
    ("POST", "/api/v1/session/workspace", OWN),
    ("PUT", "/api/v1/account/name", OWN),
    ("POST", "/api/v1/account/password", OWN),
    ("GET", "/api/v1/account/views", OWN),
    ("PUT", "/api/v1/account/views", OWN),
    ("GET", "/api/v1/account/sessions", OWN),
    ("DELETE", "/api/v1/account/sessions", OWN),
    ("DELETE", "/api/v1/account/sessions/{session_id}", OWN),
    ("GET", "/api/v1/overview", READ),
    ("GET", "/api/v1/home", READ),
    ("GET", "/api/v1/people", READ),
    ("GET", "/api/v1/people/{person_id}", READ),
    ("GET", "/api/v1/audiences", READ),
    // Counts what is written and keeps nothing.
    ("POST", "/api/v1/audiences/preview", READ),
    ("GET", "/api/v1/audiences/{name}/reach", READ),
    ("GET", "/api/v1/vocabulary/events", READ),
    ("GET", "/api/v1/vocabulary/traits", READ),
    ("GET", "/api/v1/vocabulary/values", READ),
    ("GET", "/api/v1/vocabulary/sources", READ),
    ("GET", "/api/v1/definitions", READ),
    ("POST", "/api/v1/definitions/check", READ),
    ("GET", "/api/v1/definitions/{kind}/{name}", READ),
    ("GET", "/api/v1/schemas/{kind}", READ),
    ("GET", "/api/v1/definitions/{kind}/{name}/versions", READ),
    ("GET", "/api/v1/definitions/{kind}/{name}/versions/{version}", READ),
    ("GET", "/api/v1/pairs", READ),
    ("GET", "/api/v1/pairs/compare", READ),
    ("GET", "/api/v1/rulings", READ),
    ("GET", "/api/v1/pilots", READ),
    ("GET", "/api/v1/pilots/{id}", READ),
    ("GET", "/api/v1/pilots/{id}/inbox", READ),
    ("GET", "/api/v1/pilots/{id}/power", READ),
    ("GET", "/api/v1/pilots/{id}/rehearsal", READ),
    ("GET", "/api/v1/pilots/{id}/work", READ),
    ("GET", "/api/v1/pilots/{id}/release", READ),
    ("GET", "/api/v1/power", READ),
    ("GET", "/api/v1/programme/readout", READ),
    ("GET", "/api/v1/quarantine", READ),
    ("GET", "/api/v1/quarantine/rows", READ),
    ("GET", "/api/v1/quarantine/values", READ),
    ("GET", "/api/v1/audit", READ),
    ("GET", "/api/v1/write-keys", READ),
    ("GET", "/api/v1/members", READ),
    ("GET", "/api/v1/jobs", READ),
    ("GET", "/api/v1/jobs/{job_id}", READ),
    ("GET", "/api/v1/jobs/{job_id}/events", READ),
    // Which act it takes to stop a job or to start it again hangs on the job: `rounds::jobs` asks the role.
    ("POST", "/api/v1/jobs/{job_id}/cancel", READ),
    ("POST", "/api/v1/jobs/{job_id}/again", READ),
    ("GET", "/api/v1/sources", READ),
    ("GET", "/api/v1/uploads", READ),
    ("POST", "/api/v1/uploads/{upload_id}/draft", MEND),
    ("POST", "/api/v1/uploads/{upload_id}/preview", MEND),
    ("POST", "/api/v1/uploads", MEND),
    ("DELETE", "/api/v1/uploads/{upload_id}", MEND),
    ("POST", "/api/v1/jobs/import", MEND),
    ("POST", "/api/v1/jobs/reload", MEND),
    ("POST", "/api/v1/jobs/unify", MEND),
    ("POST", "/api/v1/jobs/generate", MAKE),
    ("POST", "/api/v1/jobs/release", RELEASE),
    ("POST", "/api/v1/jobs/readout", JUDGE),
    ("POST", "/api/v1/jobs/rehearse", MAKE),
    ("POST", "/api/v1/jobs/demo", WORKSPACES),
    ("POST", "/api/v1/workspaces", WORKSPACES),
    ("GET", "/api/v1/workspace/holdings", WORKSPACES),
    ("POST", "/api/v1/workspace/removal", WORKSPACES),
    ("PUT", "/api/v1/definitions/{kind}/{name}", MAKE),
    ("DELETE", "/api/v1/definitions/{kind}/{name}", MAKE),
    ("POST", "/api/v1/pilots/{id}/lines", MAKE),
    ("POST", "/api/v1/pilots/{id}/lines/{variant_id}/choose", MAKE),
    ("POST", "/api/v1/pilots/{id}/approval-requests", MAKE),
    ("POST", "/api/v1/pilots/{id}/approvals", APPROVE),
    ("POST", "/api/v1/pilots/{id}/changes", APPROVE),
    ("POST", "/api/v1/pilots/{id}/gate", JUDGE),
    ("POST", "/api/v1/workspace/date", MAKE),
    ("DELETE", "/api/v1/pilots/{id}/rehearsal", MAKE),
    ("DELETE", "/api/v1/definitions/{kind}/{name}/draft", MAKE),
    ("POST", "/api/v1/definitions/{kind}/{name}/apply", MAKE),
    ("POST", "/api/v1/definitions/{kind}/{name}/rename", MAKE),
    ("POST", "/api/v1/definitions/{kind}/{name}/versions/{version}/restore", MAKE),
    ("POST", "/api/v1/rulings", MEND),
    ("POST", "/api/v1/rulings/split", MEND),
    ("DELETE", "/api/v1/rulings/{ruling_id}", MEND),
    ("POST", "/api/v1/people/export", TAKE),
    ("POST", "/api/v1/people/{person_id}/export", TAKE),
    ("POST", "/api/v1/quarantine/replay", MEND),
    ("POST", "/api/v1/quarantine/discard", MEND),
    ("POST", "/api/v1/quarantine/check", MEND),
    ("POST", "/api/v1/quarantine/mend", MEND),
    ("POST", "/api/v1/members", MEMBERS),
    ("DELETE", "/api/v1/members/{member_id}", MEMBERS),
    ("PUT", "/api/v1/members/{member_id}/role", MEMBERS),
    ("POST", "/api/v1/members/{member_id}/bring-back", MEMBERS),
    ("POST", "/api/v1/members/{member_id}/link", MEMBERS),
    ("DELETE", "/api/v1/members/{member_id}/link", MEMBERS),
    ("DELETE", "/api/v1/members/{member_id}/sessions", MEMBERS),
    ("POST", "/api/v1/write-keys", KEYS),
    ("DELETE", "/api/v1/write-keys/{key_id}", KEYS),
];

fn need(method: &Method, path: &str) -> Option<Need> {
    // A GET answers HEAD too.
    let method = if method == Method::HEAD { "GET" } else { method.as_str() };
    NEEDS.iter().find(|(known, at, _)| *known == method && *at == path).map(|(_, _, need)| *need)
}

/// Lets a request through to its route when who asks may, and hands them on; else says who may.
pub async fn decide(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(|matched| matched.as_str().to_owned());
    let need = path.as_deref().and_then(|path| need(request.method(), path));
    let act = match need {
        Some(Need::Open) => return next.run(request).await,
        Some(Need::Member(act)) => act,
        None => {
            tracing::error!(path, method = %request.method(), "a route has no rule that says who may call it");
            let detail = "nobody may call this: it has no rule that says who may";
            return Problem::new(StatusCode::FORBIDDEN, "no_rule", detail).into_response();
        }
    };
    let (mut parts, body) = request.into_parts();
    match session::authenticate(&app, &parts).await.and_then(|signed_in| allowed(signed_in, act)) {
        Ok(signed_in) => {
            parts.extensions.insert(signed_in);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(problem) => problem.into_response(),
    }
}

fn allowed(signed_in: SignedIn, act: Act) -> Result<SignedIn, Problem> {
    let role = signed_in.member.role;
    if role.may(act) {
        return Ok(signed_in);
    }
    let detail = format!("role `{role}` may not {}", act.in_words());
    Err(Problem::new(StatusCode::FORBIDDEN, "wrong_role", detail).hint(format!("ask {}", act.whom_to_ask())))
}
