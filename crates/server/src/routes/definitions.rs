//! Definitions: what is applied and drafted, keeping drafts, applying, renaming and taking back.

use crate::desk::Desk;
use crate::given::{Json, Path, Query};
use crate::problem::{Problem, TextProblem};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use engine::definitions::{self, Expected, draft};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Where a definition stands: written and never applied, applied, or applied with a change beside it that is not.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefinitionState {
    Draft,
    Applied,
    Changed,
}

impl From<definitions::State> for DefinitionState {
    fn from(state: definitions::State) -> Self {
        match state {
            definitions::State::Draft => Self::Draft,
            definitions::State::Applied => Self::Applied,
            definitions::State::Changed => Self::Changed,
        }
    }
}

/// A definition in one line.
#[derive(Serialize, ToSchema)]
pub struct DefinitionSummary {
    kind: String,
    name: String,
    /// What it says it is for people; empty when it says nothing.
    title: String,
    state: DefinitionState,
    /// 0 before it was applied for the first time.
    version: i64,
    /// Who changed it last, draft or version.
    by_member: String,
    /// Their name.
    by: String,
    at: String,
    /// Everything that is wrong with it; empty when it can be used.
    errors: Vec<String>,
    /// Everything that keeps its draft from being applied.
    draft_errors: Vec<String>,
    /// Whether it is there for others to name, and none does.
    is_unused: bool,
}

/// Every definition of the workspace.
#[derive(Serialize, ToSchema)]
pub struct DefinitionList {
    items: Vec<DefinitionSummary>,
}

/// Which definitions to list.
#[derive(Deserialize, IntoParams)]
pub struct ListQuery {
    /// Only those of this kind, as `audience`.
    kind: Option<String>,
}

/// A text of a definition, and who it is from.
#[derive(Serialize, ToSchema)]
pub struct WrittenText {
    text: String,
    /// The version it is.
    version: i64,
    by: String,
    at: String,
    /// Why, in their words; empty when they said nothing.
    reason: String,
}

/// A text that is not applied.
#[derive(Serialize, ToSchema)]
pub struct DraftText {
    text: String,
    /// The version it was written from; 0 for none. Another than the applied one means that both are to be put
    /// together.
    base_version: i64,
    by: String,
    at: String,
}

/// A definition that names another.
#[derive(Serialize, ToSchema)]
pub struct DependentDefinition {
    kind: String,
    name: String,
    /// Whether only its draft does.
    is_draft: bool,
    /// Whether messages were planned with it, so that the name cannot be taken away under it.
    is_released: bool,
}

/// What there is of a definition.
#[derive(Serialize, ToSchema)]
pub struct ShownDefinition {
    kind: String,
    name: String,
    applied: Option<WrittenText>,
    draft: Option<DraftText>,
    /// Of the draft, or of what is applied where there is none.
    problems: Vec<TextProblem>,
    dependents: Vec<DependentDefinition>,
    /// To be sent back as `If-Match`, as the header `ETag` says it.
    stamp: String,
}

/// A text to be kept as a draft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewText {
    /// The whole text; it may have errors.
    text: String,
    /// The version it was written from, when another than the draft before: after two texts were put together.
    base_version: Option<i64>,
}

/// A text to be checked and not kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextToCheck {
    /// Its kind, as `audience`.
    kind: String,
    /// The name it would have.
    name: String,
    text: String,
}

/// Everything that is wrong with a text.
#[derive(Serialize, ToSchema)]
pub struct TextProblems {
    problems: Vec<TextProblem>,
}

/// Why a draft is applied.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplyRequest {
    /// In words; the version and the audit chain keep them.
    reason: Option<String>,
}

/// The version a definition has from now on.
#[derive(Serialize, ToSchema)]
pub struct AppliedVersion {
    pub kind: String,
    pub name: String,
    pub version: i64,
    /// What else to know of it: of a source, whether its rows change.
    pub note: Option<String>,
}

impl From<engine::Applied> for AppliedVersion {
    fn from(applied: engine::Applied) -> Self {
        let version = applied.version.unwrap_or_default();
        Self { kind: applied.kind.to_owned(), name: applied.name, version, note: applied.note }
    }
}

/// A definition's new name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameRequest {
    to: String,
    /// Why, in words.
    reason: Option<String>,
}

/// A definition that has another name.
#[derive(Serialize, ToSchema)]
pub struct RenamedDefinition {
    kind: String,
    from: String,
    to: String,
    /// What named it, and names it anew.
    dependents: Vec<DependentDefinition>,
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
    /// Why, in words.
    reason: Option<String>,
}

