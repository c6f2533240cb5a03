//! The workspaces of a person: going from one to another, making one, and removing a simulated one.

use super::jobs::{Job, asked_for};
use super::session::Session;
use crate::app::wall_clock;
use crate::credentials;
use crate::desk::Desk;
use crate::given::Json;
use crate::problem::Problem;
use crate::session;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::Definitions;
use rounds::jobs::Asked;
use rounds::removal;
use serde::{Deserialize, Serialize};
use store::{Member, StoreError};
use utoipa::ToSchema;
use vocabulary::WorkspaceId;

/// The name of the demo's world; the second is `demo-2`.
const DEMO: &str = "demo";
/// As many people as `truelift demo` has.
const N_PEOPLE: u64 = 20_000;

/// Where a session is to go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwitchTo {
    /// The id of one of the session's workspaces.
    workspace: String,
}

/// A workspace to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWorkspace {
    /// The brand's name.
    name: String,
    /// The country where its people are at home, by its code of ISO 3166, as DE.
    country: Option<String>,
}

/// A simulated workspace to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDemo {
    /// How many people it has; 20,000 without it.
    n_people: Option<u64>,
    /// Another number, another world; 1 without it.
    seed: Option<u64>,
}

/// A workspace that was made.
#[derive(Serialize, ToSchema)]
pub struct MadeWorkspace {
    id: String,
    name: String,
}

/// What would go with the workspace.
#[derive(Serialize, ToSchema)]
pub struct WorkspaceHoldings {
    name: String,
    n_people: u64,
    n_members: i64,
    n_definitions: i64,
    n_files: i64,
    n_consents: i64,
    n_messages: i64,
    /// Entries of its audit chain, which goes with it.
    n_entries: i64,
    /// Why it cannot be removed; null when it can.
    why_not: Option<String>,
}

/// The word that removes a workspace.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// The name of the workspace, as a sign that this one is meant.
    name: String,
}

/// A workspace that was removed.
#[derive(Serialize, ToSchema)]
pub struct WorkspaceRemoved {
    name: String,
    /// The session as it goes on in another workspace of the member; null when they have none and are signed out.
    session: Option<Session>,
}

/// Goes to another workspace of the same person, in the role they have there. The session goes along under another
/// token; the earlier one opens nothing any more.
#[utoipa::path(post, path = "/api/v1/session/workspace", operation_id = "switch_workspace",
    request_body = SwitchTo, responses((status = 200, body = Session)))]
pub async fn switch(desk: Desk, Json(to): Json<SwitchTo>) -> Result<Response, Problem> {
    let nowhere = || {
        Problem::not_found("workspace of yours", &to.workspace)
            .hint("sign out, and sign in with the password you have there")
    };
    let id = WorkspaceId::new(to.workspace.as_str()).map_err(|_| nowhere())?;
    let went = session::go(&desk, &desk.signed_in().session, &id).await?;
    let (member, cookie, csrf_token) = went.ok_or_else(nowhere)?;
    let body = Json(Session::of(&desk, (&id, &member), csrf_token).await?);
    Ok(([(header::SET_COOKIE, cookie)], body).into_response())
}

/// Makes a workspace with the member who asks as its admin, who goes there without signing in again. Nobody else is a
/// member of it until they are invited.
#[utoipa::path(post, path = "/api/v1/workspaces", operation_id = "make_workspace", request_body = NewWorkspace,
    responses((status = 201, body = MadeWorkspace)))]
pub async fn make_workspace(
    desk: Desk,
    Json(new): Json<NewWorkspace>,
) -> Result<(StatusCode, Json<MadeWorkspace>), Problem> {
    credentials::check_name(&new.name)?;
    let (store, now, name) = (desk.store(), wall_clock(), new.name.trim());
    let id = store.free_workspace(&slug(name)).await?;
    let at_home = match new.country.as_deref().filter(|country| !country.trim().is_empty()) {
        // Before anything is made: a country that is none is told at its field.
        Some(country) => Some(
            Definitions::default()
                .at_home(store, &id, country.trim())
                .await
                .map_err(|error| Problem::invalid("country", error.to_string()))?,
        ),
        None => None,
    };
    let made = store::NewWorkspace { workspace: &id, name, seed: None };
    let made = store.make_workspace(made, (desk.workspace(), &desk.member().member_id), now).await?;
    if let Some(at_home) = at_home {
        let seats = store.seats_of(desk.workspace(), &desk.member().member_id).await?;
        if let Some(seat) = seats.iter().find(|seat| seat.workspace == id) {
            at_home.apply(store, &id, &seat.member_id, now).await?;
        }
    }
    Ok((StatusCode::CREATED, Json(MadeWorkspace { id: id.to_string(), name: made.name })))
}

