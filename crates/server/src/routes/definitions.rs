//! Definitions: what was applied, what of it cannot be used, and taking one back.

use super::workspace;
use crate::app::App;
use crate::given::{Json, Path, Query};
use crate::problem::Problem;
use crate::session::SignedIn;
use axum::extract::State;
use engine::definitions;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A definition in one line.
#[derive(Serialize, ToSchema)]
pub struct DefinitionSummary {
    kind: String,
    name: String,
    version: i64,
    by_member: String,
    at: String,
    /// Everything that is wrong with it; empty when it can be used.
    errors: Vec<String>,
}

/// Every definition of the workspace.
#[derive(Serialize, ToSchema)]
pub struct DefinitionList {
    items: Vec<DefinitionSummary>,
}

/// What was taken back.
#[derive(Serialize, ToSchema)]
pub struct RemovedDefinition {
    kind: String,
    name: String,
    /// Pilots that cannot be released without it.
    left_behind: Vec<String>,
}

/// How to take a definition back.
#[derive(Deserialize, IntoParams)]
pub struct RemoveQuery {
    /// Take it back although pilots name it.
    even_if_used: Option<bool>,
}

/// Lists every definition, those that cannot be used with what is wrong with them.
#[utoipa::path(get, path = "/api/v1/definitions", operation_id = "list_definitions",
    responses((status = 200, body = DefinitionList), (status = 401, body = Problem)))]
pub async fn list_definitions(
    State(app): State<App>,
    _signed_in: SignedIn,
) -> Result<Json<DefinitionList>, Problem> {
    let stored = definitions::stored(app.engine(), app.workspace()).await?;
    let line = |found: definitions::Stored| DefinitionSummary {
        kind: found.kind.to_owned(),
        name: found.name,
        version: found.version,
        by_member: found.by_member.to_string(),
        at: found.at.to_string(),
        errors: found.errors,
    };
    Ok(Json(DefinitionList { items: stored.into_iter().map(line).collect() }))
}

/// Takes a definition back, broken or not. Its versions stay, and the audit chain says who took it back.
#[utoipa::path(delete, path = "/api/v1/definitions/{kind}/{name}", operation_id = "remove_definition",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name"), RemoveQuery),
    responses((status = 200, body = RemovedDefinition), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove_definition(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((kind, name)): Path<(String, String)>,
    Query(query): Query<RemoveQuery>,
) -> Result<Json<RemovedDefinition>, Problem> {
    let (_, now) = workspace(&app).await?;
    let by = &signed_in.member.member_id;
    let even_if_used = query.even_if_used.unwrap_or(false);
    let removed =
        definitions::remove(app.engine(), app.workspace(), &kind, &name, even_if_used, by, now).await?;
    Ok(Json(RemovedDefinition {
        kind: removed.kind.to_owned(),
        name: removed.name,
        left_behind: removed.left_behind,
    }))
}
