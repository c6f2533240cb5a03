//! Write keys: with them an SDK posts events. A key is shown once, when it is made.

use crate::app::wall_clock;
use crate::desk::Desk;
use crate::given::{Json, Path};
use crate::problem::Problem;
use crate::session;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::Digest;

/// Where a write key lies: in a page or an app, where everybody can read it, or on a machine of the brand.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    Browser,
    Server,
}

impl From<vocabulary::KeyKind> for KeyKind {
    fn from(kind: vocabulary::KeyKind) -> Self {
        match kind {
            vocabulary::KeyKind::Browser => Self::Browser,
            vocabulary::KeyKind::Server => Self::Server,
        }
    }
}

impl From<KeyKind> for vocabulary::KeyKind {
    fn from(kind: KeyKind) -> Self {
        match kind {
            KeyKind::Browser => Self::Browser,
            KeyKind::Server => Self::Server,
        }
    }
}

/// A key that was made; the key itself is kept nowhere.
#[derive(Serialize, ToSchema)]
pub struct ListedKey {
    /// What it is told apart by: the beginning of its fingerprint, which opens nothing.
    id: String,
    source: String,
    kind: KeyKind,
    created_at: String,
}

/// All keys of the workspace.
#[derive(Serialize, ToSchema)]
pub struct WriteKeys {
    items: Vec<ListedKey>,
}

/// A key to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWriteKey {
    /// The source that its events come from.
    source: String,
    /// `browser` without.
    kind: Option<KeyKind>,
}

/// A key that was just made.
#[derive(Serialize, ToSchema)]
pub struct CreatedKey {
    source: String,
    kind: KeyKind,
    /// Shown this once.
    write_key: String,
}

/// Lists the write keys by source: kind and age, never the key.
#[utoipa::path(get, path = "/api/v1/write-keys", operation_id = "list_write_keys",
    responses((status = 200, body = WriteKeys)))]
pub async fn list_write_keys(desk: Desk) -> Result<Json<WriteKeys>, Problem> {
    let keys = desk.store().write_keys(desk.workspace()).await?;
    let listed = |key: store::WriteKey| ListedKey {
        id: key.id,
        source: key.source,
        kind: key.kind.into(),
        created_at: key.created_at.to_string(),
    };
    Ok(Json(WriteKeys { items: keys.into_iter().map(listed).collect() }))
}

/// Makes a write key for a source. Only an admin may: a key of kind `server` counts like a system of record.
#[utoipa::path(post, path = "/api/v1/write-keys", operation_id = "create_write_key", request_body = NewWriteKey,
    responses((status = 201, body = CreatedKey), (status = 403, body = Problem)))]
pub async fn create_write_key(
    desk: Desk,
    Json(new): Json<NewWriteKey>,
) -> Result<(StatusCode, Json<CreatedKey>), Problem> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if new.source.is_empty() || 64 < new.source.len() || !new.source.bytes().all(is_name) {
        let detail = "a source's name has 1 to 64 letters, digits, `-`, `_` or `.`";
        return Err(Problem::invalid("source", detail));
    }
    let kind = new.kind.unwrap_or(KeyKind::Browser);
    gathering::collect::check_key(desk.engine(), desk.workspace(), &new.source, kind.into()).await?;
    let write_key = session::random_token()?;
    let hash = Digest::of([&write_key]).to_string();
    desk.engine()
        .store()
        .create_write_key(desk.workspace(), &new.source, &hash, kind.into(), wall_clock())
        .await?;
    Ok((StatusCode::CREATED, Json(CreatedKey { source: new.source, kind, write_key })))
}

/// Ends a write key: whoever holds it is refused from now on. What came by it stays.
#[utoipa::path(delete, path = "/api/v1/write-keys/{key_id}", operation_id = "end_write_key",
    params(("key_id" = String, Path, description = "As the list says it")),
    responses((status = 204)))]
pub async fn end_write_key(desk: Desk, Path(key_id): Path<String>) -> Result<StatusCode, Problem> {
    let by = &desk.member().member_id;
    desk.store().end_write_key(desk.workspace(), &key_id, by, wall_clock()).await?;
    Ok(StatusCode::NO_CONTENT)
}