/// What a workspace is called in files and on the command line: its name in small letters without anything else.
fn slug(name: &str) -> String {
    let folded: String =
        name.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    let words: Vec<&str> = folded.split('-').filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").to_ascii_lowercase().chars().take(40).collect();
    match slug.trim_matches('-') {
        "" => "brand".to_owned(),
        slug => slug.to_owned(),
    }
}

/// Makes a simulated workspace and runs the loop in it, as a job of this one. The member who asks is its admin.
#[utoipa::path(post, path = "/api/v1/jobs/demo", operation_id = "start_demo", request_body = NewDemo,
    responses((status = 202, body = Job)))]
pub async fn start_demo(desk: Desk, Json(new): Json<NewDemo>) -> Result<(StatusCode, Json<Job>), Problem> {
    if desk.means().world.is_none() {
        let detail = "this server has no simulator at hand";
        return Err(Problem::new(StatusCode::CONFLICT, "not_ready", detail)
            .hint("run `truelift demo` in a folder of its own"));
    }
    let workspace = desk.store().free_workspace(DEMO).await?;
    let n_people = new.n_people.unwrap_or(N_PEOPLE);
    asked_for(&desk, Asked::Demo { workspace, seed: new.seed.unwrap_or(1), n_people }).await
}

/// Says what would go with the workspace, and whether it can be removed.
#[utoipa::path(get, path = "/api/v1/workspace/holdings", operation_id = "read_holdings",
    responses((status = 200, body = WorkspaceHoldings)))]
pub async fn read_holdings(desk: Desk) -> Result<Json<WorkspaceHoldings>, Problem> {
    let stored = desk.store().workspace(desk.workspace()).await?;
    let found = desk.store().holdings(desk.workspace()).await?;
    let why_not = match desk.store().check_removal(desk.workspace(), &desk.actor()).await {
        Ok(()) => None,
        Err(error @ StoreError::Workspace { .. }) => Some(error.to_string()),
        Err(error) => return Err(error.into()),
    };
    Ok(Json(WorkspaceHoldings {
        name: stored.name,
        n_people: rounds::pages::audiences::n_people(desk.engine(), desk.workspace()).await? as u64,
        n_members: found.n_members,
        n_definitions: found.n_definitions,
        n_files: found.n_files,
        n_consents: found.n_consents,
        n_messages: found.n_messages,
        n_entries: found.n_entries,
        why_not,
    }))
}

/// Removes the workspace that the session is in, with everything in it, for good. Only a simulated one can be. The session
/// goes on in another workspace of the member, where they have one.
#[utoipa::path(post, path = "/api/v1/workspace/removal", operation_id = "remove_workspace", request_body = Removal,
    responses((status = 200, body = WorkspaceRemoved)))]
pub async fn remove_workspace(desk: Desk, Json(word): Json<Removal>) -> Result<Response, Problem> {
    let here = desk.workspace();
    let stored = desk.store().workspace(here).await?;
    if word.name.trim() != stored.name {
        let detail = format!("write its name, `{}`, as a sign that this workspace is meant", stored.name);
        return Err(Problem::invalid("name", detail));
    }
    desk.store().check_removal(here, &desk.actor()).await?;
    // The session is a row of the workspace: it leaves before the others go.
    let went = elsewhere(&desk).await?;
    removal::remove(desk.engine(), desk.meetings(), here, &desk.actor(), wall_clock()).await?;
    let (cookie, session) = match went {
        None => (session::no_cookie(), None),
        Some((at, member, cookie, csrf_token)) => {
            (cookie, Some(Session::of(&desk, (&at, &member), csrf_token).await?))
        }
    };
    let body = Json(WorkspaceRemoved { name: stored.name, session });
    Ok(([(header::SET_COOKIE, cookie)], body).into_response())
}

/// Takes the session to another workspace of the member.
async fn elsewhere(desk: &Desk) -> Result<Option<(WorkspaceId, Member, String, String)>, Problem> {
    let seats = desk.store().seats_of(desk.workspace(), &desk.member().member_id).await?;
    for seat in seats.into_iter().filter(|seat| seat.workspace != *desk.workspace()) {
        let went = session::go(desk, &desk.signed_in().session, &seat.workspace).await?;
        if let Some((member, cookie, csrf_token)) = went {
            return Ok(Some((seat.workspace, member, cookie, csrf_token)));
        }
    }
    Ok(None)
}
