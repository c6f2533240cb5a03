//! The history of a definition: every version, what it changed and why, and going back to one.

use super::definitions::AppliedVersion;
use crate::desk::Desk;
use crate::given::{Json, Path};
use crate::problem::Problem;
use engine::definitions::{difference, history};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One version of a definition, in one line.
#[derive(Serialize, ToSchema)]
pub struct DefinitionVersion {
    version: i64,
    by: String,
    by_member: String,
    at: String,
    /// Why, in their words; empty when they said nothing.
    reason: String,
    /// Out of what it was made, as `version 3`; empty when somebody wrote it.
    origin: String,
    /// Whether the definition was taken back then.
    is_removal: bool,
    n_added: u32,
    n_removed: u32,
}

/// Every version of a definition, the latest first.
#[derive(Serialize, ToSchema)]
pub struct DefinitionVersions {
    items: Vec<DefinitionVersion>,
}

/// What became of a line.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineFate {
    Same,
    Added,
    Removed,
}

/// One line of a difference.
#[derive(Serialize, ToSchema)]
pub struct DifferenceLine {
    fate: LineFate,
    /// Its number in the version before.
    before: Option<u32>,
    /// Its number in this version.
    after: Option<u32>,
    text: String,
}

/// A version with its text.
#[derive(Serialize, ToSchema)]
pub struct VersionText {
    version: DefinitionVersion,
    /// Empty when it was taken back.
    text: String,
    /// Every line of this version and of the one before.
    difference: Vec<DifferenceLine>,
}

/// Why a version is restored.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RestoreRequest {
    /// In words.
    reason: Option<String>,
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl From<history::Version> for DefinitionVersion {
    fn from(found: history::Version) -> Self {
        Self {
            version: found.version,
            by: found.by,
            by_member: found.by_member.to_string(),
            at: found.at.to_string(),
            reason: found.reason,
            origin: found.origin,
            is_removal: found.is_removal,
            n_added: number(found.n_added),
            n_removed: number(found.n_removed),
        }
    }
}

impl From<difference::DifferenceLine> for DifferenceLine {
    fn from(line: difference::DifferenceLine) -> Self {
        let fate = match line.fate {
            difference::Fate::Same => LineFate::Same,
            difference::Fate::Added => LineFate::Added,
            difference::Fate::Removed => LineFate::Removed,
        };
        Self { fate, before: line.before.map(number), after: line.after.map(number), text: line.text }
    }
}

/// Lists every version of a definition, also of one that was taken back.
#[utoipa::path(get, path = "/api/v1/definitions/{kind}/{name}/versions", operation_id = "list_versions",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name")),
    responses((status = 200, body = DefinitionVersions)))]
pub async fn list_versions(
    desk: Desk,
    Path((kind, name)): Path<(String, String)>,
) -> Result<Json<DefinitionVersions>, Problem> {
    let found = history::versions(desk.engine(), desk.workspace(), &kind, &name).await?;
    Ok(Json(DefinitionVersions { items: found.into_iter().map(|found| found.version.into()).collect() }))
}

/// Gives one version with its text and what it changed.
#[utoipa::path(get, path = "/api/v1/definitions/{kind}/{name}/versions/{version}", operation_id = "read_version",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name"),
        ("version" = i64, Path, description = "From 1 on")),
    responses((status = 200, body = VersionText)))]
pub async fn read_version(
    desk: Desk,
    Path((kind, name, version)): Path<(String, String, i64)>,
) -> Result<Json<VersionText>, Problem> {
    let found = history::version(desk.engine(), desk.workspace(), &kind, &name, version).await?;
    Ok(Json(VersionText {
        version: found.version.into(),
        text: found.text,
        difference: found.difference.into_iter().map(DifferenceLine::from).collect(),
    }))
}

/// Applies the text of an earlier version as a new one; a definition that was taken back is there again.
#[utoipa::path(post, path = "/api/v1/definitions/{kind}/{name}/versions/{version}/restore",
    operation_id = "restore_version",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name"),
        ("version" = i64, Path, description = "From 1 on")),
    request_body = RestoreRequest, responses((status = 200, body = AppliedVersion)))]
pub async fn restore_version(
    desk: Desk,
    Path((kind, name, version)): Path<(String, String, i64)>,
    Json(asked): Json<RestoreRequest>,
) -> Result<Json<AppliedVersion>, Problem> {
    let reason = asked.reason.unwrap_or_default();
    let applied = desk.definitions().restore(&kind, &name, version, &reason).await?;
    Ok(Json(applied.into()))
}