/// What the sender saw, by the headers of HTTP.
///
/// Errors: 428 without any, since the sender would write over what they did not see.
fn expected(headers: &HeaderMap) -> Result<Expected<'_>, Problem> {
    let of = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    match (of(header::IF_MATCH), of(header::IF_NONE_MATCH)) {
        (Some("*"), _) => Ok(Expected::Whatever),
        (Some(stamp), _) => {
            let stamp = stamp.strip_prefix("W/").unwrap_or(stamp);
            Ok(Expected::Stamp(stamp.trim_matches('"')))
        }
        (None, Some("*")) => Ok(Expected::Absent),
        _ => {
            let detail = "it is not said what this changes";
            Err(Problem::new(StatusCode::PRECONDITION_REQUIRED, "no_precondition", detail)
                .hint("send the `ETag` that was read as `If-Match`, or `If-None-Match: *` for what is new"))
        }
    }
}

fn dependents(found: Vec<definitions::Dependent>) -> Vec<DependentDefinition> {
    let one = |dependent: definitions::Dependent| DependentDefinition {
        kind: dependent.kind.to_owned(),
        name: dependent.name,
        is_draft: dependent.is_draft,
        is_released: dependent.is_released,
    };
    found.into_iter().map(one).collect()
}

type WithTag<T> = ([(HeaderName, HeaderValue); 1], Json<T>);

fn shown(found: draft::Shown) -> Result<WithTag<ShownDefinition>, Problem> {
    let tag = HeaderValue::from_str(&format!("\"{}\"", found.stamp)).map_err(|_| {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the stamp cannot be sent")
    })?;
    let body = ShownDefinition {
        kind: found.kind.to_owned(),
        name: found.name,
        applied: found.applied.map(|applied| WrittenText {
            text: applied.text,
            version: applied.version,
            by: applied.by,
            at: applied.at.to_string(),
            reason: applied.reason,
        }),
        draft: found.draft.map(|draft| DraftText {
            text: draft.text,
            base_version: draft.version,
            by: draft.by,
            at: draft.at.to_string(),
        }),
        problems: found.problems.iter().map(TextProblem::from).collect(),
        dependents: dependents(found.dependents),
        stamp: found.stamp,
    };
    Ok(([(header::ETAG, tag)], Json(body)))
}

/// Lists every definition, drafts among them, and those that cannot be used with what is wrong with them.
#[utoipa::path(get, path = "/api/v1/definitions", operation_id = "list_definitions", params(ListQuery),
    responses((status = 200, body = DefinitionList), (status = 401, body = Problem)))]
pub async fn list_definitions(
    desk: Desk,
    Query(query): Query<ListQuery>,
) -> Result<Json<DefinitionList>, Problem> {
    let kind = query.kind.as_deref().map(definitions::kind_of).transpose()?;
    let stored = definitions::stored(desk.engine(), desk.workspace()).await?;
    let line = |found: definitions::Stored| DefinitionSummary {
        kind: found.kind.to_owned(),
        name: found.name,
        title: found.title,
        state: found.state.into(),
        version: found.version,
        by_member: found.by_member.to_string(),
        by: found.by,
        at: found.at.to_string(),
        errors: found.errors,
        draft_errors: found.draft_errors,
        is_unused: found.is_unused,
    };
    let asked = stored.into_iter().filter(|found| kind.is_none_or(|kind| kind == found.kind));
    Ok(Json(DefinitionList { items: asked.map(line).collect() }))
}

/// Gives what is applied of a definition, what is drafted, what is wrong and what names it.
#[utoipa::path(get, path = "/api/v1/definitions/{kind}/{name}", operation_id = "read_definition",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name")),
    responses((status = 200, body = ShownDefinition)))]
pub async fn read_definition(
    desk: Desk,
    Path((kind, name)): Path<(String, String)>,
) -> Result<WithTag<ShownDefinition>, Problem> {
    shown(draft::show(desk.engine(), desk.workspace(), &kind, &name).await?)
}

/// Checks a text as it would be checked when it is applied, and keeps nothing: for checks while somebody writes.
#[utoipa::path(post, path = "/api/v1/definitions/check", operation_id = "check_definition",
    request_body = TextToCheck, responses((status = 200, body = TextProblems)))]
pub async fn check_definition(
    desk: Desk,
    Json(asked): Json<TextToCheck>,
) -> Result<Json<TextProblems>, Problem> {
    let found = draft::check(desk.engine(), desk.workspace(), &asked.kind, &asked.name, &asked.text).await?;
    Ok(Json(TextProblems { problems: found.iter().map(TextProblem::from).collect() }))
}

/// Keeps a text as a draft, whatever is wrong with it. 412 carries the text of whoever was faster.
#[utoipa::path(put, path = "/api/v1/definitions/{kind}/{name}", operation_id = "keep_draft",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read"),
        ("If-None-Match" = Option<String>, Header, description = "`*` for a new one")),
    request_body = NewText, responses((status = 200, body = ShownDefinition)))]
pub async fn keep_draft(
    desk: Desk,
    Path((kind, name)): Path<(String, String)>,
    headers: HeaderMap,
    Json(new): Json<NewText>,
) -> Result<WithTag<ShownDefinition>, Problem> {
    let expected = expected(&headers)?;
    let keeping = draft::Keeping { text: &new.text, base_version: new.base_version, expected };
    shown(desk.definitions().keep(&kind, &name, keeping).await?)
}

/// Drops a draft. What is applied stays.
#[utoipa::path(delete, path = "/api/v1/definitions/{kind}/{name}/draft", operation_id = "discard_draft",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read, or `*`")),
    responses((status = 204)))]
pub async fn discard_draft(
    desk: Desk,
    Path((kind, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let expected = expected(&headers)?;
    desk.definitions().discard(&kind, &name, expected).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes the draft the next version, by the same function as `truelift apply`. 422 carries everything that is wrong.
#[utoipa::path(post, path = "/api/v1/definitions/{kind}/{name}/apply", operation_id = "apply_draft",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read, or `*`")),
    request_body = ApplyRequest, responses((status = 200, body = AppliedVersion)))]
pub async fn apply_draft(
    desk: Desk,
    Path((kind, name)): Path<(String, String)>,
    headers: HeaderMap,
    Json(asked): Json<ApplyRequest>,
) -> Result<Json<AppliedVersion>, Problem> {
    let expected = expected(&headers)?;
    let reason = asked.reason.unwrap_or_default();
    let applied = desk.definitions().apply_draft(&kind, &name, &reason, expected).await?;
    Ok(Json(applied.into()))
}

/// Gives a definition another name, and what names it that name too, all at once. 409 says what holds the name.
#[utoipa::path(post, path = "/api/v1/definitions/{kind}/{name}/rename", operation_id = "rename_definition",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name until now")),
    request_body = RenameRequest, responses((status = 200, body = RenamedDefinition)))]
pub async fn rename_definition(
    desk: Desk,
    Path((kind, name)): Path<(String, String)>,
    Json(asked): Json<RenameRequest>,
) -> Result<Json<RenamedDefinition>, Problem> {
    let reason = asked.reason.unwrap_or_default();
    let renamed = definitions::rename(&desk.definitions(), &kind, &name, asked.to.trim(), &reason).await?;
    Ok(Json(RenamedDefinition {
        kind: renamed.kind.to_owned(),
        from: renamed.from,
        to: renamed.to,
        dependents: dependents(renamed.dependents),
    }))
}

/// Takes a definition back, broken or not. Its versions stay, and the audit chain says who took it back.
#[utoipa::path(delete, path = "/api/v1/definitions/{kind}/{name}", operation_id = "remove_definition",
    params(("kind" = String, Path, description = "Kind, as `audience`"),
        ("name" = String, Path, description = "Name"), RemoveQuery),
    responses((status = 200, body = RemovedDefinition), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove_definition(
    desk: Desk,
    Path((kind, name)): Path<(String, String)>,
    Query(query): Query<RemoveQuery>,
) -> Result<Json<RemovedDefinition>, Problem> {
    let reason = query.reason.unwrap_or_default();
    let even_if_used = query.even_if_used.unwrap_or(false);
    let removed = definitions::remove(&desk.definitions(), &kind, &name, even_if_used, &reason).await?;
    Ok(Json(RemovedDefinition {
        kind: removed.kind.to_owned(),
        name: removed.name,
        left_behind: removed.left_behind,
    }))
}

/// What a definition of a kind may hold.
#[derive(Serialize, ToSchema)]
pub struct DefinitionSchema {
    kind: String,
    /// JSON Schema, draft 2020-12.
    #[schema(value_type = Object)]
    schema: serde_json::Value,
    /// A whole file that holds, with comments, to begin from.
    example: String,
}

/// Gives the JSON Schema of a kind and an example of it.
#[utoipa::path(get, path = "/api/v1/schemas/{kind}", operation_id = "read_schema",
    params(("kind" = String, Path, description = "Kind, as `audience`")),
    responses((status = 200, body = DefinitionSchema)))]
pub async fn read_schema(_desk: Desk, Path(kind): Path<String>) -> Result<Json<DefinitionSchema>, Problem> {
    let kind = definitions::kind_of(&kind)?;
    let schema = definitions::schema::schema(kind)?;
    let example = definitions::schema::example(kind)?.to_owned();
    Ok(Json(DefinitionSchema { kind: kind.to_owned(), schema, example }))
}
